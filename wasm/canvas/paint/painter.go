// Package paint turns scenes of the canvas into pixels. Where things go and which color they have is decided in view.
package paint

import (
	"image"
	"image/color"

	"bottleneck/wasm/canvas/view"
)

// Painter keeps what it has made from frame to frame.
type Painter struct {
	scale         float64
	ink           *ink
	images, code  imageTiles
	filters       filterTiles
	grid          gridTiles
	hover, pinned probeTile
}

// Paint paints the scene on dst, which is as large as its screen: premultiplied, and transparent where nothing is.
func (p *Painter) Paint(dst *image.RGBA, s *view.Scene, d *view.Data) {
	if p.ink == nil || p.scale != s.Screen.Scale {
		p.ink, p.scale = newInk(s.Screen.Scale), s.Screen.Scale
	}
	clear(dst.Pix)
	p.paintImages(dst, s, d)
	p.paintViews(dst, s, d)
	p.paintPlane(dst, s, d)
	p.paintGrid(dst, s, d)
	p.paintLoss(dst, s)
	p.paintCrosses(dst, s)
	p.paintLegend(dst, s)
	p.paintPopups(dst, s, d)
}

func (p *Painter) paintImages(dst *image.RGBA, s *view.Scene, d *view.Data) {
	t := s.Tiles
	if t == nil || t.N == 0 {
		return
	}
	p.images.update(d.Images, d.ImagesVersion, t)
	for row := range t.Pictures() {
		for i := range t.N {
			p.images.draw(dst, i, row, t.Tile(row, i))
		}
	}
	if s.Column >= 0 {
		p.ink.frame(dst, t.Column(s.Column).Inset(-s.Screen.Hairline()), s.Screen.Px(1.5), s.Theme.Accent)
	}
}

// paintField draws the back of a plot and lines at its ticks.
func (p *Painter) paintField(dst *image.RGBA, s *view.Scene, plot *view.Plot) {
	hair := s.Screen.Hairline()
	a := plot.Area
	p.ink.fill(dst, a, s.Theme.Plot)
	for _, t := range plot.XTicks {
		p.ink.fill(dst, view.Rect{X: int(plot.X.At(t.Value)), Y: a.Y, W: hair, H: a.H}, s.Theme.Grid)
	}
	for _, t := range plot.YTicks {
		p.ink.fill(dst, view.Rect{X: a.X, Y: int(plot.Y.At(t.Value)), W: a.W, H: hair}, s.Theme.Grid)
	}
}

// paintAxes draws the left and lower border.
func (p *Painter) paintAxes(dst *image.RGBA, s *view.Scene, a view.Rect) {
	hair := s.Screen.Hairline()
	p.ink.fill(dst, view.Rect{X: a.X - hair, Y: a.Y, W: hair, H: a.H + hair}, s.Theme.Line)
	p.ink.fill(dst, view.Rect{X: a.X, Y: a.Bottom(), W: a.W, H: hair}, s.Theme.Line)
}

func (p *Painter) paintPlane(dst *image.RGBA, s *view.Scene, d *view.Data) {
	plot := s.Plane
	if plot == nil {
		return
	}
	area := within(dst, plot.Area)
	p.paintField(area, s, plot)
	if !s.GridRange.Empty() {
		p.ink.frame(area, s.GridRange, s.Screen.Hairline(), faded(s.Theme.Accent, 0.6))
	}
	c := d.Codes
	labelled := len(c.Labels) > 0
	// What stands out is drawn last.
	for _, front := range [...]bool{false, true} {
		for i := range c.X {
			ink := faded(s.Theme.Muted, 0.7)
			focus := s.Focus < 0
			if labelled {
				ink = faded(s.Theme.Digit(c.Labels[i]), 0.85)
				focus = focus || int(c.Labels[i]) == s.Focus
			}
			if focus != front {
				continue
			}
			if !focus {
				ink = faded(s.Theme.Muted, 0.15)
			}
			p.ink.stamp(area, &p.ink.dot, plot.X.At(float64(c.X[i])), plot.Y.At(float64(c.Y[i])), ink)
		}
	}
	p.ink.fill(area, s.AxisHits[1], faded(s.Theme.Plot, 0.8)) // so that points do not disturb the name
	p.paintAxes(dst, s, plot.Area)
}

func (p *Painter) paintGrid(dst *image.RGBA, s *view.Scene, d *view.Data) {
	if s.Grid == nil {
		return
	}
	p.grid.update(d.Grid, d.GridVersion, s.GridTile, s.GridPick)
	a := s.Grid.Area
	p.grid.drawAll(dst, a)
	hair, mark := s.Screen.Hairline(), s.Screen.Px(4)
	for _, t := range s.Grid.XTicks {
		p.ink.fill(dst, view.Rect{X: int(s.Grid.X.At(t.Value)), Y: a.Bottom(), W: hair, H: mark}, s.Theme.Line)
	}
	for _, t := range s.Grid.YTicks {
		p.ink.fill(dst, view.Rect{X: a.X - mark, Y: int(s.Grid.Y.At(t.Value)), W: mark, H: hair}, s.Theme.Line)
	}
}

