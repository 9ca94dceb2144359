package view

import "bottleneck/core/wire"

// Popup is a card with enlarged images.
type Popup struct {
	Card  Rect
	Tiles []PopupTile
	Fills []Fill
}

// PopupTile is one of them: row Row of image Image, in the panel of codes or that of images; a filter; or a decoded probe.
type PopupTile struct {
	Rect         Rect
	Row, Image   int
	Code, Filter bool
	Probe        *wire.Probe // nil: an image
}

// Measures of a card, CSS pixels.
const (
	cardPad  = 10
	cardLine = 18
)

// buildCrosses marks the latent cursor and the pin on the plane and on the grid.
func (b *Board) buildCrosses(s *Scene) {
	c := &b.cursor
	for _, panel := range [...]string{PanelLatent, PanelGrid} {
		plot := s.plot(panel)
		if plot == nil {
			continue
		}
		mark := func(p Point, pinned bool) {
			if x, y := plot.At(p); plot.Area.Contains(x, y) {
				s.Crosses = append(s.Crosses, Cross{plot.Area, x, y, pinned, panel == PanelGrid})
			}
		}
		if c.pinned {
			mark(c.pin, true)
		}
		if c.latent {
			mark(c.at, false)
		}
	}
}

// buildPopups places the cards and takes away the labels below them.
func (b *Board) buildPopups(s *Scene, l *labels) {
	switch {
	case s.Column >= 0:
		b.popupColumn(s, l, s.Tiles, s.Column)
	case s.CodeAt >= 0:
		b.popupColumn(s, l, s.Code, s.CodeAt)
	case s.Filter >= 0:
		b.popupFilter(s, l)
	case s.CellRow >= 0 && s.CellCol >= s.Table.First && s.CellCol < s.Table.First+s.Table.Cols:
		b.popupCell(s, l)
	}
	panel := b.cursor.panel
	if panel == "" || s.plot(panel) == nil {
		panel = PanelLatent
	}
	if s.plot(panel) == nil {
		panel = PanelGrid
	}
	plot := s.plot(panel)
	if plot == nil {
		return
	}
	c := &b.cursor
	if c.pinned && b.data.Pinned != nil {
		b.popupProbe(s, l, plot, b.data.Pinned, c.pin, true)
	}
	if c.latent && b.data.Hover != nil {
		b.popupProbe(s, l, plot, b.data.Hover, c.at, false)
	}
}

// popupProbe puts the card into the corner of the plot away from its point: at the top, that of the pin at the bottom.
func (b *Board) popupProbe(s *Scene, l *labels, plot *Plot, p *wire.Probe, at Point, pinned bool) {
	px := b.screen.Px
	a := plot.Area
	w := whole(min(px(112), a.W/2-px(2*cardPad+8), (a.H-px(2*cardPad+cardLine+12))*int(p.W)/int(p.H)), int(p.W))
	if w < px(24) {
		return
	}
	h := w * int(p.H) / int(p.W)
	if len(p.Values) > 0 { // a row: a strip, high enough to be seen
		h = px(22)
	}
	pad := px(cardPad)
	text := "(" + Coordinate(float64(p.X)) + ", " + Coordinate(float64(p.Y)) + ")"
	if b.data.Strip {
		text = Coordinate(float64(p.X))
	}
	card := Rect{0, 0, max(w, px(TextWidth(ClassRead, text))) + 2*pad, h + px(cardLine) + 2*pad - px(4)}
	x, _ := plot.At(at)
	card.X = a.X + px(6)
	if x < float64(a.X+a.W/2) {
		card.X = a.Right() - px(6) - card.W
	}
	card.Y = a.Y + px(6)
	if pinned {
		card.Y = a.Bottom() - px(6) - card.H
	}
	if below := a.Bottom() + px(tickLine+8); plot == s.Grid && s.GridFree >= px(tickLine+8)+card.H {
		card.X, card.Y = a.X, below
		if pinned {
			card.X = a.Right() - card.W
		}
	}
	l.clear(card)
	tile := Rect{card.X + (card.W-w)/2, card.Y + pad, w, h}
	l.put(ClassRead, text, "c", Rect{card.X, tile.Bottom() + px(2), card.W, px(cardLine)})
	s.Popups = append(s.Popups, Popup{Card: card, Tiles: []PopupTile{{Rect: tile, Probe: p}}})
}

