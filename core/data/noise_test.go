package data

import (
	"math"
	"slices"
	"testing"
)

func TestReplacingNoise(t *testing.T) {
	const n = 20000
	x, y, z := make([]float32, n), make([]float32, n), make([]float32, n)
	for i := range x {
		x[i] = .5
	}
	for _, c := range []struct {
		noise        Noise
		black, white float64
	}{
		{Noise{"masking", .3}, .3, 0},
		{Noise{"salt_pepper", .3}, .15, .15},
		{Noise{"masking", 1}, 1, 0},
		{Noise{"salt_pepper", 0}, 0, 0},
	} {
		c.noise.Corrupt(y, x, 1)
		var black, white, kept float64
		for _, v := range y {
			switch v {
			case 0:
				black += 1. / n
			case 1:
				white += 1. / n
			case .5:
				kept += 1. / n
			}
		}
		if math.Abs(black-c.black) > .01 || math.Abs(white-c.white) > .01 || math.Abs(black+white+kept-1) > 1e-6 {
			t.Errorf("%v: %.3f black, %.3f white, %.3f kept", c.noise, black, white, kept)
		}
		c.noise.Corrupt(z, x, 1)
		if !slices.Equal(y, z) {
			t.Errorf("%v: the same key gives different noise", c.noise)
		}
		c.noise.Corrupt(z, x, 2)
		if c.noise.Amount > 0 && c.noise.Amount < 1 && slices.Equal(y, z) {
			t.Errorf("%v: another key gives the same noise", c.noise)
		}
		if a := testing.AllocsPerRun(10, func() { c.noise.Corrupt(y, x, 3) }); a != 0 {
			t.Errorf("%v allocates %v times", c.noise, a)
		}
	}
}
