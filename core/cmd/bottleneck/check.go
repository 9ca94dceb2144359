package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"bottleneck/core/data"
	"bottleneck/core/proof"
	"bottleneck/core/recipe"
)

// checked is a line of check: a proof link, and what became of it.
type checked struct {
	Link       string       `json:"link"` // as it was given
	Status     proof.Status `json:"status"`
	Step       int          `json:"step,omitempty"`
	Claimed    string       `json:"claimed,omitempty"`    // fingerprint
	Found      string       `json:"found,omitempty"`      // fingerprint
	Arithmetic string       `json:"arithmetic,omitempty"` // of the recipe
	Reason     *told        `json:"reason,omitempty"`     // of all that is not confirmed
	Seconds    float64      `json:"seconds"`
}

// told is a fact: for programs, and for people.
type told struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// runCheck trains the runs of proof links again, and prints whether they have the fingerprints that the links say, a line
// each, in the order of the links. The error says that some are not confirmed.
func runCheck(ctx context.Context, args []string, out, log io.Writer) error {
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	threads := flags.Int("threads", runtime.GOMAXPROCS(0), "check `n` links at once")
	seconds := flags.Float64("seconds", 0, "give a link up after `n` seconds; 0: never")
	words, err := parseWords(flags, args)
	switch {
	case err != nil:
		return err
	case *threads < 1:
		return wrong("check", "-threads %d found, a number from 1 on expected", *threads)
	case !(*seconds >= 0):
		return wrong("check", "-seconds %g found, a number from 0 on expected", *seconds)
	}
	links, err := gather(words)
	if err != nil {
		return wrong("check", "%v", err)
	}
	c := &checker{ctx: ctx, log: log, limit: *seconds, progress: progressOn(log, len(links))}
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	confirmed := 0
	for one := range c.all(links, *threads) {
		c.progress.clear()
		if err := lines.Encode(one); err != nil {
			return err
		}
		if one.Status == proof.Confirmed {
			confirmed++
		}
	}
	c.progress.clear()
	if confirmed < len(links) {
		return fmt.Errorf("check: %d of %d links confirmed", confirmed, len(links))
	}
	return nil
}

// gather returns the links that are meant by words: links themselves, files that list them, and "-" for standard input.
func gather(words []string) (links []string, err error) {
	for _, word := range words {
		var list []string
		switch info, missing := os.Stat(word); {
		case word == "-":
			list, err = proof.List(stdin)
		case missing == nil && !info.IsDir():
			list, err = listed(word)
		case strings.Contains(word, "="):
			list = []string{word}
		default:
			err = fmt.Errorf("%q found, a link, a file or - expected", word)
		}
		if err != nil {
			return nil, err
		}
		links = append(links, list...)
	}
	if len(links) == 0 {
		return nil, errors.New("no link found, links, a file of them or - expected")
	}
	return links, nil
}

func listed(name string) ([]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	list, err := proof.List(f)
	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return list, err
}

// checker checks links, several at once.
type checker struct {
	ctx      context.Context
	log      io.Writer
	limit    float64 // seconds of a link; 0: none
	progress *onTerminal

	once    sync.Once // for what is downloaded, which all share
	sets    [2]*data.Set
	missing error
}

// all yields each link when it and those before it are checked.
func (c *checker) all(links []string, threads int) func(yield func(checked) bool) {
	return func(yield func(checked) bool) {
		done := make([]chan checked, len(links))
		for i := range done {
			done[i] = make(chan checked, 1)
		}
		var next atomic.Int64
		for range min(threads, len(links)) {
			go func() {
				for i := next.Add(1) - 1; i < int64(len(links)); i = next.Add(1) - 1 {
					done[i] <- c.check(links[i])
					c.progress.finished()
				}
			}()
		}
		for i := range done {
			if !yield(<-done[i]) {
				return
			}
		}
	}
}

// check checks one link.
func (c *checker) check(link string) checked {
	start := time.Now()
	p, v := proof.Judge(link, c.load, func(step, of int) error {
		if c.ctx.Err() != nil {
			return fmt.Errorf("stopped after step %d of %d: %w", step, of, context.Cause(c.ctx))
		}
		if c.limit > 0 && time.Since(start).Seconds() > c.limit {
			return fmt.Errorf("given up after step %d of %d and %g seconds", step, of, c.limit)
		}
		c.progress.step()
		return nil
	})
	one := checked{Link: link, Status: v.Status, Step: p.Step, Claimed: p.Fingerprint, Found: v.Found, Arithmetic: p.Recipe.Arithmetic,
		Seconds: math.Round(time.Since(start).Seconds()*1000) / 1000}
	if v.Reason != nil {
		one.Reason = &told{v.Reason.Code, v.Reason.Error()}
	}
	return one
}

// load is load for links that are checked side by side: what is downloaded is looked for once.
func (c *checker) load(r recipe.Recipe) (trainSet, testSet *data.Set, err error) {
	if c.ctx.Err() != nil {
		return nil, nil, fmt.Errorf("stopped: %w", context.Cause(c.ctx))
	}
	if r.Source().Origin != recipe.Downloaded {
		return load(c.ctx, r, brought{}, c.log)
	}
	c.once.Do(func() { c.sets[0], c.sets[1], c.missing = load(c.ctx, r, brought{}, c.log) })
	return c.sets[0], c.sets[1], c.missing
}
