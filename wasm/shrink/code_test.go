package shrink

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"

	"bottleneck/wasm/binary"
)

// linked are the programs that link has built.
var linked = map[string][]byte{}

// link builds a program of testdata, each once.
func link(t *testing.T, goos, pkg string, flags ...string) []byte {
	t.Helper()
	name := fmt.Sprint(goos, pkg, flags)
	if module, found := linked[name]; found {
		return module
	}
	file := filepath.Join(t.TempDir(), "main.wasm")
	build := exec.Command("go", append(append([]string{"build", "-trimpath", "-ldflags", "-s -w"}, flags...), "-o", file, "./testdata/"+pkg)...)
	build.Env = append(os.Environ(), "GOOS="+goos, "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	module, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	linked[name] = module
	return module
}

// output runs a module of wasip1 and returns what it prints.
func output(t *testing.T, module []byte) (stdout, stderr string) {
	t.Helper()
	ctx := context.Background()
	r := wazero.NewRuntime(ctx)
	defer r.Close(ctx)
	wasi_snapshot_preview1.MustInstantiate(ctx, r)
	var out, errs bytes.Buffer
	if _, err := r.InstantiateWithConfig(ctx, module, wazero.NewModuleConfig().WithStdout(&out).WithStderr(&errs).WithArgs("walked")); err == nil {
		t.Error("the program did not end with its panic")
	}
	return out.String(), errs.String()
}

// A program says the same before and after, its panic and the lines of its last trace included.
func TestShortenedProgramsDoTheSame(t *testing.T) {
	for _, flags := range [][]string{nil, {"-gcflags=all=-l"}} {
		linked := link(t, "wasip1", "walked", flags...)
		shortened, err := shortenCode(linked, nil)
		if err != nil {
			t.Fatal(err)
		}
		out, errs := output(t, linked)
		got, gotErrs := output(t, shortened)
		for _, text := range []string{"nil pointer: runtime error", "quiet10 nested:3210", "4501501 328350", "deferred before the end"} {
			if !strings.Contains(out, text) {
				t.Errorf("%q is missing in\n%s", text, out)
			}
		}
		if !strings.Contains(errs, "main.go:") || !strings.Contains(errs, "[signal 0xb") {
			t.Errorf("no trace of a nil pointer in\n%s", errs)
		}
		if got != out || gotErrs != errs {
			t.Errorf("before:\n%s%s\nafter:\n%s%s", out, errs, got, gotErrs)
		}
		small, refused := Program(linked, "main.")
		got, gotErrs = output(t, small)
		if len(refused) > 0 || got != out || !strings.Contains(gotErrs, "[signal 0xb") || strings.Contains(gotErrs, "main.go:") {
			t.Errorf("%v; before:\n%s%s\nwithout the tables for traces:\n%s%s", refused, out, errs, got, gotErrs)
		}
		before, after := compressed(t, linked), compressed(t, shortened)
		t.Logf("%d bytes compressed, %d before; %d bytes, %d before", after, before, len(shortened), len(linked))
		if after > before*90/100 || len(shortened) > len(linked)*9/10 {
			t.Errorf("%d bytes compressed, less than 90%% of %d expected", after, before)
		}
	}
}

// Every function that is understood is written again as it was.
func TestFunctionsAreReadInFull(t *testing.T) {
	module := link(t, "wasip1", "walked")
	sections, err := binary.Split(module)
	if err != nil {
		t.Fatal(err)
	}
	known, others := 0, 0
	for _, s := range sections {
		if s.ID != binary.SectionCode {
			continue
		}
		r := s.Reader()
		n, _ := r.Uint(32)
		for range n {
			size, _ := r.Uint(32)
			body, err := r.Bytes(size)
			if err != nil {
				t.Fatal(err)
			}
			f, err := parseFunction(body, s.Start+r.Pos)
			if err == errOther {
				others++
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			known++
			if again := f.append(nil); !bytes.Equal(again, body) {
				t.Fatalf("a function at byte %d was read as\n% x\nwanted\n% x", s.Start+r.Pos, again, body)
			}
		}
	}
	t.Logf("%d functions with a table, %d others", known, others)
	if known < 1000 || others > known/10 {
		t.Errorf("%d functions with a table, %d others", known, others)
	}
}
