package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bottleneck/web/browser"
	"bottleneck/web/site/server"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// audit is a promise of what axe finds wrong with a document as it is now, a line each. Where the system sets the colors, styles still tell those of the page:
// contrast is not looked at there.
const audit = `axe.run(document, { resultTypes: ["violations"], rules: { "color-contrast": { enabled: !matchMedia("(forced-colors: active)").matches } } }).then(({ violations }) =>
	violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ": " + target.join(" ") + ": " + failureSummary.replace(/\s+/g, " "))))`

// axeCore is the program of axe-core, from the folder of the package that AXE_CORE names. Nothing of it is needed to build or test but this.
func axeCore(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("AXE_CORE")
	if dir == "" {
		t.Skip("AXE_CORE names the folder of the package axe-core, where there is one")
	}
	b, err := os.ReadFile(filepath.Join(dir, "axe.min.js"))
	must(t, err)
	return string(b)
}

// audited has axe look at a page.
func audited(t *testing.T, p *browser.Page, axe string) []string {
	t.Helper()
	if !eval[bool](t, p, "!!window.axe") {
		eval[any](t, p, "(() => {"+axe+"})(), true")
	}
	return eval[[]string](t, p, audit)
}

// there is a function of the page: the element of a selector, once it is there.
const there = `const there = async (selector) => {
	for (;;) {
		const el = document.querySelector(selector);
		if (el) return el;
		await new Promise((later) => { setTimeout(later, 20); });
	}
};`

// look has axe look at a page as it is: on a desk and on a phone, light, dark and in the colors of a theme of high contrast.
func look(t *testing.T, p *browser.Page, axe string) {
	t.Helper()
	for _, size := range [][2]int64{{1440, 900}, {390, 844}} {
		for theme, features := range map[string][2]string{"light": {"light", "none"}, "dark": {"dark", "none"}, "forced colors": {"dark", "active"}} {
			must(t, chromedp.Run(p.Context, emulation.SetDeviceMetricsOverride(size[0], size[1], 1, false), emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{
				{Name: "prefers-color-scheme", Value: features[0]}, {Name: "forced-colors", Value: features[1]}, {Name: "prefers-reduced-motion", Value: "reduce"}})))
			await(t, p, fmt.Sprintf("innerWidth === %d && document.getAnimations().every((a) => a.playState === 'finished')", size[0]))
			for _, fault := range audited(t, p, axe) {
				t.Errorf("%dx%d, %s: %s", size[0], size[1], theme, fault)
			}
		}
	}
}

