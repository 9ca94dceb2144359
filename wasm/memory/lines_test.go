package memory

import (
	"bytes"
	"compress/gzip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// traced is a program that makes the runtime walk stacks: it collects garbage from deep ones, grows them, unwinds
// panics through deferred calls, and dies of a panic at the end.
const traced = `package main

import (
	"fmt"
	"runtime"
	"strings"
)

type node struct{ next *node; data [64]int }

func deep(n int, keep *node) int {
	x := &node{next: keep}
	x.data[n%64] = n
	if n == 0 {
		runtime.GC()
		return 0
	}
	if n%100 == 0 {
		runtime.GC()
	}
	return deep(n-1, x) + x.data[n%64]
}

func caught() (text string) {
	defer func() { text = fmt.Sprint(recover()) }()
	var m map[string]int
	m["x"] = 1
	return "not reached"
}

func main() {
	done := make(chan int)
	for range 3 {
		go func() { done <- deep(1000, nil) }()
	}
	sum := 0
	for range 3 {
		sum += <-done
	}
	fmt.Println("sum", sum, caught(), strings.Repeat("x", 3))
	mainPanics()
}

func mainPanics() { panic("the end") }
`

func TestDropLines(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "main.go"), []byte(traced), 0o644); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "main.wasm")
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", file, filepath.Join(dir, "main.go"))
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	linked, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	joined, err := JoinData(linked)
	if err != nil {
		t.Fatal(err)
	}
	dropped, err := DropLines(joined, "main.")
	if err != nil {
		t.Fatal(err)
	}
	before, after := compressed(t, joined), compressed(t, dropped)
	t.Logf("%d bytes compressed, %d before", after, before)
	if after > before*93/100 {
		t.Errorf("%d bytes compressed, less than 93%% of %d expected", after, before)
	}
	again, err := DropLines(dropped, "main.")
	if err != nil || !bytes.Equal(again, dropped) {
		t.Errorf("a second time changes the module, or fails: %v", err)
	}
	module, err := Import(dropped, Limits{Pages: 4096, Shared: true})
	if err != nil {
		t.Fatal(err)
	}
	validate(t, module, 4096)
	for _, m := range [][]byte{joined[:len(joined)/2], []byte("\x00asm\x01\x00\x00\x00"), bytes.ReplaceAll(joined, pclnMagic, make([]byte, 8))} {
		if _, err := DropLines(m); err == nil {
			t.Error("a module without a table of functions was accepted")
		}
	}

	// Where there is Node.js, the program runs: its output stays, its trace keeps its own names and loses the lines.
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("the program itself runs only where node is installed: ", err)
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	run := func(module []byte) string {
		if err := os.WriteFile(file, module, 0o644); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(node, "--stack-size=8192", filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec_node.js"), file)
		cmd.Env = []string{"PATH=" + os.Getenv("PATH")}
		out, err := cmd.CombinedOutput()
		if err == nil {
			t.Error("the program did not end with its panic")
		}
		return string(out)
	}
	first, second := run(joined), run(dropped)
	line, _, _ := strings.Cut(first, "\n")
	if !strings.HasPrefix(line, "sum 1501500 assignment to entry in nil map xxx") || !strings.HasPrefix(second, line+"\n") {
		t.Errorf("before:\n%s\nafter:\n%s", first, second)
	}
	if !strings.Contains(first, "main.go:") || strings.Contains(second, "main.go:") || !strings.Contains(second, "panic: the end") || !strings.Contains(second, "main.mainPanics") {
		t.Errorf("trace before:\n%s\nafter:\n%s", first, second)
	}
}

func compressed(t *testing.T, b []byte) int {
	t.Helper()
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}
