package paint

import "image"

// pageSide is how large a page of pictures may be: every GPU has room for so many pixels across and down.
const pageSide = 4096

// Atlas holds pictures of equal size, side by side, in columns and rows; where these are too many for a page on several pages.
type Atlas struct {
	pages        []*Page
	across, down int // pictures on a page
	cols, rows   int
	w, h         int // of a picture
	key          any // what was written
}

// Size makes room for pictures of w x h pixels, and tells whether they must be written anew: for another key or another size.
func (a *Atlas) Size(cols, rows, w, h int, key any) bool {
	if a.pages == nil || a.cols != cols || a.rows != rows || a.w != w || a.h != h {
		a.Drop()
		a.cols, a.rows, a.w, a.h, a.key = cols, rows, w, h, nil
		a.across, a.down = min(cols, max(1, pageSide/w)), min(rows, max(1, pageSide/h))
		for top := 0; top < rows; top += a.down {
			for left := 0; left < cols; left += a.across {
				a.pages = append(a.pages, newPage(min(a.across, cols-left)*w, min(a.down, rows-top)*h))
			}
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
	inRow := (a.cols + a.across - 1) / a.across
	return a.pages[row/a.down*inRow+col/a.across], col % a.across * a.w, row % a.down * a.h
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

// Sprites paints pictures of the atlas, each with its middle at the point of the same number, w x h pixels large. They are counted row by row.
func (b Brush) Sprites(a *Atlas, pictures []int, at []XY, w, h int) {
	for i, n := range pictures {
		b.middle(a, n, at[i], w, h, asIs)
	}
}

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
	soft := smooth(r.Dx(), a.cols*a.w, r.Dy(), a.rows*a.h)
	i := 0
	for top := 0; top < a.rows; top += a.down {
		for left := 0; left < a.cols; left += a.across {
			p := a.pages[i]
			w, h := p.Size()
			part := image.Rect(left*r.Dx()/a.cols, top*r.Dy()/a.rows, (left+w/a.w)*r.Dx()/a.cols, (top+h/a.h)*r.Dy()/a.rows)
			b.part(p, soft, part.Add(r.Min), image.Rect(0, 0, w, h), asIs)
			i++
		}
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
