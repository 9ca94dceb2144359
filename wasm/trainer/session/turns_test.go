package session

import (
	"testing"

	"bottleneck/core/recipe"
	"bottleneck/core/time"
	"bottleneck/core/wire"
)

// large is a recipe whose checkpoint is more than a side keeps.
const large = "#v=1&data=digits&train=100&test=50&latent_dim=4&batch_size=20&encoder=dense(600,relu)&optimizer=adam&epochs=100"

// tight is a device that has room for a run of a recipe, and for half of a checkpoint beside it.
func tight(t *testing.T, text string) int64 {
	t.Helper()
	r, notices := recipe.Parse(text)
	if len(notices) > 0 || checkpointBytes(r) <= sideTape/2 {
		t.Fatalf("%v: a checkpoint of %d bytes", notices, checkpointBytes(r))
	}
	const own = 32 << 20 // of the program
	return own + r.Cost().Bytes + checkpointBytes(r)/2
}

// The checkpoint of a large run comes when the open run is aside, whose own checkpoint is outside of the heap as well, and only where the way leads
// over it: piece after piece, for which there is room.
func TestALargeStateComesWhereTheOpenRunStood(t *testing.T) {
	const open = large + "&seed=9"
	kept, _, _ := stood(t, large, 6)
	want, wantOpen := alone(t, large, 3, 6), alone(t, open, 5, 12)
	budget := tight(t, large)
	r, _ := recipe.Parse(large)
	p := newPageIn(t, budget)
	came := 0
	p.copied = func(n int) {
		if p.s.run != nil {
			return // of a head, a record
		}
		came += n
		if need, free := r.SecondBytes()+int64(n), p.s.roomBeside(); need > free {
			t.Errorf("%d bytes came, with a run they take %d; there is room for %d", n, need, free)
		}
	}
	p.ask(link(wire.OpOpen, open))
	p.ask(steps(5))
	whole := len(kept.buffers[0])
	for i, c := range []struct {
		step, came int  // checkpoints that came
		record     bool // is enough
	}{{6, 2, false}, {3, 1, true}, {6, 2, false}} { // the open run's comes back
		came = 0
		got, there := p.seen(i%2, "kept", kept, c.step, false)
		if got.Error != "" || got.Metrics.Fingerprint != want[c.step].Metrics.Fingerprint || got.Metrics.TestLoss != want[c.step].Metrics.TestLoss {
			t.Errorf("at step %d: %s %+v, %+v expected", c.step, got.Error, got.Metrics, want[c.step].Metrics)
		}
		if there != c.record {
			t.Errorf("at step %d the record was enough: %t", c.step, there)
		}
		if r := p.ask(op(wire.OpHello)); r.Metrics == nil || r.Metrics.Fingerprint != wantOpen[5].Metrics.Fingerprint || r.State != wire.StatePaused {
			t.Errorf("after the look at step %d the open run is %s at %+v", c.step, r.State, r.Metrics)
		}
		if least, most := c.came*whole, 2*c.came*whole+whole/2; came < least || came > most { // each is read for its checksum, and once more
			t.Errorf("at step %d %d bytes came, %d checkpoints of %d expected", c.step, came, c.came, whole)
		}
	}
	if got := p.ask(steps(7)); got.Metrics.Fingerprint != wantOpen[12].Metrics.Fingerprint {
		t.Errorf("trained on to %+v, %+v expected", got.Metrics, wantOpen[12].Metrics)
	}
}

// A large checkpoint needs no room of its own. Without room for a run in the place of the open one the look is refused: nothing came, and the open
// run did not notice.
func TestNoRoomForALargeState(t *testing.T) {
	kept, _, _ := stood(t, large, 4)
	want := alone(t, large, 4)[4]
	r, _ := recipe.Parse(large)
	const own = 32 << 20
	for _, c := range []struct {
		budget int64
		code   string
	}{
		{own + r.SecondBytes() + 4<<20, ""},
		{own + r.SecondBytes()/2 + 8<<20, "look_without_room"},
	} {
		p := newPageIn(t, c.budget)
		came := 0
		p.copied = func(n int) { came = max(came, n) }
		p.ask(link(wire.OpOpen, small))
		p.ask(setTapesTo(0))
		before := p.ask(steps(10))
		came = 0
		got, _ := p.seen(1, "kept", kept, 4, false)
		if most := map[bool]int{true: 256 << 10, false: 64 << 10}[c.code == ""]; came > most {
			t.Errorf("with %d bytes %d came at once", c.budget, came)
		}
		if got.Code != c.code || c.code == "" && got.Metrics.Fingerprint != want.Metrics.Fingerprint {
			t.Errorf("with %d bytes: %s %+v, %q %+v expected", c.budget, got.Error, got.Metrics, c.code, want.Metrics)
		}
		for _, e := range p.heard(wire.EventState) {
			if e.Code == "run_put_aside" && c.code != "" {
				t.Error("the open run was put aside for a look that was refused")
			}
		}
		if r := p.ask(op(wire.OpHello)); r.Metrics == nil || r.Metrics.Fingerprint != before.Metrics.Fingerprint {
			t.Errorf("after it the open run is at %+v, %+v expected", r.Metrics, before.Metrics)
		}
	}
}

func setTapesTo(n int) request { return request{Request: wire.Request{Op: wire.OpTapes, N: n}} }

// Who looks at the open run while it is aside has the answer when it is back, and disturbs nobody. What acts on the run brings it back at once.
func TestWhoLooksAtARunThatIsAside(t *testing.T) {
	kept, _, _ := stood(t, large, 6)
	want := alone(t, large, 3)[3]
	p := newPageIn(t, tight(t, large))
	p.look = 2 * slice / time.Duration(3) // a step a slice
	p.ask(link(wire.OpOpen, large+"&seed=9"))
	p.ask(steps(5))
	look := func(more bool) uint32 {
		q := request{Request: wire.Request{Op: wire.OpLook, View: &besideView, Name: "kept", Steps: 3, More: more}}
		q.buffers = kept.buffers[1:2]
		return p.send(q)
	}
	way := look(true)
	moments, images := p.send(op(wire.OpMoments)), p.send(request{Request: wire.Request{Op: wire.OpTestImages, N: 2}})
	if got, _ := p.wait(way); got.Error != "" || got.Metrics.Fingerprint != want.Metrics.Fingerprint {
		t.Errorf("the side: %s %+v, %+v expected", got.Error, got.Metrics, want.Metrics)
	}
	q := op(wire.OpRecords)
	q.buffers = kept.buffers[1:2]
	p.ask(q) // which needs no run
	p.mu.Lock()
	_, early := p.replies[moments]
	p.mu.Unlock()
	if early {
		t.Error("while another look was to follow it was told what is kept of the run that is aside")
	}
	p.ask(op(wire.OpKeep)) // no look follows
	if r, _ := p.wait(moments); r.Error != "" || r.Moments.Last != 5 {
		t.Errorf("what is kept: %s %+v", r.Error, r.Moments)
	}
	if r, _ := p.wait(images); r.Error != "" || r.N != 2 {
		t.Errorf("test images: %s %d", r.Error, r.N)
	}

	way = look(false)
	p.ask(op(wire.OpPause))
	if got, _ := p.wait(way); got.Error != "" && got.Code != "look_ended" {
		t.Errorf("a look that gave way: %s", got.Error)
	}
}

// checkpointBytes is about the size of a checkpoint of Adam's.
func checkpointBytes(r recipe.Recipe) int64 { return 12 * int64(r.Cost().Parameters) }
