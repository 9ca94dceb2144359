package session

import (
	"strings"
	"testing"

	"bottleneck/core/recipe"
	"bottleneck/core/wire"
)

const mnist = "#v=1&data=mnist&train=250&test=120&latent_dim=4&batch_size=10"

func TestChunksInAnyOrder(t *testing.T) {
	p := newPage(t)
	p.hold = true
	id := p.send(link(wire.OpOpen, mnist))
	p.until("four fetches", func() bool { return len(p.held) == 4 })
	if r := p.ask(op(wire.OpHello)); r.State != wire.StateLoading {
		t.Errorf("state %q while loading", r.State)
	}
	p.release()
	r, _ := p.wait(id)
	if r.Error != "" || r.State != wire.StateReady {
		t.Fatalf("opened: %+v", r)
	}
	if total := len(p.files); total != 6 {
		t.Fatalf("%d files", total)
	}
	// Three chunks for 250 training images, two for 120 test images; the fourth training chunk is not needed.
	var last posted
	for _, e := range p.heard(wire.EventProgress) {
		if e.Done < last.Done {
			t.Errorf("progress fell from %d to %d", last.Done, e.Done)
		}
		last = e
	}
	if last.What != "data" || last.Done != last.Total || last.Total == 0 {
		t.Errorf("the last progress is %+v", last)
	}
	x, buffers := p.wait(p.send(request{Request: wire.Request{Op: wire.OpTestImages, N: 1000}}))
	if x.N != 120 || x.Dim != 784 || len(buffers) != 2 || len(buffers[0]) != 4*120*784 || len(buffers[1]) != 120 {
		t.Errorf("test images: %+v with %d buffers", x.Reply, len(buffers))
	}
	// What is here is not fetched again: the same images open without a network.
	p.mu.Lock()
	p.files = nil
	p.mu.Unlock()
	p.ask(link(wire.OpOpen, mnist+"&train=220"))
	p.ask(link(wire.OpOpen, mnist+"&classes=1,5,6"))
}

func TestOfflineLeavesTheRun(t *testing.T) {
	p := newPage(t)
	before := p.ask(link(wire.OpOpen, strings.Replace(mnist, "250", "100", 1)))
	p.ask(steps(5))
	p.mu.Lock()
	p.files = map[string][]byte{}
	p.mu.Unlock()
	why := p.refused(link(wire.OpOpen, strings.Replace(mnist, "250", "400", 1)))
	if !strings.Contains(why, "training images 101 to 400 of mnist") || !strings.Contains(why, "not on this device yet (offline)") {
		t.Errorf("refused with %q", why)
	}
	now := p.ask(op(wire.OpHello))
	if now.Link != before.Link || now.State != wire.StatePaused || now.Metrics.Step != 5 {
		t.Errorf("after the failure: %+v", now.Reply)
	}
	if m := p.ask(steps(1)).Metrics; m.Step != 6 {
		t.Errorf("the run goes on to step %d, 6 expected", m.Step)
	}
}

func TestDamagedChunk(t *testing.T) {
	p := newPage(t)
	p.mu.Lock()
	damaged := append([]byte(nil), p.files["chunk-1.bin"]...)
	damaged[len(damaged)/2] ^= 1
	p.files["chunk-1.bin"] = damaged
	p.files["chunk-4.bin"] = p.files["chunk-0.bin"][:50]
	p.mu.Unlock()
	if why := p.refused(link(wire.OpOpen, mnist)); !strings.Contains(why, "chunk-") {
		t.Errorf("refused with %q", why)
	}
	if why := p.refused(op(wire.OpStart)); why != errNoRun.Error() {
		t.Errorf("start: %q", why)
	}
}

func TestRefusedBeforeLoading(t *testing.T) {
	p := newPage(t)
	before := p.ask(link(wire.OpOpen, small))
	for text, part := range map[string]string{
		strings.Replace(mnist, "250", "401", 1):              "train: 401 images asked for, mnist has 400 here",
		mnist + "&encoder=dense(4096,relu),dense(1000,relu)": "MiB",
		mnist + "&arithmetic=fused":                          "arithmetic: fused",
	} {
		if why := p.refused(link(wire.OpOpen, text)); !strings.Contains(why, part) {
			t.Errorf("%s: %q, %q expected in it", text, why, part)
		}
	}
	if now := p.ask(op(wire.OpHello)); now.Link != before.Link {
		t.Errorf("link %s, %s expected", now.Link, before.Link)
	}
}

