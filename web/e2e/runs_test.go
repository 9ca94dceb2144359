package e2e

import (
	"fmt"
	"strings"
	"testing"

	"bottleneck/web/browser"
	"bottleneck/web/site/server"

	"github.com/chromedp/chromedp/kb"
)

// again loads the page once more, as a person does, and waits for the engine.
func again(t *testing.T, p *browser.Page) {
	t.Helper()
	eval[any](t, p, "(() => { window.left = true; setTimeout(() => location.reload()); })()")
	await(t, p, "!window.left && window.bottleneck && window.bottleneck.ready")
	eval[any](t, p, "window.bottleneck.ready.then(() => true)")
}

// listed is a run in the list, as scripts see it.
type listed struct {
	ID, Name, Link string
	Step           int
	Fingerprint    string
	Pinned, Open   bool
	Restorable     bool
	Bytes          int
	Diff           []struct{ Field, From, To string }
}

func runs(t *testing.T, p *browser.Page) []listed {
	t.Helper()
	return eval[[]listed](t, p, "bottleneck.runs.list()")
}

// What a person paused stays paused; what was replaced is in the list, and goes on where it stood; another link opens another recipe.
func TestRunsAreKept(t *testing.T) {
	p := anew(t, few1)
	first := train(t, p, "{steps: 30}")
	further := train(t, p, "{steps: 10}")
	eval[any](t, p, "bottleneck.runs.keep()")
	again(t, p)
	if m, state := eval[metrics](t, p, "bottleneck.metrics"), eval[string](t, p, "bottleneck.state"); m.Step != 40 || m.Fingerprint != further.Fingerprint || state != "paused" {
		t.Errorf("after a reload %s at %+v, paused at %+v expected", state, m, further)
	}
	await(t, p, "document.getElementById('m-step').textContent.startsWith('40')")
	// Reset, another seed, another recipe: each run stays in the list.
	eval[any](t, p, "bottleneck.reset()")
	if again := train(t, p, "{steps: 30}"); again.Fingerprint != first.Fingerprint {
		t.Errorf("after the reset %+v, %+v expected", again, first)
	}
	eval[any](t, p, "bottleneck.reseed(9)")
	train(t, p, "{steps: 20}")
	eval[any](t, p, `bottleneck.open(`+quoted(few1+"&latent_dim=5")+`)`)
	train(t, p, "{steps: 10}")
	await(t, p, "bottleneck.runs.list().length === 4 && bottleneck.runs.list()[0].diff.length > 0")
	list := runs(t, p)
	var said []string
	for _, r := range list {
		var fields []string
		for _, d := range r.Diff {
			fields = append(fields, d.Field)
		}
		said = append(said, fmt.Sprint(r.Step, r.Open, r.Restorable, fields))
	}
	if want := "[10 true true [latent_dim seed] 20 false true [seed] 30 false true [] 40 false true []]"; fmt.Sprint(said) != want {
		t.Errorf("%s, %s expected", said, want)
	}
	m := eval[metrics](t, p, "bottleneck.runs.restore("+quoted(list[3].ID)+")")
	if m.Step != 40 || m.Fingerprint != further.Fingerprint || eval[string](t, p, "bottleneck.link()") != list[3].Link {
		t.Errorf("restored at %+v, %+v expected", m, further)
	}
	if list = runs(t, p); len(list) != 4 || !list[3].Open || list[0].Open {
		t.Errorf("after it was restored: %+v", list)
	}
	// Of the run that is open nothing is stored any more once it is deleted; it goes on.
	eval[any](t, p, "bottleneck.runs.remove("+quoted(list[3].ID)+")")
	train(t, p, "{steps: 10}")
	eval[any](t, p, "bottleneck.runs.keep()")
	if list = runs(t, p); len(list) != 3 || list[2].Step != 30 {
		t.Errorf("after the open run was deleted: %+v", list)
	}
	must(t, p.Open("about:blank"))
	must(t, p.Open(lasting(t).url+few1+"&latent_dim=7"))
	ready(t, p)
	if m := eval[metrics](t, p, "bottleneck.metrics"); m.Step != 0 || len(runs(t, p)) != 3 {
		t.Errorf("another link: step %d, %d runs", m.Step, len(runs(t, p)))
	}
	if refused := eval[string](t, p, "bottleneck.runs.restore('nonsense').catch((error) => error.code)"); refused != "run_unknown" {
		t.Errorf("a run that is not there: %s", refused)
	}
	eval[any](t, p, "bottleneck.runs.clear()")
	again(t, p)
	if n := len(runs(t, p)); n != 0 {
		t.Errorf("%d runs after all were cleared", n)
	}
}

