package e2e

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

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
	p := visit(t, "#v=1&data=digits&train=5000&test=200&noise=gaussian(0.2)&latent_dim=64&epochs=9")
	train(t, p, "{epochs: 8}")
	eval[any](t, p, dropping(map[string]string{"seven.png": seven, "again.png": seven}))
	await(t, p, `document.querySelectorAll("#picture .strip-item").length === 2`)
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
	p := anewAfter(t, keepRequests, "#v=1&data=digits&train=500&test=100&noise=gaussian(0.2)&epochs=9")
	train(t, p, "{epochs: 1}")
	const said = `[...document.querySelectorAll("#picture .tile-note")].map((e) => e.textContent.trim())`
	await(t, p, said+`[2].startsWith("MSE")`)
	eval[any](t, p, `bottleneck.testImages(1)`) // what the page still had to ask is answered
	eval[any](t, p, `void requests.splice(0)`)
	eval[any](t, p, dropping(map[string]string{"seven.png": seven}))
	await(t, p, `document.querySelectorAll("#picture .prepared").length > 0 && `+said+`[2].startsWith("MSE")`)
	if notes := eval[[]string](t, p, said); notes[0] != "" || !strings.HasPrefix(notes[1], "MSE") {
		t.Errorf("the tiles say %q", notes)
	}
	eval[any](t, p, `bottleneck.testImages(1)`)
	got := eval[[]string](t, p, `requests.filter((op) => !["ping", "ack", "view", "testImages", "picture"].includes(op))`)
	if len(got) != 1 || got[0] != "prepare" {
		t.Errorf("a dropped picture asked for %q, one prepare expected", got)
	}
}

func TestBadFilesAreNamedAndHarmNothing(t *testing.T) {
	p := visit(t, quick)
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
