package own

import (
	"math"

	"bottleneck/core/data"
)

// Count returns how many rows there are to train on, and held out.
func (t *Table) Count() (train, test int) {
	for i := range t.N {
		if Held(i, t.N) {
			test++
		}
	}
	return t.N - test, test
}

// Set returns the training rows, or those held out, scaled: "minmax" brings what the training rows hold to [0,1],
// column by column, "standard" to mean 0 and variance 1, "none" leaves it. A column that never changes becomes 0.
// Held-out rows are scaled as the training rows are, and may lie outside.
func (t *Table) Set(test bool, scale string) *data.Set {
	W := len(t.Columns)
	shift, width := t.fit(scale)
	s := &data.Set{Name: "table", Source: "your table", H: 1, W: 1, C: W, Columns: t.Columns, Values: []float32{}}
	for i := range t.N {
		if Held(i, t.N) != test {
			continue
		}
		for k, v := range t.Values[i*W : (i+1)*W] {
			if width[k] == 0 {
				v = 0
			} else {
				v = float32(min(max((float64(v)-shift[k])/width[k], -math.MaxFloat32), math.MaxFloat32))
			}
			s.Values = append(s.Values, v)
		}
		if t.Labels != nil {
			s.Labels = append(s.Labels, t.Labels[i])
		}
		s.N++
	}
	return s
}

// fit returns what is taken from each column and what it is divided by then, 0 where the column never changes.
func (t *Table) fit(scale string) (shift, width []float64) {
	W := len(t.Columns)
	shift, width = make([]float64, W), make([]float64, W)
	for k := range W {
		lo, hi := math.Inf(1), math.Inf(-1)
		var n, sum, squares float64
		each := func(f func(v float64)) {
			for i := range t.N {
				if !Held(i, t.N) {
					f(float64(t.Values[i*W+k]))
				}
			}
		}
		each(func(v float64) { lo, hi, n, sum = min(lo, v), max(hi, v), n+1, sum+v })
		mean := sum / n
		each(func(v float64) { squares += float64((v - mean) * (v - mean)) })
		switch {
		case scale == "none":
			width[k] = 1
		case hi == lo:
		case scale == "minmax":
			shift[k], width[k] = lo, hi-lo
		default:
			shift[k], width[k] = mean, math.Sqrt(squares/n)
		}
	}
	return shift, width
}
