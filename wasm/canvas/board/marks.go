package board

import (
	"math"
	"strings"

	"bottleneck/core/wire"
)

// placeBaseline draws the loss of a method to compare with as a dashed line across the plot, and returns the pixel where it is; false where it is not in
// sight.
func (r *loss) placeBaseline(c *wire.Curve) (at int, there bool) {
	a := r.curves.Area
	y := r.curves.Y.at(float64(c.Baseline))
	if !hasBaseline(c, r.view.Log) || y < float64(a.Y)-1 || y > float64(a.bottom())+1 {
		return 0, false
	}
	thick := r.dash()
	at = min(max(int(math.Round(y))-thick/2, a.Y), a.bottom()-thick)
	r.over = dashes(r.over, a.X, at, a.W, thick, r.screen.px(6), r.theme().Accent)
	return at, true
}

// dash is how thick the line of a baseline is, in pixels.
func (r *loss) dash() int { return max(1, r.screen.px(1.5)) }

// baselineNames are what a baseline can be called, with its value: by all of its name, or by less of it from comma to comma.
func baselineNames(c *wire.Curve) []string {
	value := " " + formatValue(float64(c.Baseline))
	name, texts := c.BaselineText, []string{c.BaselineText + value}
	for i := strings.LastIndexByte(name, ','); i >= 0; i = strings.LastIndexByte(name, ',') {
		name = name[:i]
		texts = append(texts, name+value)
	}
	return texts
}

// nameBaseline writes the name of a baseline at the pixel at beside it, or as near to it as no curve runs, and says whether there is such a place.
func (r *loss) nameBaseline(l *labels, c *wire.Curve, at int) bool {
	for away := range farthest {
		for _, text := range baselineNames(c) {
			if box, n := r.beside(l, text, at, away); n == 0 {
				l.put(classMark, text, "l", box)
				return true
			}
		}
	}
	return false
}

// farthest is how many lines of text a baseline's name may stand from the baseline, with none between them as the first.
const farthest = 4

// beside finds the place of a text, so many lines of text away from a line at the pixel at, above or below it, through which the fewest pieces of the curves
// run, and how many these are; -1 where there is no room.
func (r *loss) beside(l *labels, text string, at, away int) (best rect, least int) {
	px, a, thick := r.screen.px, r.curves.Area, r.dash()
	w, line := px(textWidth(classMark, text)+6), px(16)
	least = -1
	for _, x := range [...]int{a.X + px(8), a.right() - w - px(4), a.X + (a.W-w)/2, a.X + (a.W-w)/4, a.X + 3*(a.W-w)/4} {
		for _, y := range [...]int{at - line*(1+away), at + thick + line*away} {
			box := rect{x, y, w, line}
			if !l.free(box, a) {
				continue
			}
			if n := r.curves.through(box); least < 0 || n < least {
				best, least = box, n
			}
		}
	}
	return best, least
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
