package train

import (
	"math/rand/v2"
	"slices"
	"strconv"

	"bottleneck/core/autoencoder"
	"bottleneck/core/fact"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
	"bottleneck/core/safetensors"
)

// Weights returns the parameters as a safetensors file, with the names and
// layouts that a PyTorch model of two nn.Sequential, encoder and decoder, loads
// without a mapping: Linear (out, in), Conv2d (out, in, kh, kw),
// ConvTranspose2d (in, out, kh, kw), and images flattened channel by channel,
// also those that the decoder makes of a code. A variational code has a third,
// log_variance. The recipe's link and the step are in the metadata; where no order of the
// weights makes a PyTorch model the same network, so is the reason, as foreign,
// and the file does not call itself PyTorch's.
func (r *Run) Weights() []byte {
	r.unroll()
	return weights(r.model, map[string]string{"recipe": r.recipe.Link(), "step": strconv.Itoa(r.step)})
}

// Weights is Run.Weights of a model that no run trains, made of recipe r.
func Weights(m *autoencoder.Model, r recipe.Recipe) []byte {
	return weights(m, map[string]string{"recipe": r.Link()})
}

func weights(m *autoencoder.Model, meta map[string]string) []byte {
	var tensors []safetensors.Tensor
	for _, t := range m.Tensors {
		tensors = append(tensors, safetensors.Tensor{Name: t.Name, Shape: t.TorchShape(), Data: t.Torch()})
	}
	if why := m.Foreign; why != "" {
		meta["foreign"] = why
	} else {
		meta["format"] = "pt"
	}
	return safetensors.Marshal(tensors, meta)
}

// Misfit is the error for a sound file whose tensors are not those of the model.
type Misfit struct {
	Fact   *fact.Fact // is about the tensor
	Recipe string     // canonical link of the recipe in the file's metadata; "" without one
}

func (e *Misfit) Error() string { return e.Fact.Error() }

// Unwrap returns the fact.
func (e *Misfit) Unwrap() error { return e.Fact }

// SetWeights replaces the parameters of a model by those of a safetensors file
// as Run.Weights writes it; package statedict makes one of what other programs write. On an error, which names the tensor,
// nothing has changed; it is a Misfit where the file is sound.
func SetWeights(m *autoencoder.Model, b []byte) error {
	tensors, metadata, err := safetensors.Unmarshal(b)
	if err != nil {
		return err
	}
	misfit := func(f *fact.Fact) error { return &Misfit{fact.Within("train: weights", f), MadeWith(metadata)} }
	byName := map[string]safetensors.Tensor{}
	for _, t := range tensors {
		byName[t.Name] = t
	}
	for _, own := range m.Tensors {
		t, found := byName[own.Name]
		delete(byName, own.Name)
		want := own.TorchShape()
		switch {
		case !found:
			return misfit(fact.New("tensor_missing", "tensor", own.Name, "expected", want))
		case !slices.Equal(t.Shape, want):
			return misfit(fact.About(own.Name, "tensor_shape_differs", "found", t.Shape, "expected", want))
		}
	}
	for _, t := range tensors {
		if _, unknown := byName[t.Name]; unknown {
			return misfit(fact.About(fact.Quoted(t.Name), "tensor_unknown"))
		}
		byName[t.Name] = t
	}
	for _, own := range m.Tensors {
		own.SetTorch(byName[own.Name].Data)
	}
	return nil
}

// MadeWith is the link of the recipe that a file was made with, as its metadata say, as far as it can be read. Like every link
// it is foreign.
func MadeWith(metadata map[string]string) string {
	link := metadata["recipe"]
	if link == "" || len(link) > recipe.MaxLink {
		return ""
	}
	r, _ := recipe.Parse(link)
	return r.Link()
}

// Loads says how often weights were loaded into a run, and at which steps first and last. A run without loads is a function of its
// recipe; from the first load on it is not.
type Loads struct{ N, First, Latest int }

// Loads returns what was loaded into the run so far.
func (r *Run) Loads() Loads { return r.loads }

// Load is SetWeights for a run. The optimizer's state starts anew, the step
// count stays.
func (r *Run) Load(b []byte) error { return r.GoOn(b, r.step) }

// mostPassed are the images that GoOn passes over at most, some seconds' worth.
const mostPassed = 1_000_000_000

// GoOn is Load of weights that so many steps of the recipe have made: the run counts on from there, and what it draws is what it would have drawn after these
// steps. Where they are too many to be passed over the step count stays.
func (r *Run) GoOn(b []byte, step int) error {
	if err := SetWeights(r.model, b); err != nil {
		return err
	}
	if step != r.step && step <= mostPassed/len(r.idx) {
		r.pass(step)
	}
	if r.loads.N == 0 {
		r.loads.First = r.step
	}
	r.loads.N, r.loads.Latest = r.loads.N+1, r.step
	_, m, v := r.optimizer.State()
	kernel.Fill(m, 0)
	kernel.Fill(v, 0)
	r.optimizer.SetSteps(0)
	if r.pre != nil {
		r.pre.stale = -1
		r.pre.net.Rest()
	}
	r.fresh()
	r.Evaluate()
	return nil
}

// pass makes the step count what it says, as if these steps had been made, and forgets those that were.
func (r *Run) pass(step int) {
	r.order, r.noiseKeys = newOrder(r.recipe.Shuffle, r.train.N, rand.NewPCG(r.recipe.Seed, streamOrder)), rand.NewPCG(r.recipe.Seed, streamNoise)
	for r.step = 0; r.step < step; r.step++ {
		r.order.fill(r.idx)
		if r.pre.layer(r.step) < 0 {
			r.noiseKeys.Uint64()
		}
	}
	r.losses.n, r.trainCurve, r.testCurve, r.prices = 0, newSeries(), newSeries(), newPrices(r.recipe)
	r.watched = r.recipe.InForce(step - 1).Noise
	r.follow()
}
