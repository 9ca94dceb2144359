package memory

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// A real program, as Go's linker writes it, stays valid with its memory imported and still exports it as "mem".
// The programs' run on such a memory is tested in web/browser, in Chromium.
func TestGoProgram(t *testing.T) {
	dir := t.TempDir()
	source := "package main\n\nfunc main() { println(\"hello\") }\n"
	if err := os.WriteFile(filepath.Join(dir, "main.go"), []byte(source), 0o644); err != nil {
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
	if _, err := GetLimits(linked); err == nil {
		t.Fatal("the linked program imports a memory before the rewriting")
	}
	want := Limits{Pages: 4096, Shared: true}
	module, err := Import(linked, want)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := GetLimits(module); err != nil || got != want {
		t.Fatalf("GetLimits = %+v, %v", got, err)
	}
	if len(module) > len(linked)+32 {
		t.Errorf("%d bytes became %d", len(linked), len(module))
	}
	validate(t, module, 4096)
	unshared, err := SetLimits(module, Limits{Pages: 512})
	if err != nil {
		t.Fatal(err)
	}
	validate(t, unshared, 512)
	if _, err := Import(linked, Limits{Pages: 1, Shared: true}); err == nil {
		t.Error("one page was accepted for a program that needs more")
	}
}

func validate(t *testing.T, module []byte, pages uint32) {
	t.Helper()
	ctx := context.Background()
	config := wazero.NewRuntimeConfigInterpreter().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesThreads)
	r := wazero.NewRuntimeWithConfig(ctx, config)
	defer r.Close(ctx)
	compiled, err := r.CompileModule(ctx, module)
	if err != nil {
		t.Fatalf("the rewritten module is not valid: %v", err)
	}
	if n := len(compiled.ImportedMemories()); n != 1 {
		t.Fatalf("%d imported memories, 1 expected", n)
	}
	m := compiled.ImportedMemories()[0]
	if module, name, ok := m.Import(); !ok || module != "env" || name != "memory" {
		t.Errorf("memory imported as %s.%s", module, name)
	}
	if most, ok := m.Max(); m.Min() != pages || !ok || most != pages {
		t.Errorf("memory of %d to %d pages, %d expected", m.Min(), most, pages)
	}
	if compiled.ExportedMemories()["mem"] == nil {
		t.Error(`the export "mem" is gone`)
	}
}
