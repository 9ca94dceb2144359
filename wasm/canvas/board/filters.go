package board

import (
	"image/color"

	"bottleneck/core/fact"
	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/paint"
)

func init() {
	rooms["filters"] = func(s *state) room { return &filters{state: s} }
}

var (
	titleFilters = said(fact.New("panel_filters"))
	noFilters    = said(fact.New("filters_none"))
)

// filters shows the weights of a layer, a tile for each unit.
type filters struct {
	*state
	mosaic   *mosaic // nil without filters
	at       int     // tile that is picked, or -1
	fills    []fill  // of the scale
	pictures paint.Pictures
}

var (
	_ square   = (*filters)(nil)
	_ weighed  = (*filters)(nil)
	_ itemized = (*filters)(nil)
)

func (r *filters) side(most int) int { return max(0, most) } // tiles fit any square

func (r *filters) weight() float64 { return 1.1 }

func (r *filters) place(p panel, l *labels) {
	r.mosaic, r.at, r.fills = nil, -1, r.fills[:0]
	f := r.data.Filters
	if f == nil {
		l.title(p, titleFilters)
		l.empty(p, noFilters)
		return
	}
	px := r.screen.px
	body := p.Body.trim(0, px(plotTop), 0, px(filterLine))
	below := !l.beside(p, titleFilters, f.Layer)
	if below {
		body = body.trim(0, px(filterLayer), 0, 0)
	}
	m := placeMosaic(r.screen, body, int(f.N), int(f.W), int(f.H))
	if m.N == 0 {
		l.title(p, titleFilters)
		return
	}
	if rest := m.N % m.Cols; m.N < int(f.Total) && m.N > m.Cols {
		m.N -= rest // there are more anyway: whole rows
	}
	r.mosaic = &m
	count := said(fact.New("filters_some", "shown", m.N, "filters", f.Total))
	if m.N == int(f.Total) {
		count = said(fact.New("filters_all", "filters", m.N))
	}
	notes := []string{f.Layer + dot + count, f.Layer, count}
	if f.Note != "" {
		notes = append([]string{f.Layer + dot + f.Note + dot + count}, notes...)
	}
	if below {
		notes = []string{count}
		l.put(classNote, f.Layer, "l", rect{p.Body.X, p.Body.Y, p.Body.W, px(filterLayer)})
	}
	l.title(p, titleFilters, notes...)
	last := m.tile(m.N - 1)
	r.placeScale(l, rect{body.X, last.bottom() + px(4), body.W, px(16)}, f)
	r.at = r.pointed(p.Name, m.N, m.hit)
}

// placeScale shows what the colors of weights mean: from the least through zero to the largest.
func (r *filters) placeScale(l *labels, line rect, f *wire.Filters) {
	px, scale := r.screen.px, float64(f.Scale)
	tone := func(v int) color.NRGBA { return weightColors[v] }
	if f.C == 3 { // of each channel
		tone = func(v int) color.NRGBA { return color.NRGBA{uint8(v), uint8(v), uint8(v), 255} }
	}
	lo, hi := formatLoss(-scale, scale/100), formatLoss(scale, scale/100)
	w, room := px(textWidth(classTick, lo)+4), px(96)
	x := line.X
	l.put(classTick, lo, "l", rect{x, line.Y, w, line.H})
	x += w + px(4)
	bar := rect{x, line.Y + (line.H-px(8))/2, room, px(8)}
	for i := range bar.W {
		r.fills = append(r.fills, fill{rect{bar.X + i, bar.Y, 1, bar.H}, tone(1 + i*254/max(1, bar.W-1))})
	}
	l.put(classTick, hi, "l", rect{bar.right() + px(6), line.Y, px(textWidth(classTick, hi) + 4), line.H})
}

func (r *filters) items() (n, cols, first int) {
	if r.mosaic == nil {
		return 0, 0, 0
	}
	return r.mosaic.N, r.mosaic.Cols, 0
}

func (r *filters) enlarge(l *labels) (card, bool) {
	if r.at < 0 {
		return card{}, false
	}
	px := r.screen.px
	f := r.data.Filters
	pad, line := px(cardPad), px(cardLine)
	w := whole(min(px(140), r.screen.W-px(2*margin)-2*pad), int(f.W))
	h := w * int(f.H) / int(f.W)
	text := describeFilter(f, r.at)
	c := card{rect: rect{0, 0, max(w, px(textWidth(classRead, text))) + 2*pad, h + line + 2*pad - px(4)}}
	r.near(&c.rect, r.mosaic.tile(r.at))
	l.clear(c.rect)
	tile := rect{c.X + (c.W-w)/2, c.Y + pad, w, h}
	l.put(classRead, text, "c", rect{c.X, tile.bottom() + px(2), c.W, line})
	c.tiles = []rect{tile}
	at, cols := r.at, r.mosaic.Cols
	c.tile = func(b paint.Brush, _ int, tile rect) { b.Picture(&r.pictures, at%cols, at/cols, tile.pixels()) }
	return c, true
}

