package kernels

import (
	"bottleneck/core/kernel/job"
)

// Products of a matrix a that is mostly zeros, like pictures of digits on black, four fifths of whose pixels are 0. Each
// row of a becomes a list of its numbers that are not 0 with the rows of b that they multiply; a row of c
// is then a sum over the list, in the order of k. What is left out is s + 0*b; kernel.MatMul says when that is not s.
//
// The scratch memory holds the patterns, four lists that are being made, the lists of as many rows as fit,
// and a panel of b.
const (
	sparseK       = 512 // the numbers of a row at a time
	sparseVectors = 8   // the widest panel, whose sums fill half of the registers

	sparsePatterns = 16 * 16
	sparseOne      = 8 + 8*sparseK + 32 // of a list: its length, entries, and what is written beyond the last
	sparseLists    = scratchAlign + sparsePatterns + 4*sparseOne
	sparsePanel    = 16 * sparseVectors * sparseK
	sparseRoom     = job.ScratchBytes - sparseLists - sparsePanel - scratchAlign - 4*sparseOne // the lists may end here and grow by four

	sparsePackFrom = 20 // a panel of b is packed where more rows of c read it
)

const _ = uint(sparseRoom - 4*sparseOne)

// addSparse exports the products whose first operand has many zeros:
//
//	sparse_matmul(c, a, b, m, n, k, acc, scratch)
//
// and sparse_matmul_tn alike. n must be a multiple of 4, and m at least 4.
func addSparse(m *module, suffix string, arithmetic mulAdd) {
	strips := map[int]*fn{}
	for v := 1; v <= sparseVectors; v *= 2 {
		strips[v] = addSparseStrip(m, v, arithmetic)
	}
	byRow, byColumns, pack := m.helper("list row", addListRow), m.helper("list columns", addListColumns), m.helper("pack wide", addPackWide)
	for _, p := range []struct {
		name string
		kind product
		list *fn
	}{{"sparse_matmul", product{byRows: true}, byRow}, {"sparse_matmul_tn", product{}, byColumns}} {
		part := addSparsePart(m, p.name+suffix, p.kind, p.list, strips, pack)
		f := m.public(p.name + suffix)
		args := f.pointers(8)
		f.call(part, append(args, args[3], args[4])...)
		addProductTile(m, p.name+suffix, p.kind, part)
	}
}

// addSparsePart adds the function that computes a part of c, with the arguments of matmul's.
func addSparsePart(mod *module, name string, kind product, list *fn, strips map[int]*fn, pack *fn) *fn {
	f := mod.add(name + " part")
	p := f.pointers(10)
	c, a, b, m, n, k, acc, scratch, wholeM, wholeN := p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9]
	bytes := func(v value) value { return i32Shl(v, number(2)) }
	cRow, bRow := f.let(bytes(wholeN)), f.let(bytes(wholeN))
	aRow, aStep := f.let(bytes(k)), f.let(number(4))
	if !kind.byRows {
		f.set(aRow, number(4))
		f.set(aStep, bytes(wholeM))
	}
	patterns := f.let(i32And(i32Add(scratch, number(scratchAlign-1)), number(-scratchAlign)))
	made := f.let(i32Add(patterns, number(sparsePatterns)))
	lists := f.let(i32Add(made, number(4*sparseOne)))
	panel := f.let(i32And(i32Add(scratch, number(job.ScratchBytes-sparsePanel)), number(-scratchAlign)))
	last := f.let(i32Add(lists, number(sparseRoom)))
	for mask := range 16 {
		f.store(patterns, 16*mask, compaction(mask))
	}
	packed := f.let(i32GtU(m, number(sparsePackFrom)))
	f.when(i32LtU(wholeN, number(4*sparseVectors+1)), func() { f.set(packed, number(0)) })
	bStep := f.let(i32Select(number(16*sparseVectors), bRow, packed)) // from a row that is read to the next

	l, depth, zero := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
	row, rows, end, ap, cp := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
	col, width, bp, from := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
	blockOfK := f.let(evenBlock(f, k, sparseK, 4))
	f.repeat(func() value { // blocks of k
		f.set(depth, smaller(blockOfK, i32Sub(k, l)))
		f.set(zero, i32And(i32Eqz(acc), i32Eqz(l)))
		f.set(row, number(0))
		f.set(ap, a)
		f.set(cp, c)
		f.repeat(func() value { // as many rows as there is room for
			f.set(end, lists)
			f.set(rows, number(0))
			f.repeat(func() value {
				if kind.byRows {
					f.set(end, f.ask(list, end, ap, depth, bStep, patterns))
					f.set(ap, i32Add(ap, aRow))
					f.inc(rows, 1)
				} else { // four columns of a at a time, the last four again where they are fewer
					f.set(from, smaller(number(4), i32Sub(i32Sub(m, row), rows)))
					f.set(end, f.ask(list, end, i32Sub(i32Add(ap, bytes(from)), number(16)), depth, bStep, aStep, i32Sub(number(4), from), made))
					f.inc(ap, 16)
					f.set(rows, i32Add(rows, from))
				}
				return i32And(i32LtU(i32Add(row, rows), m), i32LtU(end, last))
			})
			f.set(col, number(0))
			f.set(bp, b)
			f.repeat(func() value { // panels
				for v := 1; v <= sparseVectors; v *= 2 {
					f.when(i32GeU(i32Sub(n, col), number(4*v)), func() { f.set(width, number(4*v)) })
				}
				f.set(from, bp)
				f.when(packed, func() {
					f.call(pack, panel, bp, bRow, depth, width)
					f.set(from, panel)
				})
				var cases []func()
				for v := 1; v <= sparseVectors; v *= 2 {
					cases = append(cases, func() { f.call(strips[v], i32Add(cp, bytes(col)), cRow, lists, rows, from, zero) })
				}
				f.choose(i32Ctz(i32ShrU(width, number(2))), cases...)
				f.set(col, i32Add(col, width))
				f.set(bp, i32Add(bp, bytes(width)))
				return i32LtU(col, n)
			})
			f.set(row, i32Add(row, rows))
			f.set(cp, i32Add(cp, i32Mul(rows, cRow)))
			return i32LtU(row, m)
		})
		f.set(l, i32Add(l, depth))
		f.set(a, i32Add(a, i32Mul(depth, aStep)))
		f.set(b, i32Add(b, i32Mul(depth, bRow)))
		return i32LtU(l, k)
	})
	return f
}

