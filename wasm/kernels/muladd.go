package kernels

// mulAdd is one arithmetic.
type mulAdd struct {
	add  func(f *fn, a, b, sum value) value // a*b + sum of four numbers, in f
	long bool                               // it is many instructions: tiles are small, and no loop around it is unrolled
}

// plain rounds the product, then the sum.
var plain = mulAdd{add: func(_ *fn, a, b, sum value) value { return f32x4Add(f32x4Mul(a, b), sum) }}

// relaxed is one instruction, which rounds once on all processors that have a fused multiply-add.
var relaxed = mulAdd{add: func(_ *fn, a, b, sum value) value { return f32x4RelaxedMadd(a, b, sum) }}

// exact rounds once on every machine, by some forty instructions. The product of two float32 is exact in float64. Its
// sum with the third, rounded to float64 and again to float32, is the exact sum rounded once, unless the first rounding
// came to the middle between two float32, or the second ends among denormals, whose middles have other bits. These cases are rare. They round
// the sum to odd first, as fma32 of core/kernel does (Boldo and Melquiond, "Emulation of a FMA and correctly rounded sums", 2008).
//
// The instructions stand wherever they are needed: WebKit (2.50) loses the registers of a loop that calls a function of vectors while
// it compiles that function anew, and a trainer ended in an access out of bounds now and then.
func exact() mulAdd {
	const (
		lost      = 29        // bits of a float64's fraction that a float32 has not
		minNormal = 897 << 52 // 2 to the power -126, as a float64
	)
	type locals struct {
		products, terms, sums [2]value
		v, e                  value
	}
	of := map[*fn]*locals{} // all of a function's sums are made in the same
	return mulAdd{long: true, add: func(f *fn, a, b, c value) value {
		l := of[f]
		if l == nil {
			l = &locals{v: f.newLocal(v128), e: f.newLocal(v128)}
			for half := range l.sums {
				l.products[half], l.terms[half], l.sums[half] = f.newLocal(v128), f.newLocal(v128), f.newLocal(v128)
			}
			of[f] = l
		}
		constant := func(bits int64) value { return f.constant(i64x2Splat(number64(bits))) }
		zero := f.splatBits(0)
		rare := zero
		for half, promote := range []op{f64x2PromoteLow, func(v ...value) value { return f32x4PromoteHigh(v[0]) }} {
			p, d, s := l.products[half], l.terms[half], l.sums[half]
			f.set(p, f64x2Mul(promote(a), promote(b)))
			f.set(d, promote(c))
			f.set(s, f64x2Add(p, d))
			middle := i64x2Eq(v128And(s, constant(1<<lost-1)), constant(1<<(lost-1)))
			denormal := v128And(f64x2Lt(f64x2Abs(s), constant(minNormal)), f64x2Ne(s, zero))
			rare = v128Or(rare, v128Or(middle, denormal))
		}
		f.when(v128AnyTrue(rare), func() {
			for half, s := range l.sums {
				p, d, v, e := l.products[half], l.terms[half], l.v, l.e
				f.set(v, f64x2Sub(s, p))
				f.set(e, f64x2Add(f64x2Sub(p, f64x2Sub(s, v)), f64x2Sub(d, v))) // what the sum has lost
				finite := v128And(f64x2Ne(e, zero), f64x2Eq(f64x2Sub(e, e), zero))
				even := i64x2Eq(v128And(s, constant(1)), zero)
				away := v128Xor(f64x2Gt(e, zero), f64x2Gt(s, zero)) // the exact sum is smaller in size
				step := v128Or(away, constant(1))                   // -1 or 1
				f.set(s, i64x2Add(s, v128And(step, v128And(finite, even))))
			}
		})
		return f32x4LowHalves(f32x4Demote(l.sums[0]), f32x4Demote(l.sums[1]))
	}}
}
