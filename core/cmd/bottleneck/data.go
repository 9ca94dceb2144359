package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"

	"bottleneck/core/data/files"
	"bottleneck/core/data/own"
	"bottleneck/core/fact"
	"bottleneck/core/recipe"
)

// reading is what the command data prints.
type reading struct {
	Name string `json:"name"`
	own.Summary
	Preview  string    `json:"preview,omitempty"` // the file of it
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
	preview := flags.Int("preview", 0, "write `n` of the pictures as one, a PNG")
	to := flags.String("out", "preview.png", "the `file` that -preview writes")
	var choice files.Choice
	choosing(flags, &choice)
	paths, err := parseWords(flags, args)
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return wrong("data", "no path found, files or folders expected")
	}
	if *preview < 0 || *preview > mostPreviewed {
		return wrong("data", "-preview %d found, a number from 1 to %d expected", *preview, mostPreviewed)
	}
	g, err := readOwn(choice, paths...)
	if err != nil {
		return err
	}
	d := read(g)
	if *preview > 0 {
		if g.Pictures == nil {
			return fmt.Errorf("data: -preview %d found beside a table, which has no pictures", *preview)
		}
		b, err := sheet(g.Pictures, *preview)
		if err == nil {
			err = writeFile(*to, b, out)
		}
		if err != nil {
			return fmt.Errorf("data: %w", err)
		}
		if d.Preview = *to; standard(*to, 1) {
			return nil
		}
	}
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false) // a link is easier to read with &
	e.SetIndent("", "  ")
	return e.Encode(d)
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
