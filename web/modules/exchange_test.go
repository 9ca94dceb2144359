package modules

import (
	"encoding/json"
	"testing"
)

// The exchange is started when it is asked, told how far it is, and ended by Stop and by its own death; whoever waits
// is told why, and the next request starts another.
func TestExchangeLivesAndDies(t *testing.T) {
	got := eval[json.RawMessage](t, modules(t), `
		const { Exchange } = await import("/kit/exchange.js");
		const source = 'let n = 0, files = 0; const say = (m, buffers = []) => postMessage({ json: JSON.stringify(m), buffers }, buffers);' +
			'onmessage = ({ data }) => { if (data.hello) return; if (data.files) { files = (data.at ? files : 0) + data.files.length; return; } const { id, op } = JSON.parse(data.json); n++;' +
			'if (op === "read") { say({ event: "progress", done: 1, total: 2 }); say({ id, n, files }, [new ArrayBuffer(3)]); }' +
			'if (op === "refuse") say({ id, error: "no good", code: "zip_split" });' +
			'if (op === "dead") say({ event: "dead", code: "memory_used_up", values: {}, report: "" });' +
			'if (op === "throw") throw new Error("a fault"); };';
		const file = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
		const exchange = new Exchange({ files: { "exchange/exchange.js": file } });
		const said = [];
		const ask = (op, options) => exchange.ask(op, {}, options).then(({ n, files, buffers }) => said.push(op + " " + [n, files, buffers.map((b) => b.byteLength)].join(" ")), (e) => said.push(op + ": " + e.code + ": " + e.message));
		const told = ({ done, total, loading }) => said.push([done, total, loading].join(" "));
		const lend = { files: [new File(["x"], "x")], told };
		await ask("read", lend);
		await ask("refuse", lend);
		await ask("read", lend);
		await ask("dead", lend);
		await ask("read", lend);
		await ask("throw", lend);
		const waits = ask("wait", lend);
		exchange.stop();
		await waits;
		await ask("read", lend);
		exchange.stop(); // nothing waits: it stays
		await ask("read", lend);
		let turns = 0; // of the page, while many files are handed over
		const timer = setInterval(() => { turns++; });
		await ask("read", { files: Array(2501).fill(lend.files[0]), told });
		clearInterval(timer);
		said.push(turns > 0);
		const none = new Exchange({ files: {} });
		await none.ask("read", {}).catch((e) => said.push(e.code));
		return said;`)
	want := `["1 2 false","read 1 1 3","refuse: zip_split: no good","1 2 false","read 3 1 3",` +
		`"dead: exchange_died: the program for files ended: it ran out of memory. Nothing else is lost","1 2 false","read 1 1 3",` +
		`"throw: exchange_died: the program for files ended: Uncaught Error: a fault. Nothing else is lost","wait: exchange_stopped: Stopped.",` +
		`"1 2 false","read 1 1 3","1 2 false","read 2 1 3","1 2 false","read 3 2501 3",true,"worker_not_in_build"]`
	if string(got) != want {
		t.Errorf("%s\n%s expected", got, want)
	}
}
