package e2e

import (
	"strings"
	"testing"
)

// A variational code of any length can be drawn from: by a script, and on the page, where the same draw stays in view
// while the network learns and another is a press away.
func TestImagesAreDrawnFromThePrior(t *testing.T) {
	const variational = "#v=1&lesson=variational&data=digits&train=400&test=100&batch_size=50&latent_dim=20"
	p := visit(t, variational)
	got := eval[struct {
		Same, Decoded, Other bool
		Codes, Values        int
	}](t, p, `(async () => {
		const same = (a, b) => a.length === b.length && a.every((v, i) => v === b[i]);
		const a = await bottleneck.sample(3, { seed: 5 });
		const b = await bottleneck.sample(3, { seed: 5 });
		const c = await bottleneck.sample(3);
		const y = await bottleneck.decode(a.z);
		return { Same: same(a.x, b.x) && same(a.z, b.z), Other: !same(a.z, c.z), Decoded: same(a.x, y), Codes: a.z.length, Values: a.x.length };
	})()`)
	if !got.Same || !got.Other || !got.Decoded || got.Codes != 60 || got.Values != 3*784 {
		t.Errorf("drawn by a script: %+v", got)
	}

	const tiles = `[...document.querySelectorAll("#draws .tile:not(.empty)")].map((c) => c.toDataURL()).join(" ")`
	shown := func(condition string) string {
		t.Helper()
		await(t, p, `(() => { const now = `+tiles+`; return now.split(" ").length === 10 && `+condition+`; })()`)
		return eval[string](t, p, tiles)
	}
	press := func(i string) {
		t.Helper()
		eval[any](t, p, `document.querySelectorAll("#draws button")[`+i+`].click()`)
	}
	first := shown("true")
	if len(strings.Fields(first)) != 10 {
		t.Fatal("ten images expected")
	}
	press("0")
	shown("now !== " + quoted(first) + ` && document.querySelector("#draws .hint").textContent === "draw 2"`)
	press("1")
	shown("now === " + quoted(first))
	train(t, p, "{epochs: 1}")
	shown("now !== " + quoted(first))
	eval[any](t, p, "bottleneck.reset()")
	shown("now === " + quoted(first))

	eval[any](t, p, "bottleneck.open("+quoted(quick)+")")
	await(t, p, `document.getElementById("draws").hidden`)
	for call, want := range map[string]string{
		"sample(2)":               "latent plain found, variational expected",
		"sample(0)":               "n is 0, a whole number from 1 on expected",
		"sample(1, { seed: -1 })": "seed is -1",
	} {
		if why := eval[string](t, p, "bottleneck."+call+`.then(() => "accepted", (e) => e.message)`); !strings.Contains(why, want) {
			t.Errorf("%s: %q, %q expected", call, why, want)
		}
	}
}
