package classifiers_test

import (
	"math"
	"testing"

	"bottleneck/core/classifiers"
	"bottleneck/core/data"
	"bottleneck/core/data/local/mnist/mnisttest"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

// What trusted programs reach with 10,000 training images and a code of 32, within 0.015. Those are 60 billion multiply-adds:
// the page's kernels, the fastest, do them. The other builds get a hundred images, a network that has learned nothing, and what the kernels reach with them.
func TestMNIST(t *testing.T) {
	t.Parallel()
	trainSet, testSet := mnisttest.Load(t)
	check(t, trainSet.First(100), testSet.First(500), 0, 10, map[string]float64{"linear originals": .634, "linear pca": .510, "cnn originals": .614})
	if kernel.Name != "simd128" {
		return
	}
	check(t, trainSet, testSet, 5, 0, map[string]float64{"linear originals": .911, "linear reconstructions": .918, "linear codes": .861,
		"linear pca": .856, "cnn originals": .940, "cnn reconstructions": .909})
}

// check trains the lesson simple for some epochs, then the classifiers for some passes, and compares their accuracies.
func check(t *testing.T, trainSet, testSet *data.Set, epochs, passes int, trusted map[string]float64) {
	t.Helper()
	l, _ := recipe.LessonByID("simple")
	r := l.Recipe
	r.Train, r.Test = trainSet.N, testSet.N
	if kernel.Name == "go" {
		r.Arithmetic = "plain" // the other is rounded by software, which takes some thirty times as long
	}
	if err := r.Set("optimizer", "adam"); err != nil {
		t.Fatal(err)
	}
	run, err := train.New(r, trainSet, testSet)
	if err != nil {
		t.Fatal(err)
	}
	for range epochs * run.StepsPerEpoch() {
		if err := run.Step(); err != nil {
			t.Fatal(err)
		}
	}
	p, err := classifiers.New(classifiers.Config{Recipe: r, Model: run.Model(), Train: run.Train(), Test: run.Test(), Passes: passes})
	if err != nil {
		t.Fatal(err)
	}
	for p.Step() {
	}
	for _, a := range p.Results() {
		name := a.Classifier + " " + a.Input
		t.Logf("%d images, %s: %.4f", trainSet.N, name, a.Accuracy)
		if want, found := trusted[name]; found && !(math.Abs(a.Accuracy-want) <= 0.015) {
			t.Errorf("%d images, %s: accuracy %.4f, %.3f expected", trainSet.N, name, a.Accuracy, want)
		}
	}
	if n := len(p.Results()); n != 7 {
		t.Errorf("%d results, 7 expected", n)
	}
}
