package classifiers

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/data"
	"bottleneck/core/data/drawn"
	"bottleneck/core/kernel"
	"bottleneck/core/nn"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

// config trains a small network on drawn digits for some steps and returns what classifiers look at.
func config(t testing.TB, link string, steps int) (Config, *train.Run) {
	t.Helper()
	r, notices := recipe.Parse("#v=1&data=digits&train=400&test=200&latent_dim=12&arithmetic=plain&" + link)
	if len(notices) > 0 {
		t.Fatal(notices)
	}
	run, err := train.New(r, drawn.Digits(r.Train, drawn.TrainSeed), drawn.Digits(r.Test, drawn.TestSeed))
	if err != nil {
		t.Fatal(err)
	}
	for range steps {
		if err := run.Step(); err != nil {
			t.Fatal(err)
		}
	}
	return Config{Recipe: r, Model: run.Model(), Train: run.Train(), Test: run.Test()}, run
}

// results works to the end; between is called after every step.
func results(t testing.TB, c Config, between func(p *Training)) []wire.Accuracy {
	t.Helper()
	p, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	for p.Step() {
		if between != nil {
			between(p)
		}
	}
	if p.Step() {
		t.Error("there is more to do after the end")
	}
	return p.Results()
}

func TestEveryKindIsTried(t *testing.T) {
	t.Parallel()
	c, _ := config(t, "", 400)
	c.Passes = 6
	var got []string
	of := map[string]float64{}
	for _, r := range results(t, c, nil) {
		name := r.Classifier + " " + r.Input
		got, of[name] = append(got, fmt.Sprintf("%s %d", name, r.Dim)), r.Accuracy
		if r.N != 200 || r.Train != 400 {
			t.Errorf("%s: %d held-out images, %d trained on", name, r.N, r.Train)
		}
	}
	want := "linear originals 784, linear reconstructions 784, linear codes 12, linear pca 12, cnn originals 784, cnn reconstructions 784, cnn codes 12"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("%s\n%s expected", s, want)
	}
	for name, least := range map[string]float64{"linear originals": 0.6, "linear reconstructions": 0.45, "linear codes": 0.3, "linear pca": 0.5, "cnn originals": 0.6, "cnn reconstructions": 0.3} {
		if of[name] < least {
			t.Errorf("%s: accuracy %.3f, at least %.2f expected", name, of[name], least)
		}
	}
	t.Log(of)
}

// With labels that have nothing to do with the images, nothing can be learned: the held-out ones are named by chance.
func TestNothingIsLearnedOfChance(t *testing.T) {
	t.Parallel()
	c, _ := config(t, "", 0)
	rng := rand.New(rand.NewPCG(1, 1))
	shuffled := *c.Train
	shuffled.Labels = slices.Clone(c.Train.Labels)
	rng.Shuffle(len(shuffled.Labels), func(i, j int) {
		shuffled.Labels[i], shuffled.Labels[j] = shuffled.Labels[j], shuffled.Labels[i]
	})
	c.Train, c.Inputs, c.Passes = &shuffled, []string{Originals}, 3
	for _, r := range results(t, c, nil) {
		if r.Accuracy > 0.25 {
			t.Errorf("%s: accuracy %.3f of shuffled labels", r.Classifier, r.Accuracy)
		}
	}
}

// The weights are those of the moment when it was asked, whatever the run does meanwhile; and the run goes on as if
// nobody had asked.
func TestTheRunAndTheClassifiersDoNotDisturbEachOther(t *testing.T) {
	t.Parallel()
	const link = "encoder=conv(4,3,s2,relu),maxpool(2),dropout(0.2)&decoder=dense(196,relu),reshape(7x7x4),unpool(2)&output=convt(3,s2)"
	c, run := config(t, link, 30)
	c.Passes = 1
	want := results(t, c, nil)
	for range 20 {
		if err := run.Step(); err != nil {
			t.Fatal(err)
		}
	}
	alone := run.Fingerprint()

	c, run = config(t, link, 30)
	c.Passes = 1
	n := 0
	got := results(t, c, func(*Training) {
		if n++; n <= 20 {
			if err := run.Step(); err != nil {
				t.Fatal(err)
			}
		}
	})
	if !slices.Equal(got, want) {
		t.Errorf("%v beside a run, %v alone", got, want)
	}
	if f := run.Fingerprint(); f != alone {
		t.Errorf("fingerprint %s beside classifiers, %s alone", f, alone)
	}
}

