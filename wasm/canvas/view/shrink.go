package view

// Shrinker makes images smaller by averaging areas, so that no stroke vanishes as it would between samples.
type Shrinker struct {
	srcW, srcH, dstW, dstH int
	x, y                   []span
	row                    []float32 // (srcH, dstW, 4)
}

// span is the source pixels from.. that one target pixel covers, and how much of each.
type span struct {
	from   int
	weight []float32
}

// NewShrinker prepares for images (srcH,srcW,4) made into (dstH,dstW,4), none of the sides growing.
func NewShrinker(srcW, srcH, dstW, dstH int) *Shrinker {
	if dstW < 1 || dstH < 1 || dstW > srcW || dstH > srcH {
		panic("view: a Shrinker makes images smaller")
	}
	return &Shrinker{srcW, srcH, dstW, dstH, spans(srcW, dstW), spans(srcH, dstH), make([]float32, srcH*dstW*4)}
}

// Fits tells whether s was made for these sizes.
func (s *Shrinker) Fits(srcW, srcH, dstW, dstH int) bool {
	return s != nil && s.srcW == srcW && s.srcH == srcH && s.dstW == dstW && s.dstH == dstH
}

func spans(src, dst int) []span {
	all := make([]span, dst)
	for i := range all {
		// Target pixel i covers source [i*src, (i+1)*src) in units of 1/dst source pixel.
		lo, hi := i*src, (i+1)*src
		from, to := lo/dst, (hi+dst-1)/dst
		all[i].from = from
		for p := from; p < to; p++ {
			overlap := min(hi, (p+1)*dst) - max(lo, p*dst)
			all[i].weight = append(all[i].weight, float32(overlap)/float32(src))
		}
	}
	return all
}

// Shrink averages src into dst, whose rows are stride bytes apart.
func (s *Shrinker) Shrink(dst []byte, stride int, src []byte) {
	for y := range s.srcH {
		in := src[y*s.srcW*4:]
		for x, sp := range s.x {
			var sum [4]float32
			for k, w := range sp.weight {
				p := in[(sp.from+k)*4:][:4]
				for c := range sum {
					sum[c] += w * float32(p[c])
				}
			}
			copy(s.row[(y*s.dstW+x)*4:], sum[:])
		}
	}
	for y, sp := range s.y {
		out := dst[y*stride:]
		for x := range s.dstW * 4 {
			sum := float32(0)
			for k, w := range sp.weight {
				sum += w * s.row[(sp.from+k)*s.dstW*4+x]
			}
			out[x] = byte(sum + 0.5)
		}
	}
}
