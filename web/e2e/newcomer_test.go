package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// folded lets a page be as somebody finds it who comes for the first time: the tests of others unfold it.
const folded = `addEventListener("unfold", (e) => e.stopImmediatePropagation(), true);`

// inSight is what of the page can be operated without scrolling, each by itself: links, buttons, boxes, sliders, menus, words that are explained, the bars of the
// hourglass, the canvas. What is switched off cannot be operated, and the handle between before and after lies below a slider that is not seen.
const inSight = `(() => {
	const seen = (e) => {
		if (!e.checkVisibility({ visibilityProperty: true, opacityProperty: !e.matches(".split-slide") }) || e.closest("[inert]") || e.matches(":disabled, [aria-disabled='true']")) return false;
		let { left, top, right, bottom } = e.getBoundingClientRect();
		for (let a = e.parentElement; a; a = a.parentElement) {
			if (getComputedStyle(a).overflowY === "visible") continue;
			const r = a.getBoundingClientRect();
			[left, top, right, bottom] = [Math.max(left, r.left), Math.max(top, r.top), Math.min(right, r.right), Math.min(bottom, r.bottom)];
		}
		return right - left > 4 && bottom - top > 4 && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
	};
	return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, iframe, [tabindex]:not([tabindex="-1"]), [contenteditable]')].filter(seen)
		.map((e) => e.id || e.getAttribute("aria-label") || e.textContent.trim().slice(0, 20) || e.className);
})()`

// typeSizes are the sizes of all words that can be seen. Indices of a formula are smaller than its letters by themselves.
const typeSizes = `(() => {
	const sizes = new Set(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walk.nextNode()) {
		const e = walk.currentNode.parentElement;
		if (walk.currentNode.data.trim() && !e.closest("math, script, noscript") && e.checkVisibility()) sizes.add(getComputedStyle(e).fontSize);
	}
	return [...sizes].sort();
})()`

// Who comes for the first time sees a picture, the curve and Play, at most forty controls, five sizes of type, and nothing that jumps.
func TestTheFirstView(t *testing.T) {
	p := anewAfter(t, folded+` window.shifted = 0; window.shifts = []; new PerformanceObserver((list) => {
		for (const e of list.getEntries()) {
			if (e.hadRecentInput) continue;
			window.shifted += e.value;
			window.shifts.push(e.value.toFixed(3) + " at " + Math.round(e.startTime) + ": " + e.sources.map(({ node, previousRect: a, currentRect: b }) => (node?.id || node?.className || node?.nodeName) + " " + [a.x, a.y, a.width, a.height, b.x, b.y, b.width, b.height].map(Math.round)).join("; "));
		}
	}).observe({ type: "layout-shift", buffered: true });`, "")
	canvas(t, p)
	await(t, p, inCanvas+" && bottleneck.metrics.step > 20")
	if shifted := eval[float64](t, p, "shifted"); shifted >= 0.05 {
		t.Errorf("the layout shifted by %g, less than 0.05 expected: %q", shifted, eval[[]string](t, p, "shifts"))
	}
	for _, size := range [][2]int64{{1440, 900}, {390, 844}} {
		must(t, chromedp.Run(p.Context, emulation.SetDeviceMetricsOverride(size[0], size[1], 1, false)))
		await(t, p, fmt.Sprintf("innerWidth === %d", size[0]))
		eval[any](t, p, "scrollTo(0, 0)")
		if list := eval[[]string](t, p, inSight); len(list) > 40 || len(list) < 8 {
			t.Errorf("%dx%d: %d controls in sight, at most 40 expected: %q", size[0], size[1], len(list), list)
		} else {
			t.Logf("%dx%d: %d controls in sight: %q", size[0], size[1], len(list), list)
		}
		if seed := where(t, p, `document.getElementById("seed")`, false); seed.W < 40 {
			t.Errorf("%dx%d: the seed is %v", size[0], size[1], seed)
		}
		if sizes := eval[[]string](t, p, typeSizes); len(sizes) > 5 {
			t.Errorf("%dx%d: sizes of type are %q", size[0], size[1], sizes)
		}
	}
	// At 200 % a picture is on the first screen; the narrowest has the seed with its label.
	must(t, chromedp.Run(p.Context, emulation.SetDeviceMetricsOverride(720, 450, 1, false)))
	await(t, p, "innerWidth === 720")
	view, keys := where(t, p, `document.getElementById("view")`, false), where(t, p, `document.querySelector(".keys")`, false)
	if high := min(keys.Y, 450) - view.Y; high < 100 {
		t.Errorf("zoomed to 200 %%: %.0f pixels of the picture on the first screen", high)
	}
	must(t, chromedp.Run(p.Context, emulation.SetDeviceMetricsOverride(320, 640, 1, false)))
	await(t, p, "innerWidth === 320")
	for _, what := range []string{`document.getElementById("seed")`, `document.querySelector('label[for="seed"]')`} {
		if r := where(t, p, what, false); r.W < 20 || r.X < 0 || r.X+r.W > 320 {
			t.Errorf("320 wide: %s is at %v", what, r)
		}
	}
	// What is folded is a click away, and stays.
	for what, one := range map[string]string{"fields": "#f-shuffle", "figures": "#t-print", "panels": `[data-panel="grid"]`} {
		if eval[bool](t, p, `document.querySelector(`+quoted(one)+`).checkVisibility()`) {
			t.Errorf("%s: %s is shown at first", what, one)
		}
		eval[any](t, p, `document.querySelector('[data-fold="`+what+`"] > .fold').click()`)
		await(t, p, `document.querySelector(`+quoted(one)+`).checkVisibility() && localStorage.getItem("bottleneck.unfolded").includes("`+what+`")`)
	}
	eval[any](t, p, `document.getElementById("card-short").click()`)
	await(t, p, `document.getElementById("card").checkVisibility()`)
	// And with all of it in sight it is counted, too.
	must(t, chromedp.Run(p.Context, emulation.SetDeviceMetricsOverride(1440, 900, 1, false)))
	await(t, p, "innerWidth === 1440")
	if list := eval[[]string](t, p, inSight); len(list) <= 40 {
		t.Errorf("unfolded: %d controls in sight, more than 40 expected: %q", len(list), list)
	}
}

