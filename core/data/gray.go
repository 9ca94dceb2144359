package data

import (
	"image"
	"image/color"
)

// gray is a picture of one byte a pixel.
type gray struct {
	w, h int
	pix  []byte // (h,w)
}

// workSide is the longest side the preparation works at. A larger picture is
// shrunk by a whole factor first: of a digit, 20 pixels remain in the end.
const workSide = 1024

// toGray turns a picture into brightness over white paper, or over black if
// dark is set, and shrinks it to workSide by averaging squares of pixels.
// open tells whether any pixel is transparent.
func toGray(m image.Image, dark bool) (g *gray, open bool) {
	b := m.Bounds()
	luma := brightness(m, dark)
	f := (max(b.Dx(), b.Dy()) + workSide - 1) / workSide
	g = &gray{w: (b.Dx() + f - 1) / f, h: (b.Dy() + f - 1) / f}
	g.pix = make([]byte, g.w*g.h)
	row, sum, count := make([]byte, b.Dx()), make([]uint32, g.w), make([]uint32, g.w)
	for y := range b.Dy() {
		seen := luma(row, b.Min.Y+y)
		open = open || seen
		if f == 1 {
			copy(g.pix[y*g.w:], row)
			continue
		}
		for x, v := range row {
			sum[x/f] += uint32(v)
			count[x/f]++
		}
		if (y+1)%f == 0 || y+1 == b.Dy() {
			for x := range sum {
				g.pix[y/f*g.w+x] = byte((sum[x] + count[x]/2) / count[x])
			}
			clear(sum)
			clear(count)
		}
	}
	return g, open
}

// brightness returns a function that writes row y of m to dst and tells whether
// it saw transparency. The common kinds of picture have ways that avoid
// a call and a conversion a pixel; all use the weights of color.GrayModel.
func brightness(m image.Image, dark bool) func(dst []byte, y int) bool {
	left := m.Bounds().Min.X
	switch m := m.(type) {
	case *image.Gray:
		return func(dst []byte, y int) bool {
			copy(dst, m.Pix[m.PixOffset(left, y):])
			return false
		}
	case *image.YCbCr: // its Y is the brightness
		return func(dst []byte, y int) bool {
			copy(dst, m.Y[m.YOffset(left, y):])
			return false
		}
	case *image.Paletted:
		var table [256]byte
		var glass [256]bool
		for i, c := range m.Palette {
			r, g, b, a := c.RGBA()
			table[i], glass[i] = over(r, g, b, a, dark), a < 0xffff
		}
		return func(dst []byte, y int) bool {
			open := false
			for x, i := range m.Pix[m.PixOffset(left, y):][:len(dst)] {
				dst[x] = table[i]
				open = open || glass[i]
			}
			return open
		}
	case *image.RGBA:
		return func(dst []byte, y int) bool {
			open, p := false, m.Pix[m.PixOffset(left, y):]
			for x := range dst {
				q := p[4*x : 4*x+4 : 4*x+4]
				dst[x] = over(uint32(q[0])*0x101, uint32(q[1])*0x101, uint32(q[2])*0x101, uint32(q[3])*0x101, dark)
				open = open || q[3] != 255
			}
			return open
		}
	case *image.NRGBA:
		return func(dst []byte, y int) bool {
			open, p := false, m.Pix[m.PixOffset(left, y):]
			for x := range dst {
				q := p[4*x : 4*x+4 : 4*x+4]
				r, g, b, a := color.NRGBA{q[0], q[1], q[2], q[3]}.RGBA()
				dst[x] = over(r, g, b, a, dark)
				open = open || q[3] != 255
			}
			return open
		}
	}
	at := func(x, y int) (r, g, b, a uint32) { return m.At(x, y).RGBA() }
	if m, ok := m.(image.RGBA64Image); ok {
		at = func(x, y int) (r, g, b, a uint32) {
			c := m.RGBA64At(x, y)
			return uint32(c.R), uint32(c.G), uint32(c.B), uint32(c.A)
		}
	}
	return func(dst []byte, y int) bool {
		open := false
		for x := range dst {
			r, g, b, a := at(left+x, y)
			dst[x] = over(r, g, b, a, dark)
			open = open || a < 0xffff
		}
		return open
	}
}

// over returns the brightness of a color of 16 bits, multiplied by its alpha,
// over white or over black.
func over(r, g, b, a uint32, dark bool) byte {
	y := (19595*r + 38470*g + 7471*b + 1<<15) >> 16
	if !dark {
		y += 0xffff - a
	}
	return byte(min(y, 0xffff) >> 8)
}
