package recipe

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/geometry"
)

// with runs f while there are other kinds of layers.
func with(kinds []LayerKind, f func()) {
	before := layerKinds
	layerKinds = kinds
	defer func() { layerKinds = before }()
	f()
}

// laidOut gives a layer an input that suits it, behind an encoder of one layer if it undoes that.
func laidOut(l Layer) (v Level, inEncoder bool, err error) {
	image := geometry.Shape{H: 28, W: 28, C: 1}
	inputs := []geometry.Shape{image, {H: 14, W: 14, C: 4}}
	if n := l.Shape.Size(); n > 0 {
		inputs = []geometry.Shape{geometry.Flat(n)}
	}
	var levels []Level
	for _, in := range inputs {
		if levels, err = walk(in, []Layer{l}, nil); err == nil {
			return levels[0], true, nil
		}
	}
	for _, undone := range usual() {
		if encoder, e := walk(image, []Layer{undone}, nil); e == nil {
			if levels, err = walk(encoder[0].Out, []Layer{l}, encoder); err == nil {
				return levels[0], false, nil
			}
		}
	}
	return v, false, err
}

// usual is the layer of each kind that its notation calls new.
func usual() (list []Layer) {
	for _, k := range layerKinds {
		if l, err := ParseLayers(k.Notation().New); err == nil && len(l) == 1 {
			list = append(list, l[0])
		}
	}
	return list
}

// layerFaults walks every method of a kind among the layerKinds, and says what cannot be.
func layerFaults(k LayerKind) (found []string) {
	say := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	ask := func(method string, f func()) {
		defer func() {
			if fault := recover(); fault != nil {
				say("%s: %v", method, fault)
			}
		}()
		f()
	}
	var l Layer
	ask("notation", func() {
		n := k.Notation()
		if n.Name == "" || strings.Trim(n.Name, "abcdefghijklmnopqrstuvwxyz_") != "" {
			say("notation: name %q, small letters expected", n.Name)
		}
		if n.Label == "" || len(n.Help) < 20 || !strings.HasSuffix(n.Help, ".") {
			say("notation: label %q, help %q", n.Label, n.Help)
		}
		if first, _ := layerKind(n.Name); first != k {
			say("notation: %s is the name of another kind", n.Name)
		}
		for _, p := range n.Parts {
			if p.Name == "" || p.Kind == "" || p.form == "" || p.read == nil || p.write == nil || p.Min > p.Max {
				say("notation: part %s is not complete", p.Name)
			}
		}
		list, err := ParseLayers(n.New)
		if err != nil || len(list) != 1 || list[0].Kind != k || list[0].String() != n.New {
			say("notation: %s is read as %v, %v", n.New, list, err)
			return
		}
		l = list[0]
	})
	if l.Kind == nil {
		return found
	}
	var v Level
	encoder := false
	ask("shape", func() {
		var err error
		if v, encoder, err = laidOut(l); err != nil {
			say("shape: %v", err)
		} else if v.Out.Size() < 1 {
			say("shape: %v of %v", v.Out, v.In)
		}
	})
	if v.Out.Size() < 1 {
		return found
	}
	in, out := v.In.Size(), v.Out.Size()
	parameters := int64(0)
	ask("parameters", func() { parameters = k.parameters(&v) })
	ask("products", func() {
		if n := k.products(&v); (n > 0) != (parameters > 0) {
			say("products: %v, with %d parameters", n, parameters)
		}
	})
	activation := l.Activation != ""
	if activation != (parameters > 0) {
		say("parameters: %d, with activation %q", parameters, l.Activation)
	}
	ask("order", func() {
		switch o := k.order(); {
		case o < InPlace || o > Renamed:
			say("order: %d", o)
		case (o == Kept || o == Renamed) && (in != out || parameters > 0):
			say("order: %d values of %d are said to stay where they are", out, in)
		case o == AnyOrder && v.Out != geometry.Flat(out):
			say("order: %v is no vector", v.Out)
		}
	})
	ask("values", func() {
		if n := k.values(&v); n != 0 && n < 2*int64(out) || n == 0 && !l.Silent() {
			say("values: %d kept, %d made", n, out)
		}
	})
	ask("mirror", func() {
		back, ok := k.mirror(&v, l.Activation)
		if !ok {
			if encoder && v.In != v.Out {
				say("mirror: nothing leads from %v to %v", v.Out, v.In)
			}
			return
		}
		if (back.Activation != "") != (back.Kind.parameters(&Level{Layer: back, In: v.Out, Out: v.In}) > 0) {
			say("mirror: %v has activation %q", back, back.Activation)
		}
		levels, err := walk(v.Out, []Layer{back}, nil)
		if err != nil || levels[0].Out != v.In && levels[0].Out != geometry.Flat(in) {
			say("mirror: %v, %v; %v expected of %v", levels, err, v.In, v.Out)
		} else if read, err := ParseLayers(back.String()); err != nil || read[0] != back {
			say("mirror: %v cannot be written", back)
		}
	})
	ask("bounded", func() {
		if k.bounded() && parameters > 0 {
			say("bounded: by another layer's activation")
		}
	})
	ask("filters", func() {
		if f := k.filters(); f < noFilters || f > windowFilters || f != noFilters && parameters == 0 {
			say("filters: %d", f)
		}
	})
	ask("output", func() {
		usual, units := k.output(geometry.Shape{H: 28, W: 28, C: 1})
		if usual == "" {
			return
		}
		o, err := parseOutput(usual)
		if err != nil || o.Kind != k || o.bare() != usual || units < 1 || parameters == 0 {
			say("output: %s is read as %v, %v, with %d units", usual, o, err, units)
			return
		}
		r := Default()
		for _, in := range []geometry.Shape{r.Input(), {H: 14, W: 14, C: 3}} {
			r.Output = o
			if _, err = r.outputLevel(Plan{Input: r.Input()}, in); err == nil {
				return
			}
		}
		say("output: %v", err)
	})
	return found
}

