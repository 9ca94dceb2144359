package avx2

import "unsafe"

const (
	tileRows    = 6
	tileColumns = 16

	// A block of b is packed, as much as stays in the second cache, and read by all rows of a.
	blockDepth   = 256
	blockColumns = 384

	// b is read where it is by few rows, where it is not deep, or where its rows are short: to pack it would take longer than it saves.
	fewRows, fewDeep, fewColumns = 2 * tileRows, 64, 64

	// a whose numbers do not lie side by side is brought side by side for so many columns of b.
	gatherFrom = 8 * tileColumns
	gatherRows = 8 // of which a tile reads six

	// A part that is shared takes at least so long, of which a processor does so many operations in a nanosecond.
	leastNs   = 15e3
	flopsOfNs = 60
)

// Matrix says where the elements of a product's operands are: that of row i and column l of a is A[i*AI+l*AL]; B has k rows of n numbers, or
// where Turned n rows of k.
type Matrix struct {
	A, B   []float32
	AI, AL int
	Turned bool
}

// Product computes c(m,n) = a(m,k) b(k,n), or adds it to c where acc is true, on so many threads. Each number of c has one sum and takes its terms in the order of k, with
// one rounding a term where fused is true, else two.
func Product(fused, acc bool, c []float32, x Matrix, m, n, k, threads int) {
	if len(c) == 0 {
		return
	}
	if k == 0 {
		if !acc {
			clear(c)
		}
		return
	}
	p := products.Take()
	*p = product{fused: fused, acc: acc, c: c, Matrix: x, m: m, n: n, k: k}
	p.sparse = p.manyZeros()
	n = parts(p.ns(), leastNs, threads)
	across := min(n, max(1, ceil(p.n, tileColumns)/2))
	p.columns = tileColumns * ceil(ceil(p.n, tileColumns), across)
	down := n / across
	if x.Turned {
		down = min(down, threads) // each part turns b
	}
	p.rows = tileRows * ceil(ceil(m, tileRows), down)
	share(p, ceil(m, p.rows)*ceil(p.n, p.columns), threads)
	p.Matrix, p.c = Matrix{}, nil
	products.Give(p)
}

// ns is about how long the product takes.
func (p *product) ns() float64 {
	ns := 2 * float64(p.m*p.n) * float64(p.k) / flopsOfNs
	if p.sparse {
		ns *= sparseWork
	}
	return ns
}

var (
	products Spare[product]
	packs    Spare[pack]
)

type product struct {
	Matrix
	fused, acc    bool
	sparse        bool // a has many zeros, which are left out
	c             []float32
	m, n, k       int
	rows, columns int // of a part
}

// pack is the memory of one part.
type pack struct {
	b    [blockDepth * blockColumns]float32 // panels of tileColumns, a row of k after the other
	a    [blockDepth * gatherRows]float32   // rows of a whose numbers do not lie side by side
	tile [tileRows * tileColumns]float32    // of c, at its right edge
}

func (p *product) part(i int) {
	across := ceil(p.n, p.columns)
	top, left := i/across*p.rows, i%across*p.columns
	bottom, right := min(top+p.rows, p.m), min(left+p.columns, p.n)
	if p.sparse {
		p.sparsePart(top, bottom, left, right)
		return
	}
	s := packs.Take()
	deep := ceil(p.k, ceil(p.k, blockDepth))
	for l := 0; l < p.k; l += deep {
		depth := min(deep, p.k-l)
		for j := left; j < right; j += blockColumns {
			p.block(s, top, bottom, j, min(j+blockColumns, right), l, depth)
		}
	}
	packs.Give(s)
}

