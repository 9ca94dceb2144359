package kernel

import (
	"math"
	"slices"
	"testing"
)

const draws = 1 << 18

// keys are neighbours, and far from each other.
var keys = []uint64{0, 1, 2, 1 << 32, 1<<32 + 1, 0xdeadbeefcafe, math.MaxUint64}

// normalCDF and uniformCDF are what the numbers are held to.
func normalCDF(x float64) float64  { return 0.5 * math.Erfc(-x/math.Sqrt2) }
func uniformCDF(x float64) float64 { return min(max(x, 0), 1) }

func TestNoiseDistribution(t *testing.T) {
	for _, c := range []struct {
		name    string
		fill    func(x []float32, key uint64)
		cdf     func(float64) float64
		moments [4]float64 // of (x - mean)/stddev
		mean    float64
		stddev  float64
	}{
		{"Uniform", Uniform, uniformCDF, [4]float64{0, 1, 0, 1.8}, 0.5, math.Sqrt(1. / 12)},
		{"Gaussian", Gaussian, normalCDF, [4]float64{0, 1, 0, 3}, 0, 1},
	} {
		x := make([]float32, draws)
		for _, key := range keys {
			c.fill(x, key)
			var found [4]float64
			for _, v := range x {
				z := (float64(v) - c.mean) / c.stddev
				for i, p := 0, z; i < 4; i, p = i+1, p*z {
					found[i] += p / draws
				}
			}
			// The standard error of the k-th moment is sqrt((E z^2k - (E z^k)^2)/n), at most sqrt(96/n) for
			// the fourth of a normal; 5 of them are passed once in a million.
			for i, se := range []float64{1, math.Sqrt(2), math.Sqrt(15), math.Sqrt(96)} {
				if d := math.Abs(found[i] - c.moments[i]); d > 5*se/math.Sqrt(draws) {
					t.Errorf("%s key %#x: moment %d: found %g, expected %g", c.name, key, i+1, found[i], c.moments[i])
				}
			}
			// Kolmogorov and Smirnov: sqrt(n) D exceeds 2.5 with probability 2 exp(-2*2.5^2) = 7e-6.
			slices.Sort(x)
			worst := 0.0
			for i, v := range x {
				f := c.cdf(float64(v))
				worst = max(worst, math.Abs(f-float64(i)/draws), math.Abs(f-float64(i+1)/draws))
			}
			if s := worst * math.Sqrt(draws); s > 2.5 {
				t.Errorf("%s key %#x: Kolmogorov-Smirnov %g found, at most 2.5 expected", c.name, key, s)
			}
		}
	}
}

func TestGaussianTails(t *testing.T) {
	x := make([]float32, draws)
	for _, limit := range []float64{2, 3, 4} {
		n := 0
		for _, key := range keys {
			Gaussian(x, key)
			for _, v := range x {
				if math.Abs(float64(v)) > limit {
					n++
				}
				if !(math.Abs(float64(v)) < 6.77) {
					t.Fatalf("%g found", v)
				}
			}
		}
		mean := 2 * normalCDF(-limit) * float64(len(keys)*draws)
		if d := math.Abs(float64(n) - mean); d > 5*math.Sqrt(mean) {
			t.Errorf("beyond %g: found %d, expected %.0f", limit, n, mean)
		}
	}
}

// correlation is that of a and b, of mean 0 and variance 1, in standard errors.
func correlation(a, b []float32) float64 {
	return dotRef(a, b) / math.Sqrt(float64(len(a)))
}

func TestNoiseIsUncorrelated(t *testing.T) {
	fills := map[string]func(x []float32, key uint64){
		"Gaussian": Gaussian,
		"Gaussian squared": func(x []float32, key uint64) { // (z^2-1)/sqrt(2): do magnitudes hang together?
			Gaussian(x, key)
			for i, v := range x {
				x[i] = (v*v - 1) / math.Sqrt2
			}
		},
		"Uniform": func(x []float32, key uint64) {
			Uniform(x, key)
			for i, v := range x {
				x[i] = (v - 0.5) * float32(math.Sqrt(12))
			}
		},
	}
	const limit = 5.5 // of some 300 values, one beyond comes once in 10^5 runs of other keys
	x, y := make([]float32, draws), make([]float32, draws)
	for name, fill := range fills {
		for i, key := range keys {
			fill(x, key)
			for _, lag := range []int{1, 2, 3, 4, 5, 7, 8, 16, 64, 784, 1024} {
				if c := correlation(x[lag:], x[:draws-lag]); math.Abs(c) > limit {
					t.Errorf("%s key %#x: lag %d: correlation of %.1f standard errors", name, key, lag, c)
				}
			}
			fill(y, keys[(i+1)%len(keys)])
			if c := correlation(x, y); math.Abs(c) > limit {
				t.Errorf("%s keys %#x and %#x: correlation of %.1f standard errors", name, key, keys[(i+1)%len(keys)], c)
			}
		}
	}
}

// TestNoiseDependsOnKeyAndIndex holds a short vector to the beginning of a long one.
func TestNoiseDependsOnKeyAndIndex(t *testing.T) {
	for name, fill := range map[string]func(x []float32, key uint64){"Uniform": Uniform, "Gaussian": Gaussian} {
		long, other := make([]float32, 100), make([]float32, 100)
		fill(long, 42)
		for n := range long {
			g := newGuarded(n, n%4)
			fill(g.x, 42)
			compare(t, name, g.x, long[:n])
			g.check(t, name)
		}
		fill(other, 43)
		if slices.Equal(long, other) {
			t.Errorf("%s: two keys gave the same numbers", name)
		}
	}
}

// TestNoiseAgreesWithItsLoop compares with the reference, and that with numbers written down: a run must
// repeat years later.
func TestNoiseAgreesWithItsLoop(t *testing.T) {
	x, want := make([]float32, 10007), make([]float32, 10007)
	for _, key := range keys {
		Uniform(x, key)
		uniformRef(want, keyWords(key))
		compare(t, "Uniform", x, want)
		Gaussian(x, key)
		gaussianRef(want, keyWords(key))
		compare(t, "Gaussian", x, want)
	}
	Uniform(x[:4], 1)
	compare(t, "Uniform, key 1", x[:4], pinnedUniform[:])
	Gaussian(x[:8], 1)
	compare(t, "Gaussian, key 1", x[:8], pinnedGaussian[:])
}

// The first numbers of key 1.
var (
	pinnedUniform  = [4]float32{0.8711237, 0.6490652, 0.6607351, 0.7469596}
	pinnedGaussian = [8]float32{-0.16084975, 0.7712891, -0.83968735, -0.6528812, 0.50006986, 0.51918906, 0.3517523, 0.39652795}
)

func TestCosSin(t *testing.T) {
	for h := uint64(0); h < 1<<32; h += 65521 {
		cos, sin := cosSin(uint32(h))
		// Two high bits count quarters; the rest is a signed fraction of one, of 24 bits.
		a := (float64(h>>30) + float64(int32(uint32(h)<<2)>>8)*0x1p-24) * math.Pi / 2
		if d := max(math.Abs(float64(cos)-math.Cos(a)), math.Abs(float64(sin)-math.Sin(a))); d > 1.2e-7 {
			t.Fatalf("%#x: found (%g, %g), expected (%g, %g)", h, cos, sin, math.Cos(a), math.Sin(a))
		}
	}
}