func TestEveryMethodOfEveryLayerKind(t *testing.T) {
	for _, k := range layerKinds {
		for _, f := range layerFaults(k) {
			t.Errorf("%s: %s", k.Notation().Name, f)
		}
	}
}

// spoiled is a whole kind, a convolution, that has forgotten one method.
type spoiled struct {
	conv
	forgot string
}

func (s *spoiled) Notation() Notation {
	n := s.conv.Notation()
	n.Name = "spoiled"
	n.New = strings.Replace(n.New, "conv", n.Name, 1)
	switch s.forgot {
	case "name":
		n.Name = ""
	case "another":
		n.Name = "dense"
	case "label":
		n.Label = ""
	case "help":
		n.Help = ""
	case "new":
		n.New = "conv(16,3,s2,relu)"
	case "part":
		n.Parts[1] = new(Part)
	}
	return n
}

func (s *spoiled) shape(v *Level, u *undo) error {
	if s.forgot == "shape" {
		return nil
	}
	return s.conv.shape(v, u)
}

func (s *spoiled) parameters(v *Level) int64 {
	if s.forgot == "parameters" {
		return 0
	}
	return s.conv.parameters(v)
}

func (s *spoiled) products(v *Level) float64 {
	if s.forgot == "products" {
		return 0
	}
	return s.conv.products(v)
}

func (s *spoiled) values(v *Level) int64 {
	if s.forgot == "values" {
		return 0
	}
	return s.conv.values(v)
}

func (s *spoiled) mirror(v *Level, activation string) (Layer, bool) {
	back, ok := s.conv.mirror(v, activation)
	switch s.forgot {
	case "mirror":
		return Layer{}, false
	case "mirror's window":
		back.Window = geometry.Square(1, 1)
	}
	return back, ok
}

func (s *spoiled) order() Order {
	switch s.forgot {
	case "order":
		return 0
	case "order of a vector":
		return AnyOrder
	case "order of what is made":
		return Kept
	}
	return s.conv.order()
}

func (s *spoiled) bounded() bool { return s.forgot == "bounded" }

func (s *spoiled) filters() filters {
	if s.forgot == "filters" {
		return 0
	}
	return s.conv.filters()
}

func (s *spoiled) output(of geometry.Shape) (string, int) {
	switch s.forgot {
	case "output":
		return "conv(3)", 1
	case "output's units":
		return "spoiled(3)", 0
	}
	return "spoiled(3)", of.C
}

// missing has nothing but a notation: every method of it panics.
type missing struct{ LayerKind }

func (*missing) Notation() Notation {
	return Notation{Name: "missing", Label: "Missing", Help: "It has nothing else.", New: "missing()", Parts: []*Part{}}
}

// The walk finds whatever a kind has forgotten, by the name of the method.
func TestHalfALayerKindIsFound(t *testing.T) {
	whole := &spoiled{}
	with(append(slices.Clone(layerKinds), whole), func() {
		if found := layerFaults(whole); found != nil {
			t.Errorf("a whole kind: %q", found)
		}
	})
	for forgot, want := range map[string]string{
		"name": "notation: name", "another": "notation: dense is the name of another kind", "label": `notation: label ""`, "help": `help ""`, "new": "notation: conv(16,3,s2,relu) is read as",
		"part": "notation: part  is not complete", "shape": "shape: 0x0x0", "parameters": "products: ", "products": "products: 0", "values": "values: 0 kept",
		"mirror": "mirror: nothing leads", "mirror's window": "mirror: [", "order": "order: 0", "order of a vector": "order: 14x14x16 is no vector",
		"order of what is made": "order: 3136 values of 784", "bounded": "bounded: ", "filters": "filters: 0", "output": "output: ", "output's units": "output: ",
	} {
		k := &spoiled{forgot: forgot}
		with(append(slices.Clone(layerKinds), k), func() {
			if found := layerFaults(k); !strings.Contains(strings.Join(found, "\n"), want) {
				t.Errorf("without %s: found %q, %q expected", forgot, found, want)
			}
		})
	}
	nothing := &missing{}
	with(append(slices.Clone(layerKinds), nothing), func() {
		if found := layerFaults(nothing); len(found) != 1 || !strings.HasPrefix(found[0], "shape: runtime error") {
			t.Errorf("a notation alone: %q", found)
		}
	})
}
