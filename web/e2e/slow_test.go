package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const chooseSlow = `(() => {
	const s = document.getElementById("pace");
	s.value = "slow";
	s.dispatchEvent(new Event("change", { bubbles: true }));
})()`

// inPhase is true when a phase of that name is shown.
func inPhase(name string) string {
	return `document.querySelector(".slow-phase[aria-current=step]")?.lastChild.textContent === ` + quoted(name)
}

// blank is how many pictures of the strip have one color alone.
const blank = `[...document.querySelectorAll("#slow canvas")].filter((c) => {
	const pixels = new Uint32Array(c.getContext("2d").getImageData(0, 0, c.width, c.height).data.buffer);
	return pixels.every((v) => v === pixels[0]);
}).length`

// formula is in what laidOut says of the lesson's formula.
const formula = "munder"

// Slow motion shows a step phase after phase, with its pictures and its numbers, and trains what any other step trains.
func TestSlowMotion(t *testing.T) {
	for _, c := range []struct {
		lesson   string
		pictures [7]int // at least, in each phase
	}{{"denoise", [7]int{13, 3, 2, 2, 3, 0, 3}}, {"variational", [7]int{13, 1, 3, 3, 3, 0, 3}}} {
		t.Run(c.lesson, func(t *testing.T) {
			p := visit(t, "#v=1&lesson="+c.lesson+"&data=digits&train=300&test=100")
			want := train(t, p, "{steps: 3}").Fingerprint
			eval[any](t, p, "bottleneck.reset()")
			eval[any](t, p, chooseSlow)
			await(t, p, `!document.getElementById("slow").hidden`)
			said := map[string]bool{}
			for i, name := range []string{"Draw", "Corrupt", "Encode", "Decode", "Compare", "Gradient", "Update"} {
				eval[any](t, p, `document.querySelector("#slow [aria-label='Next phase']").click()`)
				await(t, p, inPhase(name))
				if n := eval[int](t, p, `document.querySelectorAll("#slow canvas").length`); n < c.pictures[i] {
					t.Errorf("%s: %d pictures, %d expected", name, n, c.pictures[i])
				}
				plain := 0
				if name == "Update" {
					plain = 1 // Adam's first step may move all weights of a unit alike
				}
				if n := eval[int](t, p, blank); n > plain {
					t.Errorf("%s: %d pictures of one color", name, n)
				}
				if lists := eval[int](t, p, `document.querySelectorAll("#slow .slow-bars li").length`); lists == 0 && i >= 5 {
					t.Errorf("%s: no lengths of layers", name)
				}
				words := eval[string](t, p, `document.querySelector("#slow [role=status]").textContent`)
				if words == "" || said[words] {
					t.Errorf("%s says %q", name, words)
				}
				said[words] = true
				if lit := eval[int](t, p, `document.querySelectorAll("#hourglass .at-work").length`); lit == 0 {
					t.Errorf("%s: nothing of the network is lit", name)
				}
				term := map[string]string{"Corrupt": "corrupt", "Encode": "encode", "Decode": "decode", "Compare": "loss", "Gradient": "loss"}[name]
				switch {
				case c.lesson == "variational" && (name == "Corrupt" || name == "Decode"):
					term = "" // its formula has none
				case c.lesson == "variational" && name == "Compare":
					term = "divergence"
				}
				if lit := eval[string](t, p, `document.querySelector("#lesson .at-work")?.dataset.term ?? ""`); lit != term {
					t.Errorf("%s: of the formula %q is lit, %q expected", name, lit, term)
				}
				if step := eval[int](t, p, "bottleneck.metrics.step"); step != 1 {
					t.Fatalf("%s: step %d, 1 expected", name, step)
				}
				for _, width := range []int{320, 820, 1440} {
					if i%3 != 0 {
						break // as in others
					}
					must(t, chromedp.Run(p.Context, emulation.SetDeviceMetricsOverride(int64(width), 900, 1, false)))
					for _, fault := range eval[[]string](t, p, fmt.Sprintf("%s(%d, [%q])", laidOut, width, formula)) {
						if !strings.Contains(fault, formula) {
							t.Errorf("%s, %d wide: %s", name, width, fault)
						}
					}
				}
			}
			// Arrow keys in the strip, and the key of the batch.
			eval[any](t, p, `document.querySelector("#slow [aria-label='Next phase']").focus()`)
			press(t, p, kb.ArrowLeft)
			await(t, p, inPhase("Gradient"))
			press(t, p, kb.ArrowRight)
			await(t, p, inPhase("Update"))
			press(t, p, kb.ArrowRight)
			await(t, p, inPhase("Draw")+" && bottleneck.metrics.step === 2")
			press(t, p, ".")
			await(t, p, inPhase("Draw")+" && bottleneck.metrics.step === 3")
			if got := eval[string](t, p, "bottleneck.metrics.fingerprint"); got != want {
				t.Errorf("fingerprint %s after three steps in slow motion, %s expected", got, want)
			}
			press(t, p, "]")
			await(t, p, `document.getElementById("slow").hidden && document.getElementById("pace").value === "1"`)
			if lit := eval[int](t, p, `document.querySelectorAll("#hourglass .at-work").length`); lit > 0 {
				t.Errorf("%d parts of the network stay lit", lit)
			}
		})
	}
}

// Play goes from phase to phase and Pause holds; where less motion is asked for each press is one phase.
func TestSlowMotionPlays(t *testing.T) {
	p := visit(t, quick)
	eval[any](t, p, chooseSlow)
	play := `document.getElementById("play").click()`
	label := `document.getElementById("play-label").textContent`
	eval[any](t, p, play)
	await(t, p, inPhase("Corrupt")+" && "+label+` === "Pause"`)
	eval[any](t, p, play)
	await(t, p, label+` === "Play"`)
	must(t, chromedp.Run(p.Context, emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}})))
	eval[any](t, p, "bottleneck.reset()")
	await(t, p, `document.querySelector("#slow .primary")`)
	for _, name := range []string{"Draw", "Corrupt"} {
		eval[any](t, p, play)
		await(t, p, inPhase(name)+" && "+label+` === "Play"`)
	}
	// Training that is asked for otherwise ends slow motion.
	eval[any](t, p, "bottleneck.start()")
	await(t, p, `document.getElementById("slow").hidden && document.getElementById("pace").value === "0"`)
}

// Scripts have the same step in numbers.
func TestPhasesOfAScript(t *testing.T) {
	p := visit(t, quick)
	got := eval[map[string]float64](t, p, `(async () => {
		const before = bottleneck.metrics.step;
		const step = await bottleneck.phases({ image: 2 });
		const parts = step.phases.flatMap(({ parts }) => parts);
		const named = (name) => parts.find(({ part }) => part === name).values;
		const [clean, output] = [named("clean"), named("output")];
		return {
			steps: step.step - before, image: step.image, phases: step.phases.length, numbers: clean.length, output: output.length,
			wrong: parts.filter((p) => !(p.values instanceof Float32Array) || p.values.length !== p.n * p.h * p.w * p.c).length,
		};
	})()`)
	want := map[string]float64{"steps": 1, "image": 2, "phases": 7, "numbers": 784, "output": 784, "wrong": 0}
	for name, n := range want {
		if got[name] != n {
			t.Errorf("%s: %g found, %g expected", name, got[name], n)
		}
	}
	if code := eval[string](t, p, `bottleneck.phases({ image: 100000 }).then(() => "", (error) => error.code)`); code != "count_out_of_range" {
		t.Errorf("an image beyond the batch: %q", code)
	}
}