// describeFilter says which unit a tile belongs to and how far its weights go.
func describeFilter(f *wire.Filters, i int) string {
	size := int(f.H) * int(f.W) * int(f.C)
	lo, hi := byte(255), byte(0)
	for _, v := range f.Pixels[i*size : (i+1)*size] {
		lo, hi = min(lo, v), max(hi, v)
	}
	value := func(v byte) string {
		text := formatLoss(float64(int(v)-128)/127*float64(f.Scale), float64(f.Scale)/100)
		switch {
		case v >= 255:
			return "\u2265" + text
		case v <= 1:
			return "\u2264" + text
		}
		return text
	}
	return said(fact.New("unit_weights", "unit", i, "least", value(lo), "most", value(hi)))
}

func (r *filters) paint(b paint.Brush) {
	fillAll(b, r.fills)
	m, f := r.mosaic, r.data.Filters
	if m == nil {
		return
	}
	w, h, c := int(f.W), int(f.H), int(f.C)
	size := w * h * c
	if r.pictures.Size(m.Cols, (m.N+m.Cols-1)/m.Cols, w, h, m.W, m.H, [2]int{r.data.FiltersVersion, m.N}) {
		for i := range m.N {
			writeWeights(r.pictures.Cell, f.Pixels[i*size:(i+1)*size], c)
			r.pictures.Put(i%m.Cols, i/m.Cols)
		}
	}
	for i := range m.N {
		b.Picture(&r.pictures, i%m.Cols, i/m.Cols, m.tile(i).pixels())
	}
	if r.at >= 0 {
		r.mark(b, m.tile(r.at))
	}
}

// mosaic is the placing of n tiles of equal size in rows.
type mosaic struct {
	N, Cols int // tiles shown, and in a row
	W, H    int // of a tile
	X, Y    int // of the first one
	Step    int // from tile to tile, across and down more than W and H by the same gap
}

// Measures of filters, CSS pixels.
const (
	filterGap   = 3
	filterMost  = 120
	filterLeast = 18
	filterLine  = 20 // below the tiles, for the scale
	filterLayer = 18 // above them, for the layer that has no room beside the title
)

// placeMosaic finds the largest tiles for n pictures of srcW x srcH pixels in the body. Where they would be too small to be
// read the last ones are left out. Tiles larger than the picture are a whole multiple of it where that costs little of their size.
func placeMosaic(s Screen, body rect, n, srcW, srcH int) mosaic {
	gap := s.px(filterGap)
	least := s.px(filterLeast)
	var m mosaic
	fit := func(cols, rows int) int {
		w := min((body.W+gap)/cols-gap, ((body.H+gap)/rows-gap)*srcW/srcH, s.px(filterMost))
		if whole := w / srcW * srcW; whole > 0 && w-whole <= w/8 {
			return whole
		}
		return w
	}
	empty := func(cols int) int { return (cols - n%cols) % cols } // places at the end of the last row
	for ; n > 0; n-- {
		m = mosaic{N: n, Cols: 1}
		for cols := 1; cols <= n; cols++ {
			w := fit(cols, (n+cols-1)/cols)
			if w > m.W || w == m.W && empty(cols) < empty(m.Cols) {
				m.W, m.Cols = w, cols
			}
		}
		if m.W >= least {
			break
		}
	}
	if n <= 0 || m.W < 1 {
		return mosaic{}
	}
	m.H = max(1, m.W*srcH/srcW)
	m.Step = m.W + gap
	m.X, m.Y = body.X, body.Y
	return m
}

// tile returns where tile i lies.
func (m mosaic) tile(i int) rect {
	return rect{m.X + i%m.Cols*m.Step, m.Y + i/m.Cols*(m.H+m.Step-m.W), m.W, m.H}
}

// hit returns the tile that the point is in, or -1.
func (m mosaic) hit(x, y float64) int {
	for i := range m.N {
		if m.tile(i).contains(x, y) {
			return i
		}
	}
	return -1
}
