package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// The drawn network is the editor of its layers: by keys, by dragging, with layers that come and go; what does not fit is said, with what would.
func TestTheHourglassEdits(t *testing.T) {
	p := visit(t, "#v=1&data=digits&train=200&test=50&encoder=dense(128,relu),dense(40,tanh)&epochs=1")
	grip := func(at int) string { return fmt.Sprintf(`document.querySelector('#hourglass [data-at="%d"]')`, at) }
	field := func(name string) string {
		return fmt.Sprintf(`document.querySelector('[data-field="%s"] .layer-text').value`, name)
	}
	parameters := `document.querySelector("#card dd").textContent`
	before := eval[string](t, p, parameters)
	eval[any](t, p, grip(2)+`.focus()`)
	press(t, p, "+")
	await(t, p, grip(2)+`.getAttribute("aria-valuenow") === "44" && document.activeElement === `+grip(2))
	if eval[string](t, p, parameters) == before {
		t.Error("the number of parameters stays")
	}
	press(t, p, "\r") // one more behind it
	await(t, p, field("encoder")+` === "dense(128,relu),dense(44,tanh),dense(22,tanh)"`)
	eval[any](t, p, grip(3)+`.focus()`)
	must(t, chromedp.Run(p.Context, chromedp.KeyEvent("\u007f")))
	await(t, p, field("encoder")+` === "dense(128,relu),dense(44,tanh)"`)
	// The code, which decoder and cost follow.
	eval[any](t, p, `[3].forEach((at) => document.querySelector('#hourglass [data-at="3"]').focus())`)
	press(t, p, "-")
	await(t, p, `document.querySelector("#f-latent_dim")?.value === "28" || [...document.querySelectorAll('[data-field="latent_dim"] input')].some((i) => i.value === "28")`)
	// A drag of the first layer: up is wider.
	r := where(t, p, grip(1), false)
	x, y := r.X+r.W/2, r.Y+0.2*r.H
	must(t, chromedp.Run(p.Context, input.DispatchMouseEvent(input.MousePressed, x, y).WithButton(input.Left).WithClickCount(1)))
	must(t, chromedp.Run(p.Context, input.DispatchMouseEvent(input.MouseMoved, x, y-10).WithButton(input.Left)))
	await(t, p, `Number(`+grip(1)+`.getAttribute("aria-valuenow")) > 150`)
	must(t, chromedp.Run(p.Context, input.DispatchMouseEvent(input.MouseMoved, x, y+10).WithButton(input.Left)))
	await(t, p, `Number(`+grip(1)+`.getAttribute("aria-valuenow")) < 120`)
	must(t, chromedp.Run(p.Context, input.DispatchMouseEvent(input.MouseReleased, x, y+10).WithButton(input.Left)))
	// A stride that the decoder cannot undo is refused, with what would fit; that is a press away.
	eval[any](t, p, `bottleneck.open("#v=1&data=digits&train=200&test=50&latent=direct&encoder=conv(4,3,relu),conv(4,3,s2,relu),conv(2,3,relu)&decoder=convt(4,3,s2,relu)&output=conv(3)&epochs=1")`)
	await(t, p, `document.querySelectorAll("#hourglass .grip").length === 5`)
	eval[any](t, p, grip(2)+`.focus()`)
	press(t, p, "\r")
	await(t, p, `document.querySelector("#layer-keys [role=alert]").textContent.includes("28x28x1 expected")`)
	await(t, p, `(() => { const b = [...document.querySelectorAll(".layer-repairs button")].find((b) => b.textContent === "Let the decoder mirror the encoder"); b?.click(); return b; })()`)
	await(t, p, `document.querySelector("#layer-keys [role=alert]").textContent === "" && document.querySelectorAll(".layer-repairs button").length === 0`)
	await(t, p, `document.querySelector("#hourglass .level.code title").textContent.includes("7\u00d77\u00d72")`)
}
