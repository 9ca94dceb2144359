package browser

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"runtime"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Options vary how Chromium is started.
type Options struct {
	Width, Height int      // window; 1440x900 if zero
	Throttle      bool     // slow hidden tabs down, as for a user; off unless asked for
	Profile       string   // profile directory to keep; a new one, removed at the end, if empty
	Args          []string // further switches, "name" or "name=value"
}

// Browser is a running Chromium.
type Browser struct {
	ctx    context.Context
	cancel []func()
}

// startup is how long Chromium may take to come up, on a busy machine.
const startup = 30 * time.Second

// Start runs Chromium headless, with a new profile and without any traffic of its own. Close ends it.
func Start(ctx context.Context, o Options) (*Browser, error) {
	file, err := Find()
	if err != nil {
		return nil, err
	}
	if o.Width == 0 || o.Height == 0 {
		o.Width, o.Height = 1440, 900
	}
	var output bytes.Buffer
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(file),
		chromedp.WSURLReadTimeout(startup),
		chromedp.CombinedOutput(&output),
		chromedp.WindowSize(o.Width, o.Height),
	}
	for _, name := range flags(o) {
		options = append(options, flag(name))
	}
	if o.Profile != "" {
		options = append(options, chromedp.UserDataDir(o.Profile))
	}
	b := &Browser{}
	allocator, cancel := chromedp.NewExecAllocator(ctx, options...)
	b.cancel = append(b.cancel, cancel)
	b.ctx, cancel = chromedp.NewContext(allocator)
	b.cancel = append(b.cancel, cancel)
	if err := chromedp.Run(b.ctx); err != nil {
		b.Close()
		return nil, fmt.Errorf("browser: %s did not start: %w\n%s", file, err, output.Bytes())
	}
	return b, nil
}

// Close ends Chromium and waits for it.
func (b *Browser) Close() {
	for i := len(b.cancel) - 1; i >= 0; i-- {
		b.cancel[i]()
	}
}

// flags are the switches: headless, drawing as a browser without a GPU does, and nothing that talks to the network by itself. With
// "swiftshader" instead of "swiftshader-webgl" Chromium takes the processor for a GPU, and puts the whole page together anew for each change.
func flags(o Options) []string {
	f := []string{
		"headless=new", "no-first-run", "no-default-browser-check", "disable-background-networking",
		"disable-component-update", "disable-sync", "disable-quic", "disable-default-apps", "disable-extensions",
		"disable-breakpad", "disable-client-side-phishing-detection", "disable-domain-reliability", "no-pings",
		"disable-dev-shm-usage", "disable-popup-blocking", "disable-prompt-on-repost", "metrics-recording-only", "mute-audio",
		"password-store=basic", "use-mock-keychain", "force-color-profile=srgb", "hide-scrollbars",
		"disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication,InterestFeedContentSuggestions",
		"use-angle=swiftshader-webgl", "enable-unsafe-swiftshader",
	}
	if runtime.GOOS == "linux" && os.Geteuid() == 0 {
		f = append(f, "no-sandbox")
	}
	if !o.Throttle {
		f = append(f, "disable-background-timer-throttling", "disable-backgrounding-occluded-windows", "disable-renderer-backgrounding")
	}
	return append(f, o.Args...)
}

func flag(text string) chromedp.ExecAllocatorOption {
	name, value, found := bytes.Cut([]byte(text), []byte("="))
	if !found {
		return chromedp.Flag(string(name), true)
	}
	return chromedp.Flag(string(name), string(value))
}

// NewPage opens an empty tab in a window of its own and records what it reports. With fresh it shares neither storage
// nor service workers with other pages, like a private window.
func (b *Browser) NewPage(fresh bool) (*Page, error) {
	executor := cdp.WithExecutor(b.ctx, chromedp.FromContext(b.ctx).Browser)
	create := target.CreateTarget("about:blank").WithNewWindow(true)
	var own cdp.BrowserContextID
	if fresh {
		var err error
		if own, err = target.CreateBrowserContext().WithDisposeOnDetach(true).Do(executor); err != nil {
			return nil, fmt.Errorf("browser: %w", err)
		}
		create = create.WithBrowserContextID(own)
	}
	id, err := create.Do(executor)
	if err != nil {
		return nil, fmt.Errorf("browser: %w", err)
	}
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithTargetID(id))
	return newPage(ctx, func() {
		cancel()
		if own != "" {
			target.DisposeBrowserContext(own).Do(executor) // fails when the browser is gone, and then it is not needed
		}
	})
}

// FirstPage is the tab that Chromium starts with. It closes with the browser.
func (b *Browser) FirstPage() (*Page, error) { return newPage(b.ctx, func() {}) }

func newPage(ctx context.Context, cancel func()) (*Page, error) {
	p := &Page{Context: ctx, crashed: make(chan Message, 1), cancel: cancel}
	chromedp.ListenTarget(ctx, p.record)
	if err := chromedp.Run(ctx, watch()...); err != nil {
		p.Close()
		return nil, fmt.Errorf("browser: %w", err)
	}
	return p, nil
}
