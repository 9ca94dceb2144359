package kernels

import (
	"bottleneck/core/kernel/job"
)

// Passes over rows that threads share: tiles are rows, or columns where rows are summed.

// addRows adds the tile functions of job.Rows.
func addRows(m *module) {
	bias := m.exported("add_bias")
	rowTile(m, "add_bias", job.RowsRows, func(t *rowsTile) {
		t.f.call(bias, at32(t.y, t.lo, t.cols), t.x, t.n, t.cols)
	})
	sums := m.parts["sum_rows"]
	rowTile(m, "sum_rows", job.RowsCols, func(t *rowsTile) {
		t.f.call(sums, i32Add(t.y, words32(t.lo)), i32Add(t.x, words32(t.lo)), t.rows, t.n, words32(t.cols))
	})
	bytes := m.exported("from_bytes")
	rowTile(m, "gather_bytes", job.RowsRows, func(t *rowsTile) {
		f := t.f
		to, at := f.let(at32(t.y, t.lo, t.cols)), f.let(i32Add(t.index, words32(t.lo)))
		f.times(t.n, func() {
			f.call(bytes, to, i32Add(t.x, i32Mul(loadWord(at, 0), t.cols)), t.cols)
			f.set(to, i32Add(to, words32(t.cols)))
			f.inc(at, 4)
		})
	})
}

// rowsTile is the state of a tile function: the job's arguments, and the n rows or columns from lo on.
type rowsTile struct {
	f                              *fn
	y, x, index, rows, cols, lo, n value
}

// rowTile adds a tile function for tiles of what the word counts.
func rowTile(m *module, name string, word32 int, body func(t *rowsTile)) {
	f := m.add(name + " tile")
	p := f.pointers(3)
	arg := func(w int) value { return f.let(loadWord(p[0], word(w))) }
	t := &rowsTile{f: f, y: arg(job.RowsY), x: arg(job.RowsX), index: arg(job.RowsIndex),
		rows: arg(job.RowsRows), cols: arg(job.RowsCols)}
	tile := arg(job.RowsTile)
	t.lo = f.let(i32Mul(p[2], tile))
	t.n = f.let(smaller(tile, i32Sub(arg(word32), t.lo)))
	body(t)
	m.tiles[name] = f
}
