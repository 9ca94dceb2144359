package export

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"bottleneck/core/data/local/mnist/mnisttest"
	"bottleneck/core/recipe"
)

var seeds = flag.Uint64("seeds", 1, "from how many seeds, one after the other, lessons are trained from their start")

// ofTable finds the range of docs/results.md for a figure of a lesson in a setting, after an epoch.
func ofTable(lesson, setting, figure string, epoch int) string {
	return `(?m)^\| ` + lesson + ` \| ` + regexp.QuoteMeta(setting) + ` \| epoch ` + strconv.Itoa(epoch) + ` \| ` + figure + ` \| \S+ \| (\S+) to ([0-9.]+)`
}

// ofSeeds finds what seeds gave: where the table has the range of one seed, which another's draws need not have.
func ofSeeds(paragraph string, epoch int) string {
	return `(?s)\*\*` + paragraph + `\.\*\*.*? [Ss]eeds 1 to [0-9]+ gave ([0-9.]+) to ([0-9.]+) after epoch ` + strconv.Itoa(epoch)
}

// expectedIn is the range that docs/results.md has where a pattern finds it, and as much again to either side, as for the ranges of its table that come from seeds, if it is spread.
func expectedIn(t *testing.T, pattern string, spread bool) (lo, hi float64) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "docs", "results.md"))
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(pattern).FindSubmatch(b)
	if found == nil {
		t.Fatalf("docs/results.md has no %s", pattern)
	}
	lo, _ = strconv.ParseFloat(string(found[1]), 64)
	hi, _ = strconv.ParseFloat(string(found[2]), 64)
	if !(0 < lo && lo < hi) {
		t.Fatalf("from %g to %g", lo, hi)
	}
	if spread {
		lo, hi = 2*lo-hi, 2*hi-lo
	}
	return lo, hi
}

// Programs for PyTorch that train from first weights of their own land where docs/results.md has these lessons; of several seeds the middle one does. A seed can lead to
// a network that gives nothing but black, as one of PyTorch's of conv does: docs/results.md.
func TestProgramsTrainFromTheStart(t *testing.T) {
	for _, tt := range []struct {
		lesson, figure string
		epoch          int
		expected       string
		spread         bool
	}{
		{"linear", "test_mse", 5, ofTable("linear", "as the lesson is: no dead units", "test_mse", 5), false},
		{"conv", "test_mse", 3, ofSeeds("Convolutions", 3), true},
		{"variational", "test_loss", 5, ofSeeds("Variational", 5), false},
	} {
		lo, hi := expectedIn(t, tt.expected, tt.spread)
		if !*long || *lesson != "" && tt.lesson != *lesson {
			continue // the ranges are there
		}
		t.Run(tt.lesson, func(t *testing.T) {
			python := pythonWith(t, "torch", "numpy")
			l, there := recipe.LessonByID(tt.lesson)
			if !there {
				t.Fatal("no such lesson")
			}
			r := l.Recipe
			r.Epochs = tt.epoch
			trainSet, testSet := mnisttest.Load(t)
			var found []float64
			for seed := range *seeds {
				r.Seed = l.Recipe.Seed + seed
				made, err := To("pytorch", Request{Recipe: r, Train: trainSet, Test: testSet, Name: "script"})
				if err != nil {
					t.Fatal(err)
				}
				last := lastOf(t, python, folderOf(t, strconv.FormatUint(r.Seed, 10), made.Files...))
				if int(last["epoch"]) != tt.epoch {
					t.Fatalf("%v, epoch %d expected", last, tt.epoch)
				}
				t.Logf("seed %d: %s after epoch %d: %.5g, %.4g to %.4g expected", r.Seed, tt.figure, tt.epoch, last[tt.figure], lo, hi)
				found = append(found, last[tt.figure])
			}
			slices.Sort(found)
			if middle := found[len(found)/2]; !(lo <= middle && middle <= hi) {
				t.Errorf("%s %.5g, the middle one from %.4g to %.4g expected", tt.figure, found, lo, hi)
			}
		})
	}
}

// lastOf runs the script of a folder and returns the last figures that it prints.
func lastOf(t *testing.T, python, folder string) (last map[string]float64) {
	t.Helper()
	cmd := exec.Command(python, "script.py")
	cmd.Dir, cmd.Stderr = folder, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for lines := json.NewDecoder(bytes.NewReader(out)); lines.More(); {
		if err := lines.Decode(&last); err != nil {
			t.Fatal(err)
		}
	}
	return last
}
