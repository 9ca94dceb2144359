package modules

import "testing"

// trainer is an engine that says what a script has it say.
const trainer = `
	const { Events } = await import("/kit/events.js");
	const { Store } = await import("/page/store.js");
	const engine = new Events(["state", "metrics", "phase"]);
	const waiting = [];
	const store = new Store(engine, (show) => waiting.push(show));
	const shown = () => { for (const show of waiting.splice(0)) show(); };
	const heard = [];
	for (const name of ["run", "recipe", "draft", "metrics", "state"]) store.on(name, (detail) => heard.push(name + (detail?.changed ? " " + detail.changed : detail?.state ? " " + detail.state : "")));
	const hear = () => heard.splice(0).join(", ");
	store.describe({ fields: [{ name: "noise", group: "Objective", live: true }, { name: "latent_dim", group: "Network" }, { name: "seed", group: "Run" }] });
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

// Edits that wait for a restart outlive another seed and live changes, whoever made them; another recipe ends them.
func TestEditsOutliveWhatTheyCan(t *testing.T) {
	got := eval[[]string](t, modules(t), trainer+`
		const { Editor } = await import("/page/recipe/editor.js");
		const now = { seed: "1", noise: "none", dim: "2" };
		const told = [];
		let run = 1, late = null;
		engine.request = async (op, { link, name, value }) => {
			if (op === "set") {
				now.noise = value;
				state(run, 4, "running", recipe(now.seed, now.noise, now.dim));
				return {};
			}
			if (late) await late;
			const [seed, noise, dim] = link.slice(1).split(",");
			const r = { seed, noise, latent_dim: dim };
			if (name) r[name] = value;
			const diff = r.latent_dim === now.dim ? [] : [{ field: "latent_dim" }];
			return { ...recipe(r.seed, r.noise, r.latent_dim), diff };
		};
		const editor = new Editor(store, engine, ({ name, step }) => told.push(name + " at " + step));
		const open = (change) => { Object.assign(now, change); state(++run, 0, "ready", recipe(now.seed, now.noise, now.dim)); };
		const said = [];
		const say = () => said.push(store.running.link + " " + store.draft.link + " " + store.pending.length);
		state(run, 4, "running", recipe("1", "none", "2"));
		await editor.edit("noise", "gaussian"); say();        // live, and nothing waits
		await editor.edit("latent_dim", "5"); say();          // waits
		await editor.edit("noise", "masking"); say();         // live beside it
		open({ seed: "8" }); await editor.settled; say();     // another seed
		open({}); await editor.settled; say();                // a reset
		now.noise = "dropout"; state(run, 4, "running", recipe("8", "dropout", "2")); await editor.settled; say(); // a script's change
		editor.discard(); say();
		await editor.edit("latent_dim", "6");
		open({ dim: "3" }); await editor.settled; say();      // another recipe
		let go; late = new Promise((resolve) => { go = resolve; });
		const edit = editor.edit("latent_dim", "9");          // under way while another is opened
		await 0; await 0; await 0;
		open({ dim: "4", seed: "2" }); go(); await edit; say();
		return said.concat(told);`)
	want := []string{
		"#1,gaussian,2 #1,gaussian,2 0", "#1,gaussian,2 #1,gaussian,5 1", "#1,masking,2 #1,masking,5 1", "#8,masking,2 #8,masking,5 1", "#8,masking,2 #8,masking,5 1",
		"#8,dropout,2 #8,dropout,5 1", "#8,dropout,2 #8,dropout,2 0", "#8,dropout,3 #8,dropout,3 0", "#2,dropout,4 #2,dropout,9 1",
		"noise at 4", "noise at 4",
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
