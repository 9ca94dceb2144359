package session

import (
	"strings"
	"testing"

	"bottleneck/core/recipe"
	"bottleneck/core/time"
	"bottleneck/core/wire"
)

func TestReadyComesFirst(t *testing.T) {
	p := newPage(t)
	p.ask(op(wire.OpHello))
	p.mu.Lock()
	defer p.mu.Unlock()
	if first := p.events[0]; first.Event.Event != wire.EventReady || first.Device == nil || first.Device.Budget != testBudget {
		t.Fatalf("first event %+v, ready with the device expected", first)
	}
}

func TestRunToTheEnd(t *testing.T) {
	p := newPage(t)
	r := p.ask(link(wire.OpOpen, small))
	if r.State != wire.StateReady || r.TotalSteps != 50 || r.Metrics.Step != 0 || r.Link == "" {
		t.Fatalf("opened: %+v", r)
	}
	if got := p.ask(op(wire.OpStart)).State; got != wire.StateRunning {
		t.Fatalf("state %q after start", got)
	}
	p.until("the end", func() bool {
		last := p.events[len(p.events)-1]
		return last.State == wire.StateDone || hasState(p.events, wire.StateDone)
	})
	end := p.ask(op(wire.OpHello)).Metrics
	if end.Step != 50 || end.Epoch != 5 || !(end.TestLoss < r.Metrics.TestLoss) {
		t.Fatalf("after the end %+v; at the start %+v", end, r.Metrics)
	}
	var epochs []int
	for _, e := range p.heard(wire.EventMetrics) {
		if e.Epoch {
			epochs = append(epochs, e.Metrics.Epoch)
		}
	}
	if len(epochs) == 0 {
		t.Error("no end of an epoch was told")
	}
	if why := p.refused(op(wire.OpStart)); !strings.Contains(why, "complete after 50 steps") {
		t.Errorf("start after the end: %q", why)
	}
	if more := p.ask(steps(3)).Metrics.Step; more != 53 {
		t.Errorf("train went on to step %d, 53 expected", more)
	}
}

// A run without a better loss ends by its patience and says so; steps asked for by number are made all the same.
func TestRunOutOfPatience(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small+"&optimizer=sgd&learning_rate=1e-8&patience=2"))
	p.ask(op(wire.OpStart))
	p.until("the end", func() bool { return hasState(p.events, wire.StateDone) })
	if m := p.ask(op(wire.OpHello)).Metrics; m.Epoch < 3 || m.Epoch > 4 {
		t.Fatalf("ended at epoch %d, two after the best expected", m.Epoch)
	}
	told := false
	for _, e := range p.heard(wire.EventState) {
		told = told || e.State == wire.StateDone && e.Code == "stopped_early" && strings.Contains(e.Text, "has not been below")
	}
	if !told {
		t.Error("the end was told without its reason")
	}
	if why := p.refused(op(wire.OpStart)); !strings.Contains(why, "patience") {
		t.Errorf("start after the end: %q", why)
	}
	before := p.ask(op(wire.OpHello)).Metrics.Step
	if more := p.ask(steps(25)).Metrics.Step; more != before+25 {
		t.Errorf("train went on to step %d, %d expected", more, before+25)
	}
}

func hasState(events []posted, state wire.State) bool {
	for _, e := range events {
		if e.State == state {
			return true
		}
	}
	return false
}

func TestResetReplays(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small+"&noise=gaussian(0.3)"))
	first := p.ask(steps(17)).Metrics
	reset := p.ask(op(wire.OpReset))
	if reset.Metrics.Step != 0 || reset.State != wire.StateReady || reset.Run != 2 {
		t.Fatalf("after reset: %+v", reset)
	}
	if again := p.ask(steps(17)).Metrics; again.Fingerprint != first.Fingerprint {
		t.Errorf("fingerprint %s after reset, %s expected", again.Fingerprint, first.Fingerprint)
	}
	seeded := p.ask(request{Request: wire.Request{Op: wire.OpReseed, Seed: 5}})
	if !strings.Contains(seeded.Link, "seed=5") {
		t.Errorf("reseeded link %s", seeded.Link)
	}
	if other := p.ask(steps(17)).Metrics; other.Fingerprint == first.Fingerprint {
		t.Error("another seed gave the same weights")
	}
}

