package view

// Plot is a rectangle with axes.
type Plot struct {
	Area           Rect
	X, Y           Scale
	XTicks, YTicks []Tick
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
func plotArea(s Screen, body Rect) Rect {
	return body.Trim(s.Px(tickColumn), s.Px(plotTop), 0, s.Px(tickLine))
}

// newPlot spans the ranges over the area, y upwards.
func newPlot(area Rect, x, y Range) *Plot {
	return &Plot{
		Area: area,
		X:    Scale{Lo: x.Lo, Hi: x.Hi, P0: float64(area.X), P1: float64(area.Right())},
		Y:    Scale{Lo: y.Lo, Hi: y.Hi, P0: float64(area.Bottom()), P1: float64(area.Y)},
	}
}

// visible tells whether the plot is large enough to be read.
func (p *Plot) visible(s Screen) bool { return min(p.Area.W, p.Area.H) >= s.Px(40) }

// tick chooses ticks for the room there is.
func (p *Plot) tick(s Screen, x, y func(v, step float64) string) {
	p.XTicks = p.X.Ticks(max(2, int(s.CSS(p.Area.W)/tickEvery)), x)
	least := 3
	if p.Area.H < s.Px(60) {
		least = 2
	}
	p.YTicks = p.Y.Ticks(max(least, int(s.CSS(p.Area.H)/tickDown)), y)
}

// At returns the pixel of a point.
func (p *Plot) At(v Point) (x, y float64) { return p.X.At(v.X), p.Y.At(v.Y) }

// Invert returns the point at a pixel.
func (p *Plot) Invert(x, y float64) Point { return Point{p.X.Invert(x), p.Y.Invert(y)} }

// label writes the ticks beside and below the plot; those at the right end are pushed in so that nothing is cut off, those
// that would touch taken are left out.
func (p *Plot) label(l *labels, taken Rect) {
	s := l.screen
	line, w := s.Px(16), s.Px(64)
	for _, t := range p.YTicks {
		l.put(ClassTick, t.Text, "r", Rect{p.Area.X - s.Px(6) - w, int(p.Y.At(t.Value)) - line/2, w, line})
	}
	for _, t := range p.XTicks {
		half := s.Px(TextWidth(ClassTick, t.Text) / 2)
		x := min(int(p.X.At(t.Value)), s.W-half-s.Px(2))
		y := p.Area.Bottom() + s.Px(4)
		if !taken.Overlaps(Rect{x - half, y, 2*half + s.Px(8), line}) {
			l.put(ClassTick, t.Text, "c", Rect{x - w/2, y, w, line})
		}
	}
}

// labelAxes writes the names of the axes, x at the right end of the ticks, y inside at the top, and returns where they
// can be clicked.
func (p *Plot) labelAxes(l *labels, x, y string) (hitX, hitY Rect) {
	s := l.screen
	line := s.Px(16)
	w := s.Px(TextWidth(ClassAxis, x) + 4)
	hitX = Rect{p.Area.Right() - w, p.Area.Bottom() + s.Px(4), w, line}
	l.put(ClassAxis, x, "r", hitX)
	if y != "" {
		w = s.Px(TextWidth(ClassAxis, y) + 8)
		hitY = Rect{p.Area.X + s.Px(4), p.Area.Y + s.Px(4), w, line}
		l.put(ClassAxis, y, "c", hitY)
	}
	return hitX, hitY
}
