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
		{Noise{Kind: "masking", Amount: .3}, .3, 0},
		{Noise{Kind: "salt_pepper", Amount: .3}, .15, .15},
		{Noise{Kind: "masking", Amount: 1}, 1, 0},
		{Noise{Kind: "salt_pepper", Amount: 0}, 0, 0},
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

// Of heteroscedastic noise every value has a deviation of its own, which stays from
// picture to picture and from key to key.
func TestHeteroscedasticNoise(t *testing.T) {
	const dim, n, sigma = 40, 4000, .05
	noise := Noise{Kind: "heteroscedastic", Amount: sigma, Scale: Scales(dim, 9)}
	x, y := make([]float32, n*dim), make([]float32, n*dim)
	for i := range x {
		x[i] = .5
	}
	noise.Corrupt(y, x, 1)
	mean, all := 0., 0.
	for i, u := range noise.Scale {
		if u < 0 || u >= 2 {
			t.Fatalf("scale %d is %g", i, u)
		}
		mean += float64(u) / dim
		sum, squares := 0., 0.
		for r := range n {
			d := float64(y[r*dim+i]) - .5
			sum += d / n
			squares += d * d / n
		}
		all += squares / dim
		want := sigma * float64(u)
		if got := math.Sqrt(squares); math.Abs(got-want) > .06*want+1e-6 || math.Abs(sum) > 4*want/math.Sqrt(n)+1e-6 {
			t.Errorf("value %d: deviation %.5f, %.5f expected; mean %.5f", i, got, want, sum)
		}
	}
	if mean < .7 || mean > 1.3 || all < .6*sigma*sigma {
		t.Errorf("the scales have a mean of %.2f, the noise a variance of %g", mean, all)
	}
	if slices.Equal(Scales(dim, 9), Scales(dim, 10)) || !slices.Equal(Scales(dim, 9), noise.Scale) {
		t.Error("scales are not a function of the key")
	}
	if a := testing.AllocsPerRun(5, func() { noise.Corrupt(y, x, 2) }); a != 0 {
		t.Errorf("%v allocations", a)
	}
	defer func() {
		if recover() == nil {
			t.Error("pictures of another size: no panic")
		}
	}()
	noise.Corrupt(y[:dim+1], x[:dim+1], 1)
}

// A table that is standardized has values on either side, which noise leaves there.
func TestNoiseOfFreeValues(t *testing.T) {
	const n = 1000
	x, y := make([]float32, n), make([]float32, n)
	for i := range x {
		x[i] = float32(i%2)*4 - 2
	}
	for free, want := range map[bool]float32{true: 2, false: 0} {
		Noise{Kind: "gaussian", Amount: .01, Free: free}.Corrupt(y, x, 1)
		if d := y[0] + want; d < -.1 || d > .1 {
			t.Errorf("free %v: -2 became %g", free, y[0])
		}
	}
}

// Dropout keeps the mean of every value.
func TestDropoutNoise(t *testing.T) {
	const n = 40000
	for _, p := range []float32{0, .2, .5, .9} {
		noise := Noise{Kind: "dropout", Amount: p}
		x, y := make([]float32, n), make([]float32, n)
		for i := range x {
			x[i] = float32(i%4+1) / 4
		}
		noise.Corrupt(y, x, 3)
		dropped, sum, want := 0., 0., 0.
		for i, v := range y {
			sum += float64(v) / n
			want += float64(x[i]) / n
			if v == 0 {
				dropped += 1. / n
			} else if d := float64(v*(1-p) - x[i]); math.Abs(d) > 1e-6 {
				t.Fatalf("dropout(%g): %g became %g", p, x[i], v)
			}
		}
		if math.Abs(dropped-float64(p)) > .01 || math.Abs(sum-want) > .02 {
			t.Errorf("dropout(%g): a share of %.3f is dropped, the mean is %.3f of %.3f", p, dropped, sum, want)
		}
	}
}
