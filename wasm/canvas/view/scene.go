package view

import "fmt"

// Scene is all that there is to paint. A part without data is nil.
type Scene struct {
	Screen   Screen
	Theme    *Theme
	Panels   []Panel
	Tiles    *Tiles
	Plane    *Plot // scatter
	Grid     *Plot // decoded tiles, GridTile pixels wide
	GridTile int
	GridPick Sample // tiles that are drawn
	GridFree int    // height that the panel has left below the grid
	Loss     *Loss

	GridRange Rect // of the grid, seen on the plane
	Legend    []Swatch
	Focus     int     // label that stands out, -1: none
	Column    int     // image below the pointer, -1: none
	Crosses   []Cross // latent cursor and pin
	LossLine  int     // step below the pointer as a pixel, -1: none
	LossDots  [2]*XY  // points read out: train, test
	AxisHits  [2]Rect // names of the axes
	Popups    []Popup
	Labels    []Label
}

// Swatch is the mark of a legend's entry: a bar below a digit, a line beside the name of a curve.
type Swatch struct {
	Mark  Rect
	Hit   Rect
	Kind  string // "digit", "train" or "test"
	Digit byte
}

// Cross marks a point on the plane or the grid.
type Cross struct {
	Area   Rect
	X, Y   float64
	Pinned bool
	OnGrid bool
}

// plot returns the plot of the latent plane that a panel shows, or nil.
func (s *Scene) plot(panel string) *Plot {
	if panel == PanelGrid {
		return s.Grid
	}
	return s.Plane
}

func (b *Board) build() *Scene {
	s := &Scene{Screen: b.screen, Theme: b.Theme(), Focus: -1, Column: -1, LossLine: -1}
	l := &labels{screen: b.screen}
	s.Panels = Arrange(b.screen, b.view.Panels, Wants{b.wantImages, b.wantGrid})
	for _, p := range s.Panels {
		switch p.Name {
		case PanelImages:
			b.buildImages(s, l, p)
		case PanelLatent:
			b.buildPlane(s, l, p)
		case PanelGrid:
			b.buildGrid(s, l, p)
		case PanelLoss:
			b.buildLoss(s, l, p)
		}
	}
	b.buildCrosses(s)
	b.buildPopups(s, l)
	s.Labels = l.list
	return s
}

func (b *Board) wantImages(w, most int) int {
	m := b.data.Images
	if m == nil {
		return min(most, b.screen.Px(240))
	}
	t := PlaceTiles(b.screen, Rect{W: w, H: most}, ImageRows(m), int(m.N), int(m.W), int(m.H))
	return t.Height(b.screen)
}

func (b *Board) wantGrid(most int) int {
	g := b.data.Grid
	if g == nil || most < 1 {
		return max(0, most)
	}
	n := sampleGrid(most, int(g.N)).N
	return n * gridTile(most, n, int(g.W))
}

// title writes a panel's title, and at the right the first note that there is room for.
func (l *labels) title(p Panel, title string, notes ...string) {
	s := l.screen
	line := Rect{p.Frame.X, p.Frame.Y, p.Frame.W, s.Px(22)}
	l.put(ClassTitle, title, "l", line)
	left := s.Px(TextWidth(ClassTitle, title) + 12)
	for _, note := range notes {
		if s.Px(TextWidth(ClassNote, note)) <= p.Frame.W-left {
			l.put(ClassNote, note, "r", line.Trim(left, 0, 0, 0))
			return
		}
	}
}

func (l *labels) empty(p Panel, text string) {
	line := l.screen.Px(20)
	l.put(ClassEmpty, text, "c", Rect{p.Body.X, p.Body.Y + (p.Body.H-line)/2, p.Body.W, line})
}

func (b *Board) buildImages(s *Scene, l *labels, p Panel) {
	m := b.data.Images
	if m == nil {
		l.title(p, "Reconstructions")
		l.empty(p, "No images yet")
		return
	}
	t := PlaceTiles(b.screen, p.Body, ImageRows(m), int(m.N), int(m.W), int(m.H))
	s.Tiles = &t
	note := "step " + Count(int(b.data.Step))
	if b.view.Order == "worst" {
		note = "largest errors first, " + note
	}
	l.title(p, "Reconstructions", "error: blue too dark, orange too bright \u00b7 "+note, note)
	t.label(l, m)
	if b.cursor.inside {
		s.Column = t.Hit(b.cursor.x, b.cursor.y)
	}
}

