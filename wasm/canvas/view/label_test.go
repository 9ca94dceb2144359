package view

import (
	"slices"
	"testing"
)

func TestLabelsThatCanWait(t *testing.T) {
	base := []Label{{Class: ClassTick, Text: "0.12", X: 10, Y: 20, W: 30, H: 16, Align: "c"}, {Class: ClassRead, Text: "z[0] = 1", X: 50, Y: 20}}
	change := func(f func(l []Label) []Label) []Label { return f(slices.Clone(base)) }
	for _, c := range []struct {
		name string
		now  []Label
		want bool
	}{
		{"nothing", base, true},
		{"a number", change(func(l []Label) []Label { l[0].Text = "0.11"; return l }), true},
		{"a place, a little", change(func(l []Label) []Label { l[0].X += 5; l[0].Y -= 5; return l }), true},
		{"a place", change(func(l []Label) []Label { l[0].X += 50; return l }), false},
		{"a height", change(func(l []Label) []Label { l[0].Y += 50; return l }), false},
		{"what is read out", change(func(l []Label) []Label { l[1].Text = "z[0] = 2"; return l }), false},
		{"one more", append(slices.Clone(base), base[0]), false},
		{"one less", base[:1], false},
		{"another kind", change(func(l []Label) []Label { l[0].Class = ClassDigit; return l }), false},
	} {
		if found := CanWait(base, c.now); found != c.want {
			t.Errorf("%s changed: %v found, %v expected", c.name, found, c.want)
		}
	}
}
