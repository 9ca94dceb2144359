package e2e

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"testing"
	"time"

	"bottleneck/web/browser"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// rect is where an element is on the screen.
type rect struct{ X, Y, W, H float64 }

func (r rect) String() string { return fmt.Sprintf("%.0fx%.0f at (%.0f, %.0f)", r.W, r.H, r.X, r.Y) }

// where returns the place of the element that expression evaluates to. With
// inFrame it lives in the canvas's document, whose own offset is added.
func where(t *testing.T, p *browser.Page, expression string, inFrame bool) rect {
	t.Helper()
	return eval[rect](t, p, fmt.Sprintf(`(() => {
		const r = (%s).getBoundingClientRect();
		const f = %v ? document.getElementById("view").getBoundingClientRect() : { x: 0, y: 0 };
		return { X: r.x + f.x, Y: r.y + f.y, W: r.width, H: r.height };
	})()`, expression, inFrame))
}

// picture is a screenshot of a part of the page.
func picture(t *testing.T, p *browser.Page, r rect) image.Image {
	t.Helper()
	var shot []byte
	must(t, chromedp.Run(p.Context, chromedp.ActionFunc(func(ctx context.Context) (err error) {
		shot, err = cdppage.CaptureScreenshot().WithClip(&cdppage.Viewport{X: r.X, Y: r.Y, Width: r.W, Height: r.H, Scale: 1}).Do(ctx)
		return err
	})))
	img, err := png.Decode(bytes.NewReader(shot))
	must(t, err)
	return img
}

// colours counts the different colours of a picture.
func colours(img image.Image) int {
	seen := map[[3]uint32]bool{}
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y += 2 {
		for x := b.Min.X; x < b.Max.X; x += 2 {
			r, g, bl, _ := img.At(x, y).RGBA()
			seen[[3]uint32{r >> 8, g >> 8, bl >> 8}] = true
		}
	}
	return len(seen)
}

// painted waits until so many colours are seen in a place of the page.
func painted(t *testing.T, p *browser.Page, r rect, least int) {
	t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		n := colours(picture(t, p, r))
		if n >= least {
			return
		}
		if time.Now().After(end) {
			t.Errorf("%d colours are seen, %d expected", n, least)
			return
		}
	}
}

// canvas waits for the canvas and returns its place.
func canvas(t *testing.T, p *browser.Page) rect {
	t.Helper()
	await(t, p, `document.getElementById("view").contentDocument?.querySelector("canvas")`)
	return where(t, p, `document.getElementById("view")`, false)
}
