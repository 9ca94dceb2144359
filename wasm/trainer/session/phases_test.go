package session

import (
	"testing"

	"bottleneck/core/littleendian"
	"bottleneck/core/wire"
)

func phasesOf(image int) request {
	return request{Request: wire.Request{Op: wire.OpPhases, N: image}}
}

func TestPhasesAreSteps(t *testing.T) {
	const recipe = small + "&noise=gaussian(0.3)"
	alone := newPage(t)
	alone.ask(link(wire.OpOpen, recipe))
	want := alone.ask(steps(12)).Metrics.Fingerprint

	p := newPage(t)
	p.ask(link(wire.OpOpen, recipe))
	for i := range 12 {
		id := p.send(phasesOf(3))
		r, buffers := p.wait(id)
		if r.Error != "" {
			t.Fatal(r.Error)
		}
		s := r.Phases
		if s == nil || s.Step != i+1 || s.Image != 3 || len(s.Phases) != 7 || len(buffers) != 1 {
			t.Fatalf("step %d told as %+v with %d buffers", i+1, s, len(buffers))
		}
		numbers := make([]float32, len(buffers[0])/4)
		littleendian.Read(numbers, buffers[0])
		at := 0
		for _, ph := range s.Phases {
			if ph.Phase == "" || len(ph.Parts)+len(ph.Layers) == 0 && ph.Terms == nil {
				t.Errorf("phase %q has nothing to show", ph.Phase)
			}
			for _, part := range ph.Parts {
				if part.At != at {
					t.Errorf("%s of %s begins at %d, %d expected", part.Part, ph.Phase, part.At, at)
				}
				at += part.N * part.H * part.W * part.C
			}
		}
		if at != len(numbers) {
			t.Errorf("%d numbers, %d expected", len(numbers), at)
		}
	}
	now := p.ask(op(wire.OpHello))
	if now.Metrics.Step != 12 || now.Metrics.Fingerprint != want || now.State != wire.StatePaused {
		t.Errorf("after the steps: %s at step %d, fingerprint %s, %s expected", now.State, now.Metrics.Step, now.Metrics.Fingerprint, want)
	}
	ends := 0
	for _, e := range p.heard(wire.EventMetrics) {
		if e.Epoch {
			ends++
		}
	}
	if ends != 1 {
		t.Errorf("%d ends of epochs were told, 1 expected", ends)
	}
}

func TestPhasesPauseARun(t *testing.T) {
	p := newPage(t)
	p.refused(phasesOf(0))
	p.ask(link(wire.OpOpen, small))
	waiting := p.send(steps(1_000_000))
	told := p.ask(phasesOf(0)).Phases
	if r, _ := p.wait(waiting); r.Code != "training_replaced" {
		t.Errorf("the interrupted train answered %q", r.Error)
	}
	if now := p.ask(op(wire.OpHello)); now.Metrics.Step != told.Step || now.State == wire.StateRunning {
		t.Errorf("%s at step %d after the phases of step %d", now.State, now.Metrics.Step, told.Step)
	}
	p.refused(phasesOf(20)) // of a batch of 20
	p.refused(phasesOf(-1))
}

func TestPhasesThatDiverge(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small+"&optimizer=sgd&learning_rate=1&latent_activation=linear&output_activation=linear"))
	p.ask(request{Request: wire.Request{Op: wire.OpSet, Name: "learning_rate", Value: "100"}})
	for range 200 {
		if r, _ := p.wait(p.send(phasesOf(0))); r.Error != "" {
			if r.Code != "loss_diverged" {
				t.Errorf("refused with code %q: %s", r.Code, r.Error)
			}
			if !hasState(p.heard(wire.EventState), wire.StateDiverged) || len(p.heard(wire.EventDiverged)) != 1 {
				t.Error("the page was not told that the loss is not finite")
			}
			p.refused(phasesOf(0))
			return
		}
	}
	t.Fatal("the loss stayed finite")
}
