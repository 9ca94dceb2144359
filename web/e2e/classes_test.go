package e2e

import (
	"fmt"
	"strings"
	"testing"

	"bottleneck/core/wire"
	"bottleneck/web/browser"
)

// accuracies asks the page for classifiers and returns what each reached.
func accuracies(t *testing.T, p *browser.Page, options string) (wire.Classification, map[string]float64) {
	t.Helper()
	c := eval[wire.Classification](t, p, "bottleneck.classify("+options+")")
	of := map[string]float64{}
	for _, r := range c.Results {
		of[r.Classifier+" "+r.Input] = r.Accuracy
	}
	return c, of
}

// On MNIST the classifiers reach what trusted programs do: .911 and .940 on originals.
func TestTheCodeIsGoodForSomething(t *testing.T) {
	needMNIST(t)
	p := visit(t, "#v=1&lesson=classify")
	m := train(t, p, "{epochs: 4}")
	c, of := accuracies(t, p, "{}")
	if c.Step != m.Step || c.Fingerprint != m.Fingerprint || len(c.Results) != 7 {
		t.Errorf("%+v at step %d, %s", c, m.Step, m.Fingerprint)
	}
	for name, want := range map[string][2]float64{"linear originals": {.896, .926}, "cnn originals": {.925, .955}, "linear reconstructions": {.903, .933},
		"cnn reconstructions": {.894, .924}, "linear codes": {.846, .876}, "cnn codes": {.75, .9}, "linear pca": {.841, .871}} {
		if a := of[name]; a < want[0] || a > want[1] {
			t.Errorf("%s: accuracy %.4f, %.3f to %.3f expected", name, a, want[0], want[1])
		}
	}
	for _, r := range c.Results {
		if r.N != 10000 || r.Train != 10000 {
			t.Errorf("%+v", r)
		}
	}
	t.Logf("%v in %.1f s", of, c.Elapsed)
}

const shownTable = `[...document.querySelectorAll("#classes tbody tr")].map((r) => r.textContent.trim().replace(/\s+/g, " ")).join("|")`

// The panel: progress and time, a way to stop, the figures side by side, and of which weights they are.
func TestThePanelOfClassifiers(t *testing.T) {
	p := visit(t, "#v=1&lesson=classify&data=digits&train=3000&test=300")
	if !eval[bool](t, p, `document.getElementById("classes-panel").classList.contains("pointed")`) {
		t.Error("the lesson does not point at the panel")
	}
	train(t, p, "{steps: 20}")
	eval[any](t, p, `document.querySelectorAll("#classes select")[1].value = "30"`) // so that there is time to stop it
	const click = `(() => { const b = [...document.querySelectorAll("#classes button")].find((b) => b.checkVisibility()); b.focus(); b.click(); return b.textContent; })()`
	if text := eval[string](t, p, click); text != "Find out" {
		t.Errorf("the button says %q", text)
	}
	// The work may be over a moment after its time is told: the click must come in the same one.
	const clickWhileTold = `new Promise((done) => { const look = () => {
		if (document.querySelector("#classes .classes-work").checkVisibility() && document.querySelector("#classes progress").value > 0.01 && document.querySelector("#classes .hint:not([hidden])") && / on .* left$/.test(document.querySelector("#classes .classes-work p").textContent) && /^(loss \d|\d+\.\d%)/.test(document.querySelector(".classes-running").textContent)) done(` + click + `);
		else setTimeout(look, 5);
	}; look(); })`
	if text := eval[string](t, p, clickWhileTold); text != "Stop" {
		t.Errorf("while it works the button says %q", text)
	}
	await(t, p, `!document.querySelector("#classes .classes-work").checkVisibility()`)
	if !eval[bool](t, p, `document.activeElement === document.querySelector(".classes-ask button")`) {
		t.Error("after a stop the focus is lost")
	}

	// A run that goes on meanwhile does not disturb it.
	beside := eval[struct{ Step, Results, Now int }](t, p, `(async () => {
		await bottleneck.start();
		const c = await bottleneck.classify({images: 500, passes: 2});
		await bottleneck.pause();
		return {Step: c.step, Results: c.results.length, Now: bottleneck.metrics.step};
	})()`)
	if beside.Results != 7 || beside.Step < 20 || beside.Now < beside.Step+10 {
		t.Errorf("beside a run: %+v", beside)
	}
	table := eval[string](t, p, shownTable)
	for _, part := range []string{"Linear probe|Originals 784", "Codes 32", "Principal components 32", "Small CNN|Originals 784", "%"} {
		if !strings.Contains(table, part) {
			t.Errorf("the table says %q, nothing of %s", table, part)
		}
	}
	if n := strings.Count(table, "%"); n != 7 {
		t.Errorf("%d figures: %s", n, table)
	}
	await(t, p, fmt.Sprintf(`document.getElementById("classes").innerText.includes("Of step %d; the weights have changed since. Trained on 500 images, tried on 300 others.")`, beside.Step))
	eval[any](t, p, "bottleneck.reset()")
	await(t, p, `document.getElementById("classes").innerText.includes(" of the run before.")`)
	eval[any](t, p, `bottleneck.open("#v=1&data=digits&train=100&test=50")`)
	await(t, p, `!document.querySelector("#classes table") && !document.querySelector("#classes-panel.pointed")`)
}

