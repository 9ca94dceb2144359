package kernels

import (
	"bottleneck/core/kernel/job"
)

// Sizes of the blocks that a matrix product is cut into. A panel of b, blockK deep and eight wide, stays in
// the first cache while the tiles of blockM rows read it; the rows of a stay in the second.
const (
	blockK   = 384
	blockM   = 120
	wideRows = 2 // products of so few rows use tiles four vectors wide

	// A panel of b is packed where more than packRowsFrom rows read it, and a block of a whose rows are
	// parts of longer ones where it is at least packDeepFrom deep, as its tiles then meet
	// more pages than a processor keeps at hand, and at least packColumnsFrom columns read it.
	packRowsFrom    = 24
	packDeepFrom    = 64
	packColumnsFrom = 64
)

// The scratch memory of a product: a panel of b, the last columns of c where they do not fill a
// vector, and a block of a.
const (
	scratchAlign = 64
	scratchPanel = blockK * 8 * 4
	scratchPart  = blockM * 4 * 4
	scratchBlock = blockM * blockK * 4
)

const _ = uint(job.ScratchBytes - scratchAlign - scratchPanel - scratchPart - scratchBlock) // it is enough

// addMatMul exports the three products in one arithmetic:
//
//	matmul(c, a, b, m, n, k, acc, scratch)
//
// and matmul_nt, matmul_tn alike, each with a suffix. m, n and k must not be 0; scratch points to
// job.ScratchBytes that no other call uses at the time. Each output is summed over k in order into
// one accumulator: blocks of k go on from what is in c.
func addMatMul(m *module, suffix string, arithmetic mulAdd) {
	pack := newPackers(m)
	m.parts["pack rows"] = pack.rows
	byRows, byColumns := newStrips(m, true, arithmetic), newStrips(m, false, arithmetic)
	rowPanel, columnPanel := byRows.panel(m), byColumns.panel(m)
	addProduct(m, "matmul"+suffix, product{byRows: true}, rowPanel, pack)
	addProduct(m, "matmul_nt"+suffix, product{byRows: true, transposedB: true}, rowPanel, pack)
	addProduct(m, "matmul_tn"+suffix, product{}, columnPanel, pack)
}

// product tells the three products apart.
type product struct {
	byRows      bool // a is (m,k), not (k,m)
	transposedB bool // b is (n,k), not (k,n)
}

// addProduct exports a product. Its work is done by a function that computes a part of c, m rows by n columns:
//
//	part(c, a, b, m, n, k, acc, scratch, wholeM, wholeN)
//
// where c, a and b point to where the part begins, and the whole matrix c is (wholeM,wholeN).
func addProduct(mod *module, name string, kind product, panel *fn, pack *packers) {
	part := addPart(mod, name, kind, panel, pack)
	f := mod.public(name)
	p := f.pointers(8)
	f.call(part, append(p, p[3], p[4])...)
	mod.parts[name] = part
	addProductTile(mod, name, kind, part)
}

