package kernels

import (
	"bottleneck/core/kernel/job"
)

// A gather that cuts no patches. It copies a few images with the zeros around them, where every position of the window is
// inside; then the numbers that a position sees are runs, one for each row of the window, and tiles of six positions
// read them in place.

const (
	convolveRows    = 6
	convolveColumns = job.ConvolveColumns
)

// addConvolve adds the tile function of kernel.Patches' Gather, for columns in whole groups of eight and at least six
// positions. Tiles are whole images. The block of a thread begins with images and ends with a panel of w.
func addConvolve(m *module, suffix string, arithmetic mulAdd) {
	pad, strip := m.helper("pad images", addPad), addConvolveStrip(m, suffix, arithmetic)
	name := "convolve" + suffix
	t := newPatchTile(m, name, false)
	f := t.f
	bytes, step, positions := t.sizes()
	x := f.let(i32Add(t.x, i32Mul(i32DivU(t.lo, positions), bytes)))
	y := f.let(at32(t.y, t.lo, t.n))
	left := f.let(i32DivU(i32Sub(t.hi, t.lo), positions))
	panel := f.let(i32And(i32Sub(i32Add(t.matrix, words32(t.size)), i32Mul(t.k, number(4*convolveColumns))), number(-scratchAlign)))
	most := f.let(i32DivU(i32Sub(panel, t.matrix), step))
	images, column, bias := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
	f.repeat(func() value {
		f.set(images, smaller(most, left))
		f.call(pad, t.matrix, x, t.table, images)
		f.set(column, number(0))
		f.set(bias, t.bias)
		f.repeat(func() value {
			f.call(m.parts["pack rows"], panel, i32Add(t.w, words32(column)), words32(t.n), t.k)
			f.call(strip, t.matrix, step, images, panel, i32Add(y, words32(column)), words32(t.n), bias, t.table)
			f.inc(column, convolveColumns)
			f.when(bias, func() { f.inc(bias, 4*convolveColumns) })
			return i32LtU(column, t.n)
		})
		f.set(x, i32Add(x, i32Mul(images, bytes)))
		f.set(y, i32Add(y, words32(i32Mul(i32Mul(images, positions), t.n))))
		f.set(left, i32Sub(left, images))
		return left
	})
	m.tiles[name] = f
}

// sizes are the bytes of an image, those of its copy as pad makes it, and its positions.
func (t *patchTile) sizes() (image, padded, positions value) {
	word := func(w int) value { return loadWord(t.table, word(w)) }
	f := t.f
	return f.let(word(job.TableImage)), f.let(i32Mul(word(job.TableWide), word(job.TableHigh))),
		f.let(i32Mul(word(job.TableRows), word(job.TableCols)))
}

// addPad adds the function that copies images with what lies around them as far as the window goes.
//
//	pad(to, x, table, images)
func addPad(m *module) *fn {
	f := m.add("pad images")
	p := f.pointers(4)
	to, x, table, images := p[0], p[1], p[2], p[3]
	arg := func(w int) value { return f.let(loadWord(table, word(w))) }
	bytes, H, row, top := arg(job.TableImage), arg(job.TableH), arg(job.TableRow), arg(job.TableTop)
	wide, high, before := arg(job.TableWide), arg(job.TableHigh), arg(job.TableLeft)
	inside := f.let(greaterS(smallerS(row, i32Sub(wide, before)), number(0)))
	left := f.let(smallerS(before, wide))
	right := f.let(i32Sub(i32Sub(wide, left), inside))
	y, count := f.newLocal(i32), f.newLocal(i32)
	f.times(images, func() {
		f.set(y, i32Sub(number(0), top))
		f.set(count, high)
		f.times(count, func() {
			f.either(i32LtU(y, H), func() {
				f.zero(to, left)
				f.copy(i32Add(to, left), i32Add(x, i32Mul(y, row)), inside)
				f.zero(i32Add(i32Add(to, left), inside), right)
			}, func() { f.zero(to, wide) })
			f.set(to, i32Add(to, wide))
			f.inc(y, 1)
		})
		f.set(x, i32Add(x, bytes))
	})
	return f
}

