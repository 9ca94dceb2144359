package look_test

import (
	"testing"

	"bottleneck/core/data/local/mnist/mnisttest"
	"bottleneck/core/kernel"
	"bottleneck/core/look"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

// The first figures of three lessons on MNIST itself, beside those of trusted implementations. The kernels of the page, which are the
// fastest there are, train as long as the figures ask for. The other builds train a tenth of linear and denoise, with the bound that this leaves: they show
// that a lesson learns there, too. The command line's verify has the figures of all lessons.

// lesson trains some steps of a lesson, or a tenth of them.
func lesson(t *testing.T, id, changes string, steps int) (run *train.Run, whole bool) {
	t.Helper()
	trainSet, testSet := mnisttest.Load(t)
	r, notices := recipe.Parse("#v=1&lesson=" + id + changes)
	if len(notices) > 0 {
		t.Fatal(notices)
	}
	whole = kernel.Name == "simd128"
	if !whole {
		r.Arithmetic, steps = "plain", steps/10
	}
	run, err := train.New(r, trainSet, testSet)
	if err != nil {
		t.Fatal(err)
	}
	for range steps {
		if err := run.Step(); err != nil {
			t.Fatal(err)
		}
	}
	run.Evaluate()
	return run, whole
}

func TestTheLessonLinearReachesItsFigures(t *testing.T) {
	t.Parallel()
	run, whole := lesson(t, "linear", "", 3000)
	bound := .0230
	if !whole {
		bound = .0500
	}
	if m := run.Metrics(); m.TestMSE > bound {
		t.Errorf("test_mse %g after step %d, %g at most expected", m.TestMSE, m.Step, bound)
	}
	for i, a := range look.New(run.Reader()).Snapshot(wire.View{Points: 500, AxisY: 1}).Units.Active {
		if a == 0 {
			t.Errorf("unit %d of the code is dead", i)
		}
	}
	if !whole {
		return
	}
	for range 12000 {
		if err := run.Step(); err != nil {
			t.Fatal(err)
		}
	}
	if m := run.Metrics(); m.Epoch != 5 || m.TestMSE > .0140 {
		t.Errorf("test_mse %g after epoch %d, .0140 at most after epoch 5 expected", m.TestMSE, m.Epoch)
	}
}

func TestTheLessonDenoiseReachesItsFigures(t *testing.T) {
	t.Parallel()
	run, whole := lesson(t, "denoise", "&test=2000", 3000)
	share := .5
	if !whole {
		share = 2
	}
	if m := run.Metrics(); !(m.InputMSE > .01 && m.TestMSE < share*m.InputMSE) {
		t.Errorf("noisy %g, cleaned %g after step %d: less than %g of it expected", m.InputMSE, m.TestMSE, m.Step, share)
	}
}

func TestTheLessonPlaneReachesItsFigures(t *testing.T) {
	if kernel.Name != "simd128" {
		return // a hundred steps take half a minute there; core/train pins their bits
	}
	t.Parallel()
	run, _ := lesson(t, "plane", "", 1000)
	if m := run.Metrics(); m.TrainLoss > .0420 {
		t.Errorf("train_loss %g after step %d, .0420 at most expected", m.TrainLoss, m.Step)
	}
	if found := neighborsAgree(run, 1000, 5); found < .9 {
		t.Errorf("the five nearest codes name the digit of %.1f%% of the images, 90%% expected", 100*found)
	}
}

// neighborsAgree is the share of the first n held-out images whose k nearest codes among the others are mostly of their class.
func neighborsAgree(run *train.Run, n, k int) float64 {
	test, m := run.Test().First(n), run.Model()
	x, z := make([]float32, test.N*test.Dim()), make([]float32, test.N*m.Latent())
	for i := range test.N {
		test.Batch(x[i*test.Dim():(i+1)*test.Dim()], []int32{int32(i)})
	}
	m.Encode(z, x, test.N)
	code := func(i int) []float32 { return z[i*m.Latent() : (i+1)*m.Latent()] }
	right := 0
	for i := range test.N {
		var votes [10]int
		taken := map[int]bool{i: true}
		for range k {
			best, least := -1, 0.0
			for j := range test.N {
				if d := kernel.SquaredDistance(code(i), code(j)); !taken[j] && (best < 0 || d < least) {
					best, least = j, d
				}
			}
			taken[best] = true
			votes[test.Labels[best]]++
		}
		most := 0
		for label, v := range votes {
			if v > votes[most] {
				most = label
			}
		}
		if most == int(test.Labels[i]) {
			right++
		}
	}
	return float64(right) / float64(test.N)
}
