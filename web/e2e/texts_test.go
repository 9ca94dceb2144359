package e2e

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"bottleneck/web/browser"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// textFaults is a function of a document: what is wrong with its texts as they are laid out. Two that overlap, one that is cut off
// without an ellipsis, one beyond the edge of the page. Of a text it takes the lines, each as high as its letters; of one that can be
// scrolled the part in sight. What is fixed or sticky lies over the rest on purpose, with a back of its own.
const textFaults = `(doc) => {
	const view = doc.defaultView, style = (e) => view.getComputedStyle(e);
	const found = [], lines = [];
	const visible = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
	const name = (e) => {
		const parts = [];
		for (; e && e !== doc.body && parts.length < 3; e = e.parentElement) {
			parts.unshift(e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + [...e.classList].map((c) => "." + c).join(""));
		}
		return parts.join(" ");
	};
	const say = (text, e) => JSON.stringify(text.trim().slice(0, 30)) + " (" + name(e) + ")";
	const tell = (fault) => { if (!found.includes(fault)) found.push(fault); };

	// What of e can be seen, whether that is by scrolling, and the layer it is on. Null: it is there for readers of screens.
	const window = (e) => {
		const w = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity, cutX: false, cutY: false, ellipsis: false, layer: null };
		for (let a = e; a && a !== doc.documentElement; a = a.parentElement) {
			const s = style(a), r = a.getBoundingClientRect();
			if (s.clipPath !== "none" || r.width <= 1 && r.height <= 1 && s.overflowX !== "visible") return null;
			if (s.textOverflow === "ellipsis") w.ellipsis = true;
			if (s.overflowX !== "visible" && s.display !== "inline") {
				if (r.right < w.right) Object.assign(w, { right: r.right, cutX: /hidden|clip/.test(s.overflowX) });
				if (r.left > w.left) w.left = r.left;
				if (r.bottom < w.bottom) Object.assign(w, { bottom: r.bottom, cutY: /hidden|clip/.test(s.overflowY) });
				if (r.top > w.top) w.top = r.top;
			}
			if (!w.layer && /fixed|sticky/.test(s.position)) w.layer = a;
			if (s.position === "fixed") break;
		}
		return w;
	};

	const walk = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
	while (walk.nextNode()) {
		const node = walk.currentNode, e = node.parentElement;
		if (!node.data.trim() || /^(script|style|option|noscript|title)$/i.test(e.tagName) || !e.checkVisibility(visible)) continue;
		const w = window(e);
		if (!w) continue;
		const range = doc.createRange();
		range.selectNodeContents(node);
		const letters = parseFloat(style(e).fontSize);
		for (const r of range.getClientRects()) {
			if (r.width === 0 || r.height === 0) continue;
			const rim = Math.max(0, (r.height - letters) / 2);
			const line = { left: r.left, right: r.right, top: r.top + rim, bottom: r.bottom - rim };
			if (w.cutX && !w.ellipsis && (line.right > w.right + 1 || line.left < w.left - 1)) tell("cut: " + say(node.data, e));
			if (w.cutY && line.bottom > w.bottom + 1) tell("cut: " + say(node.data, e));
			const seen = { left: Math.max(line.left, w.left), right: Math.min(line.right, w.right), top: Math.max(line.top, w.top), bottom: Math.min(line.bottom, w.bottom) };
			if (seen.right - seen.left < 1 || seen.bottom - seen.top < 1) continue;
			if (seen.right > doc.documentElement.clientWidth + 1 || seen.left < -1) tell("beyond the edge: " + say(node.data, e));
			lines.push({ node, layer: w.layer, said: say(node.data, e), ...seen });
		}
	}
	lines.sort((a, b) => a.left - b.left);
	lines.forEach((a, i) => {
		for (let j = i + 1; j < lines.length && lines[j].left < a.right - 1; j++) {
			const b = lines[j];
			if (a.node === b.node || a.layer !== b.layer) continue;
			if (Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1 && Math.min(a.right, b.right) - b.left > 1) {
				tell("overlap: " + [a.said, b.said].sort().join(" and "));
			}
		}
	});

	// What is typed in or chosen.
	const pen = doc.createElement("canvas").getContext("2d");
	for (const e of doc.body.querySelectorAll("input, select")) {
		if (!e.checkVisibility(visible) || !window(e)) continue;
		const s = style(e);
		if (e.tagName === "SELECT") {
			const text = e.selectedOptions[0] ? e.selectedOptions[0].text : "";
			pen.font = s.font;
			if (pen.measureText(text).width > e.clientWidth - parseFloat(s.paddingLeft) - parseFloat(s.paddingRight) + 1) tell("cut: " + say(text, e));
		} else if (e.value && /^(text|number|search)$/.test(e.type) && e.scrollWidth > e.clientWidth + 1) tell("cut: " + say(e.value, e));
	}
	if (doc.documentElement.scrollWidth > doc.documentElement.clientWidth + 1) tell("the page can be scrolled sideways");
	if (style(doc.body).overflowY === "hidden" && doc.documentElement.scrollHeight > doc.documentElement.clientHeight + 1) tell("the page is taller than the window");
	return found;
}`

