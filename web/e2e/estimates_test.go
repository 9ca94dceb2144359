package e2e

import (
	"flag"
	"math"
	"strings"
	"testing"
	"time"
)

var estimates = flag.Bool("estimates", false, "hold the page's estimates to runs: on a quiet machine, some minutes")

// How long a run takes is known within a factor of 1.5 when it has trained for three seconds at full speed.
func TestEstimates(t *testing.T) {
	if !*estimates {
		t.Skip("-args -estimates, on a quiet machine")
	}
	const seconds = `((text) => text.split(":").reduce((sum, part) => 60 * sum + Number(part), 0))`
	needMNIST(t)
	// About half a minute each: the quick versions are done sooner than there is an estimate to hold to them.
	for _, run := range []string{"linear&epochs=25", "denoise&epochs=10", "conv&epochs=1", "variational&epochs=6", "sparse&epochs=50", "plane&steps=500"} {
		id, _, _ := strings.Cut(run, "&")
		p := anew(t, "#v=1&lesson="+run)
		canvas(t, p)
		before := eval[string](t, p, `[...document.querySelectorAll("#card dd")].at(-1).textContent`)
		eval[any](t, p, `void bottleneck.start()`)
		figure := func(id string) float64 {
			return eval[float64](t, p, seconds+`(document.getElementById("`+id+`").textContent)`)
		}
		must(t, p.WaitFor(seconds+`(document.getElementById("m-elapsed").textContent) >= 3 || bottleneck.state === "done"`, patience))
		if eval[bool](t, p, `bottleneck.state === "done"`) {
			t.Errorf("%s: done within 3 s; %s before it", id, before)
			continue
		}
		estimate := figure("m-elapsed") + figure("m-remaining")
		must(t, p.WaitFor(`bottleneck.state === "done"`, 5*time.Minute))
		took := figure("m-elapsed")
		ratio := math.Max(estimate/took, took/estimate)
		t.Logf("%s: %.0f s after 3 s of training, %.0f s in the end, factor %.2f; before it %s", id, estimate, took, ratio, before)
		if ratio > 1.5 {
			t.Errorf("%s: a factor of %.2f, 1.5 expected at most", id, ratio)
		}
	}
}
