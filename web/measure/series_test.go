package main

import (
	"context"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"

	"bottleneck/core/kernel/job"
)

func TestSeries(t *testing.T) {
	at := func(median, best, peak float64) figures {
		return figures{MsPerStep: median, BestMs: best, GFLOPs: 12 / median, Peak: peak, Threads: 2} // 12 million operations
	}
	ours := series{at(4, 3, 1.5), at(2, 1, 2.5), at(3, 2, 4)}
	theirs := series{at(8, 8, 0), at(10, 9, 0), at(9, 9, 0)}
	for name, c := range map[string][2]float64{
		"best":   {ours.best(), 1},
		"peak":   {ours.peak(), 4},
		"share":  {ours.share(), 12. / 8},
		"median": {ours.median(), 3},
		"ratio":  {ours.ratio(theirs), 3}, // of 2, 5 and 3, not 9 by 3 of the medians
		"even":   {median([]float64{4, 1, 3, 2}), 2.5},
	} {
		if math.Abs(c[0]-c[1]) > 1e-12 {
			t.Errorf("%s: %v, %v expected", name, c[0], c[1])
		}
	}
}

func TestPartsOfAStep(t *testing.T) {
	var s series
	adam := strconv.Itoa(len(job.Products)) // as a job of the first operation on vectors
	for _, text := range []string{
		`{"meanMs": 12, "kernels": [{"name": "matmul_fused", "ms": 6, "calls": 9}, {"name": "alone 0", "ms": 3, "calls": 1},
			{"name": "adam", "ms": 3, "calls": 2}, {"name": "run ` + adam + `", "ms": 6, "calls": 1}]}`,
		`{"meanMs": 10, "kernels": [{"name": "matmul_fused", "ms": 5, "calls": 1}, {"name": "adam", "ms": 2, "calls": 1}]}`,
	} {
		var f figures
		if err := json.Unmarshal([]byte(text), &f); err != nil {
			t.Fatal(err)
		}
		s = append(s, f)
	}
	// Three updates are three steps: 3 ms of products in the first round, where they are faster; 2 ms of Adam in the second; 5 of 10 are left.
	step, parts := s.parts()
	for name, want := range map[string]float64{"`matmul`": 3, "`adam`": 2, rest: 5} {
		if math.Abs(parts[name]-want) > 1e-12 {
			t.Errorf("%s: %v, %v expected", name, parts[name], want)
		}
	}
	if len(parts) != 3 || step != 10 {
		t.Errorf("%v of %v", parts, step)
	}
}

func TestKernelsHaveNames(t *testing.T) {
	last := len(job.Products) + len(job.Vectors) + len(job.Patches) - 1
	for name, want := range map[string]string{"adam": "`adam`", "run 2": "`matmul_tn`", "alone 9999": "`alone 9999`", "alone x": "`alone x`"} {
		if got := kernelName(name); got != want {
			t.Errorf("%s: %s, %s expected", name, got, want)
		}
	}
	if got, want := kernelName("alone "+strconv.Itoa(last+1)), "`"+job.Passes[0]+"`"; got != want {
		t.Errorf("the first pass over images is %s, %s expected", got, want)
	}
	if got := kernelName("alone " + strconv.Itoa(last)); !strings.HasPrefix(got, "`patches: ") {
		t.Errorf("the last job on patches is %s", got)
	}
}

func TestArguments(t *testing.T) {
	if err := run(context.Background(), []string{"race"}); err == nil || !strings.Contains(err.Error(), `mode "race" found`) {
		t.Errorf("%v", err)
	}
	if _, err := (options{only: []string{"linear", "lenear"}}).workloads(); err == nil || !strings.Contains(err.Error(), `"lenear" found, one of linear`) {
		t.Errorf("%v", err)
	}
	if names, err := (options{}).workloads(); err != nil || len(names) != 6 {
		t.Errorf("%v, %v", names, err)
	}
}
