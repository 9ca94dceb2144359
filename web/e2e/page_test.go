package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"
	"time"

	"bottleneck/web/browser"
	"bottleneck/web/site/server"

	"github.com/chromedp/cdproto/input"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// rect is where an element is on the screen.
type rect struct{ X, Y, W, H float64 }

func (r rect) String() string { return fmt.Sprintf("%.0fx%.0f at (%.0f, %.0f)", r.W, r.H, r.X, r.Y) }

// where returns the place of the element that expression evaluates to. With
// inFrame it lives in the canvas's document, whose own offset is added.
func where(t *testing.T, p *browser.Page, expression string, inFrame bool) rect {
	t.Helper()
	return eval[rect](t, p, fmt.Sprintf(`(() => {
		const r = (%s).getBoundingClientRect();
		const f = %v ? document.getElementById("view").getBoundingClientRect() : { x: 0, y: 0 };
		return { X: r.x + f.x, Y: r.y + f.y, W: r.width, H: r.height };
	})()`, expression, inFrame))
}

// picture is a screenshot of a part of the page.
func picture(t *testing.T, p *browser.Page, r rect) image.Image {
	t.Helper()
	var shot []byte
	must(t, chromedp.Run(p.Context, chromedp.ActionFunc(func(ctx context.Context) (err error) {
		shot, err = cdppage.CaptureScreenshot().WithClip(&cdppage.Viewport{X: r.X, Y: r.Y, Width: r.W, Height: r.H, Scale: 1}).Do(ctx)
		return err
	})))
	img, err := png.Decode(bytes.NewReader(shot))
	must(t, err)
	return img
}

// colours counts the different colours of a picture.
func colours(img image.Image) int {
	seen := map[[3]uint32]bool{}
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y += 2 {
		for x := b.Min.X; x < b.Max.X; x += 2 {
			r, g, bl, _ := img.At(x, y).RGBA()
			seen[[3]uint32{r >> 8, g >> 8, bl >> 8}] = true
		}
	}
	return len(seen)
}

// painted waits until so many colours are seen in a place of the page.
func painted(t *testing.T, p *browser.Page, r rect, least int) {
	t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(250 * time.Millisecond) {
		n := colours(picture(t, p, r))
		if n >= least {
			return
		}
		if time.Now().After(end) {
			t.Errorf("%d colours are seen, %d expected", n, least)
			return
		}
	}
}

// canvas waits for the canvas and returns its place.
func canvas(t *testing.T, p *browser.Page) rect {
	t.Helper()
	await(t, p, `document.getElementById("view").contentDocument?.querySelector("canvas")`)
	return where(t, p, `document.getElementById("view")`, false)
}

// begins tells whether the page starts training by itself, which it does when the canvas is there. What it asks of the trainer
// then is answered before what is asked now.
func begins(t *testing.T, p *browser.Page) bool {
	t.Helper()
	await(t, p, `document.getElementById("frame").dataset.view === "canvas"`)
	return eval[bool](t, p, `bottleneck.testImages(1).then(() => bottleneck.state === "running")`)
}

// A person who just opens the page sees a network learn.
func TestAPlainVisitTrainsByItself(t *testing.T) {
	p := open(t, chromium(t, browser.Options{}), serve(t, server.Options{}).url)
	if !begins(t, p) {
		t.Error("nothing begins")
	}
	await(t, p, "bottleneck.metrics?.epoch >= 3")
	later := eval[metrics](t, p, "bottleneck.metrics")
	r := canvas(t, p)
	painted(t, p, r, 100)
	eval[any](t, p, "bottleneck.pause()")
	if start := eval[metrics](t, p, "bottleneck.reset().then(() => bottleneck.metrics)"); start.Step != 0 || !(later.TestLoss < start.TestLoss/2) {
		t.Errorf("test loss %g at the start, %g after %d epochs", start.TestLoss, later.TestLoss, later.Epoch)
	}
	train(t, p, "{epochs: 1}")
	for _, id := range []string{"m-epoch", "m-step", "m-rate", "m-test", "m-mse", "m-print", "m-elapsed", "m-remaining"} {
		await(t, p, `/[^\s\u2013]/.test(document.getElementById("`+id+`").textContent)`)
	}
}

