package e2e

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// comparison is what bottleneck.compare gives.
type comparison struct {
	A, B struct {
		ID, Name string
		Step     int
		Metrics  metrics
	}
	By     string
	At     float64
	Diff   []struct{ Field, From, To string }
	Same   bool
	Errors []struct {
		Index            int
		A, B, Difference float64
	}
}

// Two runs side by side, in place of the panels: their names, the same images with both outputs and errors, planes with one pointer, figures and
// recipes; by keyboard; and the run that is open goes on to its own bits.
func TestTwoRunsSideBySide(t *testing.T) {
	p := visit(t, few1+"&latent_dim=2")
	a := train(t, p, "{steps: 80}")
	errorOf := `(async () => {
		const { x } = await bottleneck.testImages(1);
		const y = await bottleneck.reconstruct(x);
		return x.reduce((sum, v, i) => sum + (v - y[i]) ** 2, 0) / x.length;
	})()`
	alone := eval[float64](t, p, errorOf)
	second := few1 + "&latent_dim=2&encoder=dense(40,relu)"
	eval[any](t, p, "bottleneck.open("+quoted(second)+")")
	train(t, p, "{steps: 40}")
	eval[any](t, p, "bottleneck.runs.keep()")
	await(t, p, "bottleneck.runs.list().length === 2")
	list := runs(t, p)

	// The script, while the run goes on.
	further := "bottleneck.train({steps: 200})"
	eval[any](t, p, "(() => { window.further = "+further+"; })()")
	c := eval[comparison](t, p, "bottleneck.compare("+quoted(list[1].ID)+", "+quoted(list[0].ID)+")")
	if c.A.Name != list[1].Name || c.B.Name != list[0].Name || c.A.Step != 80 || c.A.Metrics.Fingerprint != a.Fingerprint || c.B.Step < 40 {
		t.Errorf("compared are %+v and %+v", c.A, c.B)
	}
	if !c.Same || len(c.Errors) != 12 || math.Abs(c.Errors[0].A-alone) > 1e-6 || c.Errors[0].Difference != c.Errors[0].B-c.Errors[0].A {
		t.Errorf("errors %+v, the first run alone has %g on the first image", c.Errors, alone)
	}
	if len(c.Diff) != 1 || c.Diff[0].Field != "encoder" {
		t.Errorf("the recipes differ in %+v", c.Diff)
	}
	// Both after as much, while the run goes on.
	same := eval[comparison](t, p, "bottleneck.compare("+quoted(list[1].ID)+", "+quoted(list[0].ID)+", { by: 'step', at: 37 })")
	if same.A.Step != 37 || same.B.Step != 37 || same.By != "step" || same.At != 37 || len(same.Errors) != 12 {
		t.Errorf("at step 37 compared are %+v and %+v, by %s at %g", same.A, same.B, same.By, same.At)
	}
	for _, c := range []struct{ options, code string }{{"{ by: 'year' }", "choice_expected"}, {"{ by: 'step', at: -1 }", "number_expected"}} {
		if code := eval[string](t, p, "bottleneck.compare("+quoted(list[1].ID)+", "+quoted(list[0].ID)+", "+c.options+").catch((error) => error.code)"); code != c.code {
			t.Errorf("%s: %q", c.options, code)
		}
	}
	fingerprint := eval[string](t, p, "window.further.then((m) => m.fingerprint)")
	if code := eval[string](t, p, "bottleneck.compare('x', 'x').catch((error) => error.code)"); code != "runs_same" {
		t.Errorf("a run with itself: %q", code)
	}
	eval[any](t, p, "bottleneck.runs.keep()")

	// The view, by keyboard.
	eval[any](t, p, "document.querySelector('#runs [aria-label^="+quoted("Compare "+list[1].Name)+"]').focus()")
	press(t, p, kb.Enter)
	await(t, p, "document.querySelectorAll('.compare-images .compare-tile').length === 36")
	said := eval[string](t, p, "document.querySelector('.compare').textContent")
	for _, want := range []string{list[0].Name, list[1].Name, "A " + list[0].Name + " at step 80, B " + list[1].Name + " at step 80", "Test MSE", "Encoder"} {
		if !strings.Contains(said, want) {
			t.Errorf("the comparison does not say %q: %s", want, said)
		}
	}
	if eval[bool](t, p, "document.getElementById('tabs').checkVisibility()") {
		t.Error("the panels' tabs are there beside the comparison")
	}
	picture := `[...document.querySelectorAll('.compare-images .compare-tile')].filter((c) => new Set(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).size > 4).length`
	if n := eval[int](t, p, picture); n < 30 {
		t.Errorf("%d of 36 pictures show something", n)
	}
	// One time-line for both: by keyboard, by what is the same, as a film.
	status := func(a, b int) string {
		return "document.querySelector('.compare-status').textContent === " + quoted(fmt.Sprintf("A %s at step %d, B %s at step %d", list[0].Name, a, list[1].Name, b))
	}
	eval[any](t, p, "document.querySelector('.compare-time input').focus()")
	press(t, p, kb.ArrowLeft)
	await(t, p, status(79, 79))
	press(t, p, kb.Home)
	await(t, p, status(0, 0))
	if text := eval[string](t, p, "document.querySelector('.compare-time input').getAttribute('aria-valuetext')"); text != fmt.Sprintf("Step 0 of 80. A %s at step 0, B %s at step 0", list[0].Name, list[1].Name) {
		t.Errorf("the time-line says %q", text)
	}
	film := "document.querySelector('.compare-time button')"
	eval[any](t, p, film+".click()")
	await(t, p, film+".title === 'Pause the film' && Number(document.querySelector('.compare-time input').value) > 0")
	eval[any](t, p, film+".click()")
	await(t, p, film+".title === 'Play the film of both'")
	choose := func(by string) {
		eval[any](t, p, `(() => { const s = document.querySelector(".compare-time select"); s.value = `+quoted(by)+`; s.dispatchEvent(new Event("change")); })()`)
	}
	choose("latest")
	await(t, p, status(240, 80))
	choose("epoch")
	eval[any](t, p, "document.querySelector('.compare-time input').focus()")
	press(t, p, kb.End)
	await(t, p, status(80, 80))
	// Both grids, with one pointer.
	eval[any](t, p, "document.querySelector('.compare-grids [role=application]').focus()")
	press(t, p, kb.ArrowRight)
	press(t, p, kb.ArrowUp)
	tiles := "JSON.stringify([...document.querySelectorAll('.compare-large')].map((c) => c.dataset.tile))"
	if got := eval[string](t, p, tiles); got != `["46","46"]` {
		t.Errorf("the tiles that are shown large: %s", got)
	}
	// One pointer for both planes.
	eval[any](t, p, "document.querySelector('.compare-pick input').focus()")
	press(t, p, kb.ArrowRight)
	marks := "JSON.stringify([...document.querySelectorAll('.compare-plane')].map((c) => c.dataset.marked))"
	if got := eval[string](t, p, marks); got != `["1","1"]` {
		t.Errorf("marked in the planes: %s", got)
	}
	if text := eval[string](t, p, "document.querySelector('.compare-pick input').getAttribute('aria-valuetext')"); !strings.HasPrefix(text, "Test image 1, label ") {
		t.Errorf("the pointer says %q", text)
	}
	if n := eval[int](t, p, "document.querySelectorAll('.compare-images .marked').length"); n != 4 {
		t.Errorf("%d cells of the image are marked, 4 expected", n)
	}
	// In another theme they are painted in its colors.
	eval[any](t, p, `(() => {
		window.look = () => document.querySelector(".compare-plane").toDataURL();
		window.light = look();
		window.through = (n) => { for (; n > 0; n--) document.getElementById("theme").click(); };
		through(2);
	})()`)
	await(t, p, `document.documentElement.dataset.theme === "dark" && look() !== light`)
	eval[any](t, p, `through(1)`)
	await(t, p, `document.documentElement.dataset.theme === "light" && look() === light`)
	at := `(() => { const c = document.querySelectorAll('.compare-plane')[1], b = c.getBoundingClientRect(), found = new Set();
		for (let i = 0; i < 100; i++) {
			c.dispatchEvent(new PointerEvent('pointermove', { clientX: b.left + b.width * (i % 10 + 0.5) / 10, clientY: b.top + b.height * (Math.floor(i / 10) + 0.5) / 10 }));
			found.add(` + marks + `);
		}
		return [...found]; })()`
	found := eval[[]string](t, p, at)
	if len(found) < 5 {
		t.Errorf("pointing over a plane marks %v", found)
	}
	for _, pair := range found {
		var x, y string
		if _, err := fmt.Sscanf(strings.NewReplacer(`"`, " ", "[", "", "]", "", ",", " ").Replace(pair), "%s %s", &x, &y); err != nil || x != y {
			t.Errorf("the planes mark %s", pair)
		}
	}
	if bad := eval[[]string](t, p, `[...document.querySelectorAll(".compare :is(button, input, select, table, canvas[role], svg[role], section, [role=region])")].filter((e) =>
		!(e.getAttribute("aria-label") || e.getAttribute("aria-labelledby") || e.textContent.trim() || e.labels?.length)).map((e) => e.outerHTML.slice(0, 200))`); len(bad) > 0 {
		t.Errorf("without a name: %q", bad)
	}
	for _, w := range []int64{1440, 1024, 820, 390, 320} {
		must(t, chromedp.Run(p.Context, emulation.SetDeviceMetricsOverride(w, 900, 1, false)))
		await(t, p, fmt.Sprintf("innerWidth === %d", w))
		if over := eval[int](t, p, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
			t.Errorf("at %d the page is %d pixels too wide", w, over)
		}
	}
	eval[any](t, p, "[...document.querySelectorAll('.compare-head button')].find((b) => b.textContent === 'Close').focus()")
	press(t, p, kb.Enter)
	await(t, p, "document.getElementById('tabs').checkVisibility() && document.activeElement.getAttribute('aria-label') === "+quoted("Compare "+list[1].Name+" with another run"))

	// The run that went on ends as alone.
	eval[any](t, p, "bottleneck.open("+quoted(second)+")")
	if m := train(t, p, "{steps: 37}"); m.Fingerprint != same.B.Metrics.Fingerprint {
		t.Errorf("at step 37 alone %s, %s where it was compared", m.Fingerprint, same.B.Metrics.Fingerprint)
	}
	if m := train(t, p, "{steps: 203}"); m.Fingerprint != fingerprint {
		t.Errorf("alone %s, %s beside a comparison", m.Fingerprint, fingerprint)
	}
}

// A link to try in a lesson is trained beside the lesson's run, and compared with it.
func TestALinkToTryBesideTheLesson(t *testing.T) {
	p := visit(t, "#v=1&lesson=linear&data=digits&train=300&test=60&epochs=400")
	train(t, p, "{steps: 20}")
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(eval[string](t, p, "JSON.stringify([bottleneck.state, bottleneck.metrics.step, bottleneck.runs.list().map((r) => [r.id, r.step, r.open, r.restorable]), document.querySelector('.compare-status').textContent, document.querySelector('.dock').textContent])"))
		}
	})
	await(t, p, "document.querySelector('.lesson-beside')")
	eval[any](t, p, "document.querySelector('.lesson-beside').click()")
	await(t, p, "document.querySelector('.compare') && !document.querySelector('.compare').hidden && document.querySelectorAll('.compare-figures tbody tr').length > 4")
	await(t, p, "bottleneck.runs.list().length === 2")
	eval[any](t, p, "bottleneck.pause()")
}
