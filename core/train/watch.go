package train

import (
	"math"
	"slices"

	"bottleneck/core/fact"
	"bottleneck/core/geometry"
	"bottleneck/core/kernel"
	"bottleneck/core/phases"
)

// watch is a step that is told.
type watch struct {
	phases.Step
	run     *Run
	learned []learned
}

// learned are parameters that a step changes.
type learned struct {
	phases.Layer
	value, grad, before []float32
}

// Watch is Step, bit for bit, and tells what it does with one image of its batch; of a shorter batch with the last. It takes about
// twice the time, and a copy of the weights. Where the error is not nil there was no step, or, if it is a *Diverged, no update.
func (r *Run) Watch(image int) (*phases.Step, error) {
	if image < 0 || image >= r.recipe.BatchSize {
		return nil, fact.About("phases: image", "count_out_of_range", "found", image, "least", 0, "most", r.recipe.BatchSize-1)
	}
	x, idx := r.batch()
	w := &watch{run: r}
	w.Step.Step, w.Batch, w.Image, w.All, w.Rate = r.step+1, len(idx), min(image, len(idx)-1), r.train.N, r.learningRate()
	w.Index, w.Label = int(idx[w.Image]), -1
	if r.train.Labels != nil {
		w.Label = int(r.train.Labels[w.Index])
	}
	w.draw(x)
	var err error
	if i := r.pre.layer(r.step); i >= 0 {
		err = w.machine(i, x)
	} else {
		err = w.network(x)
	}
	if err != nil {
		return nil, err
	}
	r.finish(w.Loss)
	return &w.Step, nil
}

const shownOfBatch = 12

// draw shows the batch x (B, dim), and the image that is followed.
func (w *watch) draw(x []float32) {
	in := w.run.model.Input()
	dim := in.Size()
	n := min(w.Batch, shownOfBatch)
	first := max(0, min(w.Image-n/2, w.Batch-n))
	w.Begin(phases.Draw)
	w.Show("batch", 0, in, x[first*dim:(first+n)*dim]).First = first
	w.Show("clean", 0, in, w.row(x, dim))
}

// row is that of x (B, dim) which is followed.
func (w *watch) row(x []float32, dim int) []float32 { return x[w.Image*dim : (w.Image+1)*dim] }

// network trains all layers on x (B, dim).
func (w *watch) network(x []float32) error {
	r := w.run
	r.unroll()
	m, b := r.model, r.draw(x, w.Batch)
	w.Begin(phases.Corrupt)
	w.Show("input", 0, m.Input(), w.row(b.Input, m.Dim()))
	w.Begin(phases.Encode)
	own := m.Trace(b, w.Image, func(what string, level int, shape geometry.Shape, values []float32) {
		w.Show(what, level, shape, values)
		if what == "code" {
			w.Begin(phases.Decode)
		}
	})
	for _, s := range m.Sections() {
		part := ""
		if s.LogVariance {
			part = "log_variance"
		}
		w.learns(part, s.Level, m.Values[s.From:s.To], m.Grads[s.From:s.To])
	}
	var err error
	if w.Loss, err = r.gradients(b); err != nil {
		return err
	}
	w.Begin(phases.Compare)
	terms := m.Terms()
	w.Latest().Terms = &terms
	if terms.Reconstruction != 0 {
		w.Share = own / terms.Reconstruction
	}
	w.measure(phases.Back)
	r.update()
	w.measure(phases.Move)
	if f, ok := m.Looking(); ok {
		w.unit(1, f.Units, geometry.Shape{H: f.H, W: f.W, C: f.Channels})
	}
	return nil
}

// machine trains layer i alone, as a Boltzmann machine, on x (B, dim).
func (w *watch) machine(i int, x []float32) error {
	r, net := w.run, w.run.pre.net
	b, key := r.machine(i)
	level, in := net.Level(i)
	w.Layer, w.Rate = i+1, b.LearningRate
	v := net.Input(i, x, w.Batch)
	w.Begin(phases.Up)
	net.Trace(i, v, w.Batch, key, w.Image, func(what string, level int, shape geometry.Shape, values []float32) {
		w.Show(what, level, shape, values)
		switch what {
		case "states":
			w.Begin(phases.Down)
		case "painted":
			w.Begin(phases.UpAgain)
		}
	})
	weights, visible, hidden := b.Parameters()
	w.learns("weights", level, weights.Value, weights.Grad)
	w.learns("hidden_biases", level, hidden.Value, hidden.Grad)
	w.learns("visible_biases", level-1, visible.Value, visible.Grad)
	var err error
	if w.Loss, err = r.contrast(b, v, w.Batch, key); err != nil {
		return err
	}
	w.measure(phases.Statistics)
	unit := longest(weights.Grad, nil, b.H)
	data, model := b.Statistics(v, w.Batch, unit)
	w.Show("data", level-1, in, data).Unit = unit + 1
	w.Show("model", level-1, in, model).Unit = unit + 1
	r.pre.update(i)
	w.measure(phases.Move)
	w.unit(level, b.H, in)
	return nil
}

// learns keeps parameters as they are before the update.
func (w *watch) learns(part string, level int, value, grad []float32) {
	w.learned = append(w.learned, learned{phases.Layer{Part: part, Level: level, Parameters: len(value), Weights: length(value)}, value, grad, slices.Clone(value)})
}

func length(x []float32) float64 { return math.Sqrt(kernel.SumSquares(x)) }

// measure begins a phase with the lengths of the gradients, and, in that of the update, of what was added.
func (w *watch) measure(phase string) {
	w.Begin(phase)
	p := w.Latest()
	p.Layers = make([]phases.Layer, len(w.learned))
	for i := range w.learned {
		l := &w.learned[i]
		if phase == phases.Move {
			l.Update = math.Sqrt(kernel.SquaredDistance(l.value, l.before))
		} else {
			l.Gradient = length(l.grad)
		}
		p.Layers[i] = l.Layer
	}
}

// unit shows, before and after, the weights of that unit of the first of what learned, (values of shape, units), which moved most.
func (w *watch) unit(level, units int, shape geometry.Shape) {
	l, n := &w.learned[0], shape.Size()
	unit := longest(l.value[:n*units], l.before, units)
	column := make([]float32, n)
	for i, value := range [2][]float32{l.before, l.value} {
		for k := range column {
			column[k] = value[k*units+unit]
		}
		w.Show([2]string{"before", "after"}[i], level, shape, column).Unit = unit + 1
	}
}

// longest is which column of x (n, columns), less that of y, is the longest; y may be nil.
func longest(x, y []float32, columns int) (best int) {
	sums := make([]float32, columns)
	for i, v := range x {
		if y != nil {
			v -= y[i]
		}
		sums[i%columns] += float32(v * v)
	}
	for u, s := range sums {
		if s > sums[best] {
			best = u
		}
	}
	return best
}
