package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// A click on an image chooses it, everywhere: a script reads it, a screen reader says it, and the line is its way through the network. Pointing at a
// number tells what made it, and its value is the one that encode gives.
func TestTheChosenImageOnTheLine(t *testing.T) {
	p := visit(t, "#v=1&"+few+"&latent_dim=4&latent_activation=linear")
	train(t, p, "{steps: 20}")
	canvas(t, p)
	tab(t, p, "images")
	says(t, p, "Reconstructions")
	r := canvas(t, p)
	must(t, chromedp.Run(p.Context, chromedp.MouseClickXY(r.X+180, r.Y+60)))
	await(t, p, `bottleneck.chosen.image > 0`)
	await(t, p, `document.getElementById("spoken").textContent.includes("is chosen")`)
	tab(t, p, "line")
	says(t, p, "Line")
	says(t, p, "Output")
	await(t, p, texts+`.some((s) => s.includes("test image " + bottleneck.chosen.image))`)
	eval[any](t, p, `document.getElementById("twin").open = true`)
	await(t, p, `document.getElementById("twin-body").textContent.includes("The way of test image " + bottleneck.chosen.image)`)

	// The keys go to the first number of the code.
	eval[any](t, p, `document.getElementById("view").contentDocument.querySelector("canvas").focus()`)
	for range 2 {
		must(t, chromedp.Run(p.Context, input.DispatchKeyEvent(input.KeyDown).WithKey("ArrowRight"), input.DispatchKeyEvent(input.KeyUp).WithKey("ArrowRight")))
	}
	says(t, p, "Code, unit 0")
	z := eval[float64](t, p, `(async () => {
		const { image } = bottleneck.chosen;
		const { x } = await bottleneck.testImages(image + 1);
		return (await bottleneck.encode(x.slice(-784)))[0];
	})()`)
	await(t, p, texts+`.some((s) => Math.abs(Number(s.replace("\u2212", "-")) - `+fmt.Sprint(z)+`) < 1e-4 && /^[\u2212\d]/.test(s))`)
	says(t, p, "of 784 inputs, most from")

	// The card goes, and with it what lay over the panel's words.
	must(t, chromedp.Run(p.Context, input.DispatchKeyEvent(input.KeyDown).WithKey("Escape"), input.DispatchKeyEvent(input.KeyUp).WithKey("Escape")))
	if got := eval[string](t, p, `(() => { bottleneck.chosen = { kind: "image", image: 3 }; return JSON.stringify(bottleneck.chosen); })()`); got != `{"kind":"image","image":3}` {
		t.Errorf("%s chosen by a script", got)
	}
	await(t, p, texts+`.some((s) => s.includes("test image 3"))`)
	if code := eval[string](t, p, `(() => { try { bottleneck.chosen = { kind: "image", image: 1e9 }; return ""; } catch (error) { return error.code; } })()`); code != "chosen_unknown" {
		t.Errorf("an image that is not there: %q", code)
	}
}
