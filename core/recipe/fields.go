package recipe

import (
	"slices"
	"strconv"
	"strings"

	"bottleneck/core/fact"
)

// Field describes one field of a recipe: its key in the link and everything a form needs to show it.
type Field struct {
	Name  string `json:"name"`  // key in the link
	Label string `json:"label"` // for people
	// LabelRows is another label for recipes whose inputs are the rows of a table.
	LabelRows string `json:"label_rows,omitempty"`
	Kind      string `json:"kind"`  // int, float, choice, layers, output, classes, noise or changes
	Group     string `json:"group"` // Data, Network, Objective, Pre-training, Optimizer or Run
	Help      string `json:"help"`  // one sentence
	Unit      string `json:"unit,omitempty"`
	Default   string `json:"default"`

	// Min and Max bound a number, the units of a layer, or the amount of noise.
	Min float64 `json:"min,omitempty"`
	Max float64 `json:"max,omitempty"`
	// Choices lists the values of a choice, the kinds of noise, the activations of a layer, or usual output layers.
	Choices []string `json:"choices,omitempty"`
	// ChoiceLabels names the choices for people, in the same order.
	ChoiceLabels []string `json:"choice_labels,omitempty"`
	// Arguments describes what each choice takes in brackets, in the same order; nil: nothing.
	Arguments []*Argument `json:"arguments,omitempty"`

	Live bool       `json:"live,omitempty"` // may change while the run goes on
	Log  bool       `json:"log,omitempty"`  // a slider should be logarithmic
	When *Condition `json:"when,omitempty"` // nil: always in use

	by        string            // another field that brings this one's customary value with it
	customary map[string]string // by that field's values; Default where it is silent
	sticky    bool              // changes only when customary knows what by was, or is now
	get       func(r *Recipe) string
	set       func(r *Recipe, value string) error // the error says "found, expected" without the name
}

// Argument is a number that a choice takes, written name(0.5).
type Argument struct {
	Name    string  `json:"name"`
	Min     float64 `json:"min"`
	Max     float64 `json:"max"`
	Default float64 `json:"default"` // where it is left out
}

// Condition says that a field is in use only while another has one of some values.
type Condition struct {
	Field string   `json:"field"`
	In    []string `json:"in"`
}

// Fields returns the table, in the order of the link. The caller must not change it.
func Fields() []Field { return slices.Clone(table) }

// Get returns the value of a field as the link writes it, or "" for an unknown name.
func (r Recipe) Get(name string) string {
	if f := field(name); f != nil {
		return f.get(&r)
	}
	return ""
}

// Values returns all fields as Get does.
func (r Recipe) Values() map[string]string {
	m := make(map[string]string, len(table))
	for i := range table {
		m[table[i].Name] = table[i].get(&r)
	}
	return m
}

// Set changes one field. A new optimizer brings its customary learning rate and parameters, a new
// loss its reduction. On an error, which names the field, what was found and what was expected, r is unchanged.
func (r *Recipe) Set(name, value string) error {
	f := field(name)
	if f == nil {
		return fact.About(fact.Quoted(name), "field_unknown")
	}
	if !f.applies(r) {
		return fact.Within(f.Name, f.unused(r))
	}
	c := r.Clone()
	if err := f.assign(&c, value); err != nil {
		return fact.Within(f.Name, err)
	}
	c = c.normal()
	for _, rule := range rules {
		if why := rule.broken(&c); why != nil {
			return why.Named(f.Name)
		}
	}
	*r = c
	return nil
}

// Customary is the value that a field has by the others where nobody says another, "" for an unknown name.
func (r Recipe) Customary(name string) string {
	if f := field(name); f != nil {
		return f.standard(&r)
	}
	return ""
}

func field(name string) *Field {
	for i := range table {
		if table[i].Name == name {
			return &table[i]
		}
	}
	return nil
}

// assign sets the field and, when that changes it, what it brings along.
func (f *Field) assign(r *Recipe, value string) error {
	before := f.get(r)
	if err := f.set(r, value); err != nil {
		return err
	}
	was, is := chosen(before), chosen(f.get(r))
	if was == is {
		return nil
	}
	for i := range table {
		g := &table[i]
		if g.by != f.Name {
			continue
		}
		_, left := g.customary[was]
		_, came := g.customary[is]
		if left || came || !g.sticky {
			g.reset(r)
		}
	}
	return nil
}

// brings says whether other fields have customary values by this one.
func (f *Field) brings() bool {
	return slices.ContainsFunc(table, func(g Field) bool { return g.by == f.Name })
}

// standard is the field's default, given what it depends on.
func (f *Field) standard(r *Recipe) string {
	if f.by != "" {
		if v, ok := f.customary[chosen(field(f.by).get(r))]; ok {
			return v
		}
	}
	return f.Default
}

func (f *Field) reset(r *Recipe) {
	if err := f.set(r, f.standard(r)); err != nil {
		panic("recipe: default out of range: " + err.Error())
	}
}

func (f *Field) applies(r *Recipe) bool {
	return f.When == nil || contains(f.When.In, chosen(field(f.When.Field).get(r)))
}

// chosen is the choice without its argument.
func chosen(value string) string {
	name, _, _ := strings.Cut(value, "(")
	return name
}

// unused says why the field has no effect in r.
func (f *Field) unused(r *Recipe) *fact.Fact {
	return fact.New("field_unused", "with", f.When.Field, "value", field(f.When.Field).get(r), "in", f.When.In)
}

func contains(list []string, s string) bool { return slices.Contains(list, s) }

// The constructors below give a described field its reader and writer.

func integer(f Field, at func(r *Recipe) *int) Field {
	f.Kind = "int"
	f.get = func(r *Recipe) string { return strconv.Itoa(*at(r)) }
	f.set = func(r *Recipe, s string) error {
		v, ok := parseInt(s, int64(f.Min), int64(f.Max))
		if !ok {
			return f.expected(s)
		}
		*at(r) = int(v)
		return nil
	}
	return f
}

func float(f Field, at func(r *Recipe) *float64) Field {
	f.Kind = "float"
	f.get = func(r *Recipe) string { return formatFloat(*at(r)) }
	f.set = func(r *Recipe, s string) error {
		v, ok := parseFloat(s, f.Min, f.Max)
		if !ok {
			return f.expected(s)
		}
		*at(r) = v
		return nil
	}
	return f
}

func choice(f Field, at func(r *Recipe) *string) Field {
	f.Kind = "choice"
	f.get = func(r *Recipe) string { return *at(r) }
	f.set = func(r *Recipe, s string) error {
		if !contains(f.Choices, s) {
			return f.expected(s)
		}
		*at(r) = s
		return nil
	}
	return f
}

// channels gives the field a reader and a writer of one of its numbers.
func channels(f Field) Field {
	f.Kind = "choice"
	f.get = func(r *Recipe) string { return strconv.Itoa(r.Channels) }
	f.set = func(r *Recipe, s string) error {
		if !contains(f.Choices, s) {
			return f.expected(s)
		}
		r.Channels = int(s[0] - '0')
		return nil
	}
	return f
}

// expected says what was found, and what is allowed.
func (f *Field) expected(found string) error {
	switch f.Kind {
	case "int":
		return fact.New("integer_out_of_range", "found", found, "least", int64(f.Min), "most", int64(f.Max))
	case "float":
		return fact.New("number_out_of_range", "found", found, "least", f.Min, "most", f.Max)
	}
	return unknown(found, f.Choices)
}
