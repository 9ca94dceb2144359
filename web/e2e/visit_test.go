package e2e

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"bottleneck/web/browser"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// To open the page takes a processor some seconds: the browser starts a process, two Go programs are compiled and started, and the whole site
// is stored. Few tests are about that. Most visit a page that stays open, and find it as a page of their own would be. A test has it loaded anew,
// which takes a third, when it is about loading or what is stored. It opens its own, by open, when it needs a browser or a server with options.

// visited is the page that stays open. It is nil before the first visit and after a test that failed.
var visited struct {
	page  *browser.Page
	fresh string // what kept says of it before anybody has done anything
	size  string // of its window
	worn  bool   // it has to be loaded anew before the next visit
	bare  func() // removes the script of a test, if it has one
	loads int
}

// visit gives a test the open page, with the run of a link at its start. The test fails if the page reports a fault before it ends.
func visit(t *testing.T, link string) *browser.Page {
	t.Helper()
	open := visited.page != nil
	if !open {
		enterFirst(t, link)
	}
	lend(t)
	if open && (visited.worn || !tidied(t, link)) {
		load(t, link)
		await(t, visited.page, inCanvas)
		visited.worn = false
	}
	return visited.page
}

// anew gives a test the open page, loaded at a link as by somebody who comes for the first time: the run of another link is nowhere, nothing is
// stored but the site itself.
func anew(t *testing.T, link string) *browser.Page {
	t.Helper()
	return anewAfter(t, "", link)
}

// anewAfter gives it likewise, and runs a script before those of each document until the test ends.
func anewAfter(t *testing.T, script, link string) *browser.Page {
	t.Helper()
	if visited.page == nil {
		enterFirst(t, quick)
	}
	lend(t)
	undress()
	if script != "" {
		visited.bare = before(t, visited.page, script)
		t.Cleanup(undress)
	}
	load(t, link)
	visited.worn = script != ""
	return visited.page
}

// undress takes the script of a test from the open page. What it has done to the page stays until that is loaded anew.
func undress() {
	if visited.bare != nil {
		visited.bare()
		visited.bare = nil
	}
}

// wear says that the test leaves listeners in the open page, or functions of its own: it is loaded anew before the next visit.
func wear() { visited.worn = true }

// lend looks after the open page when the test ends.
func lend(t *testing.T) {
	p := visited.page
	t.Cleanup(func() {
		noFaults(t, p)
		p.Forget()
		if visited.page == p && (t.Failed() || p.EvalWithin(patience, "bottleneck.pause()", nil) != nil) { // tests with a page of their own shall not train beside it
			leave()
		}
	})
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
	await(t, p, inCanvas)
	eval[any](t, p, tidy)
	visited.page, visited.fresh, visited.size, visited.worn = p, eval[string](t, p, kept), eval[string](t, p, size), false
	eval[any](t, p, `bottleneck.open(`+quoted(link)+`)`) // a run that was cleared is not stored any more
}

// inCanvas is true when the canvas draws.
const inCanvas = `document.getElementById("frame").dataset.view === "canvas"`

// load loads the open page at a link, with nothing stored.
func load(t *testing.T, link string) {
	t.Helper()
	p := visited.page
	still(t, p)
	visited.loads++
	remove := before(t, p, forget)
	query, hash, _ := strings.Cut(link, "#")
	address := fmt.Sprintf("%s?fresh=%d&%s#%s", lasting(t).url, visited.loads, strings.TrimPrefix(query, "?"), hash)
	eval[any](t, p, "void setTimeout(() => location.replace("+quoted(address)+"))")
	await(t, p, fmt.Sprintf(`window.fresh === "%d" && window.bottleneck && window.bottleneck.ready`, visited.loads))
	remove()
	ready(t, p)
	eval[any](t, p, `window.names = new Set(Object.keys(window).concat("names"))`)
	eval[any](t, p, unfold)
	p.Forget()
}

// unfold shows all fields, and what else a beginner does without.
const unfold = `document.querySelectorAll("[data-fold]").forEach((e) => e.dispatchEvent(new Event("unfold")))`

// forget is run in a page before its own scripts: what is stored goes, and so does the part of the query that makes another page of the same.
const forget = `if (top === window) {
	localStorage.clear();
	sessionStorage.clear();
	window.indexedDB?.deleteDatabase("bottleneck");
	const [, fresh, query] = location.search.match(/^\?fresh=(\d+)&(.*)/);
	window.fresh = fresh;
	history.replaceState(null, "", location.pathname + (query && "?" + query) + (location.hash.length > 1 ? location.hash : ""));
}`

// before runs a script before those of each document, until it is removed.
func before(t *testing.T, p *browser.Page, script string) (remove func()) {
	t.Helper()
	var id page.ScriptIdentifier
	must(t, chromedp.Run(p.Context, chromedp.ActionFunc(func(ctx context.Context) (err error) {
		id, err = page.AddScriptToEvaluateOnNewDocument(script).Do(ctx)
		return err
	})))
	return func() {
		chromedp.Run(p.Context, page.RemoveScriptToEvaluateOnNewDocument(id)) // fails where the page is gone, and the script with it
	}
}

// still takes back what a test has had emulated.
func still(t *testing.T, p *browser.Page) {
	t.Helper()
	must(t, chromedp.Run(p.Context,
		page.BringToFront(), emulation.ClearDeviceMetricsOverride(), emulation.SetTouchEmulationEnabled(false), emulation.SetEmulatedMedia(),
		input.DispatchMouseEvent(input.MouseMoved, 0, 0)))
	await(t, p, size+" === "+quoted(visited.size))
}

// tidied takes back what the last test has left, and opens a link. It is false where something cannot be taken back.
func tidied(t *testing.T, link string) bool {
	t.Helper()
	p := visited.page
	still(t, p)
	eval[any](t, p, tidy)
	if now := eval[string](t, p, kept); now != visited.fresh {
		t.Logf("the page is loaded anew, since the last test left it with %s; a fresh one has %s", now, visited.fresh)
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
	` + unfold + `;
	document.activeElement.blur();
	await bottleneck.pause();
	await bottleneck.stopClassify();
	await bottleneck.setThreads(0);
	await bottleneck.now();
	const pace = document.getElementById("pace");
	pace.value = "0";
	pace.dispatchEvent(new Event("change", { bubbles: true }));
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
	pace: document.getElementById("pace").value + document.getElementById("slow").hidden + document.querySelector("#film select").value,
	compared: document.querySelector(".compare")?.checkVisibility() ?? false,
	boxes: [...document.querySelectorAll(".go-to input")].map((e) => e.value),
})`

const size = `String([innerWidth, innerHeight, devicePixelRatio])`
