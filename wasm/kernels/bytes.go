package kernels

// addBytes exports from_bytes(dst, src, n) and to_bytes(dst, src, n). Numbers left over are taken one
// at a time through the first lane.
func addBytes(m *module) {
	f := m.public("from_bytes")
	p := f.pointers(3)
	toNumbers := func(bytes value) value {
		return f32x4Div(f32x4ConvertS(i32x4ExtendLowU(i16x8ExtendLowU(bytes))), f.splat(255))
	}
	f.bytes(p[0], p[1], p[2], 16, 4, func() {
		f.store(p[0], 0, toNumbers(loadFourBytes(p[1], 0)))
	}, func() {
		f.storeLane(p[0], 0, toNumbers(i32x4Splat(loadByte(p[1], 0))), 0)
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
