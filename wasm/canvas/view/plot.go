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
	tickEvery  = 58 // least distance of ticks across
	tickDown   = 30 // and down
)

// plotArea leaves room for tick labels.
func plotArea(s Screen, body Rect) Rect {
	return body.Trim(s.Px(tickColumn), s.Px(4), 0, s.Px(tickLine))
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
	p.YTicks = p.Y.Ticks(max(3, int(s.CSS(p.Area.H)/tickDown)), y)
}

// At returns the pixel of a point.
func (p *Plot) At(v Point) (x, y float64) { return p.X.At(v.X), p.Y.At(v.Y) }

// Invert returns the point at a pixel.
func (p *Plot) Invert(x, y float64) Point { return Point{p.X.Invert(x), p.Y.Invert(y)} }

// label writes the ticks beside and below the plot; those at the right end are pushed in so that nothing is cut off.
func (p *Plot) label(l *labels) {
	s := l.screen
	line, w := s.Px(16), s.Px(64)
	for _, t := range p.YTicks {
		l.put(ClassTick, t.Text, "r", Rect{p.Area.X - s.Px(6) - w, int(p.Y.At(t.Value)) - line/2, w, line})
	}
	for _, t := range p.XTicks {
		half := s.Px(TextWidth(ClassTick, t.Text) / 2)
		x := min(int(p.X.At(t.Value)), s.W-half-s.Px(2))
		l.put(ClassTick, t.Text, "c", Rect{x - w/2, p.Area.Bottom() + s.Px(4), w, line})
	}
}

// labelAxes writes the names of the axes inside the plot and returns where they can be clicked.
func (p *Plot) labelAxes(l *labels, x, y string) (hitX, hitY Rect) {
	s := l.screen
	line, pad := s.Px(16), s.Px(6)
	w := s.Px(TextWidth(ClassAxis, x) + 4)
	hitX = Rect{p.Area.Right() - pad - w, p.Area.Bottom() - line - s.Px(3), w, line}
	w = s.Px(TextWidth(ClassAxis, y) + 4)
	hitY = Rect{p.Area.X + pad, p.Area.Y + s.Px(3), w, line}
	l.put(ClassAxis, x, "r", hitX)
	l.put(ClassAxis, y, "l", hitY)
	return hitX, hitY
}

// gridPlot places the grid of n x n tiles as a square in the body. Its scales run from the middle of the first tile to
// that of the last, since that is where the tiles were decoded.
func gridPlot(s Screen, body Rect, n, tileW, tileH int, x, y Range) (*Plot, int) {
	area := plotArea(s, body)
	tile := min(area.W, area.H) / n
	if tile < 1 {
		return nil, 0
	}
	if whole := tile / tileW * tileW; whole > 0 && tile-whole <= tile/8 {
		tile = whole
	}
	h := max(1, tile*tileH/tileW)
	area = Rect{area.X + (area.W-n*tile)/2, area.Y, n * tile, n * h}
	p := newPlot(area, x, y)
	p.X.P0, p.X.P1 = p.X.P0+float64(tile)/2, p.X.P1-float64(tile)/2
	p.Y.P0, p.Y.P1 = p.Y.P0-float64(h)/2, p.Y.P1+float64(h)/2
	if n == 1 {
		// One tile stands for the middle of the range.
		p.X.P0, p.X.P1, p.Y.P0, p.Y.P1 = float64(area.X), float64(area.Right()), float64(area.Bottom()), float64(area.Y)
	}
	p.tick(s, FormatTick, FormatTick)
	return p, tile
}
