package modules

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// workersOf plays the trainer's workers to an Engine: they do what they are asked, and a test ends them as it likes. world says how: restores
// is what the next restore leads to, {step} or {code}, or null, which ends the worker for want of memory.
const workersOf = `
	const { Engine } = await import("/kit/engine/engine.js");
	const workers = [], phases = [], world = { restores: { step: 0 }, fused: true, held: [] };
	const tick = () => new Promise((later) => { setTimeout(later); });
	globalThis.Worker = class {
		constructor() { workers.push(this); this.got = []; }
		terminate() { this.ended = true; }
		postMessage({ json, buffers = [] }) {
			const message = JSON.parse(json);
			this.got.push({ ...message, sizes: buffers.map((b) => b.byteLength) });
			queueMicrotask(() => this.#answer(message));
		}
		say(message, buffers = []) { if (!this.ended) this.onmessage({ data: { json: JSON.stringify(message), buffers } }); }
		die(code = "program_ended", values = { exit: 2 }) { this.say({ event: "dead", code, values }); }
		stands(step, state = "paused", more = {}) { this.say({ event: "state", state, run: 1, link: "#v=1", step, ...more }); }
		checkpoint(step) { this.say({ event: "checkpoint", run: 1, step, elapsed: 1, link: "#v=1" }, [new ArrayBuffer(step), new ArrayBuffer(7), new ArrayBuffer(0)]); }
		asked(...ops) { return this.got.filter(({ op }) => ops.includes(op)); }
		#answer({ op, id, n, plain, steps }) {
			if (op === "hello") this.say({ event: "ready", device: { relaxed: world.fused && !plain, threads: 1, max_threads: 1, budget: 2 ** 29 } });
			else if (op === "open") { this.say({ event: "state", state: "ready", run: n || 1, link: "#v=1", step: 0 }); this.say({ id, metrics: { step: 0 }, recipe: {} }); }
			else if (op === "restore") {
				const { restores } = world;
				if (!restores) this.die("memory_used_up", {});
				else if (restores.code) this.say({ id, error: restores.code, code: restores.code, values: {} });
				else { this.stands(restores.step); this.say({ id, metrics: { step: restores.step }, recipe: {}, changes: restores.changes }); }
			} else if (op === "train") { if (!world.held.includes(op)) { this.stands(2000); this.say({ id, metrics: { step: 2000 } }); } }
			else if (op !== "ping" && op !== "ack" && !world.held.includes(op)) this.say({ id, steps });
		}
	};
	const engine = new Engine({ files: { "worker/worker.js": "worker/worker.js" }, build: "test" });
	engine.on("phase", ({ phase, code = "", step, older = false, again = 0, degraded }) => phases.push([phase, code, step ?? "", older, again, degraded].join(" ")));
	const now = () => workers.at(-1);
	const over = async () => { for (let i = 0; i < 20; i++) await tick(); };
	await engine.ready;
	await engine.request("open", { link: "#v=1" });
	phases.splice(0);
`

func engineWith(t *testing.T, script string) (got []string) {
	t.Helper()
	if err := json.Unmarshal(eval[json.RawMessage](t, modules(t), workersOf+script), &got); err != nil {
		t.Fatal(err)
	}
	return got
}

func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s\nexpected %s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A restore that is refused ends in a state with a name and its cause. The checkpoint can be had, what was asked is refused, and there are ways on: in
// the same worker, which has got the files meanwhile, in a new one, or another recipe.
func TestARefusedRestoreInterruptsTheRun(t *testing.T) {
	same(t, engineWith(t, `
		now().checkpoint(30); now().stands(30);
		world.held = ["encode"];
		const encoded = engine.request("encode", {}, [new ArrayBuffer(4)]).catch((e) => "encode: " + e.code);
		world.restores = { code: "record_files_wanted" };
		now().die();
		await over();
		const said = [engine.phase + " " + engine.reason.code + " of " + engine.saved.step + ": " + engine.saved.bytes.size, await encoded];
		await engine.retry({ here: true });
		said.push(engine.phase, String(workers.length));
		world.restores = { step: 30 };
		await engine.retry({ here: true });
		said.push(engine.phase, String(workers.length), now().asked("restore").map(({ sizes, n }) => sizes + " as " + n).join("; "));
		world.restores = { code: "record_files_differ" };
		now().die();
		await over();
		await engine.request("open", { link: "#v=1&seed=2" });
		said.push(engine.phase);
		return [...said, ...phases];`),
		"interrupted record_files_wanted of 30: 37", "encode: engine_restarted",
		"interrupted", "2", "running", "2", "30,7 as 1; 30,7 as 1; 30,7 as 1", "running",
		"restarting program_ended 30 false 0 false", "interrupted record_files_wanted 30 false 0 false",
		"restarting engine_asked 30 false 0 false", "interrupted record_files_wanted 30 false 0 false",
		"restarting engine_asked 30 false 0 false", "running  30 false 0 false", "restarting program_ended 30 false 0 false", "interrupted record_files_differ 30 false 0 false", "running   false 0 false")
}

