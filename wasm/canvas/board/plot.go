package board

import "bottleneck/wasm/canvas/paint"

// plot is a rectangle with axes.
type plot struct {
	Area           rect
	X, Y           scale
	XTicks, YTicks []tick
}

// Measures of a plot, CSS pixels.
const (
	tickColumn = 42 // left of a plot
	tickLine   = 20 // below it
	plotTop    = 4  // above it
	tickEvery  = 46 // least distance of ticks across
	tickDown   = 30 // and down
)

// plotArea leaves room for tick labels.
func plotArea(s Screen, body rect) rect {
	return body.trim(s.px(tickColumn), s.px(plotTop), 0, s.px(tickLine))
}

// newPlot spans the ranges over the area, y upwards.
func newPlot(area rect, x, y span) *plot {
	return &plot{
		Area: area,
		X:    scale{Lo: x.Lo, Hi: x.Hi, P0: float64(area.X), P1: float64(area.right())},
		Y:    scale{Lo: y.Lo, Hi: y.Hi, P0: float64(area.bottom()), P1: float64(area.Y)},
	}
}

// visible tells whether the plot is large enough to be read.
func (p *plot) visible(s Screen) bool { return min(p.Area.W, p.Area.H) >= s.px(40) }

// tick chooses ticks for the room there is.
func (p *plot) tick(s Screen, x, y func(v, step float64) string) {
	p.XTicks = p.X.ticks(max(2, int(s.css(p.Area.W)/tickEvery)), x)
	least := 3
	if p.Area.H < s.px(60) {
		least = 2
	}
	p.YTicks = p.Y.ticks(max(least, int(s.css(p.Area.H)/tickDown)), y)
}

// at returns the pixel of a point.
func (p *plot) at(v point) (x, y float64) { return p.X.at(v.X), p.Y.at(v.Y) }

// invert returns the point at a pixel.
func (p *plot) invert(x, y float64) point { return point{p.X.invert(x), p.Y.invert(y)} }

// label writes the ticks beside and below the plot; those at the right end are pushed in so that nothing is cut off, those
// that would touch taken are left out.
func (p *plot) label(l *labels, taken rect) {
	s := l.screen
	line, w := s.px(16), s.px(64)
	for _, t := range p.YTicks {
		l.put(classTick, t.Text, "r", rect{p.Area.X - s.px(6) - w, int(p.Y.at(t.Value)) - line/2, w, line})
	}
	for _, t := range p.XTicks {
		half := s.px(textWidth(classTick, t.Text) / 2)
		x := min(int(p.X.at(t.Value)), s.W-half-s.px(2))
		y := p.Area.bottom() + s.px(4)
		if !taken.overlaps(rect{x - half, y, 2*half + s.px(8), line}) {
			l.put(classTick, t.Text, "c", rect{x - w/2, y, w, line})
		}
	}
}

// labelAxes writes the names of the axes, x at the right end of the ticks, y inside at the top, and returns where they
// can be clicked.
func (p *plot) labelAxes(l *labels, x, y string) (hitX, hitY rect) {
	s := l.screen
	line := s.px(16)
	w := s.px(textWidth(classAxis, x) + 4)
	hitX = rect{p.Area.right() - w, p.Area.bottom() + s.px(4), w, line}
	l.put(classAxis, x, "r", hitX)
	if y != "" {
		w = s.px(textWidth(classAxis, y) + 8)
		hitY = rect{p.Area.X + s.px(4), p.Area.Y + s.px(4), w, line}
		l.put(classAxis, y, "c", hitY)
	}
	return hitX, hitY
}

// paintField paints the back of a plot and lines at its ticks.
func (p *plot) paintField(b paint.Brush, s Screen, t *theme) {
	hair := s.hairline()
	a := p.Area
	b.Fill(a.pixels(), t.Plot)
	for _, tick := range p.XTicks {
		b.Fill(rect{int(p.X.at(tick.Value)), a.Y, hair, a.H}.pixels(), t.Grid)
	}
	for _, tick := range p.YTicks {
		b.Fill(rect{a.X, int(p.Y.at(tick.Value)), a.W, hair}.pixels(), t.Grid)
	}
}

// paintAxes paints the left and the lower border.
func (p *plot) paintAxes(b paint.Brush, s Screen, t *theme) {
	hair := s.hairline()
	a := p.Area
	b.Fill(rect{a.X - hair, a.Y, hair, a.H + hair}.pixels(), t.Line)
	b.Fill(rect{a.X, a.bottom(), a.W, hair}.pixels(), t.Line)
}
