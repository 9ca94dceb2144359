package train

import (
	"fmt"

	"bottleneck/core/kernel"
	"bottleneck/core/nn"
	"bottleneck/core/safetensors"
)

// Weights returns the parameters as a safetensors file, with the names and
// layouts that a PyTorch model of two nn.Sequential, encoder and decoder, loads
// without a mapping: weights (Out, In). A variational code has a third,
// log_variance. The recipe's link is in the metadata.
func (r *Run) Weights() []byte {
	var tensors []safetensors.Tensor
	r.eachParam(func(name string, p *nn.Param) {
		t := safetensors.Tensor{Name: name, Shape: p.Shape, Data: p.Value}
		if len(p.Shape) == 2 {
			t.Shape = []int{p.Shape[1], p.Shape[0]}
			t.Data = transpose(p.Value, p.Shape[0], p.Shape[1])
		}
		tensors = append(tensors, t)
	})
	return safetensors.Marshal(tensors, map[string]string{"format": "pt", "recipe": r.recipe.Link()})
}

// Load replaces the parameters by those of a safetensors file as Weights
// writes it. The optimizer's state starts anew, the step count stays. On an error
// nothing has changed.
func (r *Run) Load(b []byte) error {
	tensors, _, err := safetensors.Unmarshal(b)
	if err != nil {
		return err
	}
	byName := map[string]safetensors.Tensor{}
	for _, t := range tensors {
		byName[t.Name] = t
	}
	r.eachParam(func(name string, p *nn.Param) {
		t, found := byName[name]
		delete(byName, name)
		want := p.Shape
		if len(want) == 2 {
			want = []int{p.Shape[1], p.Shape[0]}
		}
		switch {
		case err != nil:
		case !found:
			err = fmt.Errorf("train: weights: %s is missing, shape %v expected", name, want)
		case fmt.Sprint(t.Shape) != fmt.Sprint(want):
			err = fmt.Errorf("train: weights: %s: shape %v found, %v expected", name, t.Shape, want)
		}
	})
	if err != nil {
		return err
	}
	for _, t := range tensors {
		if _, unknown := byName[t.Name]; unknown {
			return fmt.Errorf("train: weights: %.100s: this network has no such tensor", t.Name)
		}
		byName[t.Name] = t
	}
	r.eachParam(func(name string, p *nn.Param) {
		data := byName[name].Data
		if len(p.Shape) == 2 {
			data = transpose(data, p.Shape[1], p.Shape[0])
		}
		copy(p.Value, data)
	})
	_, m, v := r.optimizer.State()
	kernel.Fill(m, 0)
	kernel.Fill(v, 0)
	r.optimizer.SetSteps(0)
	r.Evaluate()
	return nil
}

// eachParam calls f for every parameter under its PyTorch name: the position
// of a layer in its nn.Sequential, activations counted.
func (r *Run) eachParam(f func(name string, p *nn.Param)) {
	for _, part := range []struct {
		name string
		net  *nn.Network
	}{{"encoder", &r.model.Encoder}, {"log_variance", &r.model.LogVariance}, {"decoder", &r.model.Decoder}} {
		for i, l := range part.net.Layers {
			for _, p := range l.Params() {
				f(fmt.Sprintf("%s.%d.%s", part.name, i, p.Name), p)
			}
		}
	}
}

// transpose returns x (rows, cols) as (cols, rows).
func transpose(x []float32, rows, cols int) []float32 {
	y := make([]float32, len(x))
	for i := range rows {
		for j := range cols {
			y[j*rows+i] = x[i*cols+j]
		}
	}
	return y
}
