package main

import (
	"context"
	"encoding/json"
	"flag"
	"io"

	"bottleneck/core/data/own"
	"bottleneck/core/fact"
	"bottleneck/core/recipe"
)

// reading is what the command data prints.
type reading struct {
	Name string `json:"name"`
	own.Summary
	Notes    []note    `json:"notes"`
	Left     int       `json:"left"`     // things left out
	Problems []problem `json:"problems"` // the first of them
	Link     string    `json:"link"`
}

// note is a fact with its sentence.
type note struct {
	*fact.Fact
	Text string `json:"text"`
}

type problem struct {
	File string `json:"file"` // or a row or cell of it
	note
}

// runData reads what -data would name, and tells what it is.
func runData(_ context.Context, args []string, out, _ io.Writer) error {
	flags := flag.NewFlagSet("data", flag.ContinueOnError)
	flags.Bool("json", true, "print JSON, as it does without being told")
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
	d := reading{Name: g.Name, Summary: g.Summary(), Link: r.Link(), Left: g.Left, Notes: []note{}, Problems: []problem{}}
	for _, n := range g.Notes {
		d.Notes = append(d.Notes, note{n, n.Error()})
	}
	for _, p := range g.Problems {
		d.Problems = append(d.Problems, problem{p.Place.Error(), note{p.Why, p.Why.Error()}})
	}
	return d
}
