package paint

import (
	"bytes"
	"image"
	"image/color"
	"testing"
)

// picture is w x h pixels of different grays.
func picture(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range w * h {
		v := byte(i * 37)
		copy(m.Pix[4*i:], []byte{v, v, v, 255})
	}
	return m
}

func TestSharp(t *testing.T) {
	var p sharp
	src := picture(4, 3)
	m := image.NewRGBA(image.Rect(0, 0, 40, 40))
	p.draw(m, src, image.Rect(5, 6, 5+12, 6+9))
	for y := range 40 {
		for x := range 40 {
			want := color.RGBA{}
			if in := image.Pt(x, y).In(image.Rect(5, 6, 17, 15)); in {
				want = src.RGBAAt((x-5)/3, (y-6)/3)
			}
			if found := m.RGBAAt(x, y); found != want {
				t.Fatalf("pixel %d, %d: %v found, %v expected", x, y, found, want)
			}
		}
	}
	// Of what leaves the picture the rest is painted, in the same place.
	part := image.NewRGBA(image.Rect(8, 8, 30, 12))
	p.draw(part, src, image.Rect(5, 6, 5+12, 6+9))
	for y := 8; y < 12; y++ {
		for x := 8; x < 30; x++ {
			if found, want := part.RGBAAt(x, y), m.RGBAAt(x, y); found != want {
				t.Fatalf("pixel %d, %d of a part: %v found, %v expected", x, y, found, want)
			}
		}
	}
	// Where a side gets smaller, areas are averaged.
	src = image.NewRGBA(image.Rect(0, 0, 4, 1))
	for x, v := range []byte{0, 100, 40, 60} {
		copy(src.Pix[4*x:], []byte{v, v, v, 255})
	}
	m = image.NewRGBA(image.Rect(0, 0, 2, 2))
	p.draw(m, src, m.Rect)
	for x := range 2 {
		for y := range 2 {
			if found := m.RGBAAt(x, y); found != (color.RGBA{50, 50, 50, 255}) {
				t.Errorf("pixel %d, %d of a smaller one: %v found, 50 expected", x, y, found)
			}
		}
	}
	p.draw(m, src, image.Rectangle{}) // nothing to paint on
	p.draw(m, image.NewRGBA(image.Rectangle{}), m.Rect)
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
		m := image.NewRGBA(image.Rect(0, 0, side, side))
		Brush{dst: m}.Picture(&p, 1, 0, m.Rect)
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
		for _, side := range []int{c.tile, 4, 12} {
			if found, want := at(side), (color.RGBA{c.want + 1, c.want, c.want, 255}); found != want {
				t.Errorf("%d: %+v: %v found at a size of %d, %v expected", i, c, found, side, want)
			}
		}
	}
}
