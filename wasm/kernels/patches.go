package kernels

import (
	"bottleneck/core/kernel/job"
)

// The products of kernel.Patches. A tile of a job cuts patches into a matrix of its thread, block by block, and
// multiplies that as it lies in the cache. Lengths and places are in bytes, as in the job.Table.

// addPatches adds the tile functions of gather, scatter and weights in one arithmetic, whose products have the same suffix.
func addPatches(m *module, suffix string, arithmetic mulAdd) {
	spread, cut := m.helper("add patches", addAdd), m.helper("cut patches", addCut)
	bias, fill := m.exported("add_bias"), m.exported("fill")
	m.tiles["gather"+suffix] = addGather(m, "gather"+suffix, m.parts["matmul"+suffix], cut, bias)
	addConvolve(m, suffix, arithmetic)
	addNarrow(m, suffix, arithmetic)
	m.tiles["scatter"+suffix] = addScatter(m, "scatter"+suffix, m.parts["matmul_nt"+suffix], spread, bias, fill)
	m.tiles["weights"+suffix] = addWeights(m, "weights"+suffix, m.parts["matmul_tn"+suffix], cut)
}

// patchTile is the state of a tile function: the job's arguments, and the positions or columns from lo to hi.
type patchTile struct {
	f                                          *fn
	y, x, w, bias, table, n, k, all, lo, hi    value
	matrix, size, scratch, rows, block, thread value
}

// newPatchTile begins a tile function. The job is of all positions, or of all columns of the matrix.
func newPatchTile(m *module, name string, columns bool) *patchTile {
	f := m.add(name + " tile")
	p := f.pointers(3)
	arg := func(w int) value { return f.let(loadWord(p[0], word(w))) }
	t := &patchTile{f: f, block: p[0], thread: p[1], y: arg(job.PatchY), x: arg(job.PatchX),
		w: arg(job.PatchW), bias: arg(job.PatchBias), table: arg(job.PatchTable),
		n: arg(job.PatchN), k: arg(job.PatchK), all: arg(job.PatchAll)}
	t.size = arg(job.PatchSize)
	t.matrix = f.let(i32Add(loadWord(p[0], word(job.PatchMatrix)), i32Mul(words32(t.size), t.thread)))
	t.scratch = f.let(i32Add(loadWord(p[0], word(job.Scratch)), i32Mul(t.thread, number(job.ScratchBytes))))
	tile := arg(job.PatchTile)
	t.lo = f.let(i32Mul(p[2], tile))
	end := t.all
	if columns {
		end = t.k
	}
	t.hi = f.let(smaller(i32Add(t.lo, tile), end))
	t.rows = f.newLocal(i32)
	return t
}

// words32 is the size in bytes of n numbers.
func words32(n value) value { return i32Shl(n, number(2)) }

// blocks walks from lo to hi in blocks of as many rows of so many columns as the matrix holds.
func (t *patchTile) blocks(lo, hi, columns value, body func()) {
	f := t.f
	most := f.let(i32DivU(t.size, columns))
	f.repeat(func() value {
		f.set(t.rows, smaller(most, i32Sub(hi, lo)))
		body()
		f.set(lo, i32Add(lo, t.rows))
		return i32LtU(lo, hi)
	})
}

// at32 is where row i of a matrix of so many columns begins.
func at32(base, i, columns value) value { return i32Add(base, words32(i32Mul(i, columns))) }

func addGather(m *module, name string, product, cut, bias *fn) *fn {
	t := newPatchTile(m, name, false)
	f, zero := t.f, number(0)
	t.blocks(t.lo, t.hi, t.k, func() {
		f.call(cut, t.matrix, t.x, t.table, t.lo, i32Add(t.lo, t.rows), zero, words32(t.k))
		y := f.let(at32(t.y, t.lo, t.n))
		f.call(product, y, t.matrix, t.w, t.rows, t.n, t.k, zero, t.scratch, t.rows, t.n)
		f.when(t.bias, func() { f.call(bias, y, t.bias, t.rows, t.n) })
	})
	return f
}

