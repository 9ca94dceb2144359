package board

import (
	"math"
	"math/rand/v2"
	"testing"
)

func near1(a, b float64) bool { return math.Abs(a-b) < 1e-9*(1+math.Abs(b)) }

func TestZoomAboutAPoint(t *testing.T) {
	w := window{span{-4, 6}, span{0, 5}}
	at := point{1, 4}
	z := w.zoomed(at, 2)
	if z != (window{span{-1.5, 3.5}, span{2, 4.5}}) {
		t.Errorf("%v found", z)
	}
	share := func(r span, v float64) float64 { return (v - r.Lo) / r.width() }
	if !near1(share(z.X, at.X), share(w.X, at.X)) || !near1(share(z.Y, at.Y), share(w.Y, at.Y)) {
		t.Error("the point does not stay where it is")
	}
	if back := z.zoomed(at, 0.5); back != w {
		t.Errorf("there and back is %v", back)
	}
}

func TestWindowsStayOverThePlane(t *testing.T) {
	whole := window{span{-4, 6}, span{0, 5}}
	for _, c := range []struct{ w, want window }{
		{window{span{-100, 100}, span{-9, 50}}, whole},                                               // no wider
		{whole.moved(3, 1), whole},                                                                   // all of it stands still
		{window{span{1, 2}, span{1, 2}}, window{span{1, 2}, span{1, 2}}},                             // within
		{window{span{50, 52}, span{1, 2}}, window{span{7.5, 9.5}, span{1, 2}}},                       // not lost on the right
		{window{span{1, 1}, span{2, 2}}, window{span{1 - .0125, 1.0125}, span{2 - .00625, 2.00625}}}, // no narrower
		{window{span{math.NaN(), 1}, span{math.Inf(-1), math.Inf(1)}}, whole},
	} {
		got := c.w.over(whole)
		for i, v := range [4]float64{got.X.Lo, got.X.Hi, got.Y.Lo, got.Y.Hi} {
			if want := [4]float64{c.want.X.Lo, c.want.X.Hi, c.want.Y.Lo, c.want.Y.Hi}[i]; !near1(v, want) {
				t.Errorf("%v: %v found, %v expected", c.w, got, c.want)
				break
			}
		}
	}
	if w := (window{span{1, 2}, span{1, 2}}).along(point{2.5, 0}); w != (window{span{1.5, 2.5}, span{0, 1}}) {
		t.Errorf("along with a point: %v", w)
	}
	if w := (window{span{1, 2}, span{1, 2}}).along(point{1.5, 2}); w != (window{span{1, 2}, span{1, 2}}) {
		t.Errorf("a point within moves the window: %v", w)
	}
}

// What the cells find is what looking at every point finds.
func TestNearestAmongTenThousand(t *testing.T) {
	g := rand.New(rand.NewPCG(1, 2))
	const n = 10000
	x, y := make([]float32, n), make([]float32, n)
	for i := range x {
		x[i], y[i] = float32(g.NormFloat64()*3+5), float32(g.NormFloat64()*0.1)
	}
	x[17], y[18] = float32(math.NaN()), float32(math.Inf(1))
	var cells places
	cells.take(x, y)
	for range 300 {
		p := point{g.NormFloat64()*4 + 5, g.NormFloat64() * 0.2}
		sx, sy, reach := 20.0, 500.0, g.Float64()*30
		best, far := -1, reach
		for i := range x {
			if d := math.Hypot((float64(x[i])-p.X)*sx, (float64(y[i])-p.Y)*sy); d < far {
				best, far = i, d
			}
		}
		if at, d := cells.to(p, sx, sy, reach); at != best || at >= 0 && d != far {
			t.Fatalf("point %d at %g found, %d at %g expected", at, d, best, far)
		}
		best, far = -1, math.Inf(1)
		for i := range x {
			if d := math.Hypot(float64(x[i])-p.X, float64(y[i])-p.Y); d < far {
				best, far = i, d
			}
		}
		if at, _ := cells.any(p); at != best {
			t.Fatalf("nearest of all: %d found, %d expected", at, best)
		}
		w := window{span{p.X - 1, p.X + 0.5}, span{p.Y - 0.1, p.Y + 0.1}}
		want, found := 0, 0
		for i := range x {
			if w.holds(point{float64(x[i]), float64(y[i])}) {
				want++
			}
		}
		cells.each(w, func(int) { found++ })
		if found != want {
			t.Fatalf("%d points in %v found, %d expected", found, w, want)
		}
	}
}

func TestNearestOfFew(t *testing.T) {
	var cells places
	cells.take(nil, nil)
	if at, _ := cells.any(point{1, 2}); at != -1 {
		t.Errorf("point %d of none", at)
	}
	cells.take([]float32{3, 3, 3}, []float32{1, 2, 2}) // on a line
	if at, far := cells.any(point{0, 2}); at != 1 || far != 3 {
		t.Errorf("point %d at %g found, the first of two at 3 expected", at, far)
	}
	cells.take([]float32{3}, []float32{4})
	if at, far := cells.any(point{0, 0}); at != 0 || far != 5 {
		t.Errorf("point %d at %g found", at, far)
	}
	cells.take([]float32{float32(math.NaN())}, []float32{4})
	if at, _ := cells.any(point{0, 0}); at != -1 {
		t.Errorf("a point that is nowhere is found: %d", at)
	}
}
