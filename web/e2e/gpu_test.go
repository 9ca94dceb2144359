package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// gpuWork is what WebGL and the browser are asked for, below all that the canvas puts between: calls that paint, those of them that paint two triangles over the
// screen first, bytes of textures and of vertices, frames that are drawn and frames that are asked for.
type gpuWork struct{ Draws, Cleared, Textures, Vertices, Frames, Asked int }

// countGPU counts it, in every document.
const countGPU = `if (location.pathname.endsWith("/canvas.html")) {
	const gl = WebGL2RenderingContext.prototype;
	const work = top.gpu = { Draws: 0, Cleared: 0, Textures: 0, Vertices: 0, Frames: 0, Asked: 0 };
	let screen = true, first = true;
	const before = (on, name, count) => {
		const call = on[name];
		on[name] = function (...args) { count(args); return call.apply(this, args); };
	};
	const bytes = (args) => {
		const at = args.findIndex((a) => ArrayBuffer.isView(a));
		return at < 0 ? 0 : args.length > at + 2 ? args[at + 2] * (args[at].BYTES_PER_ELEMENT ?? 1) : args[at].byteLength;
	};
	before(gl, "bindFramebuffer", ([, buffer]) => { screen = !buffer; });
	before(gl, "drawElements", ([, count]) => {
		work.Draws++;
		if (screen && first && count === 6) work.Cleared++;
		if (screen) first = false;
	});
	before(gl, "texSubImage2D", ([, , , , w, h, , , data]) => { if (data) work.Textures += 4 * w * h; });
	before(gl, "texImage2D", ([, , , w, h, , , , data]) => { if (data) work.Textures += 4 * w * h; });
	before(gl, "bufferSubData", (args) => { work.Vertices += bytes(args); });
	before(gl, "flush", () => { work.Frames++; first = true; });
	before(window, "requestAnimationFrame", () => { work.Asked++; });
}`

// What the GPU gets to do: nothing at rest, no pictures for a pointer that moves, and the pictures of a snapshot once; never more than some calls. A canvas whose GPU is
// lost comes back.
func TestWorkOfTheGPU(t *testing.T) {
	p := anewAfter(t, countGPU, "#v=1&data=digits&train=500&test=1000&latent_dim=2&latent_activation=linear&epochs=50")
	area := canvas(t, p)
	train(t, p, "{steps: 10}")
	says(t, p, "Reconstructions")
	// A frame that comes a little later, as with labels that waited, is waited for: two looks in a row find the same.
	settled := func() gpuWork {
		t.Helper()
		return eval[gpuWork](t, p, `(async () => {
			for (let before = ""; before !== JSON.stringify(gpu);) {
				before = JSON.stringify(gpu);
				const end = performance.now() + 600;
				while (performance.now() < end) await new Promise((r) => requestAnimationFrame(r));
			}
			const work = { ...gpu };
			for (const k in gpu) gpu[k] = 0;
			return work;
		})()`)
	}
	const most = 20
	check := func(what string, w gpuWork, textures int) {
		t.Helper()
		t.Logf("%s: %+v", what, w)
		if w.Frames == 0 || w.Draws >= most*w.Frames || w.Textures > textures {
			t.Errorf("%s: %+v found, frames of less than %d calls and %d bytes of textures expected", what, w, most, textures)
		}
		if w.Cleared > 0 {
			t.Errorf("%s: in %d of %d frames the screen is cleared by painting over it", what, w.Cleared, w.Frames)
		}
	}
	settled()
	if w := eval[gpuWork](t, p, `(async () => {
		for (let n = 0; n < 60; n++) await new Promise((r) => requestAnimationFrame(r));
		return gpu;
	})()`); w != (gpuWork{}) {
		t.Errorf("at rest: %+v", w)
	}
	for i := range 4 {
		must(t, chromedp.Run(p.Context, input.DispatchMouseEvent(input.MouseMoved, area.X+area.W*(0.2+0.1*float64(i)), area.Y+area.H*0.6)))
	}
	check("the pointer on the plane", settled(), 28*28*4*4*2) // and the decoded point
	train(t, p, "{steps: 1}")
	says(t, p, "Reconstructions")
	w := settled()
	// What was uploaded in each frame before: four bytes for each pixel of the canvas.
	check("a snapshot", w, w.Frames*int(area.W*area.H)*4)
	if w.Textures == 0 {
		t.Error("a snapshot brings no pictures")
	}
	eval[any](t, p, `(() => {
		const view = document.getElementById("view");
		view.contentDocument.querySelector("canvas").getContext("webgl2").getExtension("WEBGL_lose_context").loseContext();
	})()`)
	await(t, p, `document.getElementById("frame").dataset.view === "plain"`)
	await(t, p, `document.getElementById("frame").dataset.view === "canvas"`)
	says(t, p, "Reconstructions")
	painted(t, p, canvas(t, p), 20)
}
