package drawn

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
	reach := r + float64(soft/2)
	x0, x1 := columns(min(a.x, b.x)-reach, max(a.x, b.x)+reach)
	y0, y1 := columns(min(a.y, b.y)-reach, max(a.y, b.y)+reach)
	dx, dy := b.x-a.x, b.y-a.y
	length := float64(dx*dx) + float64(dy*dy)
	inverse := 0.0
	if length > 0 {
		inverse = 1 / length
	}
	full, sharp := r-float64(soft/2), 1/soft
	full2, reach2 := float64(full*full), float64(reach*reach)
	for y := y0; y < y1; y++ {
		py := float64(y) + .5 - a.y
		pdy := float64(py * dy)
		row := c[y*28+x0 : y*28+x1]
		px := float64(x0) - .5 - a.x
		for x, v := range row {
			px++
			if v == 1 {
				continue
			}
			t := float64((float64(px*dx) + pdy) * inverse)
			if t < 0 {
				t = 0
			} else if t > 1 {
				t = 1
			}
			ex, ey := px-float64(t*dx), py-float64(t*dy)
			d2 := float64(ex*ex) + float64(ey*ey)
			if d2 >= reach2 {
				continue
			}
			if full > 0 && d2 <= full2 {
				row[x] = 1
				continue
			}
			if n := float64((reach - math.Sqrt(d2)) * sharp); n > v {
				row[x] = min(n, 1)
			}
		}
	}
}

// columns returns the pixels whose centers may lie between lo and hi.
func columns(lo, hi float64) (int, int) {
	from := max(0, min(int(lo), 28))
	return from, max(from, min(28, int(hi)+1))
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
	k1 := float64((c - a) / 2)
	k2 := a - float64(2.5*b) + float64(2*c) - float64(d/2)
	k3 := float64((d-a)/2) + float64(1.5*(b-c))
	v := float64(k3*t) + k2
	v = float64(v*t) + k1
	return float64(v*t) + b
}
