package wire

// Curve holds the losses so far, thinned to a bounded number of points.
type Curve struct {
	Train, Test []CurvePoint
	Unit        string // "mean squared error per pixel"

	Baseline     float32 // held-out loss of a method to compare with; 0: none
	BaselineText string  // its name: "PCA, 32 components"
	Phases       []Phase // parts of the run, by their first step; nil when there is only one
}

// CurvePoint is a loss at a step.
type CurvePoint struct {
	Step int32
	Loss float32
}

// Phase is a part of a run that begins at a step: a layer's pre-training, the fine-tuning of all.
type Phase struct {
	Step int32 // updates done before it
	Name string
}

func (k *Curve) fields(c codec) {
	losses(c, "train", &k.Train)
	losses(c, "test", &k.Test)
	c.text("unit", &k.Unit)
	c.float("baseline", &k.Baseline)
	c.text("baselineText", &k.BaselineText)
	phases := list(c, "phases", &k.Phases, 0, maxPhases)
	for i := range phases {
		c.int("step", &phases[i].Step)
		c.text("name", &phases[i].Name)
	}
	c.endList()
}

func losses(c codec, name string, v *[]CurvePoint) {
	points := list(c, name, v, 0, maxPoints)
	for i := range points {
		c.int("step", &points[i].Step)
		c.float("loss", &points[i].Loss)
	}
	c.endList()
}

// Terms is what the training loss is the sum of, from the bottom of a stack upwards. It is there where the reconstruction is not all.
type Terms struct{ List []Term }

// Term is one of them.
type Term struct {
	Kind string    // reconstruction, divergence, sparsity or contraction, as phases.Terms has them
	Loss []float32 // one for each point of Curve.Train; not a number where it is not known
}

func (t *Terms) fields(c codec) {
	terms := list(c, "list", &t.List, 0, maxTerms)
	for i := range terms {
		c.text("kind", &terms[i].Kind)
		c.floats("loss", &terms[i].Loss, upTo(maxPoints))
	}
	c.endList()
}
