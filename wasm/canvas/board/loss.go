package board

import (
	"image/color"
	"math"

	"bottleneck/core/fact"
	"bottleneck/wasm/canvas/paint"
)

func init() {
	rooms["loss"] = func(s *state) room { return &loss{state: s} }
}

var (
	titleLoss = said(fact.New("panel_loss"))
	noLosses  = said(fact.New("losses_none"))
	noteLog   = said(fact.New("log_scale"))
)

// loss shows the loss curve.
type loss struct {
	*state
	curves *curves // nil without losses
	over   []fill  // lines over the curves
	legend []curveMark
	behind []behind     // strokes of earlier runs
	line   int          // step below the pointer as a pixel, or -1
	moment int          // step that is shown as a pixel, where the run is further; or -1
	dots   [2]*paint.XY // points that are read out: train, test
}

var (
	_ weighed = (*loss)(nil)
	_ upright = (*loss)(nil)
	_ clicked = (*loss)(nil)
)

func (r *loss) weight() float64    { return 0.6 }
func (r *loss) plotLeast() float64 { return leastPlot }

func (r *loss) place(p panel, l *labels) {
	r.curves, r.over, r.legend, r.behind, r.line, r.moment, r.dots = nil, r.over[:0], r.legend[:0], r.behind[:0], -1, -1, [2]*paint.XY{}
	c := r.data.Curve
	unit := ""
	if c != nil {
		unit = c.Unit
	}
	if r.view.Log && unit != "" {
		l.title(p, titleLoss, said(fact.New("unit_log", "unit", unit)), said(fact.New("unit_log_brief", "unit", unit)), noteLog)
	} else {
		l.title(p, titleLoss, unit)
	}
	if c == nil {
		l.empty(p, noLosses)
		return
	}
	k := newCurves(r.screen, p.Body, c, r.data.Terms, &r.overlay, r.view)
	if k == nil {
		l.empty(p, noLosses)
		return
	}
	if !k.visible(r.screen) {
		return
	}
	r.curves = k
	k.label(l, r.placeAxis(l))
	r.placeBehind()
	free := len(l.list)
	r.placeLegend(l, c, false)
	r.placePhases(l, c)
	if at, there := r.placeBaseline(c); there && !r.nameBaseline(l, c, at) { // then the legend has its name
		l.list, r.over, r.legend = l.list[:free], r.over[:0], r.legend[:0]
		r.placeLegend(l, c, true)
		r.placePhases(l, c)
		r.placeBaseline(c)
	}
	if step := float64(r.data.Step); step < lastStep(c) {
		r.moment = min(int(k.x(step)), k.Area.right()-r.screen.px(momentLine))
	}
}

// rawShade is how much of its color the training loss has as it is, behind its mean.
const rawShade = 0.5

// momentLine is how thick the line at the step that is shown is, CSS pixels.
const momentLine = 2

// click asks for the step below the pointer.
func (r *loss) click(x, y float64) bool {
	if r.curves == nil || !r.curves.Area.contains(x, y) {
		return false
	}
	r.cursor.tell(Message{Kind: "step", Step: int(math.Round(min(r.curves.step(x), lastStep(r.data.Curve))))})
	return true
}

func (r *loss) paint(b paint.Brush) {
	k := r.curves
	if k == nil {
		return
	}
	theme := r.theme()
	area := b.Within(k.Area.pixels())
	k.paintField(area, r.screen, theme)
	r.paintStack(area)
	for _, m := range r.behind {
		for _, stroke := range m.strokes {
			area.Line(stroke, 1.5*r.screen.Scale, m.color)
		}
	}
	area.Line(k.Raw, r.screen.Scale, faded(theme.Train, rawShade))
	area.Line(k.Train, 1.25*r.screen.Scale, theme.Train)
	area.Line(k.Test, 2*r.screen.Scale, theme.Test)
	if len(k.Test) <= k.Area.W/r.screen.px(10) {
		for _, t := range k.Test {
			area.Swatch(float64(t.X), float64(t.Y), theme.Test)
		}
	}
	fillAll(area, r.over)
	if r.moment >= 0 { // what comes after it stands back
		area.Fill(rect{r.moment, k.Area.Y, k.Area.right() - r.moment, k.Area.H}.pixels(), faded(theme.Plot, 0.6))
		area.Fill(rect{r.moment, k.Area.Y, r.screen.px(momentLine), k.Area.H}.pixels(), theme.Accent)
	}
	if r.line >= 0 {
		area.Fill(rect{r.line, k.Area.Y, r.screen.hairline(), k.Area.H}.pixels(), theme.Muted)
		for i, c := range [...]color.NRGBA{theme.Train, theme.Test} {
			if dot := r.dots[i]; dot != nil {
				area.Halo(float64(dot.X), float64(dot.Y), theme.Plot)
				area.Swatch(float64(dot.X), float64(dot.Y), c)
			}
		}
	}
	k.paintAxes(b, r.screen, theme)
	for _, m := range r.legend {
		switch {
		case m.kind >= markTerm:
			color := theme.Terms[m.kind-markTerm]
			b.Fill(m.pixels(), blend(theme.Plot, color, bandShade))
			b.Fill(rect{m.X, m.Y, m.W, r.screen.px(1)}.pixels(), color)
		case m.kind == markTest:
			b.Fill(m.pixels(), theme.Test)
			b.Swatch(float64(m.X)+float64(m.W)/2, float64(m.Y)+float64(m.H)/2, theme.Test)
		case m.kind == markTrain:
			b.Fill(m.pixels(), theme.Train)
		case m.kind == markBaseline:
			for _, f := range dashes(nil, m.X, m.Y, m.W, m.H, r.screen.px(6), theme.Accent) {
				b.Fill(f.pixels(), f.Color)
			}
		default:
			for _, f := range m.dashed(r.overlay.List[m.kind-markRun], r.screen.Scale, theme) {
				b.Fill(f.pixels(), f.Color)
			}
		}
	}
}
