package board

import (
	"math"
	"strings"

	"bottleneck/core/wire"
)

// placeBaseline draws the loss of a method to compare with as a dashed line across the plot, with its name and value beside
// it where there is room: all of the name, or less of it from comma to comma.
func (r *loss) placeBaseline(l *labels, c *wire.Curve) {
	if !hasBaseline(c, r.view.Log) {
		return
	}
	px := r.screen.px
	a := r.curves.Area
	y := r.curves.Y.at(float64(c.Baseline))
	if y < float64(a.Y)-1 || y > float64(a.bottom())+1 {
		return
	}
	thick := max(1, px(1.5))
	at := min(max(int(math.Round(y))-thick/2, a.Y), a.bottom()-thick)
	r.over = dashes(r.over, a.X, at, a.W, thick, px(6), r.theme().Accent)
	line := px(16)
	value := " " + formatValue(float64(c.Baseline))
	name, texts := c.BaselineText, []string{c.BaselineText + value}
	for i := strings.LastIndexByte(name, ','); i >= 0; i = strings.LastIndexByte(name, ',') {
		name = name[:i]
		texts = append(texts, name+value)
	}
	for _, text := range append(texts, name) {
		w := px(textWidth(classMark, text) + 6)
		best, least := rect{}, -1 // where the fewest pieces of the curves run through it
		for _, x := range [...]int{a.X + px(8), a.right() - w - px(4), a.X + (a.W-w)/2, a.X + (a.W-w)/4, a.X + 3*(a.W-w)/4} {
			for _, y := range [...]int{at - line, at + thick} {
				box := rect{x, y, w, line}
				if !l.free(box, a) {
					continue
				}
				if n := crossings(r.curves.Train, box) + crossings(r.curves.Test, box); least < 0 || n < least {
					best, least = box, n
				}
			}
		}
		if least >= 0 {
			l.put(classMark, text, "l", best)
			return
		}
	}
}

// free tells whether a box within the area has room for a text beside the names that stand in the plot.
func (l *labels) free(box, area rect) bool {
	if box.X < area.X || box.Y < area.Y || box.right() > area.right() || box.bottom() > area.bottom() {
		return false
	}
	for _, o := range l.list {
		if (o.Class == classMark || o.Class == classLegend) && o.ink(l.screen).overlaps(box) {
			return false
		}
	}
	return true
}

// hasBaseline tells whether the curve has a baseline that can be drawn.
func hasBaseline(c *wire.Curve, log bool) bool { return c.Baseline != 0 && drawable(c.Baseline, log) }

// placePhases marks where a part of the run begins by a line down the plot, with its name to the right of it where there
// is room before the next.
func (r *loss) placePhases(l *labels, c *wire.Curve) {
	px := r.screen.px
	a := r.curves.Area
	at := func(i int) float64 {
		if i == len(c.Phases) {
			return float64(a.right())
		}
		return r.curves.x(float64(c.Phases[i].Step))
	}
	for i, p := range c.Phases {
		x := int(at(i))
		if x < a.X || x >= a.right() {
			continue
		}
		if x > a.X {
			r.over = append(r.over, fill{rect{x, a.Y, r.screen.hairline(), a.H}, r.theme().Muted})
		}
		r.namePhase(l, p.Name, x+px(4), int(at(i+1)), a)
	}
}

// namePhase writes a phase's name between two lines, where it fits: at the top, else as far down as the curves' legend and other
// names leave room.
func (r *loss) namePhase(l *labels, name string, from, to int, a rect) {
	px := r.screen.px
	w := px(textWidth(classMark, name) + 6)
	if from+w > to {
		return
	}
	for _, y := range [...]int{a.Y + px(2), a.Y + px(20), a.Y + px(38), a.bottom() - px(18)} {
		if box := (rect{from, y, w, px(16)}); l.free(box, a) {
			l.put(classMark, name, "l", box)
			return
		}
	}
}