// Memory that is used up on the way back ends in that state: nothing is tried again until somebody asks. So does memory that is used up
// twice in a minute.
func TestMemoryThatIsUsedUpIsNoLoop(t *testing.T) {
	same(t, engineWith(t, `
		now().checkpoint(30); now().stands(30);
		world.restores = null;
		now().die("memory_used_up", {});
		await over();
		const said = [engine.phase + " " + engine.reason.code, String(workers.length), workers.map((w) => w.asked("restore").length).join(" "), String(engine.saved.step)];
		world.restores = { step: 30 };
		await engine.retry();
		said.push(engine.phase, String(workers.length));
		for (let i = 0; i < 2; i++) { now().die("memory_used_up", {}); await over(); }
		said.push(engine.phase, String(workers.length), await engine.request("weights").then(() => "weights", (e) => e.code));
		return said;`),
		"interrupted memory_used_up", "3", "0 1 0", "30", "running", "4", "interrupted", "6", "weights")
}

// A second death takes the newest checkpoint; only one that twice did not come back gives way to the one before, which is told.
func TestTheNewestCheckpointComesBack(t *testing.T) {
	same(t, engineWith(t, `
		now().checkpoint(7); now().checkpoint(20); now().stands(20);
		world.restores = { step: 20 };
		for (let i = 0; i < 2; i++) { now().die(); await over(); }
		const said = workers.map((w) => w.asked("restore").map(({ sizes }) => sizes[0]).join()), first = workers.length;
		world.held = ["own"];
		const before = now().constructor.prototype.say;
		now().constructor.prototype.say = function (m, b) { if (this === workers[first] || this === workers[first + 1]) { if (m.id && this.asked("restore").length) { queueMicrotask(() => before.call(this, { event: "dead", code: "program_ended", values: {} })); return; } } before.call(this, m, b); };
		performance.now = ((real) => () => real() + 1e6)(performance.now.bind(performance));
		world.restores = { step: 7 };
		now().die(); await over();
		return [...said, ...workers.slice(first).map((w) => w.asked("restore").map(({ sizes }) => sizes[0]).join()), phases.at(-1)];`),
		"", "20", "20", "20", "20", "7", "running  7 true 0 false")
}

// A run that stood further on than its checkpoint is trained there again before anybody looks at it. Changes after the checkpoint are told.
func TestAStandingRunComesBackToItsStep(t *testing.T) {
	same(t, engineWith(t, `
		now().checkpoint(700); now().stands(2000);
		world.held = ["weights"];
		const weights = engine.request("weights").then(() => "weights of " + now().asked("train", "weights").map(({ op, steps }) => op + (steps ?? "")).join());
		world.restores = { step: 700, changes: [{ step: 300 }, { step: 1500 }] };
		now().die();
		world.held = [];
		await over();
		return [await weights, ...phases];`),
		"weights of train1300,weights", "restarting program_ended 700 false 0 false", "running  700 false 1 false")
}

// After four deaths in a minute the next worker has the plain kernels. A run that was fused does not go on there unasked: it waits for the
// fast kernels, or for somebody who wants it plain.
func TestARunWaitsForItsArithmetic(t *testing.T) {
	same(t, engineWith(t, `
		now().checkpoint(30); now().stands(30);
		world.restores = { step: 30 };
		for (let i = 0; i < 4; i++) {
			if (i === 3) world.restores = { code: "arithmetic_differs" };
			now().die();
			await over();
		}
		const plain = () => now().asked("hello")[0].plain + " " + now().asked("hello")[0].runs;
		const said = [engine.phase + " " + engine.reason.code, plain()];
		world.restores = { step: 30 };
		await engine.retry({ fast: true });
		said.push(engine.phase, plain());
		for (let i = 0; i < 4; i++) {
			if (i === 3) world.restores = { code: "arithmetic_differs" };
			now().die();
			await over();
		}
		world.restores = { step: 30 };
		await engine.retry({ arithmetic: "plain" });
		return [...said, engine.phase, plain(), now().asked("restore")[0].arithmetic];`),
		"interrupted arithmetic_differs", "true 1", "running", "false 1", "running", "true 1", "plain")
}
