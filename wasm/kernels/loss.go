package kernels

// addLosses exports squared_error(dy, y, t, n, scale) and cross_entropy_logits(dx, x, t, n, scale), which
// return the sum, and the terms of the latter.
func addLosses(m *module) {
	addLoss(m, "squared_error", light, func(f *fn, y, t value) (gradient, term value, squared bool) {
		d := f.let(f32x4Sub(y, t))
		return d, d, true
	})
	addLoss(m, "cross_entropy_logits", heavy, func(f *fn, x, t value) (gradient, term value, squared bool) {
		gradient, term = f.crossEntropy(x, t)
		return gradient, term, false
	})
	crossEntropyTerms(m)
}

// crossEntropy returns the gradient and the term of a number, but for the scale.
func (f *fn) crossEntropy(x, t value) (gradient, term value) {
	e := f.expOfMinusAbs(x)
	gradient = f32x4Sub(f.sigmoid(x, e), t)
	return gradient, f32x4Add(f32x4Sub(f32x4Pmax(x, f.splat(0)), f32x4Mul(x, t)), f.log1p(e))
}

// crossEntropyTerms exports cross_entropy_terms(dx, x, t, terms, n, scale): threads compute the terms, which one of
// them sums in order.
func crossEntropyTerms(m *module) {
	f := m.public("cross_entropy_terms")
	p := f.pointers(5)
	scale := f.spread()
	f.each(p[4], p[:4], heavy, func(g *lanes) {
		gradient, term := f.crossEntropy(g.load(p[1]), g.load(p[2]))
		g.store(p[3], term)
		g.store(p[0], f32x4Mul(scale, gradient))
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
