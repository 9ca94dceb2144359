package e2e

import (
	"strings"
	"testing"
)

// The code of what is chosen is moved by a slider and along a direction: what is shown is what the decoder makes of it, and scripts have the same.
func TestTheCodeIsMovedByHand(t *testing.T) {
	p := visit(t, "#v=1&data=digits&train=500&test=100&latent_dim=20&latent_activation=linear&epochs=50")
	train(t, p, "{epochs: 2}")
	eval[any](t, p, `(() => {
		window.code = document.getElementById("code");
		window.moved = () => { const c = code.querySelectorAll(".code-outputs canvas")[1]; return Array.from(c.getContext("2d").getImageData(0, 0, 28, 28).data.filter((_, i) => i % 4 === 0)).join(" "); };
		window.bytes = (x) => Array.from(x, (v) => Math.floor(Math.min(1, Math.max(0, v)) * 255 + 0.5)).join(" ");
		window.slide = (input, value) => { input.value = value; input.dispatchEvent(new Event("input")); };
		window.key = (text) => [...code.querySelectorAll("button")].find((b) => b.textContent === text);
		code.open = true;
	})()`)
	t.Cleanup(func() { eval[any](t, p, `code.open = false`) })
	// Sliders of the strongest sixteen, in the order of what was measured, and the directions.
	order := eval[[]string](t, p, `bottleneck.effects().then(({ effect }) => [...effect.keys()].sort((a, b) => effect[b] - effect[a]).map((u) => "z[" + u + "]"))`)
	names := `[...code.querySelectorAll(".code-row input")].map((i) => i.getAttribute("aria-label")).join("|")`
	want := append(order[:16:16], "Direction 1", "Direction 2", "Direction 3", "Direction 4", "Direction 5")
	await(t, p, names+` === `+quoted(strings.Join(want, "|")))
	eval[any](t, p, `key("Show 4 more").click()`)
	await(t, p, `code.querySelectorAll(".code-row").length === 25 && document.activeElement.getAttribute("aria-label") === `+quoted(order[16]))
	// A unit, and a direction on top.
	eval[any](t, p, `bottleneck.chosen = { kind: "image", image: 7 }`)
	await(t, p, `code.querySelector("summary .hint").textContent.startsWith("Test image 7")`)
	eval[any](t, p, `(async () => {
		window.at = await bottleneck.tangents(); // behind those that the page has asked for
		window.unit = Number(/\d+/.exec(code.querySelector(".code-row input").getAttribute("aria-label")));
		window.wanted = at.z.slice();
		wanted[unit] += 2;
	})()`)
	await(t, p, `bottleneck.decode(at.z).then((x) => moved() === bytes(x))`)
	eval[any](t, p, `(() => {
		const input = code.querySelector(".code-row input");
		Object.assign(input, { min: -1e3, max: 1e3, step: "any" });
		slide(input, wanted[unit]);
	})()`)
	await(t, p, `bottleneck.decode(wanted).then((x) => moved() === bytes(x))`)
	eval[any](t, p, `(() => {
		slide(code.querySelector(".directions input"), 1.5);
		at.directions[0].forEach((v, j) => { wanted[j] += 1.5 * at.deviations[0] * v; });
	})()`)
	await(t, p, `bottleneck.decode(wanted).then((x) => moved() === bytes(x))`)
	// A strip of the unit: its tiles are the sweep of a script once the code is back, and a tile moves the code there.
	eval[any](t, p, `key("As encoded").click()`)
	await(t, p, `bottleneck.decode(at.z).then((x) => moved() === bytes(x))`)
	eval[any](t, p, `code.querySelector(".code-row button").click()`)
	await(t, p, `!code.querySelector(".code-strip").hidden`)
	eval[any](t, p, `(async () => { window.swept = await bottleneck.sweep(unit); code.querySelectorAll(".code-tile")[6].click(); })()`)
	await(t, p, `moved() === bytes(swept.x.subarray(6 * 784))`)
	if why := eval[string](t, p, `bottleneck.sweep(20).then(() => "", (e) => e.message)`); why != "sweep: unit 20 asked for, the code has the units 0 to below 20" {
		t.Error(why)
	}
}
