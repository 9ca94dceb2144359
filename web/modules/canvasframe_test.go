package modules

import "testing"

// A canvas of another build, as a page gets it after an update in another tab, is not used but told, and one of its own is; a browser that brings the canvas back with
// the page, before it is asked for, is no error. Where WebGL is missing another load would bring nothing.
func TestCanvasOfAnotherBuild(t *testing.T) {
	p := modules(t)
	got := eval[[]string](t, p, `
		const { CanvasFrame } = await import("/page/view/canvasframe.js");
		const iframe = document.createElement("iframe"), container = document.createElement("div");
		container.append(iframe);
		document.body.append(container);
		const heard = [];
		const frame = new CanvasFrame(iframe, container, {
			onReady: (software) => heard.push("ready " + software), onFailed: (why, mendable) => heard.push(why + " " + mendable),
		});
		const says = async (message) => {
			const next = heard.length;
			iframe.contentWindow.eval("parent.postMessage(" + JSON.stringify(message) + ", '*')");
			while (heard.length === next) await new Promise((resolve) => setTimeout(resolve, 5));
			heard.push(container.dataset.view);
		};
		await says({ kind: "ready", build: "", software: true });
		await says({ kind: "ready", build: "0123456789ab" });
		await says({ kind: "failed", text: "none", code: "canvas_without_webgl" });
		await says({ kind: "failed", text: "damaged", code: "file_damaged" });
		return heard;`)
	want := []string{"ready true", "canvas", "the site was updated meanwhile, and the canvas is of the newer version true", "plain", "none false", "plain", "damaged true", "plain"}
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("%q, %q expected", got, want)
		}
	}
}
