package look

import (
	"bottleneck/core/fact"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

// Curve is the losses so far, valid until the next one or the next Snapshot.
func (l *Looker) Curve() *wire.Curve {
	c := &l.curve
	train, test := l.run.Curves()
	c.Train, c.Test = points(c.Train, train), points(c.Test, test)
	c.Unit, c.Baseline, c.BaselineText = l.unit, float32(l.run.BaselineLoss()), ""
	if c.Baseline != 0 {
		c.BaselineText = l.baseline
	}
	c.Phases = l.phaseNames(c.Phases)
	return c
}

// Terms is what the losses of training are the sum of, valid as Curve is; nil where that is the reconstruction alone.
func (l *Looker) Terms() *wire.Terms {
	prices := l.run.Prices()
	if len(prices) == 0 {
		return nil
	}
	train, _ := l.run.Curves()
	t := &l.terms
	t.List = grow(t.List, 1+len(prices))
	rest := &t.List[0]
	rest.Kind, rest.Loss = "reconstruction", grow(rest.Loss, len(train))
	for i, p := range train {
		rest.Loss[i] = p.Loss
	}
	for k := range prices {
		term := &t.List[1+k]
		term.Kind, term.Loss = prices[k].Kind, grow(term.Loss, len(train))
		for i, p := range prices[k].Points() {
			term.Loss[i] = p.Loss
			rest.Loss[i] -= p.Loss
		}
	}
	return t
}

func points(dst []wire.CurvePoint, from []train.Point) []wire.CurvePoint {
	dst = dst[:0]
	for _, p := range from {
		dst = append(dst, wire.CurvePoint(p))
	}
	return dst
}

// phaseNames appends the parts of the run that have begun and are not in the list, by names for a chart.
func (l *Looker) phaseNames(list []wire.Phase) []wire.Phase {
	if l.phases = l.run.Phases(l.phases[:0]); len(list) > len(l.phases) { // the run went back
		list = list[:0]
	}
	for _, p := range l.phases[len(list):] {
		name := fact.New("phase_fine_tuning")
		if p.Layer >= 0 {
			name = fact.New("phase_layer", "layer", p.Layer+1)
		}
		list = append(list, wire.Phase{Step: int32(p.Step), Name: name.Error()})
	}
	return list
}

// baselineName names the dashed line beside the curve of the loss: what the run's loss has and the line has not comes first, as a
// small panel cuts it from behind.
func baselineName(r recipe.Recipe, components int) *fact.Fact {
	name := fact.New("baseline", "components", components)
	switch {
	case r.Latent == "variational":
		name = fact.New("baseline_without_divergence", "components", components)
	case r.Priced():
		name = fact.New("baseline_without_penalty", "components", components)
	}
	if margin := r.Loss.Kind().Margin; margin > 0 {
		name = fact.New("baseline_clipped", "baseline", name, "least", margin, "most", 1-margin)
	}
	return name
}

// lossUnit says what the loss of r is, on images or on rows of values.
func lossUnit(r recipe.Recipe, rows bool) *fact.Fact {
	unit := distanceUnit(r, rows)
	switch {
	case r.Latent == "variational":
		return fact.New("unit_with_divergence", "unit", unit)
	case r.Priced():
		return fact.New("unit_with_penalty", "unit", unit)
	}
	return unit
}

func distanceUnit(r recipe.Recipe, rows bool) *fact.Fact {
	kind, mean := r.Loss.Kind(), r.Reduction == "mean"
	switch {
	case mean && rows:
		return fact.New("unit_per_value", "error", lossName(r.Loss, kind.Mean))
	case mean:
		return fact.New("unit_per_pixel", "error", lossName(r.Loss, kind.Mean))
	case rows:
		return fact.New("unit_per_row", "error", lossName(r.Loss, kind.Sum))
	}
	return fact.New("unit_per_image", "error", lossName(r.Loss, kind.Sum))
}

// lossName is the name of a loss, with its argument if it takes one: losses of other arguments are other numbers.
func lossName(l recipe.Loss, name string) any {
	a := l.Kind().Argument
	if a == nil {
		return name
	}
	return fact.New("loss_with_argument", "loss", name, "argument", a.Name, "value", l.Argument)
}
