package look

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"bottleneck/core/kernel"
	"bottleneck/core/wire"
)

// snapshotTable shows test rows of data without pixels.
func (l *Looker) snapshotTable(shown []int32) *wire.Table {
	n, dim := len(shown), l.run.Dim()
	m := &l.table
	m.N, m.Columns = int32(n), l.columns()
	m.Clean, m.Output, m.Errors = grow(m.Clean, n*dim), grow(m.Output, n*dim), grow(m.Errors, n)
	if l.shownInput(shown) {
		m.Corrupted = grow(m.Corrupted, n*dim)
		copy(m.Corrupted, l.x)
	} else {
		m.Corrupted = nil
	}
	l.run.Reconstruct(l.y, l.x, n)
	copy(m.Output, l.y)
	l.shownErrors(m.Errors, shown)
	copy(m.Clean, l.x)
	return m
}

// mostName is how many bytes of a column's name are shown.
const mostName = 60

// columns are the names of the table's columns, cut where they are long, and
// numbers where there are none.
func (l *Looker) columns() []string {
	names := l.test.Columns
	if l.names != nil {
		return l.names
	}
	l.names = make([]string, l.test.Dim())
	for i := range l.names {
		if i >= len(names) {
			l.names[i] = "c" + strconv.Itoa(i+1)
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
		l.names[i] = name
	}
	return l.names
}

// probeRow gives p the decoded row as values, and as pixels that run from the
// least to the largest value of each column among the test rows.
func (l *Looker) probeRow(p *wire.Probe, row []float32) {
	dim := len(row)
	if len(l.lo) != dim {
		l.lo, l.hi = grow(l.lo, dim), grow(l.hi, dim)
		copy(l.lo, l.test.Values)
		copy(l.hi, l.test.Values)
		for i, v := range l.test.Values {
			l.lo[i%dim], l.hi[i%dim] = min(l.lo[i%dim], v), max(l.hi[i%dim], v)
		}
	}
	p.Values = append(p.Values, row...)
	for i := range row {
		if d := l.hi[i] - l.lo[i]; d > 0 {
			row[i] = (row[i] - l.lo[i]) / d
		}
	}
	kernel.ToBytes(p.Pixels, row)
}