func TestTrainEpochs(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	p.ask(steps(3))
	// To the end of this epoch, and of the next one.
	if m := p.ask(request{Request: wire.Request{Op: wire.OpTrain, Epochs: 2}}).Metrics; m.Step != 20 || m.Epoch != 2 {
		t.Errorf("two epochs from step 3 end at step %d, epoch %d", m.Step, m.Epoch)
	}
	for _, q := range []wire.Request{{}, {Steps: -1}, {Steps: 1, Epochs: 1}, {Epochs: 1 << 30}} {
		q.Op = wire.OpTrain
		p.refused(request{Request: q})
	}
}

func TestPauseEndsWaiting(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	waiting := p.send(steps(1_000_000))
	paused := p.ask(op(wire.OpPause))
	if paused.State != wire.StatePaused && paused.State != wire.StateReady {
		t.Fatalf("state %q after pause", paused.State)
	}
	r, _ := p.wait(waiting)
	if r.Code != "training_paused" || r.Values["step"] != float64(paused.Metrics.Step) || !strings.Contains(r.Error, "it was paused") {
		t.Errorf("the interrupted train answered %q, code %q with %v", r.Error, r.Code, r.Values)
	}
	if m := p.ask(op(wire.OpHello)).Metrics; m.Step != paused.Metrics.Step {
		t.Errorf("step %d after the pause at %d", m.Step, paused.Metrics.Step)
	}
}

func TestSetLive(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	set := func(name, value string) request {
		return request{Request: wire.Request{Op: wire.OpSet, Name: name, Value: value}}
	}
	r := p.ask(set("learning_rate", "0.01"))
	if !strings.Contains(r.Link, "learning_rate=0.01") || r.Recipe["learning_rate"] != "0.01" {
		t.Errorf("after set: %s, %v", r.Link, r.Recipe)
	}
	if why := p.refused(set("latent_dim", "8")); !strings.HasPrefix(why, "latent_dim:") || !strings.Contains(why, "restart") {
		t.Errorf("a structural field was refused with %q", why)
	}
	if why := p.refused(set("learning_rate", "NaN")); !strings.HasPrefix(why, "learning_rate:") {
		t.Errorf("NaN was refused with %q", why)
	}
	if why := p.refused(set("nonsense", "1")); !strings.Contains(why, "no field") {
		t.Errorf("an unknown field was refused with %q", why)
	}
	if got := p.ask(op(wire.OpHello)).Link; got != r.Link {
		t.Errorf("link %s after refusals, %s expected", got, r.Link)
	}
}

func TestParseTouchesNothing(t *testing.T) {
	p := newPage(t)
	opened := p.ask(link(wire.OpOpen, small))
	q := link(wire.OpParse, small+"&unknown=1")
	q.Name, q.Value = "latent_dim", "8"
	r := p.ask(q)
	if len(r.Notices) != 1 || len(r.Diff) != 1 || r.Diff[0].Field != "latent_dim" || r.Cost == nil {
		t.Errorf("parse: %+v", r)
	}
	big := p.ask(link(wire.OpParse, "#v=1&data=digits&encoder=dense(4096,relu),dense(1000,relu)&optimizer=adam"))
	if len(big.Notices) == 0 || big.Notices[len(big.Notices)-1].Field != "memory" {
		t.Errorf("a recipe beyond the budget parses with %+v", big.Notices)
	}
	if now := p.ask(op(wire.OpHello)); now.Link != opened.Link {
		t.Errorf("parse changed the run to %s", now.Link)
	}
}

func TestBadMessages(t *testing.T) {
	p := newPage(t)
	opened := p.ask(link(wire.OpOpen, small))
	for _, text := range []string{"", "{", "null", "[]", `{"op":7}`, `{"id":-1}`, `{"op":"ack","x":"y"}`} {
		p.s.Receive(text, nil)
	}
	p.refused(op("nonsense"))
	for _, o := range []wire.Op{wire.OpEncode, wire.OpDecode, wire.OpReconstruct, wire.OpCorrupt, wire.OpPrepare, wire.OpPrepareGray,
		wire.OpLoad, wire.OpRestore, wire.OpView, wire.OpTestImages, wire.OpHeldOut, wire.OpInterpolate, wire.OpSample, wire.OpBranch} {
		p.refused(op(o))
		q := op(o)
		q.N, q.W, q.H, q.buffers = -1, -1, 1<<30, [][]byte{{1, 2, 3}}
		p.refused(q)
	}
	if now := p.ask(op(wire.OpHello)); now.Link != opened.Link || now.State != wire.StateReady {
		t.Errorf("after bad messages: %+v", now)
	}
}

