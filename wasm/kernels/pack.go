package kernels

// Panels of b are copied to a place of their own, where a step of k reads the next bytes: because b is
// transposed, or because many tiles read the panel, or because its last vector is not full. A block of a
// is copied for the same reason.

// packers are the functions that copy panels and blocks.
type packers struct{ block, rows, columns, part, unpart *fn }

func newPackers(m *module) *packers {
	return &packers{packBlock(m), packRows(m), packColumns(m), packPart(m), unpackPart(m)}
}

// packBlock adds the function that copies n rows of width numbers, step bytes apart, one behind the other.
//
//	packBlock(dst, src, step, n, width)
func packBlock(m *module) *fn {
	f := m.add("packBlock")
	p := f.pointers(5)
	dst, src, step, n, width := p[0], p[1], p[2], p[3], p[4]
	from := f.newLocal(i32)
	f.times(n, func() {
		f.set(from, src)
		f.each(width, []value{dst, from}, light, func(g *lanes) { g.store(dst, g.load(from)) })
		f.set(dst, i32Add(dst, i32Shl(i32And(width, number(3)), number(2)))) // the last ones did not move it
		f.set(src, i32Add(src, step))
	})
	return f
}

// packRows adds the function that copies n rows of eight numbers, step bytes apart.
//
//	packRows(dst, src, step, n)
func packRows(m *module) *fn {
	f := m.add("packRows")
	p := f.pointers(4)
	dst, src, step, n := p[0], p[1], p[2], p[3]
	f.times(n, func() {
		f.store(dst, 0, load(src, 0))
		f.store(dst, 16, load(src, 16))
		f.inc(dst, 32)
		f.set(src, i32Add(src, step))
	})
	return f
}

// packColumns adds the function that transposes four rows of n numbers, step bytes apart, to n rows of
// four, dstStep bytes apart.
//
//	packColumns(dst, dstStep, src, step, n)
func packColumns(m *module) *fn {
	f := m.add("packColumns")
	p := f.pointers(5)
	dst, dstStep, src, step, n := p[0], p[1], p[2], p[3], p[4]
	rows := [4]value{src}
	for r := 1; r < 4; r++ {
		rows[r] = f.let(i32Add(rows[r-1], step))
	}
	put := func(v value) {
		f.store(dst, 0, v)
		f.set(dst, i32Add(dst, dstStep))
	}
	count := f.let(i32ShrU(n, number(2)))
	f.times(count, func() {
		var v [4]value
		for r, p := range rows {
			v[r] = f.let(load(p, 0))
			f.inc(p, 16)
		}
		low01, high01 := f.let(f32x4LowPairs(v[0], v[1])), f.let(f32x4HighPairs(v[0], v[1]))
		low23, high23 := f.let(f32x4LowPairs(v[2], v[3])), f.let(f32x4HighPairs(v[2], v[3]))
		put(f32x4LowHalves(low01, low23))
		put(f32x4HighHalves(low01, low23))
		put(f32x4LowHalves(high01, high23))
		put(f32x4HighHalves(high01, high23))
	})
	f.set(count, i32And(n, number(3)))
	f.times(count, func() {
		v := loadFirst(rows[0], 0)
		for r := 1; r < 4; r++ {
			v = loadLane(v, byte(r), rows[r], 0)
		}
		put(v)
		for _, p := range rows {
			f.inc(p, 4)
		}
	})
	return f
}

// packPart adds the function that copies n rows of one to three numbers to rows of four, the rest
// of them 0. In src rows are step bytes apart and the numbers of a row across.
//
//	packPart(dst, src, step, across, n, width)
func packPart(m *module) *fn {
	f := m.add("packPart")
	p := f.pointers(6)
	dst, src, step, across, n, width := p[0], p[1], p[2], p[3], p[4], p[5]
	v := f.newLocal(v128)
	f.times(n, func() {
		f.set(v, loadFirst(src, 0))
		f.when(i32GtU(width, number(1)), func() { f.set(v, loadLane(v, 1, i32Add(src, across), 0)) })
		f.when(i32GtU(width, number(2)), func() {
			f.set(v, loadLane(v, 2, i32Add(src, i32Shl(across, number(1))), 0))
		})
		f.store(dst, 0, v)
		f.inc(dst, 16)
		f.set(src, i32Add(src, step))
	})
	return f
}

// unpackPart adds the function that copies the first one to three numbers of n rows of four back to
// where they belong, step bytes apart.
//
//	unpackPart(dst, step, src, n, width)
func unpackPart(m *module) *fn {
	f := m.add("unpackPart")
	p := f.pointers(5)
	dst, step, src, n, width := p[0], p[1], p[2], p[3], p[4]
	v := f.newLocal(v128)
	f.times(n, func() {
		f.set(v, load(src, 0))
		f.storeLane(dst, 0, v, 0)
		f.when(i32GtU(width, number(1)), func() { f.storeLane(dst, 4, v, 1) })
		f.when(i32GtU(width, number(2)), func() { f.storeLane(dst, 8, v, 2) })
		f.inc(src, 16)
		f.set(dst, i32Add(dst, step))
	})
	return f
}
