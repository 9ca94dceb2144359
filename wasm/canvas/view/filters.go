package view

import (
	"fmt"

	"bottleneck/core/wire"
)

// Mosaic is the placing of n tiles of equal size in rows.
type Mosaic struct {
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
)

// PlaceMosaic finds the largest tiles for n pictures of srcW x srcH pixels in the body. Where they would be too small to be
// read the last ones are left out. Tiles larger than the picture are a whole multiple of it where that costs little of their size.
func PlaceMosaic(s Screen, body Rect, n, srcW, srcH int) Mosaic {
	gap := s.Px(filterGap)
	least := s.Px(filterLeast)
	var m Mosaic
	fit := func(cols, rows int) int {
		w := min((body.W+gap)/cols-gap, ((body.H+gap)/rows-gap)*srcW/srcH, s.Px(filterMost))
		if whole := w / srcW * srcW; whole > 0 && w-whole <= w/8 {
			return whole
		}
		return w
	}
	empty := func(cols int) int { return (cols - n%cols) % cols } // places at the end of the last row
	for ; n > 0; n-- {
		m = Mosaic{N: n, Cols: 1}
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
		return Mosaic{}
	}
	m.H = max(1, m.W*srcH/srcW)
	m.Step = m.W + gap
	m.X, m.Y = body.X, body.Y
	return m
}

// Tile returns where tile i lies.
func (m Mosaic) Tile(i int) Rect {
	return Rect{m.X + i%m.Cols*m.Step, m.Y + i/m.Cols*(m.H+m.Step-m.W), m.W, m.H}
}

// Hit returns the tile that the point is in, or -1.
func (m Mosaic) Hit(x, y float64) int {
	for i := range m.N {
		if m.Tile(i).Contains(x, y) {
			return i
		}
	}
	return -1
}

func (b *Board) buildFilters(s *Scene, l *labels, p Panel) {
	f := b.data.Filters
	if f == nil {
		l.title(p, "Filters")
		l.empty(p, "No filters yet")
		return
	}
	px := b.screen.Px
	body := p.Body.Trim(0, px(plotTop), 0, px(filterLine))
	m := PlaceMosaic(b.screen, body, int(f.N), int(f.W), int(f.H))
	if m.N == 0 {
		l.title(p, "Filters")
		return
	}
	if rest := m.N % m.Cols; m.N < int(f.Total) && m.N > m.Cols {
		m.N -= rest // there are more anyway: whole rows
	}
	s.Filters = &m
	count := fmt.Sprintf("%d of %s", m.N, Count(int(f.Total)))
	if m.N == int(f.Total) {
		count = fmt.Sprintf("all %d", m.N)
	}
	notes := []string{f.Layer + " \u00b7 " + count, f.Layer, count}
	if f.Note != "" {
		notes = append([]string{f.Layer + " \u00b7 " + f.Note + " \u00b7 " + count}, notes...)
	}
	l.title(p, "Filters", notes...)
	last := m.Tile(m.N - 1)
	b.buildWeightScale(s, l, Rect{body.X, last.Bottom() + px(4), body.W, px(16)}, float64(f.Scale))
	if i := m.Hit(b.cursor.x, b.cursor.y); b.cursor.inside && i >= 0 {
		s.Filter = i
	}
	if i, ok := b.picked(PanelFilters, m.N); ok {
		s.Filter = i
	}
}

// buildWeightScale draws what the colors of weights mean: from the least through zero to the largest.
func (b *Board) buildWeightScale(s *Scene, l *labels, line Rect, scale float64) {
	px := b.screen.Px
	lo, hi := FormatLoss(-scale, scale/100), FormatLoss(scale, scale/100)
	w, room := px(TextWidth(ClassTick, lo)+4), px(96)
	x := line.X
	l.put(ClassTick, lo, "l", Rect{x, line.Y, w, line.H})
	x += w + px(4)
	bar := Rect{x, line.Y + (line.H-px(8))/2, room, px(8)}
	for i := range bar.W {
		s.Fills = append(s.Fills, Fill{Rect{bar.X + i, bar.Y, 1, bar.H}, Weights[1+i*254/max(1, bar.W-1)]})
	}
	l.put(ClassTick, hi, "l", Rect{bar.Right() + px(6), line.Y, px(TextWidth(ClassTick, hi) + 4), line.H})
}

// describeFilter says which unit a tile belongs to and how far its weights go.
func describeFilter(f *wire.Filters, i int) string {
	size := int(f.H) * int(f.W) * int(f.C)
	lo, hi := byte(255), byte(0)
	for _, v := range f.Pixels[i*size : (i+1)*size] {
		lo, hi = min(lo, v), max(hi, v)
	}
	value := func(v byte) string {
		text := FormatLoss(float64(int(v)-128)/127*float64(f.Scale), float64(f.Scale)/100)
		switch {
		case v >= 255:
			return "\u2265" + text
		case v <= 1:
			return "\u2264" + text
		}
		return text
	}
	return fmt.Sprintf("Unit %d: %s to %s", i, value(lo), value(hi))
}