func TestNothingOpen(t *testing.T) {
	p := newPage(t)
	for _, o := range []wire.Op{wire.OpTrain, wire.OpStart, wire.OpReset, wire.OpReseed, wire.OpSet, wire.OpProbe, wire.OpSnapshot,
		wire.OpEncode, wire.OpWeights, wire.OpLoad, wire.OpTestImages, wire.OpHeldOut, wire.OpInterpolate, wire.OpSample, wire.OpSeek, wire.OpBranch, wire.OpMoments} {
		if why := p.refused(op(o)); why != errNoRun.Error() {
			t.Errorf("%s without a run: %q", o, why)
		}
	}
	if r := p.ask(op(wire.OpDescribe)); len(r.Fields) < 20 || len(r.Lessons) < 3 || len(r.Panels) != len(recipe.Panels) || r.Start != recipe.Start {
		t.Errorf("describe: %d fields, %d lessons, %d panels", len(r.Fields), len(r.Lessons), len(r.Panels))
	}
}

func TestVersion(t *testing.T) {
	p := newPage(t)
	q := op(wire.OpHello)
	q.Version = wire.Version + 1
	if why := p.refused(q); !strings.Contains(why, "reload") {
		t.Errorf("another version: %q", why)
	}
}

// Metrics of a large network, whose fingerprint takes its time, come less often, but they come.
func TestMetricsKeepTheirShare(t *testing.T) {
	const ms = time.Millisecond
	for _, c := range []struct {
		cost, early, due time.Duration
	}{{0, 249 * ms, 250 * ms}, {4 * ms, 249 * ms, 250 * ms}, {15 * ms, 899 * ms, 900 * ms}, {time.Second, 1999 * ms, 2 * time.Second}} {
		l := ledger{metrics: time.Second, metricsCost: c.cost}
		if l.metricsDue(time.Second+c.early) || !l.metricsDue(time.Second+c.due) {
			t.Errorf("metrics of %v are not due after %v but %v", c.cost, c.due, c.early)
		}
	}
}

// A list of layers that is refused comes back with what would be taken instead; a value that nothing mends comes back alone.
func TestParseTellsRepairs(t *testing.T) {
	p := newPage(t)
	ask := func(name, value string) reply {
		r, _ := p.wait(p.send(request{Request: wire.Request{Op: wire.OpParse, Link: "#v=1&encoder=conv(4,3,relu)&latent=direct&decoder=conv(8,3,relu)&output=conv(3)", Name: name, Value: value}}))
		return r
	}
	r := ask("encoder", "conv(4,3,s2,relu)")
	if r.Error == "" || len(r.Repairs) == 0 || r.Repairs[0].Text != "let the decoder mirror the encoder" || r.Repairs[0].Code != "repair_mirror" {
		t.Fatalf("%+v", r)
	}
	if mended, notices := recipe.Parse(r.Repairs[0].Field); len(notices) > 0 || mended.Get("encoder") != "conv(4,3,s2,relu)" || !mended.Mirror {
		t.Errorf("%s: %v", r.Repairs[0].Field, notices)
	}
	if r := ask("train", "-1"); r.Error == "" || len(r.Repairs) != 1 || r.Repairs[0].Text != "set Training images to 1" {
		t.Errorf("%+v", r)
	}
	if r := ask("noise", "none"); r.Error != "" || r.Repairs != nil {
		t.Errorf("%+v", r)
	}
}

// An objective is set as a field is, and told with every recipe.
func TestParseSetsAnObjective(t *testing.T) {
	p := newPage(t)
	ask := func(value string) reply {
		r, _ := p.wait(p.send(request{Request: wire.Request{Op: wire.OpParse, Link: small, Name: "objective", Value: value}}))
		return r
	}
	if r := ask("variational"); r.Recipe["latent"] != "variational" || r.Recipe["seed"] != "1" || r.Showing.Objective != "variational" {
		t.Errorf("%+v", r)
	}
	if r := ask("wings"); r.Code != "value_unknown" {
		t.Errorf("%+v", r)
	}
	if r := p.ask(op(wire.OpDescribe)); len(r.Objectives) != len(recipe.Objectives()) {
		t.Errorf("%d objectives are told", len(r.Objectives))
	}
}

