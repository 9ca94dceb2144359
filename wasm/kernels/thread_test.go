package kernels

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"sync/atomic"
	"testing"

	"bottleneck/core/kernel/job"
)

// team is a machine with a block of jobs and helper threads.
type team struct {
	*machine
	block uint32
	ended chan error // of each helper
	size  int        // with the leader
}

// newTeam starts so many helpers, each an instance of the module on a goroutine.
func newTeam(t *testing.T, shared bool, helpers int) *team {
	t.Helper()
	m := newMachine(t, shared)
	// The threads' scratch memory and the block are below the end, which is left to products.
	end := uint32(pages<<16 - 2*job.ScratchBytes)
	scratch := end - job.MaxThreads*job.ScratchBytes
	g := &team{machine: m, block: scratch - 4*job.Words, ended: make(chan error, helpers), size: helpers + 1}
	g.set(job.Scratch, scratch)
	g.set(job.Spin, 100)
	g.set(job.Linger, 100)
	g.set(job.Patience, 300)
	g.set(job.Threads, uint32(g.size))
	for i := range helpers {
		thread := m.more().ExportedFunction("thread")
		go func() {
			_, err := thread.Call(context.Background(), uint64(g.block), uint64(i+1))
			g.ended <- err
		}()
	}
	return g
}

func (g *team) set(word int, v uint32) { g.memory.WriteUint32Le(g.block+4*uint32(word), v) }

// run runs a job: op is its index, a *vector argument stands for its address.
func (g *team) run(op, tiles int, args ...any) uint32 {
	g.t.Helper()
	return g.start("run", op, tiles, args...)
}

// start runs a job by the export of that name: run or alone.
func (g *team) start(export string, op, tiles int, args ...any) uint32 {
	g.t.Helper()
	g.set(job.Op, uint32(op))
	g.set(job.Tiles, uint32(tiles))
	for i, a := range args {
		switch a := a.(type) {
		case *vector:
			g.set(job.Args+i, a.at)
		case int:
			g.set(job.Args+i, uint32(a))
		case float32:
			g.set(job.Args+i, math.Float32bits(a))
		default:
			g.t.Fatalf("argument of type %T", a)
		}
	}
	return uint32(g.call(export, int(g.block)))
}

// dismiss sends the helpers home and waits until they have gone.
func (g *team) dismiss() {
	g.t.Helper()
	g.call("dismiss", int(g.block))
	for range cap(g.ended) {
		if err := <-g.ended; err != nil {
			g.t.Error(err)
		}
	}
}

// teams calls f with teams of one (on unshared memory too) to four.
func teams(t *testing.T, f func(t *testing.T, g *team)) {
	t.Run("unshared", func(t *testing.T) { f(t, newTeam(t, false, 0)) })
	for helpers := range 4 {
		t.Run(fmt.Sprint(helpers, " helpers"), func(t *testing.T) {
			g := newTeam(t, true, helpers)
			f(t, g)
			g.dismiss()
		})
	}
}

func TestSharedProducts(t *testing.T) {
	teams(t, func(t *testing.T, g *team) {
		r := rand.New(rand.NewPCG(1, 2))
		for i, s := range [][3]int{{13, 17, 5}, {100, 70, 33}, {130, 40, 400}, {784, 32, 20}, {20, 96, 100}, {7, 3, 9}, {21, 20, 50}, {23, 36, 60}} {
			m, n, k := s[0], s[1], s[2]
			for op, p := range []struct{ ai, al, bl, bj int }{{k, 1, n, 1}, {k, 1, 1, k}, {1, m, n, 1}, {k, 1, n, 1}, {1, m, n, 1}} {
				if sparse := op >= 3; sparse && n%4 != 0 {
					continue
				}
				for _, tile := range [][2]int{{4, 8}, {6, 8}, {12, 24}, {60, 8}, {m, n}} {
					height, width := tile[0], tile[1]
					across := (n + width - 1) / width
					tiles := across * ((m + height - 1) / height)
					if tiles > job.MaxTiles {
						continue
					}
					a, b, c := random(r, m*k, false), random(r, k*n, false), random(r, m*n, false)
					if op >= 3 {
						thin(r, a, 0.2)
					}
					g.free()
					cv, av, bv := g.vector(c, i%4), g.vector(a, op%4), g.vector(b, m%4)
					op := op + len(job.Products)/2*(i%2) // in fused arithmetic each second time
					if lost := g.run(op, tiles, cv, av, bv, m, n, k, i%2, height, width, across); lost != 0 {
						t.Fatalf("lost %#x", lost)
					}
					multiplyIn(job.Products[op], c, a, b, m, n, k, p.ai, p.al, p.bl, p.bj, i%2 == 1)
					g.check(fmt.Sprintf("%s %v in tiles of %v", job.Products[op], s, tile))
				}
			}
		}
	})
}

