package look

import (
	"math"
	"slices"
	"testing"

	"bottleneck/core/internal/tiny"
	"bottleneck/core/recipe"
	"bottleneck/core/wire"
)

// The dashed line is the baseline in the distance of the loss. It says what the loss has and the line has not.
func TestTheDashedLine(t *testing.T) {
	for _, c := range []struct {
		change func(r *recipe.Recipe)
		name   string // behind PCA
	}{
		{func(r *recipe.Recipe) {}, ", 3 components"},
		{func(r *recipe.Recipe) { r.LatentDim = 1 }, ", 1 component"},
		{func(r *recipe.Recipe) { r.Loss.Name, r.Reduction = "l2", "batch" }, ", 3 components"},
		{func(r *recipe.Recipe) { r.Loss.Name, r.OutputActivation = "bce", "sigmoid" }, ", 3 components, clipped to 0.001 and 0.999"},
		{func(r *recipe.Recipe) { r.Sparsity, r.SparsityWeight = "l1", 0.1 }, ", without penalty, 3 components"},
		{func(r *recipe.Recipe) { r.Sparsity, r.SparsityK = "top_k", 2 }, ", 3 components"},
		{func(r *recipe.Recipe) { r.Contractive = 0.1 }, ", without penalty, 3 components"},
		{func(r *recipe.Recipe) { r.Latent = "variational" }, ", without divergence, 3 components"},
		{func(r *recipe.Recipe) {
			r.Latent, r.Loss.Name, r.OutputActivation, r.Reduction = "variational", "bce", "sigmoid", "image"
		}, ", without divergence, 3 components, clipped to 0.001 and 0.999"},
	} {
		r := tiny.Recipe()
		c.change(&r)
		run := speckledRun(t, r)
		if line := run.Snapshot(wire.View{}).Curve; line.Baseline != 0 || line.BaselineText != "" {
			t.Errorf("a line at %g (%q) before it is known", line.Baseline, line.BaselineText)
		}
		analyze(run)
		line, want := run.Snapshot(wire.View{}).Curve, float32(run.BaselineLoss())
		if want == 0 || line.Baseline != want || line.BaselineText != "PCA"+c.name {
			t.Errorf("%s, %s: a line at %g (%q), %g (%q) expected", r.Loss.Name, r.Reduction, line.Baseline, line.BaselineText, want, "PCA"+c.name)
		}
	}
}

// The chart says in what its losses are, and of a loss that takes an argument with which.
func TestTheUnitOfTheLoss(t *testing.T) {
	for link, want := range map[string]string{
		"loss=mse":                                "mean squared error per pixel",
		"loss=huber(0.5)":                         "mean Huber loss (delta 0.5) per pixel",
		"loss=huber":                              "mean Huber loss (delta 1) per pixel",
		"loss=huber(2)&reduction=image":           "Huber loss (delta 2) per image",
		"data=table18&loss=huber(2)":              "mean Huber loss (delta 2) per value",
		"loss=huber(2)&sparsity=l1":               "mean Huber loss (delta 2) per pixel, with penalty",
		"data=table18&loss=l2&latent=variational": "half squared error per row, with divergence",
	} {
		r, notices := recipe.Parse(link)
		if len(notices) > 0 {
			t.Fatal(notices)
		}
		if got := lossUnit(r, r.Source().Rows).Error(); got != want {
			t.Errorf("%s: %q, %q expected", link, got, want)
		}
	}
}

// The parts of a run are named for a chart once they begin; a run of one part has none.
func TestPhasesAreNamed(t *testing.T) {
	run := newRun(t, tiny.Layered())
	want := []wire.Phase{{Step: 0, Name: "layer 1"}, {Step: 14, Name: "layer 2"}, {Step: 28, Name: "layer 3"}, {Step: 42, Name: "fine-tuning"}}
	steps(t, run, 14)
	if got := run.Snapshot(wire.View{}).Curve.Phases; !slices.Equal(got, want[:2]) {
		t.Errorf("phases %v after 14 steps", got)
	}
	steps(t, run, 49)
	if got := run.Snapshot(wire.View{}).Curve.Phases; !slices.Equal(got, want) {
		t.Errorf("phases %v at the end", got)
	}
	plain := newRun(t, tiny.Recipe())
	steps(t, plain, 1)
	if got := plain.Snapshot(wire.View{}).Curve.Phases; got != nil {
		t.Errorf("phases %v without pre-training", got)
	}
}

// The curves are the run's, up to the latest step.
func TestCurvesAreTheRuns(t *testing.T) {
	run := newRun(t, tiny.Recipe())
	steps(t, run, 9)
	c := run.Snapshot(wire.View{}).Curve
	if m := run.Metrics(); len(c.Train) != 9 || c.Train[8].Step != 9 || len(c.Test) != 2 || c.Test[1] != (wire.CurvePoint{Step: 7, Loss: float32(m.TestLoss)}) {
		t.Errorf("%v, %v; a held-out loss of %g", c.Train, c.Test, m.TestLoss)
	}
}

// The terms of the loss are as many as its points, and add up to them; a loss that is the reconstruction alone has none.
func TestTermsOfTheLoss(t *testing.T) {
	r := tiny.Recipe()
	r.Sparsity, r.SparsityWeight, r.Contractive = "l1", 0.1, 0.1
	run := newRun(t, r)
	steps(t, run, 12)
	s := run.Snapshot(wire.View{})
	kinds := ""
	for _, term := range s.Terms.List {
		kinds += " " + term.Kind
		if len(term.Loss) != len(s.Curve.Train) {
			t.Fatalf("%s: %d points, %d expected", term.Kind, len(term.Loss), len(s.Curve.Train))
		}
	}
	if kinds != " reconstruction sparsity contraction" {
		t.Fatalf("terms%s", kinds)
	}
	for i, p := range s.Curve.Train {
		sum := 0.0
		for _, term := range s.Terms.List {
			if !(term.Loss[i] > 0) {
				t.Errorf("%s is %g at step %d", term.Kind, term.Loss[i], p.Step)
			}
			sum += float64(term.Loss[i])
		}
		if math.Abs(sum-float64(p.Loss)) > 1e-6*sum {
			t.Errorf("the terms add up to %g at step %d, the loss is %g", sum, p.Step, p.Loss)
		}
	}
	plain := newRun(t, tiny.Recipe())
	steps(t, plain, 3)
	if s := plain.Snapshot(wire.View{}); s.Terms != nil {
		t.Errorf("of a plain run: %+v", s.Terms)
	}
}
