// Command exec runs js/wasm programs, test binaries above all, in headless Chromium, on the real kernels and on one
// shared memory, as the playground does:
//
//	go build -o "$dir/exec" ./web/browser/exec
//	GOOS=js GOARCH=wasm go test -exec "$dir/exec" ./core/...
//
// Output and exit code are the program's. It gets its arguments and some of the environment (see passed), reads the
// files of this module, of MNIST_DIR, FACES_DIR, the folder of FIXTURES and the user's cache, and writes to a TMPDIR of its own that lives in memory.
//
// BOTTLENECK_THREADS is the number of threads that share the work of the kernels, 1 if empty. A list, 1,2,8, runs the program once
// with each of them, in one browser, until one run fails. "all" is as many as there are processors.
//
// BOTTLENECK_PROFILE, if not empty, has the time of each kernel written to stderr at the end.
//
// BOTTLENECK_SHRINK, if not empty, has the program made smaller first, as the page's programs are. That takes up to ten seconds.
//
// BOTTLENECK_KERNELS chooses the kernels: "relaxed", "plain", or, if empty, relaxed where the browser knows them. It may be a list as well.
package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"bottleneck/wasm/kernels"
	"bottleneck/wasm/memory"
	"bottleneck/wasm/shrink"
	"bottleneck/web/browser"
)

// smaller is the variable that asks for a shrunk program.
const smaller = "BOTTLENECK_SHRINK"

// pages is the program's memory in pages of 64 KiB: 512 MiB, the playground's most.
const pages = 8192

// failed is the exit code when the program could not be run to its end; Go's own is 2 as well.
const failed = 2

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGQUIT)
	code, err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

func run(ctx context.Context, args []string) (int, error) {
	if len(args) == 0 {
		return failed, errors.New("usage: exec program.wasm [arguments]")
	}
	list, err := variants()
	if err != nil {
		return failed, err
	}
	s, err := newServer(args)
	if err != nil {
		return failed, err
	}
	defer s.close()
	b, err := browser.Start(ctx, browser.Options{})
	if err != nil {
		return failed, err
	}
	defer b.Close()
	page, err := b.FirstPage()
	if err != nil {
		return failed, err
	}
	for _, v := range list {
		if len(list) > 1 {
			fmt.Fprintf(os.Stderr, "exec: %v\n", v)
		}
		if code, err := s.run(ctx, page, v); code != 0 || err != nil {
			return code, err
		}
	}
	return 0, nil
}

// run runs the program once, in a page that has nothing else.
func (s *server) run(ctx context.Context, page *browser.Page, v variant) (int, error) {
	s = s.of(v)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return failed, fmt.Errorf("exec: %w", err)
	}
	web := &http.Server{Handler: s}
	go web.Serve(l)
	defer web.Close()
	if err := page.Open(fmt.Sprintf("http://%s/%s/", l.Addr(), s.token)); err != nil {
		return failed, fmt.Errorf("exec: %w", err)
	}
	select {
	case code := <-s.exit:
		return code, nil
	case m := <-page.Crashed():
		return failed, fmt.Errorf("exec: %s", m)
	case <-ctx.Done():
		return failed, fmt.Errorf("exec: %w", ctx.Err())
	}
}

// newServer prepares what the browser will ask for.
func newServer(args []string) (*server, error) {
	program, err := os.ReadFile(args[0])
	if err != nil {
		return nil, fmt.Errorf("exec: %w", err)
	}
	if os.Getenv(smaller) != "" {
		var refused []error
		program, refused = shrink.Program(program)
		for _, err := range refused {
			fmt.Fprintf(os.Stderr, "exec: warning: %v\n", err)
		}
	}
	limits := memory.Limits{Pages: pages, Shared: true}
	s := &server{modules: map[string][]byte{}}
	if s.modules["program.wasm"], err = memory.Import(program, limits); err != nil {
		return nil, err
	}
	for name, relaxed := range map[string]bool{"kernels.wasm": false, "kernels-relaxed.wasm": true} {
		if s.modules[name], err = memory.SetLimits(kernels.Module(relaxed), limits); err != nil {
			return nil, err
		}
	}
	if s.modules["wasm_exec.js"], err = goLoader(); err != nil {
		return nil, err
	}
	dir, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("exec: %w", err)
	}
	if s.roots, err = openRoots(dir); err != nil {
		return nil, err
	}
	s.start = start{
		Args: append([]string{filepath.Base(args[0])}, args[1:]...), Env: passed(os.Environ()),
		Dir: filepath.ToSlash(dir), Pages: pages,
	}
	return s, nil
}

// goLoader is the toolchain's wasm_exec.js, adapted to a shared memory.
func goLoader() ([]byte, error) {
	root, err := goRoot()
	if err != nil {
		return nil, err
	}
	js, err := os.ReadFile(filepath.Join(root, "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return nil, fmt.Errorf("exec: %w", err)
	}
	return memory.AdaptExec(js)
}
