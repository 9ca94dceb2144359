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
	titleInputPlane  = said(fact.New("panel_input_plane"))
	titleLatentPlane = said(fact.New("panel_latent_plane"))
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

	seen    string // names of the axes that the plane belongs to
	late    bool   // the plane is to follow the codes once nobody reads it any more
	points  cloud
	thumbs  thumbs
	scatter scatter
}

// digitMark is the mark of a digit in the legend.
type digitMark struct {
	rect
	digit byte
}

var (
	_ plotted   = (*latent)(nil)
	_ clicked   = (*latent)(nil)
	_ informed  = (*latent)(nil)
	_ flown     = (*latent)(nil)
	_ moved     = (*latent)(nil)
	_ asking    = (*latent)(nil)
	_ scattered = (*latent)(nil)
)

// take lets the axes follow the codes, but not while somebody reads the plane: nothing moves below the pointer.
func (r *latent) take(came *wire.Snapshot, anew bool) {
	f := &r.flight
	if anew {
		*f = flight{tool: f.tool, told: f.told, version: f.version + 1}
		r.thumbs.forget()
		r.points = cloud{slow: r.points.slow}
	}
	r.thumbs.deaf = false
	if c := came.Codes; c != nil {
		plane := c.AxisX + "\x00" + c.AxisY
		if c.PCA { // whose names have shares in them, that change
			plane = "\x00"
		}
		turned := plane != r.seen
		if turned {
			f.whole, f.eye, r.seen = window{}, window{}, plane
		}
		r.points.take(c, !turned && !r.view.Still && r.now > 0, r.now)
	}
	if r.data.Codes != nil && (came.Codes != nil || came.Grid != nil) {
		r.late = true
		r.follow()
	}
}

// follow lets the plane hold the codes, unless it is read.
func (r *latent) follow() {
	f := &r.flight
	if !r.late || r.data.Codes == nil || f.whole != (window{}) && (r.cursor.latent || f.grip != nil || f.outline.on()) {
		return
	}
	r.late = false
	x, y := r.data.planeRange()
	f.whole = window{settle(f.whole.X, x), settle(f.whole.Y, y)}
	if f.eye != (window{}) {
		f.look(f.eye)
	}
}

func (r *latent) area() rect {
	if r.plot == nil {
		return rect{}
	}
	return r.plot.Area
}

func (r *latent) nearest(at point) (i int, away float64) { return r.points.places.any(at) }

func (r *latent) pictures(numbers []int32, clean, output []byte, w, h, c int, step int32) {
	r.thumbs.take(numbers, clean, output, w, h, c, step)
}

func (r *latent) advance(now float64) bool { return r.points.advance(now) }

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
	r.follow()
	seen := r.flight.seen()
	plot := newPlot(plotArea(r.screen, p.Body), seen.X, seen.Y)
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
	r.placeLegend(l, p, title)
	r.labelDigits(l)
	r.crosses = r.cursor.crosses(plot)
	r.flight.route.place(l, plot)
	w, h := 0, 0
	if m := r.data.Images; m != nil {
		w, h = int(m.W), int(m.H)
	}
	r.thumbs.choose(&r.points, &r.flight, plot.Area, r.screen, w, h)
	if list := r.thumbs.wish(r.data.Step, r.now); list != nil {
		r.cursor.tell(Message{Kind: "thumbs", Images: list})
	}
}

// mostName is how many letters of a class's name are written.
const mostName = 14

// className is the name of a class, or its number.
func (s *state) className(label byte) string {
	names := s.view.Names
	if int(label) >= len(names) || names[label] == "" {
		return strconv.Itoa(int(label))
	}
	name := []rune(names[label])
	if len(name) > mostName {
		return string(name[:mostName-1]) + "\u2026"
	}
	return string(name)
}

// placeLegend writes the classes and their colors at the right of the title: their names where there is room for all, else their numbers.
func (r *latent) placeLegend(l *labels, p panel, title string) {
	px := r.screen.px
	classes := r.data.Classes
	room := p.Frame.W - px(textWidth(classTitle, title)+8)
	name, step := r.className, px(22)
	for _, c := range classes {
		if text := name(c.Label); len(text) > 1 {
			step = max(step, px(textWidth(classLegend, text)+10))
		}
	}
	if step*len(classes) > room {
		name = func(label byte) string { return strconv.Itoa(int(label)) }
		step = min(px(22), room/max(1, len(classes)))
	}
	if step < px(12) {
		return
	}
	x := p.Frame.right() - step*len(classes)
	for i, c := range classes {
		hit := rect{x + i*step, p.Frame.Y, step, px(24)}
		r.legend = append(r.legend, digitMark{hit.trim(px(2), px(19), px(2), px(1)), c.Label})
		l.put(classLegend, name(c.Label), "c", rect{hit.X, hit.Y, step, px(20)})
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
		name := r.className(c.Label)
		w := max(side, r.screen.px(textWidth(classDigit, name)+4))
		box := rect{int(x) - w/2, int(y) - side/2, w, side}
		box.X = min(max(box.X, r.plot.Area.X), r.plot.Area.right()-w)
		if !r.plot.Area.contains(x, y) || r.focus >= 0 && r.focus != int(c.Label) {
			continue
		}
		for _, t := range taken {
			if t.overlaps(box) {
				continue next
			}
		}
		taken = append(taken, box)
		l.put(classDigit, name, "c", box)
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
	r.paintThumbs(area, theme)
	r.flight.route.paint(b, r.plot, r.screen, theme)
	r.flight.outline.paint(b, r.plot, r.screen, theme)
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
