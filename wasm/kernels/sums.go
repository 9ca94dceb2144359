package kernels

// addSums exports add_bias, sum_rows, sum_row_squares, axpy_rows, sum, sum_squares, dot and squared_distance.
func addSums(m *module) {
	addBias(m)
	sumRows(m, "sum_rows", func(v value) value { return v })
	sumRows(m, "sum_row_squares", func(v value) value { return f32x4Mul(v, v) })
	axpyRows(m)
	addReduction(m, "sum", 1, func(s *accumulator, v []value) {
		s.add(f64x2PromoteLow(v[0]), f32x4PromoteHigh(v[0]))
	})
	addReduction(m, "sum_squares", 1, func(s *accumulator, v []value) { s.addProduct(v[0], v[0]) })
	addReduction(m, "dot", 2, func(s *accumulator, v []value) { s.addProduct(v[0], v[1]) })
	addReduction(m, "squared_distance", 2, func(s *accumulator, v []value) {
		low := s.f.let(f64x2Sub(f64x2PromoteLow(v[0]), f64x2PromoteLow(v[1])))
		high := s.f.let(f64x2Sub(f32x4PromoteHigh(v[0]), f32x4PromoteHigh(v[1])))
		s.add(f64x2Mul(low, low), f64x2Mul(high, high))
	})
}

// accumulator is a sum in four float64 lanes, two to a vector.
type accumulator struct {
	f         *fn
	low, high value
}

func (f *fn) newAccumulator() *accumulator {
	return &accumulator{f, f.newLocal(v128), f.newLocal(v128)}
}

func (s *accumulator) add(low, high value) {
	s.f.set(s.low, f64x2Add(s.low, low))
	s.f.set(s.high, f64x2Add(s.high, high))
}

// addProduct adds the products of the numbers of two vectors, exact in float64.
func (s *accumulator) addProduct(a, b value) {
	s.add(f64x2Mul(f64x2PromoteLow(a), f64x2PromoteLow(b)), f64x2Mul(f32x4PromoteHigh(a), f32x4PromoteHigh(b)))
}

func (s *accumulator) total() value { return f64Add(f64x2SumHalves(s.low), f64x2SumHalves(s.high)) }

// addReduction exports name(vectors..., n), the sum of what term adds for each group of four.
func addReduction(m *module, name string, vectors int, term func(s *accumulator, v []value)) {
	f := m.public(name)
	ps := f.pointers(vectors)
	n := f.param(i32)
	s := f.newAccumulator()
	f.each(n, ps, light, func(g *lanes) {
		var v []value
		for _, p := range ps {
			v = append(v, g.load(p))
		}
		term(s, v)
	})
	f.result(s.total())
}

// addBias exports add_bias(y, b, rows, cols).
func addBias(m *module) {
	f := m.public("add_bias")
	p := f.pointers(4)
	y, b, rows, cols := p[0], p[1], p[2], p[3]
	bp := f.newLocal(i32)
	f.when(i32Eq(cols, number(1)), func() { // one row in their stead, all with one bias
		all := f.let(f32x4Splat(loadReal(b, 0)))
		f.each(rows, []value{y}, light, func(g *lanes) { g.store(y, f32x4Add(g.load(y), all)) })
		f.set(rows, number(0))
	})
	f.times(rows, func() {
		f.set(bp, b)
		f.each(cols, []value{y, bp}, light, func(g *lanes) { g.store(y, f32x4Add(g.load(y), g.load(bp))) })
		// A last group that was not full did not move y.
		f.set(y, i32Add(y, i32Shl(i32And(cols, number(3)), number(2))))
	})
}

// axpyRows exports axpy_rows(y, s, x, rows, cols).
func axpyRows(m *module) {
	f := m.public("axpy_rows")
	p := f.pointers(5)
	y, s, x, rows, cols := p[0], p[1], p[2], p[3], p[4]
	sp := f.newLocal(i32)
	f.times(rows, func() {
		f.set(sp, s)
		f.each(cols, []value{y, sp, x}, light, func(g *lanes) {
			g.store(y, f32x4Add(g.load(y), f32x4Mul(g.load(sp), g.load(x))))
		})
		for _, p := range []value{y, x} { // a last group that was not full did not move them
			f.set(p, i32Add(p, words32(i32And(cols, number(3)))))
		}
	})
}

// sumRows exports name(db, dy, rows, cols), the sum of each number of dy, or of of it. A part of it, the columns of a
// tile, has rows that are step bytes apart. Sixteen columns at a time stay in registers while the rows pass by.
func sumRows(m *module, name string, of func(v value) value) {
	f := m.add(name + " part")
	p := f.pointers(5)
	db, dy, rows, cols, step := p[0], p[1], p[2], p[3], p[4]
	m.parts[name] = f
	src, count := f.newLocal(i32), f.newLocal(i32)
	down := func(groups []*lanes) {
		var sums []value
		for _, g := range groups {
			sums = append(sums, g.load(db))
		}
		f.set(src, dy)
		f.set(count, rows)
		f.times(count, func() {
			for i, g := range groups {
				f.set(sums[i], f32x4Add(sums[i], of(g.load(src))))
			}
			f.set(src, i32Add(src, step))
		})
		for i, g := range groups {
			g.store(db, sums[i])
		}
	}
	full := func(n int) (groups []*lanes) {
		for u := range n {
			groups = append(groups, &lanes{f: f, offset: 16 * u})
		}
		return groups
	}
	columns := func(blocks value, n int) {
		f.times(blocks, func() {
			down(full(n))
			f.inc(db, 16*n)
			f.inc(dy, 16*n)
		})
	}
	columns(f.let(i32ShrU(cols, number(4))), 4)
	columns(f.let(i32And(i32ShrU(cols, number(2)), number(3))), 1)
	left := f.let(i32And(cols, number(3)))
	f.when(left, func() { down([]*lanes{{f: f, left: left}}) })

	whole := m.public(name)
	p = whole.pointers(4)
	whole.call(f, append(p, words32(p[3]))...)
}
