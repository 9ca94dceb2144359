package train

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"bottleneck/core/data"
	"bottleneck/core/internal/tiny"
	"bottleneck/core/kernel"
)

func TestPretrainingComesFirst(t *testing.T) {
	run := newRun(t, tiny.Layered())
	if n := run.TotalSteps(); n != 3*14+21 || run.Recipe().Cost().TotalSteps != n {
		t.Fatalf("%d steps in all, %d in the cost", n, run.Recipe().Cost().TotalSteps)
	}
	for !run.Done() {
		step := run.step
		want, mean := "fine-tuning", false
		if step < 42 {
			want, mean = fmt.Sprintf("pre-training layer %d of 3", step/14+1), true
		}
		if field := run.RateField(); (field == "pretrain_learning_rate") != mean {
			t.Fatalf("step %d: the rate of %s", step, field)
		}
		steps(t, run, 1)
		m := run.Metrics()
		if m.Phase != want || (m.HiddenMean != 0) != mean {
			t.Fatalf("step %d: phase %q, hidden mean %g; %q expected", step, m.Phase, m.HiddenMean, want)
		}
		if seen := min(7, step%14+1); step < 42 && run.losses.n < seen || step%14 == 0 && step <= 42 && run.losses.n != 1 {
			t.Fatalf("step %d: the mean loss is of %d steps", step, run.losses.n)
		}
	}
	want := []Phase{{0, 0}, {14, 1}, {28, 2}, {42, -1}}
	if got := run.Reader().Phases(nil); !slices.Equal(got, want) {
		t.Errorf("phases %v", got)
	}
	fresh := newRun(t, tiny.Layered())
	steps(t, fresh, 14)
	if got := fresh.Reader().Phases(nil); !slices.Equal(got, want[:2]) {
		t.Errorf("phases %v after 14 steps", got)
	}
	r := tiny.Layered()
	r.Steps = 30
	if n := newRun(t, r).TotalSteps(); n != 30 {
		t.Errorf("steps=30 ends after %d", n)
	}
	plain := newRun(t, tiny.Recipe())
	steps(t, plain, 1)
	if m := plain.Metrics(); m.Phase != "" || plain.Reader().Phases(nil) != nil {
		t.Errorf("phase %q without pre-training", m.Phase)
	}
}

func TestStepsLeft(t *testing.T) {
	run := newRun(t, tiny.Layered())
	// Products a step and image: of the machines 30x11, 11x7 on it and 7x3 on both, of the whole three passes but one.
	first, second, third, all := 5*330.0, 330+5*77.0, 330+77+5*21.0, 6*(330+77+21)-330.0
	for run.step < 10 {
		steps(t, run, 1)
	}
	if got, want := run.StepsLeft(), 4+(14*second+14*third+21*all)/first; math.Abs(got-want) > 1e-9 {
		t.Errorf("%g steps left after 10, %g expected", got, want)
	}
	for run.step < 14 {
		steps(t, run, 1)
	}
	if got, want := run.StepsLeft(), 14+(14*third+21*all)/second; math.Abs(got-want) > 1e-9 {
		t.Errorf("%g steps left after 14, %g expected", got, want)
	}
	for run.step < 50 {
		steps(t, run, 1)
	}
	if got := run.StepsLeft(); got != 13 {
		t.Errorf("%g steps left after 50, 13 expected", got)
	}
	for !run.Done() {
		steps(t, run, 1)
	}
	if got := run.StepsLeft(); got != 0 {
		t.Errorf("%g steps left at the end", got)
	}
	r := tiny.Layered()
	r.Steps = 16
	run = newRun(t, r)
	if got, want := run.StepsLeft(), 14+2*second/first; math.Abs(got-want) > 1e-9 {
		t.Errorf("%g steps left of 16, %g expected", got, want)
	}
	if got := newRun(t, tiny.Recipe()).StepsLeft(); got != 21 {
		t.Errorf("%g steps left without pre-training", got)
	}
}

// A layer that sees five pictures again and again takes them for likelier than others of their kind.
func TestFreeEnergyTellsOverfitting(t *testing.T) {
	r := tiny.Layered()
	r.Train, r.BatchSize, r.PretrainEpochs, r.PretrainLearningRate = 5, 5, 300, 0.05
	noise := func(n int, key uint64) *data.Set {
		s := tiny.Stripes(n, 6, 5)
		x := make([]float32, len(s.Pixels))
		kernel.Uniform(x, key)
		for i, v := range x {
			s.Pixels[i] = byte(255 * int(v+0.5))
		}
		return s
	}
	run, err := New(r, noise(5, 1), noise(20, 2))
	if err != nil {
		t.Fatal(err)
	}
	before := run.Metrics().FreeEnergyGap
	steps(t, run, 300)
	if after := run.Metrics().FreeEnergyGap; !(math.Abs(before) < 3 && after > before+5) {
		t.Errorf("a gap of %g, then %g", before, after)
	}
	// It is that of the machine, on the first images of both.
	f, x := make([]float64, 5), make([]float32, 5*30)
	b, mean := run.pre.net.Machines[0], [2]float64{}
	for k, s := range []*data.Set{run.test, run.train} {
		s.Rows(x, 0, 5)
		b.FreeEnergy(f, x, 5)
		for _, e := range f {
			mean[k] += e / 5
		}
	}
	if got := run.Metrics().FreeEnergyGap; math.Abs(got-(mean[0]-mean[1])) > 1e-6 {
		t.Errorf("a gap of %g, %g expected", got, mean[0]-mean[1])
	}
	if newRun(t, tiny.Recipe()).Metrics().FreeEnergyGap != 0 {
		t.Error("a gap without a machine")
	}
}
