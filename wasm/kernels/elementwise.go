package kernels

const (
	light  = 4 // groups a turn, for loops that wait for memory
	heavy  = 2 // for loops that compute, in turns
	single = 1 // for loops that are seldom long, or not made of statements alone
)

// addElementwise exports fill, add, axpy, scale, sub, mul and clamp.
func addElementwise(m *module) {
	f := m.public("fill") // fill(x, n, v)
	x, n, v := f.param(i32), f.param(i32), f.param(f32)
	all := f.constant(f32x4Splat(v))
	f.each(n, []value{x}, light, func(g *lanes) { g.store(x, all) })

	f = m.public("add") // add(y, x, n)
	p := f.pointers(3)
	f.each(p[2], p[:2], light, func(g *lanes) { g.store(p[0], f32x4Add(g.load(p[0]), g.load(p[1]))) })

	f = m.public("axpy") // axpy(y, x, n, alpha)
	p = f.pointers(3)
	alpha := f.spread()
	f.each(p[2], p[:2], light, func(g *lanes) {
		g.store(p[0], f32x4Add(g.load(p[0]), f32x4Mul(alpha, g.load(p[1]))))
	})

	f = m.public("scale") // scale(x, n, alpha)
	p = f.pointers(2)
	alpha = f.spread()
	f.each(p[1], p[:1], light, func(g *lanes) { g.store(p[0], f32x4Mul(g.load(p[0]), alpha)) })

	addBinary(m, "sub", f32x4Sub)
	addBinary(m, "mul", f32x4Mul)

	f = m.public("clamp") // clamp(y, x, n, lo, hi)
	p = f.pointers(3)
	lo, hi := f.param(f32), f.param(f32)
	low, high := f.constant(f32x4Splat(lo)), f.constant(f32x4Splat(hi))
	f.each(p[2], p[:2], light, func(g *lanes) {
		g.store(p[0], f32x4Pmin(f32x4Pmax(g.load(p[1]), low), high))
	})
}

// addBinary exports y = combine(a, b) as name(y, a, b, n).
func addBinary(m *module, name string, combine op) {
	f := m.public(name)
	p := f.pointers(4)
	f.each(p[3], p[:3], light, func(g *lanes) { g.store(p[0], combine(g.load(p[1]), g.load(p[2]))) })
}
