package recipe

import (
	"strings"

	"bottleneck/core/fact"
)

// Loss is how far outputs are from clean images, written mse or, of a kind that takes an argument, name(0.5).
type Loss struct {
	Name     string  // of its kind
	Argument float64 // 0 where the kind takes none
}

// LossKind is everything about a kind of loss but its arithmetic, which core/autoencoder has under the same name.
type LossKind struct {
	Name      string // in the link
	Label     string // in the form
	Note      string // a clause of the field's help; may be empty
	Mean      string // what its mean over values is called: "mean squared error"
	Sum       string // what its sum over the values of an image is called: "squared error"
	Reduction string // the customary one

	// Logits says that the loss reads outputs and data as probabilities, and is computed from what the sigmoid of the output
	// layer is given. No other output activation goes with it.
	Logits bool
	// Margin is how far from 0 and 1 outputs are kept that come from no sigmoid, as those of principal components, to be
	// measured by a loss of logits: one that is 0 and should not be would cost infinitely much.
	Margin float64

	Squares bool // it is the squared error, and nothing else

	Argument *Argument // nil: none
}

// LossKinds returns the kinds in the order of the form. A new kind is a line here and one in core/autoencoder.
func LossKinds() []LossKind { return lossKinds }

var lossKinds = []LossKind{
	{Name: "mse", Label: "Squared error", Mean: "mean squared error", Sum: "squared error", Reduction: "mean", Squares: true},
	// Of margins of 1e-7 (Keras), 0.001, 0.003, 0.01 and more, 0.001 gives components of MNIST, 2 to 64, their best.
	{Name: "bce", Label: "Binary cross-entropy", Mean: "binary cross-entropy", Sum: "binary cross-entropy", Reduction: "mean", Logits: true, Margin: 0.001},
	{Name: "l2", Label: "Half squared error", Note: "half squares are TensorFlow's l2_loss", Mean: "mean half squared error", Sum: "half squared error", Reduction: "batch"},
	{Name: "mae", Label: "Absolute error", Mean: "mean absolute error", Sum: "absolute error", Reduction: "mean"},
	{Name: "huber", Label: "Huber", Note: "Huber's is half the square up to delta, and straight beyond", Mean: "mean Huber loss", Sum: "Huber loss", Reduction: "mean",
		Argument: &Argument{Name: "delta", Min: 0.001, Max: 1000, Default: 1}},
}

// Kind returns the kind of l, nil for a name that is none.
func (l Loss) Kind() *LossKind { return lossKind(lossKinds, l.Name) }

// String returns l as the link writes it.
func (l Loss) String() string {
	if k := l.Kind(); k == nil || k.Argument == nil {
		return l.Name
	}
	return l.Name + "(" + formatFloat(l.Argument) + ")"
}

func lossKind(kinds []LossKind, name string) *LossKind {
	for i := range kinds {
		if kinds[i].Name == name {
			return &kinds[i]
		}
	}
	return nil
}

// parseLoss reads a loss of one of the kinds. An argument that is left out is the kind's default.
func parseLoss(kinds []LossKind, s string) (Loss, error) {
	name, text, called := call(s)
	k := lossKind(kinds, name)
	switch {
	case k == nil || k.Argument == nil && called:
	case k.Argument == nil:
		return Loss{Name: name}, nil
	case !called:
		return Loss{name, k.Argument.Default}, nil
	default:
		if v, ok := parseFloat(text, k.Argument.Min, k.Argument.Max); ok {
			return Loss{name, v}, nil
		}
	}
	forms := make([]*fact.Fact, len(kinds))
	for i, k := range kinds {
		forms[i] = fact.New("form", "name", k.Name)
		if a := k.Argument; a != nil {
			forms[i] = fact.New("form_with_argument", "name", k.Name, "argument", a.Name, "least", a.Min, "most", a.Max)
		}
	}
	return Loss{}, fact.New("value_unknown", "found", s, "names", forms)
}

// Priced says whether a price on the code is added to the loss.
func (r Recipe) Priced() bool {
	return r.Sparsity != "none" && r.Sparsity != "top_k" || r.Contractive > 0
}

// lossIsMSE says whether the loss of the held-out inputs is their mean squared error.
func (r Recipe) lossIsMSE() bool {
	return r.Loss.Kind().Squares && r.Reduction == "mean" && r.Latent != "variational" && !r.Priced()
}

// loss gives the field its choices, and a reader and a writer.
func loss(f Field) Field {
	f.Kind = "choice"
	for _, k := range lossKinds {
		f.Choices, f.ChoiceLabels = append(f.Choices, k.Name), append(f.ChoiceLabels, k.Label)
		f.Arguments = append(f.Arguments, k.Argument)
		if k.Note != "" {
			f.Help = strings.TrimSuffix(f.Help, ".") + "; " + k.Note + "."
		}
	}
	f.get = func(r *Recipe) string { return r.Loss.String() }
	f.set = func(r *Recipe, s string) (err error) {
		l, err := parseLoss(lossKinds, s)
		if err == nil {
			r.Loss = l
		}
		return err
	}
	return f
}

// reductions are the customary ones, by the loss.
func reductions() map[string]string {
	m := make(map[string]string)
	for _, k := range lossKinds {
		m[k.Name] = k.Reduction
	}
	return m
}
