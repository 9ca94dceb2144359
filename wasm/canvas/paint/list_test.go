package paint

import (
	"image"
	"image/color"
	"strings"
	"testing"
)

// What is the same in the next frame is not written again; what is painted from no more is freed.
func TestPagesAreWrittenOnce(t *testing.T) {
	var l List
	var a Atlas
	r := &Raster{Picture: image.NewRGBA(image.Rect(0, 0, 50, 50))}
	frame := func(key int, sprite bool) Work {
		if a.Size(2, 2, 4, 4, key) {
			a.Line(1, 1, 2)[0] = 200
		}
		b := l.Start(50, 50, 1)
		b.Fill(image.Rect(0, 0, 10, 10), red)
		if sprite {
			b.Sprite(&a, 1, 1, image.Rect(5, 5, 9, 9))
		}
		b.Dot(20, 20, red)
		b.Fill(image.Rect(0, 0, 10, 10), red)
		return l.Show(r)
	}
	w, h := l.stampsSize()
	if work, want := frame(1, true), (Work{Draws: 3, Quads: 4, Written: 4*w*h + 4*8*(8+white)}); work != want {
		t.Errorf("the first frame: %+v found, %+v expected", work, want)
	}
	if work, want := frame(1, true), (Work{Draws: 3, Quads: 4}); work != want {
		t.Errorf("the same again: %+v found, %+v expected", work, want)
	}
	if work, want := frame(2, true), (Work{Draws: 3, Quads: 4, Written: 4 * 8}); work != want {
		t.Errorf("a line that changed: %+v found, %+v expected", work, want)
	}
	if work, want := frame(2, false), (Work{Draws: 1, Quads: 3}); work != want || r.Pages() != 2 {
		t.Errorf("without the picture: %+v and %d pages found, %+v and 2 pages expected", work, r.Pages(), want)
	}
	if work := frame(2, true); work.Written != 0 {
		t.Errorf("a picture that was away for a frame is written again: %+v", work)
	}
	frame(2, false)
	if l.Drop(); r.Pages() != 1 {
		t.Errorf("%d pages are kept when a panel is closed, 1 expected", r.Pages())
	}
	if work := frame(2, true); work.Written != 4*8*(8+white) {
		t.Errorf("a page that was freed is not written whole: %+v", work)
	}
	for range spare + 1 {
		frame(2, false)
	}
	if r.Pages() != 1 {
		t.Errorf("%d pages are kept that nothing is painted from for long, 1 expected", r.Pages())
	}
	frame(2, true)
	a.Drop()
	if frame(2, false); r.Pages() != 1 {
		t.Errorf("%d pages after one was given back, 1 expected", r.Pages())
	}
	// Another target has nothing.
	r = &Raster{Picture: r.Picture}
	if work := frame(3, true); work.Written != 4*w*h+4*8*(8+white) || r.Pages() != 2 {
		t.Errorf("on another target %+v", work)
	}
}

func (l *List) stampsSize() (w, h int) { return newStamps(1).page.Size() }

// Rectangles among pictures take no page of their own, whatever size the pictures have.
func TestRectanglesAmongPictures(t *testing.T) {
	var a Atlas
	a.Size(3, 1, 4, 4, 1)
	for i := range 3 {
		for y := range 4 {
			fill(a.Line(i, 0, y), 0.5)
		}
	}
	for _, side := range []int{8, 9} { // sharp, and smooth
		var l List
		r := &Raster{Picture: image.NewRGBA(image.Rect(0, 0, 60, 100))}
		b := l.Start(60, 100, 1)
		b.Fill(image.Rect(0, 0, 60, 20), color.NRGBA{B: 255, A: 255})
		for i := range 3 {
			at := image.Rect(2+20*i, 4, 2+20*i+side, 4+side)
			b.Frame(at, 1, red)
			b.Sprite(&a, i, 0, at)
		}
		if work := l.Show(r); work.Draws != 2 {
			t.Errorf("%d pixels wide: %d calls found, 2 expected", side, work.Draws)
		}
		for i := range 3 {
			x := 2 + 20*i
			for _, c := range []struct {
				x, y int
				want color.RGBA
			}{{x - 1, 3, color.RGBA{R: 255, A: 255}}, {x + side, 4 + side, color.RGBA{R: 255, A: 255}}, {x, 4, color.RGBA{128, 128, 255, 255}}, {x + side + 1, 6, color.RGBA{B: 255, A: 255}}} {
				if found := r.Picture.RGBAAt(c.x, c.y); found != c.want {
					t.Errorf("%d pixels wide, pixel %d, %d: %v found, %v expected", side, c.x, c.y, found, c.want)
				}
			}
		}
		// A large one has a call of its own where it would be painted smoothly.
		b = l.Start(60, 100, 1)
		b.Sprite(&a, 0, 0, image.Rect(0, 0, side, side))
		b.Fill(image.Rect(0, 10, 60, 90), red)
		if work, want := l.Show(r), 1+side%2; work.Draws != want {
			t.Errorf("%d pixels wide: %d calls found for a large rectangle, %d expected", side, work.Draws, want)
		}
	}
}

