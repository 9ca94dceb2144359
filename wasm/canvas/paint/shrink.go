package paint

// Shrinker makes images smaller by averaging areas, so that no stroke vanishes as it would between samples.
type Shrinker struct {
	srcW, srcH, dstW, dstH, c int
	x, y                      spans
	row                       []float32 // (srcH, dstW, c)
}

// spans are the source pixels that each target pixel covers, and how much of each: the same number of pixels for each, some with weight 0.
type spans struct {
	from   []int     // (dst) the first
	taps   int       // how many
	weight []float32 // (dst, taps)
}

// NewShrinker prepares for images (srcH,srcW,c) made into (dstH,dstW,c). A side may also grow, for which an enlarger is faster.
func NewShrinker(srcW, srcH, dstW, dstH, c int) *Shrinker {
	if min(srcW, srcH, dstW, dstH) < 1 {
		panic("paint: a Shrinker needs pixels")
	}
	return &Shrinker{srcW, srcH, dstW, dstH, c, newSpans(srcW, dstW), newSpans(srcH, dstH), make([]float32, srcH*dstW*c)}
}

// Fits tells whether s was made for these sizes.
func (s *Shrinker) Fits(srcW, srcH, dstW, dstH, c int) bool {
	return s != nil && s.srcW == srcW && s.srcH == srcH && s.dstW == dstW && s.dstH == dstH && s.c == c
}

func newSpans(src, dst int) spans {
	s := spans{from: make([]int, dst), taps: min(src, 3)}
	// Target pixel i covers source [i*src, (i+1)*src) in units of 1/dst source pixel.
	for i := range dst {
		s.taps = max(s.taps, ((i+1)*src+dst-1)/dst-i*src/dst)
	}
	for i := range dst {
		lo, hi := i*src, (i+1)*src
		s.from[i] = min(lo/dst, src-s.taps)
		for p := s.from[i]; p < s.from[i]+s.taps; p++ {
			overlap := min(hi, (p+1)*dst) - max(lo, p*dst)
			s.weight = append(s.weight, float32(max(0, overlap))/float32(src))
		}
	}
	return s
}

// Shrink averages src (srcH,srcW,c) into dst (dstH,dstW,c).
func (s *Shrinker) Shrink(dst, src []byte) {
	c, wide := s.c, s.dstW*s.c
	if c == 1 && s.srcW == 2*s.dstW && s.srcH == 2*s.dstH {
		halve(dst, src, s.dstW)
		return
	}
	for y := range s.srcH {
		s.x.across(s.row[y*wide:(y+1)*wide], src[y*s.srcW*c:(y+1)*s.srcW*c], c)
	}
	for y, from := range s.y.from {
		s.y.down(dst[y*wide:(y+1)*wide], s.row[from*wide:], y)
	}
}

// halve averages two by two numbers, as the grid most often asks for, in a third of the time.
func halve(dst, src []byte, w int) {
	for len(dst) >= w && len(src) >= 4*w {
		a, b, out := src[:2*w], src[2*w:4*w], dst[:w]
		for x := range out {
			out[x] = byte((uint32(a[2*x]) + uint32(a[2*x+1]) + uint32(b[2*x]) + uint32(b[2*x+1]) + 2) / 4)
		}
		dst, src = dst[w:], src[4*w:]
	}
}

// across averages a row of pixels of c numbers. Three taps are enough for sides made smaller by up to two.
func (s *spans) across(dst []float32, src []byte, c int) {
	if c == 1 && s.taps == 3 {
		w := s.weight
		for x, from := range s.from {
			in := src[from : from+3 : from+3]
			dst[x] = w[0]*float32(in[0]) + w[1]*float32(in[1]) + w[2]*float32(in[2])
			w = w[3:]
		}
		return
	}
	for x, from := range s.from {
		for k := range c {
			sum, at := float32(0), from*c+k
			for _, w := range s.weight[x*s.taps : (x+1)*s.taps] {
				sum += w * float32(src[at])
				at += c
			}
			dst[x*c+k] = sum
		}
	}
}

// down averages rows of floats, from the first that row y of the target covers on.
func (s *spans) down(dst []byte, rows []float32, y int) {
	weight, wide := s.weight[y*s.taps:(y+1)*s.taps], len(dst)
	if s.taps == 3 {
		w0, w1, w2 := weight[0], weight[1], weight[2]
		a, b, c := rows[:wide], rows[wide:2*wide], rows[2*wide:3*wide]
		for x := range dst {
			dst[x] = byte(int32(0.5 + w0*a[x] + w1*b[x] + w2*c[x]))
		}
		return
	}
	for x := range dst {
		sum, at := float32(0.5), x
		for _, w := range weight {
			sum += w * rows[at]
			at += wide
		}
		dst[x] = byte(int32(sum))
	}
}
