package board

import (
	"image"
	"testing"

	"bottleneck/core/wire"
)

// chose are the images that the page is told of since the last call.
func chose(b *Board) (list []int) {
	for _, m := range b.Messages() {
		if m.Kind == "choose" {
			list = append(list, m.Image)
		}
	}
	return list
}

func one(list []int) int {
	if len(list) != 1 {
		return -len(list) - 1
	}
	return list[0]
}

// A click chooses what it lies on, of a list that begins elsewhere as well, and arrows go from where the chosen one is.
func TestChoose(t *testing.T) {
	for name, f := range map[string]*wire.Snapshot{"images": frame(1, 12, 15), "code": viewsFrame(12, 32, true, 28), "table": tableFrame(20, 18, false)} {
		index := make([]int32, 20)
		for i := range index {
			index[i] = int32(100 - i)
		}
		if f.Images != nil {
			f.Images.Index = index[:12]
		} else {
			f.Table.Index = index
		}
		b := boardOf(t, 732, 583, 1, f, `{"panels":["`+name+`"],"chosen":{"kind":"image","image":98}}`)
		s := look(b)
		var at rect
		switch {
		case s.Tiles != nil:
			at = s.Tiles.column(5)
		case s.Code != nil:
			at = s.Code.column(5)
		default:
			at = s.Table.cell(5, 1)
		}
		if b.Click(1, 1); len(chose(b)) > 0 {
			t.Errorf("%s: a click on nothing chooses", name)
		}
		b.Click(float64(at.X+at.W/2), float64(at.Y+at.H/2))
		if got := one(chose(b)); got != 95 {
			t.Errorf("%s: a click on the sixth chooses %d", name, got)
		}
		b.Leave()
		b.Key("ArrowRight", false)
		if got := one(chose(b)); got != 98 {
			t.Errorf("%s: the first arrow leads to %d, and to the chosen one by rights", name, got)
		}
		if name != "table" {
			b.Key("ArrowRight", false)
			if got := one(chose(b)); got != 97 {
				t.Errorf("%s: the second arrow leads to %d", name, got)
			}
		}
		b.Key("Enter", false)
		if got := one(chose(b)); name != "table" && got != 97 || got < 0 {
			t.Errorf("%s: Enter chooses %d", name, got)
		}
	}
}

// A click on a point of the plane chooses its image, beside it the code there, and so does Enter.
func TestChooseOnThePlane(t *testing.T) {
	b := boardOf(t, 500, 400, 1, frame(1, 12, 15), `{"panels":["latent"]}`)
	plot := look(b).Plane
	x, y := plot.at(point{-4.5 + 3, -2 + 2.0/2}) // point 23
	b.Click(x+2, y)
	probes := func() (code, pinned int, image int) {
		image = -1
		for _, m := range b.Messages() {
			switch {
			case m.Kind == "choose":
				image = m.Image
			case m.Kind == "probe" && m.Pin:
				pinned++
				if m.Choose {
					code++
				}
			}
		}
		return code, pinned, image
	}
	if code, pinned, image := probes(); code != 0 || pinned != 1 || image != 23 {
		t.Errorf("a click on a point chooses %d codes and image %d", code, image)
	}
	b.Click(x+12, y+7)
	if code, pinned, image := probes(); code != 1 || pinned != 1 || image != -1 {
		t.Errorf("a click beside the points chooses %d codes and image %d", code, image)
	}
	b.Key("ArrowRight", false)
	b.Key("Enter", false)
	if code, pinned, image := probes(); code != 1 || pinned != 1 || image != -1 {
		t.Errorf("Enter chooses %d codes and image %d", code, image)
	}
}

