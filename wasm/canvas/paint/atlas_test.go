package paint

import (
	"bytes"
	"image"
	"image/color"
	"testing"
)

// atlas is one picture of w x h pixels of different grays.
func atlas(w, h int) *Atlas {
	a := &Atlas{}
	a.Size(1, 1, w, h, 1)
	for y := range h {
		line := a.Line(0, 0, y)
		for x := range w {
			v := byte((y*w + x) * 37)
			copy(line[4*x:], []byte{v, v, v, 255})
		}
	}
	return a
}

func gray(v byte) color.RGBA { return color.RGBA{v, v, v, 255} }

func TestSharp(t *testing.T) {
	src := atlas(4, 3)
	m := painted(40, 40, func(b Brush) { b.Sprite(src, 0, 0, image.Rect(5, 6, 5+12, 6+9)) })
	for y := range 40 {
		for x := range 40 {
			want := color.RGBA{}
			if in := image.Pt(x, y).In(image.Rect(5, 6, 17, 15)); in {
				want = gray(byte(((y-6)/3*4 + (x-5)/3) * 37))
			}
			if found := m.RGBAAt(x, y); found != want {
				t.Fatalf("pixel %d, %d: %v found, %v expected", x, y, found, want)
			}
		}
	}
	// Of what leaves the picture the rest is painted, in the same place.
	part := painted(40, 40, func(b Brush) { b.Within(image.Rect(8, 8, 30, 12)).Sprite(src, 0, 0, image.Rect(5, 6, 5+12, 6+9)) })
	for y := 8; y < 12; y++ {
		for x := 8; x < 30; x++ {
			if found, want := part.RGBAAt(x, y), m.RGBAAt(x, y); found != want {
				t.Fatalf("pixel %d, %d of a part: %v found, %v expected", x, y, found, want)
			}
		}
	}
	// Where a side gets smaller, areas are averaged; where it grows by no whole number the pixel between is half of each.
	line := func(values ...byte) *Atlas {
		a := &Atlas{}
		a.Size(1, 1, len(values), 1, 1)
		for x, v := range values {
			copy(a.Line(0, 0, 0)[4*x:], []byte{v, v, v, 255})
		}
		return a
	}
	m = painted(2, 2, func(b Brush) { b.Sprite(line(0, 100, 40, 60), 0, 0, image.Rect(0, 0, 2, 2)) })
	for x := range 2 {
		for y := range 2 {
			if found := m.RGBAAt(x, y); found != (color.RGBA{50, 50, 50, 255}) {
				t.Errorf("pixel %d, %d of a smaller one: %v found, 50 expected", x, y, found)
			}
		}
	}
	m = painted(3, 1, func(b Brush) { b.Sprite(line(20, 100), 0, 0, image.Rect(0, 0, 3, 1)) })
	for x, want := range []byte{20, 60, 100} {
		if found := m.RGBAAt(x, 0); found != gray(want) {
			t.Errorf("pixel %d of a larger one: %v found, %d expected", x, found, want)
		}
	}
	painted(2, 2, func(b Brush) { // nothing to paint, or to paint on
		b.Sprite(src, 0, 0, image.Rectangle{})
		b.Sprite(&Atlas{}, 0, 0, image.Rect(0, 0, 2, 2))
		b.Mosaic(&Atlas{}, image.Rect(0, 0, 2, 2))
	})
}