// A link never starts anything by itself.
func TestALinkWaitsForPlay(t *testing.T) {
	p := open(t, chromium(t, browser.Options{}), serve(t, server.Options{}).url+quick)
	if begins(t, p) {
		t.Error("it trains before anybody has pressed play")
	}
	press(t, p, " ")
	await(t, p, "bottleneck.metrics.step > 0")
}

// press sends a key to the page.
func press(t *testing.T, p *browser.Page, key string) {
	t.Helper()
	must(t, chromedp.Run(p.Context, chromedp.KeyEvent(key)))
}

// Pointing at the latent plane decodes the point; a click pins it.
func TestHoverDecodes(t *testing.T) {
	p := open(t, chromium(t, browser.Options{}), serve(t, server.Options{}).url+"#v=1&data=digits&train=500&test=300&latent_dim=2&latent_activation=linear&epochs=50")
	train(t, p, "{epochs: 3}")
	r := canvas(t, p)
	before := eval[string](t, p, `document.getElementById("readout").textContent`)
	// Somewhere in the canvas is the plane: go over it in a coarse sweep.
	sweep := [][2]float64{{0.25, 0.6}, {0.25, 0.75}, {0.2, 0.5}, {0.5, 0.6}, {0.75, 0.6}, {0.3, 0.85}, {0.5, 0.75}}
	for i, end := 0, time.Now().Add(patience); ; i++ {
		at := sweep[i%len(sweep)]
		must(t, chromedp.Run(p.Context, input.DispatchMouseEvent(input.MouseMoved, r.X+at[0]*r.W, r.Y+at[1]*r.H)))
		if p.WaitFor(`((text) => text !== `+quoted(before)+` && text.includes("z"))(document.getElementById("readout").textContent)`, 700*time.Millisecond) == nil {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("the read-out stays %q", before)
		}
	}
	z := eval[[]float64](t, p, "bottleneck.decode(new Float32Array([0.5, -0.5])).then((y) => Array.from(y))")
	if len(z) != 784 {
		t.Errorf("decode gives %d values", len(z))
	}
}

// dropping is a script that drops files on the page. Each file is a name and
// the expression of a Blob.
func dropping(files map[string]string) string {
	var b strings.Builder
	b.WriteString("(async () => { const all = new DataTransfer();")
	for name, blob := range files {
		n, _ := json.Marshal(name)
		fmt.Fprintf(&b, "all.items.add(new File([await (%s)], %s));", blob, n)
	}
	b.WriteString(`for (const type of ["dragenter", "dragover", "drop"]) {
		document.body.dispatchEvent(new DragEvent(type, { dataTransfer: all, bubbles: true, cancelable: true }));
	} })()`)
	return b.String()
}

// seven is a dark 7 on light paper, as a PNG.
const seven = `(async () => {
	const c = new OffscreenCanvas(200, 260), g = c.getContext("2d");
	g.fillStyle = "#f4f0e8"; g.fillRect(0, 0, 200, 260);
	g.strokeStyle = "#223"; g.lineWidth = 18; g.lineCap = "round"; g.lineJoin = "round";
	g.beginPath(); g.moveTo(50, 60); g.lineTo(150, 60); g.lineTo(90, 210); g.stroke();
	return c.convertToBlob({ type: "image/png" });
})()`

func TestADroppedPictureComesBackDenoised(t *testing.T) {
	p := open(t, chromium(t, browser.Options{}), serve(t, server.Options{}).url+"#v=1&data=digits&train=5000&test=200&noise=gaussian(0.2)&latent_dim=64&epochs=9")
	train(t, p, "{epochs: 8}")
	eval[any](t, p, dropping(map[string]string{"seven.png": seven, "again.png": seven}))
	await(t, p, `document.querySelectorAll("#picture canvas").length >= 3`)
	// What the page shows is what the script gets.
	got := eval[struct{ Ink, Error, Columns float64 }](t, p, `(async () => {
		const x = await bottleneck.prepare(await `+seven+`);
		const y = await bottleneck.reconstruct(x);
		let ink = 0, error = 0, column = 0;
		x.forEach((v, i) => { ink += v; error += (v - y[i]) ** 2 / 784; column += v * (i % 28); });
		return { Ink: ink, Error: error, Columns: column / ink };
	})()`)
	if got.Ink < 20 || got.Ink > 250 || got.Columns < 13 || got.Columns > 15 {
		t.Errorf("prepared as %+v: light ink around column 14 expected", got)
	}
	if got.Error > 0.06 {
		t.Errorf("reconstructed with an error of %g", got.Error)
	}
}

