package kernels

import (
	"bottleneck/core/kernel/job"
)

// addNarrow adds the tile function of kernel.Patches' Weights for images of one channel and windows three wide, whose patches would
// cost more than the product with them. It reads them from copies of the images, as convolve does; columns come
// in groups of sixteen. Tiles are rows of the window.
func addNarrow(m *module, suffix string, arithmetic mulAdd) {
	pad, strip := m.helper("pad images", addPad), addNarrowStrip(m, suffix, arithmetic)
	name := "narrow" + suffix
	t := newPatchTile(m, name, false)
	f := t.f
	kernelH, wide := f.let(loadWord(t.table, word(job.TableKernel))), f.let(loadWord(t.table, word(job.TableWide)))
	bytes, step, positions := t.sizes()
	most := f.let(i32DivU(words32(t.size), step))
	left := f.let(i32DivU(t.all, positions))
	images, row, column := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
	f.repeat(func() value {
		f.set(images, smaller(most, left))
		f.call(pad, t.matrix, t.x, t.table, images)
		f.set(row, t.lo)
		f.repeat(func() value {
			f.set(column, number(0))
			f.repeat(func() value {
				f.call(strip, i32Add(at32(t.w, i32Mul(row, number(job.NarrowWidth)), t.n), words32(column)), i32Add(t.matrix, i32Mul(row, wide)), step, images,
					i32Add(t.y, words32(column)), words32(t.n), t.table)
				f.inc(column, job.NarrowColumns)
				return i32LtU(column, t.n)
			})
			f.inc(row, 1)
			return i32And(i32LtU(row, t.hi), i32LtU(row, kernelH))
		})
		f.set(t.x, i32Add(t.x, i32Mul(images, bytes)))
		f.set(t.y, i32Add(t.y, words32(i32Mul(i32Mul(images, positions), t.n))))
		f.set(left, i32Sub(left, images))
		return left
	})
	m.tiles[name] = f
}

// addNarrowStrip adds the function that adds to three rows and sixteen columns of dw what all positions of some images give:
//
//	strip(dw, x, xStep, images, y, yRow, table)
//
// with the arguments of convolve's strip; dw has rows of yRow bytes, and x is at the row of the window.
func addNarrowStrip(m *module, suffix string, arithmetic mulAdd) *fn {
	const R, V = job.NarrowWidth, job.NarrowColumns / 4
	f := m.add("narrow strip" + suffix)
	p := f.pointers(7)
	dw, x, xStep, images, y, yRow, table := p[0], p[1], p[2], p[3], p[4], p[5], p[6]
	arg := func(w int) value { return f.let(loadWord(table, word(w))) }
	rows, cols, step := arg(job.TableRows), arg(job.TableCols), arg(job.TableStep)
	down := f.let(i32Sub(i32Mul(arg(job.TableWide), arg(job.TableStride)), i32Mul(step, cols)))
	var sums [R * V]value
	for i := range sums {
		sums[i] = f.newLocal(v128)
	}
	var spread [R]value
	for r := range spread {
		spread[r] = f.newLocal(v128)
	}
	b, at, row, column := f.newLocal(v128), f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
	each := func(do func(i int, at value, offset int)) {
		f.set(at, dw)
		for i := range sums {
			do(i, at, 16*(i%V))
			if i%V == V-1 {
				f.set(at, i32Add(at, yRow))
			}
		}
	}
	each(func(i int, at value, offset int) { f.set(sums[i], load(at, offset)) })
	f.times(images, func() {
		f.set(at, x)
		f.counted(row, rows, func() {
			f.counted(column, cols, func() {
				for r := range spread {
					f.set(spread[r], loadSplat(at, 4*r))
				}
				for v := range V {
					f.set(b, load(y, 16*v))
					for r := range R {
						f.set(sums[r*V+v], arithmetic.add(f, spread[r], b, sums[r*V+v]))
					}
				}
				f.set(at, i32Add(at, step))
				f.set(y, i32Add(y, yRow))
			})
			f.set(at, i32Add(at, down))
		})
		f.set(x, i32Add(x, xStep))
	})
	each(func(i int, at value, offset int) { f.store(at, offset, sums[i]) })
	return f
}