// Without labels there is nothing to learn: the panel says so, and the button stays.
func TestUnlabeledDataIsRefused(t *testing.T) {
	p := visit(t, "#v=1&data=table18&train=200&test=50&latent_dim=4&epochs=5")
	const want = "table18 has no labels; a classifier needs the class of every image"
	if why := eval[string](t, p, `bottleneck.classify().then(() => "accepted", (e) => e.message)`); why != "classify: "+want {
		t.Errorf("a script is told %q", why)
	}
	eval[any](t, p, `document.querySelector(".classes-ask button").click()`)
	await(t, p, `document.querySelector("#classes [role=alert]").textContent.toLowerCase() === "`+want+`".toLowerCase()`)
	if !eval[bool](t, p, `document.querySelector(".classes-ask button").checkVisibility() && !document.querySelector("#classes table")`) {
		t.Error("after the refusal the button is gone, or a table is there")
	}
	eval[any](t, p, "bottleneck.open('"+quick+"')")
	await(t, p, `document.querySelector("#classes [role=alert]").textContent === ""`)
}

func TestClassifyRefusesByName(t *testing.T) {
	p := visit(t, quick)
	for call, want := range map[string]string{
		`classify({kinds: ["dreams"]})`:                       `kinds is ["dreams"], an array of originals, reconstructions, codes, pca expected`,
		`classify({kinds: "codes"})`:                          `kinds is "codes"`,
		`classify({classifiers: []})`:                         `classifiers is []`,
		`classify({images: 0})`:                               `images is 0, a whole number from 1 on expected`,
		`classify({passes: 1e9})`:                             "passes: 1000000000 found, 0 to 1000 expected",
		`classify({kinds: ["pca"], classifiers: ["cnn"]})`:    "cnn on pca asked for",
		`stopClassify().then(() => { throw Error("fine"); })`: "fine",
	} {
		if why := eval[string](t, p, "bottleneck."+call+`.then(() => "accepted", (e) => e.message)`); !strings.Contains(why, want) {
			t.Errorf("%s: %q, %q expected", call, why, want)
		}
	}
	why := eval[string](t, p, `(() => { const a = bottleneck.classify({passes: 1000}); a.catch(() => {}); return bottleneck.stopClassify().then(() => a).catch((e) => e.message); })()`)
	if !strings.Contains(why, "stopped: it was asked to") {
		t.Errorf("stopped: %q", why)
	}
	if !eval[bool](t, p, `bottleneck.probe === bottleneck.classify && bottleneck.stopProbe === bottleneck.stopClassify`) {
		t.Error("the old names of classify and stopClassify are gone")
	}
}