// addSparseStrip adds the function that computes some rows of c, vectors wide:
//
//	strip(c, cRow, lists, rows, b, zero)
//
// cRow is the bytes from a row to the next. The sums start from 0 if zero, else from c.
func addSparseStrip(m *module, vectors int, arithmetic mulAdd) *fn {
	f := m.add("sparse strip")
	p := f.pointers(6)
	c, cRow, list, rows, b, zero := p[0], p[1], p[2], p[3], p[4], p[5]
	sums := make([]value, vectors)
	for i := range sums {
		sums[i] = f.newLocal(v128)
	}
	spread, count, at := f.newLocal(v128), f.newLocal(i32), f.newLocal(i32)
	f.times(rows, func() {
		f.either(zero, func() {
			for _, sum := range sums {
				f.set(sum, f.splat(0))
			}
		}, func() {
			for i, sum := range sums {
				f.set(sum, load(c, 16*i))
			}
		})
		f.set(count, loadWord(list, 0))
		f.inc(list, 8)
		f.times(count, func() {
			f.set(at, i32Add(b, loadWord(list, 0)))
			f.set(spread, loadSplat(list, 4))
			for i, sum := range sums {
				f.set(sum, arithmetic.add(f, spread, load(at, 16*i), sum))
			}
			f.inc(list, 8)
		})
		for i, sum := range sums {
			f.store(c, 16*i, sum)
		}
		f.set(c, i32Add(c, cRow))
	})
	return f
}

// addPackWide adds the function that copies n rows of width numbers, a multiple of 4, step bytes apart, to rows of a panel.
//
//	packWide(dst, src, step, n, width)
func addPackWide(m *module) *fn {
	f := m.add("pack wide")
	p := f.pointers(5)
	dst, src, step, n, width := p[0], p[1], p[2], p[3], p[4]
	at, to, count := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
	f.times(n, func() {
		f.either(i32Eq(width, number(4*sparseVectors)), func() {
			for v := range sparseVectors {
				f.store(dst, 16*v, load(src, 16*v))
			}
		}, func() {
			f.set(at, src)
			f.set(to, dst)
			f.set(count, i32ShrU(width, number(2)))
			f.times(count, func() {
				f.store(to, 0, load(at, 0))
				f.inc(to, 16)
				f.inc(at, 16)
			})
		})
		f.inc(dst, 16*sparseVectors)
		f.set(src, i32Add(src, step))
	})
	return f
}
