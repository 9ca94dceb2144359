package build

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"bottleneck/wasm/memory"
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

// compile links a program for the browser, in fewer bytes. The result stays in cache, where Go's tool finds it up to date the next time.
func compile(ctx context.Context, root, cache, pkg string, flags ...string) ([]byte, error) {
	file := filepath.Join(cache, filepath.Base(pkg)+".wasm")
	args := append([]string{"build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w"}, flags...)
	_, err := goTool(ctx, root, []string{"GOOS=js", "GOARCH=wasm"}, append(args, "-o", file, pkg)...)
	if err != nil {
		return nil, err
	}
	module, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if module, err = memory.ShortenCode(module); err != nil {
		return nil, err
	}
	return memory.JoinData(module)
}

// trainer links the trainer and makes it import its memory. Nothing is inlined: a step spends its time in the kernels, and a tenth of the download goes. Another tenth goes with the tables for stack traces,
// and a seventh with what compile rewrites.
func trainer(ctx context.Context, root, cache string) ([]byte, error) {
	module, err := compile(ctx, root, cache, "./wasm/trainer", "-gcflags=all=-l")
	if err != nil {
		return nil, err
	}
	if module, err = memory.DropLines(module, "main.", "bottleneck/"); err != nil {
		return nil, err
	}
	return memory.Import(module, memory.Limits{Pages: pages, Shared: true})
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
