package modules

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/data/local"
)

// Strokes spoil the pixels that they cross and no other, the same each time; what was undone and done again is what it was.
func TestBrushes(t *testing.T) {
	p := modules(t)
	got := eval[struct {
		Touched, Columns                               []int
		Same, Untouched, Other, Redone, Cut, Dark, Two bool
		Least, Most, Mean, Deviation                   float64
		Salt, Pepper, Seeds                            int
	}](t, p, `
		const { paint, covered, Strokes } = await import("/page/picture/brushes.js");
		const shape = { w: 28, h: 20 };
		const x = new Float32Array(560).fill(0.5);
		const line = (kind, seed) => [{ kind, seed, radius: 2, points: [5, 10, 20, 10] }];
		const touched = covered([5, 10, 20, 10], 2, 28, 20);
		const a = paint(x, shape, line("noise", 3)), b = paint(x, shape, line("noise", 3)), c = paint(x, shape, line("noise", 4));
		const equal = (u, v) => u.every((w, i) => w === v[i]);
		const wide = { w: 100, h: 100 }, gray = new Float32Array(10000).fill(0.5);
		const all = (kind) => paint(gray, wide, [{ kind, seed: 9, radius: 200, points: [50, 50] }]);
		const noisy = all("noise"), mean = noisy.reduce((s, v) => s + v, 0) / 10000;
		const strokes = new Strokes();
		for (const kind of ["noise", "salt_pepper", "occlusion"]) strokes.begin(kind, 3).points.push(8, 8, 12, 14);
		const before = paint(x, shape, strokes.list), seeds = new Set(strokes.list.map((s) => s.seed)).size;
		strokes.undo(); strokes.undo();
		const cut = !equal(paint(x, shape, strokes.list), before) && strokes.canRedo;
		strokes.redo(); strokes.redo();
		const redone = equal(paint(x, shape, strokes.list), before) && !strokes.redo();
		strokes.clear();
		const two = strokes.empty && strokes.canRedo && paint(x, shape, strokes.list) === x;
		const salt = all("salt_pepper");
		return {
			Touched: touched, Columns: [...new Set(touched.map((i) => i % 28))].sort((m, n) => m - n),
			Same: equal(a, b), Other: !equal(a, c), Untouched: x.every((v) => v === 0.5) && a.every((v, i) => v === 0.5 || touched.includes(i)),
			Redone: redone, Cut: cut, Two: two, Seeds: seeds, Dark: all("occlusion").every((v) => v === 0),
			Least: Math.min(...noisy), Most: Math.max(...noisy), Mean: mean, Deviation: Math.sqrt(noisy.reduce((s, v) => s + (v - mean) ** 2, 0) / 10000),
			Salt: salt.filter((v) => v === 1).length, Pepper: salt.filter((v) => v === 0).length,
		};`)
	if len(got.Touched) < 60 || len(got.Touched) > 76 || got.Columns[0] != 3 || got.Columns[len(got.Columns)-1] != 21 || slices.ContainsFunc(got.Touched, func(i int) bool { return i/28 < 8 || i/28 > 11 }) {
		t.Errorf("a line of 15 pixels and radius 2 covers %d pixels, columns %v", len(got.Touched), got.Columns)
	}
	if !got.Same || !got.Other || !got.Untouched || !got.Redone || !got.Cut || !got.Two || !got.Dark || got.Seeds != 3 {
		t.Errorf("%+v", got)
	}
	if got.Least < 0 || got.Most > 1 || got.Mean < .47 || got.Mean > .53 || got.Deviation < .3 || got.Deviation > .4 {
		t.Errorf("noise of mean %g and deviation %g, from %g to %g", got.Mean, got.Deviation, got.Least, got.Most)
	}
	if got.Salt < 2300 || got.Salt > 2700 || got.Pepper < 2300 || got.Pepper > 2700 {
		t.Errorf("%d light and %d dark pixels of 10,000, 2,500 each expected", got.Salt, got.Pepper)
	}
}

