package e2e

import (
	"strings"
	"testing"
)

// keeping has what is saved kept, by its name, in place of the disk, until keepNoMore is called: the page is that of other tests too.
const keeping = `
	window.saved = {};
	const blobs = new Map();
	const create = URL.createObjectURL;
	URL.createObjectURL = (blob) => { const url = create.call(URL, blob); blobs.set(url, blob); return url; };
	HTMLAnchorElement.prototype.click = function () { if (this.download) window.saved[this.download] = blobs.get(this.href); };
	window.keepNoMore = () => { URL.createObjectURL = create; delete HTMLAnchorElement.prototype.click; };`

// The dialog makes code with its weights and data, and says what it does not do; models; and the codes of all held-out inputs. Scripts have the code too.
func TestTakeItHome(t *testing.T) {
	p := visit(t, quick)
	train(t, p, "{steps: 5}")
	eval[any](t, p, `void (() => {`+keeping+`})()`)
	defer eval[any](t, p, "keepNoMore()")
	eval[any](t, p, `document.getElementById("take-open").click()`)
	await(t, p, `document.getElementById("take").open`)
	press := func(name, group string) string {
		await(t, p, `document.querySelector('[data-take="`+name+`"]')`) // what a run has to give is asked of the trainer
		eval[any](t, p, `document.querySelector('[data-take="`+name+`"]').click()`)
		said := `document.querySelector('[aria-labelledby="take-` + group + `"] [role="status"]').innerText`
		await(t, p, `!document.querySelector('[data-take="`+name+`"]').hasAttribute("aria-busy") && / saved/.test(`+said+`)`)
		return eval[string](t, p, said)
	}
	said := press("pytorch", "code")
	for _, want := range []string{".zip is saved", ".py", ".safetensors", ".data.npz", "random numbers"} {
		if !strings.Contains(said, want) {
			t.Errorf("the dialog says %q, %q expected in it", said, want)
		}
	}
	if onnx := press("onnx", "weights"); !strings.Contains(onnx, ".encoder.onnx") {
		t.Error(onnx)
	}
	press("codes-csv", "data")
	got := eval[string](t, p, `(async () => {
		const of = async (end) => { const [name] = Object.keys(saved).filter((n) => n.endsWith(end)); return new Uint8Array(await saved[name].arrayBuffer()); };
		const text = (bytes) => new TextDecoder().decode(bytes);
		const rows = text(await of(".codes.csv")).trim().split("\r\n");
		const { x } = await bottleneck.testImages(1);
		const z = await bottleneck.encode(x);
		const row = rows[1].split(",");
		const code = await bottleneck.code("keras", { notebook: true });
		const plain = await bottleneck.code("pytorch");
		const faults = [];
		if (!text(await of(".py.zip")).includes("class Autoencoder(nn.Module)")) faults.push("no network in the script");
		if (rows.length !== 1 + Number(bottleneck.recipe.test)) faults.push(rows.length + " rows");
		if (!z.every((v, i) => Math.abs(v - Number(row[row.length - z.length + i])) <= 1e-6 * Math.abs(v))) faults.push("row 1 is " + row + ", the code " + z);
		if (JSON.parse(code.text).nbformat !== 4 || !code.name.endsWith(".ipynb") || !code.notes.some((n) => n.code === "export_draws_differ")) faults.push("notebook");
		if (!plain.text.includes("def ") || plain.files.length !== 0) faults.push("script");
		faults.push(await bottleneck.code("fortran").then(() => "taken", (e) => e.code));
		return faults.join("; ");
	})()`)
	if got != "choice_expected" {
		t.Error(got)
	}
	press("png", "pictures")
	press("svg", "pictures")
	press("gif", "pictures")
	eval[any](t, p, `void document.getElementById("take").close()`)
	if n := eval[int](t, p, `(document.getElementById("take-open").click(), document.querySelectorAll('[data-take^="way-"]').length)`); n != 0 {
		t.Errorf("%d films of a way that is not there", n)
	}
	eval[any](t, p, `void document.getElementById("take").close()`)
	for i, key := range []string{"A", "B"} {
		eval[any](t, p, `void [...document.querySelectorAll(".plane-end")].find((b) => b.textContent === "`+key+`").click()`)
		await(t, p, `!document.querySelector(".plane-route").hidden && document.querySelector(".plane-way").hidden === `+[]string{"true", "false"}[i])
	}
	await(t, p, `document.querySelector(".plane-strip").hasAttribute("aria-label")`) // the way is made
	eval[any](t, p, `void document.getElementById("take-open").click()`)
	press("way-gif", "pictures")
	if got := eval[string](t, p, `(async () => { const [name] = Object.keys(saved).filter((n) => n.endsWith(".gif") && n.includes("a-to-b"));
		const bytes = new Uint8Array(await saved[name].arrayBuffer());
		const text = new TextDecoder("latin1").decode(bytes);
		return [text.slice(0, 6), text.includes("#v=1"), text.split("\x21\xf9\x04").length - 1].join(" "); })()`); got != "GIF89a true 48" {
		t.Errorf("the film of the way: %s", got)
	}
	link := eval[string](t, p, `(async () => {
		const of = async (end) => { const [name] = Object.keys(saved).filter((n) => n.endsWith(end)); return new Uint8Array(await saved[name].arrayBuffer()); };
		const { width, height } = await createImageBitmap(new Blob([await of(".png")]));
		const svg = new TextDecoder().decode(await of(".svg"));
		if (!svg.startsWith("<svg ") || svg.split("</text>").length < 4) return svg.slice(0, 300);
		if (!svg.includes(' width="' + width + '" height="' + height + '"')) return width + "x" + height;
		if (new TextDecoder().decode((await of(".gif")).slice(0, 6)) !== "GIF89a") return "gif";
		return /<bottleneck[^>]*>([^<]*)</.exec(svg)[1].replaceAll("&amp;", "&");
	})()`)
	eval[any](t, p, `document.getElementById("take").close()`)
	if !strings.HasPrefix(link, "#v=1&") {
		t.Fatal(link)
	}
	eval[any](t, p, `bottleneck.open("#v=1&`+few+`&latent_dim=3")`)
	eval[any](t, p, `(async () => { const [name] = Object.keys(saved).filter((n) => n.endsWith(".png"));
		const transfer = new DataTransfer();
		transfer.items.add(new File([saved[name]], name, { type: "image/png" }));
		dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true })); })()`)
	await(t, p, `bottleneck.link() === `+quoted(link))
}
