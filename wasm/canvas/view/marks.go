package view

import (
	"math"
	"strings"

	"bottleneck/core/wire"
)

// buildBaseline draws the loss of a method to compare with as a dashed line across the plot, with its name and value beside
// it where there is room: all of the name, or less of it from comma to comma.
func (b *Board) buildBaseline(s *Scene, l *labels, c *wire.Curve) {
	if !hasBaseline(c, b.view.Log) {
		return
	}
	px := b.screen.Px
	a := s.Loss.Area
	y := s.Loss.Y.At(float64(c.Baseline))
	if y < float64(a.Y)-1 || y > float64(a.Bottom())+1 {
		return
	}
	thick := max(1, px(1.5))
	at := min(max(int(math.Round(y))-thick/2, a.Y), a.Bottom()-thick)
	s.Over = dashes(s.Over, a.X, at, a.W, thick, px(6), b.Theme().Accent)
	line := px(16)
	value := " " + FormatValue(float64(c.Baseline))
	name, texts := c.BaselineText, []string{c.BaselineText + value}
	for i := strings.LastIndexByte(name, ','); i >= 0; i = strings.LastIndexByte(name, ',') {
		name = name[:i]
		texts = append(texts, name+value)
	}
	for _, text := range append(texts, name) {
		w := px(TextWidth(ClassMark, text) + 6)
		for _, x := range [...]int{a.X + px(8), a.Right() - w - px(4), a.X + (a.W-w)/2} {
			for _, y := range [...]int{at - line, at + thick} {
				if box := (Rect{x, y, w, line}); l.free(box, a) {
					l.put(ClassMark, text, "l", box)
					return
				}
			}
		}
	}
}

// free tells whether a box within the area has room for a text beside the names that stand in the plot.
func (l *labels) free(box, area Rect) bool {
	if box.X < area.X || box.Y < area.Y || box.Right() > area.Right() || box.Bottom() > area.Bottom() {
		return false
	}
	for _, o := range l.list {
		if (o.Class == ClassMark || o.Class == ClassLegend) && o.Ink(l.screen).Overlaps(box) {
			return false
		}
	}
	return true
}

// hasBaseline tells whether the curve has a baseline that can be drawn.
func hasBaseline(c *wire.Curve, log bool) bool { return c.Baseline != 0 && drawable(c.Baseline, log) }

// buildPhases marks where a part of the run begins by a line down the plot, with its name to the right of it where there
// is room before the next.
func (b *Board) buildPhases(s *Scene, l *labels, c *wire.Curve) {
	px := b.screen.Px
	a := s.Loss.Area
	at := func(i int) float64 {
		if i == len(c.Phases) {
			return float64(a.Right())
		}
		return s.Loss.X.At(float64(c.Phases[i].Step))
	}
	for i, p := range c.Phases {
		x := int(at(i))
		if x < a.X || x >= a.Right() {
			continue
		}
		if x > a.X {
			s.Over = append(s.Over, Fill{Rect{x, a.Y, b.screen.Hairline(), a.H}, b.Theme().Muted})
		}
		b.namePhase(l, p.Name, x+px(4), int(at(i+1)), a)
	}
}

// namePhase writes a phase's name between two lines, or less of it where that is too long ("pre-training layer 1 of 2",
// "layer 1 of 2", "layer 1"): at the top, else as far down as the curves' legend and other names leave room.
func (b *Board) namePhase(l *labels, name string, from, to int, a Rect) {
	px := b.screen.Px
	texts := []string{name}
	if words := strings.Fields(name); len(words) > 3 {
		texts = append(texts, strings.Join(words[1:], " "), strings.Join(words[1:3], " "))
	}
	for _, text := range texts {
		w := px(TextWidth(ClassMark, text) + 6)
		if from+w > to {
			continue
		}
		for _, y := range [...]int{a.Y + px(2), a.Y + px(20), a.Y + px(38), a.Bottom() - px(18)} {
			if box := (Rect{from, y, w, px(16)}); l.free(box, a) {
				l.put(ClassMark, text, "l", box)
				return
			}
		}
	}
}
