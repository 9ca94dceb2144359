package modules

import "testing"

// trainer is an engine that says what a script has it say.
const trainer = `
	const { Events } = await import("/kit/events.js");
	const { Store } = await import("/page/store.js");
	const engine = new Events(["state", "metrics", "moment", "phase"]);
	const waiting = [];
	const store = new Store(engine, (show) => waiting.push(show));
	const shown = () => { for (const show of waiting.splice(0)) show(); };
	const heard = [];
	for (const name of ["run", "recipe", "draft", "metrics", "state", "moment"]) store.on(name, (detail) => heard.push(name + (detail?.changed ? " " + detail.changed : detail?.state ? " " + detail.state : "")));
	const hear = () => heard.splice(0).join(", ");
	store.describe({ fields: [{ name: "noise", group: "Objective", live: true }, { name: "latent_dim", group: "Network" }, { name: "seed", group: "Run" }, { name: "changes", group: "Objective", kind: "changes" }] });
	const recipe = (seed, noise, dim) => ({ link: "#" + [seed, noise, dim], recipe: { seed, noise, latent_dim: dim }, cost: { of: dim } });
	const state = (run, step, name, of, more) => engine.emit("state", { run, step, state: name, metrics: { step }, ...of, ...more });
`

// All that the parts of the page read comes from the trainer's events, and of each event they are told once, when all of it is there.
func TestTheStoreFollowsTheTrainer(t *testing.T) {
	got := eval[[]string](t, modules(t), trainer+`
		const said = [];
		const say = (what) => { said.push(what + ": " + hear()); };
		state(1, 0, "ready", recipe("1", "none", "2")); say("opened");
		shown(); say("shown");
		said.push([store.run, store.running.link, store.draft === store.running, store.metrics.step, store.times.elapsed, store.state].join(" "));
		state(1, 0, "running", recipe("1", "none", "2")); say("started");
		engine.emit("metrics", { run: 1, metrics: { step: 5 }, epoch_end: true, elapsed: 2, remaining: 3 });
		engine.emit("metrics", { run: 1, metrics: { step: 9 }, epoch_end: true, elapsed: 4 });
		engine.emit("metrics", { run: 7, metrics: { step: 99 }, epoch_end: true });
		say("trained");
		said.push([store.metrics.step, store.history.map((m) => m.step), store.times.elapsed, store.times.remaining].join(" "));
		shown(); say("shown");
		state(1, 7, "running", recipe("1", "none", "2")); // a new worker goes on from its checkpoint
		said.push("resumed: " + store.history.map((m) => m.step));
		state(1, 9, "done", recipe("1", "none", "2"), { text: "no patience" }); shown(); say("done");
		said.push(store.why);
		state(2, 0, "ready", recipe("1", "none", "2")); say("reset");
		said.push([store.why, store.history.length].join(" "));
		engine.emit("phase", { phase: "stopped" }); say("stopped");
		engine.emit("phase", { phase: "restarting" }); say("restarting");
		return said;`)
	want := []string{
		"opened: run, recipe , draft, state ready", "shown: metrics", "1 #1,none,2 true 0 0 ready",
		"started: state running", "trained: ", "9 5,9 4 NaN", "shown: metrics, metrics, metrics",
		"resumed: 5", "done: state done, metrics, metrics", "no patience",
		"reset: run, recipe , draft, state ready", " 0",
		"stopped: state stopped", "restarting: state ready",
	}
	if quote(got) != quote(want) {
		t.Errorf("%q\nexpected\n%q", got, want)
	}
}

// What is chosen stays over other recipes that have it, and without a choice it is the first that is shown.
func TestTheStoreKnowsTheChosen(t *testing.T) {
	got := eval[[]string](t, modules(t), trainer+`
		const { taken } = await import("/page/view/chosen.js");
		const said = [];
		store.on("chosen", ({ by }) => said.push("told " + by));
		const say = () => { said.push(JSON.stringify(store.chosen)); };
		const of = (seed, test, dim) => ({ link: "#" + [seed, test, dim], recipe: { seed, test }, cost: { code_size: dim } });
		state(1, 0, "ready", of("1", "50", 2)); say();
		store.shows({ images: { index: [7, 3] } }); say();
		store.choose({ kind: "image", image: 40 }); store.choose({ kind: "image", image: 40 }); say();
		state(2, 0, "ready", of("2", "41", 2)); say();
		state(3, 0, "ready", of("2", "40", 2)); say();
		store.choose({ kind: "code", z: [1, 2] }, "script"); say();
		state(4, 0, "ready", of("3", "40", 2)); say();
		state(5, 0, "ready", of("3", "40", 3)); say();
		store.choose({ kind: "own" }); state(6, 0, "ready", of("4", "40", 9)); say();
		for (const wish of [null, { kind: "image", image: 39 }, { kind: "image", image: 40 }, { kind: "image" }, { kind: "own" }, { kind: "code", z: new Float32Array(9) }, { kind: "code", z: [1] }, { kind: "code", z: Array(9).fill(NaN) }, 7, undefined]) {
			try { said.push(JSON.stringify(taken(wish, store, false))); } catch (error) { said.push(error.code); }
		}
		return said;`)
	const first = `{"kind":"image","image":7}`
	const refused = "chosen_unknown"
	want := []string{
		`{"kind":"image","image":0}`, first, "told person", `{"kind":"image","image":40}`, `{"kind":"image","image":40}`, "told ", first,
		"told script", `{"kind":"code","z":[1,2]}`, `{"kind":"code","z":[1,2]}`, "told ", first, "told person", `{"kind":"own"}`,
		"null", `{"kind":"image","image":39}`, refused, refused, refused, `{"kind":"code","z":[0,0,0,0,0,0,0,0,0]}`, refused, refused, refused, refused,
	}
	if quote(got) != quote(want) {
		t.Errorf("%q\nexpected\n%q", got, want)
	}
}

