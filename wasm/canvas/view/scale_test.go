package view

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		scale  Scale
		most   int
		format func(v, step float64) string
		want   string
	}{
		{Scale{Lo: 0, Hi: 1}, 6, FormatTick, "0.0 0.2 0.4 0.6 0.8 1.0"},
		{Scale{Lo: -2.3, Hi: 2.3}, 5, FormatTick, "\u22122 \u22121 0 1 2"},
		{Scale{Lo: 0, Hi: 1200}, 4, FormatSteps, "0 500 1,000"},
		{Scale{Lo: 0, Hi: 60000}, 4, FormatSteps, "0 20k 40k 60k"},
		{Scale{Lo: 0, Hi: 2500000}, 3, FormatSteps, "0 1M 2M"},
		{Scale{Lo: 0.0123, Hi: 0.0187}, 4, FormatLoss, "0.014 0.016 0.018"},
		{Scale{Lo: 0, Hi: 3e-5}, 4, FormatLoss, "0 1e\u22125 2e\u22125 3e\u22125"},
		{Scale{Lo: 0.013, Hi: 0.24, Log: true}, 8, FormatLoss, "0.02 0.05 0.1 0.2"},
		{Scale{Lo: 1e-4, Hi: 10, Log: true}, 6, FormatLoss, "1e\u22124 0.001 0.01 0.1 1 10"},
		{Scale{Lo: 1e-9, Hi: 1, Log: true}, 5, FormatLoss, "1e\u22128 1e\u22126 1e\u22124 0.01 1"},
		{Scale{Lo: 0.0112, Hi: 0.0138, Log: true}, 4, FormatLoss, "0.012 0.013"}, // less than a decade: linear steps
		{Scale{Lo: 1, Hi: 1}, 5, FormatTick, ""},
		{Scale{Lo: math.NaN(), Hi: 1}, 5, FormatTick, ""},
	} {
		var texts []string
		for _, tick := range c.scale.Ticks(c.most, c.format) {
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
		s := Scale{Lo: lo, Hi: lo + math.Abs(lo)*math.Pow(10, float64(r.IntN(8)-4))*(r.Float64()+0.01), P1: 500}
		if r.IntN(2) == 0 {
			s.Lo, s.Hi, s.Log = math.Abs(s.Lo), math.Abs(s.Lo)*(1+math.Exp(r.NormFloat64()*4)), true
		}
		most := 2 + r.IntN(8)
		ticks := s.Ticks(most, FormatLoss)
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
		if back := s.Invert(s.At(v)); math.Abs(back-v) > 1e-9*math.Max(math.Abs(v), s.Hi-s.Lo)*1e3 {
			t.Fatalf("%+v: %g found after mapping %g there and back", s, back, v)
		}
	}
}

func TestFormat(t *testing.T) {
	for _, c := range []struct{ found, want string }{
		{Count(0), "0"}, {Count(999), "999"}, {Count(1000), "1,000"}, {Count(1234567), "1,234,567"}, {Count(-1234), "-1,234"},
		{FormatValue(0.01234), "0.0123"}, {FormatValue(0.00012), "1.2e\u22124"}, {FormatValue(12.3456), "12.346"}, {FormatValue(0), "0.0000"},
		{Coordinate(-1.005), "\u22121.00"}, {Coordinate(-0.001), "0.00"}, {Coordinate(2), "2.00"},
	} {
		if c.found != c.want {
			t.Errorf("%q found, %q expected", c.found, c.want)
		}
	}
}
