package session

import (
	"math/rand/v2"
	"testing"

	"bottleneck/core/recipe"
	"bottleneck/core/wire"
)

// seen asks for a step of a kept run on a side: without its checkpoint where that is not needed, as the page does.
func (p *page) seen(side int, name string, c posted, step int, more bool) (reply, bool) {
	p.t.Helper()
	v := besideView
	q := request{Request: wire.Request{Op: wire.OpLook, View: &v, N: side, Name: name, Link: c.Link, Steps: step, More: more}}
	q.buffers = c.buffers[1:2]
	r, _ := p.wait(p.send(q))
	if r.Code != "look_state_wanted" {
		return r, true
	}
	q.buffers = c.buffers[:2]
	r, _ = p.wait(p.send(q))
	return r, false
}

// Two kept runs go to steps beside one that trains: each step has the fingerprint and the figures of a fresh run that was trained to it, and
// the one that trains ends on its own bits. A side that is still there needs no state.
func TestTwoSidesGoToSteps(t *testing.T) {
	const end, last, seeks = 600, 40, 40
	names := []string{"noisy", "variational"}
	links := map[string]string{
		"noisy":       small + "&noise=gaussian(0.3)&epochs=20&changes=30:noise=gaussian(0.1)",
		"variational": "#v=1&data=digits&train=150&test=60&batch_size=30&latent=variational&latent_dim=3&loss=bce&epochs=40",
	}
	kept, want := map[string]posted{}, map[string]map[int]reply{}
	all := make([]int, last+1)
	for i := range all {
		all[i] = i
	}
	for name, text := range links {
		kept[name], _, _ = stood(t, text, last)
		want[name] = alone(t, text, all...)
	}
	wantOpen := alone(t, long, end)[end]
	p := newPage(t)
	p.ask(link(wire.OpOpen, long))
	training := p.send(steps(end))
	r, held := rand.New(rand.NewPCG(3, 4)), 0
	for i := range seeks {
		name, to := names[i%2], r.IntN(last+1)
		got, there := p.seen(i%2, name, kept[name], to, false)
		w := want[name][to].Metrics
		if got.Error != "" || got.Metrics.Step != to || got.Metrics.Fingerprint != w.Fingerprint || got.Metrics.TestLoss != w.TestLoss || got.Metrics.Epoch != w.Epoch {
			t.Fatalf("%s at step %d: %s %+v, %+v expected", name, to, got.Error, got.Metrics, w)
		}
		if there {
			held++
		}
	}
	if held != seeks-2 {
		t.Errorf("%d of %d looks found their side", held, seeks)
	}
	if r, _ := p.wait(training); r.Metrics.Fingerprint != wantOpen.Metrics.Fingerprint || r.Metrics.TestMSE != wantOpen.Metrics.TestMSE {
		t.Errorf("the run that trained ends on %+v, alone on %+v", r.Metrics, wantOpen.Metrics)
	}
	// Another recipe wants the memory.
	p.ask(link(wire.OpOpen, small))
	if _, there := p.seen(0, "noisy", kept["noisy"], 5, false); there {
		t.Error("a side outlived the run that was open")
	}
}

// Where memory has no room for three runs they take turns: the one that is open waits aside while both others are looked at, one after the
// other, and goes on to its own bits.
func TestSidesInTurn(t *testing.T) {
	const big = "#v=1&data=digits&train=100&test=50&latent_dim=4&batch_size=20&encoder=dense(200,relu)&optimizer=adam&epochs=100"
	r, _ := recipe.Parse(big)
	const own = 32 << 20 // of the program
	budget := own + r.Cost().Bytes + r.SecondBytes()/2
	const other, open = big + "&seed=7", big + "&seed=9"
	a, _, _ := stood(t, big, 40)
	b, _, _ := stood(t, other, 30)
	wantA, wantB, wantOpen := alone(t, big, 11, 30, 40), alone(t, other, 11, 30), alone(t, open, 80)
	p := newPageIn(t, budget)
	p.ask(link(wire.OpOpen, open))
	p.ask(steps(20))
	training := p.send(steps(60))
	for _, to := range []int{30, 11} {
		if got, _ := p.seen(0, "a", a, to, true); got.Error != "" || got.Metrics.Fingerprint != wantA[to].Metrics.Fingerprint {
			t.Fatalf("A at step %d: %s %+v, %+v expected", to, got.Error, got.Metrics, wantA[to].Metrics)
		}
		if to == 11 { // the next is refused: nobody waits for it
			p.refused(request{Request: wire.Request{Op: wire.OpLook, View: &wire.View{}, N: 1}, buffers: [][]byte{nil, nil}})
		} else if got, _ := p.seen(1, "b", b, to, false); got.Error != "" || got.Metrics.Fingerprint != wantB[to].Metrics.Fingerprint {
			t.Fatalf("B at step %d: %s %+v, %+v expected", to, got.Error, got.Metrics, wantB[to].Metrics)
		}
	}
	if got, _ := p.seen(0, "a", a, 40, true); got.Error != "" || got.Metrics.Fingerprint != wantA[40].Metrics.Fingerprint {
		t.Errorf("A where it is kept: %s %+v", got.Error, got.Metrics)
	}
	aside := 0
	for _, e := range p.heard(wire.EventState) {
		if e.Link == "" && e.State != wire.StateLoading {
			t.Errorf("a state without a run: %+v", e.event)
		}
		if e.Code == "run_put_aside" {
			aside++
		}
	}
	if aside != 3 {
		t.Errorf("the run was put aside %d times, 3 expected", aside)
	}
	if r := p.ask(op(wire.OpHello)); r.Metrics == nil || r.Metrics.Step < 20 { // whatever asks for it brings it back
		t.Errorf("after the looks: %+v", r)
	}
	if r, _ := p.wait(training); r.Error != "" || r.Metrics.Step != 80 || r.Metrics.Fingerprint != wantOpen[80].Metrics.Fingerprint {
		t.Errorf("trained on to %+v (%s), %+v expected", r.Metrics, r.Error, wantOpen[80].Metrics)
	}
}
