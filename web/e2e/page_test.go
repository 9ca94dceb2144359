package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"bottleneck/web/browser"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// begins tells whether the page starts training by itself, which it does when the canvas is there. What it asks of the trainer
// then is answered before what is asked now.
func begins(t *testing.T, p *browser.Page) bool {
	t.Helper()
	await(t, p, `document.getElementById("frame").dataset.view === "canvas"`)
	return eval[bool](t, p, `bottleneck.testImages(1).then(() => bottleneck.state === "running")`)
}

// A person who just opens the page sees a network learn.
func TestAPlainVisitTrainsByItself(t *testing.T) {
	p := anew(t, "")
	if !begins(t, p) {
		t.Error("nothing begins")
	}
	await(t, p, "bottleneck.metrics?.epoch >= 3")
	later := eval[metrics](t, p, "bottleneck.metrics")
	r := canvas(t, p)
	painted(t, p, r, 100)
	eval[any](t, p, "bottleneck.pause()")
	if start := eval[metrics](t, p, "bottleneck.reset().then(() => bottleneck.metrics)"); start.Step != 0 || !(later.TestLoss < start.TestLoss/2) {
		t.Errorf("test loss %g at the start, %g after %d epochs", start.TestLoss, later.TestLoss, later.Epoch)
	}
	train(t, p, "{epochs: 1}")
	for _, id := range []string{"m-epoch", "m-step", "m-rate", "m-test", "m-mse", "m-print", "m-elapsed", "m-remaining"} {
		await(t, p, `/[^\s\u2013]/.test(document.getElementById("`+id+`").textContent)`)
	}
}

// A link never starts anything by itself.
func TestALinkWaitsForPlay(t *testing.T) {
	p := anew(t, quick)
	if begins(t, p) {
		t.Error("it trains before anybody has pressed play")
	}
	press(t, p, " ")
	await(t, p, "bottleneck.metrics.step > 0")
}

// press sends a key to the page.
func press(t *testing.T, p *browser.Page, key string) {
	t.Helper()
	must(t, chromedp.Run(p.Context, chromedp.KeyEvent(key)))
}

// Pointing at the latent plane decodes the point; a click pins it.
func TestHoverDecodes(t *testing.T) {
	p := visit(t, "#v=1&data=digits&train=500&test=300&latent_dim=2&latent_activation=linear&epochs=50")
	train(t, p, "{epochs: 3}")
	r := canvas(t, p)
	before := eval[string](t, p, `document.getElementById("readout").textContent`)
	// Somewhere in the canvas is the plane: go over it in a coarse sweep.
	sweep := [][2]float64{{0.25, 0.6}, {0.25, 0.75}, {0.2, 0.5}, {0.5, 0.6}, {0.75, 0.6}, {0.3, 0.85}, {0.5, 0.75}}
	for i, end := 0, time.Now().Add(patience); ; i++ {
		at := sweep[i%len(sweep)]
		must(t, chromedp.Run(p.Context, input.DispatchMouseEvent(input.MouseMoved, r.X+at[0]*r.W, r.Y+at[1]*r.H)))
		if p.WaitFor(`((text) => text !== `+quoted(before)+` && text.includes("z"))(document.getElementById("readout").textContent)`, 700*time.Millisecond) == nil {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("the read-out stays %q", before)
		}
	}
	z := eval[[]float64](t, p, "bottleneck.decode(new Float32Array([0.5, -0.5])).then((y) => Array.from(y))")
	if len(z) != 784 {
		t.Errorf("decode gives %d values", len(z))
	}
}

func TestBadLinksAreNamedAndTheRestLoads(t *testing.T) {
	p := visit(t, quick)
	eval[any](t, p, "window.alert = window.prompt = () => { window.hacked = true; }") // not missed by what comes later
	for link, names := range map[string][]string{
		"#v=1&latent_dim=-3&seed=5":                                            {"latent_dim"},
		"#v=1&learning_rate=NaN&seed=5":                                        {"learning_rate"},
		"#v=1&wings=2&__proto__=1&toString=3&seed=5":                           {"wings", "__proto__", "toString"},
		"#v=1&encoder=" + strings.Repeat("dense(9,relu),", 999999) + "&seed=5": {"link"},
		"#v=1&encoder=dense(99999999,relu)&seed=5":                             {"encoder"},
		"#v=1&data=<img src=x onerror=alert(1)>&lesson=<b>&seed=5":             {"data", "lesson"},
		"#v=1&noise=gaussian(<script>alert(1)</script>)&seed=5":                {"noise"},
	} {
		got := eval[struct{ Fields []string }](t, p, fmt.Sprintf(`bottleneck.open(%q).then((r) => ({ Fields: r.notices.map((n) => n.field) }))`, link))
		for _, name := range names {
			if !strings.Contains(strings.Join(got.Fields, " "), name) {
				t.Errorf("%.60s: notices about %q, %s expected", link, got.Fields, name)
			}
		}
		if seed := eval[string](t, p, `String(bottleneck.recipe.seed)`); seed != "5" && names[0] != "link" {
			t.Errorf("%.60s: seed %s, the rest of the link was lost", link, seed)
		}
	}
	if eval[bool](t, p, `Boolean(window.hacked) || document.querySelectorAll("img[src=x]").length > 0`) {
		t.Error("a link became markup")
	}
	if m := train(t, p, "{steps: 3}"); m.Step != 3 {
		t.Errorf("after all that the run is at %+v", m)
	}
}

