package recipe

// Dropout and GaussianNoise draw random numbers in training, and leave everything as it is otherwise.
var (
	Dropout       LayerKind = &dropout{}
	GaussianNoise LayerKind = &gaussianNoise{}
)

// drawing is what both have in common.
type drawing struct{ weightless }

func (*drawing) shape(v *Level, _ *undo) error {
	v.Out = v.In
	return nil
}

func (*drawing) values(v *Level) int64               { return twice(v) }
func (*drawing) mirror(*Level, string) (Layer, bool) { return Layer{}, false }
func (*drawing) order() Order                        { return Kept }
func (*drawing) bounded() bool                       { return false }

type dropout struct{ drawing }

func (*dropout) Notation() Notation {
	return Notation{Name: "dropout", Label: "Dropout", Help: "Drops a share of the values and scales the others up, in training only.",
		Keras: "Dropout", Torch: "Dropout", New: "dropout(0.2)", Parts: []*Part{rate}}
}

type gaussianNoise struct{ drawing }

func (*gaussianNoise) Notation() Notation {
	return Notation{Name: "gaussian_noise", Label: "Gaussian noise", Help: "Adds noise of a standard deviation, in training only.",
		Keras: "GaussianNoise", Torch: "", New: "gaussian_noise(0.1)", Parts: []*Part{stddev}}
}
