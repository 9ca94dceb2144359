package train

import (
	"math"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/data"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
	"bottleneck/core/wire"
)

// speckled is a set of pictures that no few components explain.
func speckled(n int, key uint64) *data.Set {
	s := stripes(n, 6, 5)
	u := make([]float32, len(s.Pixels))
	kernel.Uniform(u, key)
	for i := range u {
		s.Pixels[i] = byte(float32(s.Pixels[i])*0.6 + 100*u[i])
	}
	return s
}

func speckledRun(t *testing.T, r recipe.Recipe) *Run {
	t.Helper()
	run, err := New(r, speckled(50, 1), speckled(20, 2))
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
	r := small()
	r.Encoder, r.LatentActivation, r.OutputActivation, r.LearningRate = nil, "linear", "linear", 0.01
	same := speckled(50, 1)
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

// The dashed line is in the distance of the loss, without a price on the code, and says so.
func TestTheBaselineHasTheUnitOfTheLoss(t *testing.T) {
	for _, c := range []struct {
		change func(r *recipe.Recipe)
		factor float64 // of the mean squared error; 0: of the cross-entropy
		name   string  // behind PCA
	}{
		{func(r *recipe.Recipe) {}, 1, ", 3 components"},
		{func(r *recipe.Recipe) { r.Reduction = "image" }, 30, ", 3 components"},
		{func(r *recipe.Recipe) { r.Loss.Name, r.Reduction = "l2", "batch" }, 15, ", 3 components"},
		{func(r *recipe.Recipe) { r.Loss.Name, r.Reduction = "l2", "mean" }, 0.5, ", 3 components"},
		{func(r *recipe.Recipe) { r.Loss.Name, r.OutputActivation = "bce", "sigmoid" }, 0, ", 3 components, clipped to 0.001 and 0.999"},
		{func(r *recipe.Recipe) { r.Loss.Name, r.OutputActivation, r.Reduction = "bce", "sigmoid", "image" }, 0, ", 3 components, clipped to 0.001 and 0.999"},
		{func(r *recipe.Recipe) { r.Sparsity, r.SparsityWeight = "l1", 0.1 }, 1, ", without penalty, 3 components"},
		{func(r *recipe.Recipe) { r.Sparsity, r.SparsityK = "top_k", 2 }, 1, ", 3 components"},
		{func(r *recipe.Recipe) { r.Contractive = 0.1 }, 1, ", without penalty, 3 components"},
		{func(r *recipe.Recipe) { r.Latent = "variational" }, 1, ", without divergence, 3 components"},
		{func(r *recipe.Recipe) {
			r.Latent, r.Loss.Name, r.OutputActivation, r.Reduction = "variational", "bce", "sigmoid", "image"
		}, 0, ", without divergence, 3 components, clipped to 0.001 and 0.999"},
	} {
		r := small()
		c.change(&r)
		run := speckledRun(t, r)
		if line := run.Snapshot(wire.View{}).Curve; line.Baseline != 0 || line.BaselineText != "" || run.Metrics().BaselineLoss != 0 {
			t.Errorf("a line at %g (%q) before it is known", line.Baseline, line.BaselineText)
		}
		analyze(run)
		curve := run.Snapshot(wire.View{}).Curve
		mse, known := run.Baseline()
		want := c.factor * mse
		if c.factor == 0 {
			want = entropyOfComponents(run)
			if r.Reduction == "mean" {
				want /= 30
			}
		}
		if !known || mse <= 0 || math.Abs(float64(curve.Baseline)-want) > 1e-5*want || curve.BaselineText != "PCA"+c.name {
			t.Errorf("%s, %s: a line at %g (%q), %g (%q) expected", r.Loss, r.Reduction, curve.Baseline, curve.BaselineText, want, c.name)
		}
		if got := run.Metrics().BaselineLoss; float32(got) != curve.Baseline {
			t.Errorf("%g among the metrics, a line at %g", got, curve.Baseline)
		}
	}
}

// entropyOfComponents is the cross-entropy per image of what the components leave, in float64.
func entropyOfComponents(r *Run) float64 {
	code, sum := r.baseline.code, 0.0
	x, z := make([]float32, code.Dim), make([]float32, code.K)
	y := make([]float32, code.Dim)
	for i := range r.test.N {
		r.test.Rows(x, i, i+1)
		code.Encode(z, x, 1)
		code.Decode(y, z, 1)
		for j, v := range y {
			p, t := min(max(float64(v), 0.001), 0.999), float64(x[j])
			sum -= t*math.Log(p) + (1-t)*math.Log(1-p)
		}
	}
	return sum / float64(r.test.N)
}

// A run with another loss takes the components over and measures them in its own distance.
func TestASharedBaselineIsMeasuredAnew(t *testing.T) {
	r := small()
	a := speckledRun(t, r)
	analyze(a)
	r.Loss.Name, r.OutputActivation = "bce", "sigmoid"
	b := speckledRun(t, r)
	b.ShareBaseline(a)
	if v := b.BaselineLoss(); v != 0 {
		t.Errorf("%g, measured in squares, told as cross-entropy", v)
	}
	analyze(b)
	if got, want := b.BaselineLoss(), entropyOfComponents(b)/30; math.Abs(got-want) > 1e-5*want {
		t.Errorf("%g, %g expected", got, want)
	}
}

// With noise the components see what the network sees; another amount is another figure.
func TestTheBaselineSeesTheNoise(t *testing.T) {
	r := small()
	r.Noise = recipe.Noise{Kind: "gaussian", Amount: 0.3}
	run := speckledRun(t, r)
	analyze(run)
	noisy, _ := run.Baseline()
	run.SetNoise("none", 0)
	if _, known := run.Baseline(); known {
		t.Error("the figure of another noise is told")
	}
	analyze(run)
	if clean, known := run.Baseline(); !known || clean >= noisy {
		t.Errorf("%g with noise, %g without", noisy, clean)
	}
}

func TestTheBaselineIsShared(t *testing.T) {
	r := small()
	a := speckledRun(t, r)
	analyze(a)
	r.LearningRate, r.Seed, r.Encoder, r.BatchSize = 0.1, 9, nil, 300
	b := speckledRun(t, r)
	b.ShareBaseline(a)
	want, _ := a.Baseline()
	if got, known := b.Baseline(); !known || got != want {
		t.Errorf("%g shared, %g found", got, want)
	}
	b.SetNoise("masking", 0.5)
	analyze(b)
	r.LatentDim = 4
	c := speckledRun(t, r)
	c.ShareBaseline(a)
	if _, known := c.Baseline(); known {
		t.Error("a code of another size has the same baseline")
	}
	r.LatentDim = 3
	d, err := New(r, speckled(50, 8), speckled(20, 2))
	if err != nil {
		t.Fatal(err)
	}
	d.ShareBaseline(a)
	if _, known := d.Baseline(); known {
		t.Error("other images have the same baseline")
	}
}

// The scatter can show the images themselves; its grid and probes then are what the two components paint.
func TestThePlaneOfPixels(t *testing.T) {
	run := speckledRun(t, small())
	v := wire.View{Points: 20, AxisY: 1, Grid: 2, Plane: "pixels"}
	if c := run.Snapshot(v).Codes; c.AxisX != "z[0]" {
		t.Errorf("before the components are known the axis is %q", c.AxisX)
	}
	analyze(run)
	s := run.Snapshot(v)
	basis := run.baseline.basis
	if !strings.HasPrefix(s.Codes.AxisX, "input PC 1 (") || !s.Codes.PCA || s.Codes.Dim != 3 || len(s.Units.Mean) != 3 {
		t.Errorf("axis %q, %+v", s.Codes.AxisX, s.Codes)
	}
	x, z := make([]float32, 20*30), make([]float32, 20*basis.K)
	run.test.Rows(x, 0, 20)
	basis.Encode(z, x, 20)
	for i := range 20 {
		if math.Abs(float64(z[i*basis.K]-s.Codes.X[i])) > 1e-4 || math.Abs(float64(z[i*basis.K+1]-s.Codes.Y[i])) > 1e-4 {
			t.Fatalf("image %d at %g, %g, its components are %v", i, s.Codes.X[i], s.Codes.Y[i], z[i*basis.K:i*basis.K+2])
		}
	}
	p := run.Probe(0, 0)
	mean := make([]byte, 30)
	kernel.ToBytes(mean, basis.Mean)
	if !slices.Equal(p.Pixels, mean) || !slices.Equal(p.Z, []float32{0, 0}) {
		t.Errorf("the origin paints %v, the mean image is %v", p.Pixels, mean)
	}
	if g := run.Snapshot(wire.View{Points: 20, AxisY: 1, Grid: 1, Plane: "pixels", X0: -1, X1: 1, Y0: -1, Y1: 1}).Grid; !slices.Equal(g.Pixels, mean) {
		t.Errorf("the middle of the grid is %v, the mean image %v", g.Pixels, mean)
	}
	if run.Snapshot(wire.View{Points: 20, AxisY: 1}); len(run.Probe(0, 0).Z) != 3 {
		t.Error("back at the code, a probe has its numbers")
	}
}

// The same codes lie the same way round, whatever was looked at before.
func TestAxesHaveAFixedSign(t *testing.T) {
	r := small()
	r.LatentDim = 5
	a, b := speckledRun(t, r), speckledRun(t, r)
	steps(t, a, 5)
	steps(t, b, 5)
	v := wire.View{Points: 20, PCA: true}
	for range 3 {
		a.Snapshot(v)
		for _, axis := range a.plane.axes {
			kernel.Scale(axis, -1) // as another history might have left it
		}
	}
	p, q := a.Snapshot(v).Codes, b.Snapshot(v).Codes
	for i := range p.X {
		if math.Abs(float64(p.X[i]-q.X[i])) > 1e-3 || math.Abs(float64(p.Y[i]-q.Y[i])) > 1e-2 {
			t.Fatalf("point %d at %g, %g and at %g, %g", i, p.X[i], p.Y[i], q.X[i], q.Y[i])
		}
	}
	for _, axis := range a.plane.axes {
		if hi, lo := slices.Max(axis), slices.Min(axis); hi < -lo {
			t.Errorf("the largest entry of %v is negative", axis)
		}
	}
}