// madeUp is a page whose texts have every fault once, and beside them what is none.
const madeUp = `<!doctype html><title>t</title><style>
	body { margin: 0; font: 16px/20px sans-serif; }
	p { margin: 0; width: 300px; white-space: nowrap; }
	.over { position: absolute; left: 40px; top: 0; }
	.hidden { overflow: hidden; width: 40px; }
	.dots { overflow: hidden; width: 40px; text-overflow: ellipsis; }
	.low { overflow: hidden; height: 26px; }
	.scrolls { overflow: auto; width: 40px; }
	.sheet { position: fixed; left: 0; top: 20px; background: white; }
	.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
	input { width: 40px; } .wide { width: 400px; } select { width: 60px; appearance: none; padding: 0; border: 0; font: inherit; }
</style><body>
	<p>The first text</p><p class="over">The second text</p>
	<p>Below a sheet</p><p class="sheet">On a sheet</p>
	<p class="hidden">Cut at its right</p><p class="dots">Cut with three dots</p><p class="scrolls">Can be scrolled</p>
	<p class="low">Both lines<br>of these</p><p class="unseen">For readers of screens</p><p style="visibility: hidden; margin-top: -20px">Not to be seen</p>
	<p style="margin-left: 480px; width: 0">Leaves the page at its right</p>
	<p><input value="What was typed"> <input class="wide" value="What was typed"></p>
	<p><select><option>What was chosen</select> <select class="wide"><option>What was chosen</select></p>`

// The search finds the faults of the made-up page, and nothing else.
func TestTextFaultsAreFound(t *testing.T) {
	p, err := chromium(t, browser.Options{}).NewPage(true)
	must(t, err)
	t.Cleanup(p.Close)
	must(t, chromedp.Run(p.Context, emulation.SetDeviceMetricsOverride(600, 500, 1, false)))
	eval[any](t, p, fmt.Sprintf("(document.open(), document.write(%q), document.close())", madeUp))
	found := eval[[]string](t, p, "("+textFaults+")(document)")
	want := []string{
		`overlap: "The first text" (p) and "The second text" (p.over)`, `cut: "Cut at its right" (p.hidden)`, `cut: "of these" (p.low)`,
		`beyond the edge: "Leaves the page at its right" (p)`, `the page can be scrolled sideways`,
		`cut: "What was typed" (p input)`, `cut: "What was chosen" (p select)`,
	}
	slices.Sort(found)
	slices.Sort(want)
	if !slices.Equal(found, want) {
		t.Errorf("found\n%s\nexpected\n%s", strings.Join(found, "\n"), strings.Join(want, "\n"))
	}
	// A page of the height of its window may have nothing below.
	for _, c := range []struct {
		column string
		taller bool
	}{{"static", true}, {"relative", false}} {
		eval[any](t, p, fmt.Sprintf(`document.body.innerHTML = '<div style="position: %s; height: 400px; overflow: auto"><p style="height: 900px"></p><p class="unseen">A name</p></div>', document.body.style.cssText = "height: 100vh; overflow: hidden"`, c.column))
		found := eval[[]string](t, p, "("+textFaults+")(document)")
		if taller := slices.Contains(found, "the page is taller than the window"); taller != c.taller {
			t.Errorf("with a %s column: found %q, that the page is taller than its window: %v expected", c.column, found, c.taller)
		}
	}
}

