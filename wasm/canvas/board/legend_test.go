package board

import (
	"testing"

	"bottleneck/wasm/canvas/paint"
)

// The legend moves down, out of the way of the curves, and stays at the top where nothing is free.
func TestLegendKeepsClear(t *testing.T) {
	area := rect{0, 0, 100, 100}
	box := rect{60, 2, 40, 20}
	line := func(points [][2]float32) (l []paint.XY) {
		for _, p := range points {
			l = append(l, paint.XY{X: p[0], Y: p[1]})
		}
		return l
	}
	for _, c := range []struct {
		name        string
		train, test [][2]float32
		want        int
	}{
		{"nothing", nil, nil, 2},
		{"a curve that has fallen", [][2]float32{{0, 5}, {20, 80}, {100, 90}}, nil, 2},
		{"flat at the top", nil, [][2]float32{{0, 10}, {100, 10}}, 12},
		{"two lines with room between", [][2]float32{{0, 70}, {100, 70}}, [][2]float32{{0, 10}, {100, 20}}, 22},
		{"a peak from below", [][2]float32{{0, 90}, {79, 90}, {80, 1}, {81, 90}, {100, 90}}, nil, 2},
		{"a steep fall below a flat line", [][2]float32{{0, 11}, {60, 11}, {64, 99}, {100, 99}}, [][2]float32{{0, 10}, {70, 10}, {80, 10}, {100, 10}}, 12},
		{"one point inside", [][2]float32{{80, 10}}, nil, 12},
		{"a line left of it", [][2]float32{{0, 0}, {59, 10}}, nil, 2},
	} {
		if got := (&curves{plot: &plot{Area: area}, Train: line(c.train), Test: line(c.test)}).clear(box, 2); got != c.want {
			t.Errorf("%s: at %d, %d expected", c.name, got, c.want)
		}
	}
}
