package kernels

// addActivations exports exp, log, relu, sigmoid, tanh and the backward forms of the last three.
func addActivations(m *module) {
	addMap(m, "exp", heavy, func(f *fn, x value) value { return f.exp(x) })
	addMap(m, "log", heavy, func(f *fn, x value) value { return f.log(x) })
	addMap(m, "relu", light, func(f *fn, x value) value { return f32x4Pmax(x, f.splat(0)) })
	addMap(m, "sigmoid", heavy, func(f *fn, x value) value {
		e := f.expLow(f.let(v128Or(x, f.splatBits(signBit))))
		return f.sigmoid(x, e, f32x4Add(f.splat(1), e))
	})
	addMap(m, "tanh", heavy, func(f *fn, x value) value { return f.tanh(x) })

	addBackward(m, "relu_backward", func(f *fn, dy, y value) value {
		return v128And(dy, f32x4Gt(y, f.splat(0)))
	})
	addBackward(m, "sigmoid_backward", func(f *fn, dy, y value) value {
		return f32x4Mul(dy, f32x4Mul(y, f32x4Sub(f.splat(1), y)))
	})
	addBackward(m, "tanh_backward", func(f *fn, dy, y value) value {
		return f32x4Mul(dy, f32x4Sub(f.splat(1), f32x4Mul(y, y)))
	})
}

// addMap exports name(y, x, n), y = of(x).
func addMap(m *module, name string, unroll int, of func(f *fn, x value) value) {
	f := m.public(name)
	p := f.pointers(3)
	f.each(p[2], p[:2], unroll, func(g *lanes) { g.store(p[0], of(f, g.load(p[1]))) })
}

// addBackward exports name(dx, dy, y, n), dx = of(dy, y).
func addBackward(m *module, name string, of func(f *fn, dy, y value) value) {
	f := m.public(name)
	p := f.pointers(4)
	f.each(p[3], p[:3], light, func(g *lanes) { g.store(p[0], of(f, g.load(p[1]), g.load(p[2]))) })
}
