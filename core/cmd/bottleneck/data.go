package main

import (
	"context"
	"encoding/json"
	"flag"
	"io"
	"strconv"

	"bottleneck/core/data"
	"bottleneck/core/data/own"
	"bottleneck/core/fact"
	"bottleneck/core/recipe"
)

// reading is what the command data prints.
type reading struct {
	Name    string   `json:"name"`
	Kind    string   `json:"kind"` // pictures or table
	Train   int      `json:"train"`
	Test    int      `json:"test"`              // held out
	Shape   []int    `json:"shape"`             // of an item: (H, W, C) of pictures of one size, null where sizes differ; (columns) of a row
	Input   []int    `json:"input"`             // what the link makes of an item
	Range   limits   `json:"range"`             // of all values: of pictures 0 to 1, of a table as it holds them
	Columns []column `json:"columns,omitempty"` // of a table
	Classes []class  `json:"classes,omitempty"`
	Notes   []note   `json:"notes"`
	Left    int      `json:"left"`     // things left out
	LeftOut []left   `json:"left_out"` // the first of them
	Link    string   `json:"link"`
}

// limits are the least and the greatest of some values.
type limits [2]float64

func (l *limits) take(v float64) { l[0], l[1] = min(l[0], v), max(l[1], v) }

type column struct {
	Name  string `json:"name"`
	Range limits `json:"range"`
}

type class struct {
	Name string `json:"name"`
	N    int    `json:"n"`
}

// note is a fact with its sentence.
type note struct {
	*fact.Fact
	Text string `json:"text"`
}

type left struct {
	Place string `json:"place"`
	note
}

// runData reads what -data would name, and tells what it is.
func runData(_ context.Context, args []string, out, _ io.Writer) error {
	flags := flag.NewFlagSet("data", flag.ContinueOnError)
	paths, err := parseWords(flags, args)
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return wrong("data", "no path found, files or folders expected")
	}
	g, err := readOwn(paths...)
	if err != nil {
		return err
	}
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false) // a link is easier to read with &
	e.SetIndent("", "  ")
	return e.Encode(read(g))
}

// read describes what was given.
func read(g *own.Given) reading {
	r, _ := recipe.Parse(g.Plain())
	in := r.Input()
	d := reading{Name: g.Name, Kind: g.Kind, Link: r.Link(), Input: []int{in.H, in.W, in.C}, Left: g.Left, Notes: []note{}, LeftOut: []left{}}
	if p := g.Pictures; p != nil {
		d.Train, d.Test = p.Count()
		if w, h := p.Size(); w > 0 {
			d.Shape = []int{h, w, 1}
		}
		d.Range = rangeOf(p.Set(false, 0, d.Train, r.ImageSize, r.Framing), p.Set(true, 0, d.Test, r.ImageSize, r.Framing))
		d.Classes = count(p.Labels, p.Classes)
	} else {
		t := g.Table
		w := len(t.Columns)
		d.Train, d.Test = t.Count()
		d.Shape, d.Input = []int{w}, []int{w}
		d.Range = limits{t.Values[0], t.Values[0]}
		for i, name := range t.Columns {
			c := column{name, limits{t.Values[i], t.Values[i]}}
			for at := i; at < len(t.Values); at += w {
				c.Range.take(t.Values[at])
			}
			d.Range.take(c.Range[0])
			d.Range.take(c.Range[1])
			d.Columns = append(d.Columns, c)
		}
		d.Classes = count(t.Labels, t.Classes)
	}
	for _, n := range g.Notes {
		d.Notes = append(d.Notes, note{n, n.Error()})
	}
	for _, p := range g.Problems {
		d.LeftOut = append(d.LeftOut, left{p.Place.Error(), note{p.Why, p.Why.Error()}})
	}
	return d
}

// rangeOf is that of all pixels of sets, 255 being 1.
func rangeOf(sets ...*data.Set) limits {
	l := limits{1, 0}
	for _, s := range sets {
		for _, v := range s.Pixels {
			l.take(float64(v) / 255)
		}
	}
	return l
}

// count counts the items of each class. Classes without a name are called by their label.
func count(labels []byte, names []string) (all []class) {
	var n [256]int
	for _, l := range labels {
		n[l]++
	}
	for l, n := range n {
		if n == 0 {
			continue
		}
		name := strconv.Itoa(l)
		if l < len(names) {
			name = names[l]
		}
		all = append(all, class{name, n})
	}
	return all
}
