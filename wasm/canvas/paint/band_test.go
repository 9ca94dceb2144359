package paint

import (
	"image"
	"image/color"
	"testing"
)

// A band covers what lies between its lines, and what is outside of the brush is not painted.
func TestBand(t *testing.T) {
	lower, upper := []XY{{2, 30}, {20, 30}, {38, 30}}, []XY{{2, 20}, {20, 10}, {38, 20}}
	m := painted(40, 40, func(b Brush) { b.Band(lower, upper, red) })
	near(t, "band", covered(m), 36*15, 12)
	m = painted(40, 40, func(b Brush) { b.Within(image.Rect(0, 0, 20, 40)).Band(lower, upper, red) })
	near(t, "half of it", covered(m), 18*15, 12)
	if a := m.RGBAAt(25, 25).A; a != 0 {
		t.Errorf("painted beside the brush: %d", a)
	}
	half := red
	half.A = 128
	if got, want := painted(40, 40, func(b Brush) { b.Band(lower, upper, half) }).RGBAAt(20, 25), (color.RGBA{128, 0, 0, 128}); got != want { // once, where pieces meet
		t.Errorf("%v found, %v expected", got, want)
	}
}
