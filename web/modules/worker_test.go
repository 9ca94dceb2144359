package modules

import "testing"

// What ends the program stands above the stacks of all its goroutines, which are more lines than the worker keeps.
func TestWorkerKeepsTheReasonOfAnEnd(t *testing.T) {
	p := modules(t)
	for printed, want := range map[string]string{
		"ready\npanic: BUG: a seam\n":                                          "other panic: BUG: a seam",
		"fatal error: runtime: out of memory: cannot allocate 4194304 bytes\n": "memory_used_up ",
		"nothing that tells why\n":                                             "program_ended 2",
	} {
		got := eval[string](t, p, `
			const source = 'globalThis.fs = {}; importScripts("' + location.origin + '/worker/output.js"); const output = collectOutput();' +
				'const write = (text) => fs.writeSync(2, new TextEncoder().encode(text));' +
				'write(' + JSON.stringify(`+quote(printed)+`) + '); for (let i = 0; i < 200; i++) write("goroutine " + i + "\\n");' +
				'postMessage(output.why(2));';
			const worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
			const said = await new Promise((resolve) => {
				worker.onmessage = ({ data }) => resolve(data.code + " " + Object.values(data.values).join(" "));
				worker.onerror = (event) => resolve("error: " + event.message);
			});
			worker.terminate();
			return said;`)
		if got != want {
			t.Errorf("after %q: %q, %q expected", printed, got, want)
		}
	}
}
