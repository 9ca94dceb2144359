package memory

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func goExec(t *testing.T) string {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	js, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(out)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		t.Fatal(err)
	}
	return string(js)
}

func TestAdaptExec(t *testing.T) {
	js := goExec(t)
	got, err := AdaptExec([]byte(js))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(got), "unshared("); n != 3 {
		t.Errorf("%d calls of unshared, 3 expected", n)
	}
}

func TestAdaptExecRefuses(t *testing.T) {
	js := goExec(t)
	tests := []struct{ name, old, new, want string }{
		{"a changed loadString", "mem.buffer, saddr, len));", "mem.buffer, addr, len));", "TextDecoder in loadString occurs 0 times"},
		{"a changed random source", "loadSlice(sp + 8));", "loadSlice(sp));", "crypto.getRandomValues in runtime.getRandomData occurs 0 times"},
		{"a third decoder", "_resume() {", "_resume() { decoder.decode(x);", `"decoder.decode(" occurs 3 times, 2 expected`},
		{"another random source", "_resume() {", "_resume() { crypto.getRandomValues(x);", `"getRandomValues(" occurs 2 times, 1 expected`},
		{"another file", js, "", `occurs 0 times`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(js, tt.old) {
				t.Fatalf("%q is not in wasm_exec.js", tt.old)
			}
			_, err := AdaptExec([]byte(strings.Replace(js, tt.old, tt.new, 1)))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}
