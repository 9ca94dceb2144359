package paint

// enlarger makes opaque images larger with sharp pixels: all alike where a side is a multiple, else with borders that are
// mixed by the areas they cover.
type enlarger struct {
	srcW, srcH, dstW, dstH int
	x, y                   []overlap
	rows                   [2][]uint32 // (dstW), of the source rows with an even and an odd number
}

// overlap is the source pixel that a target pixel begins in, and how much of the target lies in the one after it, of 256.
type overlap struct {
	first int
	next  uint32
}

// newEnlarger prepares for images (srcH,srcW) made into (dstH,dstW), none of the sides shrinking.
func newEnlarger(srcW, srcH, dstW, dstH int) *enlarger {
	if srcW < 1 || srcH < 1 || dstW < srcW || dstH < srcH {
		panic("paint: an Enlarger makes images larger")
	}
	e := &enlarger{srcW: srcW, srcH: srcH, dstW: dstW, dstH: dstH, x: newOverlaps(srcW, dstW), y: newOverlaps(srcH, dstH)}
	e.rows = [2][]uint32{make([]uint32, dstW), make([]uint32, dstW)}
	return e
}

// fits tells whether e was made for these sizes.
func (e *enlarger) fits(srcW, srcH, dstW, dstH int) bool {
	return e != nil && e.srcW == srcW && e.srcH == srcH && e.dstW == dstW && e.dstH == dstH
}

func newOverlaps(src, dst int) []overlap {
	all := make([]overlap, dst)
	for i := range all {
		first := i * src / dst
		beyond := max(0, (i+1)*src-(first+1)*dst) // of src, in units of 1/dst source pixel
		all[i] = overlap{first, uint32(256*beyond+src/2) / uint32(src)}
	}
	return all
}

// enlarge writes src, whose rows begin every srcStride pixels, to dst, whose rows begin every dstStride. A pixel is four
// channels of eight bits in any order.
func (e *enlarger) enlarge(dst []uint32, dstStride int, src []uint32, srcStride int) {
	have := [2]int{-1, -1}
	row := func(i int) []uint32 {
		if have[i&1] != i {
			have[i&1] = i
			e.across(e.rows[i&1], src[i*srcStride:])
		}
		return e.rows[i&1]
	}
	for y, o := range e.y {
		out, a := dst[y*dstStride:][:e.dstW], row(o.first)
		if o.next == 0 {
			copy(out, a)
			continue
		}
		b := row(o.first + 1)[:len(a)]
		for x, v := range a {
			out[x] = mix(v, b[x], o.next)
		}
	}
}

func (e *enlarger) across(dst, src []uint32) {
	if e.dstW == e.srcW {
		copy(dst, src)
		return
	}
	for x, o := range e.x {
		v := src[o.first]
		if o.next > 0 {
			v = mix(v, src[o.first+1], o.next)
		}
		dst[x] = v
	}
}

// mix returns a, but of b so many parts of 256: two channels at a time, each with room for the product.
func mix(a, b, next uint32) uint32 {
	const even, half = 0x00ff00ff, 0x00800080
	low := (a&even)*(256-next) + (b&even)*next + half
	high := (a>>8&even)*(256-next) + (b>>8&even)*next + half
	return low>>8&even | high&^uint32(even)
}
