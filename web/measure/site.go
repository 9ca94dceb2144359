package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"bottleneck/web/browser"
	"bottleneck/web/site/build"
	"bottleneck/web/site/server"
)

// site is the built site in a browser of its own.
type site struct {
	url     string
	browser *browser.Browser
	page    *browser.Page // bench.html
	machine string
	threads int
	close   func()
}

// openSite builds the site, serves it and opens its bench.
func openSite(ctx context.Context) (*site, error) {
	dir, err := os.MkdirTemp("", "bottleneck-bench-")
	if err != nil {
		return nil, err
	}
	s := &site{close: func() { os.RemoveAll(dir) }}
	if err := s.open(ctx, filepath.Join(dir, "dist")); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *site) open(ctx context.Context, dist string) error {
	root, err := build.ModuleRoot(".")
	if err != nil {
		return err
	}
	if _, err := build.Build(ctx, build.Options{Root: root, Out: dist, NoMNIST: true, Log: io.Discard}); err != nil {
		return err
	}
	l, err := server.Listen("127.0.0.1:0")
	if err != nil {
		return err
	}
	h, err := server.New(dist, server.Options{})
	if err != nil {
		return err
	}
	go http.Serve(l, h) // ends with the program
	s.url = "http://" + l.Addr().String() + "/"
	if s.browser, err = browser.Start(ctx, browser.Options{}); err != nil {
		return err
	}
	before := s.close
	s.close = func() { s.browser.Close(); before() }
	if s.page, err = s.bench(""); err != nil {
		return err
	}
	var device struct {
		Threads int    `json:"max_threads"`
		Relaxed bool   `json:"relaxed"`
		Agent   string `json:"agent"`
	}
	if err := s.page.Eval("bench.ready.then((d) => ({...d, agent: navigator.userAgent.match(/Chrome\\/[0-9]+/)[0]}))", &device); err != nil {
		return err
	}
	s.threads = device.Threads
	s.machine = fmt.Sprintf("%s, %d threads, %s, %s", processor(), device.Threads, device.Agent, runtime.Version())
	return nil
}

// bench opens bench.html and waits for the trainer.
func (s *site) bench(query string) (*browser.Page, error) {
	p, err := s.browser.NewPage(true)
	if err != nil {
		return nil, err
	}
	if err := p.Open(s.url + "bench.html" + query); err != nil {
		return nil, err
	}
	return p, p.WaitFor("window.bench && await bench.ready", time.Minute)
}

// figures are what window.bench gives.
type figures struct {
	Workload   string
	MsPerStep  float64 `json:"msPerStep"`
	BestMs     float64 `json:"bestMs"`
	MeanMs     float64 `json:"meanMs"`
	Steps      int     `json:"steps"`
	GFLOPs     float64 `json:"gflops"`
	Share      float64 `json:"shareOfPeak"`
	Peak       float64 `json:"peak"`
	Threads    int     `json:"threads"`
	Arithmetic string  `json:"arithmetic"`
	Rate       float64 `json:"imagesPerSecond"`
	Bytes      int64   `json:"bytes"`
	Grown      int64   `json:"grown"`
	Kernels    []struct {
		Name  string
		Ms    float64
		Calls int
	} `json:"kernels"`
}

// flops is the work of a step.
func (f figures) flops() float64 { return f.GFLOPs * f.MsPerStep * 1e6 }

// measure runs window.bench.
func measure(p *browser.Page, workload string, threads int, arithmetic string, seconds float64) (figures, error) {
	f := figures{Workload: workload}
	err := p.Eval(fmt.Sprintf("bench(%q, {threads: %d, arithmetic: %q, seconds: %g})", workload, threads, arithmetic, seconds), &f)
	return f, err
}

// processor is what Linux calls it, else the architecture.
func processor() string {
	info, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(info)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}
