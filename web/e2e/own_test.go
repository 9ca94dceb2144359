package e2e

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/data/drawn"
	"bottleneck/core/data/prepare"
	"bottleneck/web/browser"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// facePNG is drawn face i, larger than a recipe takes it.
func facePNG(t *testing.T, i int) []byte {
	s := drawn.FacesRange(i, i+1, 64, drawn.FacesSeed)
	m := image.NewGray(image.Rect(0, 0, 72, 80))
	for k, v := range s.Pixels {
		m.SetGray(4+k%64, 8+k/64, color.Gray{v})
	}
	return encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, m) })
}

// facesZip holds some people, each in a folder, beside files that are none of it.
func facesZip(t *testing.T, people int) []byte {
	return encoded(t, func(b *bytes.Buffer) error {
		z := zip.NewWriter(b)
		write := func(name string, content []byte) {
			w, err := z.Create(name)
			must(t, err)
			_, err = w.Write(content)
			must(t, err)
		}
		for i := range people * drawn.FacePoses {
			write(fmt.Sprintf("faces/s%d/%d.png", i/drawn.FacePoses+1, i%drawn.FacePoses+1), facePNG(t, i))
		}
		write("faces/README", []byte("drawn"))
		write("__MACOSX/faces/._README", []byte{0, 5, 22, 7})
		return z.Close()
	})
}

// wines is a table with names, a text that labels its rows, a missing cell and a column that never changes.
func wines(rows int) []byte {
	var b bytes.Buffer
	b.WriteString("alcohol;acid;color;year;\"sugar, g\"\r\n")
	for i := range rows {
		fmt.Fprintf(&b, "%.2f;%.3f;%s;2019;%d\r\n", 11+float64(i%7)/3, 2+float64(i*i%11)/7, []string{"red", "white"}[i%2], i%5)
	}
	b.WriteString("12;n/a;red;2019;3\r\n")
	return b.Bytes()
}

// written writes a file to drop and returns its path.
func written(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	must(t, os.MkdirAll(filepath.Dir(path), 0o777))
	must(t, os.WriteFile(path, content, 0o666))
	return path
}

// drop drops files or folders of this machine on the middle of an element, as a person would.
func drop(t *testing.T, p *browser.Page, on string, paths ...string) {
	t.Helper()
	r := where(t, p, on, false)
	d := &input.DragData{Files: paths, DragOperationsMask: 1, Items: []*input.DragDataItem{}}
	for _, kind := range []input.DispatchDragEventType{input.DragEnter, input.DragOver, input.Drop} {
		must(t, chromedp.Run(p.Context, input.DispatchDragEvent(kind, r.X+r.W/2, r.Y+r.H/2, d)))
	}
}

const status = `document.querySelector(".own-status").textContent`

