package look

import (
	"fmt"
	"strings"

	"bottleneck/core/recipe"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

// snapshotCurve shows the losses so far.
func (l *Looker) snapshotCurve() *wire.Curve {
	c := &l.curve
	train, test := l.run.Curves()
	c.Train, c.Test = points(c.Train, train), points(c.Test, test)
	c.Unit = lossUnit(l.run.Recipe())
	c.Baseline, c.BaselineText = l.baselineLine()
	c.Phases = l.phaseNames(c.Phases[:0])
	if l.test.Values != nil {
		c.Unit = strings.Replace(strings.Replace(c.Unit, "pixel", "value", 1), "image", "row", 1)
	}
	return c
}

func points(dst []wire.CurvePoint, from []train.Point) []wire.CurvePoint {
	dst = dst[:0]
	for _, p := range from {
		dst = append(dst, wire.CurvePoint(p))
	}
	return dst
}

// phaseNames appends the parts of the run that have begun, by names for a chart.
func (l *Looker) phaseNames(list []wire.Phase) []wire.Phase {
	l.phases = l.run.Phases(l.phases[:0])
	for _, p := range l.phases {
		name := "fine-tuning"
		if p.Layer >= 0 {
			name = fmt.Sprintf("layer %d", p.Layer+1)
		}
		list = append(list, wire.Phase{Step: int32(p.Step), Name: name})
	}
	return list
}

// baselineLine is the dashed line beside the curve of the loss, with its name: what the run's loss has and the line has not
// comes first, as a small panel cuts it from behind.
func (l *Looker) baselineLine() (float32, string) {
	loss := l.run.BaselineLoss()
	if loss == 0 {
		return 0, ""
	}
	r, name := l.run.Recipe(), "PCA"
	switch {
	case r.Latent == "variational":
		name += ", without divergence"
	case r.Priced():
		name += ", without penalty"
	}
	if k := l.run.Latent(); k == 1 {
		name += ", 1 component"
	} else {
		name += fmt.Sprintf(", %d components", k)
	}
	if margin := r.Loss.Kind().Margin; margin > 0 {
		name += fmt.Sprintf(", clipped to %g and %g", margin, 1-margin)
	}
	return float32(loss), name
}

// lossUnit says what the loss of r is, in words.
func lossUnit(r recipe.Recipe) string {
	unit := distanceUnit(r)
	switch {
	case r.Latent == "variational":
		return unit + ", with divergence"
	case r.Priced():
		return unit + ", with penalty"
	}
	return unit
}

func distanceUnit(r recipe.Recipe) string {
	kind := r.Loss.Kind()
	if r.Reduction != "mean" {
		return kind.Sum + " per image"
	}
	return kind.Mean + " per pixel"
}
