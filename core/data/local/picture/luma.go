package picture

import (
	"image"
	"image/color"

	"bottleneck/core/data/prepare"
)

// luma is a tone of m. The common kinds of picture have ways that avoid
// a call and a conversion a pixel.
func luma(m image.Image, tone prepare.Tone) prepare.Luma {
	left, top := m.Bounds().Min.X, m.Bounds().Min.Y
	switch m := m.(type) {
	case *image.Gray:
		return func(dst []byte, y int, _ bool) bool {
			copy(dst, m.Pix[m.PixOffset(left, top+y):])
			return false
		}
	case *image.YCbCr: // its Y is not the brightness where the color lies outside RGB
		return func(dst []byte, y int, dark bool) bool {
			for x := range dst {
				r, g, b, a := m.YCbCrAt(left+x, top+y).RGBA()
				dst[x] = tone(r, g, b, a, dark)
			}
			return false
		}
	case *image.Paletted:
		return paletted(m, tone)
	case *image.RGBA:
		return func(dst []byte, y int, dark bool) bool {
			open, p := false, m.Pix[m.PixOffset(left, top+y):]
			for x := range dst {
				q := p[4*x : 4*x+4 : 4*x+4]
				dst[x] = tone(uint32(q[0])*0x101, uint32(q[1])*0x101, uint32(q[2])*0x101, uint32(q[3])*0x101, dark)
				open = open || q[3] != 255
			}
			return open
		}
	case *image.NRGBA:
		return func(dst []byte, y int, dark bool) bool {
			open, p := false, m.Pix[m.PixOffset(left, top+y):]
			for x := range dst {
				q := p[4*x : 4*x+4 : 4*x+4]
				r, g, b, a := color.NRGBA{q[0], q[1], q[2], q[3]}.RGBA()
				dst[x] = tone(r, g, b, a, dark)
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
	return func(dst []byte, y int, dark bool) bool {
		open := false
		for x := range dst {
			r, g, b, a := at(left+x, top+y)
			dst[x] = tone(r, g, b, a, dark)
			open = open || a < 0xffff
		}
		return open
	}
}

// paletted looks colors up.
func paletted(m *image.Paletted, tone prepare.Tone) prepare.Luma {
	var light, shade [256]byte // over white, over black
	var glass [256]bool
	for i, c := range m.Palette {
		r, g, b, a := c.RGBA()
		light[i], shade[i] = tone(r, g, b, a, false), tone(r, g, b, a, true)
		glass[i] = a < 0xffff
	}
	return func(dst []byte, y int, dark bool) bool {
		table := &light
		if dark {
			table = &shade
		}
		open := false
		for x, i := range m.Pix[m.PixOffset(m.Rect.Min.X, m.Rect.Min.Y+y):][:len(dst)] {
			dst[x] = table[i]
			open = open || glass[i]
		}
		return open
	}
}
