package view

import (
	"fmt"

	"bottleneck/core/wire"
)

// Popup is a card with enlarged images.
type Popup struct {
	Card  Rect
	Tiles []PopupTile
}

// PopupTile is one of them: row Row of image Image, or a decoded probe.
type PopupTile struct {
	Rect       Rect
	Row, Image int
	Probe      *wire.Probe // nil: an image
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
	if s.Column >= 0 {
		b.popupImage(s, l)
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
	s.Popups = append(s.Popups, Popup{card, []PopupTile{{Rect: tile, Probe: p}}})
}

// popupImage shows the column below the pointer large, next to it.
func (b *Board) popupImage(s *Scene, l *labels) {
	px := b.screen.Px
	m, t, i := b.data.Images, s.Tiles, s.Column
	pad, gap, line := px(cardPad), px(6), px(cardLine)
	n := len(t.Rows)
	w := whole(min(px(112), (s.Screen.W-px(2*margin)-2*pad-(n-1)*gap)/n), int(m.W))
	h := w * int(m.H) / int(m.W)
	card := Rect{0, 0, n*w + (n-1)*gap + 2*pad, h + 2*line + 2*pad - px(2)}
	column := t.Column(i)
	card.X = min(max(column.X+column.W/2-card.W/2, px(margin)), s.Screen.W-px(margin)-card.W)
	card.Y = column.Bottom() + t.Caption + px(4)
	if card.Bottom() > s.Screen.H-px(4) {
		card.Y = column.Y - card.H - px(6)
	}
	card.Y = min(max(card.Y, px(4)), s.Screen.H-card.H-px(4))
	l.clear(card)
	popup := Popup{Card: card}
	for row, name := range t.Rows {
		r := Rect{card.X + pad + row*(w+gap), card.Y + pad + line, w, h}
		popup.Tiles = append(popup.Tiles, PopupTile{Rect: r, Row: row, Image: i})
		l.put(ClassRead, name, "c", Rect{r.X, r.Bottom() + px(2), w, line})
	}
	head := describeImage(m, i)
	if mse := fmt.Sprintf("%s, MSE %s", head, FormatValue(float64(m.Errors[i]))); px(TextWidth(ClassRead, mse)) <= card.W-2*pad {
		head = mse
	}
	l.put(ClassRead, head, "c", Rect{card.X, card.Y + px(7), card.W, line})
	s.Popups = append(s.Popups, popup)
}

// whole rounds a width down to a multiple of the image's, if there is one.
func whole(w, src int) int {
	if k := w / src * src; k > 0 {
		return k
	}
	return w
}
