package modules

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
	const { Pace } = await import("/page/pace.js?" + Math.random());
`

// Frames that cost nothing come ten times a second, those with nothing but numbers four times. Where drawing takes a processor
// from the training they wait for each other, numbers for a second, and take no more than their share.
func TestPace(t *testing.T) {
	p := modules(t)
	shown := func(scarce bool, latency int, kinds ...string) map[string]int {
		return eval[map[string]int](t, p, virtual+`
			latency = `+quote(latency)+`;
			const pace = new Pace(() => `+quote(scarce)+`);
			const n = { numbers: 0, canvas: 0 };
			for (let t = 0; t < 30000; t += 10) {
				run(t);
				for (const kind of `+quote(kinds)+`) pace.show(() => n[kind]++, kind, kind);
			}
			return n;`)
	}
	for _, c := range []struct {
		scarce      bool
		latency     int
		kind        string
		least, most int
	}{
		{false, 16, "numbers", 100, 120}, {false, 16, "canvas", 250, 300}, // a display
		{true, 16, "numbers", 27, 31}, {true, 16, "canvas", 250, 300},
		{false, 120, "numbers", 70, 90}, {false, 120, "canvas", 120, 150}, // somebody else's processor
		{true, 120, "numbers", 10, 15}, // 360 ms, of which 270 count: every two seconds, the longest pause
		{true, 65, "numbers", 23, 27},  // 195 ms, of which 105 count: a tenth
		{true, 25, "canvas", 225, 260}, // 75 ms: in time for the next
		{true, 120, "canvas", 20, 27},  // a quarter
	} {
		if n := shown(c.scarce, c.latency, c.kind)[c.kind]; n < c.least || n > c.most {
			t.Errorf("%+v: %d frames in 30 s", c, n)
		}
	}
	// Numbers go with every fourth frame of the canvas, or with more where these come seldom, and do not hold it up.
	for latency, one := range map[int]int{16: 4, 50: 2, 120: 1} {
		both, alone := shown(true, latency, "canvas", "numbers"), shown(true, latency, "canvas")
		if n := both["canvas"] / one; both["canvas"] != alone["canvas"] || both["numbers"] < n-2 || both["numbers"] > n+1 {
			t.Errorf("latency of %d ms: %v frames found, as many of the canvas as alone, %d, and numbers with one in %d expected", latency, both, alone["canvas"], one)
		}
	}
}

// The canvas is told before the frame in which it draws, and numbers change in that frame.
func TestPaceTellsTheCanvasFirst(t *testing.T) {
	p := modules(t)
	got := eval[[]string](t, p, virtual+`
		const pace = new Pace(() => true), seen = [];
		const say = (text, kind) => pace.show(() => seen.push(text + " " + now), kind, text);
		run(1000); say("numbers", "numbers"); say("canvas", "canvas"); run(1090);
		say("numbers", "numbers"); say("canvas", "canvas"); run(1200);
		say("numbers", "numbers"); run(1290); say("canvas", "canvas"); run(1500);
		return seen;`)
	// A frame comes 16 ms after it is asked for; the next of the canvas 98 ms after it.
	if want := []string{"canvas 1000", "numbers 1016", "canvas 1114", "canvas 1290"}; quote(got) != quote(want) {
		t.Errorf("%v shown, %v expected", got, want)
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