func TestProgressGrowsToOne(t *testing.T) {
	t.Parallel()
	c, _ := config(t, "", 0)
	c.Images, c.Passes = 150, 2
	before, seen := 0.0, map[string]bool{}
	var last float64
	results(t, c, func(p *Training) {
		input, classifier, done := p.Progress()
		if done < before || done > 1 {
			t.Fatalf("%s, %s: %g done after %g", input, classifier, done, before)
		}
		before, last = done, p.done/p.total
		seen[classifier+" "+input] = true
	})
	if !(last > 0.999 && last < 1.001) {
		t.Errorf("%g of the work counted", last)
	}
	if len(seen) != 8 || !seen[" "] || !seen["cnn codes"] { // seven jobs and the time before
		t.Errorf("at work on %v", seen)
	}
}

// What a classifier at work tells of itself: a loss that begins at guessing and falls, and, in the end, the accuracy that
// becomes its result.
func TestRunningFigures(t *testing.T) {
	c, _ := config(t, "", 0)
	c.Inputs, c.Classifiers, c.Passes = []string{Originals}, []string{Linear}, 20
	var first, last, accuracy float64
	end := results(t, c, func(p *Training) {
		loss, share := p.Running()
		if first == 0 {
			first = loss
		}
		if p.at != nil {
			last, accuracy = loss, share
			if p.tried == 0 && share != 0 {
				t.Errorf("an accuracy of %g before it is tried", share)
			}
		} else if loss != 0 || share != 0 {
			t.Errorf("%g and %g of no classifier", loss, share)
		}
	})
	if guess := math.Log(10); math.Abs(first-guess) > 0.1 || !(last < first/2) {
		t.Errorf("the loss goes from %.3f to %.3f; guessing is %.3f", first, last, guess)
	}
	if accuracy != end[0].Accuracy || accuracy < 0.5 {
		t.Errorf("accuracy %g told at the end, %g the result", accuracy, end[0].Accuracy)
	}
}

func TestRefusals(t *testing.T) {
	c, _ := config(t, "", 0)
	bare, one := *c.Train, *c.Train
	bare.Labels = nil
	one.Labels = make([]byte, one.N)
	for want, change := range map[string]func(c *Config){
		"classify: digits has no labels":                       func(c *Config) { c.Train = &bare },
		"classify: 1 class found in 400 training images":       func(c *Config) { c.Train = &one },
		"classify: input \"noise\" found, one of originals":    func(c *Config) { c.Inputs = []string{Codes, "noise"} },
		"classify: classifier \"forest\" found, one of linear": func(c *Config) { c.Classifiers = []string{"forest"} },
		"classify: classifier cnn on pca asked for":            func(c *Config) { c.Inputs, c.Classifiers = []string{PCA}, []string{CNN} },
		"classify: images: -1 found":                           func(c *Config) { c.Images = -1 },
		"classify: passes: 1001 found, 0 to 1000 expected":     func(c *Config) { c.Passes = 1001 },
		"MiB needed for 400 images, 1 free; fewer images":      func(c *Config) { c.Memory = 1 << 20 },
	} {
		broken := c
		change(&broken)
		if _, err := New(broken); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, %q expected", err, want)
		}
	}
}

func TestClassesThatNobodyTrainedOnAreWrong(t *testing.T) {
	t.Parallel()
	c, _ := config(t, "", 0)
	c.Train, c.Inputs, c.Classifiers = c.Train.Classes([]int{3, 7}), []string{Originals}, []string{Linear}
	for _, r := range results(t, c, nil) {
		if r.Accuracy > 0.3 || r.Accuracy < 0.1 {
			t.Errorf("accuracy %.3f where two classes of ten are known", r.Accuracy)
		}
	}
	c.Test = c.Test.Classes([]int{3, 7})
	for _, r := range results(t, c, nil) {
		if r.Accuracy < 0.9 {
			t.Errorf("accuracy %.3f of two classes", r.Accuracy)
		}
	}
}

