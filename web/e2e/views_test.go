package e2e

import (
	"slices"
	"testing"

	"bottleneck/web/browser"
	"bottleneck/web/site/server"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// few is data that is there at once.
const few = "data=digits&train=200&test=60&batch_size=20"

// texts are the labels of the canvas.
const texts = `[...document.getElementById("view").contentDocument.querySelectorAll("#labels span")].map((e) => e.textContent)`

// says waits until the canvas has a label that begins so.
func says(t *testing.T, p *browser.Page, start string) {
	t.Helper()
	if err := p.WaitFor(texts+`.some((s) => s.startsWith("`+start+`"))`, patience); err != nil {
		t.Errorf("the canvas does not say %q but %q", start, eval[[]string](t, p, texts))
	}
}

// tab presses the tab of a panel.
func tab(t *testing.T, p *browser.Page, panel string) {
	t.Helper()
	eval[any](t, p, `document.querySelector('[data-panel="`+panel+`"]').click()`)
}

// A grid that would take a second to decode has fewer tiles, unless somebody wants them.
func TestGridOfALargeNetwork(t *testing.T) {
	p := visit(t, "#v=1&"+few)
	const side = `document.querySelector('select[aria-label="Grid"]')`
	tab(t, p, "grid")
	await(t, p, side+`.value === "15"`)
	eval[any](t, p, `bottleneck.open("#v=1&lesson=faces&train=16&test=8&batch_size=8")`)
	await(t, p, side+`.value === "8"`)
	canvas(t, p)
	says(t, p, "8 \u00d7 8 decoded points")
	eval[any](t, p, `(() => { const s = `+side+`; s.value = "10"; s.dispatchEvent(new Event("change")); })()`)
	says(t, p, "10 \u00d7 10 decoded points")
}

// A recipe has its own panels, and only what they need is asked for.
func TestPanelsBelongToTheRecipe(t *testing.T) {
	p := visit(t, "#v=1&"+few)
	canvas(t, p)
	const tabs = `[...document.querySelectorAll("#tabs .tab")].map((e) => e.dataset.panel).join(" ")`
	for _, c := range []struct {
		link, tabs string
		says, not  []string
	}{
		{few, " line images code latent grid filters loss", []string{"Reconstructions", "Latent grid", "Loss"}, []string{"Filters", "Code", "Spread"}},
		{few + "&sparsity=l1", " line images code latent grid filters loss", []string{"Code", "Latent grid"}, []string{"Spread"}},
		{few + "&latent=variational&latent_dim=4", " line images code latent grid filters loss", []string{"Code", "Spread"}, []string{"Filters"}},
		{few + "&encoder=conv(6,3,s2,relu)&latent_dim=4", " line images code latent grid filters loss", []string{"Filters", "all 6", "first layer, 6 filters of 3x3"}, []string{"Latent grid", "Code"}},
		{few + "&encoder=maxpool(2)&latent_dim=4&decoder=none", " line images code latent grid loss", []string{"Latent grid"}, []string{"Filters"}},
		{"data=table18&train=200&test=60&batch_size=20&latent_dim=4", " line table code latent loss", []string{"clean over output", "c18", "row 0"}, []string{"Latent grid", "Filters"}},
		{"data=faces&train=40&test=20&batch_size=20&latent_dim=4", " line images code latent grid filters loss", []string{"Latent grid"}, []string{"Filters"}},
	} {
		eval[any](t, p, `bottleneck.open("#v=1&`+c.link+`").then(() => true)`)
		train(t, p, "{steps: 5}")
		await(t, p, tabs+` === "`+c.tabs+`"`)
		for _, start := range c.says {
			says(t, p, start)
		}
		found := eval[[]string](t, p, texts)
		for _, not := range c.not {
			if slices.Contains(found, not) {
				t.Errorf("%s: the canvas shows %q", c.link, not)
			}
		}
	}
}

// Rows of a table have strips instead of pictures, and scroll where there is no room for their columns.
func TestATableOnAPhone(t *testing.T) {
	p := visit(t, "#v=1&data=table18&train=200&test=60&batch_size=20&latent_dim=4")
	must(t, chromedp.Run(p.Context, emulation.SetDeviceMetricsOverride(390, 844, 1, true)))
	await(t, p, "innerWidth === 390")
	train(t, p, "{steps: 5}")
	canvas(t, p)
	tab(t, p, "table")
	says(t, p, "columns 1\u2013")
	if title := eval[string](t, p, `document.getElementById("picture-title").textContent`); title != "A row of the table" {
		t.Errorf("above the strips: %q", title)
	}
	await(t, p, `document.querySelector("#picture .split-after").width === 18`)
	arrow := where(t, p, `[...document.getElementById("view").contentDocument.querySelectorAll("#labels .arrow")].at(-1)`, true)
	must(t, chromedp.Run(p.Context, chromedp.MouseClickXY(arrow.X+arrow.W/2, arrow.Y+arrow.H/2)))
	await(t, p, `!`+texts+`.some((s) => s.startsWith("columns 1\u2013"))`)

	// A finger drags the columns back, and the wheel turns them.
	cell := where(t, p, `[...document.getElementById("view").contentDocument.querySelectorAll("#labels .cell")][2]`, true)
	at := func(kind input.MouseType, x float64) chromedp.Action {
		return input.DispatchMouseEvent(kind, x, cell.Y+5).WithButton(input.Left).WithClickCount(1)
	}
	must(t, chromedp.Run(p.Context, at(input.MousePressed, cell.X), at(input.MouseMoved, cell.X+100), at(input.MouseMoved, cell.X+900), at(input.MouseReleased, cell.X+900)))
	says(t, p, "columns 1\u2013")
	must(t, chromedp.Run(p.Context, input.DispatchMouseEvent(input.MouseWheel, cell.X, cell.Y).WithDeltaX(40).WithDeltaY(0)))
	says(t, p, "columns 2\u2013")
}

// A tile of weights under the pointer is shown large, and told; arrow keys go through the tiles; the summary has codes
// and filters in words.
func TestFiltersAndCodesAreShownAndSaid(t *testing.T) {
	p := visit(t, "#v=1&latent=variational&latent_dim=4&"+few)
	train(t, p, "{steps: 20}")
	r := canvas(t, p)
	tab(t, p, "filters")
	says(t, p, "first layer, 4 units")
	must(t, chromedp.Run(p.Context, input.DispatchMouseEvent(input.MouseMoved, r.X+40, r.Y+70)))
	says(t, p, "Unit 0: ")
	painted(t, p, canvas(t, p), 100)
	tab(t, p, "code")
	says(t, p, "Spread")
	eval[any](t, p, `document.getElementById("view").contentDocument.querySelector("canvas").focus()`)
	must(t, chromedp.Run(p.Context, input.DispatchKeyEvent(input.KeyDown).WithKey("ArrowRight"), input.DispatchKeyEvent(input.KeyUp).WithKey("ArrowRight")))
	says(t, p, "Label ")
	eval[any](t, p, `document.getElementById("twin").open = true`)
	await(t, p, `document.getElementById("twin-body").textContent.includes("\u00b1")`)
	for _, part := range []string{"Filters, first layer, 4 units", "Code of each image, mean \u00b1 deviation", "z[3]"} {
		await(t, p, `document.getElementById("twin-body").textContent.includes(`+quoted(part)+`)`)
	}
}

// Without WebGL the plain drawing has the panels, too.
func TestPanelsWithoutWebGL(t *testing.T) {
	p := open(t, chromium(t, browser.Options{Args: []string{"disable-3d-apis"}}), serve(t, server.Options{}).url+"#v=1&latent=variational&latent_dim=4&"+few)
	train(t, p, "{steps: 20}")
	await(t, p, `document.getElementById("toasts").textContent.includes("canvas is not available")`)
	for _, panel := range []string{"line", "images", "code", "latent", "grid", "filters", "loss"} {
		eval[any](t, p, `(() => { const c = document.querySelector(".plain-view"); c.width = c.width; })()`) // what was drawn is gone
		tab(t, p, panel)
		await(t, p, `(() => {
			const c = document.querySelector(".plain-view");
			const { data } = c.getContext("2d").getImageData(0, 0, c.width, c.height);
			let inked = 0;
			for (let i = 3; i < data.length; i += 4) inked += data[i] > 0;
			return inked > 500;
		})()`)
	}
	p.Forget() // the console tells of the missing WebGL
}

// The canvas tells that this browser draws with the processor, as its flags say, so that frames leave time to train.
func TestDrawingWithTheProcessorIsTold(t *testing.T) {
	const listen = `addEventListener("message", ({ data }) => { if (data?.kind === "ready") window.told = data.software; })`
	p := anewAfter(t, listen, "#v=1&"+few)
	await(t, p, "window.told === true")
}

// A browser that has been asked for gamepads looks for them from then on, sixty times a second.
func TestNoGamepadIsLookedFor(t *testing.T) {
	const count = `{
		top.asked ??= 0;
		const ask = Navigator.prototype.getGamepads;
		Navigator.prototype.getGamepads = function () { top.asked++; return ask.call(this); };
	}`
	p := anewAfter(t, count, "#v=1&"+few)
	canvas(t, p)
	says(t, p, "Reconstructions")
	if n := eval[int](t, p, "asked"); n > 0 {
		t.Errorf("asked for gamepads %d times", n)
	}
}

// The canvas decodes no more tiles of the grid than it has room for, and has a drawing buffer of what it uses only.
func TestTheCanvasAsksForNoMoreThanItShows(t *testing.T) {
	p := visit(t, "#v=1&data=digits&train=500&test=300&latent_dim=2&latent_activation=linear&epochs=50")
	canvas(t, p)
	eval[any](t, p, `document.getElementById("view").contentWindow.addEventListener("message", ({ data: { buffer } }) => {
		const at = buffer ? new TextDecoder("latin1").decode(buffer).indexOf("GRID") : -1;
		if (at >= 0) window.side = new DataView(buffer).getInt32(at + 8, true);
	})`)
	train(t, p, "{epochs: 1}")
	const room = `Number(` + texts + `.join(" ").match(/(\d+) \u00d7 \1 of 20 \u00d7 20/)?.[1])`
	await(t, p, room+` === window.side`)
	if n := eval[int](t, p, room); n < 8 || n >= 20 {
		t.Errorf("%d tiles in a row, some of 20 expected", n)
	}
	tab(t, p, "grid")
	await(t, p, `window.side === 20`) // alone it has room for all
	const attributes = `(({ alpha, antialias, depth, stencil }) => [alpha, antialias, depth, stencil])(document.getElementById("view").contentDocument.querySelector("canvas").getContext("webgl2").getContextAttributes())`
	if got := eval[[4]bool](t, p, attributes); got != [4]bool{true, false, false, false} {
		t.Errorf("alpha, antialias, depth, stencil are %v", got)
	}
}
