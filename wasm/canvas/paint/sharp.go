package paint

import (
	"image"
	"image/draw"
	"unsafe"
)

// sharp paints opaque pictures at other sizes, without blurring their pixels, and keeps what it needs for the latest size.
type sharp struct {
	enlarger *enlarger
	shrinker *Shrinker
	packed   []byte // a picture to shrink and what becomes of it
}

// draw paints a picture over r.
func (p *sharp) draw(dst, src *image.RGBA, r image.Rectangle) {
	w, h := src.Rect.Dx(), src.Rect.Dy()
	switch {
	case r.Empty() || src.Rect.Empty():
	case !r.In(dst.Rect): // as much of it as there is room for
		whole := image.NewRGBA(r)
		p.draw(whole, src, r)
		draw.Draw(dst, r, whole, r.Min, draw.Src)
	case r.Dx() < w || r.Dy() < h:
		p.shrink(dst, src, r)
	default:
		if !p.enlarger.fits(w, h, r.Dx(), r.Dy()) {
			p.enlarger = newEnlarger(w, h, r.Dx(), r.Dy())
		}
		p.enlarger.enlarge(words(dst.Pix[dst.PixOffset(r.Min.X, r.Min.Y):]), dst.Stride/4, words(src.Pix), src.Stride/4)
	}
}

func (p *sharp) shrink(dst, src *image.RGBA, r image.Rectangle) {
	w, h := src.Rect.Dx(), src.Rect.Dy()
	if !p.shrinker.Fits(w, h, r.Dx(), r.Dy(), 4) {
		p.shrinker = NewShrinker(w, h, r.Dx(), r.Dy(), 4)
		p.packed = make([]byte, 4*(w*h+r.Dx()*r.Dy()))
	}
	from, to := p.packed[:4*w*h], p.packed[4*w*h:]
	for y := range h {
		copy(from[4*y*w:4*(y+1)*w], src.Pix[y*src.Stride:])
	}
	p.shrinker.Shrink(to, from)
	for y := range r.Dy() {
		copy(dst.Pix[dst.PixOffset(r.Min.X, r.Min.Y+y):], to[4*y*r.Dx():4*(y+1)*r.Dx()])
	}
}

// words are pixels of four bytes as numbers: the memory of an image begins at a multiple of four.
func words(pixels []byte) []uint32 {
	return unsafe.Slice((*uint32)(unsafe.Pointer(unsafe.SliceData(pixels))), len(pixels)/4)
}
