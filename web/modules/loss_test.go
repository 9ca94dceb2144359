package modules

import (
	"fmt"
	"strings"
	"testing"

	"bottleneck/core/data/drawn"
	"bottleneck/core/recipe"
)

// The means of a curve are those of the canvas (smoothCases of wasm/canvas/board).
func TestSmoothing(t *testing.T) {
	p := modules(t)
	got := eval[string](t, p, `
		const { smooth } = await import("/page/view/smooth.js");
		const say = (values, share) => smooth(values, share).map((v) => Number(v.toFixed(4))).join(" ");
		return [say([0, 0, 7, 0, 0], 0.5), say([3, 3, 3], 0.9), say(new Float32Array([NaN, 2, 5]), 0.5), say([1, 2], 0), say([], 0.5)].join("; ");`)
	if want := "0.9032 1.4737 2.8 1.4737 0.9032; 3 3 3; NaN 3 4; 1 2; "; got != want {
		t.Errorf("%q found, %q expected", got, want)
	}
}

// What the loss is the sum of is said, and drawn below its curve without a canvas, but not on a logarithmic axis; a plain loss has no terms.
func TestTermsOfTheLossAreSaidAndDrawn(t *testing.T) {
	p := modules(t)
	for link, want := range map[string]string{
		"data=digits&train=60&test=20&batch_size=20&latent=variational&loss=bce&reduction=image": "reconstruction divergence",
		"data=digits&train=60&test=20&batch_size=20&sparsity=l1&contractive=0.1":                 "reconstruction sparsity contraction",
		"data=digits&train=60&test=20&batch_size=20":                                             "",
	} {
		r, notices := recipe.Parse(link)
		if len(notices) > 0 {
			t.Fatal(notices)
		}
		got := eval[struct {
			Text, Written string
			Bands, Plain  int
			Log           int
		}](t, p, reading(panelFrame(t, r, drawn.Digits(60, 1), drawn.Digits(20, 2)))+`
			if (error) throw new Error(error);
			const loss = await import("/page/view/panels/loss.js");
			const draw = (view) => {
				const canvas = Object.assign(document.createElement("canvas"), { width: 600, height: 200 });
				const ctx = canvas.getContext("2d");
				const written = [];
				const write = ctx.fillText.bind(ctx);
				ctx.fillText = (text, ...at) => { written.push(text); write(text, ...at); };
				loss.draw({ ctx, text: "#000", line: "#888", accent: "#06c" }, s, { x: 0, y: 0, w: 600, h: 200 }, view);
				const pixels = ctx.getImageData(0, 0, 600, 200).data;
				let drawn = 0;
				for (let i = 3; i < pixels.length; i += 4) drawn += pixels[i] > 0;
				return { drawn, written };
			};
			const bands = draw({ terms: true });
			return { Text: loss.text(s), Written: bands.written.slice(0, -1).join(" "), Bands: bands.drawn, Plain: draw({}).drawn, Log: draw({ terms: true, log: true }).drawn };`)
		for _, kind := range strings.Fields(want) {
			if !strings.Contains(got.Text, kind) {
				t.Errorf("%s: %q says nothing of %s", link, got.Text, kind)
			}
		}
		if (want != "") != strings.Contains(got.Text, "sum of") || got.Written != want {
			t.Errorf("%s: %q said, %q written; terms %q expected", link, got.Text, got.Written, want)
		}
		if more := got.Bands - got.Plain; (want != "") != (more > 5000) || got.Log > got.Plain+3000 {
			t.Error(link + fmt.Sprintf(": %d pixels with bands, %d without, %d on a logarithmic axis", got.Bands, got.Plain, got.Log))
		}
	}
}
