// Package train is a run: batch, corrupt, forward, loss, backward, step. A run is
// a function of its recipe and its data alone: it has no clock, no goroutine and
// no global, so the same recipe gives the same bits every time, whatever runs
// beside it. Whoever wants to see something of it gets a Reader (package
// look).
package train

import (
	"math"
	"math/rand/v2"
	"slices"

	"bottleneck/core/autoencoder"
	"bottleneck/core/data"
	"bottleneck/core/fact"
	"bottleneck/core/kernel"
	"bottleneck/core/metrics"
	"bottleneck/core/nn"
	"bottleneck/core/optim"
	"bottleneck/core/phases"
	"bottleneck/core/recipe"
)

// One random stream a purpose, so that a draw more in one does not move the
// others. The numbers are part of what a link means: never change one.
const (
	streamInit = iota + 1
	streamOrder
	streamNoise
	streamTestNoise
	streamCode
	streamTestCode
	streamLayers
	streamNoiseScale
	streamContraction
	streamTestContraction
	streamMachines
)

// Run is one training run.
type Run struct {
	recipe      recipe.Recipe // that replays the run
	now         recipe.Recipe // with what is in force, and no changes
	changed     int           // changes of the recipe that have been made
	train, test *data.Set

	model     *autoencoder.Model
	optimizer *optim.Optimizer
	pre       *pretraining // nil: none
	order     *order
	noise     data.Noise
	noiseKeys *rand.PCG

	step         int
	idx          []int32   // (batch)
	x, corrupted []float32 // (batch, dim)
	epsilon      []float32 // (batch, latent); nil for a plain code

	losses                window
	trainCurve, testCurve series
	prices                []Price // in the loss of training

	codeKey    uint64          // step i draws variational codes with key codeKey+i
	layerKey   uint64          // the layers that draw do so in step i by layerKey and i
	testCode   uint64          // likewise from test image i on
	nudgeKey   uint64          // step i estimates Jacobians with key nudgeKey+i
	testNudge  uint64          // likewise from test image i on
	testNoise  uint64          // image i of the test set is corrupted with key testNoise+i
	testErrors []float32       // (test.N) mean squared error an image, at the latest Evaluate
	latest     metrics.Metrics // the test figures of the latest Evaluate
	health     *Health
	stopping   stopping
	watched    recipe.Noise // that the held-out losses for stopping were measured under
	scratch    [1]float32   // of the schedule
	rate       float64
	loads      Loads

	baseline *baseline
}

// Diverged is the error of a step whose loss is not a finite number. Nothing
// was updated in that step.
type Diverged struct {
	Step  int // the step that failed, counted from 1
	Loss  float64
	Term  string // of the loss that is not finite: reconstruction, divergence, sparsity or contraction
	Level int    // of the plan, from 1 on, where numbers first were not; 0: in the loss alone
	Layer string // that one, as a link writes it
}

func (d *Diverged) Error() string { return d.Unwrap().Error() }

// Unwrap returns the fact that it is.
func (d *Diverged) Unwrap() error {
	return fact.About("train", "loss_diverged", "loss", d.Loss, "step", d.Step)
}

// New prepares a run of r. train and test are whole data sets; the recipe
// says how many of their images are used and which classes. The held-out figures
// of the untrained network are measured at once.
func New(r recipe.Recipe, train, test *data.Set) (*Run, error) {
	train, err := choose(r, train, r.Train, "train")
	if err != nil {
		return nil, err
	}
	if test, err = choose(r, test, r.Test, "test"); err != nil {
		return nil, err
	}
	return begun(0, r, train, test)
}

// Anew returns what makes another run of the recipe as it is now, on the same images, from the start. It holds nothing else of
// this one but its principal components.
func (r *Run) Anew() func() (*Run, error) {
	a, again, train, test, baseline := r.model.Arithmetic(), r.recipe.Clone(), r.train, r.test, r.baseline
	return func() (*Run, error) {
		run, err := begun(a, again, train, test)
		if err == nil {
			run.baseline = baseline
		}
		return run, err
	}
}

// NewIn is New for a run that multiplies in a, whatever the recipe says of that; 0: in what it says.
func NewIn(a kernel.Arithmetic, r recipe.Recipe, train, test *data.Set) (*Run, error) {
	train, err := choose(r, train, r.Train, "train")
	if err == nil {
		test, err = choose(r, test, r.Test, "test")
	}
	if err != nil {
		return nil, err
	}
	return begun(a, r, train, test)
}

