package board

import (
	"math"

	"bottleneck/core/wire"
)

// Heights of charts in heights of a picture: below the images of the board, and in a panel of their own.
const (
	chartLow, bellLow, spreadLow = 0.62, 0.95, 0.42
	chartHigh, spreadHigh        = 1.3, 0.6
	chartMost                    = 2.6 // where there is height left
)

// codeRows returns the rows of charts that the codes have.
func codeRows(m *wire.Bars, alone bool) []row {
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
		return []row{{rowCode, chart}, {rowDeviation, spread}}
	}
	return []row{{rowCode, chart}}
}

// codeRange is the range of values that charts of codes have in common: zero is in it, and of distributions twice their
// deviation.
func codeRange(m *wire.Bars) span {
	r := span{}
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
func settleCode(shown, data span) span {
	if data.Lo >= shown.Lo && data.Hi <= shown.Hi && data.Hi-data.Lo >= 0.6*(shown.Hi-shown.Lo) && shown.Hi > shown.Lo {
		return shown
	}
	if !(data.Hi-data.Lo > 1e-9) {
		return span{0, 1}
	}
	return span{data.Lo * 1.08, data.Hi * 1.08}
}

// codePicture tells whether codes are drawn as pictures: as asked, else where they are images.
func (s *state) codePicture() bool {
	switch s.view.CodeAs {
	case "picture":
		return true
	case "bars":
		return false
	}
	return s.data.Bars != nil && isImage(s.data.Bars)
}

func isImage(m *wire.Bars) bool { return m.H > 1 || m.W > 1 }

// newChart prepares for drawing codes by fills.
func (s *state) newChart(fills []fill) *codeChart {
	return &codeChart{screen: s.screen, theme: s.theme(), m: s.data.Bars, values: s.codes, fills: fills}
}

// drawCodes draws the charts of the tiles, and writes what their ends stand for.
func (s *state) drawCodes(fills []fill, l *labels, t *tiles) []fill {
	first := t.pictures()
	if first == len(t.Rows) {
		return fills
	}
	c := s.newChart(fills)
	picture := s.codePicture()
	for i := range t.N {
		for row := first; row < len(t.Rows); row++ {
			c.draw(t.tile(row, i), t.Rows[row].Kind, i, picture)
		}
	}
	for k := range t.blocks() {
		for row := first; row < len(t.Rows) && !picture; row++ {
			s.labelChart(l, t, t.tile(row, k*t.Cols), t.Rows[row].Kind)
		}
	}
	return c.fills
}

// labelChart writes the values at the ends of a chart beside the first one of a block.
func (s *state) labelChart(l *labels, t *tiles, r rect, what kind) {
	line := s.screen.px(13)
	span := chartRange(what, s.codes)
	put := func(v float64, text string) {
		y := r.bottom() - int((v-span.Lo)/(span.Hi-span.Lo)*float64(r.H))
		y = min(max(y-line/2, r.Y-line/4), r.bottom()-line+line/4)
		l.put(classTick, text, "r", rect{t.LabelX, y, t.LabelW - t.Spill, line})
	}
	if what == rowDeviation {
		put(1, "1")
		return
	}
	if r.H < s.screen.px(24) || !(span.Hi > span.Lo) {
		return
	}
	for _, tick := range (scale{Lo: span.Lo, Hi: span.Hi}).ticks(max(2, r.H/s.screen.px(20)), formatTick) {
		put(tick.Value, tick.Text)
	}
}

// chartRange is the range of values of a row of charts.
func chartRange(what kind, codes span) span {
	if what == rowDeviation {
		return span{0, spreadMost}
	}
	return codes
}
