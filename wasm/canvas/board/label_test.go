package board

import (
	"slices"
	"testing"
)

func TestLabelsThatCanWait(t *testing.T) {
	base := []Label{
		{Class: classTick, Text: "0.12", X: 10, Y: 20, W: 30, H: 16, Align: "c"},
		{Class: classRead, Text: "z[0] = 1", X: 50, Y: 20},
		{Class: classNote, Text: "first layer \u00b7 step 9,900", X: 90, Y: 20},
		{Class: classLegend, Text: "train 0.12", X: 130, Y: 20},
		{Class: classColumn, Text: "petal 1", X: 170, Y: 20},
		{Class: classAxis, Text: "z[0]", X: 210, Y: 20},
	}
	text := func(at int, text string) []Label {
		l := slices.Clone(base)
		l[at].Text = text
		return l
	}
	place := func(x, y float64) []Label {
		l := slices.Clone(base)
		l[0].X += x
		l[0].Y += y
		return l
	}
	for _, c := range []struct {
		name string
		now  []Label
		want bool
	}{
		{"nothing", base, true},
		{"a number", text(0, "0.11"), true},
		{"a small number", text(0, "\u22121.2e-05"), true},
		{"the step", text(2, "first layer \u00b7 step 10,000"), true},
		{"a place, a little", place(5, -5), true},
		{"a place", place(50, 0), false},
		{"a height", place(0, 50), false},
		{"the layer", text(2, "second layer \u00b7 step 9,900"), false},
		{"what is read out", text(1, "z[0] = 2"), false},
		{"what is read out of the loss", text(3, "train 0.11"), false},
		{"the columns of a table", text(4, "petal 2"), false},
		{"an axis", text(5, "z[1]"), false},
		{"one more", append(slices.Clone(base), base[0]), false},
		{"one less", base[:5], false},
		{"another kind", func() []Label { l := slices.Clone(base); l[0].Class = classDigit; return l }(), false},
	} {
		if found := CanWait(base, c.now); found != c.want {
			t.Errorf("%s changed: %v found, %v expected", c.name, found, c.want)
		}
	}
}
