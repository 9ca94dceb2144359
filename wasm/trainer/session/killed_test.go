package session

import (
	"math/rand/v2"
	"testing"

	"bottleneck/core/time"
	"bottleneck/core/wire"
)

// tab is what a browser's tab knows of a run when the worker is gone, as web/kit/engine/place.js and web/page/runs/keep.js have it.
type tab struct {
	link   string
	run    int
	latest *posted // checkpoint of that run, with its record
	stored *posted // checkpoint of any run, which outlives the tab
}

// heard takes what a worker said before it was killed.
func (b *tab) heard(events []posted) {
	for _, e := range events {
		switch {
		case e.Event.Event == wire.EventState && e.Link != "":
			if e.Run != b.run {
				b.run, b.latest = e.Run, nil
			}
			b.link = e.Link
		case e.Event.Event == wire.EventCheckpoint:
			if e.Run == b.run {
				b.latest = &e
			}
			b.stored = &e
		}
	}
}

// resumed is what the next worker is asked: by the tab that is still there, or by one that was loaded anew and has what was stored.
func (b *tab) resumed(reload bool, until int) request {
	switch {
	case reload && b.stored != nil:
		return recall(*b.stored, until)
	case !reload && b.latest != nil:
		q := link(wire.OpRestore, b.link)
		q.N, q.Steps, q.Elapsed, q.buffers = b.run, until, b.latest.Elapsed, b.latest.buffers[:1]
		return q
	}
	q := link(wire.OpOpen, b.link)
	q.Steps = until
	if !reload {
		q.N = b.run
	}
	return q
}

// mortal starts a session that is killed after so many messages: nothing that it says later arrives, whatever it is at.
func mortal(t *testing.T, messages int) *page {
	p := newPage(t)
	p.mu.Lock()
	p.mortal, p.left = true, messages
	p.mu.Unlock()
	return p
}

// lives waits until something is true, and says whether the session lived to see it.
func (p *page) lives(what string, ok func() bool) bool {
	p.t.Helper()
	lived := false
	p.until(what, func() bool {
		lived = ok()
		return lived || p.left <= 0
	})
	return lived
}

// hears waits for the answer to a request, as lives does.
func (p *page) hears(id uint32) (r reply, lived bool) {
	p.t.Helper()
	lived = p.lives("an answer", func() bool {
		var there bool
		r, there = p.replies[id]
		return there
	})
	return r, lived
}

// disturb does one of the things that people do beside a run that trains, with some of which it is killed. doing counts what was begun.
func (p *page) disturb(r *rand.Rand, b *tab, doing map[string]int) {
	step := 0
	p.mu.Lock()
	for _, e := range p.events {
		if e.Metrics != nil && e.Event.Event != wire.EventMoment {
			step = e.Metrics.Step
		}
	}
	p.mu.Unlock()
	switch to := r.IntN(step + 1); r.IntN(6) {
	case 0:
		doing["seek"]++
		p.send(seekTo(to, "exact"))
	case 1:
		doing["dragged"]++
		for range 3 {
			p.send(seekTo(r.IntN(step+1), "nearest"))
		}
	case 2:
		doing["branch"]++
		if _, lived := p.hears(p.send(seekTo(to, "exact"))); lived {
			p.send(op(wire.OpBranch))
		}
	case 3:
		if b.stored != nil {
			doing["compare"]++
			q := op(wire.OpLook)
			q.View = &wire.View{Images: 3, Points: 5, Grid: 2, AxisY: 1}
			q.buffers = b.stored.buffers[:2]
			p.send(q)
		}
	case 4:
		doing["pause"]++
		p.send(op(wire.OpPause))
		p.send(op(wire.OpStart))
	case 5:
		doing["view"]++
		p.send(viewOf(wire.View{Images: 3, Points: 20, Grid: 3, AxisY: 1}))
	}
}

