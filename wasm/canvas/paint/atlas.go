package paint

import "image"

// pageSide is how large a page of pictures may be: every GPU has room for so many pixels across and down.
const pageSide = 4096

// Atlas holds pictures of equal size, side by side in columns and rows. Rows that are too long for a page go on in its next one, and pictures
// that are too many on other pages.
type Atlas struct {
	pages        []*Page
	across, down int // pictures on a page, at most
	cols, rows   int
	w, h         int // of a picture
	key          any // what was written
}

// Size makes room for pictures of w x h pixels, and tells whether they must be written anew: for another key or another size.
func (a *Atlas) Size(cols, rows, w, h int, key any) bool {
	if a.pages == nil || a.cols != cols || a.rows != rows || a.w != w || a.h != h {
		a.Drop()
		a.cols, a.rows, a.w, a.h, a.key = cols, rows, w, h, nil
		a.across, a.down = min(cols, max(1, pageSide/w)), max(1, (pageSide-white)/h)
		for left := cols * rows; left > 0; left -= a.across * a.down {
			a.pages = append(a.pages, newPage(a.across*w, min(a.down, (left+a.across-1)/a.across)*h))
		}
	}
	if a.key == key {
		return false
	}
	a.key = key
	return true
}

// Drop gives the pages back.
func (a *Atlas) Drop() {
	for _, p := range a.pages {
		p.gone = true
	}
	*a = Atlas{}
}

// at is the page that a picture is on, and where.
func (a *Atlas) at(col, row int) (p *Page, x, y int) {
	n := row*a.cols + col
	k := n % (a.across * a.down)
	return a.pages[n/(a.across*a.down)], k % a.across * a.w, k / a.across * a.h
}

// Line is the pixels of a line of a picture, (w, 4).
func (a *Atlas) Line(col, row, y int) []byte {
	p, left, top := a.at(col, row)
	return p.line(left, top+y, a.w)
}

// set writes a picture, (h, w, 4).
func (a *Atlas) set(col, row int, src []byte) {
	for y := range a.h {
		copy(a.Line(col, row, y), src[4*y*a.w:])
	}
}

// Sprite paints a picture of the atlas over r, with sharp pixels.
func (b Brush) Sprite(a *Atlas, col, row int, r image.Rectangle) { b.sprite(a, col, row, r, asIs) }

func (b Brush) sprite(a *Atlas, col, row int, r image.Rectangle, c ink) {
	if r.Empty() || a.w == 0 || a.h == 0 {
		return
	}
	p, x, y := a.at(col, row)
	b.part(p, smooth(r.Dx(), a.w, r.Dy(), a.h), r, image.Rect(x, y, x+a.w, y+a.h), c)
}

// smooth tells whether a picture is to be made larger or smaller by no whole number.
func smooth(dstW, srcW, dstH, srcH int) bool { return dstW%srcW != 0 || dstH%srcH != 0 }

// middle paints picture n around a point, on whole pixels: between them its border would mix with the pictures beside it.
func (b Brush) middle(a *Atlas, n int, p XY, w, h int, c ink) {
	if !(p.X > -far && p.X < far && p.Y > -far && p.Y < far) {
		return
	}
	x, y := floor(p.X-float32(w)/2+0.5), floor(p.Y-float32(h)/2+0.5)
	b.sprite(a, n%a.cols, n/a.cols, image.Rect(x, y, x+w, y+h), c)
}

func floor(v float32) int {
	n := int(v)
	if float32(n) > v {
		n--
	}
	return n
}

// Mosaic paints all pictures of the atlas over r as they lie, with sharp pixels.
func (b Brush) Mosaic(a *Atlas, r image.Rectangle) {
	if r.Empty() || len(a.pages) == 0 {
		return
	}
	if a.across == a.cols && len(a.pages) == 1 {
		w, h := a.cols*a.w, a.rows*a.h
		b.part(a.pages[0], smooth(r.Dx(), w, r.Dy(), h), r, image.Rect(0, 0, w, h), asIs)
		return
	}
	for n := range a.cols * a.rows {
		col, row := n%a.cols, n/a.cols
		b.Sprite(a, col, row, image.Rect(col*r.Dx()/a.cols, row*r.Dy()/a.rows, (col+1)*r.Dx()/a.cols, (row+1)*r.Dy()/a.rows).Add(r.Min))
	}
}

// Pictures holds pictures as they are and, where their tiles are smaller, made smaller once for all frames.
type Pictures struct {
	Cell         []byte // (h, w, 4), to be filled and Put
	whole, small Atlas
	shrinker     *Shrinker
	tile         []byte // (tile h, tile w, 4)
}

// Size makes room for pictures of w x h pixels in tiles of tileW x tileH, and tells whether they must be written anew.
func (p *Pictures) Size(cols, rows, w, h, tileW, tileH int, key any) bool {
	anew := p.whole.Size(cols, rows, w, h, key)
	if len(p.Cell) != 4*w*h {
		p.Cell = make([]byte, 4*w*h)
	}
	if tileW >= w {
		p.small.Drop()
		return anew
	}
	if !p.shrinker.Fits(w, h, tileW, tileH, 4) {
		p.shrinker, p.tile = NewShrinker(w, h, tileW, tileH, 4), make([]byte, 4*tileW*tileH)
	}
	return p.small.Size(cols, rows, tileW, tileH, key) || anew
}

// Put writes Cell to a place.
func (p *Pictures) Put(col, row int) {
	p.whole.set(col, row, p.Cell)
	if p.small.pages != nil {
		p.shrinker.Shrink(p.tile, p.Cell)
		p.small.set(col, row, p.tile)
	}
}

// Picture paints a picture over r, with sharp pixels.
func (b Brush) Picture(p *Pictures, col, row int, r image.Rectangle) {
	if p.small.pages != nil && r.Dx() == p.small.w && r.Dy() == p.small.h {
		b.Sprite(&p.small, col, row, r)
	} else {
		b.Sprite(&p.whole, col, row, r)
	}
}
