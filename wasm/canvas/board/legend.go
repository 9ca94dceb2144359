package board

import (
	"slices"

	"bottleneck/core/fact"
	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/paint"
)

// What an entry of the legend takes left of its text, CSS pixels: with the mark of a curve, and without.
const (
	legendMark = 32
	legendGap  = 12
)

// curveMark is the mark of a curve in the legend.
type curveMark struct {
	rect
	kind int
}

// Kinds of marks: of this run's curves, from markRun on of the earlier runs, and from markTerm on of the terms of the loss.
const (
	markTrain = iota
	markTest
	markBaseline
	markRun
	markTerm = markRun + mostRuns
	markNone = -1
)

// placeLegend names the curves at the right, where the curves are least in the way, with the values at the step below the pointer; and the baseline, if it is
// to.
func (r *loss) placeLegend(l *labels, c *wire.Curve, baseline bool) {
	px := r.screen.px
	train, test, step := nameTrain, nameTest, ""
	if r.curves.Raw != nil {
		train = nameSmooth
	}
	var terms []string // from the top of the stack down, as it is seen
	stack := r.curves.Stack
	for i := range stack {
		terms = append(terms, termNames[stack[len(stack)-1-i].term].name)
	}
	area := r.curves.Area
	if r.cursor.inside && area.contains(r.cursor.x, r.cursor.y) {
		at := r.curves.step(r.cursor.x)
		for k, points := range [2][]wire.CurvePoint{r.curves.train, c.Test} {
			i := nearest(points, at)
			if i < 0 {
				continue
			}
			p := points[i]
			if k == 0 {
				train += " " + formatValue(float64(p.Loss))
				for t := range terms {
					if v := stack[len(stack)-1-t].Values[i]; drawable(v, false) {
						terms[t] += " " + formatValue(float64(v))
					}
				}
			} else {
				test += " " + formatValue(float64(p.Loss))
			}
			if k == 0 || r.line < 0 {
				step = said(fact.New("at_step", "step", p.Step))
				r.line = int(r.curves.x(float64(p.Step)))
			}
			if drawable(p.Loss, r.view.Log) {
				r.dots[k] = &paint.XY{X: float32(r.curves.x(float64(p.Step))), Y: float32(r.curves.Y.at(float64(p.Loss)))}
			}
		}
	}
	type entry struct {
		kind   int
		text   string
		before int
	}
	entries := []entry{{markTrain, train, px(legendMark)}}
	if len(c.Test) > 0 {
		entries = append(entries, entry{markTest, test, px(legendMark)})
	}
	most := (area.H - px(8)) / px(17)
	if baseline && len(entries) < most {
		names := baselineNames(c)
		entries = append(entries, entry{markBaseline, names[len(names)-1], px(legendMark)})
	}
	if step != "" {
		entries = append(entries, entry{markNone, step, px(legendGap)})
	}
	if len(entries)+len(terms) <= most { // what the loss is the sum of comes behind the loss
		for t, name := range terms {
			entries = slices.Insert(entries, 1+t, entry{markTerm + stack[len(stack)-1-t].term, name, px(legendMark)})
		}
	}
	own := len(entries)
	for i, e := range r.overlay.List {
		entries = append(entries, entry{markRun + i, r.nameOf(e), px(legendMark)})
	}
	if n := r.overlay.Left; n > 0 {
		entries = append(entries, entry{markNone, said(fact.New("runs_left_out", "runs", n)), px(legendGap)})
	}
	tooWide := func(e entry) bool { return px(textWidth(classLegend, e.text)+4)+px(legendMark)+px(4) > area.W }
	// Where the names of earlier runs find no room, the legend says how many these are, or nothing.
	if len(entries) > most || slices.ContainsFunc(entries[own:], tooWide) {
		entries = entries[:own]
		if n := len(r.overlay.List); n > 0 && own < most {
			entries = append(entries, entry{markNone, said(fact.New("runs_earlier", "runs", n)), px(legendGap)})
		}
		if tooWide(entries[len(entries)-1]) {
			entries = entries[:own]
		}
	}
	widest, whole := 0, 0
	for _, e := range entries {
		w := px(textWidth(classLegend, e.text) + 4)
		widest, whole = max(widest, w), whole+w+e.before
	}
	line := px(17)
	x, y := area.right()-px(4)-widest, area.Y+px(6)
	flat := area.H < px(100) && whole < area.W // side by side hides less of a flat plot
	box := rect{x - px(legendMark), y, widest + px(legendMark), line * len(entries)}
	if flat {
		x, y = area.right()-px(4)-whole, area.Y+px(2)
		box = rect{x, y, whole, line}
	}
	y = r.curves.clear(box, px(2))
	for _, e := range entries {
		if flat {
			x += e.before
		}
		if e.kind != markNone {
			mark := rect{x - px(24), y + line/2, px(18), px(2)}
			if e.kind >= markTerm {
				mark = rect{x - px(24), y + px(4), px(18), px(9)}
			}
			r.legend = append(r.legend, curveMark{mark, e.kind})
		}
		w := px(textWidth(classLegend, e.text) + 4)
		l.put(classLegend, e.text, "l", rect{x, y, w, line})
		if flat {
			x += w
		} else {
			y += line
		}
	}
}

// clear returns how far down a box is best, in steps: where the fewest pieces of the curves run through it, and of such
// places the highest.
func (p *curves) clear(box rect, step int) int {
	best, least := box.Y, -1
	for b := box; b.bottom() < p.Area.bottom() && least != 0; b.Y += max(1, step) {
		n := p.through(b)
		if least < 0 || n < least {
			best, least = b.Y, n
		}
	}
	return best
}

// through counts the pieces of all curves that run through a box.
func (p *curves) through(b rect) int {
	n := crossings(p.Train, b) + crossings(p.Raw, b) + crossings(p.Test, b)
	for _, line := range p.Earlier {
		n += crossings(line, b)
	}
	return n
}

// crossings counts the pieces of a line through points, which go from left to right, that run through a box.
func crossings(points []paint.XY, b rect) int {
	n := 0
	left, right := float32(b.X), float32(b.right())
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
		if max(y0, y1) >= float32(b.Y) && min(y0, y1) < float32(b.bottom()) {
			n++
		}
	}
	return n
}