// begun prepares a run on just these images, in a; 0: in the arithmetic of the recipe.
func begun(a kernel.Arithmetic, r recipe.Recipe, train, test *data.Set) (*Run, error) {
	dim := train.Dim()
	model, err := autoencoder.NewIn(a, r, nn.Shape{H: train.H, W: train.W, C: train.C}, rand.New(rand.NewPCG(r.Seed, streamInit)))
	if err != nil {
		return nil, err
	}
	optimizer, err := optim.New(optim.Config{
		Name: r.Optimizer, LearningRate: r.LearningRate, Momentum: r.Momentum,
		Beta1: r.Beta1, Beta2: r.Beta2, Rho: r.Rho, Epsilon: r.Epsilon, WeightDecay: r.WeightDecay,
	}, len(model.Values))
	if err != nil {
		return nil, err
	}
	run := &Run{
		recipe: r, now: r.InForce(0), train: train, test: test, model: model, optimizer: optimizer,
		order:      newOrder(r.Shuffle, train.N, rand.NewPCG(r.Seed, streamOrder)),
		noise:      NoiseOf(r, dim),
		watched:    r.Noise,
		noiseKeys:  rand.NewPCG(r.Seed, streamNoise),
		idx:        make([]int32, r.BatchSize),
		x:          make([]float32, model.MaxBatch()*dim),
		corrupted:  make([]float32, model.MaxBatch()*dim),
		trainCurve: newSeries(), testCurve: newSeries(), prices: newPrices(r),
		codeKey:    rand.NewPCG(r.Seed, streamCode).Uint64(),
		layerKey:   rand.NewPCG(r.Seed, streamLayers).Uint64(),
		testCode:   rand.NewPCG(r.Seed, streamTestCode).Uint64(),
		nudgeKey:   rand.NewPCG(r.Seed, streamContraction).Uint64(),
		testNudge:  rand.NewPCG(r.Seed, streamTestContraction).Uint64(),
		testNoise:  rand.NewPCG(r.Seed, streamTestNoise).Uint64(),
		testErrors: make([]float32, test.N),
		health:     NewHealth(model.Latent(), r.CodeActivation()),
	}
	if model.Drawn() {
		run.epsilon = make([]float32, model.MaxBatch()*model.Latent())
	}
	if run.pre, err = newPretraining(r, model, run.StepsPerEpoch(), rand.NewPCG(r.Seed, streamMachines).Uint64()); err != nil {
		return nil, err
	}
	run.fresh()
	run.losses.losses = make([]float32, run.StepsPerEpoch())
	run.Evaluate()
	return run, nil
}

// choose applies the recipe's share and classes to a data set. Of a person's own
// data all are used where there are fewer.
func choose(r recipe.Recipe, s *data.Set, n int, field string) (*data.Set, error) {
	if s == nil {
		s = &data.Set{Name: r.Data} // none: too few, whatever is asked for
	}
	if r.Source().Origin == recipe.Own {
		n = min(n, s.N)
	}
	if n > s.N {
		return nil, fact.About("train: "+field, "images_too_few", "asked", n, "data", s.Name, "most", s.N)
	}
	s = s.First(n)
	if len(r.Classes) > 0 {
		s = s.Classes(r.Classes)
	}
	if s.N == 0 {
		return nil, fact.About("train: classes", "classes_empty", "n", n, "part", field, "classes", r.Get("classes"))
	}
	return s, nil
}

// Step trains on one batch. At the end of an epoch it measures the held-out
// images as well. The error is a *Diverged or nil.
func (r *Run) Step() error {
	x, idx := r.batch()
	if i := r.pre.layer(r.step); i >= 0 {
		loss, err := r.pretrain(i, x, len(idx))
		if err == nil {
			r.finish(loss)
		}
		return err
	}
	r.unroll()
	loss, err := r.gradients(r.draw(x, len(idx)))
	if err != nil {
		return err
	}
	r.update()
	r.finish(loss)
	return nil
}

// batch returns the images of the coming step, x (B, dim), and which they are (B).
func (r *Run) batch() (x []float32, idx []int32) {
	if r.renewed() {
		r.fresh()
		r.watched = r.now.Noise
	}
	idx = r.order.fill(r.idx)
	x = r.x[:len(idx)*r.model.Dim()]
	r.train.Batch(x, idx)
	return x, idx
}

// gradients are those of a batch, whose loss must be finite.
func (r *Run) gradients(b autoencoder.Batch) (loss float64, err error) {
	if loss = r.model.Gradients(b); !finite(loss) {
		kernel.Fill(r.model.Grads, 0)
		return loss, r.diverged(b, loss)
	}
	return loss, nil
}

// diverged says what of a batch is not finite, and where that began.
func (r *Run) diverged(b autoencoder.Batch, loss float64) *Diverged {
	term, terms := "reconstruction", r.model.Terms()
	switch {
	case !finite(terms.Reconstruction):
	case !finite(terms.Divergence):
		term = "divergence"
	case !finite(terms.Sparsity):
		term = "sparsity"
	case !finite(terms.Contraction):
		term = "contraction"
	}
	return r.divergedAt(loss, term, r.model.Broken(b))
}