// few1 is a recipe of little work, and its run is long.
const few1 = "#v=1&data=digits&train=200&test=50&batch_size=20&epochs=500"

const openRows = `[...document.querySelectorAll("#runs li")].map((li) => li.getAttribute("aria-label"))`

// The list by keyboard, with names and roles.
func TestTheListOfRuns(t *testing.T) {
	p := anew(t, few1)
	train(t, p, "{steps: 25}")
	eval[any](t, p, "bottleneck.open("+quoted(few1+"&latent_dim=4")+")")
	train(t, p, "{steps: 15}")
	await(t, p, openRows+".length === 2")
	before := runs(t, p)
	focus := func(name string) {
		t.Helper()
		eval[any](t, p, "document.querySelector('#runs [aria-label^="+quoted(name)+"]').focus()")
		if eval[bool](t, p, "document.activeElement === document.body") {
			t.Fatalf("nothing named %q can have the focus", name)
		}
	}
	focus("Rename " + before[0].Name)
	press(t, p, kb.Enter)
	await(t, p, "document.activeElement.matches('.run-rename') && document.activeElement.getAttribute('aria-label') === "+quoted("Name of "+before[0].Name))
	for _, key := range "four" {
		press(t, p, string(key))
	}
	press(t, p, kb.Enter)
	await(t, p, "bottleneck.runs.list()[0].name === 'four' && document.activeElement.getAttribute('aria-label') === 'Rename four'")
	press(t, p, kb.Tab)
	press(t, p, " ")
	await(t, p, "document.activeElement.getAttribute('aria-pressed') === 'true' && bottleneck.runs.list()[0].pinned")
	focus("Restore " + before[1].Name)
	press(t, p, kb.Enter)
	await(t, p, "bottleneck.metrics.step === 25 && bottleneck.runs.list()[1].open")
	if at := eval[string](t, p, "location.hash"); at != before[1].Link {
		t.Errorf("the address is %s, %s expected", at, before[1].Link)
	}
	focus("Delete four")
	press(t, p, kb.Enter)
	await(t, p, "bottleneck.runs.list().length === 1 && document.activeElement !== document.body")
	focus2 := "[...document.querySelectorAll('#runs button')].find((b) => b.textContent.startsWith('Clear')).focus()"
	eval[any](t, p, focus2)
	press(t, p, kb.Enter)
	await(t, p, "document.activeElement.closest('[data-bar=runs-clear]')")
	press(t, p, kb.Enter)
	await(t, p, "bottleneck.runs.list().length === 0")
	if bad := eval[[]string](t, p, `[...document.querySelectorAll("#runs :is(button, input, select, ul, li)")].filter((e) =>
		!(e.getAttribute("aria-label") || e.textContent.trim() || e.labels?.length)).map((e) => e.outerHTML)`); len(bad) > 0 {
		t.Errorf("without a name: %q", bad)
	}
}

// said waits for a sentence in a toast or a bar.
func saidSoon(t *testing.T, p *browser.Page, words string) {
	t.Helper()
	await(t, p, "document.querySelector('.dock').textContent.includes("+quoted(words)+")")
}

// listening notes all that toasts and bars say: a toast leaves by itself.
const listening = `window.said = ""; addEventListener("DOMContentLoaded", () => {
	const dock = document.querySelector(".dock");
	if (dock) new MutationObserver(() => { window.said += dock.textContent; }).observe(dock, { childList: true, subtree: true });
});`

// Where the browser stores nothing, runs last until the tab is closed, and the page says so.
func TestRunsWhereStorageIsRefused(t *testing.T) {
	for name, script := range map[string]string{
		"undefined": `Object.defineProperty(window, "indexedDB", { value: undefined });`,
		"refused":   `IDBFactory.prototype.open = () => { throw new DOMException("not here", "SecurityError"); };`,
		"fails":     `const open = IDBFactory.prototype.open; IDBFactory.prototype.open = function () { return open.call(this, "x", 0.5); };`,
	} {
		p := anewAfter(t, script+listening, few1)
		await(t, p, "window.said.includes('stores no data')")
		first := train(t, p, "{steps: 12}")
		eval[any](t, p, "bottleneck.reset()")
		await(t, p, "bottleneck.runs.list().length === 1")
		if m := eval[metrics](t, p, "bottleneck.runs.restore(bottleneck.runs.list()[0].id)"); m.Step != 12 || m.Fingerprint != first.Fingerprint {
			t.Errorf("%s: restored at %+v, %+v expected", name, m, first)
		}
		if text := eval[string](t, p, "document.querySelector('.runs-sum').textContent"); !strings.Contains(text, "Until this tab is closed") {
			t.Errorf("%s: %q", name, text)
		}
	}
}

