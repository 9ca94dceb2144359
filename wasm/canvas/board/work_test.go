package board

import (
	"image"
	"testing"

	"bottleneck/wasm/canvas/paint"
)

// most is how many calls of the GPU a frame may take.
const most = 20

// frameOf lays a board out and paints it.
func frameOf(b *Board) paint.Work {
	b.Scene()
	return b.Paint(image.NewRGBA(image.Rect(0, 0, b.screen.W, b.screen.H)))
}

// What a frame takes on every kind of screen: pictures are written when they come, and once; a pointer that moves and a card that opens and closes
// write next to nothing. The bitmap that all was painted in for a while was written in every frame.
func TestWorkOfAFrame(t *testing.T) {
	for _, screen := range []Screen{{W: 730, H: 463, Scale: 1}, {W: 1460, H: 926, Scale: 2}, {W: 390, H: 844, Scale: 1}} {
		b := boardOn(t, screen, pictures(12, 20, 1000), `{"grid":20}`)
		within := func(what string, written int) paint.Work {
			t.Helper()
			w := frameOf(b)
			t.Logf("%dx%d, %s: %+v", screen.W, screen.H, what, w)
			if w.Draws >= most || w.Written > written {
				t.Errorf("%dx%d, %s: %+v found, less than %d calls and at most %d bytes expected", screen.W, screen.H, what, w, most, written)
			}
			return w
		}
		s := look(b)
		tiles := 0
		if s.Tiles != nil { // the pictures as they are, or smaller in their tiles; larger is the GPU's
			tiles += 3 * s.Tiles.N * min(28*28, s.Tiles.W*s.Tiles.H)
		}
		if s.Grid != nil {
			tiles += s.Sample.N * s.Sample.N * min(28, s.Tile) * min(28, s.Tile)
		}
		const stamps = 3 << 20
		within("the first", 4*tiles+stamps)
		within("nothing new", 0)
		if err := b.Show(pictures(12, 20, 1000).Encode(nil)); err != nil {
			t.Fatal(err)
		}
		if w := within("a new snapshot", 4*tiles); w.Written < 4*tiles {
			t.Errorf("%d bytes are written of a new snapshot, %d expected", w.Written, 4*tiles)
		}
		if plot := s.Plane; plot != nil {
			b.Move(float64(plot.Area.X+plot.Area.W/3), float64(plot.Area.Y+plot.Area.H/3))
			within("a pointer on the plane", 0)
		}
		if s.Tiles != nil {
			r := s.Tiles.tile(1, 2)
			b.Move(float64(r.X+1), float64(r.Y+1))
			within("a card", 4*s.Tiles.N*28*(3*28+3)) // the pictures as they are, and the white below them
			b.Leave()
			within("and away", 0)
			b.Move(float64(r.X+1), float64(r.Y+1))
			within("and back", 0)
			b.Leave()
		}
	}
}

// What a panel was painted from goes with the panel.
func TestClosedPanelsKeepNoPages(t *testing.T) {
	b := boardOn(t, Screen{W: 730, H: 463, Scale: 1}, pictures(12, 20, 1000), `{"grid":20}`)
	pages := func(view string) int {
		if err := b.SetView([]byte(view)); err != nil {
			t.Fatal(err)
		}
		frameOf(b)
		return rasters[b].Pages()
	}
	if all := pages(`{"grid":20}`); all < 3 {
		t.Fatalf("%d pages found for shapes, images and a grid", all)
	}
	if n := pages(`{"panels":["grid"],"grid":20}`); n != 2 {
		t.Errorf("%d pages found for a grid alone, 2 expected", n)
	}
	if n := pages(`{"panels":["loss"],"grid":20}`); n != 1 {
		t.Errorf("%d pages found for the loss alone, 1 expected", n)
	}
}

// Ten thousand points pan and zoom, first as dots and then as images, and nothing is written; the images are, once, when they come.
func TestWorkOfAFlight(t *testing.T) {
	for _, side := range []int32{28, 64} {
		f := pictures(4, 4, 10000)
		b := boardOn(t, Screen{W: 730, H: 463, Scale: 1}, f, `{"panels":["latent"]}`)
		room := b.rooms["latent"].(*latent)
		frameOf(b)
		within := func(what string, written int) {
			t.Helper()
			w := frameOf(b)
			if w.Draws >= most || w.Written > written {
				t.Errorf("%d pixels, %s: %+v found, less than %d calls and at most %d bytes expected", side, what, w, most, written)
			}
		}
		area := room.plot.Area
		x, y := float64(area.X+area.W/2), float64(area.Y+area.H/2)
		for range 6 {
			b.Zoom(x, y, 1.3)
			within("dots that zoom", 0)
			b.Pinch(x, y, 7, -3, 1)
			within("dots that pan", 0)
		}
		for n := 0; room.thumbs.level == dots && n < 60; n++ {
			b.Zoom(x, y, 1.3)
			b.Scene()
		}
		m := told(b, "thumbs")
		if len(m) != 1 || len(m[0].Images) < 4 {
			t.Fatalf("%d pixels: no images are asked for", side)
		}
		pixels := make([]byte, len(m[0].Images)*int(side*side))
		b.Thumbs(m[0].Images, pixels, pixels, int(side), int(side), 1, f.Step)
		kept := min(int(side), keptSide)
		within("images that come", 4*4096*(2*mostThumbs*kept/4096+2)*kept)
		for n := range 12 {
			b.Zoom(x, y, []float64{1.04, 0.97}[n%2])
			within("images that zoom", 0)
			b.Pinch(x, y, float64(3-n%2*6), 2, 1)
			within("images that pan", 0)
		}
		if room.thumbs.level == dots {
			t.Errorf("%d pixels: no images are seen", side)
		}
	}
}
