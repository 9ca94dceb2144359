package drawn

import (
	"math"
	"testing"
)

func TestSplitmix(t *testing.T) {
	uniform := []float64{0.5665615751722809, 0.7457817572627011, 0.9710027535867962, 0.4443592170557721}
	normal := []float64{-0.034267321791851144, -2.5000674933698677, 0.08772246831488635, -2.027134847959817}
	for k := range uniform {
		if got := splitmix(1).uniform(k); got != uniform[k] {
			t.Errorf("uniform %d is %v, %v expected", k, got, uniform[k])
		}
		if got := splitmix(1).normal(k); math.Abs(got-normal[k]) > 1e-14 {
			t.Errorf("normal %d is %v, %v expected", k, got, normal[k])
		}
	}
}

// The rows are the same bits on every machine: logarithms and cosines of
// different libraries differ by less than float32 shows.
func TestTable18(t *testing.T) {
	s := Table18(0, Table18Train+table18Test)
	if s.N != 25000 || s.Dim() != 18 || len(s.Columns) != 18 || s.Pixels != nil || s.Labels != nil {
		t.Fatalf("%d rows of %d, columns %v", s.N, s.Dim(), s.Columns)
	}
	h := uint64(14695981039346656037)
	for i, v := range s.Values {
		if !(v > 0 && v < 1) {
			t.Fatalf("value %d is %v", i, v)
		}
		h = (h ^ uint64(math.Float32bits(v))) * 1099511628211
	}
	if h != 0x6822947eb0a0456f {
		t.Errorf("the bits sum up to %#x", h)
	}
	part := Table18(19990, 20010)
	for i, v := range part.Values {
		if v != s.Values[19990*18+i] {
			t.Fatalf("value %d differs when the table is made in parts", i)
		}
	}
}
