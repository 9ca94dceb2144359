package view

import "testing"

// The legend moves down, out of the way of the curves, and stays at the top where nothing is free.
func TestLegendKeepsClear(t *testing.T) {
	area := Rect{0, 0, 100, 100}
	box := Rect{60, 2, 40, 20}
	plot := func(train, test []XY) *Loss { return &Loss{Plot: &Plot{Area: area}, Train: train, Test: test} }
	for _, c := range []struct {
		name        string
		train, test []XY
		want        int
	}{
		{"nothing", nil, nil, 2},
		{"a curve that has fallen", []XY{{0, 5}, {20, 80}, {100, 90}}, nil, 2},
		{"flat at the top", nil, []XY{{0, 10}, {100, 10}}, 12},
		{"two lines with room between", []XY{{0, 70}, {100, 70}}, []XY{{0, 10}, {100, 20}}, 22},
		{"a peak from below", []XY{{0, 90}, {79, 90}, {80, 1}, {81, 90}, {100, 90}}, nil, 2},
		{"a steep fall below a flat line", []XY{{0, 11}, {60, 11}, {64, 99}, {100, 99}}, []XY{{0, 10}, {70, 10}, {80, 10}, {100, 10}}, 12},
		{"one point inside", []XY{{80, 10}}, nil, 12},
		{"a line left of it", []XY{{0, 0}, {59, 10}}, nil, 2},
	} {
		if got := plot(c.train, c.test).clear(box, 2); got != c.want {
			t.Errorf("%s: at %d, %d expected", c.name, got, c.want)
		}
	}
}
