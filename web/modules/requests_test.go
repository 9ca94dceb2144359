package modules

import (
	"encoding/json"
	"testing"
)

// What a dead worker did not answer is asked of the next, in its order and once; what had buffers, and what may have killed it, is
// refused with the reason. The training that was under way goes on to the step that it had to reach.
func TestLostRequestsAreAskedAgain(t *testing.T) {
	got := eval[json.RawMessage](t, modules(t), `
		const { Requests } = await import("/kit/engine/requests.js");
		const requests = new Requests(), sent = [], said = [];
		const send = (message) => sent.push([message.op, message.steps ?? 0, message.link ?? message.seed ?? ""].join(" "));
		const ask = (op, fields) => requests.ask(op, fields, send).then(({ n }) => said.push(op + " has " + n), (e) => said.push(op + ": " + e.message));
		ask("reseed", { seed: 5 });
		ask("train", { epochs: 2 });
		ask("encode", {});
		ask("restore", {});
		ask("testImages", { n: 1 });
		ask("describe", {});
		ask("train", { steps: 5 });
		ask("open", { link: "#v=1" });
		requests.answer({ id: 6, n: 1 });
		requests.lose(new Error("it died"), { drive: { until: 120, train: 2 } });
		const pausing = requests.lost("pause"), training = requests.lost("train");
		sent.splice(0);
		requests.askAgain(100, send);
		requests.answer({ id: 1, n: 2 }); // of the old worker
		requests.answer({ id: 11, n: 3 });
		requests.lose(new Error("it died again"), { drive: { until: 120, train: 10 } });
		requests.askAgain(110, send);
		ask("open", { link: "#v=2" });
		requests.lose(new Error("it died early"), { first: true });
		requests.askAgain(0, send);
		requests.lose(new Error("it died twice"), { first: true });
		ask("pause", {});
		requests.refuse(new Error("that was the last one"));
		await 0; await 0; await 0;
		return { sent, said, pausing, training };`)
	var state struct {
		Sent, Said        []string
		Pausing, Training bool
	}
	if err := json.Unmarshal(got, &state); err != nil {
		t.Fatal(err)
	}
	const sent = `["reseed 0 5","train 20 ","testImages 0 ","train 10 ","open 0 #v=2","open 0 #v=2","pause 0 "]`
	const said = `["describe has 1","encode: it died","restore: it died","train: it died","open: it died","testImages has 3","reseed: it died again",` +
		`"train: it died early","open: it died twice","pause: that was the last one"]`
	if quote(state.Sent) != sent {
		t.Errorf("sent %s\nexpected %s", quote(state.Sent), sent)
	}
	if quote(state.Said) != said {
		t.Errorf("said %s\nexpected %s", quote(state.Said), said)
	}
	if state.Pausing || !state.Training {
		t.Errorf("pausing %v, training %v", state.Pausing, state.Training)
	}
}

// The next worker shows the run as it is: whoever looked at an earlier moment of it must not be answered by that one.
func TestLostLooksAtAMomentAreRefused(t *testing.T) {
	for past, want := range map[string]string{
		"true":  "seek: it died, weights: it died, probe: it died; sent testImages moments now",
		"false": "seek: it died; sent weights probe testImages moments now",
	} {
		got := eval[string](t, modules(t), `
			const { Requests } = await import("/kit/engine/requests.js");
			const requests = new Requests(), said = [], sent = [];
			for (const op of ["seek", "weights", "probe", "testImages", "moments", "now"]) requests.ask(op, {}, () => {}).catch((e) => said.push(op + ": " + e.message));
			requests.lose(new Error("it died"), { past: `+past+` });
			await 0; await 0; await 0;
			requests.askAgain(0, ({ op }) => sent.push(op));
			return said.join(", ") + "; sent " + sent.join(" ");`)
		if got != want {
			t.Errorf("past %s: %s\nexpected %s", past, got, want)
		}
	}
}

// A refusal is an Error with what the message has for programs.
func TestARefusalHasItsCode(t *testing.T) {
	got := eval[string](t, modules(t), `
		const { Requests } = await import("/kit/engine/requests.js");
		const requests = new Requests();
		const said = ["load", "train"].map((op) => requests.ask(op, {}, () => {}).catch((e) => [e instanceof Error, e.message, e.code, e.of, e.values.step, e.link].join(" ")));
		requests.answer({ id: 1, error: "load: no", code: "weights_misfit", of: "load", values: { step: 3 }, link: "#v=1" });
		requests.answer({ id: 2, error: "no", code: "no_run" });
		return (await Promise.all(said)).join("; ");`)
	if want := "true load: no weights_misfit load 3 #v=1; true no no_run   "; got != want {
		t.Errorf("%q\nexpected %q", got, want)
	}
}

// Only silence counts that the watchdog's own clock has seen, from the last sign of life on.
func TestTheWatchdogCountsSilence(t *testing.T) {
	got := eval[string](t, modules(t), `
		const { Watchdog } = await import("/kit/engine/watchdog.js");
		let now = 0, tick;
		performance.now = () => now;
		globalThis.setInterval = (f) => { tick = f; };
		globalThis.clearInterval = () => {};
		const said = [];
		const dog = new Watchdog({ ping: () => said.push("ping " + now), stalled: (ms) => said.push("stalled " + ms + " at " + now) });
		const after = (ms) => { now += ms; tick(); };
		dog.start(5000);
		after(1000); after(1000);          // asks
		after(60000);                      // the page was frozen
		dog.alive();                       // at 62000
		now += 900; dog.alive();           // 62900
		for (let i = 0; i < 4; i++) after(1000);
		after(900);                        // 67800: silent for 4900
		after(200);                        // 68000: for 5100
		return said.join(", ");`)
	if want := "ping 2000, ping 64900, stalled 5100 at 68000"; got != want {
		t.Errorf("%s\nexpected %s", got, want)
	}
}
