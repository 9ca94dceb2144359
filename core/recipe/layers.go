package recipe

import (
	"strings"

	"bottleneck/core/fact"
)

// ParseLayers reads a comma-separated list of layers, conv(16,3,s2,relu),dense(300,tanh). "none" and the empty text mean no
// layers. Spaces between the parts are allowed. Errors name the column, counted in characters from 1.
func ParseLayers(s string) ([]Layer, error) {
	if t := strings.TrimSpace(s); t == "" || t == "none" {
		return nil, nil
	}
	var layers []Layer
	p := scanner{text: s}
	for {
		l, err := p.layer()
		if err != nil {
			return nil, err
		}
		if len(layers) == maxLayers {
			return nil, fact.New("layers_too_many", "most", maxLayers)
		}
		layers = append(layers, l)
		if p.space(); p.at == len(p.text) {
			return layers, nil
		}
		if !p.take(',') {
			return nil, p.unexpected(fact.New("comma"))
		}
	}
}

// formatLayers writes layers as ParseLayers reads them; "none" for no layers.
func formatLayers(layers []Layer) string {
	if len(layers) == 0 {
		return "none"
	}
	var b strings.Builder
	for i, l := range layers {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(l.String())
	}
	return b.String()
}

// String returns the layer in link notation.
func (l Layer) String() string {
	if l.Kind == nil {
		return "()"
	}
	return l.Kind.Notation().write(l)
}

// write writes a layer with these parts.
func (n Notation) write(l Layer) string {
	parts := make([]string, len(n.Parts))
	for i, p := range n.Parts {
		parts[i] = p.write(&l)
	}
	return n.Name + "(" + strings.Join(parts, ",") + ")"
}

// layerKind returns the kind of a name and its notation, nil where there is none.
func layerKind(name string) (LayerKind, Notation) {
	for _, k := range layerKinds {
		if n := k.Notation(); n.Name == name {
			return k, n
		}
	}
	return nil, Notation{}
}

func layerNames() []string {
	names := make([]string, len(layerKinds))
	for i, k := range layerKinds {
		names[i] = k.Notation().Name
	}
	return names
}

// scanner walks over a list of layers.
type scanner struct {
	text string
	at   int
}

func (p *scanner) layer() (Layer, error) {
	p.space()
	start := p.at
	for p.at < len(p.text) && isName(p.text[p.at]) {
		p.at++
	}
	name := p.text[start:p.at]
	if name == "" {
		return Layer{}, p.unexpected(fact.New("layer_as", "like", layerKinds[0].Notation().New))
	}
	k, n := layerKind(name)
	if k == nil {
		return Layer{}, fact.New("layer_unknown", "found", name, "column", p.column(start), "names", layerNames())
	}
	l := Layer{Kind: k}
	err := p.read(&l, n)
	return l, err
}

// read takes the arguments of a layer, in parentheses.
func (p *scanner) read(l *Layer, n Notation) error {
	list, err := p.arguments(n)
	if err != nil {
		return err
	}
	a := &arguments{of: n, list: list}
	for _, part := range n.Parts {
		part.read(part, a, l)
	}
	if len(a.list) > 0 {
		a.fail(a.list[0], fact.New("arguments_end", "form", n.form()))
	}
	return a.err
}

func (p *scanner) arguments(n Notation) ([]argument, error) {
	if p.space(); !p.take('(') {
		return nil, p.unexpected(fact.New("open_parenthesis", "form", n.form()))
	}
	var args []argument
	if p.space(); p.take(')') {
		return args, nil
	}
	for {
		p.space()
		start := p.at
		for p.at < len(p.text) && (isName(p.text[p.at]) || p.text[p.at] == '-' || p.text[p.at] == '.') {
			p.at++
		}
		if p.at == start || len(args) == 8 {
			return nil, p.unexpected(fact.New("argument_as", "form", n.form()))
		}
		args = append(args, argument{p.text[start:p.at], p.column(start)})
		switch p.space(); {
		case p.take(','):
		case p.take(')'):
			return args, nil
		default:
			return nil, p.unexpected(fact.New("close_parenthesis", "form", n.form()))
		}
	}
}

func (p *scanner) space() {
	for p.at < len(p.text) && p.text[p.at] == ' ' {
		p.at++
	}
}

func (p *scanner) take(c byte) bool {
	ok := p.at < len(p.text) && p.text[p.at] == c
	if ok {
		p.at++
	}
	return ok
}

func (p *scanner) column(at int) int { return len([]rune(p.text[:at])) + 1 }

func (p *scanner) unexpected(expected *fact.Fact) error {
	if p.at >= len(p.text) {
		return fact.New("end_unexpected", "column", p.column(p.at), "expected", expected)
	}
	return fact.New("text_unexpected", "found", p.text[p.at:], "column", p.column(p.at), "expected", expected)
}

func isName(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
}
