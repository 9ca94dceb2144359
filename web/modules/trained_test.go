package modules

import "testing"

// Two recipes are compared when both came to their ends; whatever else a run comes to ends the wait, and a person may refuse to leave the run that is there.
func TestRecipesAreTrainedToBeCompared(t *testing.T) {
	p := modules(t)
	got := eval[map[string]string](t, p, `
		const { Comparisons } = await import("/page/compare/trained.js");
		const { Events } = await import("/kit/events.js");
		document.body.innerHTML = '<div id="toasts"></div>';
		const found = {};
		const tried = async (name, states, { budget = 1, refuses = false, had = [] } = {}) => {
			const events = new Events(["state", "run"]);
			const store = { run: 0, state: "ready", on: (event, fn) => events.on(event, fn) };
			const said = [];
			const keeper = { current: "", keep: async () => { keeper.current = "kept " + store.run; }, book: { budget, list: had } };
			const view = { open: async (...ids) => said.push("open " + ids.join()) };
			const comparisons = new Comparisons(view, keeper, store, {
				preview: async (link) => ({ link, cost: { total_steps: 9 } }),
				instead: async (link) => {
					if (refuses) return false;
					said.push("train " + link);
					Object.assign(store, { run: store.run + 1, state: "running" });
					const last = states.shift();
					setTimeout(() => {
						if (last === "another") store.run++;
						else store.state = last;
						events.emit(last === "another" ? "run" : "state", {});
					});
					return true;
				},
				opened: () => {}, fail: (text) => said.push(text),
			});
			await comparisons.both("#a", "#b");
			found[name] = said.join("; ");
		};
		await tried("both", ["done", "done"]);
		for (const state of ["paused", "diverged", "interrupted", "stopped", "another"]) await tried(state, ["done", state]);
		await tried("refused", [], { refuses: true });
		await tried("not stored", [], { budget: 0 });
		const run = (id, link, step) => ({ id, restorable: true, record: { link, step } });
		await tried("one is there", ["done"], { had: [run("x", "#a", 9), run("y", "#b", 8)] });
		return found;`)
	for name, want := range map[string]string{
		"both": "train #a; train #b; open kept 1,kept 2", "paused": "train #a; train #b", "diverged": "train #a; train #b", "interrupted": "train #a; train #b",
		"stopped": "train #a; train #b", "another": "train #a; train #b", "refused": "", "not stored": "", "one is there": "train #b; open x,kept 1",
	} {
		if got[name] != want {
			t.Errorf("%s: %q found, %q expected", name, got[name], want)
		}
	}
}
