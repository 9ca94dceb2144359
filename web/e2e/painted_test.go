package e2e

import (
	"testing"

	"bottleneck/web/browser"
	"bottleneck/web/site/server"
)

// What a person paints on a picture goes to the network, can be taken back and done again, and is there after a reload, and so is a step of the
// preparation that was left out. The frame shows before, after or both, by keys, pointer and slider.
func TestAPictureIsPaintedOn(t *testing.T) {
	p := open(t, chromium(t, browser.Options{}), serve(t, server.Options{}).url+"#v=1&data=digits&train=500&test=100&epochs=9")
	train(t, p, "{epochs: 1}")
	eval[any](t, p, dropping(map[string]string{"seven.png": seven}))
	await(t, p, `bottleneck.chosen.kind === "own" && document.querySelectorAll("#picture .prepared").length > 2`)
	await(t, p, `/(better|worse) than \d+ % of the 100 test images/.test(document.querySelector("#picture .rank").textContent)`)
	eval[any](t, p, `window.of = (name) => document.querySelector("#picture .split-" + name).toDataURL(); window.clean = of("before"); window.made = of("after")`)
	eval[any](t, p, `window.stroke = (...points) => {
		const frame = document.querySelector("#picture .split"), box = frame.getBoundingClientRect();
		frame.setPointerCapture = () => {};
		points.forEach(([x, y], i) => frame.dispatchEvent(new PointerEvent(i ? "pointermove" : "pointerdown", { bubbles: true, cancelable: true, pointerId: 7, clientX: box.left + x * box.width, clientY: box.top + y * box.height })));
		frame.dispatchEvent(new PointerEvent("pointerup", { bubbles: true, pointerId: 7 }));
	}`)

	// Without a brush a drag moves the border.
	eval[any](t, p, `stroke([.5, .5], [.25, .5])`)
	await(t, p, `document.querySelector("#picture .split-slide").value === "25" && of("before") === clean`)
	eval[any](t, p, `document.querySelector('[data-brush="salt_pepper"]').click(), stroke([.2, .4], [.8, .5])`)
	await(t, p, `of("before") !== clean && of("after") !== made`)
	eval[any](t, p, `bottleneck.testImages(1)`) // what was asked is answered
	eval[any](t, p, `window.painted = of("before")`)
	eval[any](t, p, `document.querySelector('#picture [aria-label="Undo the stroke"]').click()`)
	await(t, p, `of("before") === clean && of("after") === made`)
	eval[any](t, p, `document.querySelector('#picture .split').parentElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Z", ctrlKey: true, shiftKey: true, bubbles: true }))`)
	await(t, p, `of("before") === painted`)

	// By keys.
	eval[any](t, p, `document.querySelector('[data-brush="occlusion"]').click()`)
	eval[any](t, p, `(() => { const e = document.querySelector("#picture .split-easel"); e.focus(); for (const key of ["ArrowUp", " "]) e.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })); })()`)
	await(t, p, `of("before") !== painted && document.getElementById("spoken").textContent === "Painted at column 15, row 14"`)
	for key, mode := range map[string]string{"1": "before", "3": "after", "4": "clean", "2": "split"} {
		eval[any](t, p, `document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "`+key+`", bubbles: true }))`)
		await(t, p, `document.querySelector("#picture .split").dataset.mode === "`+mode+`"`)
	}

	// Left out, and after a reload.
	eval[any](t, p, `document.querySelector('[data-stage="inverted"]').click()`)
	await(t, p, `document.querySelector('#picture .undone [data-stage="inverted"]') !== null && of("clean") !== clean`)
	await(t, p, `JSON.parse(sessionStorage.getItem("bottleneck picture")).without[0] === "inverted"`)
	eval[any](t, p, `bottleneck.testImages(1)`)
	was := eval[[]string](t, p, `[of("clean"), of("before")]`)
	again(t, p)
	await(t, p, `globalThis.bottleneck?.recipe && document.querySelector('#picture .undone [data-stage="inverted"]') !== null && document.querySelector("#picture .split-before").width === 28`)
	await(t, p, `document.querySelector("#picture .split-before").toDataURL() === `+quoted(was[1])+` && document.querySelector("#picture .split-clean").toDataURL() === `+quoted(was[0]))
}
