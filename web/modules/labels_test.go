package modules

import "testing"

// A label that says the same keeps its element, others take what is left in order, and the elements stand as the labels do.
func TestLabelsKeepTheirElements(t *testing.T) {
	p := modules(t)
	got := eval[[]string](t, p, `
		const host = document.createElement("div");
		host.id = "labels";
		document.body.append(host);
		const { showLabels } = await import("/canvas/labels.js?" + Math.random());
		const names = new Map();
		const show = (...texts) => {
			showLabels(JSON.stringify(texts.map((t, i) => ({ t, c: "tick", x: i, y: 0, w: 1, h: 1, a: "l" }))), "light");
			return [...host.children].map((e, i) => {
				if (!names.has(e)) names.set(e, names.size + 1);
				return e.textContent + names.get(e) + (e.style.left === i + "px" ? "" : " at " + e.style.left);
			}).join(" ");
		};
		const seen = [show("a", "b", "c"), show("a", "x", "b", "c"), show("p", "x", "q", "r"), show("x", "p"), show("x", "x", "p"), show()];
		host.remove();
		return seen;`)
	want := []string{"a1 b2 c3", "a1 x4 b2 c3", "p1 x4 q2 r3", "x4 p1", "x4 x5 p1", ""}
	if quote(got) != quote(want) {
		t.Errorf("%q shown, %q expected", got, want)
	}
}
