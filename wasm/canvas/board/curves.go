package board

import (
	"math"
	"slices"
	"sort"

	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/paint"
)

// curves are the training and the test loss in a plot.
type curves struct {
	*plot
	Train, Test []paint.XY        // pixels of the points that can be drawn
	Raw         []paint.XY        // of the training loss as it is, where Train is smooth
	Stack       []band            // of its terms, from the bottom up
	train       []wire.CurvePoint // that Train draws
	Earlier     [][]paint.XY      // likewise of each earlier run
	per         float64           // how much of what the axis counts a step of this run is
}

// newCurves scales the curve, and those of earlier runs, to the body. A first steep fall is cut off on a linear axis: it would flatten all
// that follows.
func newCurves(s Screen, body rect, c *wire.Curve, terms *wire.Terms, earlier *overlay, v wire.View) *curves {
	log := v.Log
	y, ok := lossRange(c, earlier, log)
	if !ok {
		return nil
	}
	stacked := v.Terms && !log && terms != nil
	if stacked {
		y.Lo = min(y.Lo, 0)
	}
	p := newPlot(plotArea(s, body), span{0, earlier.reach(c)}, y)
	p.Y.Log = log
	p.tick(s, formatSteps, formatLoss)
	whole := p.XTicks[:0]
	for _, t := range p.XTicks {
		if t.Value == math.Trunc(t.Value) {
			whole = append(whole, t)
		}
	}
	p.XTicks = whole
	k := &curves{plot: p, per: earlier.per(), train: c.Train}
	share := min(max(v.Smooth, 0), mostSmooth)
	if share > 0 {
		k.Raw, k.train = k.pixels(c.Train), smoothed(c.Train, share)
	}
	k.Train, k.Test = k.pixels(k.train), k.pixels(c.Test)
	if stacked {
		k.Stack = k.stacked(c, terms, share)
	}
	for _, e := range earlier.List {
		k.Earlier = append(k.Earlier, p.pixelsOf(e))
	}
	return k
}

// x is the pixel of a step of this run, step the step at a pixel.
func (k *curves) x(step float64) float64 { return k.X.at(step * k.per) }
func (k *curves) step(x float64) float64 { return k.X.invert(x) / k.per }

// lastStep is the latest of which there is a loss.
func lastStep(c *wire.Curve) (last float64) {
	for _, points := range [][]wire.CurvePoint{c.Train, c.Test} {
		if n := len(points); n > 0 {
			last = max(last, float64(points[n-1].Step))
		}
	}
	return last
}

// drawable tells whether a loss has a place on the axis.
func drawable(v float32, log bool) bool {
	return !math.IsNaN(float64(v)) && !math.IsInf(float64(v), 0) && (!log || v > 0)
}

func lossRange(c *wire.Curve, earlier *overlay, log bool) (span, bool) {
	var all []float64
	settled, begun := 0, 0.0
	if n := len(c.Train); n > 0 && !log {
		settled = int(c.Train[n-1].Step) / 20
	}
	if !log {
		begun = earlier.last() / 20
	}
	for _, points := range [][]wire.CurvePoint{c.Train, c.Test} {
		for _, p := range points {
			if drawable(p.Loss, log) && int(p.Step) >= settled {
				all = append(all, float64(p.Loss))
			}
		}
	}
	for _, e := range earlier.List {
		for i, v := range e.Loss {
			if drawable(float32(v), log) && e.X[i] >= begun {
				all = append(all, v)
			}
		}
	}
	if len(all) == 0 {
		return span{}, false
	}
	if hasBaseline(c, log) { // compared with the curve, so in sight
		b := float64(c.Baseline)
		all = append(all, b)
	}
	slices.Sort(all)
	lo, hi := all[0], all[len(all)-1]
	if log {
		lo, hi = lo/1.1, hi*1.1
		return span{lo, hi}, true
	}
	// A handful of peaks must not press the curve to the floor.
	hi = min(hi, 1.5*all[(len(all)-1)*98/100]-0.5*lo)
	if hasBaseline(c, log) {
		hi = max(hi, float64(c.Baseline))
	}
	if !apart(lo, hi) { // of one loss the line above may leave the next number
		return span{lo - math.Abs(lo)/10 - 1e-6, hi + math.Abs(hi)/10 + 1e-6}, true
	}
	padded := span{lo, hi}.pad(0.06)
	if lo >= 0 {
		padded.Lo = max(0, padded.Lo)
	}
	return padded, true
}

func (k *curves) pixels(points []wire.CurvePoint) []paint.XY {
	out := make([]paint.XY, 0, len(points))
	for _, c := range points {
		if drawable(c.Loss, k.Y.Log) {
			out = append(out, paint.XY{X: float32(k.x(float64(c.Step))), Y: float32(k.Y.at(float64(c.Loss)))})
		}
	}
	return out
}

// nearest returns the index of the point whose step is nearest, or -1 without points.
func nearest(points []wire.CurvePoint, step float64) int {
	n := len(points)
	i := sort.Search(n, func(i int) bool { return float64(points[i].Step) >= step })
	if i == n || i > 0 && step-float64(points[i-1].Step) <= float64(points[i].Step)-step {
		i--
	}
	return i
}
