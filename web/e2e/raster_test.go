package e2e

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"bottleneck/wasm/canvas/board"
	canvaspaint "bottleneck/wasm/canvas/paint"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// How far the canvas's pixels may be from those that paint.Raster makes of the same frames: GPUs round as they like, and know the place of a corner to a
// 256th of a pixel. A soft edge may be elsewhere by as much.
const (
	shadeWithin = 6     // of 255, in each channel
	shareBeyond = 0.002 // of the pixels, that may be farther away
)

// Every panel looks in the browser as the same list looks in plain Go. Labels are the page's, and not of this.
func TestPanelsLookAsPainted(t *testing.T) {
	p := visit(t, "#v=1&data=digits&train=500&test=300&latent=variational&latent_dim=2&epochs=50")
	canvas(t, p)
	eval[any](t, p, `(() => {
		const inside = document.getElementById("view").contentWindow;
		window.got = [];
		window.hear = ({ data }) => {
			if (data?.kind === "view" || data?.kind === "runs") got.push([data.kind, data.json]);
			if (data?.kind === "snapshot") got.push([data.kind, btoa(Array.from(new Uint8Array(data.buffer), (b) => String.fromCharCode(b)).join(""))]);
		};
		inside.addEventListener("message", hear);
	})()`)
	t.Cleanup(func() {
		eval[any](t, p, `(() => {
			const view = document.getElementById("view");
			view.contentWindow.removeEventListener("message", hear);
			view.contentDocument.getElementById("labels").hidden = false;
		})()`)
	})
	eval[any](t, p, `bottleneck.reset()`) // what was there before is of another run
	train(t, p, "{epochs: 2}")
	for _, panel := range append([]string{""}, eval[[]string](t, p, `[...document.querySelectorAll("#tabs .tab")].map((e) => e.dataset.panel).filter(Boolean)`)...) {
		tab(t, p, panel)
		// The last word on a panel is its snapshot; then nothing comes.
		eval[any](t, p, `(async () => {
			const inside = document.getElementById("view").contentDocument;
			inside.getElementById("labels").hidden = true;
			for (let before = -1; before !== got.length;) {
				before = got.length;
				const end = performance.now() + 700;
				while (performance.now() < end) await new Promise((r) => requestAnimationFrame(r));
			}
		})()`)
		found, screen, back := canvasShot(t, panel, p.Context, eval[frameOf](t, p, `(() => {
			const view = document.getElementById("view"), r = view.getBoundingClientRect(), inside = view.contentWindow;
			return { X: r.x, Y: r.y, W: inside.innerWidth, H: inside.innerHeight, Scale: inside.devicePixelRatio, Back: inside.getComputedStyle(inside.document.body).backgroundColor };
		})()`))
		b := board.New()
		b.Resize(screen)
		for _, m := range eval[[][2]string](t, p, "got") {
			switch m[0] {
			case "view":
				must(t, b.SetView([]byte(m[1])))
			case "runs":
				must(t, b.SetRuns([]byte(m[1])))
			default:
				frame, err := base64.StdEncoding.DecodeString(m[1])
				must(t, err)
				must(t, b.Show(frame))
			}
		}
		b.Scene()
		raster := &canvaspaint.Raster{Picture: image.NewRGBA(image.Rect(0, 0, screen.W, screen.H))}
		b.Draw(raster)
		want := canvaspaint.Onto(raster.Picture, back)
		if n := colours(want); n < 5 {
			t.Errorf("%q: only %d colours are painted", panel, n)
		}
		if share := canvaspaint.Apart(found, want, shadeWithin); share > shareBeyond {
			t.Errorf("%q: %.2f %% of the pixels are farther than %d from what is painted, %.2f %% may be", panel, 100*share, shadeWithin, 100*shareBeyond)
			keep(t, panel+"-found.png", found)
			keep(t, panel+"-expected.png", want)
		} else {
			t.Logf("%q: %.3f %% of the pixels are farther than %d from what is painted", panel, 100*share, shadeWithin)
		}
	}
	tab(t, p, "")
}

// frameOf is where the canvas is and what lies behind it.
type frameOf struct {
	X, Y, W, H, Scale float64
	Back              string
}

func canvasShot(t *testing.T, what string, ctx context.Context, f frameOf) (m image.Image, s board.Screen, back color.NRGBA) {
	t.Helper()
	var file []byte
	must(t, chromedp.Run(ctx, chromedp.ActionFunc(func(ctx context.Context) (err error) {
		file, err = page.CaptureScreenshot().WithClip(&page.Viewport{X: f.X, Y: f.Y, Width: f.W, Height: f.H, Scale: 1}).Do(ctx)
		return err
	})))
	m, err := png.Decode(bytes.NewReader(file))
	must(t, err)
	s = board.Screen{W: int(f.W * f.Scale), H: int(f.H * f.Scale), Scale: f.Scale}
	back = color.NRGBA{A: 255}
	if n, err := fmt.Sscanf(f.Back, "rgb(%d, %d, %d)", &back.R, &back.G, &back.B); n != 3 || err != nil {
		t.Fatalf("%q: background %q", what, f.Back)
	}
	return m, s, back
}

// keep stores a picture for who looks for the cause, where PICTURES names a folder.
func keep(t *testing.T, name string, m image.Image) {
	t.Helper()
	dir := os.Getenv("PICTURES")
	if dir == "" {
		return
	}
	var file bytes.Buffer
	must(t, png.Encode(&file, m))
	must(t, os.WriteFile(filepath.Join(dir, name), file.Bytes(), 0o644))
}
