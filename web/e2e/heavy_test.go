package e2e

import (
	"flag"
	"fmt"
	"testing"

	"bottleneck/core/recipe"
	"bottleneck/web/browser"
)

var heavyKills = flag.Int("heavy", 1, "workers that are killed of each run of TestAHeavyRunComesBack; with more than 1 the largest recipe that the memory takes is one of them")

// The heaviest of the lessons comes back where another recipe was opened, whose images stand in the same memory, and after each death of its worker:
// at its step, with its bits, and with no other worker lost on the way. So does the largest recipe that is accepted.
func TestAHeavyRunComesBack(t *testing.T) {
	t.Run("faces", func(t *testing.T) { comesBack(t, "#v=1&lesson=faces", true) })
	if *heavyKills < 2 {
		return
	}
	t.Run("largest", func(t *testing.T) {
		p := anew(t, quick)
		link := largest(t, eval[int64](t, p, "bottleneck.device.budget"))
		t.Log(link)
		comesBack(t, link, false)
	})
}

// largest is the link of the widest network of two hidden layers that a memory takes.
func largest(t *testing.T, budget int64) (link string) {
	t.Helper()
	for width := 100; width <= 8000; width += 10 {
		wider := fmt.Sprintf("#v=1&data=digits&train=2000&test=200&encoder=dense(%d,relu),dense(1000,relu)&latent_dim=32&batch_size=100&epochs=100", width)
		r, notices := recipe.Parse(wider)
		if len(notices) > 0 || r.CheckBudget(budget) != nil {
			break
		}
		link = wider
	}
	if link == "" {
		t.Fatal("no network fits")
	}
	return link
}

// comesBack holds the run of a link to its step and bits. One whose state the device has room for is restored from there first.
func comesBack(t *testing.T, link string, stored bool) {
	p := anewAfter(t, later+keepWorkers, link)
	want := train(t, p, "{steps: 1}")
	back := func(how string, workers int) {
		t.Helper()
		m := eval[metrics](t, p, "bottleneck.metrics")
		if m.Step != want.Step || m.Fingerprint != want.Fingerprint || m.TestLoss != want.TestLoss {
			t.Errorf("%s: %+v, %+v expected", how, m, want)
		}
		if n, state := eval[int](t, p, "workers.length"), eval[string](t, p, "bottleneck.state"); n != workers || state != "paused" {
			t.Errorf("%s: %d workers, %s; %d expected, paused", how, n, state, workers)
		}
	}
	if stored {
		eval[any](t, p, "bottleneck.runs.keep()")
		id := runs(t, p)[0].ID
		eval[any](t, p, `bottleneck.open("#v=1&lesson=plane&data=digits&train=20000&test=500")`)
		eval[any](t, p, "bottleneck.runs.restore("+quoted(id)+")")
		back("restored", 1)
	}
	for i := range *heavyKills {
		killed(t, p)
		back(fmt.Sprintf("after death %d", i+1), i+2)
		if i%3 == 2 { // and where it trained meanwhile
			want = train(t, p, "{steps: 1}")
		}
	}
	if m := train(t, p, "{steps: 1}"); m.Step != want.Step+1 {
		t.Errorf("trained on to %+v", m)
	}
}

// killed ends the worker, a minute after the one before, and waits for the next.
func killed(t *testing.T, p *browser.Page) {
	t.Helper()
	eval[any](t, p, `(async () => {
		const back = new Promise((resolve) => { const end = bottleneck.on("phase", ({ phase }) => { if (["running", "interrupted", "stopped"].includes(phase)) { end(); resolve(); } }); });
		skew += 61000;
		workers.at(-1).crash();
		await back;
	})()`)
}
