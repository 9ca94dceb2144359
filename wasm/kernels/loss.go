package kernels

import "bottleneck/core/kernel"

// addLosses exports squared_error, absolute_error, huber_error and cross_entropy_terms.
func addLosses(m *module) {
	addLoss(m, "squared_error", 0, func(f *fn, d value, _ []value) (c, e value) { return d, d })
	addLoss(m, "absolute_error", 0, func(f *fn, d value, _ []value) (c, e value) {
		positive, negative := v128And(f.splat(1), f32x4Gt(d, f.splat(0))), v128And(f.splat(-1), f32x4Lt(d, f.splat(0)))
		return f.let(v128Or(positive, negative)), d
	})
	addLoss(m, "huber_error", 1, func(f *fn, d value, delta []value) (c, e value) {
		low := f.constant(f32x4Sub(f.splat(0), delta[0]))
		c = f.let(f32x4Pmin(f32x4Pmax(d, low), delta[0]))
		return c, f.let(f32x4Sub(d, f32x4Mul(c, f.splat(0.5))))
	})
	crossEntropyTerms(m)
}

// termBlock numbers make a vector of terms.
var termBlock = 64 * 4 / kernel.Terms(64)

// crossEntropyTerms exports cross_entropy_terms(dx, x, t, terms, n, scale). Threads compute terms, which one of them sums
// in order.
func crossEntropyTerms(m *module) {
	f := m.public("cross_entropy_terms")
	p := f.pointers(5)
	dx, x, t, terms, n := p[0], p[1], p[2], p[3], p[4]
	scale := f.spread()
	block, sum, product := f.newLocal(i32), f.newLocal(v128), f.newLocal(v128)
	one := f.splat(1)
	f.when(n, func() {
		f.repeat(func() value {
			f.set(block, smaller(n, number(termBlock)))
			f.set(sum, f.splat(0))
			f.set(product, one)
			f.each(block, []value{dx, x, t}, heavy, func(g *lanes) {
				v, u := g.load(x), g.load(t)
				e := f.expNormal(f.let(f32x4Pmax(v128Or(v, f.splatBits(signBit)), f.splat(-certain))))
				factor := f.let(f32x4Add(one, e))
				g.store(dx, f32x4Mul(scale, f32x4Sub(f.sigmoid(v, e, factor), u)))
				f.set(sum, f32x4Add(sum, f32x4Sub(f32x4Pmax(v, f.splat(0)), f32x4Mul(v, u))))
				if g.partial() {
					factor = f32x4Add(one, g.only(e))
				}
				f.set(product, f32x4Mul(product, factor))
			})
			f.store(terms, 0, f32x4Add(sum, f.log(product)))
			f.inc(terms, 16)
			f.set(n, i32Sub(n, block))
			return n
		})
	})
}

// addLoss exports a loss of what predictions and targets differ by, name(dy, y, t, n, scale) with so many more numbers. Of a
// difference d and these, of gives c, of which scale times is the gradient, and e: the sum is of c e. Both are 0 where d is.
func addLoss(m *module, name string, more int, of func(f *fn, d value, more []value) (c, e value)) {
	f := m.public(name)
	p := f.pointers(4)
	numbers := f.spreads(f.numbers(1 + more))
	s := f.newAccumulator()
	f.each(p[3], p[:3], light, func(g *lanes) {
		c, e := of(f, f.let(f32x4Sub(g.load(p[1]), g.load(p[2]))), numbers[1:])
		g.store(p[0], f32x4Mul(numbers[0], c))
		s.addProduct(c, e)
	})
	f.result(s.total())
}
