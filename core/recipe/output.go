package recipe

import (
	"slices"
	"strings"

	"bottleneck/core/fact"
	"bottleneck/core/geometry"
)

// The output layer is written without units and activation, which follow from the input and from output_activation: dense, conv(3) or
// convt(3,s2). auto takes what fits the decoder.

// bare is the notation of a kind as the output layer; ok is false where it cannot be one.
func bare(k LayerKind) (n Notation, ok bool) {
	n = k.Notation()
	n.Parts = slices.DeleteFunc(n.Parts, func(p *Part) bool { return p.Given })
	usual, _ := k.output(geometry.Shape{})
	return n, usual != ""
}

// bareForm is how a kind is written as the output layer, with the parts named. What has no parts has no parentheses.
func (n Notation) bareForm() string {
	if len(n.Parts) == 0 {
		return n.Name
	}
	return n.form()
}

// outputForms lists the output layers that there are.
func outputForms() []string {
	list := []string{"auto"}
	for _, k := range layerKinds {
		if n, ok := bare(k); ok {
			list = append(list, n.bareForm())
		}
	}
	return list
}

// outputs lists a usual output layer of each kind, and what they are called.
func outputs() (usual, labels []string) {
	usual, labels = []string{"auto"}, []string{"What fits"}
	for _, k := range layerKinds {
		if o, _ := k.output(geometry.Shape{}); o != "" {
			usual, labels = append(usual, o), append(labels, k.Notation().Label)
		}
	}
	return usual, labels
}

// parseOutput reads the notation of the output layer.
func parseOutput(s string) (Layer, error) {
	if s == "auto" {
		return Layer{}, nil
	}
	name, _, _ := strings.Cut(s, "(")
	k, n := layerKind(name)
	ok := k != nil
	if ok {
		n, ok = bare(k)
	}
	l := Layer{Kind: k}
	switch {
	case !ok || len(n.Parts) == 0 && s != name:
		return Layer{}, fact.New("output_unknown", "found", s, "forms", outputForms())
	case len(n.Parts) == 0:
		return l, nil
	}
	p := scanner{text: s, at: len(name)}
	if err := p.read(&l, n); err != nil {
		return Layer{}, err
	}
	if p.space(); p.at < len(s) {
		return Layer{}, p.unexpected(fact.New("nothing_behind", "form", n.form()))
	}
	return l, nil
}

// bare writes an output layer as parseOutput reads it.
func (l Layer) bare() string {
	if l.Kind == nil {
		return "auto"
	}
	n, _ := bare(l.Kind)
	if len(n.Parts) == 0 {
		return n.Name
	}
	return n.write(l)
}

// Output returns the output layer in the notation of its field.
func (p Plan) Output() string { return p.Decoder[len(p.Decoder)-1].bare() }

// outputLevel is the layer that gives the outputs, given what comes into it.
func (r Recipe) outputLevel(p Plan, in geometry.Shape) (Level, error) {
	l := r.Output
	if l.Kind == nil {
		l = Layer{Kind: Dense}
		if in.H > 1 || in.W > 1 {
			var err error
			if l, err = enlarging(p, in); err != nil {
				return Level{}, err
			}
		}
	}
	_, l.Units = l.Kind.output(p.Input)
	l.Activation = "linear"
	levels, err := walk(in, []Layer{l}, nil)
	if err != nil {
		return Level{}, err
	}
	if out := levels[0].Out; out != p.Input && out != geometry.Flat(p.Input.Size()) {
		return Level{}, fact.New("output_misfit", "layer", l.bare(), "made", out, "of", in, "expected", p.Input)
	}
	return levels[0], nil
}
