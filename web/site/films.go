package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"bottleneck/core/film"
	"bottleneck/core/guide"
	"bottleneck/core/recipe"
	"bottleneck/web/site/build"
)

// runFilms makes the films of the lessons anew, or of those that are named: of the quick version of each, on data that the program makes.
func runFilms(ctx context.Context, args []string) error {
	f := flag.NewFlagSet("films", flag.ExitOnError)
	f.Parse(args)
	root, err := build.ModuleRoot(".")
	if err != nil {
		return err
	}
	dir := filepath.Join(root, "static", "lessons")
	if err := os.MkdirAll(filepath.Join(dir, "films"), 0o755); err != nil {
		return err
	}
	for _, l := range recipe.Lessons() {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if f.NArg() > 0 && !slices.Contains(f.Args(), l.ID) {
			continue
		}
		r, err := quickOf(dir, l)
		if err != nil {
			return err
		}
		b, err := film.Make(film.Recipe(r))
		if err != nil {
			return fmt.Errorf("%s: %w", l.ID, err)
		}
		var file bytes.Buffer
		z, _ := gzip.NewWriterLevel(&file, gzip.BestCompression)
		z.Write(b)
		if err := z.Close(); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, "films", l.ID+".film"), file.Bytes(), 0o644); err != nil {
			return err
		}
		fmt.Printf("%-14s %6d bytes, %6d compressed, %s\n", l.ID, len(b), file.Len(), film.Link(b))
	}
	return nil
}

// quickOf is the quick version of a lesson, as its text names it; the lesson itself where it names none.
func quickOf(dir string, l recipe.Lesson) (recipe.Recipe, error) {
	b, err := os.ReadFile(filepath.Join(dir, l.ID+".json"))
	if err != nil {
		return l.Recipe, err
	}
	text, err := guide.ReadLesson(b)
	if err != nil || text.Quick == "" {
		return l.Recipe, err
	}
	r, _ := recipe.Parse(text.Quick)
	return r, nil
}
