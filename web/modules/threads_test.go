package modules

import "testing"

// A helper thread that is gone is noticed, whatever ended it: the others would do its work, and nobody would see why it takes longer. One that was
// sent home is not missed.
func TestADeadThreadIsNoticed(t *testing.T) {
	p := modules(t)
	for name, c := range map[string]struct{ does, want string }{
		"killed": {"close()", "lost 1, lost 0"},
		"throws": {`throw new Error("a fault")`, "lost 1, lost 0"},
		"home":   {"real(event)", "none"},
	} {
		got := eval[string](t, p, `
			const origin = location.origin;
			const script = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
			const thread = script('importScripts("' + origin + '/worker/thread.js"); const real = onmessage; onmessage = (event) => { if (event.data.module) return real(event); `+c.does+`; };');
			// thread(block, id) returns at once
			const module = 'new WebAssembly.Module(Uint8Array.of(0,97,115,109,1,0,0,0, 1,6,1,96,2,127,127,0, 3,2,1,0, 7,10,1,6,116,104,114,101,97,100,0,0, 10,4,1,2,0,11))';
			const leader = new Worker(script('importScripts("' + origin + '/worker/threads.js");' +
				'const said = [], due = [], later = setTimeout; let gone = 0;' +
				'setTimeout = (fn, ms) => ms === 1000 ? later(() => { fn(); if (++gone === 2) postMessage(said.join(", ") || "none"); }) : later(fn, ms);' +
				'startThreads(2, "' + thread + '", ' + module + ', null, (left) => said.push("lost " + left)).then((threads) => {' +
				'if (threads.imports.start(0) !== 2) postMessage("not started"); });'));
			return await new Promise((resolve) => {
				leader.onmessage = ({ data }) => { leader.terminate(); resolve(data); };
				leader.onerror = (event) => resolve("error: " + event.message);
			});`)
		if got != c.want {
			t.Errorf("%s: %s, %s expected", name, got, c.want)
		}
	}
}
