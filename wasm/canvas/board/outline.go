package board

import (
	"math"

	"bottleneck/wasm/canvas/paint"
)

// outline is what a hand draws around points of the plane: a box by two corners, or a lasso.
type outline struct {
	lasso  bool
	points []point
	moved  bool
}

// mostCorners is how many a lasso has at most: the rest of it is straight.
const mostCorners = 1000

func begin(lasso bool, at point) outline { return outline{lasso: lasso, points: []point{at}} }

// on tells whether one is being drawn, drawn whether it goes around anything.
func (o *outline) on() bool { return len(o.points) > 0 }
func (o *outline) drawn() bool {
	return o.moved && (!o.lasso && len(o.points) == 2 || len(o.points) > 2)
}

// extend draws on to a point, and tells whether that is as much as least pixels away, where a step of one to the right is sx pixels and one
// upwards sy.
func (o *outline) extend(at point, sx, sy, least float64) bool {
	from := o.points[0]
	if o.lasso {
		from = o.points[len(o.points)-1]
	}
	if far := math.Hypot((at.X-from.X)*sx, (at.Y-from.Y)*sy); far < least && !o.moved {
		return false
	} else if o.lasso && far < least {
		return false
	}
	o.moved = true
	switch {
	case !o.lasso:
		o.points = append(o.points[:1], at)
	case len(o.points) < mostCorners:
		o.points = append(o.points, at)
	default:
		o.points[len(o.points)-1] = at
	}
	return true
}

// ring returns the corners, all around.
func (o *outline) ring() []point {
	if o.lasso || len(o.points) < 2 {
		return o.points
	}
	a, b := o.points[0], o.points[1]
	return []point{a, {b.X, a.Y}, b, {a.X, b.Y}}
}

// corners returns them as x, y, x, y and so on.
func (o *outline) corners() (list []float32) {
	for _, p := range o.ring() {
		list = append(list, float32(p.X), float32(p.Y))
	}
	return list
}

func (o *outline) paint(b paint.Brush, plot *plot, s Screen, t *theme) {
	if !o.drawn() {
		return
	}
	var line []paint.XY
	for _, p := range append(o.ring(), o.points[0]) {
		x, y := plot.at(p)
		line = append(line, paint.XY{X: float32(x), Y: float32(y)})
	}
	area := b.Within(plot.Area.pixels())
	area.Line(line, 3.5*s.Scale, faded(t.Plot, 0.8))
	area.Line(line, 1.5*s.Scale, t.Accent)
}

// route is the way from one code to another as it lies on the plane.
type route struct {
	points []point
	at     int // of them that is shown now, or -1
}

// Route draws the way through points given as all x and then all y, with a mark at one of them; without points there is none.
func (b *Board) Route(xy []float32, at int) {
	n := len(xy) / 2
	r := &b.flight.route
	r.points, r.at = r.points[:0], -1
	for i := range n {
		r.points = append(r.points, point{float64(xy[i]), float64(xy[n+i])})
	}
	if at >= 0 && at < n {
		r.at = at
	}
}

// place writes the names of its ends.
func (r *route) place(l *labels, plot *plot) {
	if len(r.points) < 2 {
		return
	}
	s := l.screen
	for i, p := range [2]point{r.points[0], r.points[len(r.points)-1]} {
		x, y := plot.at(p)
		if plot.Area.contains(x, y) {
			l.put(classDigit, string(rune('A'+i)), "c", rect{int(x) - s.px(9), int(y) - s.px(24), s.px(18), s.px(18)})
		}
	}
}

func (r *route) paint(b paint.Brush, plot *plot, s Screen, t *theme) {
	if len(r.points) < 2 {
		return
	}
	area := b.Within(plot.Area.pixels())
	line := make([]paint.XY, len(r.points))
	for i, p := range r.points {
		x, y := plot.at(p)
		line[i] = paint.XY{X: float32(x), Y: float32(y)}
	}
	area.Line(line, 4*s.Scale, faded(t.Plot, 0.8))
	area.Line(line, 2*s.Scale, t.Text)
	for _, p := range [2]paint.XY{line[0], line[len(line)-1]} {
		area.Halo(float64(p.X), float64(p.Y), t.Plot)
		area.Swatch(float64(p.X), float64(p.Y), t.Text)
	}
	if r.at >= 0 {
		p := line[r.at]
		area.Halo(float64(p.X), float64(p.Y), t.Plot)
		area.Ring(float64(p.X), float64(p.Y), t.Text)
	}
}
