package build

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"

	"bottleneck/wasm/memory"
	"bottleneck/wasm/shrink"
)

// pages is the memory, in pages of 64 KiB, that built modules ask for: 256 MiB. The loader sets the device's own figure.
const pages = 4096

// ModuleRoot returns the directory of the go.mod that governs dir.
func ModuleRoot(dir string) (string, error) {
	out, err := goTool(context.Background(), dir, nil, "env", "GOMOD")
	if err != nil {
		return "", err
	}
	file := strings.TrimSpace(string(out))
	if filepath.Base(file) != "go.mod" {
		return "", fmt.Errorf("build: %s belongs to no Go module", dir)
	}
	return filepath.Dir(file), nil
}

func goTool(ctx context.Context, dir string, env []string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("build: go %s: %w\n%s", strings.Join(args, " "), err, errs.Bytes())
	}
	return out, nil
}

// linker makes the programs of a site.
type linker struct {
	ctx         context.Context
	root, cache string // the results of Go's linker stay in cache, where it finds them up to date the next time
	whole       bool   // leave out what only makes programs smaller
	log         io.Writer
}

// link links a program for the browser.
func (l linker) link(pkg string, flags ...string) ([]byte, error) {
	file := filepath.Join(l.cache, filepath.Base(pkg)+".wasm")
	args := append([]string{"build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w"}, flags...)
	if _, err := goTool(l.ctx, l.root, []string{"GOOS=js", "GOARCH=wasm"}, append(args, "-o", file, pkg)...); err != nil {
		return nil, err
	}
	return os.ReadFile(file)
}

// module begins the paths of our own packages.
var module = strings.TrimSuffix(reflect.TypeFor[linker]().PkgPath(), "web/site/build")

// smaller returns a linked program in fewer bytes. A trace of a panic in it names our own functions, and neither files nor lines.
// A release of Go that shrink does not know gives a larger file and a warning.
func (l linker) smaller(name string, program []byte) []byte {
	if l.whole {
		return program
	}
	program, refused := shrink.Program(program, "main.", module)
	for _, err := range refused {
		fmt.Fprintf(l.log, "warning: %s is larger than it need be: %v\n", name, err)
	}
	return program
}

// atStart are packages that the canvas uses when it starts, above all to compile Ebiten's shaders, or where words and numbers are written anew, and that no
// loop over points or pixels calls.
var atStart = []string{"archive/...", "bytes", "compress/...", "encoding/...", "fmt", "go/...", "image/...", "log/...", "math/big", "net/...", "os/...", "reflect", "regexp/...", "strconv", "strings",
	"text/...", "time", "unicode/...", "internal/strconv", "bottleneck/core/fact", "bottleneck/core/recipe", "bottleneck/wasm/trainer/json",
	ebiten + "legacyshader", ebiten + "shader", ebiten + "shaderir/..."}

const ebiten = "github.com/hajimehoshi/ebiten/v2/internal/"

// canvas links the canvas. In these packages nothing is inlined: a tenth of the download goes.
func (l linker) canvas() ([]byte, error) {
	var flags []string
	for _, p := range atStart {
		flags = append(flags, "-gcflags="+p+"=-l")
	}
	program, err := l.link("./wasm/canvas", flags...)
	if err != nil {
		return nil, err
	}
	return l.smaller("canvas.wasm", program), nil
}

// trainer links the trainer and makes it import its memory. Nothing is inlined: a step spends its time in the kernels, and
// a tenth of the download goes.
func (l linker) trainer() ([]byte, error) {
	program, err := l.link("./wasm/trainer", "-gcflags=all=-l")
	if err != nil {
		return nil, err
	}
	return l.shared("trainer.wasm", program)
}

// Programs that are fetched when something is asked of them, and stay for use without a network from then on: when files are given or made, and
// when pictures are.
const (
	exchange = "exchange.wasm"
	pictures = "pictures.wasm"
)

// beside makes the linker of a program with kernels in Go: it has a memory of its own that grows, and trains nothing.
func beside(name string) func(l linker) ([]byte, error) {
	return func(l linker) ([]byte, error) {
		program, err := l.link("./wasm/"+strings.TrimSuffix(name, ".wasm"), "-tags=noasm")
		if err != nil {
			return nil, err
		}
		return l.smaller(name, program), nil
	}
}

// shared makes a program that imports its memory.
func (l linker) shared(name string, program []byte) ([]byte, error) {
	return memory.Import(l.smaller(name, program), memory.Limits{Pages: pages, Shared: true})
}

// wasmExec adapts the loader of the Go toolchain that compiles the programs.
func wasmExec(ctx context.Context, root string) ([]byte, error) {
	out, err := goTool(ctx, root, nil, "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	js, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(out)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return nil, fmt.Errorf("build: %w", err)
	}
	return memory.AdaptExec(js)
}
