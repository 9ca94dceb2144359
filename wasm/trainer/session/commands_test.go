package session

import (
	"math/rand/v2"
	"sync"
	"testing"

	"bottleneck/core/wire"
)

// TestCommandsInAnyOrder gives commands as three impatient people would, at once and in any order. Every one must be
// answered, once; the run must be whole afterwards, and train to the same weights as one that was left alone.
func TestCommandsInAnyOrder(t *testing.T) {
	alone := newPage(t)
	alone.ask(link(wire.OpOpen, small))
	want := alone.ask(steps(30)).Metrics.Fingerprint

	for seed := range uint64(2) {
		p := newPage(t)
		p.ask(link(wire.OpOpen, small))
		p.ask(viewOf(wire.View{Images: 4, Points: 20, Grid: 2, AxisY: 1}))
		var people sync.WaitGroup
		ids := make([][]uint32, 3)
		for who := range ids {
			people.Add(1)
			go func() {
				defer people.Done()
				r := rand.New(rand.NewPCG(seed, uint64(who)))
				for range 60 {
					ids[who] = append(ids[who], p.send(anyCommand(r)))
				}
			}()
		}
		people.Wait()
		for _, list := range ids {
			for _, id := range list {
				p.wait(id)
			}
		}
		p.ask(link(wire.OpOpen, small))
		if got := p.ask(steps(30)).Metrics.Fingerprint; got != want {
			t.Errorf("seed %d: fingerprint %s after the commands, %s expected", seed, got, want)
		}
	}
}

// anyCommand is one that ends by itself, or that a later one may end.
func anyCommand(r *rand.Rand) request {
	switch r.IntN(19) {
	case 0:
		return link(wire.OpOpen, small)
	case 1:
		return link(wire.OpOpen, mnist)
	case 2:
		return link(wire.OpOpen, mnist+"&latent_dim=bad&encoder=dense(30,relu)")
	case 3:
		return op(wire.OpStart)
	case 4:
		return op(wire.OpPause)
	case 5:
		return op(wire.OpReset)
	case 6:
		return request{Request: wire.Request{Op: wire.OpReseed, Seed: r.Uint64N(5)}}
	case 7:
		return steps(1 + r.IntN(40))
	case 8:
		return request{Request: wire.Request{Op: wire.OpTrain, Epochs: 1 + r.IntN(3)}}
	case 9:
		return request{Request: wire.Request{Op: wire.OpSet, Name: "learning_rate", Value: "0.002"}}
	case 10:
		return request{Request: wire.Request{Op: wire.OpProbe, X: r.Float32(), Y: r.Float32(), Pin: r.IntN(2) == 0}}
	case 11:
		return viewOf(wire.View{Images: r.IntN(5), Points: r.IntN(30), Grid: r.IntN(4), PCA: r.IntN(2) == 0})
	case 12:
		return op(wire.OpWeights)
	case 13:
		return request{Request: wire.Request{Op: wire.OpSeek, Steps: r.IntN(40), Name: "exact"}}
	case 14:
		return request{Request: wire.Request{Op: wire.OpSeek, Steps: r.IntN(40), Name: "nearest"}}
	case 15:
		return op(wire.OpNow)
	case 16:
		return op(wire.OpBranch)
	case 17:
		return phasesOf(r.IntN(25))
	}
	return link(wire.OpParse, small+"&latent_dim=9")
}
