package train

import (
	"math"
	"testing"

	"bottleneck/core/data"
	"bottleneck/core/internal/tiny"
	"bottleneck/core/kernel"
	"bottleneck/core/metrics"
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
	{"rbm", 3, 457.83953, "3d55e8ea", "a7f8d0eb"},
	{"sparse", 6, 0.68590085, "be7536f9", "7c8a5e29"},
	{"k_sparse", 2, 0.69571489, "b3fa4259", "006a0562"},
	{"kl_sparse", 2, 91.469196, "7c5a5765", "af12198a"},
	{"masking", 2, 0.6920701, "5ced5ec2", "a39c5b97"},
	{"contractive", 6, 536.89898, "af15a1f9", "5d23735d"},
	{"variational", 2, 543.96976, "e8f488a6", "693c9589"},
	{"classify", 6, 0.68424453, "7f9e54ed", "2632c1fc"},
	{"undercomplete", 4, 0.15538032, "c5caf4b8", "d4a7d56e"},
	{"table", 20, 0.13445162, "85459071", "56526aee"},
	{"table_sparse", 20, 0.13491051, "54bdabf7", "3b4a28b5"},
	{"table_deep", 20, 0.2340629, "f9dff352", "daecd8dd"},
	{"conv", 2, 0.15755136, "b4d16d28", "7a7dc2f8"},
	{"transposed", 2, 0.15399509, "01bd2a88", "965e1ff9"},
	{"unpool", 2, 0.15232375, "40ae816f", "512f62c9"},
	{"faces", 1, 61.108685, "51b1b6d8", "001f844c"},
	{"faces_denoise", 1, 61.109108, "24223ddd", "b7f628f4"},
	{"colors", 2, 0.1553213, "b54d1d79", "6e5b1cad"},
}

func TestEveryLessonIsPinned(t *testing.T) {
	lessons := recipe.Lessons()
	if len(lessons) != len(pinned) {
		t.Fatalf("%d lessons, %d pinned", len(lessons), len(pinned))
	}
	for _, p := range pinned {
		l, found := recipe.LessonByID(p.lesson)
		if !found {
			t.Fatalf("no lesson %q", p.lesson)
		}
		for arithmetic, want := range map[string]string{"plain": p.plain, "fused": p.fused} {
			t.Run(p.lesson+"/"+arithmetic, func(t *testing.T) {
				if arithmetic == "fused" && !kernel.HasFused() {
					t.Logf("the %s kernels have no fused arithmetic; not checked", kernel.Name)
					return
				}
				t.Parallel()
				m := firstSteps(t, l.Recipe, arithmetic, p.steps)
				if math.Abs(m.TrainLoss-p.loss) > 1e-5*p.loss {
					t.Errorf("loss %.8g after %d steps, %.8g pinned", m.TrainLoss, p.steps, p.loss)
				}
				if m.Fingerprint != want {
					t.Errorf("fingerprint %s after %d steps, %s pinned", m.Fingerprint, p.steps, want)
				}
			})
		}
	}
}

// firstSteps are the figures of a lesson after some steps on stripes.
func firstSteps(t *testing.T, r recipe.Recipe, arithmetic string, count int) metrics.Metrics {
	t.Helper()
	r, trainSet, testSet := onStripes(r, arithmetic)
	run, err := New(r, trainSet, testSet)
	if err != nil {
		t.Fatal(err)
	}
	steps(t, run, count)
	return run.Metrics()
}

// onStripes is a lesson's recipe on few stripes.
func onStripes(r recipe.Recipe, arithmetic string) (small recipe.Recipe, trainSet, testSet *data.Set) {
	r.Train, r.Test, r.Arithmetic = 500, 50, arithmetic
	r.BatchSize = min(r.BatchSize, 50) // the reference loops are slow
	if r.Data == "faces" {
		r.Train, r.Test, r.BatchSize = 3, 1, 1
	}
	in := r.Input()
	if in.H == 1 {
		in.H, in.W = 1, in.C // a table
	}
	return r, tiny.Stripes(r.Train, in.H, in.W), tiny.Stripes(r.Test, in.H, in.W)
}
