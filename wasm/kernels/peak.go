package kernels

import "bottleneck/core/kernel"

// addPeak exports peak(s, rounds, x, y), or under the name peak_fused its fused form. The sums stay in registers.
func addPeak(m *module, suffix string, arithmetic mulAdd) {
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
			f.set(sum, arithmetic.add(f, spread, factors[i%2], sum))
		}
	}
	// several does n rounds, from the first on.
	several := func(n value) {
		f.times(n, func() {
			round(0)
			f.inc(first, 4*numbers)
		})
	}
	turns := f.let(i32ShrU(rounds, number(3)))
	f.set(first, s)
	f.times(turns, func() {
		if arithmetic.long {
			several(f.let(number(8)))
			f.set(first, s)
			return
		}
		for at := range 8 {
			round(at)
		}
	})
	several(f.let(i32And(rounds, number(7))))
	for i, sum := range sums {
		f.store(s, 16*i, sum)
	}
}
