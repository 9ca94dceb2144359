package train

import (
	"math"
	"testing"

	"bottleneck/core/internal/tiny"
	"bottleneck/core/recipe"
)

func speckledRun(t *testing.T, r recipe.Recipe) *Run {
	t.Helper()
	run, err := New(r, tiny.Speckled(50, 1), tiny.Speckled(20, 2))
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func analyze(r *Run) {
	for r.BaselineStep() {
	}
}

// A linear autoencoder, trained long, comes near the baseline; on the training images themselves none can pass below it. And
// looking for it changes nothing in the run.
func TestTheBaselineBoundsLinearCodes(t *testing.T) {
	t.Parallel()
	r := tiny.Recipe()
	r.Encoder, r.LatentActivation, r.OutputActivation, r.LearningRate = nil, "linear", "linear", 0.01
	same := tiny.Speckled(50, 1)
	r.Test = 50
	run, err := New(r, same, same)
	if err != nil {
		t.Fatal(err)
	}
	alone, err := New(r, same, same)
	if err != nil {
		t.Fatal(err)
	}
	if _, known := run.Baseline(); known || run.Metrics().BaselineMSE != 0 {
		t.Error("known before it was looked for")
	}
	for range 800 * run.StepsPerEpoch() {
		run.BaselineStep()
		steps(t, run, 1)
	}
	steps(t, alone, 800*run.StepsPerEpoch())
	analyze(run)
	mse, known := run.Baseline()
	m := run.Metrics()
	if !known || m.BaselineMSE != mse || m.TestMSE < mse || m.TestMSE > 1.1*mse {
		t.Errorf("components leave %g, a linear network %g", mse, m.TestMSE)
	}
	if run.Fingerprint() != alone.Fingerprint() {
		t.Error("looking for the baseline changes the run")
	}
}

// The baseline is in the distance of the loss, without a price on the code.
func TestTheBaselineHasTheUnitOfTheLoss(t *testing.T) {
	for _, c := range []struct {
		change func(r *recipe.Recipe)
		factor float64 // of the mean squared error; 0: the loss is computed anew
	}{
		{func(r *recipe.Recipe) {}, 1},
		{func(r *recipe.Recipe) { r.Reduction = "image" }, 30},
		{func(r *recipe.Recipe) { r.Loss.Name, r.Reduction = "l2", "batch" }, 15},
		{func(r *recipe.Recipe) { r.Loss.Name, r.Reduction = "l2", "mean" }, 0.5},
		{func(r *recipe.Recipe) { r.Loss.Name, r.OutputActivation = "bce", "sigmoid" }, 0},
		{func(r *recipe.Recipe) { r.Loss.Name, r.OutputActivation, r.Reduction = "bce", "sigmoid", "image" }, 0},
		{func(r *recipe.Recipe) { r.Loss.Name = "mae" }, 0},
		{func(r *recipe.Recipe) { r.Loss.Name, r.Reduction = "mae", "image" }, 0},
		{func(r *recipe.Recipe) { r.Loss = recipe.Loss{Name: "huber", Argument: 0.1} }, 0},
		{func(r *recipe.Recipe) { r.Sparsity, r.SparsityWeight = "l1", 0.1 }, 1},
		{func(r *recipe.Recipe) { r.Sparsity, r.SparsityK = "top_k", 2 }, 1},
		{func(r *recipe.Recipe) { r.Contractive = 0.1 }, 1},
		{func(r *recipe.Recipe) { r.Latent = "variational" }, 1},
		{func(r *recipe.Recipe) {
			r.Latent, r.Loss.Name, r.OutputActivation, r.Reduction = "variational", "bce", "sigmoid", "image"
		}, 0},
	} {
		r := tiny.Recipe()
		c.change(&r)
		run := speckledRun(t, r)
		if v := run.Metrics().BaselineLoss; v != 0 {
			t.Errorf("%g before it is known", v)
		}
		analyze(run)
		mse, known := run.Baseline()
		want := c.factor * mse
		if c.factor == 0 {
			want = distanceOfComponents(run, distances[r.Loss.Name])
			if r.Reduction == "mean" {
				want /= 30
			}
		}
		if got := run.Metrics().BaselineLoss; !known || mse <= 0 || math.Abs(got-want) > 1e-5*want {
			t.Errorf("%s, %s: %g, %g expected", r.Loss.Name, r.Reduction, got, want)
		}
	}
}

// distances are those of a value of the components from one of the data, in float64, of losses that are not made of squares.
var distances = map[string]func(y, x float64) float64{
	"bce": func(y, x float64) float64 {
		p := min(max(y, 0.001), 0.999)
		return -x*math.Log(p) - (1-x)*math.Log(1-p)
	},
	"mae": func(y, x float64) float64 { return math.Abs(y - x) },
	"huber": func(y, x float64) float64 { // of delta 0.1
		d := math.Abs(y - x)
		if d <= 0.1 {
			return d * d / 2
		}
		return 0.1 * (d - 0.05)
	},
}

// distanceOfComponents is what the components leave of an image, in the mean.
func distanceOfComponents(r *Run, distance func(y, x float64) float64) float64 {
	code, sum := r.baseline.code, 0.0
	x, z := make([]float32, code.Dim), make([]float32, code.K)
	y := make([]float32, code.Dim)
	for i := range r.test.N {
		r.test.Rows(x, i, i+1)
		code.Encode(z, x, 1)
		code.Decode(y, z, 1)
		for j, v := range y {
			sum += distance(float64(v), float64(x[j]))
		}
	}
	return sum / float64(r.test.N)
}

// A run with another loss takes the components over and measures them in its own distance.
func TestASharedBaselineIsMeasuredAnew(t *testing.T) {
	r := tiny.Recipe()
	a := speckledRun(t, r)
	analyze(a)
	r.Loss.Name, r.OutputActivation = "bce", "sigmoid"
	b := speckledRun(t, r)
	b.ShareBaseline(a)
	if v := b.BaselineLoss(); v != 0 {
		t.Errorf("%g, measured in squares, told as cross-entropy", v)
	}
	analyze(b)
	if got, want := b.BaselineLoss(), distanceOfComponents(b, distances["bce"])/30; math.Abs(got-want) > 1e-5*want {
		t.Errorf("%g, %g expected", got, want)
	}
}

// With noise the components see what the network sees; another amount is another figure.
func TestTheBaselineSeesTheNoise(t *testing.T) {
	r := tiny.Recipe()
	r.Noise = recipe.Noise{Kind: "gaussian", Amount: 0.3}
	run := speckledRun(t, r)
	analyze(run)
	noisy, _ := run.Baseline()
	set(t, run, "noise", "none")
	if _, known := run.Baseline(); known {
		t.Error("the figure of another noise is told")
	}
	analyze(run)
	if clean, known := run.Baseline(); !known || clean >= noisy {
		t.Errorf("%g with noise, %g without", noisy, clean)
	}
}

func TestTheBaselineIsShared(t *testing.T) {
	r := tiny.Recipe()
	a := speckledRun(t, r)
	analyze(a)
	r.LearningRate, r.Seed, r.Encoder, r.BatchSize = 0.1, 9, nil, 300
	b := speckledRun(t, r)
	b.ShareBaseline(a)
	want, _ := a.Baseline()
	if got, known := b.Baseline(); !known || got != want {
		t.Errorf("%g shared, %g found", got, want)
	}
	set(t, b, "noise", "masking(0.5)")
	analyze(b)
	r.LatentDim = 4
	c := speckledRun(t, r)
	c.ShareBaseline(a)
	if _, known := c.Baseline(); known {
		t.Error("a code of another size has the same baseline")
	}
	r.LatentDim = 3
	d, err := New(r, tiny.Speckled(50, 8), tiny.Speckled(20, 2))
	if err != nil {
		t.Fatal(err)
	}
	d.ShareBaseline(a)
	if _, known := d.Baseline(); known {
		t.Error("other images have the same baseline")
	}
}
