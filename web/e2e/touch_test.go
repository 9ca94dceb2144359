package e2e

import (
	"fmt"
	"math"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Fingers do what a mouse does. Two spread the plane and move it, and one moves a plane that is spread; one moves the code and the time-line, and up and
// down it scrolls a page that scrolls.
func TestFingers(t *testing.T) {
	p := visit(t, plane)
	canvas(t, p)
	await(t, p, `document.getElementById("frame").dataset.view === "canvas"`)
	train(t, p, "{steps: 200}")
	must(t, chromedp.Run(p.Context, emulation.SetDeviceMetricsOverride(820, 1180, 1, false)))
	t.Cleanup(func() {
		eval[any](t, p, `document.getElementById("code").open = false; scrollTo(0, 0)`)
	})
	await(t, p, `innerWidth === 820`)
	touch := func(kind input.TouchType, at ...[2]float64) {
		t.Helper()
		points := []*input.TouchPoint{}
		for i, c := range at {
			points = append(points, &input.TouchPoint{X: c[0], Y: c[1], ID: float64(i + 1)})
		}
		must(t, chromedp.Run(p.Context, input.DispatchTouchEvent(kind, points)))
	}
	// drag moves one finger from a place by so much, in steps.
	drag := func(x, y, dx, dy float64) {
		t.Helper()
		touch(input.TouchStart, [2]float64{x, y})
		for i := 1.0; i <= 8; i++ {
			touch(input.TouchMove, [2]float64{x + dx*i/8, y + dy*i/8})
		}
		touch(input.TouchEnd)
	}
	window := func() [4]float64 {
		return eval[[4]float64](t, p, `[bottleneck.window.x0, bottleneck.window.x1, bottleneck.window.y0, bottleneck.window.y1]`)
	}

	eval[any](t, p, `document.querySelector('[data-panel="latent"]').click()`)
	await(t, p, `bottleneck.window?.whole && document.getElementById("view").contentWindow.innerWidth < 600`)
	r := where(t, p, `document.getElementById("view")`, false)
	x, y := r.X+r.W/2, r.Y+r.H/2
	two := func(from, to float64) {
		t.Helper()
		touch(input.TouchStart, [2]float64{x - from, y}, [2]float64{x + from, y})
		touch(input.TouchMove, [2]float64{x - to, y}, [2]float64{x + to, y})
		touch(input.TouchEnd)
	}
	whole := window()
	two(40, 80)
	await(t, p, fmt.Sprintf(`Math.abs((bottleneck.window.x1 - bottleneck.window.x0) / %g - 0.5) < 0.01`, whole[1]-whole[0]))
	near := window()
	touch(input.TouchStart, [2]float64{x - 80, y}, [2]float64{x + 80, y})
	touch(input.TouchMove, [2]float64{x - 110, y}, [2]float64{x + 50, y})
	touch(input.TouchEnd)
	await(t, p, fmt.Sprintf(`bottleneck.window.x0 > %g && Math.abs(bottleneck.window.x1 - bottleneck.window.x0 - %g) < 1e-3`, near[0], near[1]-near[0]))

	// One finger, sideways.
	near = window()
	drag(x, y, 90, 0)
	await(t, p, fmt.Sprintf(`bottleneck.window.x0 < %g`, near[0]))
	moved := window()
	if d := (moved[1] - moved[0]) - (near[1] - near[0]); math.Abs(d) > 1e-3 {
		t.Errorf("one finger spreads the plane by %g", d)
	}
	if moved[0] < near[0]-(near[1]-near[0])*0.3 {
		t.Errorf("a finger that went 90 pixels moved the plane from %v to %v", near, moved)
	}
	// Up and down the page goes.
	top := eval[float64](t, p, `scrollY`)
	drag(x, y, 0, -150)
	await(t, p, fmt.Sprintf(`scrollY > %g`, top+50))
	if after := window(); after != moved {
		t.Errorf("a finger that scrolls moved the plane from %v to %v", moved, after)
	}
	eval[any](t, p, `scrollTo({ top: 0, behavior: "instant" })`)

	// With a tool it draws, up and down as well.
	touches := func(action string) string {
		return `document.getElementById("view").contentDocument.querySelector("canvas").style.touchAction === ` + quoted(action)
	}
	eval[any](t, p, `document.querySelector('[data-tool="box"]').click()`)
	await(t, p, touches("none"))
	wide := min(r.W/2, r.H*0.6)
	eval[any](t, p, `(window.cancelled = false, document.getElementById("view").contentWindow.addEventListener("pointercancel", () => { cancelled = true; }, { once: true }))`)
	drag(x-wide/2, y-r.H/3, wide, r.H*2/3)
	await(t, p, `!document.querySelector(".plane-selection").hidden`)
	if eval[bool](t, p, `cancelled`) {
		t.Error("the browser takes a finger that draws for one that scrolls")
	}
	eval[any](t, p, `(document.querySelector('[data-tool="box"]').click(), bottleneck.select(null).then(() => true))`)
	await(t, p, touches(""))

	// The code, while the run goes on: what it decodes to follows.
	eval[any](t, p, `document.getElementById("code").open = true`)
	await(t, p, `document.querySelector("#code .code-row input")?.getAttribute("aria-valuetext")`)
	eval[any](t, p, `bottleneck.start()`)
	eval[any](t, p, `document.querySelector("#code .code-row input").scrollIntoView({ block: "center", behavior: "instant" })`)
	s := where(t, p, `document.querySelector("#code .code-row input")`, false)
	before := eval[string](t, p, `document.querySelector("#code .code-row output").textContent`)
	drag(s.X+s.W/2, s.Y+s.H/2, s.W*0.3, 0)
	await(t, p, fmt.Sprintf(`document.querySelector("#code .code-row output").textContent !== %q && document.querySelector("#code .code-outputs small").textContent.length > 0`, before))
	eval[any](t, p, `bottleneck.pause()`)

	// The time-line.
	eval[any](t, p, `scrollTo({ top: 0, behavior: "instant" })`)
	now := eval[int](t, p, `bottleneck.metrics.step`)
	l := where(t, p, `document.querySelector(".time-slider")`, false)
	handle := where(t, p, `document.querySelector(".time-handle")`, false)
	drag(handle.X+handle.W/2, l.Y+l.H/2, -(handle.X+handle.W/2-l.X)/2, 0)
	await(t, p, fmt.Sprintf(`bottleneck.moment && bottleneck.moment.step > 0 && bottleneck.moment.step < %d`, now))
	noFaults(t, p)
}