func (b *Board) buildPlane(s *Scene, l *labels, p Panel) {
	l.title(p, "Latent plane")
	c := b.data.Codes
	if c == nil || len(c.X) == 0 {
		l.empty(p, "No codes yet")
		return
	}
	s.Plane = newPlot(plotArea(b.screen, p.Body), b.rangeX, b.rangeY)
	if !s.Plane.visible(b.screen) {
		s.Plane = nil
		return
	}
	s.Plane.tick(b.screen, FormatTick, FormatTick)
	axisY := c.AxisY
	if b.data.Strip {
		s.Plane.YTicks, axisY = nil, ""
	}
	s.AxisHits[0], s.AxisHits[1] = s.Plane.labelAxes(l, c.AxisX, axisY)
	s.Plane.label(l, s.AxisHits[0])
	if g := b.data.Grid; g != nil {
		x0, y1 := s.Plane.At(Point{float64(g.X0), float64(g.Y1)})
		x1, y0 := s.Plane.At(Point{float64(g.X1), float64(g.Y0)})
		s.GridRange = Rect{int(x0), int(y1), int(x1) - int(x0), int(y0) - int(y1)}
	}
	b.buildLegend(s, l, p)
	b.labelDigits(s, l)
}

// buildLegend writes the digits and their colors at the right of the title.
func (b *Board) buildLegend(s *Scene, l *labels, p Panel) {
	px := b.screen.Px
	classes := b.data.Classes
	room := p.Frame.W - px(TextWidth(ClassTitle, "Latent plane")+8)
	step := min(px(22), room/max(1, len(classes)))
	if step < px(12) {
		return
	}
	x := p.Frame.Right() - step*len(classes)
	for i, c := range classes {
		hit := Rect{x + i*step, p.Frame.Y, step, px(24)}
		s.Legend = append(s.Legend, Swatch{hit.Trim(px(2), px(19), px(2), px(1)), hit, "digit", c.Label})
		l.put(ClassLegend, fmt.Sprint(c.Label), "c", Rect{hit.X, hit.Y, step, px(20)})
		if b.cursor.inside && hit.Contains(b.cursor.x, b.cursor.y) {
			s.Focus = int(c.Label)
		}
	}
}

// labelDigits writes each digit in the middle of its points, so that color is not all that tells them apart; of digits
// that would touch only the first is written.
func (b *Board) labelDigits(s *Scene, l *labels) {
	side := b.screen.Px(18)
	var taken []Rect
	for _, label := range l.list {
		if label.Class == ClassAxis {
			taken = append(taken, label.Ink(b.screen))
		}
	}
next:
	for _, c := range b.data.Classes {
		x, y := s.Plane.At(c.Middle)
		box := Rect{int(x) - side/2, int(y) - side/2, side, side}
		if !s.Plane.Area.Contains(x, y) || s.Focus >= 0 && s.Focus != int(c.Label) {
			continue
		}
		for _, t := range taken {
			if t.Overlaps(box) {
				continue next
			}
		}
		taken = append(taken, box)
		l.put(ClassDigit, fmt.Sprint(c.Label), "c", box)
	}
}

func (b *Board) buildGrid(s *Scene, l *labels, p Panel) {
	g := b.data.Grid
	if g == nil {
		l.title(p, "Latent grid")
		l.empty(p, "No grid yet")
		return
	}
	x, y := Range{float64(g.X0), float64(g.X1)}, Range{float64(g.Y0), float64(g.Y1)}
	s.Grid, s.GridPick, s.GridTile = gridPlot(b.screen, p.Body, int(g.N), int(g.W), int(g.H), x, y)
	count := fmt.Sprintf("%d \u00d7 %d", g.N, g.N)
	if s.Grid == nil {
		l.title(p, "Latent grid", count)
		return
	}
	shown := fmt.Sprintf("%d \u00d7 %[1]d", s.GridPick.N)
	if s.GridPick.Every > 1 {
		count = shown + " of " + count
	}
	l.title(p, "Latent grid", count+" decoded points", count, shown)
	s.GridFree = p.Body.Bottom() - s.Grid.Area.Bottom()
	if b.data.Strip {
		s.Grid.YTicks = nil
	}
	s.Grid.label(l, Rect{})
}

func (b *Board) buildLoss(s *Scene, l *labels, p Panel) {
	c := b.data.Curve
	unit := ""
	if c != nil {
		unit = c.Unit
	}
	if b.view.Log && unit != "" {
		l.title(p, "Loss", unit+", log scale", unit+", log", "log scale")
	} else {
		l.title(p, "Loss", unit)
	}
	if c == nil {
		l.empty(p, "No losses yet")
		return
	}
	s.Loss = placeLoss(b.screen, p.Body, c, b.view.Log)
	if s.Loss == nil {
		l.empty(p, "No losses yet")
		return
	}
	if !s.Loss.visible(b.screen) {
		s.Loss = nil
		return
	}
	s.Loss.label(l, Rect{})
	b.buildLossLegend(s, l, c)
}