// The zip of several pictures is one that others read, our own reader too: names are kept, each picture is there as it went in and came out.
func TestZipOfPictures(t *testing.T) {
	p := modules(t)
	text := eval[string](t, p, `
		const { filesOf } = await import("/page/picture/save.js");
		const { zip } = await import("/page/picture/zip.js");
		const flat = (v) => new Float32Array(12).fill(v);
		const shape = { w: 4, h: 3 };
		const items = [["Straße 7.jpg", .2], ["b.tar.png", .4], ["b.tar.webp", .6], ["photo", .8]].map(([name, v]) => ({ name, shape, input: flat(v), output: flat(v / 2) }));
		items[1].corrupted = flat(1);
		const bytes = zip(await filesOf(items));
		return btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(""));`)
	archive, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]uint32{
		"after/Straße 7.png": 26, "after/b.tar.png": 51, "after/b.tar (2).png": 77, "after/photo.png": 102,
		"before/Straße 7.png": 51, "before/b.tar.png": 255, "before/b.tar (2).png": 153, "before/photo.png": 204,
	}
	if len(r.File) != len(want) {
		t.Errorf("%d files found, %d expected", len(r.File), len(want))
	}
	for _, f := range r.File {
		level, ok := want[f.Name]
		if !ok {
			t.Errorf("%q found", f.Name)
			continue
		}
		body, err := f.Open()
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		content, err := io.ReadAll(body) // checks the sum
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		m, err := png.Decode(bytes.NewReader(content))
		if err != nil || m.Bounds().Dx() != 4 || m.Bounds().Dy() != 3 {
			t.Errorf("%s: %v, %v", f.Name, m, err)
			continue
		}
		if v, _, _, _ := m.At(2, 1).RGBA(); v>>8 != level {
			t.Errorf("%s is %d bright, %d expected", f.Name, v>>8, level)
		}
	}
	given, err := local.Read([]local.File{{Name: "bottleneck-pictures.zip", Size: int64(len(archive)), Content: bytes.NewReader(archive)}})
	if err != nil {
		t.Fatal(err)
	}
	if given.Kind != "pictures" || given.Left != 0 || strings.Join(given.Pictures.Classes, ",") != "after,before" || len(given.Pictures.Labels) != 8 {
		t.Errorf("our own reader finds %+v, %+v", given, given.Pictures)
	}
	// A damaged archive is found out.
	spoiled := bytes.Clone(archive)
	spoiled[bytes.Index(spoiled, []byte("IDAT"))] ^= 1
	if r, err = zip.NewReader(bytes.NewReader(spoiled), int64(len(spoiled))); err == nil {
		body, _ := r.File[0].Open()
		if _, err = io.ReadAll(body); err == nil {
			t.Error("the sums do not tell what was changed")
		}
	}
}

// What is kept for a reload comes back as it was; what is too large, or refused by the browser, leaves nothing behind that is not it.
func TestKeptPicture(t *testing.T) {
	p := modules(t)
	got := eval[struct {
		Drawn, Name, Strokes                       string
		Bytes                                      []int
		Kept, Large, Gone, Refused, Nothing, Nosto bool
	}](t, p, `
		const { keep, kept } = await import("/page/picture/kept.js");
		const strokes = [{ kind: "noise", seed: 4, radius: 2.5, points: [1, 2, 3.25, 4] }];
		const file = new File([Uint8Array.from({ length: 256 }, (_, i) => i)], "Straße.png");
		const ok = await keep({ name: file.name, source: { file }, without: ["inverted"], strokes });
		const back = kept();
		const bytes = [...new Uint8Array(await back.source.file.arrayBuffer())];
		await keep({ name: "drawing", source: { pad: [{ erase: false, width: 20, points: [[1, 2, 1]] }] }, without: [], strokes: [] });
		const drawn = JSON.stringify(kept().source);
		const large = await keep({ name: "large", source: { file: new File([new Uint8Array(3 << 20)], "large") }, without: [], strokes: [] });
		const gone = kept() === null;
		await keep({ name: "a", source: { test: 3 }, without: [], strokes });
		const there = kept().source.test === 3;
		await keep(null);
		const closed = () => { throw new DOMException("no", "SecurityError"); };
		return { Kept: ok && there, Name: back.name, Strokes: JSON.stringify(back.strokes), Bytes: bytes, Drawn: drawn, Large: large, Gone: gone, Nothing: kept() === null,
			Refused: await keep({ name: "a", source: { test: 3 }, without: [], strokes }, closed), Nosto: kept(closed) === null };`)
	if !got.Kept || got.Name != "Straße.png" || got.Strokes != `[{"kind":"noise","seed":4,"radius":2.5,"points":[1,2,3.25,4]}]` || len(got.Bytes) != 256 || got.Bytes[255] != 255 || got.Bytes[128] != 128 {
		t.Errorf("a file: %+v", got)
	}
	if got.Drawn != `{"pad":[{"erase":false,"width":20,"points":[[1,2,1]]}]}` {
		t.Errorf("a drawing: %s", got.Drawn)
	}
	if got.Large || !got.Gone || !got.Nothing || got.Refused || !got.Nosto {
		t.Errorf("%+v", got)
	}
}

