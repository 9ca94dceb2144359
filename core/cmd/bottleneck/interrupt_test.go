package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"bottleneck/core/safetensors"
)

// after is a writer that calls f when so many lines came.
type after struct {
	bytes.Buffer
	lines int
	f     func()
}

func (a *after) Write(b []byte) (int, error) {
	if a.lines -= bytes.Count(b, []byte("\n")); a.lines <= 0 && a.f != nil {
		a.f()
		a.f = nil
	}
	return a.Buffer.Write(b)
}

// lastLine is the last line of train.
func lastLine(t *testing.T, out string) (m struct {
	Step        int
	TestMSE     float64 `json:"test_mse"`
	Fingerprint string
}) {
	t.Helper()
	all := strings.Split(strings.TrimSpace(out), "\n")
	if err := json.Unmarshal([]byte(all[len(all)-1]), &m); err != nil {
		t.Fatalf("%v in %q", err, out)
	}
	return m
}

// interruptedAt runs train and sends it a signal, in this process, when so many lines are printed.
func interruptedAt(t *testing.T, lines int, s os.Signal, args ...string) called {
	t.Helper()
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	out := &after{lines: lines, f: func() { cancel(&interrupted{s}) }}
	var log bytes.Buffer
	code := program(ctx, args, out, &log)
	return called{code, out.String(), log.String()}
}

