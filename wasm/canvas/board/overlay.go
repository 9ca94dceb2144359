package board

import (
	"image/color"
	"math"
	"sort"

	"bottleneck/core/fact"
	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/paint"
	"bottleneck/wasm/trainer/json"
)

// overlay is earlier runs, whose curves lie behind the curve of this one, as the page sends them.
type overlay struct {
	By   string    `json:"by"`   // what the axis to the right counts: "step", "epoch" or "images"
	Per  float64   `json:"per"`  // how much of it a step of this run is
	List []earlier `json:"list"` // of the same loss, at most mostRuns
	Left int       `json:"left"` // runs of other losses, which no axis has room for
}

// earlier is one of them.
type earlier struct {
	Name  string    `json:"name"`
	Color int       `json:"color"` // of theme.Runs
	Dash  int       `json:"dash"`  // of dashesOf
	X     []float64 `json:"x"`     // as the axis counts, ascending
	Loss  []float64 `json:"loss"`  // at these
}

var (
	axisEpoch  = said(fact.New("axis_epoch"))
	axisImages = said(fact.New("axis_images"))
)

const (
	mostRuns  = 5
	mostCurve = 1000 // of a curve
)

// dashesOf are the lengths of strokes and gaps in turn, CSS pixels; no two are alike without color, and none is the unbroken line of this run.
// web/page/runs/looks.js has the same.
var dashesOf = [...][]float64{{7, 3}, {2, 3}, {9, 3, 2, 3}, {14, 5}, {5, 3, 2, 3, 2, 3}}

// SetRuns takes earlier runs as JSON, see overlay. An error leaves those that were there.
func (b *Board) SetRuns(text []byte) error {
	const about = "canvas: runs"
	var o overlay
	if err := json.Unmarshal(text, &o); err != nil {
		return fact.Within(about, err)
	}
	if len(o.List) > mostRuns {
		return fact.About(about, "runs_too_many", "found", len(o.List), "most", mostRuns)
	}
	for i, e := range o.List {
		if len(e.X) != len(e.Loss) || len(e.X) > mostCurve || e.Color < 0 || e.Color >= len(light.Runs) || e.Dash < 0 || e.Dash >= len(dashesOf) {
			return fact.About(about, "run_malformed", "run", i)
		}
	}
	b.overlay = o
	return nil
}

// per is how much of what the axis counts a step of this run is.
func (o *overlay) per() float64 {
	if o.Per > 0 {
		return o.Per
	}
	return 1
}

// last is where the longest of the curves ends.
func (o *overlay) last() (last float64) {
	for _, e := range o.List {
		if n := len(e.X); n > 0 {
			last = max(last, e.X[n-1])
		}
	}
	return last
}

// reach is how far the axis goes: to the end of the longest curve, this run's included.
func (o *overlay) reach(c *wire.Curve) float64 { return max(o.per(), lastStep(c)*o.per(), o.last()) }

// pixelsOf is the line of an earlier run.
func (p *plot) pixelsOf(e earlier) []paint.XY {
	out := make([]paint.XY, 0, len(e.X))
	for i, x := range e.X {
		if drawable(float32(e.Loss[i]), p.Y.Log) && x >= 0 && !math.IsInf(x, 0) {
			out = append(out, paint.XY{X: float32(p.X.at(x)), Y: float32(p.Y.at(e.Loss[i]))})
		}
	}
	return out
}

// strokes cuts a line into the strokes of a dashed one. lengths are of strokes and gaps in turn, in pixels.
func strokes(line []paint.XY, lengths []float64) (list [][]paint.XY) {
	if len(line) == 0 {
		return nil
	}
	i, left := 0, lengths[0]
	stroke := []paint.XY{line[0]}
	for k := 1; k < len(line); k++ {
		from, to := line[k-1], line[k]
		dx, dy := float64(to.X-from.X), float64(to.Y-from.Y)
		whole := math.Hypot(dx, dy)
		for done := 0.0; done < whole; {
			step := min(left, whole-done)
			done, left = done+step, left-step
			at := paint.XY{X: from.X + float32(dx*done/whole), Y: from.Y + float32(dy*done/whole)}
			if i%2 == 0 {
				stroke = append(stroke, at)
			}
			if left > 0 {
				continue
			}
			if i%2 == 0 {
				list, stroke = append(list, stroke), nil
			} else {
				stroke = []paint.XY{at}
			}
			i = (i + 1) % len(lengths)
			left = lengths[i]
		}
	}
	if i%2 == 0 && len(stroke) > 1 {
		list = append(list, stroke)
	}
	return list
}

// scaled are the lengths of a dash on this screen.
func scaled(dash int, scale float64) []float64 {
	out := make([]float64, len(dashesOf[dash]))
	for i, n := range dashesOf[dash] {
		out[i] = n * scale
	}
	return out
}

// behind is the curve of an earlier run as it is painted.
type behind struct {
	strokes [][]paint.XY
	color   color.NRGBA
}

// placeBehind lays out the curves of earlier runs.
func (r *loss) placeBehind() {
	theme := r.theme()
	for i, e := range r.overlay.List {
		r.behind = append(r.behind, behind{strokes(r.curves.Earlier[i], scaled(e.Dash, r.screen.Scale)), theme.Runs[e.Color]})
	}
}

// placeAxis names what the axis counts where that is not steps, and returns where the name stands.
func (r *loss) placeAxis(l *labels) rect {
	name := ""
	switch r.overlay.By {
	case "epoch":
		name = axisEpoch
	case "images":
		name = axisImages
	default:
		return rect{}
	}
	box, _ := r.curves.labelAxes(l, name, "")
	return box
}

// nameOf is what the legend says of an earlier run: its name, and its loss where the pointer is.
func (r *loss) nameOf(e earlier) string {
	area := r.curves.Area
	if len(e.X) == 0 || !r.cursor.inside || !area.contains(r.cursor.x, r.cursor.y) {
		return e.Name
	}
	at := r.curves.X.invert(r.cursor.x)
	i := sort.SearchFloat64s(e.X, at)
	if i == len(e.X) || i > 0 && at-e.X[i-1] <= e.X[i]-at {
		i--
	}
	return e.Name + " " + formatValue(e.Loss[i])
}

// dashed is the mark of an earlier run in the legend: as much of its dashes as there is room for.
func (m curveMark) dashed(e earlier, scale float64, t *theme) (list []fill) {
	for _, s := range strokes([]paint.XY{{X: float32(m.X)}, {X: float32(m.right())}}, scaled(e.Dash, scale)) {
		x0, x1 := int(s[0].X+0.5), int(s[len(s)-1].X+0.5)
		list = append(list, fill{rect{x0, m.Y, max(1, x1-x0), m.H}, t.Runs[e.Color]})
	}
	return list
}
