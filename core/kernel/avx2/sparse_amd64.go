package avx2

import "math/bits"

const (
	sparseSample = 1024 // numbers of a that are looked at
	sparseFrom   = sparseSample * 6 / 10
	sparseWork   = 0.4 // of the time of the whole product is about what it takes without four fifths of a

	// The least of a product that has lists made.
	sparseRows, sparseColumns, sparseDeep, sparseNs = 8, 16, 48, 3e3

	sparseWide = 8 * Width // columns of a strip
	listRows   = 32        // whose lists are kept at a time
	listDeep   = 256
	listRoom   = listDeep + Width
)

// manyZeros says whether a product is faster without the zeros of a, by a sample of places that the golden ratio spreads over it.
func (p *product) manyZeros() bool {
	if p.Turned || p.n < sparseColumns || p.m < sparseRows || p.k < sparseDeep || p.ns() < sparseNs {
		return false
	}
	zeros, place, size := 0, uint32(0), uint64(p.m*p.k)
	for range sparseSample {
		if p.A[uint64(place)*size>>32] == 0 {
			zeros++
		}
		place += 0x9e3779b9 // 2^32 by the golden ratio
	}
	return zeros >= sparseFrom
}

// lists is the memory of one part: what is not 0 in some rows of a.
type lists struct {
	values  [listRows * listRoom]float32
	places  [listRows * listRoom]int32
	counts  [listRows + 1]uintptr // and that of no row
	columns [Width * listDeep]float32
	c       [2 * sparseWide]float32 // of a strip at an edge
}

var listSpares Spare[lists]

// sparsePart is part without the zeros of a.
func (p *product) sparsePart(top, bottom, left, right int) {
	s := listSpares.Take()
	k := p.k
	if p.n%Width > 0 {
		k-- // vectors reach into the next row of b, which its last has not
	}
	deep := ceil(k, ceil(k, listDeep))
	for l := 0; l < k; l += deep {
		depth := min(deep, k-l)
		begun := uintptr(0)
		if p.acc || l > 0 {
			begun = 1
		}
		for i := top; i < bottom; i += listRows {
			rows := min(listRows, bottom-i)
			p.list(s, i, rows, l, depth)
			for j := left; j < right; j += sparseWide {
				p.strip(s, i, rows, j, min(j+sparseWide, right), l, begun)
			}
		}
	}
	listSpares.Give(s)
	if k < p.k {
		s := packs.Take()
		for j := left; j < right; j += blockColumns {
			p.block(s, top, bottom, j, min(j+blockColumns, right), k, 1)
		}
		packs.Give(s)
	}
}

// list makes the lists of rows i to i+rows.
func (p *product) list(s *lists, i, rows, l, depth int) {
	for r := 0; r < rows; r++ {
		var x []float32
		switch {
		case p.AL == 1:
			x = p.A[(i+r)*p.AI+l:][:depth]
		case r%Width == 0:
			p.turn(s, i+r, min(Width, rows-r), l, depth)
			fallthrough
		default:
			x = s.columns[r%Width*listDeep:][:depth]
		}
		values, places := s.values[r*listRoom:(r+1)*listRoom], s.places[r*listRoom:(r+1)*listRoom]
		whole := depth - depth%Width
		n := 0
		if whole > 0 {
			n = int(list(&values[0], &places[0], &x[0], uintptr(whole), bytes(p.n), &patterns[0][0]))
		}
		for d := whole; d < depth; d++ {
			if x[d] != 0 {
				values[n], places[n] = x[d], int32(d*4*p.n)
				n++
			}
		}
		s.counts[r] = uintptr(n)
	}
	s.counts[rows] = 0
}

// turn brings columns i to i+n of a, which are rows of the product, into rows.
func (p *product) turn(s *lists, i, n, l, depth int) {
	d := 0
	if blocks := depth / Width; n == Width && blocks > 0 {
		transpose8(&s.columns[0], bytes(listDeep), &p.A[i*p.AI+l*p.AL], bytes(p.AL), uintptr(blocks), bytes(Width), bytes(Width*p.AL))
		d = blocks * Width
	}
	for ; d < depth; d++ {
		for r := range n {
			s.columns[r*listDeep+d] = p.A[(i+r)*p.AI+(l+d)*p.AL]
		}
	}
}

// strip computes columns left to right of rows whose lists are made.
func (p *product) strip(s *lists, i, rows, left, right, l int, begun uintptr) {
	wide := right - left
	vectors := ceil(wide, Width)
	run := strips[index(p.fused)][vectors-1]
	height := 1
	if vectors <= sparsePairs {
		height = 2
	}
	b := &p.B[l*p.n+left]
	for r := 0; r < rows; r += height {
		if wide%Width == 0 && r+height <= rows {
			run(&p.c[(i+r)*p.n+left], bytes(p.n), &s.values[r*listRoom], &s.places[r*listRoom], bytes(listRoom), &s.counts[r], b, begun)
			continue
		}
		// There are numbers beyond, which are not of c or not of this part.
		c, most := p.c[(i+r)*p.n+left:], min(height, rows-r)
		for y := range most {
			copy(s.c[y*sparseWide:][:wide], c[y*p.n:])
		}
		run(&s.c[0], bytes(sparseWide), &s.values[r*listRoom], &s.places[r*listRoom], bytes(listRoom), &s.counts[r], b, begun)
		for y := range most {
			copy(c[y*p.n:][:wide], s.c[y*sparseWide:])
		}
	}
}

const sparsePairs = 4 // vectors of strips that are of two rows

// patterns bring the lanes of a mask to the front.
var patterns = func() (p [256][Width]int32) {
	for mask := range p {
		n := 0
		for m := uint(mask); m != 0; m &= m - 1 {
			p[mask][n] = int32(bits.TrailingZeros(m))
			n++
		}
	}
	return p
}()

var strips = [2][sparseWide / Width]func(c *float32, ldc uintptr, values *float32, places *int32, ldl uintptr, counts *uintptr, b *float32, acc uintptr){
	{plainSparse8, plainSparse16, plainSparse24, plainSparse32, plainSparse40, plainSparse48, plainSparse56, plainSparse64},
	{fusedSparse8, fusedSparse16, fusedSparse24, fusedSparse32, fusedSparse40, fusedSparse48, fusedSparse56, fusedSparse64},
}