// A link of which nothing can be read changes nothing.
func TestUnreadableLinkLeavesTheRun(t *testing.T) {
	p := newPage(t)
	long := "#v=1&encoder=" + strings.Repeat("dense(9,relu),", 10_000)
	before := p.ask(link(wire.OpOpen, small))
	m := p.ask(steps(3)).Metrics
	after := p.ask(link(wire.OpOpen, long))
	if after.Link != before.Link || after.Metrics.Fingerprint != m.Fingerprint || len(after.Notices) != 1 {
		t.Errorf("run %s at %q, notices %v; %s at %q and one notice expected",
			after.Link, after.Metrics.Fingerprint, after.Notices, before.Link, m.Fingerprint)
	}
	if why := p.refused(link(wire.OpParse, long)); !strings.Contains(why, "nothing of it was read") {
		t.Errorf("parse refuses with %q", why)
	}
}

// TestLastOpenWins gives an open up for a later one while its data are on the way.
func TestLastOpenWins(t *testing.T) {
	p := newPage(t)
	p.hold = true
	first := p.send(link(wire.OpOpen, mnist))
	p.until("fetches", func() bool { return len(p.held) > 0 })
	r := p.ask(link(wire.OpOpen, small))
	if r.Recipe["data"] != "digits" {
		t.Errorf("opened %v", r.Recipe["data"])
	}
	if lost, _ := p.wait(first); !strings.Contains(lost.Error, "another recipe") {
		t.Errorf("the first open answered %+v", lost.Reply)
	}
	p.release()
	if now := p.ask(op(wire.OpHello)); now.Link != r.Link {
		t.Errorf("link %s after the late chunks, %s expected", now.Link, r.Link)
	}
}

// TestStartWhileLoading keeps a start for when the data are there, unless a pause comes after it.
func TestStartWhileLoading(t *testing.T) {
	for _, paused := range []bool{false, true} {
		p := newPage(t)
		p.hold = true
		id := p.send(link(wire.OpOpen, mnist))
		p.until("fetches", func() bool { return len(p.held) > 0 })
		p.ask(op(wire.OpStart))
		if paused {
			p.ask(op(wire.OpPause))
		}
		p.release()
		r, _ := p.wait(id)
		if want := map[bool]wire.State{false: wire.StateRunning, true: wire.StateReady}[paused]; r.State != want {
			t.Errorf("paused %v: state %q, %q expected", paused, r.State, want)
		}
	}
}

func TestNoMNIST(t *testing.T) {
	p := newPage(t)
	p.s.inbox.put(func(s *Session) { s.data = newStore(nil) })
	r := p.ask(link(wire.OpOpen, mnist))
	if r.Recipe["data"] != "digits" || len(r.Notices) != 1 || r.Notices[0].Code != "data_not_here" || r.Notices[0].Of != "data" || r.Notices[0].Values["data"] != "mnist" {
		t.Errorf("without MNIST: data %q, notices %+v", r.Recipe["data"], r.Notices)
	}
}

// Every set that is made is made here, and trained on.
func TestEveryMadeSetOpens(t *testing.T) {
	p := newPage(t)
	for _, s := range recipe.Sources() {
		if s.Origin != recipe.Made {
			continue
		}
		r := p.ask(link(wire.OpOpen, "#v=1&data="+s.Name+"&train=9&test=3&batch_size=3"))
		if r.Recipe["data"] != s.Name || len(r.Notices) > 0 || r.Showing.Rows != s.Rows {
			t.Errorf("%s: opened as %s, %+v", s.Name, r.Recipe["data"], r.Notices)
		}
		if m := p.ask(steps(3)).Metrics; m == nil || m.Step != 3 || !(m.TestMSE > 0) {
			t.Errorf("%s: %+v after an epoch", s.Name, m)
		}
	}
}
