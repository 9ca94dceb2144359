package board

import (
	"math"

	"bottleneck/core/wire"
)

// codeChart draws the codes of images.
type codeChart struct {
	screen Screen
	theme  *theme
	m      *wire.Bars
	values span
	fills  []fill
}

// unit returns the columns that number k of the code has in a chart: from pixel lo on, before hi.
func (c *codeChart) unit(r rect, k int) (lo, hi int) {
	d := int(c.m.Dim)
	return r.X + k*r.W/d, r.X + (k+1)*r.W/d
}

func (c *codeChart) fill(x, y, w, h int, i hue) {
	c.fills = append(c.fills, fill{rect{x, y, w, h}, c.theme.ink(i)})
}

// back draws the field of a chart, and its line at a value.
func (c *codeChart) back(r rect, s scale, v float64) {
	c.fills = append(c.fills, fill{r, c.theme.Plot})
	y := min(max(int(s.at(v)), r.Y), r.bottom()-1)
	c.fills = append(c.fills, fill{rect{r.X, y, r.W, c.screen.hairline()}, c.theme.Line})
}

// bars draws values from zero, upwards where positive. Where a pixel has several numbers it shows the one farthest from
// zero on each side.
func (c *codeChart) bars(r rect, values []float32, span span) {
	s := scale{Lo: span.Lo, Hi: span.Hi, P0: float64(r.bottom()), P1: float64(r.Y)}
	c.back(r, s, 0)
	zero := int(math.Round(s.at(0)))
	gap := 0
	if r.W/len(values) >= 4 {
		gap = max(1, c.screen.px(1))
	}
	for k, v := range values {
		lo, hi := c.unit(r, k)
		w := max(hi-lo-gap, 1)
		y := int(math.Round(min(max(s.at(float64(v)), float64(r.Y)), float64(r.bottom()))))
		switch {
		case v > 0 && y == zero:
			c.fill(lo, zero-1, w, 1, huePositive)
		case v > 0:
			c.fill(lo, y, w, zero-y, huePositive)
		case v < 0:
			c.fill(lo, zero, w, max(1, y-zero), hueNegative)
		}
	}
}

// bells draws each number's normal distribution sideways: as wide at a value as its density there, the mean marked.
// Where there is no room for that they are lines over mean and deviation.
func (c *codeChart) bells(r rect, mean, deviation []float32, span span) {
	s := scale{Lo: span.Lo, Hi: span.Hi, P0: float64(r.bottom()), P1: float64(r.Y)}
	c.back(r, s, 0)
	step := max(1, c.screen.px(1))
	clamp := func(y float64) int { return min(max(int(math.Round(y)), r.Y), r.bottom()) }
	for k := range mean {
		lo, hi := c.unit(r, k)
		w := hi - lo - max(1, (hi-lo)/8)
		m, d := float64(mean[k]), float64(deviation[k])
		if math.IsNaN(m) || !(d > 0) || math.IsInf(m+d, 0) {
			continue
		}
		if w < 4*step {
			top, bottom := clamp(s.at(m+d)), clamp(s.at(m-d))
			c.fill(lo, top, max(1, hi-lo-1), max(1, bottom-top), hueBell)
		} else {
			top, bottom := clamp(s.at(m+2.5*d)), clamp(s.at(m-2.5*d))
			if least := 4 * step; bottom-top < least { // too narrow to be seen: a mark
				c.fill(lo, clamp(s.at(m)-float64(least)/4), w, least/2, huePositive)
				continue
			}
			for y := top; y < bottom; y += step {
				t := (s.invert(float64(y)+float64(step)/2) - m) / d
				if wide := int(float64(w)*math.Exp(-t*t/2) + 0.5); wide > 0 {
					c.fill(lo+(w-wide)/2, y, wide, min(step, bottom-y), hueBell)
				}
			}
		}
		if y := s.at(m); y >= float64(r.Y) && y < float64(r.bottom()) && w >= 4*step {
			c.fill(lo, clamp(y-float64(step)/2), w, step, huePositive)
		}
	}
}

