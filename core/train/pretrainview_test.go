package train

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"bottleneck/core/data"
	"bottleneck/core/kernel"
	"bottleneck/core/nn"
	"bottleneck/core/wire"
)

func TestPretrainingComesFirst(t *testing.T) {
	run := newRun(t, layered())
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
	want := []wire.Phase{{Step: 0, Name: "layer 1"}, {Step: 14, Name: "layer 2"}, {Step: 28, Name: "layer 3"}, {Step: 42, Name: "fine-tuning"}}
	if got := run.Snapshot(wire.View{}).Curve.Phases; !slices.Equal(got, want) {
		t.Errorf("phases %v", got)
	}
	fresh := newRun(t, layered())
	steps(t, fresh, 14)
	if got := fresh.Snapshot(wire.View{}).Curve.Phases; !slices.Equal(got, want[:2]) {
		t.Errorf("phases %v after 14 steps", got)
	}
	r := layered()
	r.Steps = 30
	if n := newRun(t, r).TotalSteps(); n != 30 {
		t.Errorf("steps=30 ends after %d", n)
	}
	plain := newRun(t, small())
	steps(t, plain, 1)
	if m := plain.Metrics(); m.Phase != "" || plain.Snapshot(wire.View{}).Curve.Phases != nil {
		t.Errorf("phase %q without pre-training", m.Phase)
	}
}

// The tiles are of the layer that learns, through the layers below.
func TestFiltersOfTheLayerInPretraining(t *testing.T) {
	run := newRun(t, layered())
	for i, units := range []int32{11, 7, 3} {
		for run.step < 14*(i+1) { // to its last step
			steps(t, run, 1)
		}
		m := run.Snapshot(wire.View{Filters: 100}).Filters
		if m == nil || m.N != units || m.H != 6 || m.W != 5 || m.Layer != fmt.Sprintf("layer %d of 3, %d units", i+1, units) || (m.Note != "") != (i > 0) {
			t.Fatalf("layer %d: %+v", i+1, m)
		}
		for u := range int(units) {
			// What unit u makes of a picture with one light pixel, beyond what it makes of none, in linear layers.
			for p := range 30 {
				x := make([]float64, 30)
				x[p] = 1
				for j := 0; j <= i; j++ {
					d := run.model.Encoder.Layers[2*j].(*nn.Dense)
					y := make([]float64, d.Out)
					for k, v := range x {
						for o := range y {
							y[o] += v * float64(d.W.Value[k*d.Out+o])
						}
					}
					x = y
				}
				want := max(-float64(m.Scale), min(float64(m.Scale), x[u]))
				if got := float64(at(m, u*30+p)); math.Abs(got-want) > float64(m.Scale)/250 {
					t.Fatalf("layer %d, unit %d, pixel %d: %g, %g expected", i+1, u, p, got, want)
				}
			}
		}
		if m := run.Snapshot(wire.View{Filters: 9, FilterOf: "decoder"}).Filters; m.N != 9 || m.Note != "" {
			t.Errorf("last layer: %+v", m)
		}
	}
	for run.step < 43 {
		steps(t, run, 1)
	}
	if m := run.Snapshot(wire.View{Filters: 100}).Filters; m.N != 11 || m.Note != "" {
		t.Errorf("fine-tuning: %d tiles", m.N)
	}
}

func TestStepsLeft(t *testing.T) {
	run := newRun(t, layered())
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
	r := layered()
	r.Steps = 16
	run = newRun(t, r)
	if got, want := run.StepsLeft(), 14+2*second/first; math.Abs(got-want) > 1e-9 {
		t.Errorf("%g steps left of 16, %g expected", got, want)
	}
	if got := newRun(t, small()).StepsLeft(); got != 21 {
		t.Errorf("%g steps left without pre-training", got)
	}
}

// A layer that sees five pictures again and again takes them for likelier than others of their kind.
func TestFreeEnergyTellsOverfitting(t *testing.T) {
	r := layered()
	r.Train, r.BatchSize, r.PretrainEpochs, r.PretrainLearningRate = 5, 5, 300, 0.05
	noise := func(n int, key uint64) *data.Set {
		s := stripes(n, 6, 5)
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
	if newRun(t, small()).Metrics().FreeEnergyGap != 0 {
		t.Error("a gap without a machine")
	}
}
