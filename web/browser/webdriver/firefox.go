package webdriver

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gobwas/ws"
	"github.com/gobwas/ws/wsutil"
)

func findFirefox() ([]string, error) {
	programs, err := lookAll("firefox-esr")
	if err != nil {
		return lookAll("firefox")
	}
	return programs, nil
}

// quiet are preferences: nothing talks to the network by itself, and nothing is asked of whoever sits before it.
const quiet = `user_pref("app.update.disabledForTesting", true);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.contentblocking.introCount", 99);
user_pref("browser.safebrowsing.blockedURIs.enabled", false);
user_pref("browser.safebrowsing.downloads.enabled", false);
user_pref("browser.safebrowsing.malware.enabled", false);
user_pref("browser.safebrowsing.phishing.enabled", false);
user_pref("browser.search.update", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.startup.page", 0);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("dom.push.connection.enabled", false);
user_pref("extensions.getAddons.cache.enabled", false);
user_pref("extensions.update.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "data:,");
user_pref("toolkit.telemetry.enabled", false);
user_pref("webgl.force-enabled", true);
`

const starting = 2 * time.Minute // on a busy machine

// startFirefox starts it headless with a new profile in dir, and opens a session at its own port for WebDriver BiDi.
func startFirefox(s *Session, programs []string, dir string) error {
	if err := os.WriteFile(filepath.Join(dir, "user.js"), []byte(quiet), 0o600); err != nil {
		return err
	}
	cmd := exec.Command(programs[0], "--headless", "--no-remote", "--width", "1440", "--height", "900", "--remote-debugging-port", "0", "--profile", dir)
	cmd.Env = append(os.Environ(), "HOME="+dir, "MOZ_CRASHREPORTER_DISABLE=1", "LIBGL_ALWAYS_SOFTWARE=1")
	output, err := cmd.StderrPipe()
	if err != nil {
		return err
	}
	if err := s.run(cmd); err != nil {
		return err
	}
	address := make(chan string, 1)
	go func() {
		for lines := bufio.NewScanner(output); lines.Scan(); { // to the end, or it would wait for a reader
			if _, after, found := strings.Cut(lines.Text(), "WebDriver BiDi listening on "); found {
				address <- strings.TrimSpace(after)
			}
		}
	}()
	ctx, cancel := context.WithTimeout(context.Background(), starting)
	defer cancel()
	select {
	case a := <-address:
		b := &bidi{waiting: map[int]chan reply{}}
		if b.conn, _, _, err = ws.Dial(ctx, a+"/session"); err != nil {
			return fmt.Errorf("webdriver: %w", err)
		}
		s.close = append(s.close, func() { b.conn.Close() })
		s.driver, s.faults = b, b.reported
		go b.listen()
		return b.begin(ctx)
	case <-ctx.Done():
		return errors.New("webdriver: Firefox names no port")
	}
}

// bidi is a session of WebDriver BiDi with its one window.
type bidi struct {
	conn   net.Conn
	window string

	mu      sync.Mutex
	last    int
	waiting map[int]chan reply
	faults  []string
}

type reply struct {
	result json.RawMessage
	err    error
}

// listen hands on what the browser says until the connection ends.
func (b *bidi) listen() {
	for {
		text, err := wsutil.ReadServerText(b.conn)
		if err != nil {
			b.mu.Lock()
			for id, c := range b.waiting {
				c <- reply{err: fmt.Errorf("webdriver: %w", err)}
				delete(b.waiting, id)
			}
			b.mu.Unlock()
			return
		}
		var m struct {
			Type, Error, Message, Method string
			ID                           int
			Result                       json.RawMessage
			Params                       struct{ Level, Text string }
		}
		if json.Unmarshal(text, &m) != nil {
			continue
		}
		b.mu.Lock()
		switch c := b.waiting[m.ID]; {
		case m.Type == "event":
			if m.Method == "log.entryAdded" && m.Params.Level == "error" {
				b.faults = append(b.faults, m.Params.Text)
			}
		case c != nil:
			delete(b.waiting, m.ID)
			r := reply{result: m.Result}
			if m.Type == "error" {
				r.err = fmt.Errorf("webdriver: %s: %s", m.Error, m.Message)
			}
			c <- r
		}
		b.mu.Unlock()
	}
}

func (b *bidi) reported() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string(nil), b.faults...)
}

// ask sends a command and waits for its result.
func (b *bidi) ask(ctx context.Context, method string, params map[string]any, result any) error {
	c := make(chan reply, 1)
	b.mu.Lock()
	b.last++
	id := b.last
	b.waiting[id] = c
	text, err := json.Marshal(map[string]any{"id": id, "method": method, "params": params})
	if err == nil {
		err = wsutil.WriteClientText(b.conn, text)
	}
	b.mu.Unlock()
	if err != nil {
		return fmt.Errorf("webdriver: %s: %w", method, err)
	}
	select {
	case r := <-c:
		if r.err != nil || result == nil {
			return r.err
		}
		return json.Unmarshal(r.result, result)
	case <-ctx.Done():
		return fmt.Errorf("webdriver: %s: %w", method, ctx.Err())
	}
}

func (b *bidi) begin(ctx context.Context) error {
	if err := b.ask(ctx, "session.new", map[string]any{"capabilities": map[string]any{}}, nil); err != nil {
		return err
	}
	var tree struct{ Contexts []struct{ Context string } }
	if err := b.ask(ctx, "browsingContext.getTree", map[string]any{}, &tree); err != nil {
		return err
	}
	if len(tree.Contexts) == 0 {
		return errors.New("webdriver: Firefox has no window")
	}
	b.window = tree.Contexts[0].Context
	return b.ask(ctx, "session.subscribe", map[string]any{"events": []string{"log.entryAdded"}}, nil)
}

func (b *bidi) open(ctx context.Context, url string) error {
	return b.ask(ctx, "browsingContext.navigate", map[string]any{"context": b.window, "url": url, "wait": "complete"}, nil)
}

func (b *bidi) eval(ctx context.Context, body string) (string, error) {
	var r struct {
		Type             string
		Result           struct{ Value string }
		ExceptionDetails struct{ Text string }
	}
	err := b.ask(ctx, "script.evaluate", map[string]any{
		"expression": "(async () => { " + body + " })()", "target": map[string]any{"context": b.window}, "awaitPromise": true,
	}, &r)
	if err == nil && r.Type != "success" {
		err = fmt.Errorf("webdriver: %s", r.ExceptionDetails.Text)
	}
	return r.Result.Value, err
}

func (b *bidi) screenshot(ctx context.Context) ([]byte, error) {
	var shot struct{ Data string }
	if err := b.ask(ctx, "browsingContext.captureScreenshot", map[string]any{"context": b.window}, &shot); err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(shot.Data)
}