// addScatter's tiles are whole images.
func addScatter(m *module, name string, product, add, bias, fill *fn) *fn {
	t := newPatchTile(m, name, false)
	f, zero := t.f, number(0)
	bytes := f.let(loadWord(t.table, word(job.TableImage)))
	positions := f.let(i32Mul(loadWord(t.table, word(job.TableRows)), loadWord(t.table, word(job.TableCols))))
	images := f.let(i32Add(t.x, i32Mul(i32DivU(t.lo, positions), bytes)))
	numbers := f.let(i32ShrU(i32Mul(i32DivU(i32Sub(t.hi, t.lo), positions), bytes), number(2)))
	f.call(fill, images, numbers, real(0))
	t.blocks(t.lo, t.hi, t.k, func() {
		f.call(product, t.matrix, at32(t.y, t.lo, t.n), t.w, t.rows, t.k, t.n, zero, t.scratch, t.rows, t.k)
		f.call(add, t.matrix, t.x, t.table, t.lo, i32Add(t.lo, t.rows), words32(t.k))
	})
	f.when(t.bias, func() {
		channels := f.let(loadWord(t.table, word(job.TableC)))
		f.call(bias, images, t.bias, i32DivU(numbers, channels), channels)
	})
	return f
}

// addWeights' tiles are columns of the matrix, each over all positions.
func addWeights(m *module, name string, product, cut *fn) *fn {
	t := newPatchTile(m, name, true)
	f, one := t.f, number(1)
	columns := f.let(i32Sub(t.hi, t.lo))
	w := f.let(at32(t.w, t.lo, t.n))
	position := f.newLocal(i32)
	t.blocks(position, t.all, columns, func() {
		f.call(cut, t.matrix, t.x, t.table, position, i32Add(position, t.rows), words32(t.lo), words32(t.hi))
		f.call(product, w, t.matrix, at32(t.y, position, t.n), columns, t.n, t.rows, one, t.scratch, columns, t.n)
	})
	return f
}

const threeNumbers = 3 * 4 // bytes of a row of the usual window on one channel

// addCut adds the function that writes columns from to to of the patches of positions lo to hi, row by row.
//
//	cut(matrix, x, table, lo, hi, from, to)
func addCut(m *module) *fn {
	f := m.add("cut patches")
	p := f.pointers(7)
	matrix, x, table, lo, hi, from, to := p[0], p[1], p[2], p[3], p[4], p[5], p[6]
	width := f.let(i32Sub(to, from))
	w := newPatchWalk(f, x, table, lo, hi)
	line := f.let(loadWord(table, word(job.TableLine)))
	before, left, right, length := f.let(number(0)), f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
	dst, src, a, b := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
	f.repeat(func() value { // rows of the window, before bytes of which lie above
		f.set(left, greaterS(i32Sub(from, before), number(0)))
		f.set(right, smallerS(i32Sub(to, before), line))
		f.when(i32GtS(right, left), func() {
			f.set(length, i32Sub(right, left))
			f.set(dst, i32Sub(i32Add(matrix, i32Add(before, left)), from))
			w.row(func() { // inside
				clip := func(v value) value { return smallerS(greaterS(v, left), right) }
				f.set(a, clip(loadWord(w.run, 0)))
				f.set(b, clip(loadWord(w.run, 4)))
				f.set(src, i32Add(w.image, i32Add(loadWord(w.run, 8), i32Sub(a, loadWord(w.run, 0)))))
				f.either(i32Eq(i32Sub(b, a), number(threeNumbers)), func() { // of images of one channel
					whole := f.let(i32Add(dst, i32Sub(a, left)))
					f.storeTwo(whole, 0, loadTwo(src, 0))
					f.storeWord(whole, 8, loadWord(src, 8))
				}, func() { f.copy(i32Add(dst, i32Sub(a, left)), src, i32Sub(b, a)) })
				f.when(i32Ne(a, left), func() { f.zero(dst, i32Sub(a, left)) })
				f.when(i32Ne(b, right), func() { f.zero(i32Add(dst, i32Sub(b, left)), i32Sub(right, b)) })
				f.set(dst, i32Add(dst, width))
			}, func() {
				f.zero(dst, length)
				f.set(dst, i32Add(dst, width))
			})
		})
		f.set(before, i32Add(before, line))
		f.inc(w.u, 1)
		return i32LtU(w.u, w.kernel)
	})
	return f
}

