package e2e

import (
	"bytes"
	"context"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"bottleneck/core/safetensors"
	"bottleneck/web/browser"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// dropFile lets go of a file over the page.
func dropFile(t *testing.T, p *browser.Page, name string, content []byte) {
	t.Helper()
	eval[any](t, p, dropping(map[string]string{name: `new Blob([Uint8Array.from(atob("` + base64Of(content) + `"), (c) => c.charCodeAt(0))])`}))
}

// savedFile presses the button and returns what the browser wrote.
func savedFile(t *testing.T, p *browser.Page, dir, name string) []byte {
	t.Helper()
	must(t, chromedp.Run(p.Context, chromedp.ActionFunc(func(ctx context.Context) error {
		page, err := target.GetTargetInfo().Do(ctx)
		if err != nil {
			return err
		}
		return cdpbrowser.SetDownloadBehavior(cdpbrowser.SetDownloadBehaviorBehaviorAllow).WithBrowserContextID(page.BrowserContextID).
			WithDownloadPath(dir).Do(cdp.WithExecutor(ctx, chromedp.FromContext(ctx).Browser))
	})))
	await(t, p, `(() => { const b = document.querySelector("#weights button"); b.focus(); return document.activeElement === b && b.textContent === "Save weights"; })()`)
	must(t, chromedp.Run(p.Context, chromedp.KeyEvent("\r")))
	file := filepath.Join(dir, name)
	for end := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		if b, err := os.ReadFile(file); err == nil && len(b) > 0 {
			return b
		}
		if time.Now().After(end) {
			entries, _ := os.ReadDir(dir)
			t.Fatalf("no %s was saved, but %v", name, entries)
		}
	}
}

const barOf = `(document.querySelector('[data-bar="NAME"]')?.innerText ?? "")`

func barText(t *testing.T, p *browser.Page, name, part string) string {
	t.Helper()
	text := strings.Replace(barOf, "NAME", name, 1)
	await(t, p, text+".includes("+quoted(part)+")")
	return eval[string](t, p, text)
}

// Weights go out by the keyboard, under the name of the run, and come back by a drop. A broken file changes nothing,
// and one of another network offers the recipe in it.
func TestWeightsOutAndBack(t *testing.T) {
	p := visit(t, quick)
	code := eval[string](t, p, "bottleneck.recipe.latent_dim")
	trained := train(t, p, "{epochs: 2}")
	link := eval[string](t, p, "bottleneck.link()")
	file := savedFile(t, p, t.TempDir(), "digits-code-"+code+"-step-"+eval[string](t, p, "String(bottleneck.metrics.step)")+".safetensors")
	if script := eval[string](t, p, `bottleneck.weights().then((b) => b.toBase64())`); script != base64Of(file) {
		t.Error("the file is not what scripts get")
	}
	tensors, metadata, err := safetensors.Unmarshal(file)
	must(t, err)
	if metadata["recipe"] != link || metadata["step"] != strconv.Itoa(trained.Step) {
		t.Errorf("the file says recipe %s, step %s; %s, %d expected", metadata["recipe"], metadata["step"], link, trained.Step)
	}

	start := eval[metrics](t, p, "bottleneck.reset()")
	if start.Fingerprint == trained.Fingerprint {
		t.Fatal("a reset keeps the weights")
	}
	dropFile(t, p, "mine.safetensors", file)
	await(t, p, "bottleneck.metrics.fingerprint === "+quoted(trained.Fingerprint))
	if m := eval[metrics](t, p, "bottleneck.metrics"); m.TestMSE != trained.TestMSE || m.Step != trained.Step {
		t.Errorf("loaded: %+v, %+v expected", m, trained)
	}
	on := train(t, p, "{epochs: 1}")
	if on.Fingerprint == trained.Fingerprint || on.TestMSE > start.TestMSE {
		t.Errorf("trained on: %+v", on)
	}

	broken := tensors[1].Data
	was := broken[0]
	broken[0] = float32(math.NaN())
	dropFile(t, p, "broken.safetensors", safetensors.Marshal(tensors, metadata))
	broken[0] = was
	said := barText(t, p, "files", "broken.safetensors")
	if !strings.Contains(said, tensors[1].Name) || !strings.Contains(said, "not finite") {
		t.Errorf("of a file that is not a number the page says %q", said)
	}
	if m := eval[metrics](t, p, "bottleneck.metrics"); m.Fingerprint != on.Fingerprint || m.Step != on.Step {
		t.Errorf("a broken file changed the run: %+v, %+v expected", m, on)
	}

	eval[any](t, p, "bottleneck.open("+quoted(link+"&latent_dim=3")+")")
	other := train(t, p, "{steps: 3}")
	dropFile(t, p, "mine.safetensors", file)
	said = barText(t, p, "weights", "mine.safetensors is of another network")
	if !strings.Contains(said, "encoder.") || !strings.Contains(said, ".weight: shape") || !strings.Contains(said, link) {
		t.Errorf("of another shape the page says %q", said)
	}
	if m := eval[metrics](t, p, "bottleneck.metrics"); m.Fingerprint != other.Fingerprint {
		t.Error("what was only offered changed the run")
	}
	eval[any](t, p, `document.querySelector('[data-bar="weights"] .primary').click()`)
	await(t, p, "bottleneck.link() === "+quoted(link)+" && bottleneck.metrics.fingerprint === "+quoted(trained.Fingerprint))
	if !eval[bool](t, p, `location.hash === bottleneck.link() && !document.querySelector('[data-bar="weights"]')`) {
		t.Error("the address is not the recipe's, or the offer stands")
	}

	// From elsewhere, without a recipe: the tensor is named, and there is nothing to offer.
	dropFile(t, p, "theirs.safetensors", safetensors.Marshal(tensors[1:], nil))
	if said = barText(t, p, "files", "theirs.safetensors"); !strings.Contains(said, tensors[0].Name+" is missing") {
		t.Errorf("without a tensor the page says %q", said)
	}
	// Of another program: what is read otherwise is said, and what is no such file is called what it is.
	for i := range tensors {
		tensors[i].Name = "module." + tensors[i].Name
	}
	more := append(tensors, safetensors.Tensor{Name: "module.scale", Shape: []int{1}, Data: []float32{2}})
	dropFile(t, p, "theirs.safetensors", safetensors.Marshal(more, nil))
	await(t, p, "bottleneck.metrics.fingerprint === "+quoted(trained.Fingerprint)+` && [...document.querySelectorAll(".toast")].some((e) => e.innerText.includes("module.") && e.innerText.includes("module.scale"))`)
	dropFile(t, p, "theirs.pt", []byte("\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19."))
	if said = barText(t, p, "files", "theirs.pt"); !strings.Contains(said, "torch.load(") {
		t.Errorf("of a file of torch.save the page says %q", said)
	}
	eval[any](t, p, `bottleneck.open("#v=1&lesson=linear&data=digits&train=100&test=50&latent_dim=9")`)
	if why := eval[[]string](t, p, `bottleneck.load(Uint8Array.from(atob(`+quoted(base64Of(file))+`), (c) => c.charCodeAt(0))).catch((e) => [e.message, e.link])`); len(why) != 2 || why[1] != link {
		t.Errorf("a script is told %q", why)
	}
	named := savedFile(t, p, t.TempDir(), "linear-step-0.safetensors")
	if !bytes.Contains(named, []byte("lesson=linear")) {
		t.Error("the lesson is not in its file")
	}
}