func (r *Run) divergedAt(loss float64, term string, level int) *Diverged {
	d := &Diverged{Step: r.step + 1, Loss: loss, Term: term, Level: level}
	if p, err := r.recipe.PlanFor(r.model.Input()); err == nil && level > 0 {
		d.Layer = slices.Concat(p.Encoder, p.Decoder)[level-1].Layer.String()
	}
	return d
}

// Spiking says whether the loss of the latest step is far above that of the steps before: what is seen then may be gone a moment later.
func (r *Run) Spiking() bool {
	w := &r.losses
	held := min(w.n, len(w.losses))
	if held < 2 {
		return false
	}
	last := float64(w.losses[(w.n-1)%len(w.losses)])
	others := (w.mean()*float64(held) - last) / float64(held-1)
	return !(last <= 10*others)
}

// update moves the weights by the gradients.
func (r *Run) update() {
	r.clip()
	r.optimizer.SetLearningRate(r.learningRate())
	r.optimizer.Step(r.model.Values, r.model.Grads)
}

// draw makes the coming batch of B images x: all that it draws is drawn here.
func (r *Run) draw(x []float32, B int) autoencoder.Batch {
	step := uint64(r.step)
	b := autoencoder.Batch{Clean: x, Input: x, Epsilon: r.normal(r.codeKey+step, B), Beta: r.beta(), Nudge: r.nudgeKey + step, Layers: [2]uint64{r.layerKey, step}}
	// The key is drawn with or without noise, so that turning the noise up
	// during a run changes nothing else.
	if key := r.noiseKeys.Uint64(); r.noise.Kind != "none" {
		b.Input = r.corrupted[:len(x)]
		r.noise.Corrupt(b.Input, x, key)
	}
	return b
}

// normal draws the numbers (B, latent) that variational codes are made with; a plain code needs none.
func (r *Run) normal(key uint64, B int) []float32 {
	if r.epsilon == nil {
		return nil
	}
	e := r.epsilon[:B*r.model.Latent()]
	kernel.Gaussian(e, key)
	return e
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// finish counts a step and what it said.
func (r *Run) finish(loss float64) {
	layer, terms := r.pre.layer(r.step), r.model.Terms()
	if layer != r.latestLayer() {
		r.losses.n = 0 // figures of another part of the run
	}
	if layer >= 0 {
		terms = phases.Terms{} // a layer that learns alone pays none
	}
	r.step++
	r.losses.add(loss)
	r.trainCurve.add(r.step, loss)
	for i := range r.prices {
		r.prices[i].add(r.step, r.prices[i].of(terms))
	}
	if r.AtEpochEnd() {
		r.Evaluate()
		if r.tuned() > 0 {
			r.stopping.observe(r.latest.TestLoss, r.step/r.StepsPerEpoch())
		}
	}
	if r.changeDue() {
		r.follow()
	}
}

// clip shortens the gradient to the recipe's norm (Pascanu et al. 2013).
func (r *Run) clip() {
	if r.recipe.ClipNorm == 0 {
		return
	}
	if norm := math.Sqrt(kernel.SumSquares(r.model.Grads)); norm > r.recipe.ClipNorm {
		kernel.Scale(r.model.Grads, float32(r.recipe.ClipNorm/norm))
	}
}

// beta is the weight of the divergence in the coming step.
func (r *Run) beta() float64 {
	if steps := r.recipe.BetaWarmup * r.StepsPerEpoch(); r.step < steps {
		return r.recipe.Beta * float64(r.step) / float64(steps)
	}
	return r.recipe.Beta
}

// Model is the network being trained, as it is now: ask again after a step.
func (r *Run) Model() *autoencoder.Model {
	r.unroll()
	return r.model
}

// Train and Test are the images in use, after the recipe's share and classes.
func (r *Run) Train() *data.Set { return r.train }
func (r *Run) Test() *data.Set  { return r.test }

// StepsPerEpoch is the number of batches in one pass over the training images.
func (r *Run) StepsPerEpoch() int {
	return (r.train.N + r.recipe.BatchSize - 1) / r.recipe.BatchSize
}

// TotalSteps is where the run ends: after the recipe's steps, pre-training included, or its epochs.
func (r *Run) TotalSteps() int {
	if r.recipe.Steps > 0 {
		return r.recipe.Steps
	}
	return r.pre.total() + r.recipe.Epochs*r.StepsPerEpoch()
}

// Done says whether the run has reached its end, or stopped before. Step goes on all the same.
func (r *Run) Done() bool { return r.step >= r.TotalSteps() || r.Stopped() != nil }

// AtEpochEnd says whether the latest step completed an epoch.
func (r *Run) AtEpochEnd() bool { return r.step > 0 && r.step%r.StepsPerEpoch() == 0 }

// SetRate tells the run how fast it goes; it has no clock of its own.
func (r *Run) SetRate(imagesPerSecond float64) { r.rate = imagesPerSecond }
