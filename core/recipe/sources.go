package recipe

import (
	"slices"
	"strconv"

	"bottleneck/core/geometry"
)

// Origin says how data come to a run.
type Origin uint8

const (
	Downloaded Origin = iota // as files, of the site or of a machine
	Made                     // by core/data/drawn, which has a maker of the same name
	Own                      // from a person; core/data/files reads them
)

// Source is everything about a kind of data but the data themselves.
type Source struct {
	Name   string // in the link
	Label  string // in the form
	Origin Origin
	Rows   bool // rows of numbers; else pictures
	Digits bool // pictures of the ten digits, as MNIST's: 28x28, labeled by digit

	// Train and Test are how many are customary; 0: as many as the default of the fields. Of a person's own data a recipe takes all
	// there are, if these are fewer than it asks for.
	Train, Test int

	StandIn      string // made data of the same kind, in place of those that are not here
	StandInColor string // of three channels, where a recipe asks for these

	fields []string // of the group Data that it has, beside train and test
	shape  func(r *Recipe) geometry.Shape
}

// Sources returns all kinds of data, in the order of the form. A new made one is a line here and its maker in core/data/drawn.
func Sources() []Source { return sources }

var sources = []Source{
	{Name: "mnist", Label: "MNIST", Origin: Downloaded, Digits: true, StandIn: "digits",
		fields: []string{"classes"}, shape: square(28)},
	{Name: "digits", Label: "Drawn digits", Origin: Made, Digits: true,
		fields: []string{"classes"}, shape: square(28)},
	{Name: "faces", Label: "Drawn faces", Origin: Made, Train: 360, Test: 40,
		fields: []string{"image_size"}, shape: sized},
	{Name: "shapes", Label: "Drawn shapes, in color", Origin: Made, Train: 2000, Test: 500,
		fields: []string{"image_size", "channels"}, shape: colored},
	{Name: "pictures", Label: "Your pictures", Origin: Own, Train: MaxTrain, Test: MaxTest, StandIn: "faces", StandInColor: "shapes",
		fields: []string{"image_size", "framing", "channels"}, shape: colored},
	{Name: "table18", Label: "Made-up table", Origin: Made, Rows: true, Train: 20000, Test: 5000,
		shape: func(*Recipe) geometry.Shape { return geometry.Flat(18) }},
	{Name: "table", Label: "Your table", Origin: Own, Rows: true, Train: MaxTrain, Test: MaxTest, StandIn: "table18",
		fields: []string{"columns", "scale"}, shape: func(r *Recipe) geometry.Shape { return geometry.Flat(r.Columns) }},
}

func square(side int) func(*Recipe) geometry.Shape {
	return func(*Recipe) geometry.Shape { return geometry.Shape{H: side, W: side, C: 1} }
}

func sized(r *Recipe) geometry.Shape { return geometry.Shape{H: r.ImageSize, W: r.ImageSize, C: 1} }

func colored(r *Recipe) geometry.Shape {
	return geometry.Shape{H: r.ImageSize, W: r.ImageSize, C: r.Channels}
}

// StandIn is the name of made data to take in the place of r's, "" where they are always there.
func (r Recipe) StandIn() string {
	s := r.Source()
	if r.Channels == 3 && s.StandInColor != "" {
		return s.StandInColor
	}
	return s.StandIn
}

// Source returns the kind of r's data, nil for a name that is none.
func (r Recipe) Source() *Source { return SourceNamed(r.Data) }

// SourceNamed returns the kind of data of a name, or nil.
func SourceNamed(name string) *Source {
	for i := range sources {
		if sources[i].Name == name {
			return &sources[i]
		}
	}
	return nil
}

// Has tells whether a field of the group Data has an effect on the source.
func (s *Source) Has(field string) bool { return slices.Contains(s.fields, field) }

// Depends is the values of the fields that a source's items depend on: a recipe with the same has the same items.
func (r Recipe) Depends() string {
	text := r.Data
	for _, name := range r.Source().fields {
		if name != "classes" { // chosen among the items
			text += " " + r.Get(name)
		}
	}
	return text
}

// Input is the shape of one input.
func (r Recipe) Input() geometry.Shape { return r.Source().shape(&r) }

// Bounded tells whether all values of the data are from 0 to 1.
func (r Recipe) Bounded() bool { return !r.Source().Has("scale") || r.Scale == "minmax" }

// withField is the condition of a field that some sources have.
func withField(name string) *Condition {
	c := &Condition{Field: "data"}
	for i := range sources {
		if sources[i].Has(name) {
			c.In = append(c.In, sources[i].Name)
		}
	}
	return c
}

// customaryBy has customary numbers of images, by the data.
func customaryBy(n func(s Source) int) map[string]string {
	m := make(map[string]string)
	for _, s := range sources {
		if n(s) > 0 {
			m[s.Name] = strconv.Itoa(n(s))
		}
	}
	return m
}

// source gives the field its choices, and a reader and a writer.
func source(f Field) Field {
	for _, s := range sources {
		f.Choices, f.ChoiceLabels = append(f.Choices, s.Name), append(f.ChoiceLabels, s.Label)
	}
	return choice(f, func(r *Recipe) *string { return &r.Data })
}
