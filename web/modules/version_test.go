package modules

import (
	"fmt"
	"testing"

	"bottleneck/core/wire"
)

// The page, its worker and the trainer refuse to work together when their versions of core/wire differ. Here the page
// greets the worker that is served beside it, as of the trainer's version, which must get it past the greeting: to the
// first file that this build lacks.
func TestPageAndWorkerSpeakTheTrainersVersion(t *testing.T) {
	p := modules(t)
	const greet = `
		const greeting = new Promise((resolve) => {
			const Real = Worker;
			globalThis.Worker = class extends Real {
				postMessage(message, transfer) { resolve(JSON.parse(message.json)); super.postMessage(message, transfer || []); }
			};
			import("/kit/engine/engine.js").then(({ Engine }) => new Engine({ build: "test", files: { "worker/worker.js": "worker/worker.js" } }, { base: location.origin + "/" }));
		});
		const hello = await greeting;
		const answer = (version) => new Promise((resolve) => {
			const worker = new Worker("/worker/worker.js");
			worker.onmessage = ({ data }) => { worker.terminate(); resolve([JSON.parse(data.json)].map(({ code, values }) => code + " " + Object.values(values).join(" "))[0]); };
			worker.postMessage({ json: JSON.stringify({ ...hello, version }) });
		});
	`
	said := eval[struct {
		Version     int
		Same, Other string
	}](t, p, greet+fmt.Sprintf(`return { Version: hello.version, Same: await answer(%d), Other: await answer(%d) };`, wire.Version, wire.Version+1))
	if said.Version != wire.Version {
		t.Errorf("engine.js speaks version %d, the trainer %d", said.Version, wire.Version)
	}
	if said.Same != "file_not_in_build test wasm_exec.js" {
		t.Errorf("worker.js answers version %d with %q", wire.Version, said.Same)
	}
	if want := fmt.Sprintf("worker_version %d %d", wire.Version+1, wire.Version); said.Other != want {
		t.Errorf("worker.js answers version %d with %q, %q expected", wire.Version+1, said.Other, want)
	}
}
