package kernels

// addOptimizers exports sgd, momentum, adam, rmsprop, adadelta and adagrad. What depends on the hyperparameters
// only, like 1-beta1, is computed here as in Go, in float32.
func addOptimizers(m *module) {
	sgd(m)
	momentum(m)
	adam(m)
	rmsprop(m)
	adadelta(m)
	adagrad(m)
}

// normal is v, a local, with denormals replaced by 0.
func (f *fn) normal(v value) value {
	return v128AndNot(v, f32x4Lt(f.abs(v), f.splat(minNormal)))
}

// spread adds an f32 parameter and returns it on four lanes.
func (f *fn) spread() value { return f.constant(f32x4Splat(f.param(f32))) }

// numbers adds n f32 parameters.
func (f *fn) numbers(n int) []value {
	xs := make([]value, n)
	for i := range xs {
		xs[i] = f.param(f32)
	}
	return xs
}

// spreads returns each of xs on four lanes.
func (f *fn) spreads(xs []value) []value {
	vs := make([]value, len(xs))
	for i, x := range xs {
		vs[i] = f.constant(f32x4Splat(x))
	}
	return vs
}

// rest is 1-x on four lanes.
func (f *fn) rest(x value) value { return f.constant(f32x4Splat(f32Sub(real(1), x))) }

// mean is the running mean keep*state + rest*x, in a local.
func (f *fn) mean(keep, state, rest, x value) value {
	v := f.let(f32x4Add(f32x4Mul(keep, state), f32x4Mul(rest, x)))
	return f.let(f.normal(v))
}

// use reads the gradient at p into a local and leaves 0 there.
func (g *lanes) use(p value) value {
	d := g.load(p)
	g.store(p, g.f.splat(0))
	return d
}

// sgd exports sgd(p, g, n, lr).
func sgd(m *module) {
	f := m.public("sgd")
	p := f.pointers(3)
	lr := f.spread()
	f.each(p[2], p[:2], light, func(g *lanes) { g.store(p[0], f32x4Sub(g.load(p[0]), f32x4Mul(lr, g.use(p[1])))) })
}

// momentum exports momentum(p, g, v, n, nesterov, lr, momentum).
func momentum(m *module) {
	f := m.public("momentum")
	p := f.pointers(5)
	x := f.spreads(f.numbers(2))
	lr, keep := x[0], x[1]
	step := func(nesterov bool) {
		f.each(p[3], p[:3], light, func(g *lanes) {
			d := g.use(p[1])
			v := f.let(f32x4Add(f32x4Mul(keep, g.load(p[2])), d))
			v = f.let(f.normal(v))
			g.store(p[2], v)
			if nesterov {
				v = f32x4Add(d, f32x4Mul(keep, v))
			}
			g.store(p[0], f32x4Sub(g.load(p[0]), f32x4Mul(lr, v)))
		})
	}
	f.either(p[4], func() { step(true) }, func() { step(false) })
}

// adam exports adam(p, g, m, v, n, lr, beta1, beta2, eps, c1, c2).
func adam(m *module) {
	f := m.public("adam")
	p := f.pointers(5)
	x := f.numbers(6)
	s := f.spreads(x)
	lr, beta1, beta2, eps, c1, c2 := s[0], s[1], s[2], s[3], s[4], s[5]
	rest1, rest2 := f.rest(x[1]), f.rest(x[2])
	f.each(p[4], p[:4], heavy, func(g *lanes) {
		d := g.use(p[1])
		m := f.mean(beta1, g.load(p[2]), rest1, d)
		v := f.mean(beta2, g.load(p[3]), rest2, f32x4Mul(d, d))
		g.store(p[2], m)
		g.store(p[3], v)
		step := f32x4Div(f32x4Mul(lr, f32x4Mul(m, c1)), f32x4Add(f32x4Sqrt(f32x4Mul(v, c2)), eps))
		g.store(p[0], f32x4Sub(g.load(p[0]), step))
	})
}

// rmsprop exports rmsprop(p, g, s, n, lr, rho, eps).
func rmsprop(m *module) {
	f := m.public("rmsprop")
	p := f.pointers(4)
	x := f.numbers(3)
	v := f.spreads(x)
	lr, rho, eps := v[0], v[1], v[2]
	rest := f.rest(x[1])
	f.each(p[3], p[:3], heavy, func(g *lanes) {
		d := g.use(p[1])
		s := f.mean(rho, g.load(p[2]), rest, f32x4Mul(d, d))
		g.store(p[2], s)
		step := f32x4Div(f32x4Mul(lr, d), f32x4Add(f32x4Sqrt(s), eps))
		g.store(p[0], f32x4Sub(g.load(p[0]), step))
	})
}

// adagrad exports adagrad(p, g, s, n, lr, eps).
func adagrad(m *module) {
	f := m.public("adagrad")
	p := f.pointers(4)
	x := f.spreads(f.numbers(2))
	f.each(p[3], p[:3], heavy, func(g *lanes) {
		d := g.use(p[1])
		s := f.let(f32x4Add(g.load(p[2]), f32x4Mul(d, d)))
		g.store(p[2], s)
		step := f32x4Div(f32x4Mul(x[0], d), f32x4Add(f32x4Sqrt(s), x[1]))
		g.store(p[0], f32x4Sub(g.load(p[0]), step))
	})
}

// adadelta exports adadelta(p, g, s, d, n, lr, rho, eps).
func adadelta(m *module) {
	f := m.public("adadelta")
	p := f.pointers(5)
	x := f.numbers(3)
	v := f.spreads(x)
	lr, rho, eps := v[0], v[1], v[2]
	rest := f.rest(x[1])
	f.each(p[4], p[:4], heavy, func(g *lanes) {
		d := g.use(p[1])
		s := f.mean(rho, g.load(p[2]), rest, f32x4Mul(d, d))
		g.store(p[2], s)
		past := g.load(p[3])
		ratio := f32x4Div(f32x4Sqrt(f32x4Add(past, eps)), f32x4Sqrt(f32x4Add(s, eps)))
		u := f.let(f32x4Mul(ratio, d))
		g.store(p[3], f.mean(rho, past, rest, f32x4Mul(u, u)))
		g.store(p[0], f32x4Sub(g.load(p[0]), f32x4Mul(lr, u)))
	})
}