// What a learner, a teacher and somebody in trouble sees has nothing that axe finds.
func TestAxe(t *testing.T) {
	axe := axeCore(t)
	const (
		lesson = "#v=1&lesson=linear&" + few
		dies   = `for (const n of [workers.length, workers.length + 1]) {
			const again = new Promise((done) => bottleneck.on("phase", ({ phase }) => { if (phase === "running" || phase === "interrupted") done(); }));
			workers.at(-1).onmessage({ data: { json: JSON.stringify({ event: "dead", code: "memory_used_up", values: {} }) } });
			await again;
		}`
	)
	for _, c := range []struct{ name, link, act, there string }{
		{"a guided page", lesson + "&page=2", "", `document.querySelector(".in-light")`},
		{"an answer that is wrong", lesson + "&page=1", `(await there(".guide-choice + .guide-choice")).click();`, `document.querySelector(".guide-choice.wrong")`},
		{"the quiz", lesson, `(await there(".quiz-key button")).click();`, `document.querySelector(".guide-dots.many")`},
		{"a film", "#v=1&lesson=plane&" + few, "", `!document.querySelector(".recorded").hidden`},
		{"the notes", lesson, `(await there("#lesson .notes")).open = true;`, `document.querySelector("#lesson .notes[open]")`},
		{"the lessons", lesson, `await there("#lesson-list a"); document.querySelector("#lessons summary").click();`, `document.querySelector("#lesson-list a").checkVisibility()`},
		{"what a link is given with", lesson, `await bottleneck.train({ steps: 5 }); document.getElementById("share-open").click();`, `document.getElementById("share").open`},
		{"for a class, in a frame", lesson, `document.getElementById("share-open").click();`, `document.getElementById("share").open && [...document.querySelectorAll("#share details")].every((d) => d.open = true)`},
		{"classifiers that can be stopped", "#v=1&data=digits&train=2000&test=500", `await bottleneck.train({ steps: 5 }); document.getElementById("classes-passes").value = "30"; document.querySelector("#classes-passes").dispatchEvent(new Event("change")); document.querySelector(".classes-ask button").click();`, `[...document.querySelectorAll("#classes button")].some((b) => b.textContent === "Stop" && b.checkVisibility())`},
		{"a class", "#v=1&" + few + "&hide=runs,field:batch_size&lock=field:learning_rate,seed,picture", "", `document.querySelector(".locked")`},
		{"the device", "#v=1&" + few, `document.querySelector("#more-menu summary").click();`, `document.getElementById("download-everything").checkVisibility()`},
		{"a diagnosis", "#v=1&data=digits&train=300&test=100&batch_size=20&optimizer=adadelta&learning_rate=0.001&epochs=3", `await bottleneck.train({ epochs: 3 });`, `!document.getElementById("diagnoses").hidden`},
		{"a link with faults", "#v=1&" + few + "&latent_activation=relu&sparsity=kl&colour=red", "", `document.querySelector('[data-bar="link"] button')`},
		{"all fields explained", "#v=1&lesson=sparse&" + few, `document.getElementById("explain").click();`, `document.querySelector("#form.explained")`},
		{"a divergence", "#v=1&" + few + "&optimizer=sgd&learning_rate=100&output_activation=linear&latent_activation=linear", `await bottleneck.train({ epochs: 1 }).catch(() => {});`, `document.querySelector('[data-bar="diverged"]')`},
		{"a proof that holds", "", "", ""},
		{"a proof that does not", "", "", ""},
		{"a run that is interrupted", "#v=1&" + few, `await bottleneck.train({ steps: 5 });` + dies, `document.querySelector('[data-bar="engine"] .primary')`},
		{"a frame in another page", "?embed=1" + lesson, `await bottleneck.train({ steps: 5 });`, "true"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.link == "" {
				m := train(t, anew(t, "#v=1&"+few), "{steps: 7}")
				c.link = fmt.Sprintf("#v=1&%s&arithmetic=%s&proof=7:%s", few, m.Arithmetic, m.Fingerprint)
				c.there = `document.querySelector('[data-bar="proof"].good')`
				if strings.Contains(c.name, "not") {
					c.link = strings.Replace(c.link, "proof=7:", "proof=8:", 1)
					c.there = `document.querySelector('[data-bar="proof"].error')`
				}
			}
			p := anewAfter(t, keepWorkers, c.link)
			if c.act != "" {
				eval[any](t, p, "(async () => {"+there+c.act+"})()")
			}
			await(t, p, c.there)
			look(t, p, axe)
		})
	}
	t.Run("without a network", func(t *testing.T) {
		s := serve(t, server.Options{})
		p := open(t, chromium(t, browser.Options{}), s.url+"#v=1&"+few)
		await(t, p, offlineReady)
		s.stop()
		eval[any](t, p, `void (location.hash = "#v=1&data=mnist&train=60000")`)
		await(t, p, `document.querySelector('[data-bar="offline"] .primary')`)
		look(t, p, axe)
		p.Forget()
	})
	t.Run("what is wrong is found", func(t *testing.T) {
		p := visit(t, "#v=1&"+few)
		wear()
		eval[any](t, p, `void document.querySelector("main").append(document.createElement("button"))`)
		if !slices.ContainsFunc(audited(t, p, axe), func(fault string) bool { return strings.HasPrefix(fault, "button-name") }) {
			t.Error("a button without a name is not found")
		}
	})
}
