package board

import (
	"strconv"

	"bottleneck/core/fact"
	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/paint"
)

func init() {
	rooms["latent"] = func(s *state) room { return &latent{state: s} }
}

var (
	titleInputPlane  = fact.New("panel_input_plane").Error()
	titleLatentPlane = fact.New("panel_latent_plane").Error()
)

// latent shows the codes of test images as points of a plane.
type latent struct {
	*state
	plot    *plot   // nil without codes
	grid    rect    // of the grid's panel, where that is shown
	axes    [2]rect // names of the axes
	legend  []digitMark
	focus   int // digit that stands out, or -1
	crosses []cross

	x, y span   // shown
	seen string // names of the axes that they belong to
}

// digitMark is the mark of a digit in the legend.
type digitMark struct {
	rect
	digit byte
}

var (
	_ plotted  = (*latent)(nil)
	_ clicked  = (*latent)(nil)
	_ informed = (*latent)(nil)
)

// take lets the axes follow the codes.
func (r *latent) take(came *wire.Snapshot, anew bool) {
	if anew {
		r.x, r.y = span{}, span{}
	}
	if c := came.Codes; c != nil {
		if plane := c.AxisX + "\x00" + c.AxisY; !c.PCA && plane != r.seen {
			r.x, r.y, r.seen = span{}, span{}, plane
		}
	}
	if r.data.Codes != nil && (came.Codes != nil || came.Grid != nil) {
		x, y := r.data.planeRange()
		r.x, r.y = settle(r.x, x), settle(r.y, y)
	}
}

func (r *latent) place(p panel, l *labels) {
	r.plot, r.grid, r.axes, r.legend, r.focus, r.crosses = nil, rect{}, [2]rect{}, r.legend[:0], -1, nil
	title := titleLatentPlane
	if r.view.Plane == "pixels" {
		title = titleInputPlane
	}
	l.title(p, title)
	c := r.data.Codes
	if c == nil || len(c.X) == 0 {
		l.empty(p, noCodes)
		return
	}
	plot := newPlot(plotArea(r.screen, p.Body), r.x, r.y)
	if !plot.visible(r.screen) {
		return
	}
	r.plot = plot
	plot.tick(r.screen, formatTick, formatTick)
	axisY := c.AxisY
	if r.data.Strip {
		plot.YTicks, axisY = nil, ""
	}
	r.axes[0], r.axes[1] = plot.labelAxes(l, c.AxisX, axisY)
	plot.label(l, r.axes[0])
	if g := r.data.Grid; g != nil && r.shows("grid") {
		x0, y1 := plot.at(point{float64(g.X0), float64(g.Y1)})
		x1, y0 := plot.at(point{float64(g.X1), float64(g.Y0)})
		r.grid = rect{int(x0), int(y1), int(x1) - int(x0), int(y0) - int(y1)}
	}
	r.placeLegend(l, p)
	r.labelDigits(l)
	r.crosses = r.cursor.crosses(plot)
}

// placeLegend writes the digits and their colors at the right of the title.
func (r *latent) placeLegend(l *labels, p panel) {
	px := r.screen.px
	classes := r.data.Classes
	room := p.Frame.W - px(textWidth(classTitle, titleLatentPlane)+8)
	step := min(px(22), room/max(1, len(classes)))
	if step < px(12) {
		return
	}
	x := p.Frame.right() - step*len(classes)
	for i, c := range classes {
		hit := rect{x + i*step, p.Frame.Y, step, px(24)}
		r.legend = append(r.legend, digitMark{hit.trim(px(2), px(19), px(2), px(1)), c.Label})
		l.put(classLegend, strconv.Itoa(int(c.Label)), "c", rect{hit.X, hit.Y, step, px(20)})
		if r.cursor.inside && hit.contains(r.cursor.x, r.cursor.y) {
			r.focus = int(c.Label)
		}
	}
}

// labelDigits writes each digit in the middle of its points, so that color is not all that tells them apart; of digits
// that would touch only the first is written.
func (r *latent) labelDigits(l *labels) {
	side := r.screen.px(18)
	var taken []rect
	for _, label := range l.list {
		if label.Class == classAxis {
			taken = append(taken, label.ink(r.screen))
		}
	}
next:
	for _, c := range r.data.Classes {
		x, y := r.plot.at(c.Middle)
		box := rect{int(x) - side/2, int(y) - side/2, side, side}
		if !r.plot.Area.contains(x, y) || r.focus >= 0 && r.focus != int(c.Label) {
			continue
		}
		for _, t := range taken {
			if t.overlaps(box) {
				continue next
			}
		}
		taken = append(taken, box)
		l.put(classDigit, strconv.Itoa(int(c.Label)), "c", box)
	}
}

func (r *latent) plane() (p *plot, below int) { return r.plot, 0 }

// click turns an axis to the next number of the code.
func (r *latent) click(x, y float64) bool {
	for i, axis := range [...]string{"x", "y"} {
		if r.data.Codes != nil && r.data.Codes.Dim > 2 && !r.data.Codes.PCA && r.axes[i].contains(x, y) {
			r.cursor.tell(Message{Kind: "axis", Axis: axis})
			return true
		}
	}
	return false
}

func (r *latent) paint(b paint.Brush) {
	if r.plot == nil {
		return
	}
	theme := r.theme()
	area := b.Within(r.plot.Area.pixels())
	r.plot.paintField(area, r.screen, theme)
	if !r.grid.empty() {
		area.Frame(r.grid.pixels(), r.screen.hairline(), faded(theme.Accent, 0.6))
	}
	r.paintPoints(area, theme)
	area.Fill(r.axes[1].pixels(), faded(theme.Plot, 0.8)) // so that points do not disturb the name
	r.plot.paintAxes(b, r.screen, theme)
	r.paintSpot(b, r.plot, theme)
	paintCrosses(b, r.plot.Area, r.crosses, r.screen, theme)
	for _, m := range r.legend {
		ink := theme.digit(m.digit)
		if r.focus >= 0 && r.focus != int(m.digit) {
			ink = faded(ink, 0.3)
		}
		b.Fill(m.pixels(), ink)
	}
}

// unlabelled is how opaque a point without a class is.
const unlabelled = 0.75

// paintPoints paints the points, those that stand out last.
func (r *latent) paintPoints(b paint.Brush, theme *theme) {
	c := r.data.Codes
	labelled := len(c.Labels) > 0
	for _, front := range [...]bool{false, true} {
		for i := range c.X {
			ink := faded(theme.Muted, unlabelled)
			focus := r.focus < 0
			if labelled {
				ink = theme.digit(c.Labels[i])
				focus = focus || int(c.Labels[i]) == r.focus
			}
			if focus != front {
				continue
			}
			if !focus {
				ink = faded(theme.Muted, 0.15)
			}
			b.Dot(r.plot.X.at(float64(c.X[i])), r.plot.Y.at(float64(c.Y[i])), ink)
		}
	}
}
