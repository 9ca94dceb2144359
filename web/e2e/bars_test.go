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

// lying is what may lie over the canvas.
const lying = ".transport, .keys, .results, .menu-panel, .guide, .slow, .bar, .toast, .hint-box, .drop-veil p, dialog"

// What is left of the canvas beside what covers a part of it is shown where it was: bars that stay while the page scrolls, and a menu.
func TestTheCanvasBelowWhatCoversIt(t *testing.T) {
	const bars, menu, low = ".transport, .keys, .results", "#lessons .menu-panel", `view.getBoundingClientRect().bottom + scrollY - 600`
	for _, c := range []struct {
		name          string
		width, height int64
		clear, below  string  // how far the page is scrolled, first without what covers
		covers        string  // what does, when the page is scrolled or the menu of the lessons is open
		from, part    float64 // of the canvas, that both show
	}{
		{"desktop, the bar above", 1152, 900, "100", "330", bars, 0.6, 0.4},
		{"phone, the bar below", 390, 844, "150", "0", bars, 0, 0.6},
		{"phone, the menu of the lessons", 390, 844, low, low, menu, 0.6, 0.4},
	} {
		p := visit(t, "#v=1&data=digits&train=500&test=300&latent_dim=2&latent_activation=linear&epochs=50")
		must(t, chromedp.Run(p.Context, emulation.SetDeviceMetricsOverride(c.width, c.height, 1, false)))
		await(t, p, fmt.Sprintf("innerWidth === %d", c.width))
		canvas(t, p)
		train(t, p, "{epochs: 1}")
		tab(t, p, "images")
		says(t, p, "Reconstructions")
		eval[any](t, p, `document.querySelector(".dock").hidden = true`) // notices come and go
		shot := func(top string, covered bool) *image.RGBA {
			if found := eval[bool](t, p, fmt.Sprintf(`(async () => {
				const view = document.getElementById("view");
				document.getElementById("lessons").open = %v;
				scrollTo({ top: %s, behavior: "instant" });
				const menu = document.querySelector("#lessons .menu-panel"), frame = view.getBoundingClientRect();
				menu.style.maxHeight = frame.y + frame.height / 2 - menu.getBoundingClientRect().y + "px"; // it ends in the middle of the canvas
				// The canvas paints once more, where it is now.
				view.contentWindow.postMessage({ kind: "unpin" }, location.origin);
				for (let n = 0; n < 4; n++) await new Promise((r) => requestAnimationFrame(r));
				await Promise.all(document.getAnimations().filter((a) => a.effect.getComputedTiming().iterations < Infinity).map((a) => a.finished));
				const area = view.getBoundingClientRect();
				return [...document.querySelectorAll(%q)].some((e) => {
					const r = e.getBoundingClientRect();
					return !/static|relative/.test(getComputedStyle(e).position) && e.checkVisibility() && r.width > 0 && r.top < area.bottom && r.bottom > area.top;
				});
			})()`, covered && c.covers == menu, top, c.covers)); found != covered {
				t.Fatalf("%s, scrolled by %s: something over the canvas: %v found, %v expected", c.name, top, found, covered)
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
			t.Errorf("%s: %d bytes differ where something covers another part of the canvas", c.name, differ)
			keep(t, "covered-clear.png", clear)
			keep(t, "covered-below.png", below)
		}
		eval[any](t, p, `document.querySelector(".dock").hidden = false, document.querySelector("#lessons .menu-panel").style.maxHeight = ""`)
	}
	// The rest is held to what these have in common.
	p := visited.page
	if bad := eval[[]string](t, p, fmt.Sprintf(`(() => {
		const looked = document.createElement("div"); // what comes and goes
		looked.append(...["bar", "toast", "hint-box"].map((name) => Object.assign(document.createElement("div"), { className: name })));
		document.body.append(looked);
		const all = [...document.querySelectorAll(%q)];
		const bad = all.filter((e) => !/\/ 0\.\d+\)$|, 0\.\d+\)$|^rgba\(0, 0, 0, 0\)$/.test(getComputedStyle(e).backgroundColor)).map((e) => e.tagName + "." + e.className + ": " + getComputedStyle(e).backgroundColor);
		looked.remove();
		return all.length < 15 ? ["only " + all.length + " are looked at"] : bad;
	})()`, lying)); len(bad) > 0 {
		t.Errorf("what may lie over the canvas lets nothing through: %q", bad)
	}
}