// spreads draws deviations from zero to a little above one, which is that of the prior: a number that stays there says
// nothing.
func (c *codeChart) spreads(r rect, deviation []float32) {
	c.bars(r, deviation, span{0, spreadMost})
	y := r.bottom() - int(float64(r.H)/spreadMost)
	c.fills = dashes(c.fills, r.X, y, r.W, c.screen.hairline(), max(2, c.screen.px(2)), c.theme.Muted)
}

// spreadMost is the deviation at the upper end of its chart.
const spreadMost = 1.25

// row returns the numbers of image i.
func (c *codeChart) row(v []float32, i int) []float32 {
	d := int(c.m.Dim)
	return v[i*d : (i+1)*d]
}

// draw draws a row of charts.
func (c *codeChart) draw(r rect, what kind, i int, picture bool) {
	switch {
	case what == rowDeviation && picture:
		c.picture(r, c.row(c.m.Deviation, i), span{0, spreadMost})
	case what == rowDeviation:
		c.spreads(r, c.row(c.m.Deviation, i))
	case picture:
		c.picture(r, c.row(c.m.Z, i), c.values)
	case c.m.Deviation != nil:
		c.bells(r, c.row(c.m.Z, i), c.row(c.m.Deviation, i), c.values)
	default:
		c.bars(r, c.row(c.m.Z, i), c.values)
	}
}

// codeSides returns the columns and rows of a code seen as a picture, as near to a square as divisors allow, higher than
// wide: 32 numbers are 4x8.
func codeSides(dim int) (w, h int) {
	root := int(math.Sqrt(float64(dim)))
	for w = root; w > root/2 && dim%w != 0; w-- {
	}
	if w < 1 || dim%w != 0 {
		w = max(1, root)
	}
	return w, (dim + w - 1) / w
}

// unitShare brings a share into -1..1; what is no number is none.
func unitShare(t float64) float64 {
	if math.IsNaN(t) {
		return 0
	}
	return min(1, max(-1, t))
}

// picture draws a code as a picture: row by row, or where it is an image itself, as the network sees it, channel by channel
// beside each other. Black is zero where no number is negative, else it is between blue for the least and orange for the
// largest.
func (c *codeChart) picture(r rect, values []float32, span span) {
	w, h := codeSides(len(values))
	maps := 1
	if m := c.m; isImage(m) && int(m.H)*int(m.W)*int(m.C) == len(values) {
		w, h, maps = int(m.W), int(m.H), int(m.C)
	}
	gap, side, cols := 0, 0, 1
	if maps > 1 {
		gap = max(1, c.screen.px(1))
	}
	for n := 1; n <= maps; n++ {
		rows := (maps + n - 1) / n
		if s := min(((r.W+gap)/n-gap)/w, ((r.H+gap)/rows-gap)/h); s > side {
			side, cols = s, n
		}
	}
	if side < 1 {
		c.bars(r, values, span)
		return
	}
	rows := (maps + cols - 1) / cols
	x0, y0 := r.X+(r.W-cols*(w*side+gap)+gap)/2, r.Y+(r.H-rows*(h*side+gap)+gap)/2
	most := max(span.Hi, -span.Lo)
	for k, v := range values {
		at, of := k/maps, k%maps
		x, y := x0+of%cols*(w*side+gap)+at%w*side, y0+of/cols*(h*side+gap)+at/w*side
		t := unitShare(float64(v) / most)
		ink := weightColors[128+int(127*t)]
		if span.Lo >= 0 {
			g := uint8(255*max(0, t) + 0.5)
			ink.R, ink.G, ink.B = g, g, g
		}
		c.fills = append(c.fills, fill{rect{x, y, side, side}, ink})
	}
}
