package train

import (
	"bottleneck/core/autoencoder"
	"bottleneck/core/data"
	"bottleneck/core/fact"
	"bottleneck/core/recipe"
)

// Constants of pre-training, from the program of Hinton and Salakhutdinov (2006), which raises the momentum after five
// of ten epochs.
const (
	firstMomentum = 0.5 // in the first half of a layer's steps
	laterMomentum = 0.9
	weightDecay   = 0.0002
)

// pretraining is the first part of a run: one layer after the other learns as a Boltzmann machine to explain what the
// layers below make of the images, uncorrupted. The network is the machines unrolled all the time, so what is measured and shown
// of it goes for both parts of the run.
type pretraining struct {
	net      *autoencoder.BeliefNet
	steps    int       // of each layer
	key      uint64    // step i draws from key key+i*draws on
	activity float64   // mean of the hidden units at the latest step
	energies []float64 // (maxBatch)
	stale    int       // the layer whose weights the decoder does not have yet; -1: none
}

func newPretraining(r recipe.Recipe, m *autoencoder.Model, stepsPerEpoch int, key uint64) (*pretraining, error) {
	if r.Pretrain != "rbm" {
		return nil, nil
	}
	visible := autoencoder.Binary
	if r.OutputActivation == "linear" {
		visible = autoencoder.Gaussian
	}
	net, err := m.BeliefNet(visible, r.PretrainLearningRate)
	if err != nil {
		return nil, err
	}
	for _, b := range net.Machines {
		b.WeightDecay = weightDecay
	}
	return &pretraining{net: net, energies: make([]float64, m.MaxBatch()), steps: r.PretrainEpochs * stepsPerEpoch, key: key, stale: -1}, nil
}

// total is the number of steps before the fine-tuning.
func (p *pretraining) total() int {
	if p == nil {
		return 0
	}
	return p.steps * len(p.net.Machines)
}

// layer is the one that the coming step trains, after the given number of steps; -1: all of them.
func (p *pretraining) layer(step int) int {
	if step >= p.total() {
		return -1
	}
	return step / p.steps
}

// latestLayer is the one that the latest step trained; -1: all of them.
func (r *Run) latestLayer() int { return r.pre.layer(max(0, r.step-1)) }

// pretrain takes one step of machine i on x (B, dim) and returns the error of its reconstruction, in the unit of the loss.
func (r *Run) pretrain(i int, x []float32, B int) (float64, error) {
	b, key := r.machine(i)
	loss, err := r.contrast(b, r.pre.net.Input(i, x, B), B, key)
	if err == nil {
		r.pre.update(i)
	}
	return loss, err
}

// machine is number i, made ready for the coming step, and the key of what it draws in it.
func (r *Run) machine(i int) (b *autoencoder.RBM, key uint64) {
	p := r.pre
	if p.stale != i {
		r.unroll()
	}
	done := r.step - i*p.steps
	if done == 0 {
		p.net.Rest()
	}
	b = p.net.Machines[i]
	b.Momentum = firstMomentum
	if 2*done >= p.steps {
		b.Momentum = laterMomentum
	}
	return b, p.key + uint64(r.step*b.Draws())
}

// contrast sets the gradients of b for what it sees, v (B, V); the error of its reconstruction must be finite.
func (r *Run) contrast(b *autoencoder.RBM, v []float32, B int, key uint64) (loss float64, err error) {
	if loss = b.Gradients(v, B, key); !finite(loss) {
		return 0, r.divergedAt(loss, "reconstruction", r.pre.layer(r.step)+1)
	}
	return loss, nil
}

// update moves the weights of machine i by its gradients.
func (p *pretraining) update(i int) {
	b := p.net.Machines[i]
	b.Update()
	p.stale, p.activity = i, b.Activity()
}

// unroll brings the decoder up to date. Whoever looks at the network calls it first: it costs as much as a tenth of a step,
// which nobody sees between two looks.
func (r *Run) unroll() {
	if r.pre != nil && r.pre.stale >= 0 {
		r.pre.net.Unroll(r.pre.stale)
		r.pre.stale = -1
	}
}

// tuned is the number of steps of fine-tuning done: all of a run without pre-training.
func (r *Run) tuned() int { return max(0, r.step-r.pre.total()) }

// phase is the part of the run that the latest step belongs to; nil where there is only one.
func (r *Run) phase() *fact.Fact {
	if r.pre == nil {
		return nil
	}
	if layer := r.latestLayer(); layer >= 0 {
		return fact.New("phase_pretraining", "layer", layer+1, "layers", len(r.pre.net.Machines))
	}
	return fact.New("phase_fine_tuning")
}

// hiddenMean is the mean activation of the layer in pre-training; 0 elsewhere.
func (r *Run) hiddenMean() float64 {
	if r.latestLayer() < 0 {
		return 0
	}
	return r.pre.activity
}

// freeEnergyGap compares what the layer in pre-training thinks of images that it has and has not seen (Hinton's guide,
// section 6): the first thousand of each, or as many as there are of both. It is 0 elsewhere.
func (r *Run) freeEnergyGap() float64 {
	i := r.latestLayer()
	if i < 0 {
		return 0
	}
	n := min(r.test.N, r.train.N, 1000)
	return r.freeEnergy(i, r.test, n) - r.freeEnergy(i, r.train, n)
}

// freeEnergy is the mean over the first n images of s.
func (r *Run) freeEnergy(i int, s *data.Set, n int) float64 {
	sum, p := 0.0, r.pre
	for lo := 0; lo < n; lo += len(p.energies) {
		B := min(len(p.energies), n-lo)
		x, f := r.x[:B*r.model.Dim()], p.energies[:B]
		s.Rows(x, lo, lo+B)
		p.net.Machines[i].FreeEnergy(f, p.net.Input(i, x, B), B)
		for _, e := range f {
			sum += e
		}
	}
	return sum / float64(n)
}

// RateField names the field that is the learning rate of the coming step.
func (r *Run) RateField() string {
	if r.pre.layer(r.step) >= 0 {
		return "pretrain_learning_rate"
	}
	return "learning_rate"
}

// StepsLeft is the work to the end of the run, in steps like the coming one: those of another layer, or of the whole network,
// take another time.
func (r *Run) StepsLeft() float64 {
	end := r.TotalSteps()
	if r.pre == nil || r.step >= end {
		return float64(max(0, end-r.step))
	}
	p, left, now, below := r.pre, 0.0, 0.0, 0.0
	add := func(from, to int, work float64) { // a part of the run, and the products of one of its steps
		if from, to = max(from, r.step), min(to, end); from < to {
			left += float64(to-from) * work
			if from == r.step {
				now = work
			}
		}
	}
	for i, b := range p.net.Machines {
		own := float64(b.V) * float64(b.H)
		add(i*p.steps, (i+1)*p.steps, below+5*own)
		below += own
	}
	first := p.net.Machines[0]
	add(p.total(), end, 6*below-float64(first.V)*float64(first.H))
	return left / now
}

// phase is a part of a run that begins at a step: the pre-training of a layer, counted from 0 on, or, -1, the fine-tuning
// of all.
type Phase struct{ Step, Layer int }

// phases appends the parts of the run that have begun.
func (r *Run) phases(list []Phase) []Phase {
	if r.pre == nil {
		return list
	}
	for i := range r.pre.net.Machines {
		if at := i * r.pre.steps; at <= r.step {
			list = append(list, Phase{at, i})
		}
	}
	if at := r.pre.total(); at <= r.step {
		list = append(list, Phase{at, -1})
	}
	return list
}
