package paint

import (
	"image"

	"github.com/hajimehoshi/ebiten/v2"

	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/view"
)

// texture holds images side by side in cells of equal size.
type texture struct {
	image        *ebiten.Image
	pixels       []byte
	cols, rows   int
	cellW, cellH int
	key          any // what was written
}

// size makes room and tells whether the content must be written anew: another key or another size.
func (t *texture) size(cols, rows, cellW, cellH int, key any) bool {
	w, h := cols*cellW, rows*cellH
	if t.image == nil || t.image.Bounds().Dx() != w || t.image.Bounds().Dy() != h {
		if t.image != nil {
			t.image.Deallocate()
		}
		t.image = ebiten.NewImage(w, h)
		t.key = nil
	}
	if t.key == key {
		return false
	}
	t.cols, t.rows, t.cellW, t.cellH, t.key = cols, rows, cellW, cellH, key
	if len(t.pixels) != 4*w*h {
		t.pixels = make([]byte, 4*w*h)
	}
	return true
}

// set writes an image of the cell's size, (cellH, cellW, 4), to a cell.
func (t *texture) set(col, row int, src []byte) {
	stride := 4 * t.cols * t.cellW
	at := row*t.cellH*stride + 4*col*t.cellW
	for y := range t.cellH {
		copy(t.pixels[at+y*stride:], src[4*y*t.cellW:4*(y+1)*t.cellW])
	}
}

func (t *texture) upload() { t.image.WritePixels(t.pixels) }

// draw paints a cell over r, with sharp pixels.
func (t *texture) draw(dst ebiten.FinalScreen, col, row int, r view.Rect) {
	cell := t.image.SubImage(image.Rect(col*t.cellW, row*t.cellH, (col+1)*t.cellW, (row+1)*t.cellH)).(*ebiten.Image)
	drawSharp(dst, cell, t.cellW, t.cellH, r)
}

// drawSharp paints an image of w x h pixels over r: by whole pixels where r is a multiple, else with even borders.
func drawSharp(dst ebiten.FinalScreen, src *ebiten.Image, w, h int, r view.Rect) {
	op := &ebiten.DrawImageOptions{}
	op.GeoM.Scale(float64(r.W)/float64(w), float64(r.H)/float64(h))
	op.GeoM.Translate(float64(r.X), float64(r.Y))
	if r.W%w != 0 || r.H%h != 0 {
		op.Filter = ebiten.FilterPixelated
	}
	dst.DrawImage(src, op)
}

// imageTextures holds the rows of test images: as they are, and made smaller when the tiles are smaller than the images.
type imageTextures struct {
	whole, small texture
	shrinker     *view.Shrinker
	cell, tile   []byte // (h, w, 4), (tile h, tile w, 4)
}

type imagesKey struct{ version, n, rows, tile int }

// update writes the images that the tiles show.
func (t *imageTextures) update(m *wire.Images, version int, tiles *view.Tiles) {
	w, h, c := int(m.W), int(m.H), int(m.C)
	size := w * h * c
	if len(t.cell) != 4*w*h {
		t.cell = make([]byte, 4*w*h)
	}
	rows := tiles.Pictures()
	key := imagesKey{version, tiles.N, rows, 0}
	if t.whole.size(tiles.N, rows, w, h, key) {
		for row, what := range tiles.Rows[:rows] {
			for i := range tiles.N {
				clean, output := m.Clean[i*size:(i+1)*size], m.Output[i*size:(i+1)*size]
				switch what.Name {
				case view.RowClean:
					view.WriteGray(t.cell, clean, c)
				case view.RowCorrupted:
					view.WriteGray(t.cell, m.Corrupted[i*size:(i+1)*size], c)
				case view.RowOutput:
					view.WriteGray(t.cell, output, c)
				case view.RowError:
					view.WriteError(t.cell, output, clean, c)
				}
				t.whole.set(i, row, t.cell)
			}
		}
		t.whole.upload()
	}
	if tiles.W >= w {
		return
	}
	key.tile = tiles.W
	if !t.small.size(tiles.N, rows, tiles.W, tiles.H, key) {
		return
	}
	if !t.shrinker.Fits(w, h, tiles.W, tiles.H, 4) {
		t.shrinker = view.NewShrinker(w, h, tiles.W, tiles.H, 4)
		t.tile = make([]byte, 4*tiles.W*tiles.H)
	}
	for row := range rows {
		for i := range tiles.N {
			t.whole.get(i, row, t.cell)
			t.shrinker.Shrink(t.tile, t.cell)
			t.small.set(i, row, t.tile)
		}
	}
	t.small.upload()
}

// get reads a cell back.
func (t *texture) get(col, row int, dst []byte) {
	stride := 4 * t.cols * t.cellW
	at := row*t.cellH*stride + 4*col*t.cellW
	for y := range t.cellH {
		copy(dst[4*y*t.cellW:4*(y+1)*t.cellW], t.pixels[at+y*stride:])
	}
}

// draw paints tile (row, i).
func (t *imageTextures) draw(dst ebiten.FinalScreen, tiles *view.Tiles, row, i int) {
	if r := tiles.Tile(row, i); r.W < t.whole.cellW {
		t.small.draw(dst, i, row, r)
	} else {
		t.whole.draw(dst, i, row, r)
	}
}

// gridTexture holds the decoded tiles of the latent grid, at their own size or smaller.
type gridTexture struct {
	texture
	shrinker   *view.Shrinker
	tile, cell []byte // (cellH, cellW, c), (cellH, cellW, 4)
}

type gridKey struct {
	version int
	pick    view.Sample
	tile    int
}

// update writes the picked tiles of the grid, of that width.
func (t *gridTexture) update(g *wire.Grid, version, tile int, pick view.Sample) {
	n, w, h, c := pick.N, int(g.W), int(g.H), int(g.C)
	cellW, cellH := min(w, tile), min(h, max(1, tile*h/w))
	if !t.size(n, n, cellW, cellH, gridKey{version, pick, cellW}) {
		return
	}
	if !t.shrinker.Fits(w, h, cellW, cellH, c) {
		t.shrinker = view.NewShrinker(w, h, cellW, cellH, c)
		t.tile, t.cell = make([]byte, cellW*cellH*c), make([]byte, 4*cellW*cellH)
	}
	size := w * h * c
	for i := range n * n {
		at := ((pick.First+i/n*pick.Every)*int(g.N) + pick.First + i%n*pick.Every) * size
		pixels := g.Pixels[at : at+size]
		if cellW < w {
			t.shrinker.Shrink(t.tile, pixels)
			pixels = t.tile
		}
		view.WriteGray(t.cell, pixels, c)
		t.set(i%n, i/n, t.cell)
	}
	t.upload()
}

// probeTexture holds one decoded point.
type probeTexture struct{ texture }

func (t *probeTexture) update(p *wire.Probe, version int) {
	if t.size(1, 1, int(p.W), int(p.H), version) {
		view.WriteGray(t.pixels, p.Pixels, int(p.C))
		t.upload()
	}
}
