package main

import (
	"bufio"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
)

//go:embed torch.py
var script string

var errNoTorch = errors.New("no Python with torch found: on Debian, apt-get install python3-torch libopenblas0-pthread; -python names another")

// torch is a Python that trains the same networks.
type torch struct {
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Scanner
	version string
	threads int
}

// startTorch starts the Python that is named, or one that has torch.
func startTorch(ctx context.Context, python string, threads int) (*torch, error) {
	candidates := []string{python}
	if python == "" {
		candidates = []string{"python3", "/usr/bin/python3"}
	}
	for _, name := range candidates {
		if exec.CommandContext(ctx, name, "-c", "import torch").Run() == nil {
			return newTorch(ctx, name, threads)
		}
	}
	return nil, errNoTorch
}

func newTorch(ctx context.Context, python string, threads int) (*torch, error) {
	t := &torch{command: exec.CommandContext(ctx, python, "-c", script, strconv.Itoa(threads))}
	var err error
	if t.in, err = t.command.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := t.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	t.out = bufio.NewScanner(out)
	if err := t.command.Start(); err != nil {
		return nil, err
	}
	var hello struct {
		Version string
		Threads int
	}
	if err := t.read(&hello); err != nil {
		return nil, err
	}
	t.version, t.threads = hello.Version, hello.Threads
	return t, nil
}

// close ends the Python.
func (t *torch) close() {
	t.in.Close()
	t.command.Wait() // its result is of no interest any more
}

func (t *torch) read(v any) error {
	if !t.out.Scan() {
		return fmt.Errorf("torch: no answer: %w", t.out.Err())
	}
	if err := json.Unmarshal(t.out.Bytes(), v); err != nil {
		return fmt.Errorf("torch: %q found, JSON expected: %w", t.out.Text(), err)
	}
	return nil
}

// measure trains a workload.
func (t *torch) measure(workload string, seconds float64) (figures, error) {
	if _, err := fmt.Fprintf(t.in, "%s %g\n", workload, seconds); err != nil {
		return figures{}, fmt.Errorf("torch: %w", err)
	}
	var answer struct {
		Ms, Best float64
		Steps    int
	}
	err := t.read(&answer)
	return figures{Workload: workload, MsPerStep: answer.Ms, BestMs: answer.Best, Steps: answer.Steps, Threads: t.threads}, err
}
