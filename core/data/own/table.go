package own

import (
	"encoding/binary"
	"math"
)

// Table is rows of numbers, every cell of which is there and at most what 32 bits hold.
type Table struct {
	Columns []string
	N       int
	Values  []float64 // (N, len(Columns)), as they were given; nil: they lie elsewhere
	Test    []bool    // (N) which rows are held out; nil: as Held says
	Labels  []byte    // (N), or nil
	Classes []string  // their names; nil where these are numbers

	elsewhere Bytes
}

// Held says whether row i is held out.
func (t *Table) Held(i int) bool {
	if t.Test != nil {
		return t.Test[i]
	}
	return Held(i, t.N)
}

// blockRows is how many rows are brought at once from where they lie.
const blockRows = 512

// Rows calls f for each row in turn. The row is f's only until it returns.
func (t *Table) Rows(f func(i int, row []float64)) {
	W := len(t.Columns)
	if t.Values != nil {
		for i := range t.N {
			f(i, t.Values[i*W:(i+1)*W])
		}
		return
	}
	b, row := make([]byte, 8*W*min(blockRows, t.N)), make([]float64, W)
	for i := range t.N {
		at := i % blockRows
		if at == 0 {
			t.elsewhere(b[:8*W*min(blockRows, t.N-i)], 8*W*i)
		}
		for k := range row {
			row[k] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*(at*W+k):]))
		}
		f(i, row)
	}
}