// A rank is said as what it is: worse or better than how many, of what, and with which noise on either side.
func TestRankIsSaid(t *testing.T) {
	p := modules(t)
	for want, c := range map[string]string{
		"Reconstructs worse than 96 % of the 10,000 test images: MSE 0.0310, theirs 0.0120 on average.":                                                                                    `{ better: 9699, of: 10000, error: .031 }, { mse: .012, noise: "", own: "" }`,
		"Reconstructs better than 70 % of the 50 test rows: MSE 0.0110, theirs 0.0120 on average.":                                                                                         `{ better: 15, of: 50, error: .011 }, { rows: true, mse: .012, noise: "", own: "" }`,
		"All 50 test images are reconstructed better: MSE 0.5000, theirs 0.0120 on average. Their noise was gaussian(0.2), here it is none.":                                               `{ better: 50, of: 50, error: .5 }, { mse: .012, noise: "gaussian(0.2)", own: "" }`,
		"None of the 100 test images is reconstructed better: MSE 0.0010, theirs 0.0120 on average.":                                                                                       `{ better: 0, of: 100, error: .001 }, { mse: .012, noise: "", own: "" }`,
		"Reconstructs worse than 50 % of the 2 test images: MSE 0.5000, theirs 0.0120 on average. Their noise was none, here it is gaussian(0.1). It is painted over, and theirs are not.": `{ better: 1, of: 2, error: .5 }, { mse: .012, noise: "", own: "gaussian(0.1)", painted: true }`,
		"How it compares with the test images is known after the first epoch.":                                                                                                             `null, { mse: .012, noise: "", own: "" }`,
	} {
		if got := eval[string](t, p, `const { rankSaid } = await import("/page/picture/rank.js"); return rankSaid(`+c+`);`); got != want {
			t.Errorf("%q found, %q expected", got, want)
		}
	}
}

// Enlarged, the panel is all that can be reached but for messages; its button and Escape are the way back.
func TestThePanelIsEnlarged(t *testing.T) {
	p := modules(t)
	got := eval[[]string](t, p, `
		const { enlarger } = await import("/page/picture/enlarge.js");
		document.body.innerHTML = '<header></header><main><section id="a"></section><div><section id="panel"><input></section><section id="b"></section></div></main><div class="dock"></div>';
		const panel = document.getElementById("panel");
		document.querySelector("header").inert = true; // for another reason
		panel.append(enlarger(panel));
		const button = panel.querySelector("button"), seen = [];
		const look = () => seen.push([...document.querySelectorAll("[inert]")].map((e) => e.id || e.localName).join(" ") + " " + panel.className + " " + button.getAttribute("aria-pressed"));
		const escape = () => panel.querySelector("input").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
		look(); button.click(); look();
		seen.push(String(escape())); look();
		seen.push(String(escape())); // it means something else again
		button.click(); button.click(); look();
		return seen;`)
	if want := []string{"header  false", "header a b large true", "false", "header  false", "true", "header  false"}; quote(got) != quote(want) {
		t.Errorf("%q found, %q expected", got, want)
	}
}
