package memory

import (
	"bytes"
	"fmt"
)

// edit is one replacement in wasm_exec.js; old must occur exactly once.
type edit struct{ what, old, new string }

// edits make Go's loader work on a shared memory. Browsers refuse views of shared memory in TextDecoder.decode and in
// crypto.getRandomValues, so those calls get a copy. An unshared view is passed on as it is.
var edits = []edit{
	{
		"the decoder's declaration",
		"\tconst decoder = new TextDecoder(\"utf-8\");\n",
		"\tconst decoder = new TextDecoder(\"utf-8\");\n" +
			"\t// TextDecoder and getRandomValues refuse shared views: copy those first.\n" +
			"\tconst unshared = (view) => view.buffer instanceof ArrayBuffer ? view : view.slice();\n",
	},
	{
		"TextDecoder in fs.writeSync",
		"outputBuf += decoder.decode(buf);",
		"outputBuf += decoder.decode(unshared(buf));",
	},
	{
		"TextDecoder in loadString",
		"return decoder.decode(new DataView(this._inst.exports.mem.buffer, saddr, len));",
		"return decoder.decode(unshared(new Uint8Array(this._inst.exports.mem.buffer, saddr, len)));",
	},
	{
		"crypto.getRandomValues in runtime.getRandomData",
		"crypto.getRandomValues(loadSlice(sp + 8));",
		"const view = loadSlice(sp + 8);\n" +
			"\t\t\t\t\t\tconst random = unshared(view);\n" +
			"\t\t\t\t\t\tcrypto.getRandomValues(random);\n" +
			"\t\t\t\t\t\tif (random !== view) view.set(random);",
	},
}

// uses are the calls that the edits must have covered: name and how often it occurs in Go's file.
var uses = []struct {
	call  string
	count int
}{
	{"decoder.decode(", 2},
	{"getRandomValues(", 1},
	{"new TextDecoder(", 1},
}

// AdaptExec returns Go's lib/wasm/wasm_exec.js changed for a shared memory. It refuses a text in which a place to change
// is missing, or in which such a call has appeared elsewhere: Go has moved on then, and the edits must be looked at.
func AdaptExec(js []byte) ([]byte, error) {
	for _, u := range uses {
		if n := bytes.Count(js, []byte(u.call)); n != u.count {
			return nil, fmt.Errorf("memory: wasm_exec.js has moved: %q occurs %d times, %d expected", u.call, n, u.count)
		}
	}
	out := js
	for _, e := range edits {
		if n := bytes.Count(js, []byte(e.old)); n != 1 {
			return nil, fmt.Errorf("memory: wasm_exec.js has moved: %s occurs %d times, 1 expected", e.what, n)
		}
		out = bytes.Replace(out, []byte(e.old), []byte(e.new), 1)
	}
	return out, nil
}
