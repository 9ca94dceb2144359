package e2e

import (
	"fmt"
	"testing"

	"bottleneck/web/browser"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// plane is a small recipe with a latent plane, and too few steps of it to wait for.
const plane = "#v=1&data=digits&train=600&test=100&batch_size=50&latent_dim=2&latent_activation=linear&epochs=200"

// slider is the time-line's.
const slider = `document.querySelector("#time [role=slider]")`

// dragged is where the time-line has a share of the run, on the screen.
func dragged(t *testing.T, p *browser.Page) func(kind input.MouseType, share float64) chromedp.Action {
	t.Helper()
	r := where(t, p, slider, false)
	const edge = 10
	return func(kind input.MouseType, share float64) chromedp.Action {
		return input.DispatchMouseEvent(kind, r.X+edge+share*(r.W-2*edge), r.Y+r.H/2).WithButton(input.Left).WithClickCount(1)
	}
}

// A hand that moves along the time-line sees each step at once as it was recorded; where it rests, the step is shown exactly. The run is as it would be
// without.
func TestDraggingTheTimeLine(t *testing.T) {
	p := visit(t, plane)
	wear()
	canvas(t, p)
	await(t, p, `document.getElementById("frame").dataset.view === "canvas"`)
	eval[any](t, p, `document.getElementById("twin").open = true`)
	early := train(t, p, "{steps: 300}")
	train(t, p, "{steps: 299}")
	const whole = 1200 // half of the track
	late := train(t, p, "{steps: 601}")
	if late.Step != whole {
		t.Fatalf("at step %d, %d expected", late.Step, whole)
	}
	eval[any](t, p, `(async () => {
		window.seen = { steps: new Set(), figures: new Set(), words: new Set(), labels: new Set() };
		bottleneck.on("moment", ({ moment }) => { if (moment && !moment.exact) seen.steps.add(moment.step); });
		const watch = (key, element) => new MutationObserver(() => seen[key].add(element.textContent)).observe(element, { childList: true, subtree: true, characterData: true });
		watch("figures", document.getElementById("m-mse"));
		watch("words", document.getElementById("twin-body"));
		watch("labels", document.getElementById("view").contentDocument.getElementById("labels"));
	})()`)
	at := dragged(t, p)
	must(t, chromedp.Run(p.Context, at(input.MousePressed, 0.5)))
	for i := 19; i >= 0; i-- {
		must(t, chromedp.Run(p.Context, at(input.MouseMoved, float64(i)/40)))
		await(t, p, fmt.Sprintf(`bottleneck.moment && !bottleneck.moment.exact && Math.abs(bottleneck.moment.step - %d) < 200`, i*whole/20))
	}
	await(t, p, `document.querySelector(".moment-text .long").textContent.startsWith("Step ")`)
	await(t, p, slider+`.ariaValueText.includes("recorded")`)
	for i := range 6 {
		must(t, chromedp.Run(p.Context, at(input.MouseMoved, float64(i)/40)))
	}
	must(t, chromedp.Run(p.Context, at(input.MouseReleased, 0.125)))
	await(t, p, `bottleneck.moment?.exact && bottleneck.moment.step === 300`)
	for what, least := range map[string]int{"steps": 5, "figures": 4, "words": 1, "labels": 2} {
		if n := eval[int](t, p, `seen.`+what+`.size`); n < least {
			t.Errorf("of %s %d were seen while dragging, %d at least expected", what, n, least)
		}
	}
	shows := func(step int, m metrics) {
		t.Helper()
		await(t, p, fmt.Sprintf(`document.getElementById("m-print").textContent === %q`, m.Fingerprint))
		await(t, p, fmt.Sprintf(`document.getElementById("twin-body").textContent.includes("Step %d is shown")`, step))
		await(t, p, fmt.Sprintf(`document.querySelector(".moment-text .long").textContent === "Step %d"`, step))
		await(t, p, fmt.Sprintf(`%s.ariaValueNow === "%d" && %s.ariaValueText.endsWith("epoch %d, exactly")`, slider, step, slider, step/12))
	}
	shows(300, early)
	if step := eval[int](t, p, "bottleneck.metrics.step"); step != whole {
		t.Errorf("the run is at step %d, %d expected", step, whole)
	}
	eval[any](t, p, `[...document.querySelectorAll("#moment button")].find((b) => b.textContent === "Now").click()`)
	await(t, p, `bottleneck.moment === null && document.querySelector(".moment-chip").hidden`)
	await(t, p, fmt.Sprintf(`document.getElementById("m-print").textContent === %q`, late.Fingerprint))

	// While it trains, too.
	eval[any](t, p, `bottleneck.pace(300).then(() => bottleneck.start())`)
	must(t, chromedp.Run(p.Context, at(input.MousePressed, 0.2), at(input.MouseMoved, 0.1), at(input.MouseReleased, 0.1)))
	await(t, p, `bottleneck.moment?.exact`)
	before := eval[[]any](t, p, `[bottleneck.moment.step, bottleneck.metrics.step, document.getElementById("m-progress").value]`)
	await(t, p, fmt.Sprintf(`bottleneck.moment.step === %v && bottleneck.metrics.step > %v && document.getElementById("m-progress").value > %v`, before[0], before[1], before[2]))
	press(t, p, "l")
	await(t, p, `bottleneck.moment === null && bottleneck.state === "running"`)
	eval[any](t, p, `bottleneck.pause().then(() => bottleneck.pace(0))`)
	after := eval[metrics](t, p, fmt.Sprintf(`bottleneck.train({ steps: 2000 - bottleneck.metrics.step })`))
	eval[any](t, p, `bottleneck.reset()`)
	if fresh := train(t, p, "{steps: 2000}"); fresh.Fingerprint != after.Fingerprint || fresh.Step != after.Step {
		t.Errorf("the run ends at %d with %s, one that nobody looked back in at %d with %s", after.Step, after.Fingerprint, fresh.Step, fresh.Fingerprint)
	}
	eval[any](t, p, `bottleneck.reset()`)
	if m := train(t, p, "{steps: 300}"); m.Fingerprint != early.Fingerprint {
		t.Errorf("a fresh run has %s at step 300, %s was shown", m.Fingerprint, early.Fingerprint)
	}
}

// The keyboard alone leads to any recorded step and back, and another run goes on from there.
func TestTheTimeLineByKeyboard(t *testing.T) {
	p := visit(t, plane)
	begin := train(t, p, "{steps: 120}")
	train(t, p, "{steps: 480}")
	await(t, p, slider+`.ariaDisabled === "false" && `+slider+`.ariaValueNow === "600"`)
	eval[any](t, p, slider+`.focus()`)
	value := func() int { return eval[int](t, p, `Number(`+slider+`.ariaValueNow)`) }
	go1 := func(key string, modifiers ...chromedp.KeyOption) int {
		t.Helper()
		must(t, chromedp.Run(p.Context, chromedp.KeyEvent(key, modifiers...)))
		await(t, p, `bottleneck.moment ? bottleneck.moment.exact && bottleneck.moment.step === Number(`+slider+`.ariaValueNow) : `+slider+`.ariaValueNow === "600"`)
		return value()
	}
	kept := eval[[]int](t, p, `bottleneck.moments().then(({ frames, checkpoints }) => [...new Set([...frames, ...checkpoints])].sort((a, b) => a - b))`)
	if len(kept) < 3 || kept[len(kept)-1] != 600 {
		t.Fatalf("recorded are %v", kept)
	}
	if at := go1(kb.ArrowLeft); at != kept[len(kept)-2] {
		t.Errorf("one to the left is %d, recorded are %v", at, kept)
	}
	if at := go1(kb.ArrowRight); at != 600 {
		t.Errorf("and back is %d", at)
	}
	if at := go1(kb.Home); at != 0 {
		t.Errorf("Home leads to %d", at)
	}
	if at := go1(kb.PageUp); at != 60 {
		t.Errorf("PageUp leads to %d", at)
	}
	if at := go1(kb.PageUp); at != 120 {
		t.Errorf("PageUp leads to %d", at)
	}
	if got := eval[string](t, p, `document.getElementById("m-print").textContent`); got != begin.Fingerprint {
		t.Errorf("at step 120 is %s, it was %s", got, begin.Fingerprint)
	}
	press(t, p, "\t") // Continue from here
	if name := eval[string](t, p, `document.activeElement.ariaLabel`); name != "Continue from here" {
		t.Errorf("beside the time-line is %q", name)
	}
	press(t, p, "\r")
	await(t, p, `bottleneck.metrics.step === 120 && bottleneck.moment === null`)
	await(t, p, `document.activeElement === `+slider)
	if m := train(t, p, "{steps: 480}"); m.Step != 600 {
		t.Errorf("the branch is at step %d", m.Step)
	}
	if at := go1(kb.Home); at != 0 {
		t.Errorf("Home leads to %d", at)
	}
	if at := go1(kb.End); at != 600 || !eval[bool](t, p, `bottleneck.moment === null`) {
		t.Errorf("End leads to %d", at)
	}

	// Whoever starts the run wants to see it.
	go1(kb.Home)
	press(t, p, " ")
	await(t, p, `bottleneck.moment === null && bottleneck.metrics.step > 600`)
}

// A click on the loss curve shows the step below it.
func TestAClickOnTheCurveShowsItsStep(t *testing.T) {
	p := visit(t, plane)
	train(t, p, "{steps: 600}")
	tab(t, p, "loss")
	says(t, p, "Loss")
	r := canvas(t, p)
	must(t, chromedp.Run(p.Context, chromedp.MouseClickXY(r.X+r.W/2, r.Y+r.H/2)))
	await(t, p, `bottleneck.moment?.exact && bottleneck.moment.step > 200 && bottleneck.moment.step < 400`)
	press(t, p, "l") // the focus is in the canvas
	await(t, p, `bottleneck.moment === null`)
}

// The film goes through what was recorded and ends now; it can stand still, and where less motion is asked for it goes by hand.
func TestTheFilmOfTheRun(t *testing.T) {
	p := visit(t, plane)
	wear()
	for range 11 {
		train(t, p, "{steps: 50}") // what is recorded of a run that stands is every step that is seen
	}
	late := train(t, p, "{steps: 50}")
	eval[any](t, p, `(() => {
		window.seen = [];
		bottleneck.on("moment", ({ moment }) => { if (moment && moment.step !== seen.at(-1)) seen.push(moment.step); });
		const speed = document.querySelector("#film select");
		speed.value = "4";
		speed.dispatchEvent(new Event("change"));
	})()`)
	press(t, p, "f")
	await(t, p, `seen.length > 2`)
	press(t, p, "f")
	await(t, p, `bottleneck.moment?.exact`)
	press(t, p, "f")
	await(t, p, `bottleneck.moment && !bottleneck.moment.exact`)
	await(t, p, `bottleneck.moment === null && document.querySelector("#film button").textContent.startsWith("Film")`)
	if seen := eval[[]int](t, p, `seen`); len(seen) < 3 || !ascending(seen) {
		t.Errorf("the film showed %v", seen)
	}
	if m := eval[metrics](t, p, "bottleneck.metrics"); m.Fingerprint != late.Fingerprint {
		t.Errorf("after the film %+v, before it %+v", m, late)
	}
}

func ascending(list []int) bool {
	for i := 1; i < len(list); i++ {
		if list[i] < list[i-1] {
			return false
		}
	}
	return true
}
