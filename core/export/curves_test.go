package export

import (
	"bytes"
	"encoding/json"
	"flag"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

var (
	long   = flag.Bool("long", false, "curves of all lessons, and lessons trained from their start: some hours of a processor")
	lesson = flag.String("lesson", "", "of the curves, one; all where it is empty")
)

const (
	curveSteps  = 200
	curveWindow = 20 // steps whose losses are averaged
	curveSeeds  = 3
)

// curveOf are the mean losses of the windows of a run, those of before its pre-training is over left out.
func curveOf(losses []float64, before int) (means []float64) {
	for at := 0; at+curveWindow <= len(losses); at += curveWindow {
		if at < before {
			continue
		}
		sum := 0.0
		for _, l := range losses[at : at+curveWindow] {
			sum += l
		}
		means = append(means, sum/curveWindow)
	}
	return means
}

// outside tells how far means leave what runs of several seeds span, in spans; up to 1 they are within the spread of the seeds,
// and as much to either side. Where seeds hardly differ a hundredth of the loss is a span.
func outside(means []float64, seeds [][]float64) (worst float64) {
	for i, v := range means {
		lo, hi := math.Inf(1), math.Inf(-1)
		for _, s := range seeds {
			lo, hi = min(lo, s[i]), max(hi, s[i])
		}
		span := max(hi-lo, math.Abs(hi)/100)
		worst = max(worst, (lo-v)/span, (v-hi)/span)
	}
	return worst
}

// curves prints the losses of each step of scripts' runs from the weights beside them, a line a folder.
const curves = `
import contextlib, importlib.util, io, json, os, sys
import torch
torch.set_num_threads(1)


def losses(folder):
    os.chdir(folder)
    spec = importlib.util.spec_from_file_location("script", "script.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    list = []

    def kept(f):
        def call(*args):
            list.append(f(*args))
            return list[-1]
        return call

    script.train_step = kept(script.train_step)
    if hasattr(script, "Machines"):
        script.Machines.step = kept(script.Machines.step)
    with contextlib.redirect_stdout(io.StringIO()):
        script.main()
    return list


for folder in sys.argv[1:]:
    print(json.dumps(losses(folder)), flush=True)
`

// spread is what runs of a lesson from several seeds span, and the folder of a program that starts from the weights of the first.
type spread struct {
	lesson, folder string
	before         int // steps of pre-training
	seeds          [][]float64
}

// spreadOf trains a lesson from each seed.
func spreadOf(t *testing.T, l recipe.Lesson) spread {
	t.Helper()
	r := l.Recipe
	r.Train, r.Test, r.Classes, r.Steps, r.Epochs, r.PretrainEpochs = min(r.Train, 2000), 50, nil, curveSteps, 1, min(r.PretrainEpochs, 1)
	r.Changes, r.Patience = nil, 0
	q := Request{Train: setOf(r, r.Train, false), Test: setOf(r, r.Test, true), Name: "script"}
	s := spread{lesson: l.ID, folder: filepath.Join(t.TempDir(), l.ID)}
	for seed := range uint64(curveSeeds) {
		r.Seed = 1 + seed
		run, err := train.New(r, q.Train, q.Test)
		if err != nil {
			t.Fatalf("%s: %v", l.ID, err)
		}
		if seed == 0 {
			q.Recipe, q.Weights = r, run.Weights()
		}
		if r.Pretrain == "rbm" {
			s.before = run.StepsPerEpoch() * r.PretrainEpochs * len(run.Model().Encoder.Params()) / 2
		}
		for range curveSteps {
			if err := run.Step(); err != nil {
				t.Fatalf("%s: %v", l.ID, err)
			}
		}
		points, _ := run.Reader().Curves()
		losses := make([]float64, len(points))
		for i, p := range points {
			losses[i] = float64(p.Loss)
		}
		s.seeds = append(s.seeds, curveOf(losses, s.before))
	}
	made, err := To("pytorch", q)
	if err == nil {
		err = os.Mkdir(s.folder, 0o700)
	}
	for _, f := range made.Files {
		if err == nil {
			err = os.WriteFile(filepath.Join(s.folder, f.Name), f.Content, 0o600)
		}
	}
	if err != nil {
		t.Fatalf("%s: %v", l.ID, err)
	}
	return s
}

// The losses of a lesson's program for PyTorch go the way that those of the run go: from the same first weights, by draws of its own, each
// window of 20 of its first 200 steps is within the spread of the run's seeds, or as much beside it. -long does all lessons.
func TestCurvesOfPrograms(t *testing.T) {
	python := pythonWith(t, "torch", "numpy")
	var all []spread
	args := []string{"-c", curves}
	for _, l := range recipe.Lessons() {
		if !*long && l.ID != "linear" && l.ID != "table" || *lesson != "" && l.ID != *lesson {
			continue
		}
		all = append(all, spreadOf(t, l))
		args = append(args, all[len(all)-1].folder)
	}
	cmd := exec.Command(python, args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := json.NewDecoder(bytes.NewReader(out))
	for _, s := range all {
		var losses []float64
		if err := lines.Decode(&losses); err != nil || len(losses) != curveSteps {
			t.Fatalf("%s: %d losses: %v", s.lesson, len(losses), err)
		}
		means := curveOf(losses, s.before)
		if len(means) == 0 {
			t.Fatalf("%s: no window is compared", s.lesson)
		}
		worst := outside(means, s.seeds)
		t.Logf("%s: %d windows, %.2f spans outside; the last %.5g, of the seeds %.5g", s.lesson, len(means), worst, means[len(means)-1], s.seeds[0][len(means)-1])
		if !(worst <= 1) {
			t.Errorf("%s: losses %.4g are %.2f spans outside of %.4g", s.lesson, means, worst, s.seeds)
		}
	}
}

// The check finds a curve that goes its own way, and losses that are not numbers.
func TestOutside(t *testing.T) {
	seeds := [][]float64{{1, 0.5}, {1.1, 0.6}, {1.05, 0.55}}
	for _, tt := range []struct {
		means  []float64
		within bool
	}{{[]float64{1.05, 0.55}, true}, {[]float64{math.NaN(), 0.55}, false}, {[]float64{1.15, 0.45}, true}, {[]float64{1.05, 0.75}, false}, {[]float64{0.8, 0.55}, false}} {
		if got := outside(tt.means, seeds) <= 1; got != tt.within {
			t.Errorf("%v: within %t, %t expected", tt.means, got, tt.within)
		}
	}
	if means := curveOf(make([]float64, 65), 25); len(means) != 1 {
		t.Errorf("%d windows behind 25 of 65 steps, 1 expected", len(means))
	}
}
