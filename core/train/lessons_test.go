package train

import (
	"math"
	"testing"

	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
)

// What each lesson does in its first steps on a small set of stripes. The loss is that
// of the latest batches; the fingerprint holds for the kernels whose order is
// defined: pure Go natively and SIMD in a browser agree on every bit. A change
// here changes what every shared link replays: it must be meant.
var pinned = []struct {
	lesson string
	steps  int
	loss   float64 // in any arithmetic, within 1e-5 of itself
	plain  string  // fingerprints
	fused  string
}{
	{"linear", 12, 0.14414084, "d46cb4cb", "a12b8641"},
	{"denoise", 12, 0.12946654, "9a8d9c75", "cd400e95"},
	{"plane", 3, 0.50360021, "cbaddab9", "6c03229c"},
	{"simple", 6, 0.69161668, "c355e25e", "ab29a807"},
	{"deep", 4, 0.68991992, "ab9f05dd", "b238d747"},
	{"sparse", 6, 0.68590085, "be7536f9", "7c8a5e29"},
	{"k_sparse", 2, 0.69571489, "b3fa4259", "006a0562"},
	{"kl_sparse", 2, 120.94349, "1b8aee12", "ccc9c89d"},
	{"masking", 2, 0.69042447, "2a54600a", "40721208"},
	{"contractive", 6, 537.22005, "2f938be4", "cddc225b"},
	{"variational", 2, 543.96976, "e8f488a6", "693c9589"},
}

func TestEveryLessonIsPinned(t *testing.T) {
	lessons := recipe.Lessons()
	if len(lessons) != len(pinned) {
		t.Fatalf("%d lessons, %d pinned", len(lessons), len(pinned))
	}
	trainSet, testSet := stripes(500, 28, 28), stripes(50, 28, 28)
	for _, p := range pinned {
		l, found := recipe.LessonByID(p.lesson)
		if !found {
			t.Fatalf("no lesson %q", p.lesson)
		}
		for arithmetic, want := range map[string]string{"plain": p.plain, "fused": p.fused} {
			if arithmetic == "fused" && !kernel.HasFused() {
				t.Logf("%s: the %s kernels have no fused arithmetic; not checked", p.lesson, kernel.Name)
				continue
			}
			r := l.Recipe
			r.Train, r.Test, r.Arithmetic = 500, 50, arithmetic
			r.BatchSize = min(r.BatchSize, 50) // the reference loops are slow
			run, err := New(r, trainSet, testSet)
			if err != nil {
				t.Fatal(err)
			}
			steps(t, run, p.steps)
			m := run.Metrics()
			if math.Abs(m.TrainLoss-p.loss) > 1e-5*p.loss {
				t.Errorf("%s, %s: loss %.8g after %d steps, %.8g pinned", p.lesson, arithmetic, m.TrainLoss, p.steps, p.loss)
			}
			if kernel.Name != "gonum" && m.Fingerprint != want {
				t.Errorf("%s, %s: fingerprint %s after %d steps, %s pinned", p.lesson, arithmetic, m.Fingerprint, p.steps, want)
			}
		}
	}
}