// A first link that is refused is no dead end: what is nearest to it is open, and the refusal is told with what else there is. Beside
// a run the same link is refused, with its repairs, and the run stays.
func TestRefusedFirstLink(t *testing.T) {
	for name, c := range map[string]struct{ link, code, open string }{
		"more than memory":     {"#v=1&data=digits&train=100&test=50&batch_size=10000&encoder=dense(3000,relu)", "memory_too_small", "#v=1&data=digits&train=100&test=50&encoder=dense(3000,relu)&batch_size=625"},
		"no such images":       {"#v=1&data=digits&classes=3&train=3&test=60", "classes_empty", "#v=1&data=digits&classes=3&test=60"},
		"more than there are":  {"#v=1&data=faces&train=60000&test=10&image_size=8", "data_too_few", "#v=1&data=faces&image_size=8&train=360&test=10"},
		"more than were given": {"#v=1&data=mnist&train=500&test=120", "images_too_few", "#v=1&train=400&test=120"},
		"another arithmetic":   {small + "&arithmetic=fused", "fused_missing", small},
	} {
		p := newPage(t)
		r := p.ask(link(wire.OpOpen, c.link))
		if len(r.Notices) != 1 || r.Notices[0].Code != "recipe_nearest" {
			t.Errorf("%s: %+v", name, r.Notices)
			continue
		}
		why, _ := r.Notices[0].Values["why"].(map[string]any)
		if why["code"] != c.code || r.State != wire.StateReady {
			t.Errorf("%s: told %v, state %q", name, r.Notices[0].Text, r.State)
		}
		if want, notices := recipe.Parse(c.open); len(notices) > 0 || r.Link != want.Link() {
			t.Errorf("%s: open is %s, %s expected", name, r.Link, want.Link())
		}
		p.ask(steps(1))
		x, _ := p.wait(p.send(link(wire.OpOpen, c.link)))
		if x.Code != c.code || len(x.Repairs) == 0 || x.Repairs[0].Field != r.Link {
			t.Errorf("%s, beside a run: %s, %+v", name, x.Error, x.Repairs)
		}
		if now := p.ask(op(wire.OpHello)); now.Metrics.Step != 1 || now.Link != r.Link {
			t.Errorf("%s: the run did not stay: %+v", name, now.Reply)
		}
	}
}

// What is wrong with a run is told with its state, before it is said to be done; another run has not got it.
func TestDiagnosesAreTold(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, "#v=1&data=digits&train=20&test=10&latent_dim=4&batch_size=50&epochs=3"))
	p.ask(steps(3))
	states := p.heard(wire.EventState)
	done := states[len(states)-1]
	if done.State != wire.StateDone || len(done.Diagnoses) == 0 || done.Diagnoses[0].Field != "batch" || done.Diagnoses[0].Code != "diagnosis_batch" || len(done.Diagnoses[0].Repairs) == 0 {
		t.Fatalf("done with %+v", done.Diagnoses)
	}
	p.ask(link(wire.OpOpen, done.Diagnoses[0].Repairs[0].Field))
	states = p.heard(wire.EventState)
	if last := states[len(states)-1]; len(last.Diagnoses) > 0 {
		t.Errorf("the repaired run has %+v", last.Diagnoses)
	}
	// What only training shows is told at the end of however short a run.
	p.ask(link(wire.OpOpen, "#v=1&data=digits&train=100&test=50&batch_size=10&epochs=3&optimizer=adadelta&learning_rate=1e-3"))
	if states = p.heard(wire.EventState); len(states[len(states)-1].Diagnoses) > 0 {
		t.Errorf("before the first step: %+v", states[len(states)-1].Diagnoses)
	}
	p.ask(steps(30))
	states = p.heard(wire.EventState)
	if last := states[len(states)-1]; last.State != wire.StateDone || len(last.Diagnoses) == 0 || last.Diagnoses[0].Field != "rate" {
		t.Errorf("%s with %+v", last.State, last.Diagnoses)
	}
}
