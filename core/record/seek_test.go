package record

import (
	"encoding/json"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"bottleneck/core/data/drawn"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

// Lessons of every way of training, made small.
var links = map[string]string{
	"linear":      "lesson=linear",
	"denoise":     "lesson=denoise&encoder=dense(40,relu)",
	"conv":        "lesson=conv&encoder=conv(4,3,relu),maxpool(4)",
	"variational": "lesson=variational&encoder=dense(40,relu)",
	"rbm":         "lesson=rbm&encoder=dense(30,sigmoid),dense(20,sigmoid)&latent_dim=5&pretrain_epochs=1",
	"k_sparse":    "lesson=k_sparse&latent_dim=100",
}

const (
	length  = 22 // steps of a run, six an epoch
	seeking = 50 // seeks in each: 300 together
)

func open(t *testing.T, link string) *train.Run {
	t.Helper()
	r, notices := recipe.Parse("#v=1&" + link + "&train=24&test=10&batch_size=4&shuffle=epoch")
	if len(notices) > 0 {
		t.Fatalf("%s: %s", link, notices[0].Text())
	}
	run, err := train.New(r, drawn.Digits(24, 1), drawn.Digits(10, 2))
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func step(t *testing.T, run *train.Run) {
	t.Helper()
	if err := run.Step(); err != nil {
		t.Fatal(err)
	}
}

// figures are all that a run says of itself.
func figures(t *testing.T, run *train.Run) string {
	t.Helper()
	b, err := json.Marshal(run.Metrics())
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestSeek lets a run train while another seeks steps that are over, in turn and in any portions. Each step sought must have
// the fingerprint and the figures that a fresh run has there; the run that trains must end with every bit of one that was left alone.
func TestSeek(t *testing.T) {
	for name, link := range links {
		t.Run(name, func(t *testing.T) {
			alone := open(t, link)
			want := []string{figures(t, alone)}
			for range length {
				step(t, alone)
				want = append(want, figures(t, alone))
			}

			live, r := open(t, link), rand.New(rand.NewPCG(7, 8))
			kept := NewTape(int64(5*live.CheckpointRoom() + 6*overhead))
			seek, err := NewSeek(live)
			if err != nil {
				t.Fatal(err)
			}
			kept.Put(Moment{}) // the start
			at, ways := 0, map[string]int{}
			for n := range seeking {
				for ; at < min(length, 1+n); at++ {
					step(t, live)
					if r.IntN(3) == 0 && !kept.Put(Moment{Step: at + 1, Bytes: live.Checkpoint()}) {
						t.Fatal("a checkpoint found no room")
					}
				}
				to, from := r.IntN(at+1), seek.At()
				if err := seek.To(to, kept); err != nil {
					t.Fatal(err)
				}
				switch began := seek.At(); {
				case began == from:
					ways["goes on"]++
				case began == 0:
					ways["from the start"]++
				default:
					ways["from a checkpoint"]++
				}
				for done := false; !done; {
					if done, err = seek.Advance(1 + r.IntN(3)); err != nil {
						t.Fatal(err)
					}
					if made, all := seek.Progress(); done != (made == all) {
						t.Fatalf("%d of %d steps made, done: %v", made, all, done)
					}
					if at < length && r.IntN(2) == 0 {
						step(t, live)
						at++
					}
				}
				if got := figures(t, seek.Run()); got != want[to] {
					t.Fatalf("step %d:\n%s\na fresh run has\n%s", to, got, want[to])
				}
			}
			for _, way := range []string{"goes on", "from the start", "from a checkpoint"} {
				if ways[way] == 0 {
					t.Errorf("no seek %s: %v", way, ways)
				}
			}
			if got, want := live.Checkpoint(), alone.Checkpoint(); string(got) != string(want) {
				t.Errorf("the run beside ends at %s, alone at %s", figures(t, live), figures(t, alone))
			}
		})
	}
}

// A second run takes the memory that its recipe foresees, and no images of its own.
func TestSeekTakesTheMemoryForeseen(t *testing.T) {
	held := func() int64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	for name, link := range links {
		first := open(t, link)
		before := held()
		seek, err := NewSeek(first)
		if err != nil {
			t.Fatal(err)
		}
		must(t, seek.To(1, NewTape(0)))
		if _, err := seek.Advance(1); err != nil {
			t.Fatal(err)
		}
		took, foreseen := held()-before, first.Recipe().SecondBytes()
		runtime.KeepAlive(seek)
		if took > foreseen || took < foreseen/4 {
			t.Errorf("%s: a second run takes %d bytes, %d were foreseen", name, took, foreseen)
		}
	}
}

// From weights that were loaded no training leads to a step, only a checkpoint; the steps before can be had.
func TestSeekWithLoadedWeights(t *testing.T) {
	const link = "lesson=linear"
	other, live, kept := open(t, link+"&seed=5"), open(t, link), NewTape(1<<30)
	want := map[int]string{}
	for at := 1; at <= 12; at++ {
		if at == 6 || at == 9 {
			step(t, other)
			if err := live.Load(other.Weights()); err != nil {
				t.Fatal(err)
			}
			kept.Clear()
			if at == 9 {
				kept.Put(Moment{Step: 8, Bytes: live.Checkpoint()})
			}
		}
		step(t, live)
		want[at] = live.Fingerprint()
	}
	seek, err := NewSeek(live)
	if err != nil {
		t.Fatal(err)
	}
	for _, to := range []int{3, 12, 10, 4, 8, 11, 2} {
		if to == 8 { // loaded since
			want[8] = func() string { r := open(t, link); must(t, r.Restore(kept.Before(8).Bytes)); return r.Fingerprint() }()
		}
		must(t, seek.To(to, kept))
		if _, err := seek.Advance(100); err != nil {
			t.Fatal(err)
		}
		if got := seek.Run().Fingerprint(); got != want[to] {
			t.Errorf("step %d: fingerprint %s, %s expected", to, got, want[to])
		}
	}
	for _, to := range []int{5, 7} {
		if err := seek.To(to, kept); err == nil || !strings.Contains(err.Error(), "loaded") {
			t.Errorf("step %d: %v", to, err)
		}
	}
	kept.Clear()
	if err := seek.To(12, kept); err == nil || !strings.Contains(err.Error(), "loaded") {
		t.Errorf("step 12 without a checkpoint: %v", err)
	}
	// A checkpoint carries the loads to the next run.
	again := open(t, link)
	must(t, again.Restore(live.Checkpoint()))
	if again.Loads() != live.Loads() || live.Loads() != (train.Loads{N: 2, First: 5, Latest: 8}) {
		t.Errorf("loads %+v, restored %+v", live.Loads(), again.Loads())
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