// Pictures are made anew for another key or another size only, and their smaller form with them.
func TestPicturesAreKept(t *testing.T) {
	var p Pictures
	fill := func(v byte, tile int, key any) (anew bool) {
		if anew = p.Size(2, 1, 4, 4, tile, tile, key); anew {
			for i := range 2 {
				copy(p.Cell, bytes.Repeat([]byte{v + byte(i), v, v, 255}, 16))
				p.Put(i, 0)
			}
		}
		return anew
	}
	at := func(side int) color.RGBA {
		m := painted(side, side, func(b Brush) { b.Picture(&p, 1, 0, image.Rect(0, 0, side, side)) })
		return m.RGBAAt(side-1, side-1)
	}
	for i, c := range []struct {
		v    byte
		tile int
		key  int
		anew bool
		want byte
	}{
		{10, 8, 1, true, 10}, {20, 8, 1, false, 10}, {30, 8, 2, true, 30}, {40, 2, 2, true, 40}, {50, 2, 2, false, 40}, {60, 3, 2, true, 60}, {70, 3, 3, true, 70},
		{80, 9, 3, false, 70},
	} {
		if anew := fill(c.v, c.tile, c.key); anew != c.anew {
			t.Errorf("%d: %+v: made anew %v", i, c, anew)
		}
		for _, side := range []int{1, 2, 3, 4, 8, 9} {
			if found, want := at(side), (color.RGBA{c.want + 1, c.want, c.want, 255}); found != want {
				t.Errorf("%d: %+v, %d pixels wide: %v found, %v expected", i, c, side, found, want)
			}
		}
	}
}

// Pictures that find no room on one page are on several, and are painted as if they were on one.
func TestAtlasOfSeveralPages(t *testing.T) {
	const cols, rows = 5, 3
	for _, size := range [][3]int{{1500, 4, 1}, {4, 1500, 2}} { // two pictures find room across, or down
		w, h := size[0], size[1]
		var a Atlas
		a.Size(cols, rows, w, h, 1)
		if len(a.pages) != size[2] {
			t.Fatalf("%d pages found, %d expected", len(a.pages), size[2])
		}
		for _, p := range a.pages {
			if w, h := p.Size(); w > pageSide || h > pageSide {
				t.Errorf("a page of %dx%d pixels", w, h)
			}
		}
		for i := range cols * rows {
			for y := range h {
				copy(a.Line(i%cols, i/cols, y), bytes.Repeat([]byte{byte(10 + i), 0, 0, 255}, w))
			}
		}
		each := painted(cols*4, rows*4, func(b Brush) {
			for i := range cols * rows {
				b.Sprite(&a, i%cols, i/cols, image.Rect(0, 0, 4, 4).Add(image.Pt(i%cols*4, i/cols*4)))
			}
		})
		whole := painted(cols*4, rows*4, func(b Brush) { b.Mosaic(&a, image.Rect(0, 0, cols*4, rows*4)) })
		for y := range rows * 4 {
			for x := range cols * 4 {
				want := color.RGBA{byte(10 + y/4*cols + x/4), 0, 0, 255}
				if each.RGBAAt(x, y) != want || whole.RGBAAt(x, y) != want {
					t.Fatalf("pixel %d, %d: %v one by one and %v as a mosaic, %v expected", x, y, each.RGBAAt(x, y), whole.RGBAAt(x, y), want)
				}
			}
		}
	}
}

// Many pictures lie on whole pixels around their points.
func TestPicturesOfALayer(t *testing.T) {
	var a Atlas
	a.Size(2, 1, 2, 2, 1)
	for i := range 2 {
		for y := range 2 {
			copy(a.Line(i, 0, y), bytes.Repeat([]byte{byte(100 * (i + 1)), 0, 0, 255}, 2))
		}
	}
	var l Layer
	l.Add(5.2, 5.4, color.NRGBA{}, 1)
	l.Add(-0.6, 12, color.NRGBA{}, 0)
	m := painted(20, 20, func(b Brush) { b.LayerOf(&l, &a, 4, 2, false, Transform{ScaleX: 1, ScaleY: 1}) })
	for _, c := range []struct {
		r image.Rectangle
		v byte
	}{{image.Rect(3, 4, 7, 6), 200}, {image.Rect(-3, 11, 1, 13), 100}} {
		for y := c.r.Min.Y; y < c.r.Max.Y; y++ {
			for x := max(0, c.r.Min.X); x < c.r.Max.X; x++ {
				if found, want := m.RGBAAt(x, y), (color.RGBA{c.v, 0, 0, 255}); found != want {
					t.Errorf("pixel %d, %d: %v found, %v expected", x, y, found, want)
				}
			}
		}
	}
	near(t, "sprites", covered(m), 4*2+1*2, 0)
}