func TestDivergenceStopsAndOffersTheWayBack(t *testing.T) {
	p := visit(t, "#v=1&data=digits&train=500&test=100&optimizer=sgd&learning_rate=100&output_activation=linear&latent_activation=linear&epochs=50")
	text := eval[string](t, p, `bottleneck.train({epochs: 5}).then(() => "went on", (e) => e.message)`)
	if !strings.Contains(text, "step") {
		t.Errorf("training says %q", text)
	}
	barText(t, p, "diverged", "The loss is not finite at step")
	await(t, p, `(() => { const b = [...document.querySelectorAll("#bars button")].find((b) => /back/i.test(b.textContent)); b?.click(); return b; })()`)
	await(t, p, `Number(bottleneck.inForce.learning_rate) < 100`)
}

// The layout holds at every size the issue of a person's screen can be.
func TestNothingIsCutOff(t *testing.T) {
	p := visit(t, quick)
	for _, size := range [][2]int64{{1440, 900}, {820, 1180}, {390, 844}, {320, 568}} {
		must(t, chromedp.Run(p.Context, chromedp.EmulateViewport(size[0], size[1])))
		await(t, p, fmt.Sprintf("innerWidth === %d", size[0]))
		wide := eval[float64](t, p, "document.documentElement.scrollWidth - document.documentElement.clientWidth")
		if wide > 0 {
			t.Errorf("%dx%d: the page is %.0f pixels too wide, by %q", size[0], size[1], wide, eval[[]string](t, p, `[...document.body.querySelectorAll("*")]
				.filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth).map((e) => e.outerHTML.slice(0, 80))`))
		}
		for _, id := range []string{"play", "reset", "step-batch", "view"} {
			r := where(t, p, fmt.Sprintf("document.getElementById(%q)", id), false)
			if r.W < 20 || r.H < 20 || r.X < 0 || r.X+r.W > float64(size[0]) {
				t.Errorf("%dx%d: #%s is %v", size[0], size[1], id, r)
			}
		}
	}
}

// Every control has a name that a screen reader can say, and Tab leaves the canvas.
func TestControlsHaveNames(t *testing.T) {
	p := visit(t, quick)
	canvas(t, p)
	nameless := eval[[]string](t, p, `[...document.querySelectorAll("button, input, select, textarea, summary, iframe, a[href]")]
		.filter((e) => e.checkVisibility() && !(e.getAttribute("aria-label") || e.title || e.textContent.trim() ||
			e.labels?.length || e.getAttribute("aria-labelledby")))
		.map((e) => e.outerHTML.slice(0, 120))`)
	for _, e := range nameless {
		t.Errorf("no name: %s", e)
	}
	eval[any](t, p, `document.getElementById("view").focus()`)
	for range 8 { // through what the canvas itself has to focus on
		press(t, p, "\t")
		if !eval[bool](t, p, `document.activeElement?.id === "view"`) {
			return
		}
	}
	t.Error("Tab does not leave the canvas")
}

// A run that diverges is tried again with lower rates until it survives an epoch; a run that learns nothing says why, and a press mends it.
func TestDoctors(t *testing.T) {
	p := visit(t, "#v=1&data=digits&train=500&test=100&optimizer=sgd&learning_rate=100&output_activation=linear&latent_activation=linear&epochs=50")
	eval[any](t, p, `bottleneck.train({epochs: 5}).catch(() => {})`)
	barText(t, p, "diverged", "layer")
	await(t, p, `(() => { const b = [...document.querySelectorAll("#bars button")].find((b) => b.textContent.startsWith("Try again")); b?.click(); return b; })()`)
	await(t, p, `bottleneck.metrics.epoch > 0 && ["running", "done"].includes(bottleneck.state) && Number(bottleneck.recipe.learning_rate) < 100 && !document.querySelector('[data-bar="again"]')`)

	eval[any](t, p, `bottleneck.open("#v=1&data=digits&train=20&test=10&latent_dim=4&batch_size=50&epochs=3").then(() => bottleneck.train({epochs: 3}))`)
	await(t, p, `!document.getElementById("diagnoses").hidden && bottleneck.diagnoses[0].kind === "batch"`)
	eval[any](t, p, `document.querySelector("#diagnoses button").click()`)
	await(t, p, `document.getElementById("diagnoses").hidden && bottleneck.recipe.batch_size === "2" && bottleneck.diagnoses.length === 0`)
}
