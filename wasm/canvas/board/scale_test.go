package board

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"bottleneck/core/wire"
)

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		scale  scale
		most   int
		format func(v, step float64) string
		want   string
	}{
		{scale{Lo: 0, Hi: 1}, 6, formatTick, "0.0 0.2 0.4 0.6 0.8 1.0"},
		{scale{Lo: -2.3, Hi: 2.3}, 5, formatTick, "\u22122 \u22121 0 1 2"},
		{scale{Lo: 0, Hi: 1200}, 4, formatSteps, "0 500 1,000"},
		{scale{Lo: 0, Hi: 60000}, 4, formatSteps, "0 20k 40k 60k"},
		{scale{Lo: 0, Hi: 2500000}, 3, formatSteps, "0 1M 2M"},
		{scale{Lo: 0.0123, Hi: 0.0187}, 4, formatLoss, "0.014 0.016 0.018"},
		{scale{Lo: 0, Hi: 3e-5}, 4, formatLoss, "0 1e\u22125 2e\u22125 3e\u22125"},
		{scale{Lo: 0.013, Hi: 0.24, Log: true}, 8, formatLoss, "0.02 0.05 0.1 0.2"},
		{scale{Lo: 1e-4, Hi: 10, Log: true}, 6, formatLoss, "1e\u22124 0.001 0.01 0.1 1 10"},
		{scale{Lo: 1e-9, Hi: 1, Log: true}, 5, formatLoss, "1e\u22128 1e\u22126 1e\u22124 0.01 1"},
		{scale{Lo: 0.0112, Hi: 0.0138, Log: true}, 4, formatLoss, "0.012 0.013"}, // less than a decade: linear steps
		{scale{Lo: 1, Hi: 1}, 5, formatTick, ""},
		{scale{Lo: 0.0772, Hi: math.Nextafter(0.0772, 1)}, 5, formatTick, ""}, // nothing lies between
		{scale{Lo: -0.0772, Hi: math.Nextafter(-0.0772, 1), Log: false}, 5, formatLoss, ""},
		{scale{Lo: math.NaN(), Hi: 1}, 5, formatTick, ""},
	} {
		var texts []string
		for _, tick := range c.scale.ticks(c.most, c.format) {
			texts = append(texts, tick.Text)
		}
		if found := strings.Join(texts, " "); found != c.want {
			t.Errorf("%+v: %q found, %q expected", c.scale, found, c.want)
		}
	}
}

func TestTicksProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		lo := r.NormFloat64() * math.Pow(10, float64(r.IntN(9)-4))
		s := scale{Lo: lo, Hi: lo + math.Abs(lo)*math.Pow(10, float64(r.IntN(8)-4))*(r.Float64()+0.01), P1: 500}
		if r.IntN(2) == 0 {
			s.Lo, s.Hi, s.Log = math.Abs(s.Lo), math.Abs(s.Lo)*(1+math.Exp(r.NormFloat64()*4)), true
		}
		most := 2 + r.IntN(8)
		ticks := s.ticks(most, formatLoss)
		if len(ticks) > most {
			t.Fatalf("%+v: %d ticks found, at most %d expected", s, len(ticks), most)
		}
		for i, tick := range ticks {
			slack := (s.Hi - s.Lo) * 1e-6
			if tick.Value < s.Lo-slack || tick.Value > s.Hi+slack {
				t.Fatalf("%+v: tick %g outside", s, tick.Value)
			}
			if i > 0 && tick.Value <= ticks[i-1].Value {
				t.Fatalf("%+v: ticks do not rise: %v", s, ticks)
			}
		}
		v := s.Lo + r.Float64()*(s.Hi-s.Lo)
		if back := s.invert(s.at(v)); math.Abs(back-v) > 1e-9*math.Max(math.Abs(v), s.Hi-s.Lo)*1e3 {
			t.Fatalf("%+v: %g found after mapping %g there and back", s, back, v)
		}
	}
}

func TestFormat(t *testing.T) {
	for _, c := range []struct{ found, want string }{
		{formatCount(0), "0"}, {formatCount(999), "999"}, {formatCount(1000), "1,000"}, {formatCount(1234567), "1,234,567"}, {formatCount(-1234), "-1,234"},
		{formatValue(0.01234), "0.0123"}, {formatValue(0.00012), "1.2e\u22124"}, {formatValue(12.3456), "12.346"}, {formatValue(0), "0.0000"},
		{formatCoordinate(-1.005), "\u22121.00"}, {formatCoordinate(-0.001), "0.00"}, {formatCoordinate(2), "2.00"},
	} {
		if c.found != c.want {
			t.Errorf("%q found, %q expected", c.found, c.want)
		}
	}
}

// The loss of one step alone has an axis, whatever rounding makes of it.
func TestOneLossHasAnAxis(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		v := float32(r.ExpFloat64() * math.Pow(10, float64(r.IntN(7)-4)))
		y, ok := lossRange(&wire.Curve{Train: []wire.CurvePoint{{Step: 1, Loss: v}}}, &overlay{}, false)
		if !ok || !apart(y.Lo, y.Hi) || y.Lo > float64(v) || y.Hi < float64(v) {
			t.Fatalf("loss %g: axis from %g to %g", v, y.Lo, y.Hi)
		}
	}
}
