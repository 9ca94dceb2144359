// Package e2e drives the built page in headless Chromium, as a person and as
// a script would.
package e2e

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"bottleneck/core/data/local/mnist"
	"bottleneck/web/browser"
	"bottleneck/web/site/build"
	"bottleneck/web/site/server"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// dist is the site under test, built once. buildError is why it could not be.
var (
	dist       string
	withMNIST  bool
	buildError error
)

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "bottleneck-e2e-")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir)
		dist = filepath.Join(dir, "dist")
		if _, _, err := mnist.Local(func(string) {}); err == nil {
			withMNIST = true
		}
		root, err := build.ModuleRoot(".")
		if built := os.Getenv("DIST"); built != "" {
			dist = built
		} else if err == nil {
			var log strings.Builder
			_, err = build.Build(context.Background(), build.Options{Root: root, Out: dist, NoMNIST: !withMNIST, Log: &log})
		}
		buildError = err
		return browser.Main(m)
	}())
}

// site is the server of one test.
type site struct {
	url    string
	server *http.Server
}

// serve serves dist until the test ends, or until stop.
func serve(t *testing.T, o server.Options) *site {
	t.Helper()
	return serveFrom(t, dist, o)
}

// serveFrom serves the site in dir.
func serveFrom(t *testing.T, dir string, o server.Options) *site {
	t.Helper()
	s, end := listen(t, dir, o)
	t.Cleanup(end)
	return s
}

// listen serves the site in dir until end is called.
func listen(t *testing.T, dir string, o server.Options) (s *site, end func()) {
	t.Helper()
	if buildError != nil {
		t.Fatalf("the site was not built: %v", buildError)
	}
	l, err := server.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h, err := server.New(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	s = &site{url: "http://" + l.Addr().String() + o.Prefix + "/", server: server.HTTP(h)}
	go func() {
		if err := s.server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			panic(err)
		}
	}()
	return s, func() { s.stop(); h.Close() }
}

// shared is the site for the page that stays open, and served as long.
var shared *site

// lasting serves dist until the process ends.
func lasting(t *testing.T) *site {
	t.Helper()
	if shared == nil {
		shared, _ = listen(t, dist, server.Options{})
	}
	return shared
}

// stop cuts the network: no connection is answered from now on.
func (s *site) stop() { s.server.Close() }

// chromium starts a browser for the test, or gives it the one of all tests that ask for no options.
func chromium(t *testing.T, o browser.Options) *browser.Browser {
	t.Helper()
	if !reflect.DeepEqual(o, browser.Options{}) {
		return browser.Need(t, o)
	}
	return browser.Common(t)
}

// needMNIST skips a test whose figures are those of MNIST where the site was
// built without.
func needMNIST(t *testing.T) {
	t.Helper()
	if withMNIST {
		return
	}
	if os.Getenv(browser.RequireAll) != "" {
		t.Fatal("MNIST is required and was not found; MNIST_DIR names its directory")
	}
	t.Skip("needs MNIST; MNIST_DIR names its directory")
}

// open opens the page at a hash in a private window and waits for the engine.
// The test fails if the page reports a fault before it ends.
func open(t *testing.T, b *browser.Browser, url string) *browser.Page {
	t.Helper()
	return openAfter(t, b, "", url)
}

// openAfter opens the page likewise, and runs a script before those of each document.
func openAfter(t *testing.T, b *browser.Browser, script, url string) *browser.Page {
	t.Helper()
	p, err := b.NewPage(true)
	must(t, err)
	t.Cleanup(func() {
		noFaults(t, p)
		p.Close()
	})
	if script != "" {
		must(t, chromedp.Run(p.Context, chromedp.ActionFunc(func(ctx context.Context) error {
			_, err := cdppage.AddScriptToEvaluateOnNewDocument(script).Do(ctx)
			return err
		})))
	}
	must(t, p.Open(url))
	ready(t, p)
	return p
}

// ready waits until the engine takes requests and the page has its recipe.
func ready(t *testing.T, p *browser.Page) {
	t.Helper()
	await(t, p, "window.bottleneck && window.bottleneck.ready")
	eval[any](t, p, "window.bottleneck.ready.then(() => true)")
}

// noFaults fails the test for anything a healthy page does not report.
func noFaults(t *testing.T, p *browser.Page) {
	t.Helper()
	for _, m := range p.Faults() {
		t.Errorf("the page reported %s", m)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// patience is how long a test waits for what has to come. It promises nothing of the page: only a test that fails waits so long.
const patience = 90 * time.Second

// longest is how long a promise may take: less than the package has, so that one that never settles is named.
const longest = 8 * time.Minute

// await waits until an expression is true.
func await(t *testing.T, p *browser.Page, expression string) {
	t.Helper()
	must(t, p.WaitFor(expression, patience))
}

// eval returns the value of a JavaScript expression, awaited.
func eval[T any](t *testing.T, p *browser.Page, expression string) T {
	t.Helper()
	var v T
	if err := p.EvalWithin(longest, expression, &v); err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// metrics are the figures of the page's run.
type metrics struct {
	Step        int     `json:"step"`
	Epoch       int     `json:"epoch"`
	TrainLoss   float64 `json:"train_loss"`
	TestLoss    float64 `json:"test_loss"`
	TestMSE     float64 `json:"test_mse"`
	InputMSE    float64 `json:"input_mse"`
	Rate        float64 `json:"images_per_second"`
	Fingerprint string  `json:"fingerprint"`
	Arithmetic  string  `json:"arithmetic"`
}

// train trains and returns the figures at the end.
func train(t *testing.T, p *browser.Page, what string) metrics {
	t.Helper()
	return eval[metrics](t, p, "window.bottleneck.train("+what+")")
}