// An archive that is dropped on the page becomes the data of the run; another size is made of the same files, and the
// run outlives its worker.
func TestDroppedArchiveIsTrainedOn(t *testing.T) {
	p := anewAfter(t, keepWorkers, quick)
	drop(t, p, `document.querySelector(".side")`, written(t, "faces.zip", facesZip(t, 4)))
	await(t, p, `bottleneck.recipe.data === "pictures" && ["running", "done"].includes(bottleneck.state)`)
	if text := eval[string](t, p, status); !strings.Contains(text, "faces.zip: 36 pictures to train on, 4 held out; 72 × 80 pixels each; gray; values from 0 to ") {
		t.Errorf("status %q", text)
	}
	if text := eval[string](t, p, `document.querySelector(".own-notes").textContent`); text != "1 other file was left out." {
		t.Errorf("notes %q", text)
	}
	eval[any](t, p, `document.querySelector(".own-sheet").scrollIntoView({block: "center"})`)
	painted(t, p, where(t, p, `document.querySelector(".own-sheet")`, false), 30)
	eval[any](t, p, "bottleneck.pause()")
	got := eval[struct {
		N, Dim int
		Labels []int
		X      []float32
	}](t, p, `bottleneck.testImages(9).then(({x, labels}) => ({n: labels.length, dim: x.length / labels.length, labels: [...labels], x: [...x.slice(0, 1024)]}))`)
	want := make([]byte, 1024)
	whole, err := png.Decode(bytes.NewReader(facePNG(t, 9)))
	must(t, err)
	gray := prepare.Gray{W: 72, H: 80, Pix: whole.(*image.Gray).Pix}
	gray.Frame(want, 32, prepare.FrameSquare)
	if got.N != 4 || got.Dim != 1024 || !slices.Equal(got.Labels, []int{0, 1, 2, 3}) {
		t.Fatalf("%d held-out pictures of %d, labels %v", got.N, got.Dim, got.Labels)
	}
	for i, v := range got.X {
		if d := v*255 - float32(want[i]); d > 1 || d < -1 {
			t.Fatalf("pixel %d is %v, %d of 255 expected", i, v, want[i])
		}
	}

	eval[any](t, p, `bottleneck.open("#v=1&data=pictures&image_size=16&framing=subsample&encoder=dense(50,relu)&latent_dim=8&batch_size=12&epochs=100000")`)
	train(t, p, "{epochs: 5}")
	eval[any](t, p, "bottleneck.start()")
	await(t, p, "bottleneck.metrics.step > 600")
	died := eval[int](t, p, "(workers.at(-1).crash(), bottleneck.metrics.step)")
	await(t, p, "workers.length > 1")
	await(t, p, fmt.Sprintf(`bottleneck.metrics.step > %d`, died+1000))
	if data := eval[string](t, p, "bottleneck.recipe.data"); data != "pictures" {
		t.Errorf("after a new worker the data are %s", data)
	}
	eval[any](t, p, "bottleneck.pause()")
}

// trainAfterALook presses what trains on files of which something is in doubt: nothing has begun before.
func trainAfterALook(t *testing.T, p *browser.Page) {
	t.Helper()
	const button = `document.querySelector(".own-doubt .primary")`
	await(t, p, button+`?.checkVisibility()`)
	if data := eval[string](t, p, "bottleneck.recipe.data"); data == "pictures" || data == "table" {
		t.Errorf("%s are trained on before anybody looked", data)
	}
	eval[any](t, p, "void "+button+".click()")
	await(t, p, "!"+button)
}

// A folder, dropped on the canvas: everything below it, each subfolder a label.
func TestDroppedFolder(t *testing.T) {
	p := visit(t, quick)
	dir := filepath.Join(t.TempDir(), "album")
	for i := range 20 {
		path := filepath.Join(dir, []string{"a", "b"}[i/10], fmt.Sprintf("%d.png", i))
		must(t, os.MkdirAll(filepath.Dir(path), 0o777))
		must(t, os.WriteFile(path, facePNG(t, i), 0o666))
	}
	must(t, os.WriteFile(filepath.Join(dir, "broken.png"), []byte("\x89PNG\r\n\x1a\nno more"), 0o666))
	await(t, p, `document.getElementById("frame").dataset.view === "canvas"`)
	drop(t, p, `document.getElementById("view")`, dir)
	await(t, p, status+`.startsWith("album: 18 pictures to train on, 2 held out")`)
	trainAfterALook(t, p)
	await(t, p, `bottleneck.recipe.data === "pictures"`)
	if text := eval[string](t, p, `document.querySelector(".own-left").textContent`); !strings.Contains(text, "1 left out") || !strings.Contains(text, "broken.png") {
		t.Errorf("left out: %q", text)
	}
}

