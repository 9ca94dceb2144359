package kernels

// mulAdd is a*b + sum of four numbers, in one arithmetic.
type mulAdd func(a, b, sum value) value

// plain rounds the product, then the sum.
func plain(a, b, sum value) value { return f32x4Add(f32x4Mul(a, b), sum) }

// relaxed is one instruction, which rounds once on all processors that have a fused multiply-add.
func relaxed(a, b, sum value) value { return f32x4RelaxedMadd(a, b, sum) }

// exact rounds once on every machine, by a function of some forty instructions. The product of two float32 is exact in float64. Its
// sum with the third, rounded to float64 and again to float32, is the exact sum rounded once, unless the first rounding
// came to the middle between two float32, or the second ends among denormals, whose middles have other bits. These cases are rare. They round
// the sum to odd first, as fma32 of core/kernel does (Boldo and Melquiond, "Emulation of a FMA and correctly rounded sums", 2008).
func exact(m *module) mulAdd {
	f := m.helper("exact", addExact)
	return func(a, b, sum value) value { return value{t: v128, code: new(fn).calling(f, []value{a, b, sum})} }
}

func addExact(m *module) *fn {
	const (
		lost      = 29        // bits of a float64's fraction that a float32 has not
		minNormal = 897 << 52 // 2 to the power -126, as a float64
	)
	f := m.add("exact")
	a, b, c := f.param(v128), f.param(v128), f.param(v128)
	constant := func(bits int64) value { return f.constant(i64x2Splat(number64(bits))) }
	zero := f.splatBits(0)
	var products, terms, sums [2]value
	rare := zero
	for half, promote := range []op{f64x2PromoteLow, func(v ...value) value { return f32x4PromoteHigh(v[0]) }} {
		p := f.let(f64x2Mul(promote(a), promote(b)))
		d := f.let(promote(c))
		s := f.let(f64x2Add(p, d))
		middle := i64x2Eq(v128And(s, constant(1<<lost-1)), constant(1<<(lost-1)))
		denormal := v128And(f64x2Lt(f64x2Abs(s), constant(minNormal)), f64x2Ne(s, zero))
		rare = v128Or(rare, v128Or(middle, denormal))
		products[half], terms[half], sums[half] = p, d, s
	}
	f.when(v128AnyTrue(rare), func() {
		for half, s := range sums {
			p, d := products[half], terms[half]
			v := f.let(f64x2Sub(s, p))
			e := f.let(f64x2Add(f64x2Sub(p, f64x2Sub(s, v)), f64x2Sub(d, v))) // what the sum has lost
			finite := v128And(f64x2Ne(e, zero), f64x2Eq(f64x2Sub(e, e), zero))
			even := i64x2Eq(v128And(s, constant(1)), zero)
			away := v128Xor(f64x2Gt(e, zero), f64x2Gt(s, zero)) // the exact sum is smaller in size
			step := v128Or(away, constant(1))                   // -1 or 1
			f.set(s, i64x2Add(s, v128And(step, v128And(finite, even))))
		}
	})
	f.result(f32x4LowHalves(f32x4Demote(sums[0]), f32x4Demote(sums[1])))
	return f
}
