package paint

import (
	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/view"
)

// imageTiles holds the rows of test images.
type imageTiles struct{ pictures }

type imagesKey struct{ version, n, rows int }

// update writes the images that the tiles show.
func (t *imageTiles) update(m *wire.Images, version int, tiles *view.Tiles) {
	w, h, c := int(m.W), int(m.H), int(m.C)
	size := w * h * c
	rows := tiles.Pictures()
	if !t.size(tiles.N, rows, w, h, tiles.W, tiles.H, imagesKey{version, tiles.N, rows}) {
		return
	}
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
			t.put(i, row)
		}
	}
}

// filterTiles holds pictures of weights.
type filterTiles struct{ pictures }

type filterKey struct{ version, n int }

// update writes the tiles that the mosaic shows.
func (t *filterTiles) update(f *wire.Filters, version int, m *view.Mosaic) {
	w, h, c := int(f.W), int(f.H), int(f.C)
	size := w * h * c
	if !t.size(m.Cols, (m.N+m.Cols-1)/m.Cols, w, h, m.W, m.H, filterKey{version, m.N}) {
		return
	}
	for i := range m.N {
		view.WriteWeights(t.cell, f.Pixels[i*size:(i+1)*size], c)
		t.put(i%m.Cols, i/m.Cols)
	}
}

// gridTiles holds the decoded tiles of the latent grid, at their own size or smaller.
type gridTiles struct {
	cells
	shrinker *view.Shrinker
	tile     []byte // (h, w, c)
}

type gridKey struct {
	version int
	pick    view.Sample
}

// update writes the picked tiles of the grid, of that width.
func (t *gridTiles) update(g *wire.Grid, version, tile int, pick view.Sample) {
	n, srcW, srcH, c := pick.N, int(g.W), int(g.H), int(g.C)
	w, h := min(srcW, tile), min(srcH, max(1, tile*srcH/srcW))
	if !t.size(n, n, w, h, gridKey{version, pick}) {
		return
	}
	if !t.shrinker.Fits(srcW, srcH, w, h, c) {
		t.shrinker = view.NewShrinker(srcW, srcH, w, h, c)
		t.tile = make([]byte, w*h*c)
	}
	size := srcW * srcH * c
	for i := range n * n {
		at := ((pick.First+i/n*pick.Every)*int(g.N) + pick.First + i%n*pick.Every) * size
		pixels := g.Pixels[at : at+size]
		if w < srcW {
			t.shrinker.Shrink(t.tile, pixels)
			pixels = t.tile
		}
		for y := range h {
			view.WriteGray(t.line(i%n, i/n, y), pixels[y*w*c:(y+1)*w*c], c)
		}
	}
}

// probeTile holds one decoded point.
type probeTile struct{ cells }

func (t *probeTile) update(p *wire.Probe, version int) {
	if t.size(1, 1, int(p.W), int(p.H), version) {
		view.WriteGray(t.pixels.Pix, p.Pixels, int(p.C))
	}
}
