package board

import (
	"strconv"
	"strings"

	"bottleneck/core/fact"
	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/paint"
)

const (
	cardLinks = 3  // of a list
	cardTile  = 44 // side of a picture of weights, CSS pixels, where it is a window
	cardWhole = 84 // and where it is as large as an image
	cardTiles = 4  // of these
)

// enlarge tells of the number that is pointed at: its value, what made it, what it is a part of, and the weights of its map.
func (r *line) enlarge(l *labels) (card, bool) {
	cell, ok := r.cellOf(r.at)
	if !ok {
		return card{}, false
	}
	px := r.screen.px
	m := r.data.Line
	p := &m.Parts[r.at.part]
	n := r.pointed()
	lines := []string{r.nameOf(p, r.at.at)}
	switch {
	case n != nil:
		lines = append(lines, r.tell(m, n)...)
	case len(p.Values) > r.at.at:
		lines = append(lines, formatValue(float64(p.Values[r.at.at])))
	}
	widest := 0.0
	for _, text := range lines {
		widest = max(widest, textWidth(classRead, text))
	}
	pad, line := px(cardPad), px(cardLine)
	tiles, w, h, what := r.cardTiles(m, n)
	gap := px(4)
	room := r.screen.W - px(2*margin) - 2*pad
	for tiles > 1 && tiles*w+(tiles-1)*gap > room {
		tiles--
	}
	wide := max(px(widest), tiles*w+(tiles-1)*gap)
	if what != "" {
		wide = max(wide, px(textWidth(classRead, what)))
	}
	wide = min(wide, room)
	c := card{rect: rect{0, 0, wide + 2*pad, len(lines)*line + 2*pad - px(2)}}
	if tiles > 0 {
		c.H += h + line + px(4)
	}
	r.near(&c.rect, r.rowOf(cell)) // what it is made of stands in the same row as a rule
	if c.overlaps(cell) {          // beside it, where there is no room above or below
		if c.X = cell.right() + px(8); c.right() > r.screen.W-px(4) {
			c.X = max(px(4), cell.X-px(8)-c.W)
		}
		c.Y = max(px(4), min(cell.Y, r.screen.H-px(4)-c.H))
	}
	l.clear(c.rect)
	y := c.Y + pad - px(1)
	for _, text := range lines {
		l.put(classRead, text, "l", rect{c.X + pad, y, wide, line})
		y += line
	}
	if tiles == 0 {
		return c, true
	}
	l.put(classRead, what, "l", rect{c.X + pad, y, wide, line})
	y += line + px(2)
	for i := range tiles {
		c.tiles = append(c.tiles, rect{c.X + pad + i*(w+gap), y, w, h})
	}
	r.writeTiles(m, n, tiles, w, h)
	c.tile = func(b paint.Brush, i int, at rect) { b.Picture(&r.filters, i, 0, at.pixels()) }
	return c, true
}

// rowOf is a cell with the height of its station.
func (r *line) rowOf(cell rect) rect {
	for i := range r.stations {
		if s := &r.stations[i]; s.part == r.at.part && !s.error {
			return rect{cell.X, s.frame.Y, cell.W, s.frame.H}
		}
	}
	return cell
}

// briefly writes a number of a sum in three digits.
func briefly(v float32) string { return signed(strconv.FormatFloat(float64(v), 'g', 3, 32)) }

// stationNameOf is what a part is called.
func stationNameOf(p *wire.LinePart) string {
	if name := partNames[p.Part]; name != "" {
		return name
	}
	return brief(p.Layer)
}

// nameOf is what a number of a part is called.
func (r *line) nameOf(p *wire.LinePart, at int) string {
	name, c := stationNameOf(p), int(p.C)
	switch {
	case p.H*p.W == 1:
		return said(fact.New("node_unit", "name", name, "unit", at))
	case pictured(p) && c == 1:
		return said(fact.New("node_pixel", "name", name, "row", at/int(p.W), "column", at%int(p.W)))
	}
	return said(fact.New("node_map", "name", name, "map", at%c, "row", at/c/int(p.W), "column", at/c%int(p.W)))
}

