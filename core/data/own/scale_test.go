package own

import (
	"math"
	"slices"
	"testing"
)

// Twenty rows: rows 9 and 19 are held out, and take no part in the scaling.
func TestScale(t *testing.T) {
	table := &Table{Columns: []string{"x", "flat"}, N: 20}
	for i := range 20 {
		v := float64(i)
		if i%10 == 9 {
			v = 1000
		}
		table.Values = append(table.Values, v, 5)
		table.Labels = append(table.Labels, byte(i))
	}
	if a, b := table.Count(); a != 18 || b != 2 {
		t.Fatalf("%d and %d rows", a, b)
	}
	train, test := table.Set(false, "minmax"), table.Set(true, "minmax")
	if lo, hi := slices.Min(train.Values), slices.Max(train.Values); lo != 0 || hi != 1 || train.Values[1] != 0 {
		t.Errorf("training rows from %v to %v, %v in the flat column", lo, hi, train.Values[1])
	}
	if want := float32(1000.0 / 18); test.Values[0] != want || test.N != 2 || test.Labels[1] != 19 {
		t.Errorf("held-out row %v, %v expected; labels %v", test.Values[0], want, test.Labels)
	}
	train = table.Set(false, "standard")
	var mean, squares float64
	for i := range train.N {
		mean += float64(train.Values[2*i]) / 18
		squares += float64(train.Values[2*i]) * float64(train.Values[2*i]) / 18
	}
	if math.Abs(mean) > 1e-6 || math.Abs(squares-1) > 1e-6 {
		t.Errorf("mean %v, variance %v", mean, squares)
	}
	if none := table.Set(false, "none"); none.Values[2] != 1 || none.Values[3] != 5 || none.C != 2 || !slices.Equal(none.Columns, table.Columns) {
		t.Errorf("not left as it is: %v", none.Values[:4])
	}
}