func TestCodesArePictures(t *testing.T) {
	for _, s := range []struct{ code, want nn.Shape }{
		{nn.Flat(32), nn.Shape{H: 8, W: 4, C: 1}}, {nn.Flat(256), nn.Shape{H: 16, W: 16, C: 1}}, {nn.Flat(30), nn.Shape{H: 6, W: 5, C: 1}},
		{nn.Flat(2), nn.Flat(2)}, {nn.Flat(31), nn.Flat(31)}, {nn.Flat(10), nn.Flat(10)}, {nn.Shape{H: 7, W: 7, C: 4}, nn.Shape{H: 7, W: 7, C: 4}},
	} {
		if got := picture(s.code); got != s.want {
			t.Errorf("%v is laid out as %v, %v expected", s.code, got, s.want)
		}
	}
}

func TestInputsAreStandardized(t *testing.T) {
	const n = 300
	s := &data.Set{N: n, H: 1, W: 1, C: 3, Values: make([]float32, 3*n)}
	for i, v := range random(n) {
		s.Values[3*i], s.Values[3*i+1], s.Values[3*i+2] = 5+2*v, 7, 0.02*v
	}
	x := slices.Clone(s.Values)
	standard(s).apply(x, n)
	var sum, squares [3]float64
	for i, v := range x {
		sum[i%3] += float64(v) / n
		squares[i%3] += float64(v) * float64(v) / n
	}
	// The floor is 0.01 of the mean variance, 4/3: it hardly touches the first, and keeps the last small.
	for i, want := range [3][2]float64{{0.98, 1}, {0, 0}, {0.02, 0.04}} {
		if math.Abs(sum[i]) > 1e-4 || squares[i] < want[0] || squares[i] > want[1] {
			t.Errorf("number %d: mean %g, variance %g; 0 and %v expected", i, sum[i], squares[i], want)
		}
	}
}

func random(n int) []float32 {
	x := make([]float32, n)
	kernel.Gaussian(x, 4)
	return x
}

func TestStepsAllocateNothing(t *testing.T) {
	c, _ := config(t, "", 0)
	labels, idx := make([]byte, 400), []int32{1, 5, 9, 3, 399}
	for _, kind := range allClassifiers {
		k := newClassifier(kernel.Plain, kind, shapeOf(c.Train), 10, rand.New(rand.NewPCG(1, 1)))
		k.scale = standard(c.Train)
		if n := testing.AllocsPerRun(10, func() { k.train(c.Train, labels, idx) }); n > 0 {
			t.Errorf("%s: %v allocations a step", kind, n)
		}
	}
}

// The bits of a CNN after some steps, in plain arithmetic: the same natively and in a browser.
func TestBits(t *testing.T) {
	c, _ := config(t, "", 0)
	k := newClassifier(kernel.Plain, CNN, shapeOf(c.Train), 10, rand.New(rand.NewPCG(1, 1)))
	var loss float64
	for i := range 8 {
		idx := make([]int32, 32)
		for j := range idx {
			idx[j] = int32(32*i + j)
		}
		loss = k.train(c.Train, c.Train.Labels, idx)
	}
	h := fnv.New32a()
	for _, v := range k.values {
		b := math.Float32bits(v)
		h.Write([]byte{byte(b), byte(b >> 8), byte(b >> 16), byte(b >> 24)})
	}
	const want, size = "6abf9bc4", 2.1322652
	if math.Abs(loss-size) > 1e-5*size {
		t.Errorf("loss %.8g, %.8g expected", loss, size)
	}
	if got := fmt.Sprintf("%08x", h.Sum32()); got != want {
		t.Errorf("weights %s at loss %.6f, %s pinned", got, loss, want)
	}
}
