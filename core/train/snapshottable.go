package train

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"bottleneck/core/kernel"
	"bottleneck/core/wire"
)

// snapshotTable shows test rows of data without pixels.
func (r *Run) snapshotTable(shown []int32) *wire.Table {
	b, n, dim := &r.view, len(shown), r.model.Dim()
	m := &b.table
	m.N, m.Columns = int32(n), r.columns()
	m.Clean, m.Output, m.Errors = grow(m.Clean, n*dim), grow(m.Output, n*dim), grow(m.Errors, n)
	if r.shownInput(shown) {
		m.Corrupted = grow(m.Corrupted, n*dim)
		copy(m.Corrupted, b.x)
	} else {
		m.Corrupted = nil
	}
	r.model.Reconstruct(b.y, b.x, n)
	copy(m.Output, b.y)
	r.shownErrors(m.Errors, shown)
	copy(m.Clean, b.x)
	return m
}

// mostName is how many bytes of a column's name are shown.
const mostName = 60

// columns are the names of the table's columns, cut where they are long, and
// numbers where there are none.
func (r *Run) columns() []string {
	b, names := &r.view, r.test.Columns
	if b.columns != nil {
		return b.columns
	}
	b.columns = make([]string, r.test.Dim())
	for i := range b.columns {
		if i >= len(names) {
			b.columns[i] = "c" + strconv.Itoa(i+1)
			continue
		}
		name := strings.ToValidUTF8(names[i], "?")
		if len(name) > mostName {
			at := mostName - len("\u2026")
			for !utf8.RuneStart(name[at]) {
				at--
			}
			name = name[:at] + "\u2026"
		}
		b.columns[i] = name
	}
	return b.columns
}

// probeRow gives p the decoded row as values, and as pixels that run from the
// least to the largest value of each column among the test rows.
func (r *Run) probeRow(p *wire.Probe, row []float32) {
	b, dim := &r.view, len(row)
	if len(b.lo) != dim {
		b.lo, b.hi = grow(b.lo, dim), grow(b.hi, dim)
		copy(b.lo, r.test.Values)
		copy(b.hi, r.test.Values)
		for i, v := range r.test.Values {
			b.lo[i%dim], b.hi[i%dim] = min(b.lo[i%dim], v), max(b.hi[i%dim], v)
		}
	}
	p.Values = append(p.Values, row...)
	for i := range row {
		if d := b.hi[i] - b.lo[i]; d > 0 {
			row[i] = (row[i] - b.lo[i]) / d
		}
	}
	kernel.ToBytes(p.Pixels, row)
}