// Each operation on vectors gives what its export gives.
func TestSharedVectors(t *testing.T) {
	const n = 1003
	teams(t, func(t *testing.T, g *team) {
		for op, name := range job.Vectors {
			tiles := []int{16, 20, 128, 1004}
			if name == "cross_entropy_terms" {
				tiles = []int{64, 128, 1024} // whole blocks
			}
			for _, tile := range tiles {
				r := rand.New(rand.NewPCG(1, 2))
				whole := map[string][]any{"adam": {n, float32(0.1), float32(0.9), float32(0.99), float32(1e-7), float32(1.5), float32(2)},
					"rmsprop": {n, float32(0.1), float32(0.9), float32(1e-7)}, "adadelta": {n, float32(0.1), float32(0.9), float32(1e-7)},
					"momentum": {n, 1, float32(0.1), float32(0.9)}, "sgd": {n, float32(0.1)},
					"cross_entropy_terms": {n, float32(0.1)}, "adagrad": {n, float32(0.1), float32(1e-7)}}[name]
				if whole == nil {
					whole = []any{n}
				}
				count := map[string]int{"adam": 4, "adadelta": 4, "cross_entropy_terms": 4, "sgd": 2, "tanh": 2, "sigmoid": 2, "relu": 2}[name]
				if count == 0 {
					count = 3
				}
				g.free()
				var found, expected []*vector
				for i := range count {
					x := random(r, n, false)
					for j := range x {
						x[j] = max(x[j], -x[j])
					}
					found, expected = append(found, g.vector(x, i)), append(expected, g.vector(x, i))
				}
				var args, shared []any
				for i := range 4 {
					if i < count {
						args, shared = append(args, expected[i]), append(shared, found[i])
					} else {
						shared = append(shared, 0)
					}
				}
				g.call(name, append(args, whole...)...)
				flag := 0
				if name == "momentum" {
					flag = 1
					whole = whole[1:]
				}
				shared = append(shared, n, tile, flag, 0)
				if lost := g.run(len(job.Products)+op, (n+tile-1)/tile, append(shared, whole[1:]...)...); lost != 0 {
					t.Fatalf("lost %#x", lost)
				}
				for i := range found {
					for j := -guardWords; j < n+guardWords; j++ {
						x, _ := g.memory.ReadUint32Le(uint32(int(found[i].at) + 4*j))
						y, _ := g.memory.ReadUint32Le(uint32(int(expected[i].at) + 4*j))
						if x != y {
							t.Fatalf("%s in tiles of %d: x%d[%d]: %#08x found, %#08x expected", name, tile, i, j, x, y)
						}
					}
				}
			}
		}
	})
}

// A tile that a helper has taken and does not finish is not waited for, and reported.
func TestATileLeftBehind(t *testing.T) {
	const m, n, k, height, tiles, stuck = 384, 32, 200, 6, 64, 63
	g := newTeam(t, true, 0)
	g.set(job.Patience, 1)
	g.set(job.Threads, 3)
	r := rand.New(rand.NewPCG(1, 2))
	a, b, c := random(r, m*k, false), random(r, k*n, false), make([]float32, m*n)
	cv, av, bv := g.vector(c, 0), g.vector(a, 0), g.vector(b, 0)
	multiply(c, a, b, m, n, k, k, 1, n, 1, false)
	clear(c[stuck*height*n:])
	// The helper is this test: it takes the last tile while the leader is at the others. It may come too late.
	lost := uint32(0)
	for attempt := uint32(1); lost == 0 && attempt < 1000; attempt++ {
		for i := range c {
			g.memory.WriteFloat32Le(cv.at+4*uint32(i), 0)
		}
		var late atomic.Bool
		done := make(chan bool)
		go func() {
			defer close(done)
			for at := g.block + 4*(job.States+stuck); !late.Load(); {
				if state, _ := g.memory.ReadUint32Le(at); state == attempt<<5 {
					g.memory.WriteUint32Le(at, attempt<<5|3)
					return
				}
			}
		}()
		lost = g.run(0, tiles, cv, av, bv, m, n, k, 0, height, n, 1)
		late.Store(true)
		<-done
	}
	if slept, _ := g.memory.ReadUint32Le(g.block + 4*job.Slept); slept == 0 {
		t.Error("the leader did not count that it slept")
	}
	if want := uint32(1 << 2); lost != want {
		t.Errorf("lost %#x, %#x expected", lost, want)
	}
	g.check("product")
}
