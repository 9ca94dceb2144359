package session

import (
	"strings"
	"testing"

	"bottleneck/core/wire"
)

const layered = small + "&encoder=dense(20,sigmoid)&latent_activation=sigmoid&loss=bce&pretrain=rbm&pretrain_epochs=1"

// Pre-training counts as training: the page sees what is trained, how long it will take, and may change the rate.
func TestPretraining(t *testing.T) {
	p := newPage(t)
	r := p.ask(link(wire.OpOpen, layered))
	if want := r.Cost.StepsPerEpoch * 2; r.TotalSteps <= want || r.TotalSteps != r.Cost.TotalSteps {
		t.Fatalf("%d steps in all, %d in the cost, of which %d of pre-training", r.TotalSteps, r.Cost.TotalSteps, want)
	}
	if m := p.ask(steps(1)).Metrics; m.Phase != "pre-training layer 1 of 2" || m.PhaseCode != "phase_pretraining" || m.Layer != 1 || m.Layers != 2 || !(m.HiddenMean > 0) {
		t.Errorf("%+v after a step", m)
	}
	set := request{Request: wire.Request{Op: wire.OpSet, Name: "pretrain_learning_rate", Value: "0.02"}}
	if got := p.ask(set).InForce["pretrain_learning_rate"]; got != "0.02" {
		t.Errorf("pretrain_learning_rate is %s after it was set to 0.02", got)
	}
	if m := p.ask(steps(r.StepsPerEpoch)).Metrics; m.Phase != "pre-training layer 2 of 2" {
		t.Errorf("%+v after an epoch", m)
	}
	// A checkpoint of the second layer is not held to the error of the first.
	last := p.heard(wire.EventCheckpoint)
	kept := last[len(last)-1]
	if kept.Step != r.StepsPerEpoch+1 {
		t.Errorf("the last checkpoint is of step %d, %d expected", kept.Step, r.StepsPerEpoch+1)
	}
	m := p.ask(steps(r.StepsPerEpoch)).Metrics
	if m.Phase != "fine-tuning" || m.PhaseCode != "phase_fine_tuning" || m.Layers != 0 || m.HiddenMean != 0 {
		t.Errorf("%+v after two epochs", m)
	}
	q := link(wire.OpRestore, kept.Link)
	q.buffers = kept.buffers[:2]
	p.ask(q)
	if again := p.ask(steps(r.StepsPerEpoch)).Metrics; again.Fingerprint != m.Fingerprint {
		t.Errorf("fingerprint %s after going back to the second layer, %s before", again.Fingerprint, m.Fingerprint)
	}
}

// What diverges in pre-training is taken back with a smaller rate of pre-training.
func TestPretrainingDiverges(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small+"&latent_activation=linear&loss=bce&pretrain=rbm&pretrain_epochs=50"))
	p.ask(steps(1))
	p.ask(request{Request: wire.Request{Op: wire.OpSet, Name: "pretrain_learning_rate", Value: "100"}})
	p.ask(request{Request: wire.Request{Op: wire.OpSet, Name: "learning_rate", Value: "0.5"}})
	kept := p.heard(wire.EventCheckpoint)
	good := kept[len(kept)-1]
	why := p.refused(steps(2000))
	events := p.heard(wire.EventDiverged)
	if len(events) != 1 || !strings.Contains(why, "pretrain_learning_rate=10 ") {
		t.Fatalf("%d diverged events, %q", len(events), why)
	}
	e := events[0]
	if e.Name != "pretrain_learning_rate" || !strings.Contains(e.Link, "1:learning_rate=0.5") {
		t.Errorf("diverged: %+v", e)
	}
	q := link(wire.OpRestore, good.Link)
	q.Name, q.Value, q.buffers = "pretrain_learning_rate", "0.01", good.buffers[:2]
	if r := p.ask(q); r.InForce["pretrain_learning_rate"] != "0.01" || r.InForce["learning_rate"] != "0.5" {
		t.Errorf("taken back to %v", r.InForce)
	}
}
