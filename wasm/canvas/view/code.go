package view

import (
	"math"

	"bottleneck/core/wire"
)

// Names of the rows of codes.
const (
	RowCode      = "Code"
	RowDeviation = "Spread"
)

// Heights of charts in heights of a picture: below the images of the board, and in a panel of their own.
const (
	chartLow, bellLow, spreadLow = 0.62, 0.95, 0.42
	chartHigh, spreadHigh        = 1.3, 0.6
	chartMost                    = 2.6 // where there is height left
)

// CodeRows returns the rows of charts that the codes have.
func CodeRows(m *wire.Bars, alone bool) []Row {
	chart, spread := chartLow, spreadLow
	if alone {
		chart, spread = chartHigh, spreadHigh
	}
	switch {
	case m == nil || m.Dim == 0:
		return nil
	case m.Deviation != nil:
		if !alone {
			chart = bellLow
		}
		return []Row{{RowCode, chart}, {RowDeviation, spread}}
	}
	return []Row{{RowCode, chart}}
}

// CodeRange is the range of values that charts of codes have in common: zero is in it, and of distributions twice their
// deviation.
func CodeRange(m *wire.Bars) Range {
	r := Range{}
	for i, z := range m.Z {
		d := 0.0
		if m.Deviation != nil {
			d = 2 * float64(m.Deviation[i])
		}
		if lo, hi := float64(z)-d, float64(z)+d; lo > -math.MaxFloat32 && hi < math.MaxFloat32 {
			r.Lo, r.Hi = min(r.Lo, lo), max(r.Hi, hi)
		}
	}
	return r
}

// settleCode keeps the range while the codes fill it well; zero stays an end where no code is beyond it.
func settleCode(shown, data Range) Range {
	if data.Lo >= shown.Lo && data.Hi <= shown.Hi && data.Hi-data.Lo >= 0.6*(shown.Hi-shown.Lo) && shown.Hi > shown.Lo {
		return shown
	}
	if !(data.Hi-data.Lo > 1e-9) {
		return Range{0, 1}
	}
	return Range{data.Lo * 1.08, data.Hi * 1.08}
}

// codePicture tells whether codes are drawn as pictures: as asked, else where they are images.
func (b *Board) codePicture() bool {
	switch b.view.CodeAs {
	case "picture":
		return true
	case "bars":
		return false
	}
	return b.data.Bars != nil && isImage(b.data.Bars)
}

func isImage(m *wire.Bars) bool { return m.H > 1 || m.W > 1 }

// newChart prepares for drawing codes onto s.
func (b *Board) newChart(s *Scene) *codeChart {
	return &codeChart{screen: b.screen, theme: b.Theme(), m: b.data.Bars, values: b.codes, fills: s.Fills}
}

// drawCodes draws the charts of the tiles, and what their ends stand for.
func (b *Board) drawCodes(s *Scene, l *labels, t *Tiles) {
	first := t.Pictures()
	if first == len(t.Rows) {
		return
	}
	c := b.newChart(s)
	picture := b.codePicture()
	for i := range t.N {
		for row := first; row < len(t.Rows); row++ {
			c.draw(t.Tile(row, i), t.Rows[row].Name, i, picture)
		}
	}
	s.Fills = c.fills
	for k := range t.Blocks() {
		for row := first; row < len(t.Rows) && !picture; row++ {
			b.labelChart(l, t, t.Tile(row, k*t.Cols), t.Rows[row].Name)
		}
	}
}

// labelChart writes the values at the ends of a chart beside the first one of a block.
func (b *Board) labelChart(l *labels, t *Tiles, r Rect, name string) {
	line := b.screen.Px(13)
	span := chartRange(name, b.codes)
	put := func(v float64, text string) {
		y := r.Bottom() - int((v-span.Lo)/(span.Hi-span.Lo)*float64(r.H))
		y = min(max(y-line/2, r.Y-line/4), r.Bottom()-line+line/4)
		l.put(ClassTick, text, "r", Rect{t.LabelX, y, t.LabelW - t.Spill, line})
	}
	if name == RowDeviation {
		put(1, "1")
		return
	}
	if r.H < b.screen.Px(24) || !(span.Hi > span.Lo) {
		return
	}
	for _, tick := range (Scale{Lo: span.Lo, Hi: span.Hi}).Ticks(max(2, r.H/b.screen.Px(20)), FormatTick) {
		put(tick.Value, tick.Text)
	}
}

// chartRange is the range of values of a row of charts.
func chartRange(name string, codes Range) Range {
	if name == RowDeviation {
		return Range{0, spreadMost}
	}
	return codes
}

func (b *Board) buildCode(s *Scene, l *labels, p Panel) {
	m := b.data.Bars
	if m == nil {
		l.title(p, "Code")
		l.empty(p, "No codes yet")
		return
	}
	rows, n, w, h, errors := CodeRows(m, true), int(m.N), 1, 1, []float32(nil)
	switch images, table := b.data.Images, b.data.Table; {
	case images != nil && images.N <= m.N:
		seen := Row{Name: RowClean}
		if images.Corrupted != nil {
			seen.Name = RowCorrupted
		}
		rows = append([]Row{seen, {Name: RowOutput}}, rows...)
		n, w, h, errors = int(images.N), int(images.W), int(images.H), images.Errors
	case table != nil && table.N <= m.N:
		n, errors = int(table.N), table.Errors
	default:
		errors = make([]float32, n)
	}
	t := PlaceTiles(b.screen, p.Body, rows, n, w, h)
	if n := t.Blocks(); n > 0 && t.H > 0 { // height that is left goes to the charts
		charts := rows[t.Pictures():]
		free := float64(p.Body.H-t.Height(b.screen)) / float64(n*t.H*len(charts))
		for i := range charts {
			charts[i].Chart = max(charts[i].Chart, min(charts[i].Chart+free, chartMost))
		}
		t = PlaceTiles(b.screen, p.Body, rows, t.N, w, h)
	}
	s.Code = &t
	l.title(p, "Code", b.codeNotes(m)...)
	t.label(l, errors)
	b.drawCodes(s, l, &t)
	s.CodeAt = b.columnAt(&t, PanelCode)
}

// codeNotes says what a panel of codes shows, the longest first.
func (b *Board) codeNotes(m *wire.Bars) []string {
	count := Count(int(m.Total)) + " numbers each"
	if m.Total == 1 {
		count = "one number each"
	}
	if m.Dim < m.Total {
		count = "the first " + Count(int(m.Dim)) + " of " + count
	}
	if b.codePicture() {
		most := FormatValue(max(b.codes.Hi, -b.codes.Lo))
		colors := "black 0, white " + most
		if b.codes.Lo < 0 {
			colors = "black 0, orange up to " + most + ", blue below 0"
		}
		return []string{count + " \u00b7 " + colors, colors, count}
	}
	if m.Deviation == nil {
		return []string{count}
	}
	return []string{count + " \u00b7 distributions above, their deviations below; 1 says nothing", count + " \u00b7 deviations below", count}
}
