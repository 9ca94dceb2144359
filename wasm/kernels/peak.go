package kernels

import "bottleneck/core/kernel"

// addPeak exports peak(s, rounds, x, y), or under the name peak_fused its fused form. The sums stay in registers.
func addPeak(m *module, suffix string, add mulAdd) {
	f := m.public("peak" + suffix)
	p := f.pointers(2)
	s, rounds := p[0], p[1]
	factors := f.spreads(f.numbers(2))
	var sums []value
	for i := range kernel.PeakLanes / 4 {
		sums = append(sums, f.let(load(s, 16*i)))
	}
	first, spread := f.newLocal(i32), f.newLocal(v128)
	const numbers = kernel.PeakLanes / 8 // that a round reads
	round := func(at int) {
		for i, sum := range sums {
			if i%2 == 0 {
				f.set(spread, loadSplat(first, 4*(numbers*at+i/2)))
			}
			f.set(sum, add(spread, factors[i%2], sum))
		}
	}
	turns := f.let(i32ShrU(rounds, number(3)))
	f.set(first, s)
	f.times(turns, func() {
		for at := range 8 {
			round(at)
		}
	})
	left := f.let(i32And(rounds, number(7)))
	f.times(left, func() {
		round(0)
		f.inc(first, 4*numbers)
	})
	for i, sum := range sums {
		f.store(s, 16*i, sum)
	}
}
