package webdriver

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// findWebKit finds the driver, the small browser of WebKitGTK and a display for it.
func findWebKit() ([]string, error) {
	programs, err := lookAll("WebKitWebDriver", "Xvfb")
	if err != nil {
		return nil, err
	}
	for _, pattern := range []string{"/usr/lib/*/webkit2gtk-4.*/MiniBrowser", "/usr/lib*/webkit*/MiniBrowser", "/usr/libexec/webkit*/MiniBrowser"} {
		if found, _ := filepath.Glob(pattern); len(found) > 0 {
			return append(programs, found[len(found)-1]), nil
		}
	}
	return nil, errors.New("WebKitGTK's MiniBrowser is not there")
}

// startWebKit starts the driver, which starts the browser, on a display of its own.
func startWebKit(s *Session, programs []string, dir string) error {
	display, err := s.display(programs[1])
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	cmd := exec.Command(programs[0], "--host=127.0.0.1", "--port="+strconv.Itoa(port))
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_RUNTIME_DIR="+dir, "DISPLAY=:"+display, "LIBGL_ALWAYS_SOFTWARE=1", "NO_AT_BRIDGE=1")
	if err := s.run(cmd); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), starting)
	defer cancel()
	c := &classic{url: fmt.Sprintf("http://127.0.0.1:%d", port)}
	for c.ask(ctx, http.MethodGet, "/status", nil, nil) != nil {
		select {
		case <-ctx.Done():
			return errors.New("webdriver: WebKit's driver does not answer")
		case <-time.After(20 * time.Millisecond):
		}
	}
	var session struct{ SessionID string }
	if err := c.ask(ctx, http.MethodPost, "/session", map[string]any{"capabilities": map[string]any{"alwaysMatch": map[string]any{
		"webkitgtk:browserOptions": map[string]any{"binary": programs[2], "args": []string{"--automation", "--geometry=1440x960"}},
	}}}, &session); err != nil {
		return err
	}
	c.url += "/session/" + session.SessionID
	s.driver = c
	s.close = append(s.close, func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		c.ask(ctx, http.MethodDelete, "", nil, nil) // what does not end with its session ends with its driver
	})
	return c.ask(ctx, http.MethodPost, "/timeouts", map[string]any{"script": 600_000, "pageLoad": loading.Milliseconds()}, nil)
}

// display starts a display and returns its number.
func (s *Session) display(program string) (string, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return "", err
	}
	defer r.Close()
	cmd := exec.Command(program, "-displayfd", "3", "-screen", "0", "1600x1000x24", "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{w}
	err = s.run(cmd)
	w.Close()
	if err != nil {
		return "", err
	}
	r.SetReadDeadline(time.Now().Add(starting))
	number, err := bufio.NewReader(r).ReadString('\n') // to its end: who closes earlier ends the writer
	if err != nil {
		return "", fmt.Errorf("webdriver: Xvfb names no display: %w", err)
	}
	return strings.TrimSpace(number), nil
}

// classic is a session of WebDriver.
type classic struct{ url string }

// ask sends a command; result gets its value.
func (c *classic) ask(ctx context.Context, method, path string, body, result any) error {
	var content io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return err
		}
		content = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, method, c.url+path, content)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("webdriver: %w", err)
	}
	defer response.Body.Close()
	var answer struct{ Value json.RawMessage }
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return fmt.Errorf("webdriver: %s: %w", path, err)
	}
	if response.StatusCode != http.StatusOK {
		err := fmt.Errorf("webdriver: %s: %s", path, answer.Value)
		if bytes.Contains(answer.Value, []byte("page crash")) {
			err = fmt.Errorf("%w: %w", ErrEnded, err)
		}
		return err
	}
	if result == nil {
		return nil
	}
	return json.Unmarshal(answer.Value, result)
}

func (c *classic) open(ctx context.Context, url string) error {
	return c.ask(ctx, http.MethodPost, "/url", map[string]any{"url": url}, nil)
}

func (c *classic) eval(ctx context.Context, body string) (string, error) {
	var r struct{ Value, Error string }
	err := c.ask(ctx, http.MethodPost, "/execute/async", map[string]any{"args": []any{}, "script": "const done = arguments[arguments.length - 1];" +
		"(async () => { " + body + " })().then((value) => done({ value }), (error) => done({ error: String(error?.message ?? error) }));"}, &r)
	if err == nil && r.Error != "" {
		return "", fmt.Errorf("webdriver: %s", r.Error)
	}
	if err != nil && !errors.Is(err, ErrEnded) { // the command that it ended in fails in a way of its own; the next is told
		if next := c.ask(ctx, http.MethodGet, "/title", nil, nil); errors.Is(next, ErrEnded) {
			err = fmt.Errorf("%w; before that: %w", next, err)
		}
	}
	return r.Value, err
}

func (c *classic) screenshot(ctx context.Context) ([]byte, error) {
	var shot string
	if err := c.ask(ctx, http.MethodGet, "/screenshot", nil, &shot); err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(shot)
}