// tell says what is known of a number.
func (r *line) tell(m *wire.Line, n *wire.Node) []string {
	value := func(v float32) string { return formatValue(float64(v)) }
	lines := []string{value(n.Value)}
	if n.Inputs > 0 && n.Part != "code" || n.Inputs > 2 {
		if n.Activation != "" && n.Activation != "linear" {
			lines[0] = said(fact.New("node_sum", "value", value(n.Value), "sum", value(n.Sum), "bias", briefly(n.Bias), "activation", n.Activation))
		} else if n.Bias != 0 {
			lines = append(lines, said(fact.New("node_sum_linear", "bias", briefly(n.Bias))))
		}
	}
	name := func(l wire.Link) string {
		if i := r.partAt(l.Part, l.Level); i >= 0 {
			return r.nameOf(&m.Parts[i], int(l.At))
		}
		return ""
	}
	if len(n.From) > 0 {
		lines = append(lines, said(fact.New("node_from", "inputs", n.Inputs)))
		for _, l := range n.From[:min(cardLinks, len(n.From))] {
			lines = append(lines, said(fact.New("node_link", "name", name(l), "value", briefly(l.Value), "weight", briefly(l.Weight), "product", briefly(l.Value*l.Weight))))
		}
	}
	if len(n.To) > 0 {
		lines = append(lines, said(fact.New("node_to", "outputs", n.Outputs)))
		for _, l := range n.To[:min(cardLinks-1, len(n.To))] {
			lines = append(lines, said(fact.New("node_to_link", "name", name(l), "weight", briefly(l.Weight), "product", briefly(n.Value*l.Weight))))
		}
	}
	return lines
}

// cardTiles is how many pictures a card has, how large, and what they are: the weights of a map, or the map before with the winners of a maximum.
func (r *line) cardTiles(m *wire.Line, n *wire.Node) (tiles, w, h int, what string) {
	px := r.screen.px
	if n == nil {
		return 0, 0, 0, ""
	}
	if before := r.mapBefore(m, n); len(n.Switches) > 0 && before != nil {
		w = whole(px(cardWhole), int(before.W))
		return 1, w, w * int(before.H) / int(before.W), said(fact.New("node_switches"))
	}
	if len(n.Channels) == 0 || n.H*n.W < 2 {
		return 0, 0, 0, ""
	}
	side := float64(cardTile)
	if n.W > 8 {
		side = cardWhole
	}
	w = whole(px(side), int(n.W))
	tiles = min(cardTiles, len(n.Channels))
	var names []string
	for _, c := range n.Channels[:tiles] {
		names = append(names, strconv.Itoa(int(c)))
	}
	what = said(fact.New("node_filter"))
	if len(n.Channels) > 1 {
		what = said(fact.New("node_channels", "channels", strings.Join(names, ", ")))
	}
	return tiles, w, w * int(n.H) / int(n.W), what
}

// mapBefore is the part that a pooled number was taken from.
func (r *line) mapBefore(m *wire.Line, n *wire.Node) *wire.LinePart {
	if len(n.From) == 0 {
		return nil
	}
	i := r.partAt(n.From[0].Part, n.From[0].Level)
	if i < 0 || len(m.Parts[i].Pixels) == 0 {
		return nil
	}
	return &m.Parts[i]
}

func (r *line) writeTiles(m *wire.Line, n *wire.Node, tiles, w, h int) {
	p := &r.filters
	if before := r.mapBefore(m, n); len(n.Switches) > 0 && before != nil {
		area := int(before.H * before.W)
		if !p.Size(1, 1, int(before.W), int(before.H), w, h, [3]int{-1, r.nodes, r.version}) {
			return
		}
		channel := int(n.From[0].At) % int(before.C)
		for i := range area { // dark but for the winners
			v := byte(128)
			if channel < int(before.N) {
				v = before.Pixels[channel*area+i]
			}
			c := weightColors[v]
			d := p.Cell[4*i : 4*i+4]
			d[0], d[1], d[2], d[3] = c.R/3, c.G/3, c.B/3, 255
		}
		for _, at := range n.Switches {
			if at := int(at); at >= 0 && at < area {
				v := byte(128)
				if channel < int(before.N) {
					v = before.Pixels[channel*area+at]
				}
				c := weightColors[v]
				p.Cell[4*at], p.Cell[4*at+1], p.Cell[4*at+2] = max(c.R, 70), max(c.G, 70), max(c.B, 70)
			}
		}
		p.Put(0, 0)
		return
	}
	if !p.Size(tiles, 1, int(n.W), int(n.H), w, h, [3]int{tiles, r.nodes, r.version}) {
		return
	}
	most := 0.0
	for _, v := range n.Filter {
		most = max(most, float64(v), -float64(v))
	}
	area := int(n.H * n.W)
	for k := range tiles {
		for i, v := range n.Filter[k*area : (k+1)*area] {
			c := signedColor(float64(v), most)
			p.Cell[4*i], p.Cell[4*i+1], p.Cell[4*i+2], p.Cell[4*i+3] = c.R, c.G, c.B, 255
		}
		p.Put(k, 0)
	}
}
