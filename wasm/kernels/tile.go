package kernels

import "fmt"

// A matrix product is made of tiles: R rows by V vectors of c, held in registers while k passes by. Each
// step of k reads V vectors of b and R numbers of a, each spread over a vector. Six rows of two
// vectors fill the sixteen registers of x86-64, and leave enough sums in flight to keep two
// multipliers busy.

// strips is the table of tile functions for one way of reading a, in one arithmetic.
type strips struct {
	byRows     bool
	arithmetic mulAdd
	rows       int // the most rows of a tile
	fns        map[tile]*fn
}

type tile struct{ rows, vectors int }

// newStrips adds the tile functions to m. byRows says that a is (m,k), so that its rows are k numbers
// apart; else it is (k,m), and the rows of a tile lie side by side. Tiles of a long arithmetic, which has no use for many registers, are low.
func newStrips(m *module, byRows bool, arithmetic mulAdd) *strips {
	s := &strips{byRows: byRows, arithmetic: arithmetic, rows: 6, fns: map[tile]*fn{}}
	if arithmetic.long {
		s.rows = wideRows
	}
	for rows := 1; rows <= s.rows; rows++ {
		for _, vectors := range []int{1, 2, 4} {
			if vectors < 4 || rows <= wideRows {
				s.fns[tile{rows, vectors}] = s.strip(m, rows, vectors)
			}
		}
	}
	return s
}

// strip adds the function that computes a column of tiles, one below the other:
//
//	strip(a, aRow, aStep, b, bStep, c, cRow, k, tiles, zero)
//
// aRow, cRow are the bytes from a row to the next, aStep, bStep from one k to the next; aStep is 4 and
// not read if byRows, aRow is not read otherwise. The sums start from 0 if zero, else from c. k
// must not be 0.
func (s *strips) strip(m *module, rows, vectors int) *fn {
	f := m.add(fmt.Sprintf("strip %dx%d", rows, 4*vectors))
	p := f.pointers(10)
	a, aRow, aStep, b, bStep, c, cRow, k, tiles, zero := p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9]

	sums := make([]value, rows*vectors)
	for i := range sums {
		sums[i] = f.newLocal(v128)
	}
	cp, bp, count := f.newLocal(i32), f.newLocal(i32), f.newLocal(i32)
	as := make([]value, rows) // by rows a pointer to each, else only the first
	for r := range as {
		as[r] = f.newLocal(i32)
	}
	bs := make([]value, vectors)
	for v := range bs {
		bs[v] = f.newLocal(v128)
	}
	spread := f.newLocal(v128)

	// step does one k; the numbers of a are u places on.
	step := func(u int) {
		for v, b := range bs {
			f.set(b, load(bp, 16*v))
		}
		for r := range rows {
			if s.byRows {
				f.set(spread, loadSplat(as[r], 4*u))
			} else {
				f.set(spread, loadSplat(as[0], 4*r))
			}
			for v, b := range bs {
				sum := sums[r*vectors+v]
				f.set(sum, s.arithmetic.add(f, spread, b, sum))
			}
		}
		f.set(bp, i32Add(bp, bStep))
		if !s.byRows {
			f.set(as[0], i32Add(as[0], aStep))
		}
	}

	f.times(tiles, func() {
		f.either(zero, func() {
			for _, sum := range sums {
				f.set(sum, f.splat(0))
			}
		}, func() {
			f.set(cp, c)
			for i, sum := range sums {
				f.set(sum, load(cp, 16*(i%vectors)))
				if i%vectors == vectors-1 {
					f.set(cp, i32Add(cp, cRow))
				}
			}
		})
		f.set(as[0], a)
		if s.byRows {
			for r := 1; r < rows; r++ {
				f.set(as[r], i32Add(as[r-1], aRow))
			}
		}
		f.set(bp, b)
		steps := func(times int) {
			f.times(count, func() {
				for u := range times {
					step(u)
				}
				if s.byRows {
					for _, p := range as {
						f.inc(p, 4*times)
					}
				}
			})
		}
		if s.arithmetic.long {
			f.set(count, k)
		} else {
			f.set(count, i32ShrU(k, number(2)))
			steps(4)
			f.set(count, i32And(k, number(3)))
		}
		steps(1)
		for i, sum := range sums {
			f.store(c, 16*(i%vectors), sum)
			if i%vectors == vectors-1 {
				f.set(c, i32Add(c, cRow))
			}
		}
		if s.byRows {
			f.set(a, i32Add(a, i32Mul(aRow, number(rows))))
		} else {
			f.inc(a, 4*rows)
		}
	})
	return f
}

// panel adds the function that computes m rows of c, vectors wide, in tiles of nearly equal height:
//
//	panel(a, aRow, aStep, b, bStep, c, cRow, k, zero, m, vectors)
//
// with the arguments of strip.
func (s *strips) panel(mod *module) *fn {
	f := mod.add("panel")
	p := f.pointers(11)
	a, aRow, aStep, b, bStep, c, cRow, k, zero, m, vectors := p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], p[10]

	// m rows make n tiles, the first of them with one row more where m is no multiple of n.
	n := f.let(i32DivU(i32Add(m, number(s.rows-1)), number(s.rows)))
	rows := f.let(i32DivU(m, n))
	high := f.let(i32Sub(m, i32Mul(rows, n)))

	call := func(rows, vectors int, tiles value) {
		f.call(s.fns[tile{rows, vectors}], a, aRow, aStep, b, bStep, c, cRow, k, tiles, zero)
	}
	byWidth := func(rows int, tiles value) {
		cases := []func(){func() { call(rows, 1, tiles) }, func() { call(rows, 2, tiles) }}
		if rows <= wideRows {
			cases = append(cases, func() { call(rows, 4, tiles) })
		}
		f.choose(i32ShrU(vectors, number(1)), cases...)
	}
	byHeight := func(height, tiles value) {
		f.when(tiles, func() {
			var cases []func()
			for r := 1; r <= s.rows; r++ {
				cases = append(cases, func() { byWidth(r, tiles) })
			}
			f.choose(i32Sub(height, number(1)), cases...)
		})
	}
	tall := f.let(i32Add(rows, number(1)))
	byHeight(tall, high)
	done := f.let(i32Mul(tall, high))
	if s.byRows {
		f.set(a, i32Add(a, i32Mul(done, aRow)))
	} else {
		f.set(a, i32Add(a, i32Shl(done, number(2))))
	}
	f.set(c, i32Add(c, i32Mul(done, cRow)))
	byHeight(rows, i32Sub(n, high))
	return f
}