// popupColumn shows column i of tiles large, next to it: the pictures side by side, the charts of the code below them.
func (b *Board) popupColumn(s *Scene, l *labels, t *Tiles, i int) {
	px := b.screen.Px
	pad, gap, line := px(cardPad), px(6), px(cardLine)
	n := t.Pictures()
	m := b.data.Images
	w, h := 0, 0
	if n > 0 {
		w = whole(min(px(112), (s.Screen.W-px(2*margin)-2*pad-(n-1)*gap)/n), int(m.W))
		h = w*int(m.H)/int(m.W) + line
	}
	head := b.describeColumn(t, i)
	wide := max(n*w+(n-1)*gap, min(px(220), s.Screen.W-px(2*margin)-2*pad))
	charts := t.Rows[n:]
	high := 0
	for _, r := range charts {
		high += px(chartCard(r)) + gap
	}
	card := Rect{0, 0, wide + 2*pad, h + high + line + 2*pad - px(2)}
	if len(charts) == 0 {
		card.W = n*w + (n-1)*gap + 2*pad
	}
	column := t.Column(i)
	card.X = min(max(column.X+column.W/2-card.W/2, px(margin)), s.Screen.W-px(margin)-card.W)
	card.Y = column.Bottom() + t.Caption + px(4)
	if card.Bottom() > s.Screen.H-px(4) {
		card.Y = column.Y - card.H - px(6)
	}
	card.Y = min(max(card.Y, px(4)), s.Screen.H-card.H-px(4))
	l.clear(card)
	popup := Popup{Card: card}
	x := card.X + (card.W-n*w-(n-1)*gap)/2
	for row, what := range t.Rows[:n] {
		r := Rect{x + row*(w+gap), card.Y + pad + line, w, h - line}
		popup.Tiles = append(popup.Tiles, PopupTile{Rect: r, Row: row, Image: i, Code: t == s.Code})
		l.put(ClassRead, what.Name, "c", Rect{r.X, r.Bottom() + px(2), w, line})
	}
	chart := b.newChart(s)
	chart.fills = nil
	y := card.Y + pad + line + h
	for _, r := range charts {
		area := Rect{card.X + pad, y, card.W - 2*pad, px(chartCard(r))}
		chart.draw(area, r.Name, i, b.codePicture())
		y += area.H + gap
	}
	popup.Fills = chart.fills
	if e := t.errors; i < len(e) {
		if mse := head + ", MSE " + FormatValue(float64(e[i])); px(TextWidth(ClassRead, mse)) <= card.W-2*pad {
			head = mse
		}
	}
	l.put(ClassRead, head, "c", Rect{card.X, card.Y + px(7), card.W, line})
	s.Popups = append(s.Popups, popup)
}

// chartCard is the height of a chart on a card, in CSS pixels.
func chartCard(r Row) float64 {
	if r.Name == RowDeviation {
		return 36
	}
	return 72
}

// describeColumn says what column i shows.
func (b *Board) describeColumn(t *Tiles, i int) string {
	if m := b.data.Images; m != nil && t.Pictures() > 0 {
		return describeImage(m, i)
	}
	if m := b.data.Table; m != nil && i < len(m.Index) {
		i = int(m.Index[i])
	}
	return "Row " + Count(i)
}

// popupFilter shows a tile of weights large.
func (b *Board) popupFilter(s *Scene, l *labels) {
	px := b.screen.Px
	f, at := b.data.Filters, s.Filters.Tile(s.Filter)
	pad, line := px(cardPad), px(cardLine)
	w := whole(min(px(140), s.Screen.W-px(2*margin)-2*pad), int(f.W))
	h := w * int(f.H) / int(f.W)
	text := describeFilter(f, s.Filter)
	card := Rect{0, 0, max(w, px(TextWidth(ClassRead, text))) + 2*pad, h + line + 2*pad - px(4)}
	b.place(s, &card, at)
	l.clear(card)
	tile := Rect{card.X + (card.W-w)/2, card.Y + pad, w, h}
	l.put(ClassRead, text, "c", Rect{card.X, tile.Bottom() + px(2), card.W, line})
	s.Popups = append(s.Popups, Popup{Card: card, Tiles: []PopupTile{{Rect: tile, Image: s.Filter, Filter: true}}})
}

// popupCell writes a cell of the table out.
func (b *Board) popupCell(s *Scene, l *labels) {
	px := b.screen.Px
	m, t := b.data.Table, s.Table
	i := s.CellRow*len(m.Columns) + s.CellCol
	value := func(v float32) string { return FormatValue(float64(v)) }
	row := s.CellRow
	if len(m.Index) > 0 {
		row = int(m.Index[row])
	}
	lines := []string{m.Columns[s.CellCol] + ", row " + Count(row), "clean " + value(m.Clean[i])}
	if m.Corrupted != nil {
		lines = append(lines, "corrupted "+value(m.Corrupted[i]))
	}
	lines = append(lines, "output "+value(m.Output[i]), "difference "+value(m.Output[i]-m.Clean[i]))
	widest := 0.0
	for _, text := range lines {
		widest = max(widest, TextWidth(ClassRead, text))
	}
	pad, line := px(cardPad), px(cardLine)
	card := Rect{0, 0, min(px(widest), s.Screen.W-px(2*margin)-2*pad) + 2*pad, len(lines)*line + 2*pad}
	b.place(s, &card, t.Cell(s.CellRow, s.CellCol-t.First))
	l.clear(card)
	for k, text := range lines {
		l.put(ClassRead, text, "l", Rect{card.X + pad, card.Y + pad + k*line, card.W - 2*pad, line})
	}
	s.Popups = append(s.Popups, Popup{Card: card})
}

// place puts a card below what it is about, or above where there is no room, and keeps it on the screen.
func (b *Board) place(s *Scene, card *Rect, about Rect) {
	px := b.screen.Px
	card.X = min(max(about.X+about.W/2-card.W/2, px(margin)), s.Screen.W-px(margin)-card.W)
	card.Y = about.Bottom() + px(6)
	if card.Bottom() > s.Screen.H-px(4) {
		card.Y = about.Y - card.H - px(6)
	}
	card.Y = min(max(card.Y, px(4)), s.Screen.H-card.H-px(4))
}

// whole rounds a width down to a multiple of the image's, if there is one.
func whole(w, src int) int {
	if k := w / src * src; k > 0 {
		return k
	}
	return w
}