// keepRequests lets a test read which operations the page asks the trainer for.
const keepRequests = `window.requests = []; window.Worker = class extends Worker {
	postMessage(message, transfer) { window.requests.push(JSON.parse(message.json).op); super.postMessage(message, transfer); }
}`

// A dropped picture goes to the trainer once: it is prepared, corrupted and sent through the network in one request.
func TestADroppedPictureIsOneRequest(t *testing.T) {
	p := openAfter(t, chromium(t, browser.Options{}), keepRequests, serve(t, server.Options{}).url+"#v=1&data=digits&train=500&test=100&noise=gaussian(0.2)&epochs=9")
	train(t, p, "{epochs: 1}")
	const said = `[...document.querySelectorAll("#picture .tile-note")].map((e) => e.textContent.trim())`
	await(t, p, said+`.every((text) => text)`)
	eval[any](t, p, `bottleneck.testImages(1)`) // what the page still had to ask is answered
	eval[any](t, p, `void requests.splice(0)`)
	eval[any](t, p, dropping(map[string]string{"seven.png": seven}))
	await(t, p, `document.querySelectorAll("#picture .stages figure").length > 0 && `+said+`[2].startsWith("MSE")`)
	if notes := eval[[]string](t, p, said); notes[0] != "" || !strings.HasPrefix(notes[1], "MSE") {
		t.Errorf("the tiles say %q", notes)
	}
	eval[any](t, p, `bottleneck.testImages(1)`)
	got := eval[[]string](t, p, `requests.filter((op) => !["ping", "ack", "view", "testImages"].includes(op))`)
	if len(got) != 1 || got[0] != "prepare" {
		t.Errorf("a dropped picture asked for %q, one prepare expected", got)
	}
}

func TestBadFilesAreNamedAndHarmNothing(t *testing.T) {
	p := open(t, chromium(t, browser.Options{}), serve(t, server.Options{}).url+quick)
	before := train(t, p, "{epochs: 1}")
	eval[any](t, p, dropping(map[string]string{
		"notes.png":                        `new Blob(["these are words"])`,
		"empty.png":                        `new Blob([])`,
		"<img src=x onerror=alert(1)>.gif": `new Blob(["GIF89a"])`,
		"huge.png":                         hugePNG,
	}))
	await(t, p, `document.body.textContent.includes("notes.png") && document.body.textContent.includes("huge.png")`)
	if n := eval[int](t, p, `document.querySelectorAll("img[src=x]").length`); n != 0 {
		t.Error("a file's name became markup")
	}
	for _, blob := range []string{`new Blob(["these are words"])`, hugePNG, `new Blob([])`} {
		text := eval[string](t, p, "bottleneck.prepare("+blob+`).then(() => "accepted", (e) => e.message)`)
		if text == "accepted" || len(text) < 10 {
			t.Errorf("%s: %q", blob, text)
		}
	}
	if why := eval[string](t, p, "bottleneck.encode(new Float32Array(784 * 60000)).catch((e) => e.message)"); !strings.Contains(why, "at most") {
		t.Errorf("more than the memory holds: %q", why)
	}
	if m := eval[metrics](t, p, "bottleneck.metrics"); m.Fingerprint != before.Fingerprint {
		t.Errorf("%+v before, %+v after", before, m)
	}
}

// hugePNG announces 30,000 x 30,000 pixels in a few bytes.
const hugePNG = `new Blob([new Uint8Array([137,80,78,71,13,10,26,10, 0,0,0,13, 73,72,68,82, 0,0,117,48, 0,0,117,48, 8,0,0,0,0, 0x5b,0xa1,0x1c,0x5a])])`

