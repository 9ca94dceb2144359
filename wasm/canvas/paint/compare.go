package paint

import (
	"image"
	"image/color"
)

// Onto lays a picture on a color, for tests: what is painted is transparent where nothing is.
func Onto(m *image.RGBA, back color.NRGBA) *image.RGBA {
	out := image.NewRGBA(m.Rect)
	for at := 0; at < len(m.Pix); at += 4 {
		rest := 255 - int(m.Pix[at+3])
		for i, b := range [4]uint8{back.R, back.G, back.B, 255} {
			out.Pix[at+i] = uint8(int(m.Pix[at+i]) + (rest*int(b)+127)/255)
		}
	}
	return out
}

// Apart is the share of pixels in which two pictures differ by more than so many shades of 255 in red, green or blue, for tests. Of pictures of different
// sizes it is all.
func Apart(a, b image.Image, shades uint8) float64 {
	if a.Bounds().Size() != b.Bounds().Size() || a.Bounds().Empty() {
		return 1
	}
	n, from, to := 0, a.Bounds().Min, b.Bounds().Min
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			p, q := color.RGBAModel.Convert(a.At(from.X+x, from.Y+y)).(color.RGBA), color.RGBAModel.Convert(b.At(to.X+x, to.Y+y)).(color.RGBA)
			far := func(v, w uint8) bool { return max(v, w)-min(v, w) > shades }
			if far(p.R, q.R) || far(p.G, q.G) || far(p.B, q.B) {
				n++
			}
		}
	}
	return float64(n) / float64(a.Bounds().Dx()*a.Bounds().Dy())
}