// full lets the browser refuse to store more: at once, or in the middle of a transaction.
const full = `
	const put = IDBObjectStore.prototype.put;
	IDBObjectStore.prototype.put = function (value, key) {
		if (!window.full) return put.call(this, value, key);
		if (window.full === "throws") throw new DOMException("no room", "QuotaExceededError");
		const request = put.call(this, value, key);
		this.transaction.abort();
		return request;
	};`

// Where there is no more room, the older record stays.
func TestRunsWhereThereIsNoRoom(t *testing.T) {
	for _, how := range []string{"throws", "aborts"} {
		p := anewAfter(t, full, few1)
		first := train(t, p, "{steps: 12}")
		eval[any](t, p, "bottleneck.runs.keep()")
		eval[any](t, p, "window.full = "+quoted(how))
		train(t, p, "{steps: 12}")
		eval[any](t, p, "bottleneck.runs.keep()")
		saidSoon(t, p, map[string]string{"throws": "no more room", "aborts": "was not stored"}[how])
		train(t, p, "{steps: 12}")
		if n := eval[int](t, p, "document.querySelectorAll('#toasts .warning').length"); n != 1 {
			t.Errorf("%s: told %d times", how, n)
		}
		again(t, p)
		if m := eval[metrics](t, p, "bottleneck.metrics"); m.Step != 12 || m.Fingerprint != first.Fingerprint {
			t.Errorf("%s: after a reload %+v, %+v expected", how, m, first)
		}
	}
}

// stored changes what the browser has stored: change(entry) for each, in the order in which the runs were made.
const stored = `(change) => new Promise((resolve, reject) => {
	const request = indexedDB.open("bottleneck", 1);
	request.onerror = () => reject(request.error);
	request.onsuccess = () => {
		const db = request.result;
		const t = db.transaction(["runs", "checkpoints"], "readwrite");
		const all = t.objectStore("runs").getAll();
		all.onsuccess = () => all.result.sort((a, b) => a.created - b.created).forEach((entry, i) => change(entry, i, t));
		t.oncomplete = () => { db.close(); resolve(); };
		t.onabort = () => reject(t.error);
	};
})`

// Records that are damaged, newer, cut off or no records at all are left out with a sentence, and the rest lives.
func TestDamagedRunsAreLeftOut(t *testing.T) {
	p := anew(t, few1)
	for i := range 6 {
		eval[any](t, p, fmt.Sprintf("bottleneck.open(%s)", quoted(fmt.Sprintf("%s&seed=%d", few1, i+20))))
		train(t, p, fmt.Sprintf("{steps: %d}", 10+i))
		eval[any](t, p, "bottleneck.runs.keep()")
	}
	eval[any](t, p, "("+stored+`)((entry, i, t) => {
		const bytes = new Uint8Array(entry.record);
		if (i === 0) bytes[bytes.length - 1] ^= 1;
		else if (i === 1) bytes[8]++;
		else if (i === 2) entry.record = entry.record.slice(0, 100);
		else if (i === 3) entry.record = "none";
		else if (i === 4) t.objectStore("checkpoints").put(new ArrayBuffer(entry.size), entry.checkpoint);
		else return;
		t.objectStore("runs").put(entry, entry.id);
	})`)
	again(t, p)
	for _, words := range []string{"its checksum does not fit", "newer version", "cut off", "not the bytes of a record"} {
		saidSoon(t, p, words)
	}
	list := runs(t, p)
	if len(list) != 2 || list[0].Step != 15 || !list[0].Open || list[1].Step != 14 {
		t.Fatalf("left are %+v", list)
	}
	if code := eval[string](t, p, "bottleneck.runs.restore("+quoted(list[1].ID)+").catch((error) => error.code)"); code != "run_state_gone" {
		t.Errorf("another checkpoint was put in its place: %s", code)
	}
	if m := eval[metrics](t, p, "bottleneck.metrics"); m.Step != 15 {
		t.Errorf("the run that was open stands at step %d", m.Step)
	}
}