// The longest figures that a run can have.
const longFigures = `(() => {
	const figures = { epoch: "1,000/1,000", step: "60,000,000/60,000,000", rate: "123,456", elapsed: "12:34:56", remaining: "12:34:56", train: "1.23e\u22125", test: "1.23e\u22125", mse: "1.23e\u22125" };
	for (const [name, text] of Object.entries(figures)) document.getElementById("m-" + name).textContent = text;
})()`

// laidOut is a promise of the faults of the page and its canvas, once both are as wide as wished. The canvas places its labels
// when it draws, and may wait with some for a quarter of a second: faults count that stay, unless they are known.
const laidOut = `(async (width, known) => {
	const faults = ` + textFaults + `;
	const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
	const iframe = document.getElementById("view");
	let found = [];
	for (const end = performance.now() + 2000; performance.now() < end;) {
		await frame();
		if (innerWidth !== width || !iframe.hidden && iframe.contentWindow.innerWidth !== iframe.clientWidth) continue;
		found = faults(document);
		if (!iframe.hidden) found.push(...faults(iframe.contentDocument).map((s) => "canvas: " + s));
		if (found.every((fault) => known.some((part) => fault.includes(part)))) return found;
	}
	return found.length ? found : ["the page is not as wide as it should be"];
})`

// turns are the widths at which a rule of the page's styles begins or ends to hold.
const turns = `(() => {
	const found = [], look = (rules) => {
		for (const rule of rules) {
			if (rule.conditionText) found.push(...rule.conditionText.matchAll(/(min|max)-width: (\d+)px/g));
			if (rule.cssRules) look(rule.cssRules);
		}
	};
	for (const sheet of document.styleSheets) look(sheet.cssRules);
	return found.map(([, end, width]) => Number(width) + (end === "max"));
})()`

// widths are from the narrowest phone to a wide desk: every step pixels, and the two at each turn, where what is above has the least
// room and what is below the most.
func widths(t *testing.T, p *browser.Page, step int64) []int64 {
	t.Helper()
	at := eval[[]int64](t, p, turns)
	if !slices.Contains(at, 721) || !slices.Contains(at, 1180) {
		t.Fatalf("the styles change at %v, 721 and 1180 among them expected", at)
	}
	list := []int64{2000}
	for _, w := range at {
		list = append(list, w-1, w)
	}
	for w := int64(320); w < 2000; w += step {
		list = append(list, w)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// At every width no text lies over another, and none is cut. The page's rules are the same for every recipe: one is laid out every ten pixels, without
// the canvas, which takes a browser without a GPU most of the time. With the canvas each is laid out where the rules change, and at some widths between.
func TestTextsAtEveryWidth(t *testing.T) {
	for _, c := range []struct {
		name, link, prepare string
		page, step          int64 // pixels, without the canvas and with it; 0: not without
	}{
		{"plain", few + "&noise=gaussian(0.2)", longFigures, 10, 60},
		{"variational", few + "&latent=variational&latent_dim=8", `document.getElementById("twin").open = true`, 0, 120},
		{"table", "data=table18&train=200&test=60&batch_size=20&sparsity=l1", "", 0, 120},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := visit(t, "#v=1&"+c.link)
			canvas(t, p)
			train(t, p, "{epochs: 2}")
			says(t, p, "Reconstructions")
			if c.prepare != "" {
				eval[any](t, p, c.prepare)
			}
			wrong := map[string][]int64{}
			look := func(step int64) {
				for _, width := range widths(t, p, step) {
					must(t, chromedp.Run(p.Context, emulation.SetDeviceMetricsOverride(width, 900, 1, false)))
					known, err := json.Marshal(slices.Collect(maps.Keys(wrong)))
					must(t, err)
					for _, fault := range eval[[]string](t, p, fmt.Sprintf("%s(%d, %s ?? [])", laidOut, width, known)) {
						wrong[fault] = append(wrong[fault], width)
					}
				}
			}
			if c.page > 0 {
				eval[any](t, p, `document.getElementById("view").hidden = true`)
				look(c.page)
				eval[any](t, p, `document.getElementById("view").hidden = false`)
			}
			look(c.step)
			for fault, widths := range wrong {
				t.Errorf("at %d widths from %d to %d: %s", len(widths), widths[0], widths[len(widths)-1], fault)
			}
		})
	}
}
