package paint

import "image"

// Atlas holds pictures of equal size, side by side, in columns and rows.
type Atlas struct {
	pixels *image.RGBA
	w, h   int // of a picture
	key    any // what was written
	sharp  sharp
}

// Size makes room for pictures of w x h pixels, and tells whether they must be written anew: for another key or another size.
func (a *Atlas) Size(cols, rows, w, h int, key any) bool {
	if all := image.Rect(0, 0, cols*w, rows*h); a.pixels == nil || a.pixels.Rect != all || a.w != w || a.h != h {
		a.pixels, a.w, a.h, a.key = image.NewRGBA(all), w, h, nil
	}
	if a.key == key {
		return false
	}
	a.key = key
	return true
}

// Line is the pixels of a line of a picture, (w, 4).
func (a *Atlas) Line(col, row, y int) []byte {
	at := a.pixels.PixOffset(col*a.w, row*a.h+y)
	return a.pixels.Pix[at : at+4*a.w]
}

// set writes a picture, (h, w, 4).
func (a *Atlas) set(col, row int, src []byte) {
	for y := range a.h {
		copy(a.Line(col, row, y), src[4*y*a.w:])
	}
}

// Sprite paints a picture of the atlas over r, with sharp pixels.
func (b Brush) Sprite(a *Atlas, col, row int, r image.Rectangle) {
	cell := a.pixels.SubImage(image.Rect(col*a.w, row*a.h, (col+1)*a.w, (row+1)*a.h)).(*image.RGBA)
	a.sharp.draw(b.dst, cell, r)
}

// Mosaic paints all pictures of the atlas over r as they lie, with sharp pixels.
func (b Brush) Mosaic(a *Atlas, r image.Rectangle) { a.sharp.draw(b.dst, a.pixels, r) }

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
		p.small = Atlas{}
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
	if p.small.pixels != nil {
		p.shrinker.Shrink(p.tile, p.Cell)
		p.small.set(col, row, p.tile)
	}
}

// Picture paints a picture over r, with sharp pixels.
func (b Brush) Picture(p *Pictures, col, row int, r image.Rectangle) {
	if p.small.pixels != nil && r.Dx() == p.small.w && r.Dy() == p.small.h {
		b.Sprite(&p.small, col, row, r)
	} else {
		b.Sprite(&p.whole, col, row, r)
	}
}
