package view

import (
	"fmt"
)

func (b *Board) buildImages(s *Scene, l *labels, p Panel) {
	m := b.data.Images
	if m == nil {
		l.title(p, "Reconstructions")
		l.empty(p, "No images yet")
		return
	}
	t := PlaceTiles(b.screen, p.Body, b.boardRows(m), int(m.N), int(m.W), int(m.H))
	s.Tiles = &t
	note := "step " + Count(int(b.data.Step))
	if b.view.Order == "worst" {
		note = "largest errors first, " + note
	}
	l.title(p, "Reconstructions", "error: blue too dark, orange too bright \u00b7 "+note, note)
	t.label(l, m.Errors)
	b.drawCodes(s, l, &t)
	s.Column = b.columnAt(&t, PanelImages)
}

// columnAt returns the column of tiles that the pointer or the keyboard's cursor is on, or -1.
func (b *Board) columnAt(t *Tiles, panel string) int {
	if b.cursor.inside {
		if i := t.Hit(b.cursor.x, b.cursor.y); i >= 0 {
			return i
		}
	}
	if i, ok := b.picked(panel, t.N); ok {
		return i
	}
	return -1
}

func (b *Board) buildPlane(s *Scene, l *labels, p Panel) {
	title := "Latent plane"
	if b.view.Plane == "pixels" {
		title = "Input plane"
	}
	l.title(p, title)
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
	if g := b.data.Grid; g != nil && s.has(PanelGrid) {
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
	title := "Latent grid"
	if b.view.Plane == "pixels" {
		title = "Input grid"
	}
	if g == nil {
		l.title(p, title)
		l.empty(p, "No grid yet")
		return
	}
	x, y := Range{float64(g.X0), float64(g.X1)}, Range{float64(g.Y0), float64(g.Y1)}
	s.Grid, s.GridPick, s.GridTile = gridPlot(b.screen, p.Body, int(g.N), int(g.W), int(g.H), x, y)
	s.GridRoom = gridRoom(gridSide(b.screen, p.Body))
	wish := max(int(g.N), b.view.Grid)
	count := fmt.Sprintf("%d \u00d7 %[1]d", wish)
	if s.Grid == nil {
		l.title(p, title, count)
		return
	}
	shown := fmt.Sprintf("%d \u00d7 %[1]d", s.GridPick.N)
	if s.GridPick.N < wish {
		count = shown + " of " + count
	}
	l.title(p, title, count+" decoded points", count, shown)
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
	b.buildPhases(s, l, c)
	b.buildBaseline(s, l, c)
}
