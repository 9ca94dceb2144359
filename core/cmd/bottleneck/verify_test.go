package main

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"bottleneck/core/recipe"
)

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
			if metrics[p.metric] == nil || !(p.lo < p.hi) || p.at < before {
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

// A figure outside its range is told as such.
func TestVerifySeesWhatIsOutside(t *testing.T) {
	all := checks
	defer func() { checks = all }()
	for _, c := range []struct {
		lo, hi float64
		want   string
	}{{.05, .08, "| within |"}, {.001, .002, "| **outside** |"}} {
		checks = []check{{lesson: "table", at: []point{{5, "test_mse", c.lo, c.hi}}}}
		var out bytes.Buffer
		err := runVerify(context.Background(), nil, &out, io.Discard)
		if !strings.Contains(out.String(), c.want) || (err != nil) != strings.Contains(c.want, "outside") {
			t.Errorf("%g to %g: %v\n%s", c.lo, c.hi, err, out.String())
		}
	}
	if err := runVerify(context.Background(), []string{"-only", "nothing"}, io.Discard, io.Discard); err == nil {
		t.Error("a lesson without figures: no error")
	}
}
