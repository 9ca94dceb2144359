package kernels

import "bottleneck/core/kernel"

// addLosses exports squared_error and cross_entropy_terms.
func addLosses(m *module) {
	addLoss(m, "squared_error", light, func(f *fn, y, t value) (gradient, term value, squared bool) {
		d := f.let(f32x4Sub(y, t))
		return d, d, true
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

// addLoss exports a loss of predictions and targets, given the gradient and the term of each number;
// the sum is of the term or its square.
func addLoss(m *module, name string, unroll int, of func(f *fn, y, t value) (gradient, term value, squared bool)) {
	f := m.public(name)
	p := f.pointers(4)
	scale := f.constant(f32x4Splat(f.param(f32)))
	s := f.newAccumulator()
	f.each(p[3], p[:3], unroll, func(g *lanes) {
		gradient, term, squared := of(f, g.load(p[1]), g.load(p[2]))
		term = f.let(g.only(term))
		g.store(p[0], f32x4Mul(scale, gradient))
		if squared {
			s.addProduct(term, term)
		} else {
			s.add(f64x2PromoteLow(term), f32x4PromoteHigh(term))
		}
	})
	f.result(s.total())
}
