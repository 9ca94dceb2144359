package train

import (
	"slices"
	"testing"

	"bottleneck/core/internal/tiny"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
)

// sideBySide are recipes in each arithmetic that there is here, of layers of every kind that multiplies, large enough that
// threads share their products.
func sideBySide(t *testing.T) (list []recipe.Recipe) {
	t.Helper()
	arithmetics := []string{"plain", "plain"}
	if kernel.HasFused() {
		arithmetics[1] = "fused"
	}
	for _, link := range []string{
		"encoder=conv(8,3,s2,relu),dense(128,tanh)&decoder=dense(512,relu),reshape(8x8x8)&output=convt(3,s2)&latent_dim=2",
		"encoder=dense(128,sigmoid)&latent_dim=8&latent_activation=sigmoid&loss=bce&pretrain=rbm&pretrain_epochs=1",
	} {
		for _, a := range arithmetics {
			r, notices := recipe.Parse(link + "&data=pictures&image_size=16&train=256&test=20&batch_size=64&arithmetic=" + a)
			if len(notices) > 0 {
				t.Fatal(notices)
			}
			list = append(list, r)
		}
	}
	return list
}

func begin(t *testing.T, r recipe.Recipe) *Run {
	t.Helper()
	run, err := New(r, tiny.Stripes(256, 16, 16), tiny.Stripes(20, 16, 16))
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// Four runs that take turns have the bits that each has alone, and say in which arithmetic they are.
func TestRunsSideBySideAreWhatTheyAreAlone(t *testing.T) {
	t.Parallel()
	const count = 5 // of the second kind one layer learns, then the next
	recipes := sideBySide(t)
	alone := make([][]string, len(recipes))
	for i, r := range recipes {
		run := begin(t, r)
		for range count {
			steps(t, run, 1)
			alone[i] = append(alone[i], run.Fingerprint())
		}
	}
	if fused := kernel.HasFused(); fused == slices.Equal(alone[0], alone[1]) || fused == slices.Equal(alone[2], alone[3]) {
		t.Fatal("both arithmetics give the same bits: the test cannot tell them apart")
	}
	var runs []*Run
	for _, r := range recipes {
		runs = append(runs, begin(t, r))
	}
	for step := range count {
		for i, run := range runs {
			steps(t, run, 1)
			run.BaselineStep()
			if got := run.Fingerprint(); got != alone[i][step] {
				t.Fatalf("run %d is %s after step %d beside others, %s alone", i, got, step+1, alone[i][step])
			}
		}
	}
	for i, run := range runs {
		want := recipes[i].Arithmetic
		if got := run.Metrics().Arithmetic; got != want {
			t.Errorf("run %d calls itself %s, %s expected", i, got, want)
		}
	}
}
