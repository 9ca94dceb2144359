package nn

import (
	"math"
	"math/rand/v2"
	"testing"

	"bottleneck/core/kernel"
)

// A 3x5 kernel from 8 to 24 channels: in = 120, out = 360, and the reverse for
// the transposed one.
func TestConvInitializersCountTheirInputs(t *testing.T) {
	c, err := NewConv2D(kernel.Plain, Shape{H: 9, W: 9, C: 8}, 24, Window{H: 3, W: 5, StrideH: 2, StrideW: 2, Same: true}, 1, false)
	if err != nil {
		t.Fatal(err)
	}
	d, err := NewConvTranspose2D(kernel.Plain, Shape{H: 9, W: 9, C: 24}, 8, c.Window, 1, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []struct {
		name   string
		stddev float64
		bias   float64 // its bound
	}{
		{"glorot_uniform", math.Sqrt(2.0 / 480), 0},
		{"glorot_normal", math.Sqrt(2.0 / 480), 0},
		{"he_uniform", math.Sqrt(2.0 / 120), 0},
		{"he_normal", math.Sqrt(2.0 / 120), 0},
		{"pytorch", math.Sqrt(1.0 / 3 / 120), math.Sqrt(1.0 / 120)},
	} {
		in, rng := Initializer{Name: s.name}, rand.New(rand.NewPCG(5, 1))
		if err := in.Conv2D(c, rng); err != nil {
			t.Fatal(err)
		}
		if err := in.ConvTranspose2D(d, rng); err != nil {
			t.Fatal(err)
		}
		for _, l := range []Layer{c, d} {
			w, bias := l.Params()[0].Value, l.Params()[1].Value
			if sd := math.Sqrt(kernel.SumSquares(w) / float64(len(w))); math.Abs(sd/s.stddev-1) > 0.04 {
				t.Errorf("%s %T: standard deviation %g, %g expected", s.name, l, sd, s.stddev)
			}
			most := 0.0
			for _, v := range bias {
				most = math.Max(most, math.Abs(float64(v)))
			}
			if most > s.bias || most < s.bias/2 {
				t.Errorf("%s %T: bias of up to %g, bound %g", s.name, l, most, s.bias)
			}
		}
		if c.W.Value[0] == d.W.Value[0] {
			t.Errorf("%s: two layers got the same draw", s.name)
		}
	}
}