// block adds the terms l to l+depth to the rows and columns from top and left on.
func (p *product) block(s *pack, top, bottom, left, right, l, depth int) {
	packed := p.Turned || bottom-top > fewRows && depth > fewDeep && p.n > fewColumns
	edge := right - (right-left)%tileColumns
	if packed {
		p.pack(s, left, right, l, depth)
	} else if edge < right {
		p.packRows(s.b[(edge-left)*depth:], edge, right, l, depth)
	}
	begun := uintptr(0)
	if p.acc || l > 0 {
		begun = 1
	}
	even(bottom-top, func(i, rows int) {
		i += top
		tile := tiles[index(p.fused)][rows-1]
		a, ai, al := &p.A[i*p.AI+l*p.AL], p.AI, p.AL
		if al != 1 && right-left >= gatherFrom {
			p.gather(&s.a, i, rows, l, depth)
			a, ai, al = &s.a[0], 1, gatherRows
		}
		for j := left; j < edge; j += tileColumns {
			b, bl := &s.b[(j-left)*depth], tileColumns
			if !packed {
				b, bl = &p.B[l*p.n+j], p.n
			}
			tile(&p.c[i*p.n+j], bytes(p.n), a, bytes(ai), bytes(al), b, bytes(bl), uintptr(depth), begun)
		}
		if edge == right {
			return
		}
		for r := range rows {
			copy(s.tile[r*tileColumns:][:right-edge], p.c[(i+r)*p.n+edge:])
		}
		tile(&s.tile[0], bytes(tileColumns), a, bytes(ai), bytes(al), &s.b[(edge-left)*depth], bytes(tileColumns), uintptr(depth), begun)
		for r := range rows {
			copy(p.c[(i+r)*p.n+edge:][:right-edge], s.tile[r*tileColumns:])
		}
	})
}

// pack brings rows l to l+depth of b and columns left to right into panels.
func (p *product) pack(s *pack, left, right, l, depth int) {
	for j := left; j < right; j += tileColumns {
		panel := s.b[(j-left)*depth:]
		if p.Turned {
			p.packColumns(panel, j, min(j+tileColumns, right), l, depth)
		} else {
			p.packRows(panel, j, min(j+tileColumns, right), l, depth)
		}
	}
}

func (p *product) packRows(panel []float32, left, right, l, depth int) {
	if right-left == tileColumns {
		copy16(&panel[0], &p.B[l*p.n+left], bytes(p.n), uintptr(depth))
		return
	}
	for i := range depth {
		row := panel[i*tileColumns : (i+1)*tileColumns]
		clear(row[copy(row, p.B[(l+i)*p.n+left:(l+i)*p.n+right]):])
	}
}

// packColumns is packRows of a b whose columns are rows.
func (p *product) packColumns(panel []float32, left, right, l, depth int) {
	const side = 8
	i := 0
	if blocks := depth / side; right-left == tileColumns && blocks > 0 {
		for j := 0; j < tileColumns; j += side {
			transpose8(&panel[j], bytes(tileColumns), &p.B[(left+j)*p.k+l], bytes(p.k), uintptr(blocks), bytes(side*tileColumns), bytes(side))
		}
		i = blocks * side
	}
	for ; i < depth; i++ {
		row := panel[i*tileColumns : (i+1)*tileColumns]
		clear(row)
		for j := range right - left {
			row[j] = p.B[(left+j)*p.k+l+i]
		}
	}
}

// gather brings rows i to i+rows of a side by side.
func (p *product) gather(to *[blockDepth * gatherRows]float32, i, rows, l, depth int) {
	if p.AI == 1 {
		whole := depth
		if l+depth == p.k && i+gatherRows > p.m {
			whole-- // eight numbers would reach beyond a
		}
		if whole > 0 {
			copy8(&to[0], &p.A[l*p.AL+i], bytes(p.AL), uintptr(whole))
		}
		if whole < depth {
			copy(to[whole*gatherRows:][:rows], p.A[(l+whole)*p.AL+i:])
		}
		return
	}
	for d := range depth {
		for r := range rows {
			to[d*gatherRows+r] = p.A[(i+r)*p.AI+(l+d)*p.AL]
		}
	}
}

var tiles = [2][tileRows]func(c *float32, ldc uintptr, a *float32, ai, al uintptr, b *float32, bl, k, acc uintptr){
	{plain1, plain2, plain3, plain4, plain5, plain6},
	{fused1, fused2, fused3, fused4, fused5, fused6},
}

func bytes(numbers int) uintptr { return uintptr(numbers) * unsafe.Sizeof(float32(0)) }

// ceil is the number of parts of at most size that n makes.
func ceil(n, size int) int { return (n + size - 1) / size }
