package recipe

import "fmt"

// pretrainable says why the layers of r cannot be Boltzmann machines, "" when they can or need not. What an activation
// computes is the mean of a machine's units: sigmoid of binary ones, linear of Gaussian ones.
func (r *Recipe) pretrainable() string {
	const because = "pretrain=rbm needs "
	if r.Pretrain != "rbm" {
		return ""
	}
	for i, l := range r.Encoder {
		if !l.dense() || l.Activation != "sigmoid" {
			return fmt.Sprintf(because+"dense layers of sigmoid units, which are a machine's binary units; layer %d of the encoder is %s", i+1, l)
		}
	}
	code, output := r.LatentActivation, r.OutputActivation
	switch {
	case !r.Mirror:
		return because + "decoder=mirror, because the machines are unrolled into both; " + r.Get("decoder") + " found"
	case r.Output.Kind != nil && !r.Output.dense():
		return because + "output=dense; " + r.Get("output") + " found"
	case code != "sigmoid" && code != "linear":
		return because + "latent_activation=sigmoid, binary units, or linear, Gaussian ones; " + code + " found"
	case output != "sigmoid" && output != "linear":
		return because + "output_activation=sigmoid, binary visible units, or linear, Gaussian ones; " + output + " found"
	case code == "linear" && output == "linear" && len(r.Encoder) == 0:
		return because + "binary units on one side of each layer; code and output are linear, and Gaussian units alone have no distribution once weights grow"
	}
	return ""
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