// addConvolveStrip adds the function that computes eight columns of all positions of some images:
//
//	strip(x, xStep, images, w, y, yRow, bias, table)
//
// x are copies of images as pad makes them, xStep bytes each, w is a packed panel, and yRow are the bytes from a position's numbers
// to the next. A tile goes on in the next row and the next image; the last one may compute positions a second time.
func addConvolveStrip(m *module, suffix string, arithmetic mulAdd) *fn {
	const R, V = convolveRows, convolveColumns / 4
	f := m.add("convolve strip" + suffix)
	p := f.pointers(8)
	x, xStep, images, w, y, yRow, bias, table := p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]
	arg := func(w int) value { return f.let(loadWord(table, word(w))) }
	var sums, as [R * V]value
	for i := range sums {
		sums[i] = f.newLocal(v128)
	}
	for r := range R {
		as[r] = f.newLocal(i32)
	}
	bs, spread := [V]value{f.newLocal(v128), f.newLocal(v128)}, f.newLocal(v128)
	cols, kernelH, line, wide, step := arg(job.TableCols), arg(job.TableKernel), arg(job.TableLine), arg(job.TableWide), arg(job.TableStep)
	rows := arg(job.TableRows)
	positions := f.let(i32Mul(rows, cols))
	all := f.let(i32Mul(images, positions))
	down := f.let(i32Mul(wide, loadWord(table, word(job.TableStride)))) // from a row of positions to the next
	wrap := f.let(i32Sub(down, i32Mul(step, i32Sub(cols, number(1)))))
	fours, rest := f.let(i32ShrU(line, number(4))), f.let(i32And(i32ShrU(line, number(2)), number(3)))
	jump := f.let(i32Sub(wide, line))                // from a row of the window to the next
	over := f.let(i32Sub(xStep, i32Mul(rows, down))) // from behind the last row of positions to the next image
	column, row, first, c, bp := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
	u, count, end := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
	at := f.let(x)
	// next moves at to the next position.
	next := func() {
		f.inc(column, 1)
		f.set(end, i32Eq(column, cols))
		f.set(at, i32Add(at, i32Select(wrap, step, end)))
		f.set(column, i32Select(number(0), column, end))
		f.set(row, i32Add(row, end))
		f.set(end, i32Eq(row, rows))
		f.set(at, i32Add(at, i32Select(over, number(0), end)))
		f.set(row, i32Select(number(0), row, end))
	}

	multiply := func(place int) {
		for v, b := range bs {
			f.set(b, load(bp, 16*v))
		}
		for r := range R {
			f.set(spread, loadSplat(as[r], 4*place))
			for v, b := range bs {
				f.set(sums[r*V+v], arithmetic.add(f, spread, b, sums[r*V+v]))
			}
		}
		f.inc(bp, 16*V)
	}
	forward := func(bytes int) {
		for _, a := range as[:R] {
			f.inc(a, bytes)
		}
	}
	f.repeat(func() value { // tiles
		f.when(i32GtU(i32Add(first, number(R)), all), func() {
			f.set(first, i32Sub(all, number(R)))
			f.set(count, i32DivU(first, positions))
			f.set(at, i32Add(x, i32Mul(count, xStep)))
			f.set(count, i32Sub(first, i32Mul(count, positions)))
			f.set(row, i32DivU(count, cols))
			f.set(column, i32Sub(count, i32Mul(row, cols)))
			f.set(at, i32Add(at, i32Add(i32Mul(row, down), i32Mul(column, step))))
		})
		f.set(c, i32Add(y, i32Mul(first, yRow)))
		f.either(i32LtU(i32Add(column, number(R)), cols), func() { // all in one row
			for r := range R {
				f.set(as[r], at)
				f.set(at, i32Add(at, step))
			}
			f.inc(column, R)
		}, func() {
			for r := range R {
				f.set(as[r], at)
				next()
			}
		})
		for _, s := range sums {
			f.set(s, f.splat(0))
		}
		f.set(bp, w)
		f.set(u, kernelH)
		f.times(u, func() {
			if arithmetic.long {
				f.set(count, i32ShrU(line, number(2)))
			} else {
				f.set(count, fours)
				f.times(count, func() {
					for place := range 4 {
						multiply(place)
					}
					forward(16)
				})
				f.set(count, rest)
			}
			f.times(count, func() {
				multiply(0)
				forward(4)
			})
			for _, a := range as[:R] {
				f.set(a, i32Add(a, jump))
			}
		})
		f.when(bias, func() {
			for v, b := range bs {
				f.set(b, load(bias, 16*v))
				for r := range R {
					f.set(sums[r*V+v], f32x4Add(sums[r*V+v], b))
				}
			}
		})
		for i, s := range sums {
			f.store(c, 16*(i%V), s)
			if i%V == V-1 {
				f.set(c, i32Add(c, yRow))
			}
		}
		f.inc(first, R)
		return i32LtU(first, all)
	})
	return f
}
