package e2e

import (
	"testing"

	"bottleneck/web/browser"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// To open the page takes a processor some seconds: two Go programs are compiled and started, and the whole site is stored. Few tests are
// about that. The others visit a page that stays open, and find it as a page of their own would be. A test opens its own, by open, when it is
// about loading or what is stored, needs a browser or a server with options, or leaves what nobody can take back.

// visited is the page that stays open. It is nil before the first visit and after a test that failed.
var visited struct {
	page  *browser.Page
	fresh string // what kept says of it before anybody has done anything
	size  string // of its window
}

// visit gives a test the open page, with the run of a link at its start. The test fails if the page reports a fault before it ends.
func visit(t *testing.T, link string) *browser.Page {
	t.Helper()
	if visited.page != nil && !tidied(t, visited.page, link) {
		leave()
	}
	if visited.page == nil {
		enterFirst(t, link)
	}
	p := visited.page
	t.Cleanup(func() {
		noFaults(t, p)
		p.Forget()
		if t.Failed() || p.Eval("bottleneck.pause()", nil) != nil { // tests with a page of their own shall not train beside it
			leave()
		}
	})
	return p
}

// leave closes the page. The next test opens another.
func leave() {
	visited.page.Close()
	visited.page = nil
}

// enterFirst opens the page, for all that come.
func enterFirst(t *testing.T, link string) {
	t.Helper()
	p, err := chromium(t, browser.Options{}).NewPage(true)
	must(t, err)
	must(t, p.Open(lasting(t).url+link))
	ready(t, p)
	await(t, p, `document.getElementById("frame").dataset.view === "canvas"`)
	eval[any](t, p, tidy)
	visited.page, visited.fresh, visited.size = p, eval[string](t, p, kept), eval[string](t, p, size)
}

// tidied takes back what the last test has left, and opens a link. It is false where something cannot be taken back.
func tidied(t *testing.T, p *browser.Page, link string) bool {
	t.Helper()
	must(t, chromedp.Run(p.Context,
		page.BringToFront(), emulation.ClearDeviceMetricsOverride(), emulation.SetTouchEmulationEnabled(false),
		input.DispatchMouseEvent(input.MouseMoved, 0, 0)))
	await(t, p, size+" === "+quoted(visited.size))
	eval[any](t, p, tidy)
	if now := eval[string](t, p, kept); now != visited.fresh {
		t.Logf("the page is opened anew, since the last test left it with %s; a fresh one has %s", now, visited.fresh)
		return false
	}
	eval[any](t, p, `bottleneck.open(`+quoted(link)+`)`)
	await(t, p, `location.hash === bottleneck.link()`) // it is written a little later
	eval[any](t, p, `localStorage.clear(), sessionStorage.clear()`)
	return true
}

// tidy ends what goes on, closes what is open, and goes to the top.
const tidy = `(async () => {
	window.names ??= new Set(Object.keys(window).concat("names"));
	for (const name of Object.keys(window)) if (!names.has(name)) delete window[name];
	document.querySelector("dialog[open]")?.close();
	for (const e of document.querySelectorAll("details.menu, #twin")) e.open = false;
	document.activeElement.blur();
	await bottleneck.pause();
	await bottleneck.stopClassify();
	await bottleneck.setThreads(0);
	await bottleneck.runs.clear();
	document.querySelector("#pending:not([hidden]) button:not(.primary)")?.click();
	document.querySelector('[data-panel=""]').click();
	document.getElementById("classes-passes").value = "0";
	for (const e of document.querySelectorAll("#bars > *, #toasts > *")) { // a question has no such button: its last answer changes nothing
		(e.querySelector(".close") ?? e.querySelector("button:last-of-type"))?.click();
		e.remove();
	}
	for (const e of document.querySelectorAll("*")) if (e.scrollTop || e.scrollLeft) e.scrollTo({ top: 0, left: 0, behavior: "instant" });
})()`

// kept is what the page keeps from run to run. What it stores of the view is what was chosen of it, once the tab was pressed.
const kept = `JSON.stringify({
	view: localStorage.getItem("bottleneck.view"),
	theme: document.documentElement.dataset.theme,
	explained: document.getElementById("explain").getAttribute("aria-pressed"),
	own: document.querySelector(".own-status").textContent,
	pictures: document.querySelectorAll(".strip-item").length,
	draw: document.querySelector("#draws .hint").textContent.replace(/^draw 1$/, ""),
	pace: document.getElementById("pace").value,
	boxes: [...document.querySelectorAll(".go-to input")].map((e) => e.value),
})`

const size = `String([innerWidth, innerHeight, devicePixelRatio])`
