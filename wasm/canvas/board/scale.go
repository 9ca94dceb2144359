package board

import (
	"math"
	"strconv"
	"strings"
)

// scale maps values Lo..Hi to pixels P0..P1, by the logarithm when Log is set (then Lo > 0), by the standard normal distribution, equally likely
// steps equally long, when Normal is.
type scale struct {
	Lo, Hi, P0, P1 float64
	Log, Normal    bool
}

// below is the share of the standard normal distribution below v.
func below(v float64) float64 { return (1 + math.Erf(v/math.Sqrt2)) / 2 }

// at returns the pixel of v. A value without a logarithm lies at infinity.
func (s scale) at(v float64) float64 {
	lo, hi := s.Lo, s.Hi
	if s.Log {
		lo, hi, v = math.Log(lo), math.Log(hi), math.Log(v)
	}
	if s.Normal {
		lo, hi, v = below(lo), below(hi), below(v)
	}
	if hi == lo {
		return (s.P0 + s.P1) / 2
	}
	return s.P0 + (v-lo)/(hi-lo)*(s.P1-s.P0)
}

// invert returns the value at pixel p.
func (s scale) invert(p float64) float64 {
	if s.P1 == s.P0 {
		return s.Lo
	}
	t := (p - s.P0) / (s.P1 - s.P0)
	if s.Log {
		return math.Exp(math.Log(s.Lo) + t*(math.Log(s.Hi)-math.Log(s.Lo)))
	}
	if s.Normal { // nothing lies at the very ends, where the distribution is at infinity
		lo, hi := below(s.Lo), below(s.Hi)
		share := min(max(lo+t*(hi-lo), lo/2), (1+hi)/2)
		return math.Sqrt2 * math.Erfinv(2*share-1)
	}
	return s.Lo + t*(s.Hi-s.Lo)
}

// tick is a value on an axis and how it is written.
type tick struct {
	Value float64
	Text  string
}

// apart says whether there are numbers enough between lo and hi for an axis: a step from one tick to the next must not be lost in
// rounding.
func apart(lo, hi float64) bool { return hi-lo > 1e-9*math.Max(math.Abs(lo), math.Abs(hi)) }

// ticks returns at most most ticks for the scale, at round values.
func (s scale) ticks(most int, format func(v, step float64) string) []tick {
	if most < 1 || !apart(s.Lo, s.Hi) || math.IsInf(s.Hi-s.Lo, 0) {
		return nil
	}
	if s.Log {
		if ticks := logTicks(s.Lo, s.Hi, most, format); len(ticks) > 1 || s.Hi > 10*s.Lo {
			return ticks
		}
	}
	return linearTicks(s.Lo, s.Hi, most, format)
}

// linearTicks steps by 1, 2 or 5 times a power of ten.
func linearTicks(lo, hi float64, most int, format func(v, step float64) string) []tick {
	step := math.Pow(10, math.Floor(math.Log10((hi-lo)/float64(most))))
	for i := 0; math.Floor(hi/step)-math.Ceil(lo/step)+1 > float64(most); i++ {
		step *= [...]float64{2, 2.5, 2}[i%3]
	}
	var ticks []tick
	for i := math.Ceil(lo/step - 1e-9); i <= math.Floor(hi/step+1e-9); i++ {
		v := i * step
		ticks = append(ticks, tick{v, format(v, step)})
	}
	return ticks
}

// logTicks marks 1, 2, 5 of each decade; where these are too many the decades, then every second, third ... of them.
func logTicks(lo, hi float64, most int, format func(v, step float64) string) []tick {
	first, last := int(math.Floor(math.Log10(lo))), int(math.Ceil(math.Log10(hi)))
	collect := func(factors []float64, every int) (ticks []tick) {
		for e := first; e <= last; e++ {
			if e%every != 0 {
				continue
			}
			for _, f := range factors {
				p := math.Pow(10, float64(e))
				if v := f * p; v >= lo*(1-1e-9) && v <= hi*(1+1e-9) {
					ticks = append(ticks, tick{v, format(v, p)})
				}
			}
		}
		return ticks
	}
	for _, factors := range [][]float64{{1, 2, 5}, {1, 3}, {1}} {
		if ticks := collect(factors, 1); len(ticks) <= most {
			return ticks
		}
	}
	for every := 2; ; every++ {
		if ticks := collect([]float64{1}, every); len(ticks) <= most {
			return ticks
		}
	}
}

const minus = "\u2212"

// signed writes a number with a real minus sign.
func signed(s string) string {
	if strings.HasPrefix(s, "-") {
		s = minus + s[1:]
		if strings.Trim(s[len(minus):], "0.") == "" { // "-0.0"
			return s[len(minus):]
		}
	}
	return s
}

// formatTick writes v with the decimals that step needs.
func formatTick(v, step float64) string {
	decimals := max(0, -int(math.Floor(math.Log10(step)+1e-9)))
	if decimals > 4 || math.Abs(v) >= 1e5 {
		return formatLoss(v, step)
	}
	return signed(strconv.FormatFloat(v, 'f', decimals, 64))
}

// formatLoss writes v like FormatTick, and small or large values as a power of ten: "2e−5".
func formatLoss(v, step float64) string {
	if v == 0 {
		return "0"
	}
	if a := math.Abs(v); a >= 1e-3 && a < 1e5 && step >= 1e-4 {
		return formatTick(v, step)
	}
	if a := math.Abs(v); a >= 1e-3 && a < 1e5 {
		return signed(strconv.FormatFloat(v, 'g', 4, 64))
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', 2, 64), "e")
	if strings.Contains(mantissa, ".") {
		mantissa = strings.TrimRight(strings.TrimRight(mantissa, "0"), ".")
	}
	n, _ := strconv.Atoi(exponent)
	return signed(mantissa) + "e" + signed(strconv.Itoa(n))
}

// formatSteps writes a number of steps: "800", "12k", "1.5M".
func formatSteps(v, _ float64) string {
	switch {
	case v >= 1e6:
		return strconv.FormatFloat(v/1e6, 'g', 4, 64) + "M"
	case v >= 1e4:
		return strconv.FormatFloat(v/1e3, 'g', 4, 64) + "k"
	}
	return formatCount(int(v))
}

// formatCount writes a whole number with commas.
func formatCount(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// formatValue writes a loss with about four digits.
func formatValue(v float64) string {
	switch a := math.Abs(v); {
	case a != 0 && a < 1e-3:
		return formatLoss(v, 0)
	case a < 10:
		return signed(strconv.FormatFloat(v, 'f', 4, 64))
	}
	return signed(strconv.FormatFloat(v, 'g', 5, 64))
}

// formatCoordinate writes a coordinate of the plane with two decimals.
func formatCoordinate(v float64) string { return signed(strconv.FormatFloat(v, 'f', 2, 64)) }
