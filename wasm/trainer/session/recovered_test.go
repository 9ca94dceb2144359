package session

import (
	"slices"
	"strings"
	"testing"

	"bottleneck/core/autoencoder"
	"bottleneck/core/recipe"
	"bottleneck/core/record"
	"bottleneck/core/time"
	"bottleneck/core/wire"
)

// A run goes on in the arithmetic that it had. In another one it ends on numbers that no link gives: that is refused with both names, and the run
// that is open stays, until somebody asks for it by name. Then its link and its records have it.
func TestARunKeepsItsArithmetic(t *testing.T) {
	kept, _, _ := stood(t, small, 4)
	r, err := record.Decode(kept.buffers[1])
	if err != nil {
		t.Fatal(err)
	}
	here := r.Arithmetic
	r.Arithmetic = "another"
	r.Of(kept.buffers[0])
	kept.buffers[1] = r.Encode(nil)
	p := newPage(t)
	before := p.ask(link(wire.OpOpen, small+"&seed=3"))
	why, _ := p.wait(p.send(recall(kept, 0)))
	if why.Code != "arithmetic_differs" || why.Of != "restore" || why.Values["found"] != here || why.Values["expected"] != "another" {
		t.Errorf("in another arithmetic: %+v", why)
	}
	if now := p.ask(op(wire.OpHello)); now.Run != before.Run || now.Metrics.Fingerprint != before.Metrics.Fingerprint {
		t.Errorf("after a refusal run %d at %+v", now.Run, now.Metrics)
	}
	q := recall(kept, 0)
	q.Arithmetic = "exact"
	p.refused(q)
	q.Arithmetic = "plain"
	got := p.ask(q)
	if got.Metrics.Step != 4 || !strings.Contains(got.Link, "arithmetic=plain") {
		t.Errorf("in plain arithmetic: step %d of %s", got.Metrics.Step, got.Link)
	}
	p.ask(steps(1))
	c, _ := p.latest()
	if r, err = record.Decode(c.buffers[1]); err != nil || !strings.Contains(r.Link, "arithmetic=plain") || keeps(p.s.run.Recipe(), r) != nil {
		t.Errorf("the next record says %s, %s: %v", r.Arithmetic, r.Link, err)
	}
	if _, err := autoencoder.ArithmeticOf("fused"); err != nil { // a link that names what is not here
		fused := recall(kept, 0)
		fused.Link = small + "&arithmetic=fused"
		if why, _ := p.wait(p.send(fused)); why.Code != "fused_missing" {
			t.Errorf("fused: %+v", why)
		}
	}
}

func keeps(r recipe.Recipe, old *record.Record) error { return sums(&r, old) }

// A run that was trained in what auto stood for elsewhere goes on in that, by its name, where it is to be had.
func TestARunGoesOnInWhatAutoWas(t *testing.T) {
	here, err := autoencoder.ArithmeticOf("auto")
	if err != nil {
		t.Fatal(err)
	}
	other := map[string]string{"plain": "fused", "fused": "plain"}[here.Summed()]
	if _, err := autoencoder.ArithmeticOf(other); err != nil {
		return // there is one alone
	}
	kept, _, _ := stood(t, small+"&arithmetic="+other, 4)
	p := newPage(t)
	q := recall(kept, 0)
	q.Link = small // as a page had it whose browser took the other for auto
	got := p.ask(q)
	p.ask(steps(3))
	c, _ := p.latest()
	r, err := record.Decode(c.buffers[1])
	if err != nil || !strings.Contains(got.Link, "arithmetic="+other) || r.Arithmetic != other {
		t.Fatalf("%s goes on as %s, summed %s: %v", other, got.Link, r.Arithmetic, err)
	}
	whole := newPage(t)
	whole.ask(link(wire.OpOpen, small+"&arithmetic="+other))
	if want := whole.ask(steps(7)).Metrics; want.Fingerprint != p.ask(op(wire.OpHello)).Metrics.Fingerprint {
		t.Errorf("not the bits of an undisturbed run, %s", want.Fingerprint)
	}
}

// Where fused products are computed, a link that asks for them is told what that costs, with what is fast.
func TestFusedWithoutAnInstruction(t *testing.T) {
	p := newPage(t)
	p.s.device.Fused = true
	r := p.ask(link(wire.OpOpen, small+"&arithmetic=fused"))
	if len(r.Notices) != 1 || r.Notices[0].Code != "fused_computed" || len(r.Notices[0].Repairs) == 0 || !strings.Contains(r.Notices[0].Repairs[0].Field, "arithmetic=plain") {
		t.Fatalf("%+v", r.Notices)
	}
	p.s.device.Relaxed = true
	if r = p.ask(link(wire.OpOpen, small+"&arithmetic=fused&seed=2")); len(r.Notices) > 0 {
		t.Errorf("with an instruction: %+v", r.Notices)
	}
}

// That a run rests is told when the page has its state of that step, whatever brought it to rest: whoever kills the worker at that word loses nothing.
func TestRestIsToldAfterItsCheckpoint(t *testing.T) {
	for name, rest := range map[string]func(p *page){
		"done":  func(p *page) { p.ask(op(wire.OpStart)) },
		"train": func(p *page) { p.ask(steps(7)) },
		"pause": func(p *page) {
			p.jump(60 * time.Millisecond)
			p.ask(op(wire.OpStart))
			p.until("some steps", func() bool { last := p.events[len(p.events)-1]; return last.Metrics != nil && last.Metrics.Step > 2 })
			p.ask(op(wire.OpPause))
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPage(t)
			p.ask(link(wire.OpOpen, small))
			rest(p)
			rests := func(e posted) bool {
				return e.Event.Event == wire.EventState && (e.State == wire.StateDone || e.State == wire.StatePaused)
			}
			p.until("a rest", func() bool { return slices.ContainsFunc(p.events, rests) })
			p.mu.Lock()
			defer p.mu.Unlock()
			latest, seen := -1, false
			for _, e := range p.events {
				if e.Event.Event == wire.EventCheckpoint {
					latest = e.Step
				}
				if rests(e) {
					seen = true
					if latest != e.Step {
						t.Errorf("%s at step %d; the latest checkpoint is of step %d", e.State, e.Step, latest)
					}
				}
			}
			if !seen {
				t.Error("it never came to rest")
			}
		})
	}
}

// The runs of a new worker have numbers that no run before them had: what the page keeps under those is not theirs.
func TestRunsOfANewWorkerHaveNewNumbers(t *testing.T) {
	p := newPageOn(t, Device{Device: wire.Device{Budget: testBudget}, Runs: 7})
	if r := p.ask(link(wire.OpOpen, small)); r.Run != 8 {
		t.Errorf("run %d, 8 expected", r.Run)
	}
	q := link(wire.OpOpen, small) // but for one that comes back
	if q.N = 7; p.ask(q).Run != 7 {
		t.Error("a run that came back has another number")
	}
	if r := p.ask(op(wire.OpReset)); r.Run != 8 {
		t.Errorf("the run after it is %d, 8 expected", r.Run)
	}
}
