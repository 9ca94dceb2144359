package kernels

import "math"

// addNoise exports uniform(x, n, k0, k1) and gaussian(x, n, k0, k1, k2, k3), with a key's words.
func addNoise(m *module) {
	uniform(m)
	gaussian(m)
	replace(m)
}

// hash is hash on four counters.
func (f *fn) hash(counter, k0, k1 value) value {
	return f.mix(i32x4Add(f.mix(v128Xor(counter, k0)), k1))
}

// mix is mix on four words.
func (f *fn) mix(h value) value {
	h = f.let(h)
	f.set(h, v128Xor(h, i32x4ShrU(h, number(16))))
	f.set(h, i32x4Mul(h, f.splatBits(0x21f0aaad)))
	f.set(h, v128Xor(h, i32x4ShrU(h, number(15))))
	f.set(h, i32x4Mul(h, f.splatBits(0xd35a2d97)))
	f.set(h, v128Xor(h, i32x4ShrU(h, number(15))))
	return h
}

// counter is a local that counts 0, 1, 2, 3 and on by four.
func (f *fn) counter() (c value, next func()) {
	c = f.let(words(0, 1, 2, 3))
	return c, func() { f.set(c, i32x4Add(c, f.splatBits(4))) }
}

func (f *fn) keys(n int) []value {
	ks := f.pointers(n)
	for i, k := range ks {
		ks[i] = f.constant(i32x4Splat(k))
	}
	return ks
}

// replace exports replace(y, x, n, black, white).
func replace(m *module) {
	f := m.public("replace")
	p := f.pointers(3)
	limits := f.spreads(f.numbers(2))
	f.each(p[2], p[:2], light, func(g *lanes) {
		u := g.load(p[0])
		y := v128Select(f.splat(1), g.load(p[1]), f32x4Lt(u, limits[1]))
		g.store(p[0], v128AndNot(y, f32x4Lt(u, limits[0])))
	})
}

func uniform(m *module) {
	f := m.public("uniform")
	x, n := f.param(i32), f.param(i32)
	k := f.keys(2)
	c, next := f.counter()
	f.each(n, []value{x}, single, func(g *lanes) {
		h := f.hash(c, k[0], k[1])
		g.store(x, f32x4Mul(f32x4ConvertS(i32x4ShrU(h, number(8))), f.splat(0x1p-24)))
		next()
	})
}

func gaussian(m *module) {
	f := m.public("gaussian")
	x, n := f.param(i32), f.param(i32)
	k := f.keys(4)
	c, next := f.counter()
	// eight makes the next eight numbers: cosines, then sines.
	eight := func() (cos, sin value) {
		h := f.hash(c, k[0], k[1])
		u := f32x4Mul(f32x4Add(f32x4ConvertU(h), f.splat(0.5)), f.splat(0x1p-32))
		r := f.let(f32x4Sqrt(f32x4Mul(f.splat(-2), f.log(f.let(u)))))
		cos, sin = f.cosSin(f.hash(c, k[2], k[3]))
		next()
		return f.let(f32x4Mul(r, cos)), f.let(f32x4Mul(r, sin))
	}
	count := f.let(i32ShrU(n, number(3)))
	f.times(count, func() {
		cos, sin := eight()
		f.store(x, 0, cos)
		f.store(x, 16, sin)
		f.inc(x, 32)
	})
	left := f.let(i32And(n, number(3)))
	last := &lanes{f: f, left: left}
	f.when(i32And(n, number(7)), func() {
		cos, sin := eight()
		f.either(i32And(n, number(4)), func() {
			f.store(x, 0, cos)
			f.inc(x, 16)
			f.when(left, func() { last.store(x, sin) })
		}, func() { last.store(x, cos) })
	})
}

// cosSin is cosSin on four hashes; h is a local.
func (f *fn) cosSin(h value) (cos, sin value) {
	one := number(1)
	a := f.let(f32x4Mul(f32x4ConvertS(i32x4ShrS(i32x4Shl(h, number(2)), number(8))), f.splat(math.Pi/2*0x1p-24)))
	z := f.let(f32x4Mul(a, a))
	s := f.polynomial(z, -1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1)
	s = f.let(f32x4Add(f32x4Mul(f32x4Mul(s, z), a), a))
	c := f.polynomial(z, 2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2)
	c = f32x4Sub(f32x4Mul(c, f32x4Mul(z, z)), f32x4Mul(f.splat(0.5), z))
	c = f.let(f32x4Add(c, f.splat(1)))
	q := f.let(i32x4ShrU(h, number(30)))
	odd := f.let(i32x4ShrS(i32x4Shl(q, number(31)), number(31)))
	signOfCos := i32x4Shl(i32x4ShrU(v128Xor(q, i32x4Shl(q, one)), one), number(31))
	signOfSin := i32x4Shl(i32x4ShrU(q, one), number(31))
	return v128Xor(v128Select(s, c, odd), signOfCos), v128Xor(v128Select(c, s, odd), signOfSin)
}