// Another moment is shown until the trainer says otherwise, or dies; the figures are then its own, and the latest stay known.
func TestTheStoreKnowsTheMoment(t *testing.T) {
	got := eval[[]string](t, modules(t), trainer+`
		const said = [];
		const say = () => { said.push([hear(), store.figures?.step, store.metrics?.step, store.moment?.exact, store.seeking && Object.values(store.seeking)].join(" ")); };
		state(1, 900, "running", recipe("1", "none", "2")); shown(); say();
		engine.emit("moment", {}); say(); // nothing was shown before
		engine.emit("moment", { step: 300, done: 5, total: 40 }); say();
		engine.emit("moment", { moment: { step: 290, exact: false, metrics: { step: 290 } }, step: 300, done: 20, total: 40 }); say();
		engine.emit("moment", { moment: { step: 300, exact: true, metrics: { step: 300 } } }); say();
		engine.emit("metrics", { run: 1, metrics: { step: 950 } }); shown(); say();
		engine.emit("moment", {}); say();
		engine.emit("moment", { moment: { step: 7, exact: true, metrics: { step: 7 } } }); say();
		engine.emit("phase", { phase: "restarting" }); say();
		return said;`)
	want := []string{
		"run, recipe , draft, state running, metrics 900 900  ", " 900 900  ", "moment 900 900  300,5,40", "moment 290 900 false 300,20,40",
		"moment 300 900 true ", "metrics 300 950 true ", "moment 950 950  ", "moment 7 950 true ", "moment 950 950  ",
	}
	if quote(got) != quote(want) {
		t.Errorf("%q\nexpected\n%q", got, want)
	}
}

