package prepare

import "bottleneck/core/fact"

// box is a rectangle of pixels, from lo inclusive to hi exclusive.
type box struct{ x0, y0, x1, y1 int }

func (b box) w() int { return b.x1 - b.x0 }
func (b box) h() int { return b.y1 - b.y0 }

// taps are the source pixels, from lo on, that make one target pixel, with
// their weights, which sum to 1.
type taps struct {
	lo     int
	weight []float64
}

// scale returns the taps that bring n pixels to m. Shrinking, a target pixel is
// the mean of the area it covers; growing, it lies on the line between the
// centers of its neighbors.
func scale(n, m int) []taps {
	all := make([]taps, m)
	step := float64(n) / float64(m)
	for i := range all {
		if n <= m {
			at := min(max(float64((float64(i)+.5)*step)-.5, 0), float64(n-1))
			lo := min(int(at), max(n-2, 0))
			part := at - float64(lo)
			all[i] = taps{lo, []float64{1 - part, part}[:min(n, 2)]}
			continue
		}
		from, to := float64(float64(i)*step), float64(float64(i+1)*step)
		t := taps{lo: int(from)}
		for k := t.lo; k < n && float64(k) < to; k++ {
			t.weight = append(t.weight, (min(float64(k+1), to)-max(float64(k), from))/step)
		}
		all[i] = t
	}
	return all
}

// resample returns the part b of g at w x h pixels.
func (g *Gray) resample(b box, w, h int) *Gray {
	across, down := scale(b.w(), w), scale(b.h(), h)
	wide := make([]float64, b.h()*w)
	for y := range b.h() {
		row := g.Pix[(b.y0+y)*g.W+b.x0:][:b.w()]
		for x, t := range across {
			sum := 0.0
			for k, weight := range t.weight {
				sum += float64(weight * float64(row[t.lo+k]))
			}
			wide[y*w+x] = sum
		}
	}
	out := &Gray{W: w, H: h, Pix: make([]byte, w*h)}
	for y, t := range down {
		for x := range w {
			sum := 0.0
			for k, weight := range t.weight {
				sum += float64(weight * wide[(t.lo+k)*w+x])
			}
			out.Pix[y*w+x] = byte(min(sum+.5, 255))
		}
	}
	return out
}

// fit returns the size of b brought to a longest side of n, keeping its shape.
func (b box) fit(n int) (w, h int) {
	long := max(b.w(), b.h())
	side := func(s int) int { return max(1, (2*s*n+long)/(2*long)) }
	return side(b.w()), side(b.h())
}

// all is the whole picture.
func (g *Gray) all() box { return box{0, 0, g.W, g.H} }

// preview returns g as a step to show, at most 160 pixels a side.
func (g *Gray) preview(name string, note *fact.Fact) Step {
	const side = 160
	if max(g.W, g.H) > side {
		w, h := g.all().fit(side)
		g = g.resample(g.all(), w, h)
	}
	return Step{Name: name, Note: note, W: g.W, H: g.H, Gray: append([]byte(nil), g.Pix...)}
}
