package view

import "bottleneck/core/wire"

// What an entry of the legend takes left of its text, CSS pixels: with the mark of a curve, and without.
const (
	legendMark = 32
	legendGap  = 12
)

// buildLossLegend names the curves at the right, where the curves are least in the way, with the values at the step below the pointer.
func (b *Board) buildLossLegend(s *Scene, l *labels, c *wire.Curve) {
	px := b.screen.Px
	train, test, step := "train", "test", ""
	area := s.Loss.Area
	if b.cursor.inside && area.Contains(b.cursor.x, b.cursor.y) {
		at := s.Loss.X.Invert(b.cursor.x)
		for k, points := range [2][]wire.CurvePoint{c.Train, c.Test} {
			i := Nearest(points, at)
			if i < 0 {
				continue
			}
			p := points[i]
			if k == 0 {
				train += " " + FormatValue(float64(p.Loss))
			} else {
				test += " " + FormatValue(float64(p.Loss))
			}
			if k == 0 || s.LossLine < 0 {
				step = "step " + Count(int(p.Step))
				s.LossLine = int(s.Loss.X.At(float64(p.Step)))
			}
			if drawable(p.Loss, b.view.Log) {
				s.LossDots[k] = &XY{float32(s.Loss.X.At(float64(p.Step))), float32(s.Loss.Y.At(float64(p.Loss)))}
			}
		}
	}
	type entry struct {
		kind, text string
		before     int
	}
	entries := []entry{{"train", train, px(legendMark)}}
	if len(c.Test) > 0 {
		entries = append(entries, entry{"test", test, px(legendMark)})
	}
	if step != "" {
		entries = append(entries, entry{"", step, px(legendGap)})
	}
	widest, whole := 0, 0
	for _, e := range entries {
		w := px(TextWidth(ClassLegend, e.text) + 4)
		widest, whole = max(widest, w), whole+w+e.before
	}
	line := px(17)
	x, y := area.Right()-px(4)-widest, area.Y+px(6)
	flat := area.H < px(100) && whole < area.W // side by side hides less of a flat plot
	box := Rect{x - px(legendMark), y, widest + px(legendMark), line * len(entries)}
	if flat {
		x, y = area.Right()-px(4)-whole, area.Y+px(2)
		box = Rect{x, y, whole, line}
	}
	y = s.Loss.clear(box, px(2))
	for _, e := range entries {
		if flat {
			x += e.before
		}
		if e.kind != "" {
			s.Legend = append(s.Legend, Swatch{Rect{x - px(24), y + line/2, px(18), px(2)}, Rect{}, e.kind, 0})
		}
		w := px(TextWidth(ClassLegend, e.text) + 4)
		l.put(ClassLegend, e.text, "l", Rect{x, y, w, line})
		if flat {
			x += w
		} else {
			y += line
		}
	}
}

// clear returns how far down a box is best, in steps: where the fewest pieces of the curves run through it, and of such
// places the highest.
func (p *Loss) clear(box Rect, step int) int {
	best, least := box.Y, -1
	for b := box; b.Bottom() < p.Area.Bottom() && least != 0; b.Y += max(1, step) {
		if n := crossings(p.Train, b) + crossings(p.Test, b); least < 0 || n < least {
			best, least = b.Y, n
		}
	}
	return best
}

// crossings counts the pieces of a line through points, which go from left to right, that run through a box.
func crossings(points []XY, b Rect) int {
	n := 0
	left, right := float32(b.X), float32(b.Right())
	for i, to := range points {
		from := points[max(0, i-1)]
		if to.X < left || from.X > right {
			continue
		}
		at := func(x float32) float32 { // on the line, within the box's sides
			if to.X <= from.X {
				return to.Y
			}
			return from.Y + (to.Y-from.Y)*(min(max(x, from.X), to.X)-from.X)/(to.X-from.X)
		}
		y0, y1 := at(left), at(right)
		if max(y0, y1) >= float32(b.Y) && min(y0, y1) < float32(b.Bottom()) {
			n++
		}
	}
	return n
}
