package session

import (
	"fmt"
	"strings"
	"testing"

	"bottleneck/core/recipe"
	"bottleneck/core/wire"
)

func change(name, value string) request {
	return request{Request: wire.Request{Op: wire.OpSet, Name: name, Value: value}}
}

// hand is what a person does at a step.
type hand struct {
	step        int
	name, value string
}

// changedByHand are runs whose link has three changes in the end.
var changedByHand = map[string]struct {
	link string
	by   [3]hand
}{
	"noisy":      {small + "&noise=gaussian(0.2)", [3]hand{{7, "noise", "masking(0.3)"}, {20, "learning_rate", "0.01"}, {33, "noise", "none"}}},
	"pretrained": {layered, [3]hand{{3, "pretrain_learning_rate", "0.02"}, {12, "pretrain_learning_rate", "0.2"}, {41, "learning_rate", "0.01"}}},
	"scheduled":  {small + "&schedule=cosine&warmup_epochs=1", [3]hand{{5, "learning_rate", "0.01"}, {10, "noise", "gaussian(0.1)"}, {11, "learning_rate", "0.1"}}},
}

// A session that is told a link with three changes makes them at their steps and tells the page each time; the end is the one
// of the run in which they were made by hand.
func TestALinkReplaysChanges(t *testing.T) {
	for name, c := range changedByHand {
		t.Run(name, func(t *testing.T) {
			p := newPage(t)
			p.ask(link(wire.OpOpen, c.link))
			at, told := 0, reply{}
			for _, h := range c.by {
				p.ask(steps(h.step - at))
				at = h.step
				told = p.ask(change(h.name, h.value))
				if told.InForce[h.name] != h.value || told.Metrics.Step != at {
					t.Fatalf("%s after %s=%s at step %d: %v", told.Link, h.name, h.value, at, told.InForce)
				}
			}
			want := p.ask(steps(60 - at)).Metrics.Fingerprint
			if len(told.Changes) != 3 || told.Recipe["changes"] != fmt.Sprintf("%s,%s,%s", told.Changes[0].Text, told.Changes[1].Text, told.Changes[2].Text) {
				t.Fatalf("changes %v of %s", told.Changes, told.Link)
			}

			other := newPage(t)
			opened := other.ask(link(wire.OpOpen, told.Link))
			if opened.Link != told.Link || len(opened.Notices) > 0 {
				t.Fatalf("%s opens as %s, %v", told.Link, opened.Link, opened.Notices)
			}
			if got := other.ask(steps(60)).Metrics.Fingerprint; got != want {
				t.Errorf("%s: fingerprint %s, by hand %s", told.Link, got, want)
			}
			seen := map[string]bool{}
			for _, e := range other.heard(wire.EventState) {
				for name, value := range e.InForce {
					seen[name+"="+value] = true
				}
			}
			for _, h := range c.by {
				if !seen[h.name+"="+h.value] {
					t.Errorf("%s=%s was in force and not told: %v", h.name, h.value, seen)
				}
			}

			other.ask(op(wire.OpReset))
			if got := other.ask(steps(60)).Metrics.Fingerprint; got != want {
				t.Errorf("started again: fingerprint %s, by hand %s", got, want)
			}
		})
	}
}

// A worker that dies between a change and the next checkpoint loses nothing: the one before belongs to the link of now as well.
func TestACheckpointFromBeforeAChange(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	p.ask(steps(9))
	kept := p.heard(wire.EventCheckpoint)
	before := kept[len(kept)-1]
	p.ask(steps(3))
	now := p.ask(change("learning_rate", "0.02")).Link
	want := p.ask(steps(20)).Metrics.Fingerprint

	other := newPage(t)
	q := link(wire.OpRestore, now)
	q.buffers = before.buffers[:1]
	if r := other.ask(q); r.Metrics.Step != 9 || r.InForce["learning_rate"] != "0.001" {
		t.Fatalf("restored at step %d with %v", r.Metrics.Step, r.InForce)
	}
	if r := other.ask(steps(23)); r.Metrics.Fingerprint != want || r.Link != now {
		t.Errorf("%s ends in %s; %s ended in %s", r.Link, r.Metrics.Fingerprint, now, want)
	}
}

// One change more than a recipe holds is refused with what helps, and the run goes on as it was.
func TestTooManyChanges(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	p.ask(steps(1))
	for i := range recipe.MaxChanges {
		p.ask(change("learning_rate", fmt.Sprint(0.01+0.001*float64(i))))
		p.ask(steps(1))
	}
	before := p.ask(op(wire.OpHello))
	if why := p.refused(change("learning_rate", "0.5")); !strings.HasPrefix(why, "learning_rate:") || !strings.Contains(why, "restart") {
		t.Errorf("one change more was refused with %q", why)
	}
	if now := p.ask(op(wire.OpHello)); now.Link != before.Link || now.InForce["learning_rate"] != before.InForce["learning_rate"] {
		t.Errorf("refused, and yet %s became %s", before.Link, now.Link)
	}
	r, notices := recipe.Parse(before.Link)
	if len(notices) > 0 || len(r.Changes) != recipe.MaxChanges {
		t.Errorf("the link has %d changes, %v", len(r.Changes), notices)
	}
}

// Steps of a run that was changed are found again, before, between and after the changes, and what goes on from one of them in another
// way is the run of its own link.
func TestSeekAndBranchOfAChangedRun(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, long))
	p.ask(steps(30))
	p.ask(seekTo(10, "exact")) // the second run is there before the changes
	p.ask(op(wire.OpNow))
	p.ask(change("learning_rate", "0.01"))
	p.ask(steps(30))
	told := p.ask(change("noise", "none"))
	want := alone(t, told.Link, 20, 30, 45, 60, 80)
	if m := p.ask(steps(20)).Metrics; m.Fingerprint != want[80].Metrics.Fingerprint {
		t.Fatalf("%s: fingerprint %s, by hand %s", told.Link, want[80].Metrics.Fingerprint, m.Fingerprint)
	}
	for _, to := range []int{45, 20, 80, 30, 60, 45} {
		if m := p.ask(seekTo(to, "exact")).Metrics; m.Fingerprint != want[to].Metrics.Fingerprint || m.LearningRate != want[to].Metrics.LearningRate {
			t.Errorf("step %d: %+v sought, %+v expected", to, m, want[to].Metrics)
		}
	}
	q := op(wire.OpBranch)
	q.Names, q.Values = []string{"noise"}, []string{"masking(0.2)"}
	branched := p.ask(q)
	if got := branched.Recipe["changes"]; got != "30:learning_rate=0.01,45:noise=masking(0.2)" || branched.Metrics.Step != 45 {
		t.Fatalf("branched at step %d with changes %s", branched.Metrics.Step, got)
	}
	m := p.ask(steps(35)).Metrics
	if again := alone(t, branched.Link, 80)[80].Metrics; again.Fingerprint != m.Fingerprint || m.Fingerprint == want[80].Metrics.Fingerprint {
		t.Errorf("%s: fingerprint %s, the branch %s", branched.Link, again.Fingerprint, m.Fingerprint)
	}
}
