package paint

import (
	"github.com/hajimehoshi/ebiten/v2"

	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/view"
)

// paintViews draws what belongs to some recipes only: filters, codes, tables.
func (p *Painter) paintViews(dst ebiten.FinalScreen, s *view.Scene, d *view.Data) {
	all := view.Rect{W: s.Screen.W, H: s.Screen.H}
	p.fillAll(s.Fills)
	p.ink.flush(dst, all)
	mark := func(r view.Rect) {
		p.ink.frame(r.Inset(-s.Screen.Hairline()), s.Screen.Px(1.5), s.Theme.Accent)
	}
	if t := s.Code; t != nil && t.N > 0 {
		if rows := t.Pictures(); rows > 0 {
			p.code.update(d.Images, d.ImagesVersion, t)
			for row := range rows {
				for i := range t.N {
					p.code.draw(dst, t, row, i)
				}
			}
		}
		if s.CodeAt >= 0 {
			mark(t.Column(s.CodeAt))
		}
	}
	if m := s.Filters; m != nil {
		p.filters.update(d.Filters, d.FiltersVersion, m)
		for i := range m.N {
			p.filters.draw(dst, m, i)
		}
		if s.Filter >= 0 {
			mark(m.Tile(s.Filter))
		}
	}
	if t := s.Table; t != nil && s.CellRow >= 0 && s.CellCol >= t.First && s.CellCol < t.First+t.Cols {
		mark(t.Cell(s.CellRow, s.CellCol-t.First).Trim(0, 0, s.Screen.Px(1), s.Screen.Px(1)))
	}
	p.ink.flush(dst, all)
}

func (p *Painter) fillAll(fills []view.Fill) {
	for _, f := range fills {
		p.ink.fill(f.Rect, f.Color)
	}
}

// filterTexture holds tiles of weights: as they are, and made smaller when they are shown smaller.
type filterTexture struct {
	whole, small texture
	shrinker     *view.Shrinker
	cell, tile   []byte // (h, w, 4), (tile h, tile w, 4)
}

type filterKey struct{ version, n, tile int }

// update writes the tiles that the mosaic shows.
func (t *filterTexture) update(f *wire.Filters, version int, m *view.Mosaic) {
	w, h, c := int(f.W), int(f.H), int(f.C)
	size := w * h * c
	rows := (m.N + m.Cols - 1) / m.Cols
	if !t.whole.size(m.Cols, rows, w, h, filterKey{version, m.N, 0}) && (m.W >= w || t.small.key == any(filterKey{version, m.N, m.W})) {
		return
	}
	if len(t.cell) != 4*w*h {
		t.cell = make([]byte, 4*w*h)
	}
	smaller := m.W < w
	if smaller {
		t.small.size(m.Cols, rows, m.W, m.H, filterKey{version, m.N, m.W})
		if !t.shrinker.Fits(w, h, m.W, m.H, 4) {
			t.shrinker = view.NewShrinker(w, h, m.W, m.H, 4)
			t.tile = make([]byte, 4*m.W*m.H)
		}
	}
	for i := range m.N {
		view.WriteWeights(t.cell, f.Pixels[i*size:(i+1)*size], c)
		t.whole.set(i%m.Cols, i/m.Cols, t.cell)
		if smaller {
			t.shrinker.Shrink(t.tile, t.cell)
			t.small.set(i%m.Cols, i/m.Cols, t.tile)
		}
	}
	t.whole.upload()
	if smaller {
		t.small.upload()
	}
}

// draw paints tile i.
func (t *filterTexture) draw(dst ebiten.FinalScreen, m *view.Mosaic, i int) {
	of := &t.whole
	if m.W < t.whole.cellW {
		of = &t.small
	}
	of.draw(dst, i%m.Cols, i/m.Cols, m.Tile(i))
}
