package board

import (
	"bottleneck/core/fact"
	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/paint"
)

// card shows something enlarged, over the panels.
type card struct {
	rect
	fills []fill
	tiles []rect
	tile  func(b paint.Brush, i int, r rect) // paints one of the tiles
}

// Measures of a card, CSS pixels.
const (
	cardPad  = 10
	cardLine = 18
)

func (c card) paint(b paint.Brush, s Screen, t *theme) {
	b.Frame(c.pixels(), s.hairline(), t.Line)
	b.Fill(c.pixels(), t.Card)
	fillAll(b, c.fills)
	for i, r := range c.tiles {
		c.tile(b, i, r)
	}
}

// near puts a card below what it is about, or above where there is no room, and keeps it on the screen.
func (s *state) near(c *rect, about rect) {
	px := s.screen.px
	c.X = min(max(about.X+about.W/2-c.W/2, px(margin)), s.screen.W-px(margin)-c.W)
	c.Y = about.bottom() + px(6)
	if c.bottom() > s.screen.H-px(4) {
		c.Y = about.Y - c.H - px(6)
	}
	c.Y = min(max(c.Y, px(4)), s.screen.H-c.H-px(4))
}

// whole rounds a width down to a multiple of the image's, if there is one.
func whole(w, src int) int {
	if k := w / src * src; k > 0 {
		return k
	}
	return w
}

// enlargeColumn shows column i of tiles large, next to it: the pictures side by side, the charts of the code below them.
func (s *state) enlargeColumn(l *labels, t *tiles, i int, head string, p *paint.Pictures) card {
	px := s.screen.px
	pad, gap, line := px(cardPad), px(6), px(cardLine)
	n := t.pictures()
	w, h := 0, 0
	if m := s.data.Images; n > 0 {
		w = whole(min(px(112), (s.screen.W-px(2*margin)-2*pad-(n-1)*gap)/n), int(m.W))
		h = w*int(m.H)/int(m.W) + line
	}
	wide := max(n*w+(n-1)*gap, min(px(220), s.screen.W-px(2*margin)-2*pad))
	charts := t.Rows[n:]
	high := 0
	for _, r := range charts {
		high += px(chartCard(r)) + gap
	}
	c := card{rect: rect{0, 0, wide + 2*pad, h + high + line + 2*pad - px(2)}}
	if len(charts) == 0 {
		c.W = n*w + (n-1)*gap + 2*pad
	}
	column := t.column(i)
	c.X = min(max(column.X+column.W/2-c.W/2, px(margin)), s.screen.W-px(margin)-c.W)
	c.Y = column.bottom() + t.Caption + px(4)
	if c.bottom() > s.screen.H-px(4) {
		c.Y = column.Y - c.H - px(6)
	}
	c.Y = min(max(c.Y, px(4)), s.screen.H-c.H-px(4))
	l.clear(c.rect)
	x := c.X + (c.W-n*w-(n-1)*gap)/2
	for row, what := range t.Rows[:n] {
		r := rect{x + row*(w+gap), c.Y + pad + line, w, h - line}
		c.tiles = append(c.tiles, r)
		l.put(classRead, what.Kind.String(), "c", rect{r.X, r.bottom() + px(2), w, line})
	}
	c.tile = func(b paint.Brush, row int, r rect) { b.Picture(p, i, row, r.pixels()) }
	chart := s.newChart(nil)
	y := c.Y + pad + line + h
	for _, r := range charts {
		area := rect{c.X + pad, y, c.W - 2*pad, px(chartCard(r))}
		chart.draw(area, r.Kind, i, s.codePicture())
		y += area.H + gap
	}
	c.fills = chart.fills
	if e := t.errors; i < len(e) {
		if mse := said(fact.New("card_mse", "head", head, "mse", formatValue(float64(e[i])))); px(textWidth(classRead, mse)) <= c.W-2*pad {
			head = mse
		}
	}
	l.put(classRead, head, "c", rect{c.X, c.Y + px(7), c.W, line})
	return c
}

// chartCard is the height of a chart on a card, in CSS pixels.
func chartCard(r row) float64 {
	if r.Kind == rowDeviation {
		return 36
	}
	return 72
}

// enlargePoints shows what the pin and the latent cursor decode to, each on a card in the panel where it was set.
func (b *Board) enlargePoints(l *labels) {
	c := &b.cursor
	_, plot, below := b.plot(c.panel)
	if plot == nil {
		return
	}
	if c.pinned && b.data.Pinned != nil {
		b.enlargePoint(l, plot, below, b.data.Pinned, c.pin, b.data.PinnedVersion, &b.pinned)
	}
	if c.latent && b.data.Hover != nil {
		b.enlargePoint(l, plot, below, b.data.Hover, c.at, b.data.HoverVersion, &b.hover)
	}
}

// enlargePoint puts the card into the corner of the plot away from its point: at the top, that of the pin at the bottom.
func (b *Board) enlargePoint(l *labels, plot *plot, below int, p *wire.Probe, at point, version int, atlas *paint.Atlas) {
	px := b.screen.px
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
	text := "(" + formatCoordinate(float64(p.X)) + ", " + formatCoordinate(float64(p.Y)) + ")"
	if b.data.Strip {
		text = formatCoordinate(float64(p.X))
	}
	c := card{rect: rect{0, 0, max(w, px(textWidth(classRead, text))) + 2*pad, h + px(cardLine) + 2*pad - px(4)}}
	x, _ := plot.at(at)
	c.X = a.X + px(6)
	if x < float64(a.X+a.W/2) {
		c.X = a.right() - px(6) - c.W
	}
	c.Y = a.Y + px(6)
	if p.Pinned {
		c.Y = a.bottom() - px(6) - c.H
	}
	if below >= px(tickLine+8)+c.H {
		c.X, c.Y = a.X, a.bottom()+px(tickLine+8)
		if p.Pinned {
			c.X = a.right() - c.W
		}
	}
	l.clear(c.rect)
	tile := rect{c.X + (c.W-w)/2, c.Y + pad, w, h}
	l.put(classRead, text, "c", rect{c.X, tile.bottom() + px(2), c.W, px(cardLine)})
	c.tiles = []rect{tile}
	c.tile = func(k paint.Brush, _ int, r rect) {
		if atlas.Size(1, 1, int(p.W), int(p.H), version) {
			wide := int(p.W * p.C)
			for y := range int(p.H) {
				writeGray(atlas.Line(0, 0, y), p.Pixels[y*wide:(y+1)*wide], int(p.C))
			}
		}
		k.Sprite(atlas, 0, 0, r.pixels())
	}
	b.cards = append(b.cards, c)
}
