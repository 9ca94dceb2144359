package e2e

import (
	"slices"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The plane is flown through by the wheel and by keys, a box of it is selected, and a way leads from one chosen image to another: what the page
// shows is what scripts are given.
func TestFlyingThroughThePlane(t *testing.T) {
	p := visit(t, plane)
	canvas(t, p)
	await(t, p, `document.getElementById("frame").dataset.view === "canvas"`)
	train(t, p, "{steps: 60}")
	eval[any](t, p, `document.querySelector('[data-panel="latent"]').click()`)
	await(t, p, `bottleneck.window?.whole`)
	r := where(t, p, `document.getElementById("view")`, false)
	x, y := r.X+r.W/2, r.Y+r.H/2
	must(t, chromedp.Run(p.Context, input.DispatchMouseEvent(input.MouseMoved, x, y), input.DispatchMouseEvent(input.MouseWheel, x, y).WithDeltaX(0).WithDeltaY(-400)))
	await(t, p, `!bottleneck.window.whole`)
	near := eval[float64](t, p, `bottleneck.window.x1 - bottleneck.window.x0`)
	eval[any](t, p, `document.getElementById("view").contentDocument.querySelector("canvas").focus()`)
	must(t, chromedp.Run(p.Context, chromedp.KeyEvent("0")))
	await(t, p, `bottleneck.window.whole`)
	if whole := eval[float64](t, p, `bottleneck.window.x1 - bottleneck.window.x0`); near > whole/2 || near < whole/3 {
		t.Errorf("the wheel leaves %g of %g in sight", near, whole)
	}

	// The cursor speaks.
	must(t, chromedp.Run(p.Context, chromedp.KeyEvent(kb.ArrowRight)))
	await(t, p, `/^z = \([\d.−]+, [\d.−]+\), nearest \d at [\d.]+, error [\d.]+$/.test(document.getElementById("spoken").textContent)`)

	// A box of nearly all points, drawn with shift.
	drag := func(kind input.MouseType, dx, dy float64) chromedp.Action {
		return input.DispatchMouseEvent(kind, x+dx*r.W, y+dy*r.H).WithButton(input.Left).WithClickCount(1).WithModifiers(input.ModifierShift)
	}
	must(t, chromedp.Run(p.Context, drag(input.MousePressed, -0.3, -0.3), drag(input.MouseMoved, 0, 0), drag(input.MouseMoved, 0.4, 0.3), drag(input.MouseReleased, 0.4, 0.3)))
	await(t, p, `document.querySelectorAll(".plane-classes li").length > 1 && document.querySelector(".plane-worst canvas")`)
	got := eval[[]float64](t, p, `(async () => {
		const shown = [...document.querySelectorAll(".plane-classes li")].reduce((sum, li) => sum + Number(li.textContent.split(" ")[1]), 0);
		const { x0, x1, y0, y1 } = bottleneck.window;
		const all = await bottleneck.select({ x0: x0 - 9, x1: x1 + 9, y0: y0 - 9, y1: y1 + 9 });
		const { x, errors } = await bottleneck.heldOut(all.images);
		const y = await bottleneck.reconstruct(x);
		const at = all.images.indexOf(all.worst.image);
		let sum = 0;
		for (let i = at * 784; i < (at + 1) * 784; i++) sum += (x[i] - y[i]) ** 2;
		return [shown, all.images.length, Math.max(...errors) - all.worst.error, sum / 784 - all.worst.error];
	})()`)
	if got[0] < 20 || got[0] > 100 || got[1] != 100 || got[2] != 0 || got[3] > 1e-6 || got[3] < -1e-6 {
		t.Errorf("%v: a box of 20 to 100 points, all 100, and the worst of them expected", got)
	}
	eval[any](t, p, `bottleneck.select(null)`)
	await(t, p, `document.querySelector(".plane-selection").hidden`)

	// From A to B.
	eval[any](t, p, `(async () => {
		bottleneck.chosen = { kind: "image", image: 3 };
		document.querySelectorAll(".plane-end")[0].click();
		await new Promise((go) => setTimeout(go, 0));
		bottleneck.chosen = { kind: "image", image: 8 };
		document.querySelectorAll(".plane-end")[1].click();
	})()`)
	await(t, p, `document.querySelectorAll(".plane-strip canvas").length === 13 && document.querySelector(".plane-now").width === 28`)
	await(t, p, `document.getElementById("view").contentDocument.getElementById("labels").textContent.includes("B")`)
	if d := eval[float64](t, p, `(async () => {
		const { z } = await bottleneck.heldOut([3, 8]);
		const way = await bottleneck.interpolate(z.slice(0, 2), z.slice(2), { n: 5, spherical: true });
		const ends = await bottleneck.decode(z);
		let d = 0;
		for (let i = 0; i < 784; i++) d = Math.max(d, Math.abs(ends[i] - way.x[i]), Math.abs(ends[784 + i] - way.x[4 * 784 + i]));
		return d;
	})()`); d > 1e-6 {
		t.Errorf("the ends of the way are %g from what their codes decode to", d)
	}
	if got := eval[[]any](t, p, `(async () => { // what is saved goes nowhere
		const { createObjectURL } = URL, { click } = HTMLAnchorElement.prototype;
		try {
			const file = new Promise((go) => { URL.createObjectURL = (blob) => { go(blob); return createObjectURL.call(URL, blob); }; });
			const name = new Promise((go) => { HTMLAnchorElement.prototype.click = function () { go(this.download); }; });
			[...document.querySelectorAll(".plane-route button")].find((b) => b.textContent === "Save").click();
			const { width, height } = await createImageBitmap(await file);
			return [await name, width >= 13 * 28 * 4, height >= 28 * 4];
		} finally {
			Object.assign(URL, { createObjectURL });
			HTMLAnchorElement.prototype.click = click;
		}
	})()`); got[0] != "bottleneck-a-to-b.png" || got[1] != true || got[2] != true {
		t.Errorf("the strip of the way is saved as %v", got)
	}

	// What is selected is left out of the next run, by its class.
	eval[any](t, p, `(async () => {
		const all = Array.from({ length: 100 }, (_, i) => i);
		const { labels } = await bottleneck.heldOut(all);
		await bottleneck.select(all.filter((i) => labels[i] === 1));
	})()`)
	const without = `[...document.querySelectorAll(".plane-selection button")].find((b) => b.checkVisibility() && b.textContent === "Train without 1")`
	await(t, p, without)
	eval[any](t, p, without+`.click()`)
	await(t, p, `!document.getElementById("pending").hidden && decodeURIComponent(`+drafted+`).includes("classes=0,2,3,4,5,6,7,8,9")`)
	eval[any](t, p, `document.querySelector("#pending .primary").click()`)
	await(t, p, `bottleneck.recipe.classes === "0,2,3,4,5,6,7,8,9" && document.getElementById("pending").hidden`)
	if labels := eval[[]int](t, p, `(async () => [...(await bottleneck.heldOut(Array.from({ length: 80 }, (_, i) => i))).labels])()`); len(labels) != 80 || slices.Contains(labels, 1) {
		t.Errorf("held out without class 1: %v", labels)
	}
	noFaults(t, p)
}
