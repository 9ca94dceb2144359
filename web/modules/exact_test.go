package modules

import (
	"slices"
	"testing"
)

// The trainer is asked first, the exchange only of what is wrong with a file, and whoever waits is told what was done or why not.
func TestWeightsOfOtherPrograms(t *testing.T) {
	got := eval[string](t, modules(t), `
		const { loadWeights } = await import("/page/run/exact.js");
		const refused = (code, link) => Object.assign(new Error(code), { code, link });
		const said = [];
		const load = async (size, answers, read) => {
			const asked = [];
			const ask = async (op, fields, [buffer]) => {
				asked.push(op + buffer.byteLength);
				const answer = answers.shift();
				if (answer) throw answer;
				return { metrics: 7 };
			};
			const exchange = { ask: async (op, { names, sizes, link }, { files }) => {
				asked.push([op, names, sizes, link, files.length].join("/"));
				if (read instanceof Error) throw read;
				return read;
			} };
			const file = new File([new Uint8Array(size)], "w");
			const { metrics, notes } = await loadWeights(file, { ask, exchange, link: "#v=1", room: 9 }).catch((e) => ({ metrics: e.code, notes: [{ text: e.link }] }));
			said.push(asked.join(" ") + ": " + metrics + " " + notes.map(({ text }) => text).join());
		};
		const read = { notes: [{ text: "converted" }], buffers: [new ArrayBuffer(5)] };
		await load(8, [], read);
		await load(8, [refused("tensor_dtype")], read);
		await load(12, [], read);
		await load(8, [refused("tensor_shape_differs", "#mine")], read);
		await load(8, [refused("no_run")], read);
		await load(8, [refused("header_too_long")], refused("tensors_of_torch"));
		await load(8, [refused("tensor_missing", "#mine")], refused("tensor_missing"));
		await load(8, [refused("tensor_missing")], refused("exchange_died"));
		await load(12, [], refused("exchange_died"));
		await load(8, [refused("tensor_dtype"), refused("run_diverged")], read);
		return said.join("\n");`)
	want := `load8: 7 
load8 weights/w/8/#v=1/1 load5: 7 converted
weights/w/12/#v=1/1 load5: 7 converted
load8: tensor_shape_differs #mine
load8: no_run 
load8 weights/w/8/#v=1/1: tensors_of_torch 
load8 weights/w/8/#v=1/1: tensor_missing #mine
load8 weights/w/8/#v=1/1: tensor_missing 
weights/w/12/#v=1/1: exchange_died 
load8 weights/w/8/#v=1/1 load5: run_diverged `
	if got != want {
		t.Errorf("%s\n%s expected", got, want)
	}
}

// Weights go on counting from their step where they are of the running recipe, however long it trains.
func TestWeightsSayTheirStep(t *testing.T) {
	got := eval[[]int](t, modules(t), `
		const { loadWeights } = await import("/page/run/exact.js");
		const file = (header) => {
			const text = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify({ __metadata__: header }));
			const length = new Uint8Array(8);
			new DataView(length.buffer).setBigUint64(0, BigInt(text.length), true);
			return new File([length, text, new Uint8Array(12)], "w");
		};
		const told = [];
		const ask = async (op, { steps }) => { told.push(steps); return { metrics: {} }; };
		const mine = "#v=1&data=digits&epochs=3&latent_dim=8";
		for (const header of [{ step: "120", recipe: mine }, { step: "120", recipe: "#v=1&data=digits&epochs=50&latent_dim=8" }, { step: "120", recipe: "#v=1&data=digits&latent_dim=8" },
			{ step: "120", recipe: mine + "&seed=2" }, { step: "-3", recipe: mine }, { step: "12000000000", recipe: mine }, { recipe: mine }, { step: "4" }, "{", "null", "{}"]) {
			await loadWeights(file(header), { ask, link: mine, room: 1e6 });
		}
		await loadWeights(new File([new Uint8Array(3)], "w"), { ask, link: mine, room: 9 });
		return told;`)
	if want := []int{120, 120, 120, 0, 0, 0, 0, 0, 0, 0, 0, 0}; !slices.Equal(got, want) {
		t.Errorf("%v told, %v expected", got, want)
	}
}
