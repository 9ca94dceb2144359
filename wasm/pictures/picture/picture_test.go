package picture

import (
	"bytes"
	"encoding/xml"
	"image/color"
	"image/gif"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"bottleneck/core/fact"
	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/board"
)

// shown is a board that shows a frame with a curve and codes.
func shown(t *testing.T, view string) *board.Board {
	t.Helper()
	s := &wire.Snapshot{Run: 1, Step: 300, Epoch: 3, Codes: &wire.Codes{AxisX: "z[0]", AxisY: "z[1]", Dim: 2}, Curve: &wire.Curve{Unit: "mean squared error per pixel"}}
	for i := range int32(30) {
		s.Codes.X, s.Codes.Y = append(s.Codes.X, float32(i%6)), append(s.Codes.Y, float32(i/6))
		s.Codes.Labels = append(s.Codes.Labels, byte(i%10))
		s.Curve.Train = append(s.Curve.Train, wire.CurvePoint{Step: 10 * (i + 1), Loss: 0.02 + 0.2/float32(i+1)})
	}
	const side = 28
	s.Images = &wire.Images{N: 4, H: side, W: side, C: 1, Clean: make([]byte, 4*side*side), Output: make([]byte, 4*side*side), Labels: []byte{1, 2, 3, 4}, Errors: []float32{.1, .2, .3, .4}}
	for i := range s.Images.Clean {
		s.Images.Clean[i], s.Images.Output[i] = byte(i*7), byte(i*5)
	}
	b := board.New()
	if err := b.SetView([]byte(view)); err != nil {
		t.Fatal(err)
	}
	if err := b.Show(s.Encode(nil)); err != nil {
		t.Fatal(err)
	}
	return b
}

// A picture is sound XML with the panels, their labels, the caption and the link, in the colors of its theme.
func TestSVG(t *testing.T) {
	const link = `#v=1&lesson=plane&x="<>`
	for _, c := range []struct{ view, back, has string }{
		{`{"panels":["latent"]}`, "#ffffff", "<circle "},
		{`{"panels":["loss"],"theme":"dark"}`, "#161c1f", "stroke-linejoin"},
		{`{"panels":["images"]}`, "#ffffff", "<image "},
	} {
		svg := SVG(shown(t, c.view), 720, 480, []string{"Two & two", "Step 300"}, link)
		var texts []string
		var carried string
		d := xml.NewDecoder(bytes.NewReader(svg))
		for in := ""; ; {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v in\n%s", c.view, err, svg)
			}
			switch token := token.(type) {
			case xml.StartElement:
				in = token.Name.Local
			case xml.CharData:
				if in == "text" {
					texts = append(texts, string(token))
				}
				if in == "bottleneck" && carried == "" {
					carried = string(token)
				}
			}
		}
		s := string(svg)
		if carried != link || !strings.Contains(s, `height="528"`) || !strings.Contains(s, `fill="`+c.back+`"`) || !strings.Contains(s, c.has) {
			t.Errorf("%s: link %q, or no %s, or not on %s", c.view, carried, c.has, c.back)
		}
		if n := len(texts); n < 4 || texts[n-2] != "Two & two" || texts[n-1] != "Step 300" {
			t.Errorf("%s: texts %q", c.view, texts)
		}
	}
}

// Labels look as in the page: each class that the page has is known, at its size.
func TestStylesAreThoseOfThePage(t *testing.T) {
	css, err := os.ReadFile("../../../web/canvas/canvas.css")
	if err != nil {
		t.Fatal(err)
	}
	known := 0
	for _, m := range regexp.MustCompile(`(?m)^#labels ([^{]+)\{([^}]*)\}`).FindAllStringSubmatch(string(css), -1) {
		for _, class := range regexp.MustCompile(`\.([\w-]+)`).FindAllStringSubmatch(m[1], -1) {
			s, ok := styles[class[1]]
			if !ok {
				if !strings.HasPrefix(class[1], "arrow") { // to press
					t.Errorf("no style of %s", class[1])
				}
				continue
			}
			known++
			if size := regexp.MustCompile(`font-size: ([\d.]+)px`).FindStringSubmatch(m[2]); size != nil && size[1] != strconv.FormatFloat(s.size, 'f', -1, 64) {
				t.Errorf("%s: %gpx, %s expected", class[1], s.size, size[1])
			}
			if strings.Contains(m[2], "color: var(--muted)") && s.color != "muted" || strings.Contains(m[2], "text-shadow") != s.halo && strings.Contains(m[2], "text-shadow") {
				t.Errorf("%s: not as %s", class[1], m[2])
			}
		}
	}
	if known < 15 {
		t.Errorf("%d styles read", known)
	}
}

// A film has the pictures that it was given, within what 256 colors allow, and its comment.
func TestFilm(t *testing.T) {
	const w, h, n = 40, 30, 3
	at := func(i, x, y int) color.RGBA {
		if x/10 == i {
			return color.RGBA{uint8(200 + y), 10, 20, 255}
		}
		return color.RGBA{uint8(6 * x), uint8(8 * y), 100, 255}
	}
	comment := "#v=1&" + strings.Repeat("x", 300)
	b, err := Film(w, h, n, 8, 150, comment, func(dst []byte, i int) error {
		for y := range h {
			for x := range w {
				c := at(i, x, y)
				copy(dst[4*(y*w+x):], []byte{c.R, c.G, c.B, 255})
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	g, err := gif.DecodeAll(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Image) != n || g.Delay[0] != 8 || g.Delay[n-1] != 150 || g.LoopCount != 0 || g.Config.Width != w || g.Config.Height != h {
		t.Fatalf("%d pictures, delays %v, loops %d", len(g.Image), g.Delay, g.LoopCount)
	}
	if r := g.Image[1].Rect; r.Dx() != 20 {
		t.Errorf("the second picture is %v, the part that changed expected", r)
	}
	screen := map[[2]int]color.Color{}
	for i, m := range g.Image {
		for y := m.Rect.Min.Y; y < m.Rect.Max.Y; y++ {
			for x := m.Rect.Min.X; x < m.Rect.Max.X; x++ {
				screen[[2]int{x, y}] = m.At(x, y)
			}
		}
		worst := 0
		for y := range h {
			for x := range w {
				want := at(i, x, y)
				r, g, b, _ := screen[[2]int{x, y}].RGBA()
				for k, v := range []uint8{want.R, want.G, want.B} {
					d := int([]uint32{r, g, b}[k]>>8) - int(v)
					worst = max(worst, d, -d)
				}
			}
		}
		if worst > 20 {
			t.Errorf("picture %d is off by %d", i, worst)
		}
	}
	if !bytes.Contains(b, []byte("#v=1&")) || bytes.Count(b, []byte("x")) < 300 {
		t.Error("no comment")
	}
	refused := fact.New("files_missing")
	if _, err := Film(w, h, n, 8, 8, "", func([]byte, int) error { return refused }); err != refused {
		t.Errorf("%v", err)
	}
}

// A picture of one color has one, and two that are the same a part of a pixel.
func TestFilmOfNothing(t *testing.T) {
	b, err := Film(8, 8, 2, 5, 5, "", func(dst []byte, _ int) error {
		for i := range dst {
			dst[i] = 255
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	g, err := gif.DecodeAll(bytes.NewReader(b))
	if err != nil || len(g.Image) != 2 || g.Image[1].Rect.Dx() != 1 {
		t.Fatal(err, g.Image)
	}
}
