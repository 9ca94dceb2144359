// Package paint draws scenes of the canvas with Ebiten. Where things go and which color they have is decided in view.
package paint

import (
	"image/color"

	"github.com/hajimehoshi/ebiten/v2"

	"bottleneck/wasm/canvas/view"
)

// Painter keeps the textures from frame to frame.
type Painter struct {
	scale         float64
	ink           *ink
	images, code  imageTextures
	filters       filterTexture
	grid          gridTexture
	hover, pinned probeTexture
}

// Paint draws the scene over all of dst.
func (p *Painter) Paint(dst ebiten.FinalScreen, s *view.Scene, d *view.Data) {
	if p.ink == nil || p.scale != s.Screen.Scale {
		p.ink, p.scale = newInk(s.Screen.Scale), s.Screen.Scale
	}
	all := view.Rect{W: s.Screen.W, H: s.Screen.H}
	p.paintImages(dst, s, d)
	p.paintViews(dst, s, d)
	p.paintPlane(dst, s, d)
	p.paintGrid(dst, s, d)
	p.paintLoss(dst, s)
	p.paintCrosses(dst, s)
	p.paintLegend(s)
	p.ink.flush(dst, all)
	p.paintPopups(dst, s, d)
}

func (p *Painter) paintImages(dst ebiten.FinalScreen, s *view.Scene, d *view.Data) {
	t := s.Tiles
	if t == nil || t.N == 0 {
		return
	}
	p.images.update(d.Images, d.ImagesVersion, t)
	for row := range t.Pictures() {
		for i := range t.N {
			p.images.draw(dst, t, row, i)
		}
	}
	if s.Column >= 0 {
		p.ink.frame(t.Column(s.Column).Inset(-s.Screen.Hairline()), s.Screen.Px(1.5), s.Theme.Accent)
		p.ink.flush(dst, view.Rect{W: s.Screen.W, H: s.Screen.H})
	}
}

// paintField draws the back of a plot and lines at its ticks.
func (p *Painter) paintField(s *view.Scene, plot *view.Plot) {
	hair := s.Screen.Hairline()
	a := plot.Area
	p.ink.fill(a, s.Theme.Plot)
	for _, t := range plot.XTicks {
		p.ink.fill(view.Rect{X: int(plot.X.At(t.Value)), Y: a.Y, W: hair, H: a.H}, s.Theme.Grid)
	}
	for _, t := range plot.YTicks {
		p.ink.fill(view.Rect{X: a.X, Y: int(plot.Y.At(t.Value)), W: a.W, H: hair}, s.Theme.Grid)
	}
}

// paintAxes draws the left and lower border.
func (p *Painter) paintAxes(s *view.Scene, a view.Rect) {
	hair := s.Screen.Hairline()
	p.ink.fill(view.Rect{X: a.X - hair, Y: a.Y, W: hair, H: a.H + hair}, s.Theme.Line)
	p.ink.fill(view.Rect{X: a.X, Y: a.Bottom(), W: a.W, H: hair}, s.Theme.Line)
}

func (p *Painter) paintPlane(dst ebiten.FinalScreen, s *view.Scene, d *view.Data) {
	plot := s.Plane
	if plot == nil {
		return
	}
	p.paintField(s, plot)
	if !s.GridRange.Empty() {
		p.ink.frame(s.GridRange, s.Screen.Hairline(), faded(s.Theme.Accent, 0.6))
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
			p.ink.stamp(p.ink.dot, float32(plot.X.At(float64(c.X[i]))), float32(plot.Y.At(float64(c.Y[i]))), ink)
		}
	}
	p.ink.fill(s.AxisHits[1], faded(s.Theme.Plot, 0.8)) // so that points do not disturb the name
	p.ink.flush(dst, plot.Area)
	p.paintAxes(s, plot.Area)
}

func (p *Painter) paintGrid(dst ebiten.FinalScreen, s *view.Scene, d *view.Data) {
	if s.Grid == nil {
		return
	}
	p.grid.update(d.Grid, d.GridVersion, s.GridTile, s.GridPick)
	n, a := s.GridPick.N, s.Grid.Area
	drawSharp(dst, p.grid.image, n*p.grid.cellW, n*p.grid.cellH, a)
	hair, mark := s.Screen.Hairline(), s.Screen.Px(4)
	for _, t := range s.Grid.XTicks {
		p.ink.fill(view.Rect{X: int(s.Grid.X.At(t.Value)), Y: a.Bottom(), W: hair, H: mark}, s.Theme.Line)
	}
	for _, t := range s.Grid.YTicks {
		p.ink.fill(view.Rect{X: a.X - mark, Y: int(s.Grid.Y.At(t.Value)), W: mark, H: hair}, s.Theme.Line)
	}
}

