package modules

import (
	"slices"
	"testing"
)

// Stop ends a reading that waits for the trainer, too: nothing is read then when that is there, and the next files are. What has been read can be stopped no more.
func TestStopBeforeTheTrainerIsThere(t *testing.T) {
	got := eval[[]string](t, modules(t), `
		const { OwnData } = await import("/page/data/own.js");
		const { fault } = await import("/kit/words.js");
		const told = [];
		let begin, put;
		const engine = { ready: new Promise((resolve) => { begin = resolve; }), request: () => new Promise((resolve) => { put = resolve; }) };
		const found = { kind: "table", name: "a.csv", train: 1, test: 1, columns: ["a"], shown: 0, notes: [], left: 0, problems: [] };
		const exchange = {
			stop() { told.push("stop"); },
			ask(op, fields) { told.push(op + " " + fields.names.join(" ")); return Promise.resolve({ own: found, summary: { kind: "table", min: 1, max: 1, mean: 1 }, buffers: [new ArrayBuffer(0), new ArrayBuffer(0)] }); },
		};
		const own = new OwnData(engine, exchange, { came: async () => true, open() {}, wouldLose: () => false, ask() {} });
		document.body.append(own.element);
		const button = own.element.querySelector(".own-stop");
		const state = () => told.push([button.checkVisibility(), own.element.classList.contains("refused"), own.status.textContent].join(" | "));
		const files = (name) => [{ file: new File(["a\n1\n"], name), path: name }];
		const first = own.take(files("a.csv")).then(() => "read", (error) => error.code);
		state();
		button.click();
		told.push(await first);
		state();
		const second = own.take(files("b.csv")).then(({ name }) => name, (error) => error.code);
		begin({ budget: 1e9 });
		while (!put) await new Promise((done) => setTimeout(done));
		state();
		put({ link: "#v=1" });
		told.push(await second);
		own.element.remove();
		return told;`)
	want := []string{
		"stop", "true | false | Reading\u2026", "stop", "exchange_stopped", "false | false | Stopped.",
		"stop", "read b.csv", "false | false | Reading\u2026", "a.csv",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q found,\n%q expected", got, want)
	}
}