func (p *Painter) paintLoss(dst *image.RGBA, s *view.Scene) {
	l := s.Loss
	if l == nil {
		return
	}
	area := within(dst, l.Area)
	p.paintField(area, s, l.Plot)
	p.ink.line(area, l.Train, p.ink.thin, s.Theme.Train)
	p.ink.line(area, l.Test, p.ink.thick, s.Theme.Test)
	if len(l.Test) <= l.Area.W/s.Screen.Px(10) {
		for _, t := range l.Test {
			p.ink.stamp(area, &p.ink.swatch, float64(t.X), float64(t.Y), s.Theme.Test)
		}
	}
	p.fillAll(area, s.Over)
	if s.LossLine >= 0 {
		p.ink.fill(area, view.Rect{X: s.LossLine, Y: l.Area.Y, W: s.Screen.Hairline(), H: l.Area.H}, s.Theme.Muted)
		for i, c := range [...]color.NRGBA{s.Theme.Train, s.Theme.Test} {
			if dot := s.LossDots[i]; dot != nil {
				p.ink.stamp(area, &p.ink.halo, float64(dot.X), float64(dot.Y), s.Theme.Plot)
				p.ink.stamp(area, &p.ink.swatch, float64(dot.X), float64(dot.Y), c)
			}
		}
	}
	p.paintAxes(dst, s, l.Area)
}

// paintCrosses draws the latent cursor as lines across, and the pin as a ring.
func (p *Painter) paintCrosses(dst *image.RGBA, s *view.Scene) {
	hair := s.Screen.Hairline()
	for _, c := range s.Crosses {
		theme := s.Theme
		if c.OnGrid { // the tiles are black in every theme
			theme = view.Dark
		}
		line, accent := theme.Text, theme.Accent
		a, x, y := c.Area, int(c.X), int(c.Y)
		area := within(dst, a)
		if c.Pinned {
			p.ink.stamp(area, &p.ink.halo, c.X, c.Y, faded(theme.Plot, 0.8))
			p.ink.stamp(area, &p.ink.ring, c.X, c.Y, accent)
			p.ink.stamp(area, &p.ink.dot, c.X, c.Y, accent)
		} else {
			p.ink.fill(area, view.Rect{X: a.X, Y: y, W: a.W, H: hair}, faded(line, 0.7))
			p.ink.fill(area, view.Rect{X: x, Y: a.Y, W: hair, H: a.H}, faded(line, 0.7))
		}
	}
}

func (p *Painter) paintLegend(dst *image.RGBA, s *view.Scene) {
	for _, w := range s.Legend {
		x, y := float64(w.Mark.X)+float64(w.Mark.W)/2, float64(w.Mark.Y)+float64(w.Mark.H)/2
		switch w.Kind {
		case "digit":
			ink := s.Theme.Digit(w.Digit)
			if s.Focus >= 0 && s.Focus != int(w.Digit) {
				ink = faded(ink, 0.3)
			}
			p.ink.fill(dst, w.Mark, ink)
		case "train":
			p.ink.fill(dst, w.Mark, s.Theme.Train)
		case "test":
			p.ink.fill(dst, w.Mark, s.Theme.Test)
			p.ink.stamp(dst, &p.ink.swatch, x, y, s.Theme.Test)
		}
	}
}

func (p *Painter) paintPopups(dst *image.RGBA, s *view.Scene, d *view.Data) {
	for _, u := range s.Popups {
		p.ink.frame(dst, u.Card, s.Screen.Hairline(), s.Theme.Line)
		p.ink.fill(dst, u.Card, s.Theme.Card)
		p.fillAll(dst, u.Fills)
		for _, t := range u.Tiles {
			switch {
			case t.Filter:
				p.filters.draw(dst, t.Image%s.Filters.Cols, t.Image/s.Filters.Cols, t.Rect)
			case t.Code:
				p.code.draw(dst, t.Image, t.Row, t.Rect)
			case t.Probe == nil:
				p.images.draw(dst, t.Image, t.Row, t.Rect)
			case t.Probe.Pinned:
				p.pinned.update(t.Probe, d.PinnedVersion)
				p.pinned.draw(dst, 0, 0, t.Rect)
			default:
				p.hover.update(t.Probe, d.HoverVersion)
				p.hover.draw(dst, 0, 0, t.Rect)
			}
		}
	}
}