// A table becomes a run with a network for its columns; a bad one changes nothing and says where it is wrong.
func TestOwnTableAndBadFiles(t *testing.T) {
	p := visit(t, quick)
	use := func(name string, content []byte, options string) string {
		return fmt.Sprintf(`bottleneck.useData([new File([Uint8Array.from(atob(%q), (c) => c.charCodeAt(0))], %q)], %s)`, base64Of(content), name, options)
	}
	found := eval[struct {
		Kind, Name, Link string
		Train, Test      int
		Left             int
		Columns, Classes []string
		Notes            []string
		Problems         []struct{ Name, Text string }
	}](t, p, use("wines.csv", wines(60), "{}"))
	if found.Kind != "table" || found.Train != 54 || found.Test != 6 || found.Left != 1 || !slices.Equal(found.Columns, []string{"alcohol", "acid", "year", "sugar, g"}) ||
		!slices.Equal(found.Classes, []string{"red", "white"}) || found.Problems[0].Name != "row 62, acid" || len(found.Notes) != 2 {
		t.Errorf("%+v", found)
	}
	if got := eval[string](t, p, "bottleneck.recipe.data + bottleneck.recipe.columns"); got != "table4" {
		t.Errorf("recipe %s", got)
	}
	await(t, p, `location.hash.includes("data=table") && document.querySelectorAll(".own-rows tbody tr").length === 6`)
	choose := func(column, role string) {
		eval[any](t, p, `{
			const select = document.querySelector('.own-role select[aria-label="What `+column+` is"]');
			select.focus();
			select.value = "`+role+`";
			select.dispatchEvent(new Event("change"));
		}`)
	}
	choose("alcohol", "left out")
	await(t, p, `document.querySelector(".own-status").textContent.includes("; 3 columns;") && document.activeElement?.getAttribute("aria-label") === "What alcohol is"`)
	choose("color", "input") // which has no numbers: what was there stays
	await(t, p, `document.querySelector(".own-status").textContent.includes("it has no numbers") && document.querySelectorAll(".own-rows th:not(.own-label)").length === 3 && document.querySelector(".own-rows td.own-label").textContent === "red"`)
	eval[any](t, p, `document.querySelector(".own-roles button").click()`)
	await(t, p, `document.querySelector(".own-status").textContent.includes("; 4 columns;")`)
	before := eval[metrics](t, p, "bottleneck.metrics")
	after := train(t, p, "{steps: 400}")
	if !(after.TestMSE < before.TestMSE/2) {
		t.Errorf("test MSE %g, %g before", after.TestMSE, before.TestMSE)
	}
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"cells.csv": {[]byte("a;b\n1,5;2\n"), "1 row of 2 columns without a missing number found"},
		"cut.zip":   {facesZip(t, 1)[:5000], "zip: no end of the directory found"},
		"empty.csv": {nil, "the file is empty"},
		"paper.pdf": {[]byte("%PDF-1.4"), "a PDF document found"},
		"evil.csv":  {[]byte("<img src=x onerror=alert(1)>,b\nx,y\nz,w\n"), "none of them of numbers"},
	} {
		if text := eval[string](t, p, use(name, c.content, "{}")+`.then(() => "accepted", (e) => e.message)`); !strings.Contains(text, c.want) {
			t.Errorf("%s: %q", name, text)
		}
		if text := eval[string](t, p, status); !strings.Contains(text, c.want) {
			t.Errorf("%s: the page says %q", name, text)
		}
	}
	if now := eval[metrics](t, p, "bottleneck.metrics"); now.Fingerprint != after.Fingerprint {
		t.Error("bad files changed the run")
	}
	kept := eval[string](t, p, use("other.csv", wines(40), "{open: false}")+`.then((f) => f.link + " " + bottleneck.metrics.fingerprint)`)
	if !strings.Contains(kept, "data=table") || !strings.HasSuffix(kept, after.Fingerprint) {
		t.Errorf("with open: false: %s", kept)
	}
	if text := eval[string](t, p, `bottleneck.useData("x").then(() => "accepted", (e) => e.message)`); !strings.Contains(text, "a File or several expected") {
		t.Error(text)
	}
}

