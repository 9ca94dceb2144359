package train

import (
	"errors"
	"math"
	"strings"
	"testing"

	"bottleneck/core/data/drawn"
	"bottleneck/core/internal/tiny"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
	"bottleneck/core/safetensors"
)

func newRun(t *testing.T, r recipe.Recipe) *Run {
	t.Helper()
	run, err := New(r, tiny.Stripes(50, 6, 5), tiny.Stripes(20, 6, 5))
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func steps(t *testing.T, r *Run, n int) {
	t.Helper()
	for range n {
		if err := r.Step(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTheLossFallsUnderEveryOptimizer(t *testing.T) {
	t.Parallel()
	for _, o := range []struct {
		name string
		lr   float64
	}{{"sgd", 1}, {"momentum", 0.5}, {"nesterov", 0.5}, {"rmsprop", 0.01}, {"adagrad", 0.1}, {"adadelta", 1}, {"adam", 0.01}, {"adamw", 0.01}} {
		r := tiny.Recipe()
		r.Optimizer, r.LearningRate, r.Epsilon = o.name, o.lr, 1e-7
		run := newRun(t, r)
		before := run.Metrics().TestLoss
		steps(t, run, 40*run.StepsPerEpoch())
		if m := run.Metrics(); m.TestLoss > 0.7*before || m.TrainLoss > 0.7*before {
			t.Errorf("%s: test loss %g, then %g (train %g)", o.name, before, m.TestLoss, m.TrainLoss)
		}
	}
}

func TestTheSameRecipeGivesTheSameBits(t *testing.T) {
	for _, shuffle := range []string{"none", "epoch", "random"} {
		r := tiny.Recipe()
		r.Shuffle, r.Noise = shuffle, recipe.Noise{Kind: "gaussian", Amount: 0.3}
		a, b := newRun(t, r), newRun(t, r)
		r.Seed++
		c := newRun(t, r)
		for range 20 {
			steps(t, a, 1)
			steps(t, b, 1)
			steps(t, c, 1)
			if a.Fingerprint() != b.Fingerprint() {
				t.Fatalf("%s: fingerprints %s and %s at step %d", shuffle, a.Fingerprint(), b.Fingerprint(), a.step)
			}
		}
		if a.Fingerprint() == c.Fingerprint() {
			t.Errorf("%s: another seed gave the same weights", shuffle)
		}
	}
}

func TestAStepAllocatesNothing(t *testing.T) {
	r := tiny.Recipe()
	r.Noise = recipe.Noise{Kind: "heteroscedastic", Amount: 0.3}
	r.Contractive, r.Schedule, r.ScheduleRate, r.Patience = 0.1, "exponential", 0.5, 1000
	run := newRun(t, r)
	steps(t, run, 2*run.StepsPerEpoch())
	if n := testing.AllocsPerRun(5*run.StepsPerEpoch(), func() {
		if err := run.Step(); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("%v allocations a step", n)
	}
}

// Large networks leave no room for a second checkpoint beside the first.
func TestCheckpointsTakeTheMemoryOfTheOneBefore(t *testing.T) {
	run := newRun(t, tiny.Recipe())
	first := run.Checkpoint()
	steps(t, run, 3)
	second := run.AppendCheckpoint(first)
	if &first[0] != &second[0] {
		t.Error("the second checkpoint has memory of its own")
	}
	steps(t, run, 3)
	other := newRun(t, tiny.Recipe())
	if err := other.Restore(second); err != nil || other.step != 3 {
		t.Errorf("step %d, %v", other.step, err)
	}
}

func TestARestoredRunGoesOnBitForBit(t *testing.T) {
	for _, optimizer := range []string{"sgd", "adam", "momentum", "nesterov", "adagrad", "adadelta", "adamw"} {
		r := tiny.Recipe()
		r.Optimizer, r.Noise = optimizer, recipe.Noise{Kind: "gaussian", Amount: 0.3}
		a := newRun(t, r)
		steps(t, a, 11)
		set(t, a, "learning_rate", "5e-4")
		set(t, a, "noise", "gaussian(0.1)")
		saved := a.Checkpoint()
		steps(t, a, 12)

		b := newRun(t, a.Recipe())
		steps(t, b, 3)
		if err := b.Restore(saved); err != nil {
			t.Fatal(err)
		}
		steps(t, b, 12)
		ma, mb := a.Metrics(), b.Metrics()
		if ma != mb {
			t.Errorf("%s: straight %+v\nrestored %+v", optimizer, ma, mb)
		}
		if len(a.trainCurve.points) != len(b.trainCurve.points) {
			t.Errorf("%s: curves of %d and %d points", optimizer, len(a.trainCurve.points), len(b.trainCurve.points))
		}
	}
}

func TestADamagedCheckpointChangesNothing(t *testing.T) {
	a := newRun(t, tiny.Recipe())
	steps(t, a, 5)
	saved := a.Checkpoint()
	steps(t, a, 5)
	want := a.Metrics()
	for i := 0; i < len(saved); i += 97 {
		bad := append([]byte(nil), saved...)
		bad[i] ^= 0x10
		if err := a.Restore(bad); err == nil {
			t.Fatalf("byte %d flipped: accepted", i)
		}
	}
	for _, n := range []int{0, 7, 39, 40, 100, len(saved) - 1} {
		if err := a.Restore(saved[:n]); err == nil {
			t.Fatalf("cut to %d bytes: accepted", n)
		}
	}
	r := tiny.Recipe()
	r.LatentDim = 2
	if err := newRun(t, r).Restore(saved); err == nil {
		t.Error("checkpoint of another network accepted")
	}
	if got := a.Metrics(); got != want {
		t.Errorf("%+v before, %+v after", want, got)
	}
}

func TestDivergenceStopsBeforeTheUpdate(t *testing.T) {
	r := tiny.Recipe()
	r.Optimizer, r.LearningRate, r.OutputActivation, r.Init = "sgd", 10, "linear", "normal"
	r.InitStddev = 5
	run := newRun(t, r)
	for range 1000 {
		before := run.Fingerprint()
		err := run.Step()
		if err == nil {
			continue
		}
		var d *Diverged
		if !errors.As(err, &d) {
			t.Fatalf("%v is no *Diverged", err)
		}
		if !math.IsNaN(d.Loss) && !math.IsInf(d.Loss, 0) {
			t.Errorf("diverged at a loss of %v", d.Loss)
		}
		if d.Step != run.step+1 || run.Fingerprint() != before {
			t.Error("the failing step changed the run")
		}
		return
	}
	t.Error("a learning rate of 10 on linear outputs did not diverge")
}

func TestWeightsGoOutAndComeBack(t *testing.T) {
	a := newRun(t, tiny.Recipe())
	steps(t, a, 9)
	b := newRun(t, tiny.Recipe())
	if err := b.Load(a.Weights()); err != nil {
		t.Fatal(err)
	}
	if a.Fingerprint() != b.Fingerprint() {
		t.Error("the weights came back changed")
	}
	a.Evaluate()
	if a.Metrics().TestMSE != b.Metrics().TestMSE {
		t.Error("the held-out error was not measured anew")
	}
	r := tiny.Recipe()
	r.LatentDim = 4
	c := newRun(t, r)
	want := c.Fingerprint()
	err := c.Load(a.Weights())
	if err == nil || err.Error() != "train: weights: encoder.2.weight: shape [3 9] found, [4 9] expected" {
		t.Errorf("error %v", err)
	}
	if c.Fingerprint() != want {
		t.Error("refused weights changed the run")
	}
	// The file says what would take it, unless it comes from elsewhere or does not say it in a link.
	var misfit *Misfit
	if made := tiny.Recipe(); !errors.As(err, &misfit) || misfit.Recipe != made.Link() {
		t.Errorf("the refusal %+v names another recipe than %s", misfit, made.Link())
	}
	tensors, _, err := safetensors.Unmarshal(a.Weights())
	if err != nil {
		t.Fatal(err)
	}
	for said, want := range map[string]string{"": "", "#v=1&wings=2&latent_dim=9": "#v=1&latent_dim=9", strings.Repeat("x", recipe.MaxLink+1): ""} {
		err := c.Load(safetensors.Marshal(tensors, map[string]string{"recipe": said}))
		if !errors.As(err, &misfit) || misfit.Recipe != want {
			t.Errorf("%.40q in the file: %+v, %q expected", said, misfit, want)
		}
	}
	// A broken file is no misfit, and names the tensor too.
	tensors[1].Data[2] = float32(math.NaN())
	err = c.Load(safetensors.Marshal(tensors, nil))
	if errors.As(err, &misfit) || err == nil || !strings.Contains(err.Error(), tensors[1].Name+": 1 values are not finite") {
		t.Errorf("a file that is not a number: %v", err)
	}
	if c.Fingerprint() != want {
		t.Error("a refused file changed the run")
	}
}

// A file calls itself PyTorch's only where a PyTorch model of its weights computes the same.
func TestForeignWeightsSaySo(t *testing.T) {
	t.Parallel()
	for encoder, foreign := range map[string]bool{"conv(2,3,s2,relu)": false, "conv(2,3,s2,relu),reshape(2x4x4)": true} {
		r, notices := recipe.Parse("#v=1&data=faces&image_size=8&train=20&test=10&latent=direct&decoder=flatten()&encoder=" + encoder)
		if len(notices) > 0 {
			t.Fatal(notices)
		}
		run, err := New(r, drawn.Faces(false, 0, 20, 8), drawn.Faces(true, 0, 10, 8))
		if err != nil {
			t.Fatal(err)
		}
		_, meta, err := safetensors.Unmarshal(run.Weights())
		if err != nil || (meta["foreign"] != "") != foreign || (meta["format"] == "pt") == foreign {
			t.Errorf("%s: %v, %v", encoder, meta, err)
		}
	}
}

// With plain gradient descent the length of a step is the norm of the gradient.
func TestLongGradientsAreShortened(t *testing.T) {
	r := tiny.Recipe()
	r.Optimizer, r.LearningRate = "sgd", 1
	length := func(clip float64) float64 {
		r.ClipNorm = clip
		run := newRun(t, r)
		before := append([]float32(nil), run.model.Values...)
		steps(t, run, 1)
		return math.Sqrt(kernel.SquaredDistance(run.model.Values, before))
	}
	whole := length(0)
	if got := length(whole / 3); math.Abs(got-whole/3) > 1e-5*whole {
		t.Errorf("a step of %g, clipped to a third: %g", whole, got)
	}
	if got := length(2 * whole); got != whole {
		t.Errorf("a step of %g, clipped to twice its length: %g", whole, got)
	}
}

func TestTheEpochIsCountedAndEnds(t *testing.T) {
	run := newRun(t, tiny.Recipe()) // 50 images by 8: 7 steps
	if run.StepsPerEpoch() != 7 || run.TotalSteps() != 21 {
		t.Fatalf("%d steps an epoch, %d in all", run.StepsPerEpoch(), run.TotalSteps())
	}
	seen := map[int32]int{}
	for range 7 {
		idx := run.order.fill(run.idx)
		for _, i := range idx {
			seen[i]++
		}
	}
	if len(seen) != 50 {
		t.Errorf("an epoch shows %d of 50 images", len(seen))
	}
	steps(t, run, 21)
	if !run.Done() || run.Metrics().Epoch != 3 {
		t.Errorf("done %v after %d epochs", run.Done(), run.Metrics().Epoch)
	}
}

func TestTooFewImages(t *testing.T) {
	r := tiny.Recipe()
	r.Train = 51
	if _, err := New(r, tiny.Stripes(50, 6, 5), tiny.Stripes(20, 6, 5)); err == nil {
		t.Error("51 of 50 images: no error")
	}
	r = tiny.Recipe()
	r.Classes = []int{9}
	if _, err := New(r, tiny.Stripes(50, 6, 5), tiny.Stripes(20, 6, 5)); err == nil {
		t.Error("no image of class 9: no error")
	}
}

// A divergence names what of the loss is no number, and the layer that began it: here one whose weight is none.
func TestDivergenceNamesTermAndLayer(t *testing.T) {
	r := tiny.Recipe()
	run, err := New(r, tiny.Stripes(50, 6, 5), tiny.Stripes(20, 6, 5))
	if err != nil {
		t.Fatal(err)
	}
	code := run.Model().Sections()[1]
	run.Model().Values[code.From] = float32(math.NaN())
	var d *Diverged
	if err := run.Step(); !errors.As(err, &d) {
		t.Fatalf("the step gave %v", err)
	}
	if d.Term != "reconstruction" || d.Level != 2 || d.Layer != "dense(3,linear)" {
		t.Errorf("it names %q in level %d, %s", d.Term, d.Level, d.Layer)
	}
	if run.Spiking() {
		t.Error("a run without steps spikes")
	}
}
