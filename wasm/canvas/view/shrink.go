package view

// Shrinker makes images smaller by averaging areas, so that no stroke vanishes as it would between samples.
type Shrinker struct {
	srcW, srcH, dstW, dstH, c int
	x, y                      []span
	row                       []float32 // (srcH, dstW, c)
}

// span is the source pixels from.. that one target pixel covers, and how much of each.
type span struct {
	from   int
	weight []float32
}

// NewShrinker prepares for images (srcH,srcW,c) made into (dstH,dstW,c), none of the sides growing.
func NewShrinker(srcW, srcH, dstW, dstH, c int) *Shrinker {
	if dstW < 1 || dstH < 1 || dstW > srcW || dstH > srcH {
		panic("view: a Shrinker makes images smaller")
	}
	return &Shrinker{srcW, srcH, dstW, dstH, c, spans(srcW, dstW), spans(srcH, dstH), make([]float32, srcH*dstW*c)}
}

// Fits tells whether s was made for these sizes.
func (s *Shrinker) Fits(srcW, srcH, dstW, dstH, c int) bool {
	return s != nil && s.srcW == srcW && s.srcH == srcH && s.dstW == dstW && s.dstH == dstH && s.c == c
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

// Shrink averages src (srcH,srcW,c) into dst (dstH,dstW,c).
func (s *Shrinker) Shrink(dst, src []byte) {
	c := s.c
	for y := range s.srcH {
		in := src[y*s.srcW*c : (y+1)*s.srcW*c]
		out := s.row[y*s.dstW*c : (y+1)*s.dstW*c]
		for x, sp := range s.x {
			for k := range c {
				sum, at := float32(0), sp.from*c+k
				for _, w := range sp.weight {
					sum += w * float32(in[at])
					at += c
				}
				out[x*c+k] = sum
			}
		}
	}
	wide := s.dstW * c
	for y, sp := range s.y {
		out := dst[y*wide : (y+1)*wide]
		for x := range out {
			sum, at := float32(0.5), sp.from*wide+x
			for _, w := range sp.weight {
				sum += w * s.row[at]
				at += wide
			}
			out[x] = byte(int32(sum))
		}
	}
}