// The menu of what is wanted seldom opens, is gone through and closes by keys, and has the focus again after a dialog that it opened.
func TestMore(t *testing.T) {
	p := visit(t, quick)
	const at = "document.activeElement.id"
	eval[any](t, p, `document.querySelector("#more-menu summary").focus()`)
	press(t, p, "\r")
	await(t, p, `document.getElementById("device-figures").checkVisibility()`)
	for _, id := range []string{"help-open", "share-open", "take-open", "theme"} {
		press(t, p, "\t")
		await(t, p, at+" === "+quoted(id))
	}
	const onSummary = `document.activeElement === document.querySelector("#more-menu summary") && !document.getElementById("more-menu").open`
	press(t, p, kb.Escape)
	await(t, p, onSummary)
	for _, id := range []string{"share", "take", "help"} {
		press(t, p, "\r")
		await(t, p, `document.getElementById("`+id+`-open").checkVisibility()`)
		eval[any](t, p, `document.getElementById("`+id+`-open").focus()`)
		press(t, p, "\r")
		await(t, p, `document.getElementById("`+id+`").open && !document.getElementById("more-menu").open`)
		press(t, p, kb.Escape)
		await(t, p, onSummary)
	}
}

// A word says what it means by keys and by fingers, and single keys can be switched off.
func TestWordsAndKeys(t *testing.T) {
	p := visit(t, quick)
	const box = `document.getElementById("hint-box")`
	eval[any](t, p, `document.getElementById("new-seed").focus()`)
	eval[any](t, p, `document.getElementById("t-train").focus()`)
	press(t, p, "\t") // to the next word
	await(t, p, `document.activeElement.matches(".term") && !`+box+`.hidden && `+box+`.textContent === document.activeElement.dataset.says`)
	if said := eval[string](t, p, `document.activeElement.getAttribute("aria-describedby")`); said != "hint-box" {
		t.Errorf("a reader of screens is told of %q", said)
	}
	press(t, p, kb.Escape)
	await(t, p, box+`.hidden`)
	eval[any](t, p, `document.querySelector('label[for="f-loss"]').dispatchEvent(new PointerEvent("click", { bubbles: true, cancelable: true, pointerType: "touch" }))`)
	await(t, p, `!`+box+`.hidden && `+box+`.textContent === document.getElementById("f-loss-help").textContent`)
	press(t, p, kb.Escape)

	eval[any](t, p, `document.activeElement.blur()`)
	steps := train(t, p, "{steps: 1}").Step
	eval[any](t, p, `document.getElementById("help-open").click(), document.getElementById("single-keys").click(), document.querySelector("dialog[open]").close()`)
	eval[any](t, p, `document.activeElement.blur()`)
	press(t, p, ".")
	press(t, p, "?")
	if eval[bool](t, p, `document.querySelector("dialog[open]") !== null`) || eval[int](t, p, "bottleneck.metrics.step") != steps {
		t.Error("keys that are switched off do something")
	}
	eval[any](t, p, `document.getElementById("help-open").click(), document.getElementById("single-keys").click(), document.querySelector("dialog[open]").close()`)
	press(t, p, ".")
	await(t, p, fmt.Sprintf("bottleneck.metrics.step === %d", steps+1))
}
