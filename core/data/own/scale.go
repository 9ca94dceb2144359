package own

import (
	"math"

	"bottleneck/core/data"
)

// Count returns how many rows there are to train on, and held out.
func (t *Table) Count() (train, test int) {
	for i := range t.N {
		if t.Held(i) {
			test++
		}
	}
	return t.N - test, test
}

// Set returns the training rows, or those held out, scaled: "minmax" brings what the training rows hold to [0,1],
// column by column, "standard" to mean 0 and variance 1, "none" leaves it. A column that never changes becomes 0.
// Held-out rows are scaled as the training rows are, and may lie outside. Numbers are of 64 bits until they are scaled: times
// and sums of money differ by less than 32 bits can tell.
func (t *Table) Set(test bool, scale string) *data.Set {
	shift, width := t.fit(scale)
	s := &data.Set{Name: "table", Source: "your table", H: 1, W: 1, C: len(t.Columns), Columns: t.Columns, Values: []float32{}}
	t.Rows(func(i int, row []float64) {
		if t.Held(i) != test {
			return
		}
		for k, v := range row {
			if width[k] == 0 {
				v = 0
			} else {
				v = (v - shift[k]) / width[k]
			}
			s.Values = append(s.Values, float32(min(max(v, -math.MaxFloat32), math.MaxFloat32)))
		}
		if t.Labels != nil {
			s.Labels = append(s.Labels, t.Labels[i])
		}
		s.N++
	})
	return s
}

// fit returns what is taken from each column and what it is divided by then, 0 where the column never changes.
func (t *Table) fit(scale string) (shift, width []float64) {
	W := len(t.Columns)
	shift, width = make([]float64, W), make([]float64, W)
	lo, hi, mean, squares := make([]float64, W), make([]float64, W), make([]float64, W), make([]float64, W)
	for k := range W {
		lo[k], hi[k] = math.Inf(1), math.Inf(-1)
	}
	n := 0.0
	t.training(func(row []float64) {
		for k, v := range row {
			lo[k], hi[k], mean[k] = min(lo[k], v), max(hi[k], v), mean[k]+v
		}
		n++
	})
	for k := range W {
		mean[k] /= n
	}
	t.training(func(row []float64) {
		for k, v := range row {
			squares[k] += float64((v - mean[k]) * (v - mean[k]))
		}
	})
	for k := range W {
		switch {
		case scale == "none":
			width[k] = 1
		case hi[k] == lo[k]:
		case scale == "minmax":
			shift[k], width[k] = lo[k], hi[k]-lo[k]
		default:
			shift[k], width[k] = mean[k], math.Sqrt(squares[k]/n)
		}
	}
	return shift, width
}

// training calls f for each row to train on.
func (t *Table) training(f func(row []float64)) {
	t.Rows(func(i int, row []float64) {
		if !t.Held(i) {
			f(row)
		}
	})
}
