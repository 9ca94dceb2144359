package prepare

// Gray is a picture of one byte a pixel.
type Gray struct {
	W, H int
	Pix  []byte // (H,W)
}

// workSide is the longest side the preparation works at. A larger picture is
// shrunk by a whole factor first: of a digit, 20 pixels remain in the end.
const workSide = 1024

// Tone is a byte for a color of 16 bits, multiplied by its alpha, over white or over black: its Brightness, or one of its channels.
type Tone func(r, g, b, a uint32, dark bool) byte

// Luma writes a tone of row y of a picture to dst (w), over white paper
// or, if dark is set, over black, and tells whether any pixel of the row is
// transparent.
type Luma func(dst []byte, y int, dark bool) (open bool)

// Brightness is that of a color of 16 bits, multiplied by its alpha, over white
// or over black, with the weights of ITU-R BT.601.
func Brightness(r, g, b, a uint32, dark bool) byte {
	return over((19595*r+38470*g+7471*b+1<<15)>>16, a, dark)
}

// over puts a tone on white or on black.
func over(v, a uint32, dark bool) byte {
	if !dark {
		v += 0xffff - a
	}
	return byte(min(v, 0xffff) >> 8)
}

// straight is a tone of rows of red, green, blue and alpha, 8 bits each, the
// colors not multiplied by alpha. row returns at least w pixels, which are
// taken before the next call.
func straight(row func(y int) []byte, tone Tone) Luma {
	return func(dst []byte, y int, dark bool) bool {
		open, p := false, row(y)
		for x := range dst {
			q := p[4*x : 4*x+4 : 4*x+4]
			a := uint32(q[3]) * 0x101
			times := func(v byte) uint32 { return uint32(v) * 0x101 * a / 0xffff }
			dst[x] = tone(times(q[0]), times(q[1]), times(q[2]), a, dark)
			open = open || q[3] != 255
		}
		return open
	}
}

// toGray reads a picture of w x h pixels and shrinks it to workSide by averaging
// squares of pixels. open tells whether any pixel is transparent.
func toGray(w, h int, luma Luma, dark bool) (g *Gray, open bool) {
	f := (max(w, h) + workSide - 1) / workSide
	g = &Gray{W: (w + f - 1) / f, H: (h + f - 1) / f}
	g.Pix = make([]byte, g.W*g.H)
	row, sum, count := make([]byte, w), make([]uint32, g.W), make([]uint32, g.W)
	for y := range h {
		seen := luma(row, y, dark)
		open = open || seen
		if f == 1 {
			copy(g.Pix[y*g.W:], row)
			continue
		}
		for x, v := range row {
			sum[x/f] += uint32(v)
			count[x/f]++
		}
		if (y+1)%f == 0 || y+1 == h {
			for x := range sum {
				g.Pix[y/f*g.W+x] = byte((sum[x] + count[x]/2) / count[x])
			}
			clear(sum)
			clear(count)
		}
	}
	return g, open
}