func TestBadLinksAreNamedAndTheRestLoads(t *testing.T) {
	p := open(t, chromium(t, browser.Options{}), serve(t, server.Options{}).url+quick)
	eval[any](t, p, "window.alert = window.prompt = () => { window.hacked = true; }")
	for link, names := range map[string][]string{
		"#v=1&latent_dim=-3&seed=5":                                            {"latent_dim"},
		"#v=1&learning_rate=NaN&seed=5":                                        {"learning_rate"},
		"#v=1&wings=2&__proto__=1&toString=3&seed=5":                           {"wings", "__proto__", "toString"},
		"#v=1&encoder=" + strings.Repeat("dense(9,relu),", 999999) + "&seed=5": {"link"},
		"#v=1&encoder=dense(99999999,relu)&seed=5":                             {"encoder"},
		"#v=1&data=<img src=x onerror=alert(1)>&lesson=<b>&seed=5":             {"data", "lesson"},
		"#v=1&noise=gaussian(<script>alert(1)</script>)&seed=5":                {"noise"},
	} {
		got := eval[struct{ Fields []string }](t, p, fmt.Sprintf(`bottleneck.open(%q).then((r) => ({ Fields: r.notices.map((n) => n.field) }))`, link))
		for _, name := range names {
			if !strings.Contains(strings.Join(got.Fields, " "), name) {
				t.Errorf("%.60s: notices about %q, %s expected", link, got.Fields, name)
			}
		}
		if seed := eval[string](t, p, `String(bottleneck.recipe.seed)`); seed != "5" && names[0] != "link" {
			t.Errorf("%.60s: seed %s, the rest of the link was lost", link, seed)
		}
	}
	if eval[bool](t, p, `Boolean(window.hacked) || document.querySelectorAll("img[src=x]").length > 0`) {
		t.Error("a link became markup")
	}
	if m := train(t, p, "{steps: 3}"); m.Step != 3 {
		t.Errorf("after all that the run is at %+v", m)
	}
}

func TestDivergenceStopsAndOffersTheWayBack(t *testing.T) {
	p := open(t, chromium(t, browser.Options{}), serve(t, server.Options{}).url+"#v=1&data=digits&train=500&test=100&optimizer=sgd&learning_rate=100&output_activation=linear&latent_activation=linear&epochs=50")
	text := eval[string](t, p, `bottleneck.train({epochs: 5}).then(() => "went on", (e) => e.message)`)
	if !strings.Contains(text, "step") {
		t.Errorf("training says %q", text)
	}
	barText(t, p, "diverged", "The loss is not finite at step")
	await(t, p, `(() => { const b = [...document.querySelectorAll("#bars button")].find((b) => /back/i.test(b.textContent)); b?.click(); return b; })()`)
	await(t, p, `Number(bottleneck.recipe.learning_rate) < 100`)
}

// The layout holds at every size the issue of a person's screen can be.
func TestNothingIsCutOff(t *testing.T) {
	b := chromium(t, browser.Options{})
	s := serve(t, server.Options{})
	for _, size := range [][2]int64{{1440, 900}, {820, 1180}, {390, 844}, {320, 568}} {
		p := open(t, b, s.url+quick)
		must(t, chromedp.Run(p.Context, chromedp.EmulateViewport(size[0], size[1])))
		await(t, p, fmt.Sprintf("innerWidth === %d", size[0]))
		wide := eval[float64](t, p, "document.documentElement.scrollWidth - document.documentElement.clientWidth")
		if wide > 0 {
			t.Errorf("%dx%d: the page is %.0f pixels too wide", size[0], size[1], wide)
		}
		for _, id := range []string{"play", "reset", "step-batch", "view"} {
			r := where(t, p, fmt.Sprintf("document.getElementById(%q)", id), false)
			if r.W < 20 || r.H < 20 || r.X < 0 || r.X+r.W > float64(size[0]) {
				t.Errorf("%dx%d: #%s is %v", size[0], size[1], id, r)
			}
		}
	}
}

// Every control has a name that a screen reader can say, and Tab leaves the canvas.
func TestControlsHaveNames(t *testing.T) {
	p := open(t, chromium(t, browser.Options{}), serve(t, server.Options{}).url+quick)
	canvas(t, p)
	nameless := eval[[]string](t, p, `[...document.querySelectorAll("button, input, select, textarea, summary, iframe, a[href]")]
		.filter((e) => e.checkVisibility() && !(e.getAttribute("aria-label") || e.title || e.textContent.trim() ||
			e.labels?.length || e.getAttribute("aria-labelledby")))
		.map((e) => e.outerHTML.slice(0, 120))`)
	for _, e := range nameless {
		t.Errorf("no name: %s", e)
	}
	eval[any](t, p, `document.getElementById("view").focus()`)
	for range 8 { // through what the canvas itself has to focus on
		press(t, p, "\t")
		if !eval[bool](t, p, `document.activeElement?.id === "view"`) {
			return
		}
	}
	t.Error("Tab does not leave the canvas")
}