// addAdd adds the function that adds the matrix of positions lo to hi, each of width bytes, to the images. It goes through
// the rows of the window from the last to the first: so an image's number meets its positions in order.
//
//	add(matrix, x, table, lo, hi, width)
func addAdd(m *module) *fn {
	f := m.add("add patches")
	p := f.pointers(6)
	matrix, x, table, lo, hi, width := p[0], p[1], p[2], p[3], p[4], p[5]
	w := newPatchWalk(f, x, table, lo, hi)
	line := f.let(loadWord(table, word(job.TableLine)))
	src, from, to, n := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
	f.set(w.u, w.kernel)
	f.repeat(func() value {
		f.inc(w.u, -1)
		f.set(src, i32Add(matrix, i32Mul(w.u, line)))
		w.row(func() {
			f.set(from, i32Add(src, loadWord(w.run, 0)))
			f.set(to, i32Add(w.image, loadWord(w.run, 8)))
			f.set(n, i32ShrU(i32Sub(loadWord(w.run, 4), loadWord(w.run, 0)), number(2)))
			f.either(i32Eq(n, number(3)), func() {
				for i := range 3 {
					f.storeReal(to, 4*i, f32Add(loadReal(to, 4*i), loadReal(from, 4*i)))
				}
			}, func() {
				f.each(n, []value{to, from}, light, func(g *lanes) { g.store(to, f32x4Add(g.load(to), g.load(from))) })
			})
			f.set(src, i32Add(src, width))
		}, func() { f.set(src, i32Add(src, width)) })
		return w.u
	})
	return f
}

// patchWalk walks along positions lo to hi, for row u of the window.
type patchWalk struct {
	f                             *fn
	x, table, lo, hi              value
	rows, cols, kernel, u         value
	position, line, count, column value
	y, run, image                 value
}

func newPatchWalk(f *fn, x, table, lo, hi value) *patchWalk {
	w := &patchWalk{f: f, x: x, table: table, lo: lo, hi: hi}
	w.rows, w.cols = f.let(loadWord(table, word(job.TableRows))), f.let(loadWord(table, word(job.TableCols)))
	w.kernel = f.let(loadWord(table, word(job.TableKernel)))
	for _, v := range []*value{&w.u, &w.position, &w.line, &w.count, &w.column, &w.y, &w.run, &w.image} {
		*v = f.newLocal(i32)
	}
	return w
}

// row calls inside for each position that sees a row of the image, with image where that begins and run at the table's
// entry, and outside for the others.
func (w *patchWalk) row(inside, outside func()) {
	f := w.f
	f.set(w.position, w.lo)
	f.set(w.line, i32DivU(w.lo, w.cols))
	f.set(w.column, i32Sub(w.lo, i32Mul(w.line, w.cols)))
	f.repeat(func() value {
		f.set(w.count, smaller(i32Sub(w.cols, w.column), i32Sub(w.hi, w.position)))
		f.set(w.position, i32Add(w.position, w.count))
		f.set(w.image, i32DivU(w.line, w.rows))
		f.set(w.y, i32Mul(i32Sub(w.line, i32Mul(w.image, w.rows)), loadWord(w.table, word(job.TableStride))))
		f.set(w.y, i32Add(i32Sub(w.y, loadWord(w.table, word(job.TableTop))), w.u))
		f.either(i32LtU(w.y, loadWord(w.table, word(job.TableH))), func() {
			f.set(w.image, i32Add(w.x, i32Mul(w.image, loadWord(w.table, word(job.TableImage)))))
			f.set(w.image, i32Add(w.image, i32Mul(w.y, loadWord(w.table, word(job.TableRow)))))
			const entry = 3 * 4
			f.set(w.run, i32Add(i32Add(w.table, number(word(job.TableWords))), i32Mul(w.column, number(entry))))
			f.times(w.count, func() {
				inside()
				f.inc(w.run, entry)
			})
		}, func() { f.times(w.count, outside) })
		f.inc(w.line, 1)
		f.set(w.column, number(0))
		return i32LtU(w.position, w.hi)
	})
}

// zero writes so many bytes of zeros.
func (f *fn) zero(dst, bytes value) {
	to := f.let(dst)
	n := f.let(i32ShrU(bytes, number(2)))
	f.each(n, []value{to}, single, func(g *lanes) { g.store(to, f.splat(0)) })
}

// copy copies so many bytes.
func (f *fn) copy(dst, src, bytes value) {
	to, from := f.let(dst), f.let(src)
	n := f.let(i32ShrU(bytes, number(2)))
	f.each(n, []value{to, from}, light, func(g *lanes) { g.store(to, g.load(from)) })
}

func smallerS(a, b value) value { return i32Select(a, b, i32LtS(a, b)) }
func greaterS(a, b value) value { return i32Select(a, b, i32GtS(a, b)) }
