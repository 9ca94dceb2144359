package recipe

import "bottleneck/core/fact"

// pretrainable says why the layers of r cannot be Boltzmann machines, nil when they can or need not. What an activation
// computes is the mean of a machine's units: sigmoid of binary ones, linear of Gaussian ones.
func (r *Recipe) pretrainable() *fact.Fact {
	if r.Pretrain != "rbm" {
		return nil
	}
	for i, l := range r.Encoder {
		if !l.dense() || l.Activation != "sigmoid" {
			return fact.New("rbm_needs_sigmoid_layers", "layer", i+1, "found", l)
		}
	}
	code, output := r.LatentActivation, r.OutputActivation
	switch {
	case !r.Mirror:
		return fact.New("rbm_needs_mirror", "found", r.Get("decoder"))
	case r.Output.Kind != nil && !r.Output.dense():
		return fact.New("rbm_needs_dense_output", "found", r.Get("output"))
	case code != "sigmoid" && code != "linear":
		return fact.New("rbm_needs_code", "found", code)
	case output != "sigmoid" && output != "linear":
		return fact.New("rbm_needs_visible", "found", output)
	case code == "linear" && output == "linear" && len(r.Encoder) == 0:
		return fact.New("rbm_needs_binary")
	}
	return nil
}

// machines is the number of values that Boltzmann machines keep: for a row, and as velocities.
func (r *Recipe) machines(p Plan) (row, velocities int64) {
	if r.layerwise() == 0 {
		return 0, 0
	}
	for _, v := range p.Encoder {
		visible, hidden := int64(v.In.Size()), int64(v.Out.Size())
		row += 2*visible + 2*hidden + max(visible, hidden)
		velocities = max(velocities, visible*hidden+visible+hidden)
	}
	return row, velocities
}

// layerwise is the number of layers that are trained one by one before the network is.
func (r *Recipe) layerwise() int {
	if r.Pretrain != "rbm" {
		return 0
	}
	return len(r.Encoder) + 1
}