func addPart(mod *module, name string, kind product, panel *fn, pack *packers) *fn {
	f := mod.add(name + " part")
	p := f.pointers(10)
	c, a, b, m, n, k, acc, scratch, wholeM, wholeN := p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9]

	bytes := func(v value) value { return i32Shl(v, number(2)) }
	cRow := f.let(bytes(wholeN))
	aRow, aStep := f.let(bytes(k)), f.let(number(4)) // from a row, from a k to the next
	if !kind.byRows {
		f.set(aRow, number(4))
		f.set(aStep, bytes(wholeM))
	}
	bStep, bAcross := f.let(bytes(wholeN)), f.let(number(4)) // from a k, from a column to the next
	if kind.transposedB {
		f.set(bStep, number(4))
		f.set(bAcross, bytes(k))
	}
	panelB := f.let(i32And(i32Add(scratch, number(scratchAlign-1)), number(-scratchAlign)))
	partC := f.let(i32Add(panelB, number(scratchPanel)))

	blockA := f.let(i32Add(partC, number(scratchPart)))
	blockOfK := f.let(evenBlock(f, k, blockK, 4))
	blockOfM := f.let(evenBlock(f, m, blockM, 6))
	l, i, j := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
	depth, height, width := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
	zero, vectors := f.newLocal(i32), f.newLocal(i32)
	ap, bp, bpStep, cp := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
	aBlock, bBlock, cBlock := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)

	tileA, tileStep := ap, aStep
	if !kind.byRows {
		tileA, tileStep = f.newLocal(i32), f.newLocal(i32)
	}
	compute := func(bp, bpStep, cp, cRow value) {
		f.call(panel, tileA, aRow, tileStep, bp, bpStep, cp, cRow, depth, zero, height, vectors)
	}
	// full computes a panel whose vectors are full.
	full := func() {
		if kind.transposedB {
			f.set(bpStep, i32Shl(vectors, number(4)))
			f.call(pack.columns, panelB, bpStep, bp, bAcross, depth)
			f.when(i32GtU(vectors, number(1)), func() {
				f.call(pack.columns, i32Add(panelB, number(16)), bpStep,
					i32Add(bp, i32Shl(bAcross, number(2))), bAcross, depth)
			})
			compute(panelB, bpStep, cp, cRow)
			return
		}
		f.either(i32And(i32Eq(vectors, number(2)), i32GtU(height, number(packRowsFrom))), func() {
			f.call(pack.rows, panelB, bp, bStep, depth)
			compute(panelB, number(32), cp, cRow)
		}, func() {
			compute(bp, bStep, cp, cRow)
		})
	}
	// part computes a panel of one to three columns in copies of b and c that are four wide.
	part := func() {
		f.call(pack.part, panelB, bp, bStep, bAcross, depth, width)
		f.when(i32Eqz(zero), func() { f.call(pack.part, partC, cp, cRow, number(4), height, width) })
		compute(panelB, number(16), partC, number(16))
		f.call(pack.unpart, cp, cRow, partC, height, width)
	}

	f.set(aBlock, a)
	f.set(bBlock, b)
	f.repeat(func() value { // blocks of k
		f.set(depth, smaller(blockOfK, i32Sub(k, l)))
		f.set(zero, i32And(i32Eqz(acc), i32Eqz(l)))
		f.set(i, number(0))
		f.set(ap, aBlock)
		f.set(cBlock, c)
		f.repeat(func() value { // blocks of m
			f.set(height, smaller(blockOfM, i32Sub(m, i)))
			if !kind.byRows {
				f.set(tileA, ap)
				f.set(tileStep, aStep)
				deep, broad := i32GeU(depth, number(packDeepFrom)), i32GeU(n, number(packColumnsFrom))
				f.when(i32And(i32And(deep, broad), i32LtU(height, wholeM)), func() {
					f.call(pack.block, blockA, ap, aStep, depth, height)
					f.set(tileA, blockA)
					f.set(tileStep, bytes(height))
				})
			}
			f.set(j, number(0))
			f.set(bp, bBlock)
			f.set(cp, cBlock)
			f.repeat(func() value { // panels
				f.set(width, i32Sub(n, j))
				f.set(vectors, number(1))
				f.either(i32LtU(width, number(4)), part, func() {
					f.when(i32GeU(width, number(8)), func() { f.set(vectors, number(2)) })
					if !kind.transposedB {
						f.when(i32And(i32GeU(width, number(16)), i32LtU(height, number(wideRows+1))),
							func() { f.set(vectors, number(4)) })
					}
					f.set(width, i32Shl(vectors, number(2)))
					full()
				})
				f.set(j, i32Add(j, width))
				f.set(bp, i32Add(bp, i32Mul(width, bAcross)))
				f.set(cp, i32Add(cp, bytes(width)))
				return i32LtU(j, n)
			})
			f.set(i, i32Add(i, height))
			f.set(ap, i32Add(ap, i32Mul(height, aRow)))
			f.set(cBlock, i32Add(cBlock, i32Mul(height, cRow)))
			return i32LtU(i, m)
		})
		f.set(l, i32Add(l, depth))
		f.set(aBlock, i32Add(aBlock, i32Mul(depth, aStep)))
		f.set(bBlock, i32Add(bBlock, i32Mul(depth, bStep)))
		return i32LtU(l, k)
	})
	return f
}

// smaller is the smaller of two values without side effects.
func smaller(a, b value) value { return i32Select(a, b, i32LtU(a, b)) }

// evenBlock is n divided into as few blocks of at most size as will do, all nearly equal and a multiple
// of unit, which divides size.
func evenBlock(f *fn, n value, size, unit int) value {
	up := func(n, unit value) value { return i32DivU(i32Sub(i32Add(n, unit), number(1)), unit) }
	blocks := f.let(up(n, number(size)))
	return i32Mul(up(up(n, blocks), number(unit)), number(unit))
}
