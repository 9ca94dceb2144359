package kernels

// addBytes exports from_bytes(dst, src, n) and to_bytes(dst, src, n). Numbers left over are taken one
// at a time through the first lane.
func addBytes(m *module) {
	f := m.public("from_bytes")
	p := f.pointers(3)
	// v/255 is v/256, which is exact, and v times the rest of 1/255: for all bytes that rounds as a division does.
	quotient := func(v value) value {
		x := f.let(f32x4ConvertS(v))
		return f32x4Add(f32x4Mul(x, f.splat(1./256)), f32x4Mul(x, f.splat(1./255-1./256)))
	}
	four := func(bytes value) value { return quotient(i32x4ExtendLowU(i16x8ExtendLowU(bytes))) }
	count := f.let(i32ShrU(p[2], number(4)))
	f.times(count, func() {
		all := f.let(load(p[1], 0))
		for i, half := range []value{f.let(i16x8ExtendLowU(all)), f.let(i16x8ExtendHighU(all))} {
			f.store(p[0], 32*i, quotient(i32x4ExtendLowU(half)))
			f.store(p[0], 32*i+16, quotient(i32x4ExtendHighU(half)))
		}
		f.inc(p[0], 64)
		f.inc(p[1], 16)
	})
	f.set(p[2], i32And(p[2], number(15)))
	f.bytes(p[0], p[1], p[2], 16, 4, func() {
		f.store(p[0], 0, four(loadFourBytes(p[1], 0)))
	}, func() {
		f.storeLane(p[0], 0, four(i32x4Splat(loadByte(p[1], 0))), 0)
	})

	f = m.public("to_bytes")
	p = f.pointers(3)
	toBytes := func(x value) value {
		v := f32x4Pmin(f32x4Pmax(f.splat(0), x), f.splat(1))
		v = f.let(i32x4TruncSatS(f32x4Add(f32x4Mul(v, f.splat(255)), f.splat(0.5))))
		v = f.let(i16x8NarrowU(v, v))
		return i8x16NarrowU(v, v)
	}
	f.bytes(p[0], p[1], p[2], 4, 16, func() {
		f.storeFourBytes(p[0], 0, toBytes(load(p[1], 0)))
	}, func() {
		f.storeByte(p[0], 0, i8x16First(toBytes(loadFirst(p[1], 0))))
	})
}

// bytes walks along n numbers, four a turn and then one a turn. Four are dstStep and srcStep bytes.
func (f *fn) bytes(dst, src, n value, dstStep, srcStep int, four, one func()) {
	count := f.let(i32ShrU(n, number(2)))
	f.times(count, func() {
		four()
		f.inc(dst, dstStep)
		f.inc(src, srcStep)
	})
	f.set(count, i32And(n, number(3)))
	f.times(count, func() {
		one()
		f.inc(dst, dstStep/4)
		f.inc(src, srcStep/4)
	})
}