// A run that was stopped and resumed ends with the bits of one that was not, and so does one that was stopped within an epoch.
func TestStoppedAndResumed(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	link := strings.Replace(quick, "epochs=3", "epochs=6", 1) + "&noise=gaussian(0.1)&shuffle=epoch&changes=40:learning_rate=1e-4"
	whole := programOf(t, "", "train", link)
	want := lastLine(t, whole.out)
	if whole.code != 0 || want.Step != 60 {
		t.Fatal(whole)
	}
	stopped := interruptedAt(t, 2, os.Interrupt, "train", link, "-checkpoint", at("run"), "-out", at("w"))
	if stopped.code != 130 || !strings.Contains(stopped.log, "stopped after step 20 by a signal (interrupt)") || !strings.Contains(stopped.log, at("w")+" written") {
		t.Errorf("%d: %s", stopped.code, stopped.log)
	}
	if last := lastLine(t, stopped.out); last.Step != 20 {
		t.Errorf("last line %+v", last)
	}
	for name, c := range map[string]struct {
		first []string // what makes the checkpoint
		args  []string // what goes on from it
		lines int
	}{
		"without the link": {nil, []string{"-resume", at("run")}, 4},
		"with the link":    {nil, []string{"-resume", at("run"), link}, 4},
		"within an epoch":  {[]string{link, "-steps", "33", "-checkpoint", at("run33")}, []string{link, "-resume", at("run33")}, 3},
	} {
		if c.first != nil {
			if got := programOf(t, "", append([]string{"train"}, c.first...)...); got.code != 0 {
				t.Fatal(got)
			}
		}
		got := programOf(t, "", append([]string{"train"}, c.args...)...)
		if last := lastLine(t, got.out); got.code != 0 || got.log != "" || last != want || strings.Count(got.out, "\n") != c.lines {
			t.Errorf("%s: ended in %+v, %+v expected; %d lines, %s", name, last, want, strings.Count(got.out, "\n"), got.log)
		}
	}
	// A run that is over has nothing to do but to say so, and may be given more to do.
	if got := programOf(t, "", "train", "-resume", at("run33"), "-out", at("w33")); got.code != 0 || lastLine(t, got.out).Step != 33 || strings.Count(got.out, "\n") != 1 {
		t.Errorf("a run that is over: %+v", got)
	}
	if got := programOf(t, "", "train", "-resume", at("run33"), "-steps", "35"); got.code != 0 || lastLine(t, got.out).Step != 35 {
		t.Errorf("two steps more: %+v", got)
	}
	for name, c := range map[string]struct{ link, want string }{
		"another network":   {strings.Replace(link, "train=100", "train=100&latent_dim=7", 1), "latent_dim=7 found"},
		"another rate":      {link + "&learning_rate=0.5", "learning_rate=0.5 found"},
		"other first steps": {strings.Replace(link, "changes=40:", "changes=4:", 1), "learning_rate: "},
	} {
		if got := programOf(t, "", "train", c.link, "-resume", at("run")); got.code != 1 || !strings.Contains(got.log, c.want) || got.out != "" {
			t.Errorf("%s: %+v, %q expected", name, got, c.want)
		}
	}
	b, err := os.ReadFile(at("run"))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"cut off": string(b[:len(b)-9]), "half a head": string(b[:30]), "changed": string(b[:len(b)-9]) + "123456789", "nothing behind it": string(b[:300])} {
		if got := programOf(t, "", "train", "-resume", write(t, at("bad"), content)); got.code != 1 || got.out != "" || !strings.Contains(got.log, "-resume") {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// A checkpoint of own files asks for these files.
func TestResumeOnOwnFiles(t *testing.T) {
	table, _ := ownFiles(t)
	run := filepath.Join(t.TempDir(), "run")
	const link = "#v=1&data=table&columns=3&latent_dim=2&batch_size=6&epochs=2"
	if got := programOf(t, "", "train", link, "-data", table, "-steps", "5", "-checkpoint", run); got.code != 0 {
		t.Fatal(got)
	}
	if got := programOf(t, "", "train", link, "-data", table, "-resume", run); got.code != 0 || lastLine(t, got.out).Step != 12 {
		t.Errorf("the same files: %+v", got)
	}
	b, err := os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	write(t, table, strings.Replace(string(b), "7;0;", "8;0;", 1))
	if got := programOf(t, "", "train", link, "-data", table, "-resume", run); got.code != 1 || !strings.Contains(got.log, "these files are not the ones") {
		t.Errorf("other files: %+v", got)
	}
}

// A run that made no step replaces nothing.
func TestStoppedBeforeTheFirstStep(t *testing.T) {
	w := write(t, filepath.Join(t.TempDir(), "w"), "precious")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(&interrupted{syscall.SIGTERM})
	var out, log bytes.Buffer
	if code := program(ctx, []string{"train", quick, "-out", w}, &out, &log); code != 143 || out.Len() > 0 || !strings.Contains(log.String(), "after step 0") {
		t.Errorf("%d: %q, %q", code, out.String(), log.String())
	}
	holds(t, w, "precious")
	for _, args := range [][]string{{"classify", quick}, {"verify", "-only", "table"}} {
		if code := program(ctx, args, io.Discard, &log); code != 143 {
			t.Errorf("%s ended with %d", args[0], code)
		}
	}
}

// The built program, as a shell has it: a signal ends it with the code of that signal, the last line printed and the
// weights written, so that they can be loaded.
func TestSignals(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if b, err := exec.Command("go", "build", "-o", at("bottleneck"), ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, b)
	}
	endless := strings.Replace(quick, "epochs=3", "epochs=10000", 1)
	for _, c := range []struct {
		signal os.Signal
		code   int
	}{{os.Interrupt, 130}, {syscall.SIGTERM, 143}} {
		cmd := exec.Command(at("bottleneck"), "train", endless, "-out", at("w"))
		var log bytes.Buffer
		cmd.Stderr = &log
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewReader(out)
		first, err := lines.ReadString('\n')
		if err != nil { // it trains
			t.Fatalf("%v: %s", err, log.String())
		}
		if err := cmd.Process.Signal(c.signal); err != nil {
			t.Fatal(err)
		}
		rest, err := io.ReadAll(lines)
		if err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // its code says more
		if code := cmd.ProcessState.ExitCode(); code != c.code {
			t.Errorf("%v ends it with %d, %d expected: %s", c.signal, code, c.code, log.String())
		}
		last := lastLine(t, first+string(rest))
		b, err := os.ReadFile(at("w"))
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := safetensors.Unmarshal(b); err != nil {
			t.Error(err)
		}
		if !strings.Contains(log.String(), "stopped after step") || strings.Contains(log.String(), "\x1b") {
			t.Errorf("standard error: %q", log.String())
		}
		// They are those of the last line: one step at a rate of next to nothing measures them.
		again := programOf(t, "", "train", quick+"&optimizer=sgd&learning_rate=1e-8", "-steps", "1", "-weights", at("w"))
		if d := lastLine(t, again.out).TestMSE - last.TestMSE; d > 1e-6 || d < -1e-6 {
			t.Errorf("test_mse %g of the weights, %g in the last line", lastLine(t, again.out).TestMSE, last.TestMSE)
		}
	}
}
