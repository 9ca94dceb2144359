package webdriver

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
)

// The end of the page's process is told from a page's own errors, as WebKit's driver words them.
func TestErrEnded(t *testing.T) {
	const (
		unread = `{"value": {"error": "unknown error", "message": "Could not parse script result"}}`
		gone   = `{"value": {"error": "invalid session id", "message": "session deleted because of page crash or hang."}}`
	)
	for _, c := range []struct {
		name, script, title string
		want                bool
	}{
		{"an error of a script", `{"value": {"error": "javascript error", "message": "x is not defined"}}`, "", false},
		{"a result that is not read", unread, "", false},
		{"the end, and what follows", unread, gone, true},
		{"after the end", gone, gone, true},
	} {
		driver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			answer := c.script
			if r.URL.Path == "/title" {
				answer = c.title
			}
			if answer == "" {
				answer = `{"value": "a page"}`
			} else {
				w.WriteHeader(http.StatusInternalServerError)
			}
			fmt.Fprint(w, answer)
		}))
		_, err := (&classic{url: driver.URL}).eval(context.Background(), "return 1")
		if err == nil || errors.Is(err, ErrEnded) != c.want {
			t.Errorf("%s: %v, the end of the process: %t expected", c.name, err, c.want)
		}
		driver.Close()
	}
}
