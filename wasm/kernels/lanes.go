package kernels

// Most primitives walk along a few vectors and treat each number alike: four at a time, and at last the
// one to three that are left, in the low lanes of vectors whose other lanes are 0. The same
// generator code writes both, so a number's result does not depend on where it lies.

// lanes is the group of four numbers that a loop's body is at.
type lanes struct {
	f      *fn
	offset int
	left   value // where it is a local: how many of the lanes count
}

// partial says that the group is the last one, not full.
func (g *lanes) partial() bool { return g.left.local != 0 }

// load reads the group's numbers from the vector at p, into a local.
func (g *lanes) load(p value) value {
	if !g.partial() {
		return g.f.let(load(p, g.offset))
	}
	v := g.f.let(loadFirst(p, 0))
	for lane := 1; lane < 3; lane++ {
		g.f.when(i32GtU(g.left, number(lane)), func() { g.f.set(v, loadLane(v, byte(lane), p, 4*lane)) })
	}
	return v
}

// store writes the group's numbers to the vector at p.
func (g *lanes) store(p, v value) {
	if !g.partial() {
		g.f.store(p, g.offset, v)
		return
	}
	v = g.f.let(v)
	g.f.storeLane(p, 0, v, 0)
	for lane := 1; lane < 3; lane++ {
		g.f.when(i32GtU(g.left, number(lane)), func() { g.f.storeLane(p, 4*lane, v, byte(lane)) })
	}
}

// only clears the lanes that do not count.
func (g *lanes) only(v value) value {
	if !g.partial() {
		return v
	}
	return v128And(v, i32x4GtS(i32x4Splat(g.left), words(0, 1, 2, 3)))
}

// each walks along n numbers of the vectors at ps, which it moves, unroll groups at a time. n is left
// as it was.
func (f *fn) each(n value, ps []value, unroll int, body func(g *lanes)) {
	count := f.newLocal(i32)
	groups := func(unroll int) {
		f.times(count, func() {
			var bodies []func()
			for u := range unroll {
				bodies = append(bodies, func() { body(&lanes{f: f, offset: 16 * u}) })
			}
			if unroll == heavy {
				f.interleave(bodies...)
			} else {
				for _, body := range bodies {
					body()
				}
			}
			for _, p := range ps {
				f.inc(p, 16*unroll)
			}
		})
	}
	shift := 2
	for u := unroll; u > 1; u /= 2 {
		shift++
	}
	if 4*unroll != 1<<shift {
		f.fail("unroll is no power of two")
	}
	f.set(count, i32ShrU(n, number(shift)))
	groups(unroll)
	if unroll > 1 {
		f.set(count, i32And(i32ShrU(n, number(2)), number(unroll-1)))
		groups(1)
	}
	f.set(count, i32And(n, number(3)))
	f.when(count, func() { body(&lanes{f: f, left: count}) })
}
