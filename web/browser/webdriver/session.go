// Package webdriver drives Firefox, by WebDriver BiDi, and WebKit, by WebDriver, for tests of what holds in every engine. It knows nothing of the playground, and
// has what a visit needs and no more; Chromium, in which most is tested, has package browser.
package webdriver

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"

	"bottleneck/web/browser"
)

// Session is a window of a browser.
type Session struct {
	driver driver
	faults func() []string
	close  []func()
}

// driver is what a protocol can do.
type driver interface {
	open(ctx context.Context, url string) error
	// eval runs the body of an async function and returns the string that it returns.
	eval(ctx context.Context, body string) (string, error)
	screenshot(ctx context.Context) ([]byte, error)
}

// ErrEnded says that the browser's process in which the page ran has ended, by a fault of the browser.
var ErrEnded = errors.New("the process of the page has ended")

// loading is how long a page may take to load.
const loading = time.Minute

// Open goes to an address and waits until the page has loaded.
func (s *Session) Open(url string) error {
	ctx, cancel := context.WithTimeout(context.Background(), loading)
	defer cancel()
	return s.driver.open(ctx, url)
}

// Eval evaluates an expression, waits for it if it is a promise, and stores its value in result, a pointer or nil.
func (s *Session) Eval(timeout time.Duration, expression string, result any) error {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	return s.eval(ctx, expression, result)
}

func (s *Session) eval(ctx context.Context, expression string, result any) error {
	text, err := s.driver.eval(ctx, "return JSON.stringify((await ("+expression+"\n)) ?? null);")
	if err != nil || result == nil {
		return err
	}
	return json.Unmarshal([]byte(text), result)
}

// WaitFor evaluates an expression until it is true. A page that is just being replaced counts as false.
func (s *Session) WaitFor(timeout time.Duration, expression string) error {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	var last error
	for {
		var is bool
		if err := s.eval(ctx, "Boolean("+expression+")", &is); err == nil && is {
			return nil
		} else if errors.Is(err, ErrEnded) {
			return err
		} else if err != nil && ctx.Err() == nil {
			last = err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("webdriver: not true within %s: %s (last error: %v; reported: %q)", timeout, expression, last, s.Faults())
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// Screenshot is what the window shows, as a PNG.
func (s *Session) Screenshot() ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), loading)
	defer cancel()
	return s.driver.screenshot(ctx)
}

// Faults are the errors that the browser has told of pages so far. WebKit's driver tells of none.
func (s *Session) Faults() []string {
	if s.faults == nil {
		return nil
	}
	return s.faults()
}

// Close ends the browser.
func (s *Session) Close() {
	for i := len(s.close) - 1; i >= 0; i-- {
		s.close[i]()
	}
	s.close = nil
}

// Engine is a browser that a session can be had of.
type Engine struct {
	Name     string
	packages string // Debian's, which bring it
	programs func() ([]string, error)
	start    func(s *Session, programs []string, dir string) error
}

// Engines are those that the package can drive.
var Engines = []Engine{
	{"Firefox", "firefox-esr", findFirefox, startFirefox},
	{"WebKit", "webkit2gtk-driver xvfb", findWebKit, startWebKit},
}

// Need starts the engine for a test and ends it with the test. Where there is none the test is skipped, with the command that helps, or fails if everything
// is required.
func (e Engine) Need(t testing.TB) *Session {
	t.Helper()
	programs, err := e.programs()
	if err != nil {
		err = fmt.Errorf("%s is not tested: %w; run: sudo apt-get install -y %s", e.Name, err, e.packages)
		if os.Getenv(browser.RequireAll) != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	dir, err := os.MkdirTemp("", "bottleneck-"+e.Name+"-")
	if err != nil {
		t.Fatal(err)
	}
	s := &Session{}
	t.Cleanup(func() {
		s.Close()
		os.RemoveAll(dir) // what a process that is just ending still writes may stay
	})
	if err := e.start(s, programs, dir); err != nil {
		t.Fatal(err)
	}
	return s
}

// run starts a program that ends with the session.
func (s *Session) run(cmd *exec.Cmd) error {
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("webdriver: %w", err)
	}
	s.close = append(s.close, func() {
		cmd.Process.Signal(os.Interrupt)
		ended := make(chan struct{})
		go func() { cmd.Wait(); close(ended) }()
		select {
		case <-ended:
		case <-time.After(5 * time.Second):
			cmd.Process.Kill()
			<-ended
		}
	})
	return nil
}

// lookAll returns the paths of programs.
func lookAll(names ...string) ([]string, error) {
	var found []string
	var errs []error
	for _, name := range names {
		file, err := exec.LookPath(name)
		found, errs = append(found, file), append(errs, err)
	}
	return found, errors.Join(errs...)
}