// What is chosen is marked in every room, where it is: another choice changes the picture there, and a frame without it has no mark.
func TestTheChosenOneIsMarked(t *testing.T) {
	paint := func(b *Board) *image.RGBA {
		m := image.NewRGBA(image.Rect(0, 0, 500, 400))
		b.Scene()
		b.Paint(m)
		return m
	}
	for name, f := range map[string]*wire.Snapshot{"images": frame(1, 12, 15), "code": viewsFrame(12, 32, true, 28), "table": tableFrame(20, 18, false),
		"latent": frame(1, 12, 15), "grid": frame(1, 12, 15)} {
		pictures := map[string]*image.RGBA{}
		for what, chosen := range map[string]string{"none": `{}`, "first": `{"kind":"image"}`, "third": `{"kind":"image","image":44}`, "code": `{"kind":"code"}`} {
			if name != "latent" && name != "grid" && what == "third" {
				chosen = `{"kind":"image","image":2}`
			}
			pictures[what] = paint(boardOf(t, 500, 400, 1, f, `{"panels":["`+name+`"],"chosen":`+chosen+`}`))
		}
		same := func(a, b string) bool { return string(pictures[a].Pix) == string(pictures[b].Pix) }
		if !same("none", "first") && name != "grid" {
			t.Errorf("%s: without a choice it is not the first", name)
		}
		if same("third", "code") || name != "grid" && same("first", "code") {
			t.Errorf("%s: the chosen one has no mark", name)
		}
		if name != "grid" && same("first", "third") {
			t.Errorf("%s: another choice is marked the same", name)
		}
	}
	f := frame(1, 12, 15)
	unmarked := paint(boardOf(t, 500, 400, 1, f, `{"panels":["latent"],"chosen":{"kind":"code"}}`))
	f.Spot = &wire.Spot{X: 1, Y: 1}
	if marked := paint(boardOf(t, 500, 400, 1, f, `{"panels":["latent"],"chosen":{"kind":"code"}}`)); string(marked.Pix) == string(unmarked.Pix) {
		t.Error("a code has no mark on the plane")
	}
	for _, theme := range []*theme{light, dark} {
		if c := contrast(theme.Accent, theme.Back); c < 3 {
			t.Errorf("%s: the frame has a contrast of %.1f to what is behind it", theme.Name, c)
		}
		if c := contrast(theme.Accent, rgb(0)); c < 3 {
			t.Logf("%s: the frame has a contrast of %.1f to black tiles, beside which there is a gap", theme.Name, c)
		}
		if c := contrast(theme.Text, theme.Plot); c < 3 {
			t.Errorf("%s: the ring has a contrast of %.1f to the plot", theme.Name, c)
		}
	}
}

// The frame around the chosen image is one unbroken outline, also where its code is a chart below it, and the ring around the chosen point is whole
// at the border of a plot.
func TestChosenIsFramed(t *testing.T) {
	f := viewsFrame(12, 8, true, 28)
	b := boardOf(t, 732, 583, 1, f, `{"panels":["images","code","latent","grid","loss"],"chosen":{"kind":"image","image":2}}`)
	s, m := painted(b)
	r, accent := s.Tiles.column(2).inset(-1), b.theme().Accent
	for y := r.Y; y < r.bottom(); y++ {
		for _, x := range [...]int{r.X - 1, r.right()} {
			if c := m.RGBAAt(x, y); c.R != accent.R || c.G != accent.G || c.B != accent.B {
				t.Fatalf("%v at %d, %d of the frame around %v", c, x, y, r)
			}
		}
	}

	a := s.Grid.Area
	whole := ringPixels(b, a.Y+a.H/2)
	for _, y := range [...]int{a.Y, a.bottom() - 1} {
		if n := ringPixels(b, y); whole < 50 || n < whole-4 { // of which some may be as what they lie on
			t.Errorf("a ring at %d of the grid at %v has %d pixels, and %d in its middle", y, a, n, whole)
		}
	}
}

// ringPixels counts what a pin in the middle of a row of pixels of the grid adds to the picture.
func ringPixels(b *Board, y int) (n int) {
	b.cursor.pinned = false
	s, before := painted(b)
	a := s.Grid.Area
	b.cursor.pinned, b.cursor.pin = true, s.Grid.invert(float64(a.X)+float64(a.W)/2, float64(y))
	_, after := painted(b)
	for y := a.Y - 12; y < a.bottom()+12; y++ {
		for x := a.X; x < a.right(); x++ {
			if before.RGBAAt(x, y) != after.RGBAAt(x, y) {
				n++
			}
		}
	}
	return n
}
