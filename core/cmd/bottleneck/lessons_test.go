package main

import (
	"testing"

	"bottleneck/core/data/local/mnist/mnisttest"
	"bottleneck/core/kernel"
	"bottleneck/core/look"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

// The lessons on MNIST itself. One epoch takes a few seconds with gonum; the
// reference loops are ten times slower and get a tenth of it, with the bound
// that this leaves. The longer figures are measured in the browser (web/e2e).

// lesson trains one epoch of a lesson, or a tenth of one with the reference loops.
func lesson(t *testing.T, id string) (run *train.Run, whole bool) {
	t.Helper()
	trainSet, testSet := mnisttest.Load(t)
	l, found := recipe.LessonByID(id)
	if !found {
		t.Fatalf("no lesson %q", id)
	}
	r := l.Recipe
	r.Test = 2000
	n, whole := 3000, kernel.Name != "go"
	if !whole {
		r.Arithmetic, n = "plain", 300
	}
	run, err := train.New(r, trainSet, testSet)
	if err != nil {
		t.Fatal(err)
	}
	for range n {
		if err := run.Step(); err != nil {
			t.Fatal(err)
		}
	}
	run.Evaluate()
	return run, whole
}

func TestLinearLessonLearnsMNIST(t *testing.T) {
	run, whole := lesson(t, "linear")
	bound := 0.0230 // what trusted implementations reach after one epoch
	if !whole {
		bound = 0.0500
	}
	if m := run.Metrics(); m.TestMSE > bound {
		t.Errorf("test_mse %g after step %d, %g at most expected", m.TestMSE, m.Step, bound)
	}
	for i, a := range look.New(run.Reader()).Snapshot(wire.View{Points: 500, AxisY: 1}).Units.Active {
		if a == 0 {
			t.Errorf("unit %d of the code is dead", i)
		}
	}
}

func TestDenoiseLessonRemovesNoise(t *testing.T) {
	run, whole := lesson(t, "denoise")
	share := 0.5
	if !whole {
		share = 2
	}
	if m := run.Metrics(); !(m.TestMSE < share*m.InputMSE) {
		t.Errorf("noisy %g, cleaned %g after step %d: less than %g of it expected", m.InputMSE, m.TestMSE, m.Step, share)
	}
}
