package data

import "math"

// canvas is a 28x28 picture under the pen: coverage in [0, 1].
//
// Products are rounded by an explicit conversion before they are added, so
// that no compiler may fuse the two: pixels are the same bytes everywhere.
type canvas [28 * 28]float64

// line draws a segment from a to b with a round pen of radius r, whose edge
// fades over soft pixels. Coordinates are in pixels. Coverage is by distance
// from the segment; where strokes meet the larger one holds.
func (c *canvas) line(a, b point, r, soft float64) {
	reach := r + soft/2
	x0, x1 := columns(min(a.x, b.x)-reach, max(a.x, b.x)+reach)
	y0, y1 := columns(min(a.y, b.y)-reach, max(a.y, b.y)+reach)
	dx, dy := b.x-a.x, b.y-a.y
	length := float64(dx*dx) + float64(dy*dy)
	inverse := 0.0
	if length > 0 {
		inverse = 1 / length
	}
	for y := y0; y < y1; y++ {
		py := float64(y) + .5 - a.y
		for x := x0; x < x1; x++ {
			px := float64(x) + .5 - a.x
			t := float64((float64(px*dx) + float64(py*dy)) * inverse)
			t = min(max(t, 0), 1)
			ex, ey := px-float64(t*dx), py-float64(t*dy)
			d2 := float64(ex*ex) + float64(ey*ey)
			if d2 >= float64(reach*reach) {
				continue
			}
			v := min((reach-math.Sqrt(d2))/soft, 1)
			if at := y*28 + x; v > c[at] {
				c[at] = v
			}
		}
	}
}

// columns returns the pixels whose centers may lie between lo and hi.
func columns(lo, hi float64) (int, int) {
	return max(0, int(lo)), min(28, int(hi)+1)
}

// curve appends the points of a smooth line (Catmull-Rom) through the points of
// s, steps a span, and returns the longer path.
func curve(path []point, s stroke, steps int) []point {
	path = append(path, s[0])
	for i := 0; i+1 < len(s); i++ {
		b, c := s[i], s[i+1]
		if b == c {
			continue
		}
		// A corner, or an end, has no neighbor on its far side: the curve
		// leaves it straight towards the next point.
		a, d := b, c
		if i > 0 {
			a = s[i-1]
		}
		if i+2 < len(s) {
			d = s[i+2]
		}
		for k := 1; k <= steps; k++ {
			t := float64(k) / float64(steps)
			path = append(path, point{spline(a.x, b.x, c.x, d.x, t), spline(a.y, b.y, c.y, d.y, t)})
		}
	}
	return path
}

// spline is the Catmull-Rom polynomial between b (t=0) and c (t=1).
func spline(a, b, c, d, t float64) float64 {
	k1 := (c - a) / 2
	k2 := a - float64(2.5*b) + float64(2*c) - d/2
	k3 := (d - a) / 2
	k3 = k3 + float64(1.5*(b-c))
	v := float64(k3*t) + k2
	v = float64(v*t) + k1
	return float64(v*t) + b
}