// Edits that wait for a restart outlive another seed and live changes, whoever made them; another recipe ends them. A live change comes into
// the draft as well, and one that was removed from the draft stays removed.
func TestEditsOutliveWhatTheyCan(t *testing.T) {
	got := eval[[]string](t, modules(t), trainer+`
		const { Editor } = await import("/page/recipe/editor.js");
		const now = { seed: "1", noise: "none", dim: "2", changes: [] };
		const read = (text) => text.split(",").filter((c) => c !== "none" && c).map((text) => ({ text, step: Number(text.split(":")[0]) }));
		const write = (list) => list.map(({ text }) => text).join() || "none";
		const all = ({ seed, noise, dim, changes }) => {
			const of = recipe(seed, noise, dim);
			return { ...of, link: of.link + "|" + write(changes), recipe: { ...of.recipe, changes: write(changes) }, changes };
		};
		let run = 1, at = 4, late = null;
		const tell = () => state(run, at, "running", all(now), { in_force: { noise: now.changes.at(-1)?.text.split("=")[1] ?? now.noise } });
		engine.request = async (op, { link, name, value }) => {
			if (op === "set") {
				now.changes = [...now.changes, ...read(at + ":" + name + "=" + value)];
				tell();
				return {};
			}
			if (late) await late;
			const [fields, changes] = link.slice(1).split("|");
			const [seed, noise, dim] = fields.split(",");
			const r = { seed, noise, latent_dim: dim, changes };
			if (name) r[name] = value;
			const diff = [["latent_dim", now.dim], ["noise", now.noise], ["changes", write(now.changes)]].filter(([field, is]) => r[field] !== is).map(([field]) => ({ field }));
			return { ...all({ ...r, dim: r.latent_dim, changes: read(r.changes) }), diff };
		};
		const editor = new Editor(store, engine);
		store.on("force", () => heard.push("force " + store.inForce("noise")));
		const open = (change) => { Object.assign(now, change); at = 0; run++; state(run, 0, "ready", all(now), { in_force: { noise: now.noise } }); };
		const said = [];
		const say = () => said.push([store.running.link, store.draft.link, store.pending.length, heard.splice(0).filter((what) => what.startsWith("force"))].join(" "));
		tell(); say();
		await editor.edit("noise", "gaussian"); say();                   // live, and nothing waits
		await editor.edit("latent_dim", "5"); say();                     // waits
		at = 6; await editor.edit("noise", "masking"); say();            // live beside it
		await editor.edit("changes", "6:noise=masking"); say();          // removes the first change
		at = 9; await editor.edit("noise", "dropout"); say();            // live, beside a change that waits to go
		open({ seed: "8" }); await editor.settled; say();                // another seed
		at = 4; tell(); at = 6; tell(); say();                           // the replay makes its changes
		now.changes = read("3:noise=gaussian"); tell(); await editor.settled; say(); // a script's change, which takes the place of all others
		editor.discard(); say();
		await editor.startFromNow(); say();
		editor.discard();
		await editor.edit("latent_dim", "6");
		open({ dim: "3" }); await editor.settled; say();                 // another recipe
		let go; late = new Promise((resolve) => { go = resolve; });
		const edit = editor.edit("latent_dim", "9");                     // under way while another is opened
		await 0; await 0; await 0;
		open({ dim: "4", seed: "2", changes: [] }); go(); await edit; say();
		late = null;
		state(run, 7, "done", all(now), { in_force: { noise: "none" } });
		editor.discard();
		await editor.edit("noise", "masking"); say();                    // after the end it waits for a restart
		return said;`)
	want := []string{
		"#1,none,2|none #1,none,2|none 0 force none",
		"#1,none,2|4:noise=gaussian #1,none,2|4:noise=gaussian 0 force gaussian",
		"#1,none,2|4:noise=gaussian #1,none,5|4:noise=gaussian 1 ",
		"#1,none,2|4:noise=gaussian,6:noise=masking #1,none,5|4:noise=gaussian,6:noise=masking 1 force masking",
		"#1,none,2|4:noise=gaussian,6:noise=masking #1,none,5|6:noise=masking 2 ",
		"#1,none,2|4:noise=gaussian,6:noise=masking,9:noise=dropout #1,none,5|6:noise=masking,9:noise=dropout 2 force dropout",
		"#8,none,2|4:noise=gaussian,6:noise=masking,9:noise=dropout #8,none,5|6:noise=masking,9:noise=dropout 2 force none",
		"#8,none,2|4:noise=gaussian,6:noise=masking,9:noise=dropout #8,none,5|6:noise=masking,9:noise=dropout 2 force dropout",
		"#8,none,2|3:noise=gaussian #8,none,5|3:noise=gaussian 1 force gaussian",
		"#8,none,2|3:noise=gaussian #8,none,2|3:noise=gaussian 0 ",
		"#8,none,2|3:noise=gaussian #8,gaussian,2|none 2 ",
		"#8,none,3|3:noise=gaussian #8,none,3|3:noise=gaussian 0 force none",
		"#2,none,4|none #2,none,9|none 1 force none",
		"#2,none,4|none #2,masking,4|none 1 ",
	}
	if quote(got) != quote(want) {
		t.Errorf("%q\nexpected\n%q", got, want)
	}
}

// A press means the opposite of the one before, unless that had no answer for so long that it is the same wish once more.
func TestPressesMeanWhatTheButtonSays(t *testing.T) {
	got := eval[[]string](t, modules(t), `
		const { Presses } = await import("/page/run/presses.js");
		let now = 0, running = false, answer = null;
		performance.now = () => now;
		const asked = [];
		const presses = new Presses(() => {
			asked.push(running ? "pause" : "play");
			return new Promise((resolve, reject) => { answer = (fails) => { if (fails) reject(new Error("refused")); else { running = !running; resolve(); } }; });
		});
		const settle = async () => { for (let i = 0; i < 20; i++) await 0; };
		const after = async (ms, fails) => { now += ms; answer(fails); await settle(); };
		const said = [];
		const say = () => said.push(asked.splice(0).join(" ") + (running ? ": runs" : ": stands"));
		presses.press(); await settle(); await after(30); say();                                     // one press
		presses.press(); presses.press(); presses.press(); await settle();
		await after(30); await after(30); await after(30); say();                                    // three quick ones
		presses.press(); await settle(); now += 3000; presses.press(); now += 3000; presses.press(); // a worker that hangs
		await after(5000); say();
		presses.press(); await settle(); await after(30); say();                                     // answered: another wish
		presses.press(); presses.press(); await settle(); await after(30, true); await after(30); say(); // refused, and tried again
		return said;`)
	want := []string{"play: runs", "pause play pause: stands", "play: runs", "pause: stands", "play play: runs"}
	if quote(got) != quote(want) {
		t.Errorf("%q\nexpected\n%q", got, want)
	}
}
