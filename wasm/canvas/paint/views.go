package paint

import (
	"image"

	"bottleneck/wasm/canvas/view"
)

// paintViews draws what belongs to some recipes only: filters, codes, tables.
func (p *Painter) paintViews(dst *image.RGBA, s *view.Scene, d *view.Data) {
	p.fillAll(dst, s.Fills)
	mark := func(r view.Rect) {
		p.ink.frame(dst, r.Inset(-s.Screen.Hairline()), s.Screen.Px(1.5), s.Theme.Accent)
	}
	if t := s.Code; t != nil && t.N > 0 {
		if rows := t.Pictures(); rows > 0 {
			p.code.update(d.Images, d.ImagesVersion, t)
			for row := range rows {
				for i := range t.N {
					p.code.draw(dst, i, row, t.Tile(row, i))
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
			p.filters.draw(dst, i%m.Cols, i/m.Cols, m.Tile(i))
		}
		if s.Filter >= 0 {
			mark(m.Tile(s.Filter))
		}
	}
	if t := s.Table; t != nil && s.CellRow >= 0 && s.CellCol >= t.First && s.CellCol < t.First+t.Cols {
		mark(t.Cell(s.CellRow, s.CellCol-t.First).Trim(0, 0, s.Screen.Px(1), s.Screen.Px(1)))
	}
}

func (p *Painter) fillAll(dst *image.RGBA, fills []view.Fill) {
	for _, f := range fills {
		p.ink.fill(dst, f.Rect, f.Color)
	}
}