// The browser clears the storage while the page is open: it says so, and the run that is open is stored anew.
func TestStorageIsClearedWhileThePageIsOpen(t *testing.T) {
	p := anew(t, few1)
	for range 2 {
		eval[any](t, p, "bottleneck.reset()")
		train(t, p, "{steps: 12}")
	}
	eval[any](t, p, "bottleneck.runs.keep()")
	eval[any](t, p, `new Promise((resolve, reject) => { const r = indexedDB.deleteDatabase("bottleneck"); r.onsuccess = resolve; r.onerror = reject; })`)
	saidSoon(t, p, "cleared the stored runs")
	await(t, p, "bottleneck.runs.list().length === 1")
	again(t, p)
	if m := eval[metrics](t, p, "bottleneck.metrics"); m.Step != 12 || len(runs(t, p)) != 1 {
		t.Errorf("after a reload step %d, %d runs", m.Step, len(runs(t, p)))
	}
}

// The files of a person's own are gone with the page: it says which run waits for them, goes on with them, and trains on no others.
func TestRunsWhereFilesAreGone(t *testing.T) {
	p := anew(t, few1)
	use := func(rows int) {
		t.Helper()
		drop(t, p, `document.querySelector(".side")`, written(t, "wine.csv", wines(rows)))
	}
	use(60)
	trainAfterALook(t, p)
	await(t, p, "bottleneck.recipe.data === 'table' && bottleneck.metrics.step > 0")
	eval[any](t, p, "bottleneck.pause()")
	eval[any](t, p, "bottleneck.reset()")
	train(t, p, "{steps: 20}")
	eval[any](t, p, "bottleneck.runs.keep()")
	eval[any](t, p, "bottleneck.open(bottleneck.link())") // the same anew, to compare with
	want := train(t, p, "{steps: 40}")
	eval[any](t, p, "bottleneck.runs.restore(bottleneck.runs.list().find((r) => r.step === 20).id)")
	again(t, p)
	await(t, p, `document.querySelector('[data-bar="files-again"]')?.textContent.includes("wine.csv")`)
	if bars := eval[int](t, p, `document.querySelectorAll('[data-bar="wanted"]').length`); bars != 0 {
		t.Error("the files are asked for twice")
	}
	use(50)
	await(t, p, `document.querySelector('[data-bar="files-again"]')?.textContent.includes("trained on other files")`)
	if m, data := eval[metrics](t, p, "bottleneck.metrics"), eval[string](t, p, "bottleneck.recipe.data"); m.Step != 0 || data == "table" {
		t.Errorf("with other files the page trains on %s, at step %d", data, m.Step)
	}
	use(60)
	await(t, p, `!document.querySelector('[data-bar="files-again"]') && bottleneck.metrics.step === 20`)
	if m := train(t, p, "{steps: 20}"); m.Fingerprint != want.Fingerprint {
		t.Errorf("%+v, undisturbed %+v", m, want)
	}
}

// Of two tabs one stores runs; the other says so and can take over.
func TestTwoTabs(t *testing.T) {
	b, s := browser.Need(t, browser.Options{}), serve(t, server.Options{})
	tab := func(link string) *browser.Page {
		p, err := b.NewPage(false)
		must(t, err)
		t.Cleanup(func() { noFaults(t, p); p.Close() })
		must(t, p.Open(s.url+link))
		ready(t, p)
		return p
	}
	first := tab(few1)
	train(t, first, "{steps: 10}")
	eval[any](t, first, "bottleneck.runs.keep()")
	second := tab(few1 + "&latent_dim=6")
	saidSoon(t, second, "Another tab stores the runs")
	train(t, second, "{steps: 11}")
	eval[any](t, second, "bottleneck.runs.keep()")
	if n := len(runs(t, second)); n != 1 {
		t.Errorf("the second tab lists %d runs before it takes over", n)
	}
	eval[any](t, second, "[...document.querySelectorAll('[data-bar=runs-writer] button')].find((b) => b.textContent === 'Take over').click()")
	await(t, second, "bottleneck.runs.list().length === 2 && !document.querySelector('[data-bar=runs-writer]')")
	saidSoon(t, first, "Another tab stores the runs")
	await(t, first, "bottleneck.runs.list().length === 2")
	second.Close()
	await(t, first, "!document.querySelector('[data-bar=runs-writer]')") // it writes again
	train(t, first, "{steps: 10}")
	eval[any](t, first, "bottleneck.runs.keep()")
	if list := runs(t, first); len(list) != 2 || list[0].Step != 11 || list[1].Step != 20 {
		t.Errorf("at the end %+v", list)
	}
}