// A raster refuses what a GPU would show wrong.
func TestRasterRefuses(t *testing.T) {
	refuses := func(what, about string, f func()) {
		t.Helper()
		defer func() {
			if found, _ := recover().(string); !strings.Contains(found, about) {
				t.Errorf("%s: %q found, one about %q expected", what, found, about)
			}
		}()
		f()
	}
	p := newPage(4, 4)
	r := &Raster{Picture: image.NewRGBA(image.Rect(0, 0, 4, 4))}
	refuses("a page not written", "before it was written", func() { r.Draw(p, false, make([]Vertex, 4)) })
	refuses("half a row", "no whole rows", func() { r.Write(p, image.Rect(0, 0, 2, 1), make([]byte, 8)) })
	refuses("a row too short", "no whole rows", func() { r.Write(p, image.Rect(0, 0, 4, 2), make([]byte, 16)) })
}

// Ten thousand marks pan and zoom in one call, and nothing is written for that.
func TestLayer(t *testing.T) {
	var l List
	var kept Layer
	var a Atlas
	a.Size(100, 100, 28, 28, 1)
	for i := range 10000 {
		kept.Add(float32(i%100)/10-5, float32(i/100)/10-5, color.NRGBA{R: 200, A: 255}, i)
	}
	r := &Raster{Picture: image.NewRGBA(image.Rect(0, 0, 200, 200))}
	area := image.Rect(20, 20, 180, 180)
	show := func(zoom, pan float64, pictures bool) Work {
		clear(r.Picture.Pix)
		b := l.Start(200, 200, 1).Within(area)
		view := Transform{ScaleX: 16 * zoom, ScaleY: -16 * zoom, X: 100 + pan, Y: 100 - pan}
		if pictures {
			b.LayerOf(&kept, &a, 14, 14, true, view)
		} else {
			b.Layer(&kept, view)
		}
		return l.Show(r)
	}
	if work := show(1, 0, false); work.Draws != 1 || work.Quads < 9900 || work.Quads > 10000 {
		t.Errorf("all points: %+v", work)
	}
	x, y := Transform{ScaleX: 32, ScaleY: -32, X: 110, Y: 90}.At(0, 0)
	if work := show(2, 10, false); work.Draws != 1 || work.Written != 0 || work.Quads > 3500 {
		t.Errorf("points zoomed in on: %+v", work)
	}
	if found := r.Picture.RGBAAt(int(x), int(y)); found != (color.RGBA{R: 200, A: 255}) {
		t.Errorf("%v found where a point lies", found)
	}
	show(3, 0, true)
	for i := range 20 {
		if work := show(3+float64(i)/2, float64(i), true); work.Draws != 1 || work.Written != 0 || work.Quads > 3500 {
			t.Fatalf("pictures zoomed in on: %+v", work)
		}
	}
	for y := range 200 {
		for x := range 200 {
			if !image.Pt(x, y).In(area) && r.Picture.RGBAAt(x, y).A != 0 {
				t.Fatalf("pixel %d, %d is painted, outside of %v", x, y, area)
			}
		}
	}
	if kept.Clear(); kept.Len() != 0 {
		t.Error("a layer that was cleared has marks")
	}
}