// A link for files that are not here says so, shows a stand-in, and takes the files when they come. One picture is still
// shown to the network, and several are offered.
func TestLinkForOwnPictures(t *testing.T) {
	p := anew(t, "#v=1&data=pictures&image_size=16&encoder=dense(40,tanh)&latent_dim=5")
	await(t, p, `document.querySelector('[data-bar="wanted"]')?.textContent.includes("files of your own")`)
	if data := eval[string](t, p, "bottleneck.recipe.data"); data != "faces" {
		t.Errorf("data %s", data)
	}
	await(t, p, `location.hash.startsWith("#v=1&data=pictures&image_size=16")`) // a reload asks for them again
	one := written(t, "one.png", facePNG(t, 3))
	drop(t, p, `document.querySelector(".side")`, one)
	await(t, p, `document.querySelectorAll("#picture .prepared").length > 0`)
	if open := eval[bool](t, p, `!!document.querySelector('[data-bar="own"]')`); open {
		t.Error("one picture is offered to train on")
	}
	drop(t, p, `document.querySelector(".side")`, one, written(t, "two.png", facePNG(t, 4)), written(t, "three.png", facePNG(t, 5)))
	await(t, p, `document.querySelector('[data-bar="own"]')?.textContent.includes("Train on these 3 pictures?")`)
	eval[any](t, p, `void document.querySelector('[data-bar="own"] .primary').click()`)
	await(t, p, `bottleneck.recipe.data === "pictures" && bottleneck.recipe.encoder === "dense(40,tanh)" && bottleneck.recipe.image_size === "16"`)
	await(t, p, `!document.querySelector('[data-bar="wanted"]')`) // files are no longer asked for
	await(t, p, status+`.startsWith("3 files: 2 pictures to train on, 1 held out")`)
}

func base64Of(b []byte) string { return base64.StdEncoding.EncodeToString(b) }

// Files that are chosen: MNIST's own format, gzipped, pictures and labels of two parts.
func TestChosenIDX(t *testing.T) {
	p := visit(t, quick)
	idx := func(magic uint32, sizes []int, content []byte) []byte {
		b := binary.BigEndian.AppendUint32(nil, magic)
		for _, n := range sizes {
			b = binary.BigEndian.AppendUint32(b, uint32(n))
		}
		return encoded(t, func(out *bytes.Buffer) error {
			z := gzip.NewWriter(out)
			if _, err := z.Write(append(b, content...)); err != nil {
				return err
			}
			return z.Close()
		})
	}
	digits := drawn.Digits(70, 5)
	paths := []string{
		written(t, "train-images-idx3-ubyte.gz", idx(0x803, []int{50, 28, 28}, digits.Pixels[:50*784])),
		written(t, "train-labels-idx1-ubyte.gz", idx(0x801, []int{50}, digits.Labels[:50])),
		written(t, "t10k-images-idx3-ubyte.gz", idx(0x803, []int{20, 28, 28}, digits.Pixels[50*784:])),
		written(t, "t10k-labels-idx1-ubyte.gz", idx(0x801, []int{20}, digits.Labels[50:])),
	}
	must(t, chromedp.Run(p.Context, chromedp.SetUploadFiles("#own-files", paths, chromedp.ByID)))
	await(t, p, `/^4 files: 50 pictures to train on, 20 held out; 28 × 28 pixels each; gray; values from 0 to 1, 0\.\d+ on average; with labels/.test(`+status+`)`)
	await(t, p, `bottleneck.recipe.data === "pictures" && bottleneck.recipe.train === "50"`)
	eval[any](t, p, `bottleneck.pause().then(() => bottleneck.open("#v=1&data=pictures&image_size=28&latent_dim=3"))`)
	labels := eval[[]int](t, p, `bottleneck.testImages(20).then(({labels}) => [...labels])`)
	for i, l := range digits.Labels[50:] {
		if labels[i] != int(l) {
			t.Fatalf("labels %v, %v expected", labels, digits.Labels[50:])
		}
	}
	x := eval[[]float32](t, p, `bottleneck.testImages(1).then(({x}) => [...x])`)
	for i, v := range digits.Pixels[50*784 : 51*784] {
		if x[i] != float32(v)/255 {
			t.Fatalf("pixel %d is %v, %d of 255 expected", i, x[i], v)
		}
	}
}
