package main

import (
	"encoding/json"
	"strings"
	"testing"

	"bottleneck/core/kernel"
)

// The lines of train name the arithmetic: the browser's if nothing is said, and gonum's where it is asked for.
func TestProductsOfTrain(t *testing.T) {
	arithmetic := func(args ...string) string {
		t.Helper()
		c := programOf(t, "", append([]string{"train", "-steps", "3", "-quiet"}, args...)...)
		if c.code != 0 {
			t.Fatal(c)
		}
		var line struct {
			Arithmetic string `json:"arithmetic"`
		}
		if err := json.Unmarshal([]byte(c.out[strings.LastIndex(strings.TrimSpace(c.out), "\n")+1:]), &line); err != nil {
			t.Fatal(err)
		}
		return line.Arithmetic
	}
	if got := arithmetic(quick); got != "fused" {
		t.Errorf("auto is %s", got)
	}
	if got := arithmetic(strings.Replace(quick, "auto", "plain", 1)); got != "plain" {
		t.Errorf("plain is %s", got)
	}
	refused := [][]string{{"-products", "blas", quick}, {"-products", "gonum", strings.Replace(quick, "auto", "fused", 1)}}
	if _, there := kernel.Plain.Gonum(); there {
		if got := arithmetic("-products", "gonum", quick); got != "gonum" {
			t.Errorf("gonum is %s", got)
		}
	} else {
		refused = append(refused, []string{"-products", "gonum", quick})
	}
	for _, args := range refused {
		if c := programOf(t, "", append([]string{"train", "-steps", "3"}, args...)...); c.code != 2 || c.out != "" || !strings.Contains(c.log, "-products") {
			t.Errorf("%q: %+v", args, c)
		}
	}
}