func (p *Painter) paintLoss(dst ebiten.FinalScreen, s *view.Scene) {
	l := s.Loss
	if l == nil {
		return
	}
	p.paintField(s, l.Plot)
	p.ink.line(l.Train, p.ink.thin, s.Theme.Train)
	p.ink.line(l.Test, p.ink.thick, s.Theme.Test)
	if len(l.Test) <= l.Area.W/s.Screen.Px(10) {
		for _, t := range l.Test {
			p.ink.stamp(p.ink.swatch, t.X, t.Y, s.Theme.Test)
		}
	}
	p.fillAll(s.Over)
	if s.LossLine >= 0 {
		p.ink.fill(view.Rect{X: s.LossLine, Y: l.Area.Y, W: s.Screen.Hairline(), H: l.Area.H}, s.Theme.Muted)
		for i, c := range [...]color.NRGBA{s.Theme.Train, s.Theme.Test} {
			if dot := s.LossDots[i]; dot != nil {
				p.ink.stamp(p.ink.halo, dot.X, dot.Y, s.Theme.Plot)
				p.ink.stamp(p.ink.swatch, dot.X, dot.Y, c)
			}
		}
	}
	p.ink.flush(dst, l.Area)
	p.paintAxes(s, l.Area)
}

// paintCrosses draws the latent cursor as lines across, and the pin as a ring.
func (p *Painter) paintCrosses(dst ebiten.FinalScreen, s *view.Scene) {
	p.ink.flush(dst, view.Rect{W: s.Screen.W, H: s.Screen.H})
	hair := s.Screen.Hairline()
	for _, c := range s.Crosses {
		theme := s.Theme
		if c.OnGrid { // the tiles are black in every theme
			theme = view.Dark
		}
		line, accent := theme.Text, theme.Accent
		a, x, y := c.Area, int(c.X), int(c.Y)
		if c.Pinned {
			p.ink.stamp(p.ink.halo, float32(c.X), float32(c.Y), faded(theme.Plot, 0.8))
			p.ink.stamp(p.ink.ring, float32(c.X), float32(c.Y), accent)
			p.ink.stamp(p.ink.dot, float32(c.X), float32(c.Y), accent)
		} else {
			p.ink.fill(view.Rect{X: a.X, Y: y, W: a.W, H: hair}, faded(line, 0.7))
			p.ink.fill(view.Rect{X: x, Y: a.Y, W: hair, H: a.H}, faded(line, 0.7))
		}
		p.ink.flush(dst, a)
	}
}

func (p *Painter) paintLegend(s *view.Scene) {
	for _, w := range s.Legend {
		x, y := float32(w.Mark.X)+float32(w.Mark.W)/2, float32(w.Mark.Y)+float32(w.Mark.H)/2
		switch w.Kind {
		case "digit":
			ink := s.Theme.Digit(w.Digit)
			if s.Focus >= 0 && s.Focus != int(w.Digit) {
				ink = faded(ink, 0.3)
			}
			p.ink.fill(w.Mark, ink)
		case "train":
			p.ink.fill(w.Mark, s.Theme.Train)
		case "test":
			p.ink.fill(w.Mark, s.Theme.Test)
			p.ink.stamp(p.ink.swatch, x, y, s.Theme.Test)
		}
	}
}

func (p *Painter) paintPopups(dst ebiten.FinalScreen, s *view.Scene, d *view.Data) {
	for _, u := range s.Popups {
		p.ink.frame(u.Card, s.Screen.Hairline(), s.Theme.Line)
		p.ink.fill(u.Card, s.Theme.Card)
		p.fillAll(u.Fills)
		p.ink.flush(dst, view.Rect{W: s.Screen.W, H: s.Screen.H})
		for _, t := range u.Tiles {
			switch {
			case t.Filter:
				p.filters.whole.draw(dst, t.Image%p.filters.whole.cols, t.Image/p.filters.whole.cols, t.Rect)
			case t.Code:
				p.code.whole.draw(dst, t.Image, t.Row, t.Rect)
			case t.Probe == nil:
				p.images.whole.draw(dst, t.Image, t.Row, t.Rect)
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
