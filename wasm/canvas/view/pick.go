package view

// pick is the keyboard's cursor where no latent plane is shown: an image, a tile or a cell of a panel.
type pick struct {
	on    bool
	panel string
	i     int
}

// picked returns which of n items of the panel is picked.
func (b *Board) picked(panel string, n int) (i int, ok bool) {
	p := b.cursor.pick
	return p.i, p.on && p.panel == panel && p.i < n
}

// items returns the first panel of the scene whose items can be picked, how many there are, and how many in a row.
func (s *Scene) items() (panel string, n, cols int) {
	for _, p := range s.Panels {
		switch {
		case p.Name == PanelImages && s.Tiles != nil && s.Tiles.N > 0:
			return p.Name, s.Tiles.N, s.Tiles.Cols
		case p.Name == PanelCode && s.Code != nil && s.Code.N > 0:
			return p.Name, s.Code.N, s.Code.Cols
		case p.Name == PanelFilters && s.Filters != nil:
			return p.Name, s.Filters.N, s.Filters.Cols
		case p.Name == PanelTable && s.Table != nil && s.Table.Rows > 0:
			return p.Name, s.Table.Rows * s.Table.All, s.Table.All
		}
	}
	return "", 0, 0
}

// pickKey moves the pick by an arrow key, or drops it, and returns whether the key meant that.
func (b *Board) pickKey(s *Scene, key string) bool {
	panel, n, cols := s.items()
	k := &b.cursor.pick
	if n == 0 {
		return false
	}
	if key == "Escape" {
		was := k.on
		k.on = false
		return was
	}
	step, known := map[string]int{"ArrowLeft": -1, "ArrowRight": 1, "ArrowUp": -cols, "ArrowDown": cols}[key]
	if !known {
		return false
	}
	b.cursor.inside = false
	if !k.on || k.panel != panel || k.i >= n {
		*k = pick{true, panel, 0}
		if panel == PanelTable {
			k.i = s.Table.First
		}
		return true
	}
	if to := k.i + step; to >= 0 && to < n {
		k.i = to
	}
	if t := s.Table; panel == PanelTable { // the picked column stays in sight
		col := k.i % cols
		b.column = min(max(t.First, col-t.Cols+1), col)
	}
	return true
}
