package e2e

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// What is left of the canvas beside a bar that stays while the page scrolls is shown where it was.
func TestTheCanvasBelowABar(t *testing.T) {
	for _, c := range []struct {
		name          string
		width, height int64
		clear, below  int     // how far the page is scrolled, first with no bar over the canvas
		from, part    float64 // of the canvas, that both show
	}{
		{"desktop, the bar above", 1152, 900, 100, 330, 0.6, 0.4},
		{"phone, the bar below", 390, 844, 150, 0, 0, 0.6},
	} {
		p := visit(t, "#v=1&data=digits&train=500&test=300&latent_dim=2&latent_activation=linear&epochs=50")
		must(t, chromedp.Run(p.Context, emulation.SetDeviceMetricsOverride(c.width, c.height, 1, false)))
		await(t, p, fmt.Sprintf("innerWidth === %d", c.width))
		canvas(t, p)
		train(t, p, "{epochs: 1}")
		tab(t, p, "images")
		says(t, p, "Reconstructions")
		eval[any](t, p, `document.querySelector(".dock").hidden = true`) // notices come and go
		shot := func(top int, covered bool) *image.RGBA {
			if found := eval[bool](t, p, fmt.Sprintf(`(async () => {
				scrollTo({ top: %d, behavior: "instant" });
				const view = document.getElementById("view");
				// The canvas paints once more, where it is now.
				view.contentWindow.postMessage({ kind: "unpin" }, location.origin);
				for (let n = 0; n < 4; n++) await new Promise((r) => requestAnimationFrame(r));
				await Promise.all(document.getAnimations().filter((a) => a.effect.getComputedTiming().iterations < Infinity).map((a) => a.finished));
				const area = view.getBoundingClientRect();
				return [...document.querySelectorAll(".transport, .keys, .results")].some((e) => {
					const r = e.getBoundingClientRect();
					return /sticky|fixed/.test(getComputedStyle(e).position) && r.width > 0 && r.top < area.bottom && r.bottom > area.top;
				});
			})()`, top)); found != covered {
				t.Fatalf("%s, scrolled by %d: a bar over the canvas: %v found, %v expected", c.name, top, found, covered)
			}
			r := where(t, p, `document.getElementById("view")`, false)
			r.Y, r.H = r.Y+c.from*r.H, c.part*r.H
			var file []byte
			must(t, chromedp.Run(p.Context, chromedp.CaptureScreenshot(&file)))
			whole, err := png.Decode(bytes.NewReader(file))
			must(t, err)
			part := image.Rect(int(r.X), int(r.Y), int(r.X+r.W), int(r.Y+r.H))
			if !part.In(whole.Bounds()) {
				t.Fatalf("%s: %v of the canvas is to be seen in %v", c.name, part, whole.Bounds())
			}
			m := image.NewRGBA(image.Rect(0, 0, part.Dx(), part.Dy()))
			draw.Draw(m, m.Rect, whole, part.Min, draw.Src)
			return m
		}
		// Numbers in the canvas may follow their picture by a quarter of a second, and the last frame of a run its end. Between two equal
		// shots of the clear canvas nothing came.
		clear := shot(c.clear, false)
		below := shot(c.below, true)
		for end := time.Now().Add(patience); ; {
			after := shot(c.clear, false)
			if bytes.Equal(clear.Pix, after.Pix) {
				break
			}
			if time.Now().After(end) {
				t.Fatalf("%s: the canvas of a run that stands changes all the time", c.name)
			}
			clear, below = after, shot(c.below, true)
		}
		if n := colours(clear); n < 20 {
			t.Fatalf("%s: only %d colours on the canvas", c.name, n)
		}
		differ := 0
		for i := range clear.Pix {
			if clear.Pix[i] != below.Pix[i] {
				differ++
			}
		}
		if differ > 0 {
			t.Errorf("%s: %d bytes differ where a bar covers another part of the canvas", c.name, differ)
		}
		eval[any](t, p, `document.querySelector(".dock").hidden = false`)
	}
}
