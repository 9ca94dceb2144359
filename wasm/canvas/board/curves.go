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
	Train, Test []paint.XY // pixels of the points that can be drawn
}

// newCurves scales the curve to the body. A first steep fall is cut off on a linear axis: it would flatten all that follows.
func newCurves(s Screen, body rect, c *wire.Curve, log bool) *curves {
	y, ok := lossRange(c, log)
	if !ok {
		return nil
	}
	p := newPlot(plotArea(s, body), span{0, max(1, lastStep(c))}, y)
	p.Y.Log = log
	p.tick(s, formatSteps, formatLoss)
	whole := p.XTicks[:0]
	for _, t := range p.XTicks {
		if t.Value == math.Trunc(t.Value) {
			whole = append(whole, t)
		}
	}
	p.XTicks = whole
	return &curves{p, p.pixels(c.Train), p.pixels(c.Test)}
}

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

func lossRange(c *wire.Curve, log bool) (span, bool) {
	var all []float64
	settled := 0
	if n := len(c.Train); n > 0 && !log {
		settled = int(c.Train[n-1].Step) / 20
	}
	for _, points := range [][]wire.CurvePoint{c.Train, c.Test} {
		for _, p := range points {
			if drawable(p.Loss, log) && int(p.Step) >= settled {
				all = append(all, float64(p.Loss))
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
	if !(hi > lo) {
		return span{lo - math.Abs(lo)/10 - 1e-6, hi + math.Abs(hi)/10 + 1e-6}, true
	}
	padded := span{lo, hi}.pad(0.06)
	if lo >= 0 {
		padded.Lo = max(0, padded.Lo)
	}
	return padded, true
}

func (p *plot) pixels(points []wire.CurvePoint) []paint.XY {
	out := make([]paint.XY, 0, len(points))
	for _, c := range points {
		if drawable(c.Loss, p.Y.Log) {
			out = append(out, paint.XY{X: float32(p.X.at(float64(c.Step))), Y: float32(p.Y.at(float64(c.Loss)))})
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
