package paint

import (
	"image"
	"math"
)

// Page is a texture: pixels that a target keeps, of which only those that have changed are written again.
type Page struct {
	pixels *image.RGBA // premultiplied
	white  int         // row where its white square begins
	lo, hi int         // rows that the target does not have yet
	gone   bool        // nobody paints from it any more
	stamps *stamps     // that it has; nil: pictures
}

// white is the side of the white square of each page: rectangles are painted from it, whatever is painted before and after them. Its middle is
// white wherever a pixel's middle is taken to be.
const white = 3

// newPage returns a page with room for w x h pixels, and below them for the white square.
func newPage(w, h int) *Page {
	p := &Page{pixels: image.NewRGBA(image.Rect(0, 0, max(w, white), h+white)), white: h}
	for y := range white {
		fill(p.line(0, h+y, white), 1)
	}
	p.lost()
	return p
}

// Size is how many pixels it has.
func (p *Page) Size() (w, h int) { return p.pixels.Rect.Dx(), p.pixels.Rect.Dy() }

// line is part of a row, to be written: (w, 4).
func (p *Page) line(x, y, w int) []byte {
	if p.lo == p.hi {
		p.lo, p.hi = y, y+1
	} else {
		p.lo, p.hi = min(p.lo, y), max(p.hi, y+1)
	}
	at := p.pixels.PixOffset(x, y)
	return p.pixels.Pix[at : at+4*w]
}

// fill makes pixels white, of that opacity.
func fill(pixels []byte, opacity float64) {
	v := uint8(math.Round(255 * opacity))
	for i := range pixels {
		pixels[i] = v
	}
}

// lost says that the target has nothing of it.
func (p *Page) lost() { p.lo, p.hi = 0, p.pixels.Rect.Dy() }

// write gives the target the rows that it does not have, and returns how many bytes these are.
func (p *Page) write(t Target) int {
	if p.lo == p.hi {
		return 0
	}
	rows := image.Rect(0, p.lo, p.pixels.Rect.Dx(), p.hi)
	p.lo, p.hi = 0, 0
	pixels := p.pixels.Pix[p.pixels.PixOffset(0, rows.Min.Y):p.pixels.PixOffset(0, rows.Max.Y)]
	t.Write(p, rows, pixels)
	return len(pixels)
}
