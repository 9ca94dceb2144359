package kernels

import (
	"bottleneck/core/kernel/job"
)

// Lists of what is not 0 in the rows of a matrix. A list is its length, a word of nothing, and entries of two words: where the
// row of b is that the number multiplies, in bytes from the first, and the number.

// addListRow adds the function that makes a list of n numbers that lie side by side:
//
//	listRow(list, x, n, bStep, patterns) end
//
// bStep is the bytes from a row of b to the next, patterns the sixteen of compaction.
func addListRow(m *module) *fn {
	f := m.add("list row")
	p := f.pointers(5)
	list, x, n, bStep, patterns := p[0], p[1], p[2], p[3], p[4]
	end := f.let(i32Add(list, number(8)))
	v, pattern, rows, mask := f.newLocal(v128), f.newLocal(v128), f.newLocal(v128), f.newLocal(i32)
	steps := f.let(i32x4Mul(i32x4Splat(bStep), words(0, 1, 2, 3)))
	four := f.let(i32x4Splat(i32Shl(bStep, number(2))))
	count := f.let(i32ShrU(n, number(2)))
	f.times(count, func() {
		f.set(v, load(x, 0))
		f.set(mask, i32x4Bitmask(f32x4Ne(v, f.splat(0))))
		f.set(pattern, load(i32Add(patterns, i32Shl(mask, number(4))), 0))
		f.set(v, i8x16Swizzle(v, pattern))
		f.set(rows, i8x16Swizzle(steps, pattern))
		f.store(end, 0, f32x4LowPairs(rows, v))
		f.store(end, 16, f32x4HighPairs(rows, v))
		f.set(end, i32Add(end, i32Shl(i32Popcnt(mask), number(3))))
		f.set(steps, i32x4Add(steps, four))
		f.inc(x, 16)
	})
	f.set(count, i32And(n, number(3)))
	f.times(count, func() {
		f.set(v, loadFirst(x, 0))
		f.store(end, 0, f32x4LowPairs(steps, v))
		f.set(end, i32Add(end, i32Shl(i32x4Bitmask(f32x4Ne(v, f.splat(0))), number(3))))
		f.set(steps, i32x4Add(steps, i32x4Splat(bStep)))
		f.inc(x, 4)
	})
	f.storeWord(list, 0, i32ShrU(i32Sub(i32Sub(end, list), number(8)), number(3)))
	f.result(end)
	return f
}

// compaction is the pattern of i8x16.swizzle that moves the words of a vector whose bits are in mask to its front.
func compaction(mask int) value {
	b := []byte{0xfd, 0x0c}
	for w := range byte(4) {
		if mask>>w&1 != 0 {
			b = append(b, 4*w, 4*w+1, 4*w+2, 4*w+3)
		}
	}
	for len(b) < 2+16 {
		b = append(b, 0x80)
	}
	return value{t: v128, code: b}
}

// addListColumns adds the function that makes lists of four columns of n numbers, and leaves out the first skip of them:
//
//	listColumns(list, x, n, bStep, xStep, skip, made) end
//
// xStep is the bytes from a row of the columns to the next, made room for four lists. There is no branch: whether the pixel of
// another picture is 0 no processor can guess.
func addListColumns(m *module) *fn {
	f := m.add("list columns")
	p := f.pointers(7)
	list, x, n, bStep, xStep, skip, made := p[0], p[1], p[2], p[3], p[4], p[5], p[6]
	v, steps, pairs, mask := f.newLocal(v128), f.newLocal(v128), [2]value{f.newLocal(v128), f.newLocal(v128)}, f.newLocal(i32)
	var starts, ends [4]value
	for i := range ends {
		starts[i] = i32Add(made, number(sparseOne*i))
		ends[i] = f.let(starts[i])
	}
	f.times(n, func() {
		f.set(v, load(x, 0))
		f.set(mask, i32x4Bitmask(f32x4Ne(v, f.splat(0))))
		f.set(pairs[0], f32x4LowPairs(steps, v))
		f.set(pairs[1], f32x4HighPairs(steps, v))
		for i, end := range ends {
			f.storeHalf(end, 0, pairs[i/2], byte(i%2))
			bit := i32And(mask, number(1<<i))
			if i < 3 {
				bit = i32Shl(bit, number(3-i))
			}
			f.set(end, i32Add(end, bit))
		}
		f.set(steps, i32x4Add(steps, i32x4Splat(bStep)))
		f.set(x, i32Add(x, xStep))
	})
	from, size, next := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
	for i, end := range ends {
		f.when(i32LtU(skip, number(i+1)), func() {
			f.set(from, starts[i])
			f.set(size, i32Sub(end, from))
			f.storeWord(list, 0, i32ShrU(size, number(3)))
			f.inc(list, 8)
			f.set(next, i32Add(list, size))
			f.set(size, i32ShrU(i32Add(size, number(15)), number(4)))
			f.times(size, func() {
				f.store(list, 0, load(from, 0))
				f.inc(list, 16)
				f.inc(from, 16)
			})
			f.set(list, next)
		})
	}
	f.result(list)
	return f
}

// addZeros exports zeros(x, n), which looks at job.SparseSample numbers of x, four at a time, from places that the golden ratio
// spreads over all n, and counts those that are 0. n must be at least 4.
func addZeros(m *module) {
	f := m.public("zeros")
	p := f.pointers(2)
	x, n := p[0], i64Extend(i32Sub(p[1], number(3)))
	count, place, sum := f.let(number(job.SparseSample/4)), f.newLocal(i32), f.newLocal(v128)
	f.times(count, func() {
		at := i64Wrap(i64ShrU(i64Mul(i64Extend(place), n), number64(32)))
		f.set(sum, i32x4Sub(sum, f32x4Eq(load(i32Add(x, i32Shl(at, number(2))), 0), f.splat(0))))
		f.set(place, i32Add(place, number(-0x61c88647))) // 2^32 by the golden ratio
	})
	f.result(i32Add(i32Add(i32x4Lane(sum, 0), i32x4Lane(sum, 1)), i32Add(i32x4Lane(sum, 2), i32x4Lane(sum, 3))))
}