// A thousand workers are killed at random moments of runs of many kinds: between two messages of any sort, also on their way back, while they
// seek, branch and compare. The tab, or one that was loaded anew, goes on from what it has. Each run ends as the undisturbed one, bit for bit.
func TestAThousandKills(t *testing.T) {
	const data = "#v=1&data=digits&train=12&test=4&batch_size=3&epochs=25"
	kinds := map[string]string{
		"linear":      "&latent_dim=4&latent_activation=linear&output_activation=linear&optimizer=sgd&learning_rate=0.1",
		"denoise":     "&latent_dim=4&noise=gaussian(0.3)&optimizer=adam&shuffle=epoch&changes=20:learning_rate=0.01,60:noise=none",
		"conv":        "&encoder=conv(2,3,s4,relu)&latent_dim=4",
		"variational": "&latent=variational&latent_dim=2&loss=bce&encoder=dense(8,relu)",
		"rbm":         "&encoder=dense(8,sigmoid)&latent_dim=4&latent_activation=linear&loss=bce&pretrain=rbm&pretrain_epochs=4",
		"k_sparse":    "&latent_dim=8&sparsity=top_k&sparsity_k=3&latent_activation=linear",
	}
	const each = 167 // 1,002 together
	kills, ends, reloads, doing := 0, 0, 0, map[string]int{}
	for name, text := range kinds {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(14, uint64(len(text))))
			p := newPage(t)
			opened := p.ask(link(wire.OpOpen, data+text))
			if len(opened.Notices) > 0 {
				t.Fatalf("%+v", opened.Notices)
			}
			total := opened.TotalSteps
			want := p.ask(steps(total)).Metrics
			p.s.close()
			b, alone := tab{}, tab{link: opened.Link, run: 1}
			for here := 0; here < each; {
				if b.link == "" {
					b = alone
				}
				p := mortal(t, 1+r.IntN(60))
				p.jump([]time.Duration{1, 20, 60, 200}[r.IntN(4)] * time.Millisecond)
				reload := r.IntN(2) == 0
				q := b.resumed(reload, total)
				if reload {
					b.run, b.latest = 0, nil
					reloads++
				}
				ended := func() bool { return hasState(p.events, wire.StateDone) }
				if q, lived := p.hears(p.send(q)); lived {
					if q.Error != "" {
						t.Fatalf("kill %d: the run does not go on: %s", here, q.Error)
					}
					for p.lives("something", func() bool { return true }) && r.IntN(3) > 0 {
						p.mu.Lock()
						n := len(p.events) + 1 + r.IntN(8)
						p.mu.Unlock()
						p.lives("events or the end", func() bool { return len(p.events) >= n || ended() })
						p.disturb(r, &b, doing)
					}
				}
				if p.lives("the end", ended) {
					m, lived := p.hears(p.send(op(wire.OpNow)))
					if lived && m.State != wire.StateDone {
						m, lived = reply{}, false // a branch goes on from before
					}
					if lived {
						ends++
						if m.Metrics.Fingerprint != want.Fingerprint || m.Metrics.TestLoss != want.TestLoss || m.Metrics.Step != total {
							t.Fatalf("after %d kills %s at step %d, undisturbed %s", here, m.Metrics.Fingerprint, m.Metrics.Step, want.Fingerprint)
						}
						p.s.close()
						b = tab{}
						continue
					}
				}
				p.s.close()
				p.mu.Lock()
				p.left = 0
				b.heard(p.events)
				p.mu.Unlock()
				here++
				kills++
			}
		})
	}
	t.Logf("%d kills, %d with the tab, of %d runs; begun before: %v", kills, reloads, ends, doing)
	if kills < 1000 || ends < 30 || reloads < 300 || min(doing["seek"], doing["dragged"], doing["branch"], doing["compare"], doing["view"]) < 50 {
		t.Errorf("%d kills, %d reloads, %d ends, %v: the test disturbs too little", kills, reloads, ends, doing)
	}
}
