package web

import "testing"

// virtual replaces the browser's timers by a clock that a script moves: frames come so many ms after they are asked for.
const virtual = `
	let now = 0, id = 0, latency = 16, queue = [];
	const later = (fn, ms) => { queue.push({ at: now + ms, id: ++id, fn }); return id; };
	const drop = (i) => { queue = queue.filter((q) => q.id !== i); };
	performance.now = () => now;
	window.setTimeout = (fn, ms = 0) => later(fn, Math.max(0, ms));
	window.requestAnimationFrame = (fn) => later(fn, latency);
	window.clearTimeout = window.cancelAnimationFrame = drop;
	const run = (until) => {
		for (;;) {
			queue.sort((a, b) => a.at - b.at || a.id - b.id);
			if (!queue.length || queue[0].at > until) break;
			const next = queue.shift();
			now = next.at;
			next.fn();
		}
		now = until;
	};
	const { Pace } = await import("/pace.js?" + Math.random());
`

// Frames that cost nothing come ten times a second. Where drawing takes a processor from the training they wait for each
// other, and take no more than their share.
func TestPace(t *testing.T) {
	p := modules(t)
	shown := func(scarce, software bool, latency int, kind string) int {
		return eval[int](t, p, virtual+`
			latency = `+quote(latency)+`;
			const pace = new Pace(() => `+quote(scarce)+`);
			pace.software = `+quote(software)+`;
			let n = 0;
			for (let t = 0; t < 30000; t += 10) { run(t); pace.show(() => n++, `+quote(kind)+`, "key"); }
			return n;`)
	}
	for _, c := range []struct {
		scarce, software bool
		latency          int
		kind             string
		least, most      int
	}{
		{true, false, 16, "numbers", 250, 375}, {true, false, 16, "canvas", 250, 375},
		{false, false, 120, "numbers", 140, 375}, // somebody else's processor
		{true, false, 120, "numbers", 10, 20},    // 360 ms each: every two seconds, the longest pause
		{true, false, 50, "numbers", 25, 40},     // 150 ms, of which 90 count: a tenth
		{true, false, 120, "canvas", 20, 30},     // a quarter
		{false, true, 16, "numbers", 250, 375},   // drawn by a processor that is free
		{true, true, 16, "numbers", 14, 22},      // by one of the training's: 200 ms, a tenth
		{true, true, 16, "canvas", 250, 375},     // as measured
		{true, true, 120, "canvas", 20, 30},      // more than that was measured
	} {
		if n := shown(c.scarce, c.software, c.latency, c.kind); n < c.least || n > c.most {
			t.Errorf("%+v: %d frames in 30 s", c, n)
		}
	}
}

// What goes along waits for a frame of the others, but not longer than a second.
func TestPaceTakesAlong(t *testing.T) {
	p := modules(t)
	got := eval[[]string](t, p, virtual+`
		const pace = new Pace(() => true), seen = [];
		const say = (text, kind) => pace.show(() => seen.push(text), kind, text);
		say("picture", "along"); run(900); seen.push("0.9 s");
		say("numbers", "numbers"); run(1000); seen.push("1 s");
		say("alone", "along"); run(1990); seen.push("2 s"); run(2100);
		return seen;`)
	if want := []string{"0.9 s", "picture", "numbers", "1 s", "2 s", "alone"}; quote(got) != quote(want) {
		t.Errorf("%v shown, %v expected", got, want)
	}
}

// Of one key the newest is shown, those without one are shown in order, and flush waits for nothing.
func TestPaceShowsTheNewest(t *testing.T) {
	p := modules(t)
	got := eval[[]string](t, p, virtual+`
		const pace = new Pace(() => true), seen = [];
		const say = (text, key) => pace.show(() => seen.push(text), "numbers", key);
		say("old", "a"); say("first"); say("new", "a"); say("second");
		seen.push("asked"); run(200);
		say("at once"); pace.flush(); seen.push("flushed"); run(5000);
		latency = 1000; say("slow", "a"); run(6500); // it is being measured now
		say("hidden"); Object.defineProperty(document, "hidden", { value: true, configurable: true });
		document.dispatchEvent(new Event("visibilitychange")); run(6501);
		return seen;`)
	want := []string{"asked", "new", "first", "second", "at once", "flushed", "slow", "hidden"}
	if quote(got) != quote(want) {
		t.Errorf("%v shown, %v expected", got, want)
	}
}
