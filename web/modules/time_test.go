package modules

import (
	"fmt"
	"testing"
)

// While a hand moves one step is asked for at a time, and of those that wait the newest; the step where it rests is asked for exactly, after
// which no older wish comes. Errors of a hand that passes are told to nobody, those of a step that was asked for are.
func TestTheNewestWishWins(t *testing.T) {
	got := eval[[]string](t, modules(t), `
		const { Travel } = await import("/page/time/travel.js");
		const said = [], open = [];
		const engine = { request: (op, { steps, name } = {}) => {
			said.push([op, steps, name].filter((x) => x !== undefined).join(" "));
			return new Promise((resolve, reject) => open.push({ resolve, reject: (code) => reject(Object.assign(new Error("no: " + code), { code })) }));
		} };
		const store = { moment: null, seeking: null };
		const travel = new Travel(store, engine, (text) => said.push(text));
		const settle = async () => { for (let i = 0; i < 10; i++) await 0; };
		travel.pass(5); travel.pass(6); travel.pass(7);
		open.shift().resolve(); await settle();
		travel.pass(8);
		open.shift().reject("moments_none"); await settle();
		travel.pass(9);
		const there = travel.to(10);
		open.shift().resolve(); await settle();
		open.shift().reject("seek_without_room");
		said.push(String(await there));
		store.moment = { step: 4, exact: false };
		const branched = travel.branch(4);
		open.shift().resolve(); await settle();
		open.shift().resolve();
		said.push(String(await branched));
		store.seeking = { step: 9, done: 1, total: 5 };
		travel.stop();
		open.shift().reject("moments_none"); await settle();
		open.shift().reject("seek_ended"); await settle();
		return said;`)
	want := []string{"seek 5 nearest", "seek 7 nearest", "seek 8 nearest", "seek 10 exact", "no: seek_without_room", "false",
		"seek 4 exact", "branch", "true", "seek 4 nearest", "now"}
	if quote(got) != quote(want) {
		t.Errorf("%q\nexpected\n%q", got, want)
	}
}

// The arrow keys go from one recorded moment to the next, from any step, and stay within them.
func TestTheRecordedMomentBeside(t *testing.T) {
	got := eval[[]int](t, modules(t), `
		const { Events } = await import("/kit/events.js");
		const { Recorded } = await import("/page/time/recorded.js");
		const store = Object.assign(new Events(["run", "metrics", "state"]), { run: 1, running: {} });
		const recorded = new Recorded(store, { request: async () => ({ moments: { frames: [10, 20, 40], checkpoints: [20, 30] } }) }, () => {});
		await recorded.ask();
		return [[20, 1], [20, -1], [25, 1], [25, -1], [10, -1], [5, 1], [5, -1], [40, 1], [99, -1], [10, 2], [40, -3]].map(([step, by]) => recorded.beside(step, by));`)
	want := []int{30, 10, 30, 20, 10, 10, 10, 40, 40, 30, 10}
	if quote(got) != quote(want) {
		t.Errorf("%v, %v expected", got, want)
	}
}

// The time-line of ten million steps: the handle reaches any of them, keys go by what was recorded, and as much is drawn as was recorded.
func TestATimeLineOfTenMillionSteps(t *testing.T) {
	p := modules(t)
	got := eval[[]string](t, p, `
		const { Slider } = await import("/page/time/slider.js");
		const box = document.createElement("div");
		document.body.append(box);
		const last = 1e7;
		const steps = Array.from({ length: 2000 }, (_, i) => i * 5000);
		const recorded = { any: true, steps, frames: steps, checkpoints: [0, 5e6], beside: (step, by) => steps[Math.max(0, steps.findIndex((s) => s >= step) + by)] };
		const said = [];
		const slider = new Slider(box, "Step", recorded, { onHold: () => {}, onPass: (step) => said.push(step), onRest: (step) => said.push("rest " + step) });
		slider.show({ at: last, reach: last, span: last, text: "now", goes: false });
		const press = (key, more = {}) => slider.element.dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true, ...more }));
		const start = performance.now();
		press("PageDown"); press("Home"); press("ArrowRight", { shiftKey: true }); press("PageUp"); press("End");
		slider.element.dispatchEvent(new KeyboardEvent("keyup", { key: "End" }));
		slider.paint();
		const took = performance.now() - start;
		slider.show({ at: 1, reach: last, span: last, text: "step 1", goes: true });
		const { element } = slider;
		said.push(element.getAttribute("aria-valuemax"), element.getAttribute("aria-valuetext"), element.style.getPropertyValue("--at"), took < 1000);
		return said.map(String);`)
	want := []string{"9000000", "0", "50000", "1050000", "10000000", "rest 10000000", "10000000", "step 1", "1e-7", "true"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%q\n%q expected", got, want)
	}
}
