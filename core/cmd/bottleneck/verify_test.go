package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"bottleneck/core/data"
	"bottleneck/core/data/local/mnist"
	"bottleneck/core/recipe"
)

// with runs f with other checks.
func with(list []check, f func()) {
	all := checks
	defer func() { checks = all }()
	checks = list
	f()
}

// withoutMNIST runs f on a machine that has none, and returns how often it was looked for.
func withoutMNIST(why error, f func()) (asked int) {
	load := loadMNIST
	defer func() { loadMNIST = load }()
	loadMNIST = func(context.Context, func(string)) (train, test *data.Set, err error) {
		asked++
		return nil, nil, why
	}
	f()
	return asked
}

// Every check is about a lesson, in links that say what they mean, and names figures that exist.
func TestChecksAreSound(t *testing.T) {
	for _, c := range checks {
		link := "#v=1&lesson=" + c.lesson + "&" + c.link
		r, notices := recipe.Parse(link)
		if r.Lesson != c.lesson || len(notices) > 0 {
			t.Errorf("%s: %v", link, notices)
		}
		before := 0
		for _, p := range c.at {
			if figures[p.figure] == nil || !(p.lo < p.hi) || p.at < before {
				t.Errorf("%s: %+v", link, p)
			}
			before = p.at
		}
		epochs := r.Cost().TotalSteps / r.Cost().StepsPerEpoch
		if last := c.at[len(c.at)-1].at; r.Steps == 0 && last > epochs || r.Steps > 0 && last > r.Steps {
			t.Errorf("%s: ends before %d", link, last)
		}
	}
}

// No lesson is without a figure.
func TestEveryLessonIsChecked(t *testing.T) {
	checked := map[string]bool{}
	for _, c := range checks {
		checked[c.lesson] = true
	}
	for _, l := range recipe.Lessons() {
		if !checked[l.ID] {
			t.Errorf("%s: no figure", l.ID)
		}
	}
}

// A figure outside its range is told as such.
func TestVerifySeesWhatIsOutside(t *testing.T) {
	for _, c := range []struct {
		lo, hi     float64
		row, count string
	}{
		{.05, .08, "| within |", "\n1 within, 0 outside, 0 not run\n"},
		{.001, .002, "| **outside** |", "\n0 within, 1 outside, 0 not run\n"},
	} {
		with([]check{{lesson: "table", at: []point{between(5, "test_mse", c.lo, c.hi)}}}, func() {
			var out bytes.Buffer
			err := runVerify(context.Background(), nil, &out, io.Discard)
			if !strings.Contains(out.String(), c.row) || !strings.HasSuffix(out.String(), c.count) || (err != nil) != strings.Contains(c.row, "outside") {
				t.Errorf("%g to %g: %v\n%s", c.lo, c.hi, err, out.String())
			}
		})
	}
	for _, args := range [][]string{{"-only", "nothing"}, {"table"}} {
		if err := runVerify(context.Background(), args, io.Discard, io.Discard); err == nil {
			t.Errorf("%q: no error", args)
		}
	}
}

// What cannot run is told, and the rest goes on. Data that is not at hand is no failure, an error is one.
func TestVerifyGoesOn(t *testing.T) {
	t.Setenv("FACES_DIR", "")
	list := []check{
		{lesson: "linear", at: []point{between(0, "test_mse", 0, 1), between(1, "test_mse", 0, 1)}},
		{lesson: "faces", link: photographs, faces: true, at: []point{between(0, "test_mse", 0, 1)}},
		{lesson: "simple", at: []point{between(0, "test_mse", 0, 1)}},
		{lesson: "table", at: []point{between(0, "test_mse", 0, 1)}},
		{lesson: "table", long: true, at: []point{between(0, "test_mse", 0, 1)}},
	}
	missing := fmt.Errorf("%w: nowhere", mnist.ErrNotFound)
	for _, c := range []struct {
		why    error
		asked  int
		failed bool
	}{{missing, 1, false}, {errors.New("a disk | that fails"), 2, true}} {
		with(list, func() {
			var out bytes.Buffer
			var err error
			asked := withoutMNIST(c.why, func() { err = runVerify(context.Background(), nil, &out, io.Discard) })
			text := out.String()
			if asked != c.asked || (err != nil) != c.failed {
				t.Errorf("%v: asked %d times, %v", c.why, asked, err)
			}
			for _, part := range []string{"| linear |  |  |  | not run: ", "| faces |  |  |  | not run: FACES_DIR", "| simple |  |  |  | not run: ",
				"| table |  | epoch 0 | test_mse | ", "\n1 within, 0 outside, 4 not run; -long has 1 more\n"} {
				if !strings.Contains(text, part) {
					t.Errorf("%v: %q is missing in\n%s", c.why, part, text)
				}
			}
			for _, line := range strings.Split(strings.TrimSpace(text[:strings.Index(text, "\n\n")]), "\n") {
				if n := strings.Count(line, "|"); n != 8 {
					t.Errorf("%d bars in %q", n, line)
				}
			}
		})
	}
}
