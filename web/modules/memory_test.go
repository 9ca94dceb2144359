package modules

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"testing"

	"bottleneck/wasm/kernels"
	"bottleneck/wasm/memory"
	"bottleneck/web/browser"
)

// worker/memory.js does in the browser what memory.SetLimits does at build time, byte for byte.
func TestMemoryScript(t *testing.T) {
	script, err := os.ReadFile("../worker/memory.js")
	if err != nil {
		t.Fatal(err)
	}
	built, err := memory.SetLimits(kernels.Module(true), memory.Limits{Pages: 4096, Shared: true})
	if err != nil {
		t.Fatal(err)
	}
	// A table, a global and a tag are imported before the memory.
	mixed, err := memory.SetLimits([]byte("\x00asm\x01\x00\x00\x00\x00\x02\x01x\x02\x28\x05\x01a\x01t\x01\x70\x01\x01\x02"+
		"\x01a\x01g\x03\x7f\x00\x01a\x01e\x04\x00\x00\x03env\x01m\x02\x03\x05\x05\x01a\x01f\x00\x00"), memory.Limits{Pages: 1})
	if err != nil {
		t.Fatal(err)
	}
	p, err := browser.Common(t).NewPage(true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	if err := p.Eval(string(script)+"; 0", nil); err != nil {
		t.Fatal(err)
	}
	run := func(module []byte, pages int, shared bool) ([]byte, string) {
		var result struct{ Module, Error string }
		err := p.Eval(fmt.Sprintf(`(() => {
			const module = Uint8Array.from(atob('%s'), (c) => c.charCodeAt(0));
			try { setMemoryLimits(module, %d, %v); } catch (error) { return { error: error.message }; }
			let text = '';
			for (const byte of module) text += String.fromCharCode(byte);
			return { module: btoa(text) };
		})()`, base64.StdEncoding.EncodeToString(module), pages, shared), &result)
		if err != nil {
			t.Fatal(err)
		}
		out, err := base64.StdEncoding.DecodeString(result.Module)
		if err != nil {
			t.Fatal(err)
		}
		return out, result.Error
	}
	for name, module := range map[string][]byte{"kernels": built, "mixed": mixed} {
		for _, l := range []memory.Limits{{Pages: 1, Shared: true}, {Pages: 2048}, {Pages: 8192, Shared: true}, {Pages: 65536}} {
			want, err := memory.SetLimits(module, l)
			if err != nil {
				t.Fatal(err)
			}
			if got, text := run(module, int(l.Pages), l.Shared); text != "" || !bytes.Equal(got, want) {
				t.Errorf("%s, %+v: other bytes than memory.SetLimits gives; error %q", name, l, text)
			}
		}
		whole, err := memory.SetLimits(module, memory.Limits{Pages: 1, Shared: true})
		if err != nil {
			t.Fatal(err)
		}
		refused := 0
		for n := range min(len(module), 120) {
			got, text := run(module[:n], 1, true)
			if text != "" {
				refused++
			} else if !bytes.Equal(got, whole[:n]) {
				t.Errorf("%s cut at byte %d was spoilt", name, n)
			}
		}
		if refused < 30 {
			t.Errorf("%s: only %d cuts were refused", name, refused)
		}
		for _, pages := range []int{0, -1, 65537} {
			if _, text := run(module, pages, true); text == "" {
				t.Errorf("%s: %d pages were accepted", name, pages)
			}
		}
	}
	for name, module := range map[string]string{"HTML": "<!doctype html>", "no imports": "\x00asm\x01\x00\x00\x00", "not padded": "\x00asm\x01\x00\x00\x00\x02\x0b\x01\x03env\x01m\x02\x03\x05\x05", "own memory": "\x00asm\x01\x00\x00\x00\x05\x03\x01\x00\x03"} {
		if _, text := run([]byte(module), 1, true); text == "" {
			t.Errorf("%s was accepted", name)
		}
	}
}
