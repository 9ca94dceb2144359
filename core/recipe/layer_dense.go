package recipe

import "bottleneck/core/geometry"

// Dense gives every output a weight for every input. An image is read as the vector of its values.
var Dense LayerKind = &dense{}

type dense struct{}

func (*dense) Notation() Notation {
	return Notation{Name: "dense", Label: "Dense", Help: "Gives every output a weight for every input; a picture is read as its values in a row.",
		Keras: "Dense", Torch: "Linear", New: "dense(128,relu)", Parts: []*Part{units, activated}, Next: 0.5}
}

func (*dense) shape(v *Level, _ *undo) error {
	v.Out = geometry.Flat(v.Units)
	return nil
}

func (*dense) parameters(v *Level) int64 { return int64(v.In.Size()+1) * int64(v.Units) }
func (*dense) products(v *Level) float64 { return float64(v.In.Size()) * float64(v.Units) }
func (*dense) values(v *Level) int64     { return twice(v) }

func (*dense) mirror(v *Level, activation string) (Layer, bool) {
	return denseLayer(v.In.Size(), activation), true
}

func (*dense) order() Order     { return AnyOrder }
func (*dense) bounded() bool    { return false }
func (*dense) filters() filters { return unitFilters }

func (*dense) output(of geometry.Shape) (string, int) { return "dense", of.Size() }

func denseLayer(units int, activation string) Layer {
	return Layer{Kind: Dense, Units: units, Activation: activation}
}

// dense says whether the layer is one matrix and its biases, as Boltzmann machines are.
func (l Layer) dense() bool { return l.Kind == Dense }

// OneDense says whether the encoder is one dense layer, whose Jacobian is known exactly.
func (p Plan) OneDense() bool { return len(p.Encoder) == 1 && p.Encoder[0].dense() }
