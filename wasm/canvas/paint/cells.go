package paint

import (
	"image"

	"bottleneck/wasm/canvas/view"
)

// cells holds pictures of equal size, side by side.
type cells struct {
	pixels *image.RGBA
	w, h   int // of a cell
	key    any // what was written
	sharp  sharp
}

// size makes room and tells whether the content must be written anew: another key or another size.
func (t *cells) size(cols, rows, w, h int, key any) bool {
	if all := image.Rect(0, 0, cols*w, rows*h); t.pixels == nil || t.pixels.Rect != all || t.w != w || t.h != h {
		t.pixels, t.w, t.h, t.key = image.NewRGBA(all), w, h, nil
	}
	if t.key == key {
		return false
	}
	t.key = key
	return true
}

// line is the pixels of a line of a cell, (w, 4).
func (t *cells) line(col, row, y int) []byte {
	at := t.pixels.PixOffset(col*t.w, row*t.h+y)
	return t.pixels.Pix[at : at+4*t.w]
}

// set writes a picture of the cell's size, (h, w, 4), to a cell.
func (t *cells) set(col, row int, src []byte) {
	for y := range t.h {
		copy(t.line(col, row, y), src[4*y*t.w:])
	}
}

// draw paints a cell over r, with sharp pixels.
func (t *cells) draw(dst *image.RGBA, col, row int, r view.Rect) {
	cell := t.pixels.SubImage(image.Rect(col*t.w, row*t.h, (col+1)*t.w, (row+1)*t.h)).(*image.RGBA)
	t.sharp.draw(dst, cell, bounds(r))
}

// drawAll paints all cells over r as they lie.
func (t *cells) drawAll(dst *image.RGBA, r view.Rect) { t.sharp.draw(dst, t.pixels, bounds(r)) }

// pictures holds cells as they are and, where their tiles are smaller, made smaller once for all frames.
type pictures struct {
	whole, small cells
	shrinker     *view.Shrinker
	cell, tile   []byte // (h, w, 4), (tile h, tile w, 4)
}

// size makes room for pictures of w x h pixels in tiles of tileW x tileH, and tells whether they must be written anew.
func (t *pictures) size(cols, rows, w, h, tileW, tileH int, key any) bool {
	anew := t.whole.size(cols, rows, w, h, key)
	if len(t.cell) != 4*w*h {
		t.cell = make([]byte, 4*w*h)
	}
	if tileW >= w {
		t.small = cells{}
		return anew
	}
	if !t.shrinker.Fits(w, h, tileW, tileH, 4) {
		t.shrinker, t.tile = view.NewShrinker(w, h, tileW, tileH, 4), make([]byte, 4*tileW*tileH)
	}
	return t.small.size(cols, rows, tileW, tileH, key) || anew
}

// put writes t.cell to a cell.
func (t *pictures) put(col, row int) {
	t.whole.set(col, row, t.cell)
	if t.small.pixels != nil {
		t.shrinker.Shrink(t.tile, t.cell)
		t.small.set(col, row, t.tile)
	}
}

// draw paints a picture over r.
func (t *pictures) draw(dst *image.RGBA, col, row int, r view.Rect) {
	if t.small.pixels != nil && r.W == t.small.w && r.H == t.small.h {
		t.small.draw(dst, col, row, r)
	} else {
		t.whole.draw(dst, col, row, r)
	}
}
