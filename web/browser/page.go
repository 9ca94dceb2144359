package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Page is a tab. Its Context is chromedp's: use it with chromedp.Run.
type Page struct {
	Context context.Context
	cancel  func()

	crashed chan Message

	mu       sync.Mutex
	messages []Message
}

// Message is something the page reported.
type Message struct {
	Kind string // "log", "info", "warning", "error" ... of the console; "exception"; "crash"; "security", "network" ... of the browser
	Text string
}

func (m Message) String() string { return m.Kind + ": " + m.Text }

// bad tells whether a message is a fault: an error on the console, an exception, a crash or a refused request.
func (m Message) bad() bool {
	switch m.Kind {
	case "log", "info", "debug", "warning", "table", "startGroup", "endGroup", "timeEnd", "clear", "dir":
		return false
	}
	return true
}

// Crashed reports the tab's crash.
func (p *Page) Crashed() <-chan Message { return p.crashed }

// Close closes the tab.
func (p *Page) Close() { p.cancel() }

// watch switches on the domains that record needs.
func watch() []chromedp.Action {
	return []chromedp.Action{runtime.Enable(), log.Enable(), network.Enable(), inspector.Enable()}
}

func (p *Page) record(event any) {
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		var words []string
		for _, a := range e.Args {
			words = append(words, remote(a))
		}
		p.add(string(e.Type), strings.Join(words, " "))
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			text = x.Description
		}
		p.add("exception", fmt.Sprintf("%s (%s:%d)", text, e.ExceptionDetails.URL, e.ExceptionDetails.LineNumber+1))
	case *log.EventEntryAdded:
		kind := string(e.Entry.Level)
		if kind == "error" {
			kind = string(e.Entry.Source)
		}
		p.add(kind, fmt.Sprintf("%s (%s)", e.Entry.Text, e.Entry.URL))
	case *inspector.EventTargetCrashed:
		m := Message{"crash", "the tab crashed"}
		p.add(m.Kind, m.Text)
		select {
		case p.crashed <- m:
		default: // nobody reads the second one
		}
	}
}

// remote is the text of a console argument.
func remote(o *runtime.RemoteObject) string {
	if o.Type == "string" {
		var s string
		if err := json.Unmarshal(o.Value, &s); err == nil {
			return s
		}
	}
	if len(o.Value) > 0 {
		return string(o.Value)
	}
	return o.Description
}

func (p *Page) add(kind, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.messages = append(p.messages, Message{kind, text})
}

// reported returns what the page has reported so far, in order.
func (p *Page) reported() []Message {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]Message(nil), p.messages...)
}

// Faults returns the messages that a healthy page does not send.
func (p *Page) Faults() []Message {
	var faults []Message
	for _, m := range p.reported() {
		if m.bad() {
			faults = append(faults, m)
		}
	}
	return faults
}

// Forget drops the messages recorded so far.
func (p *Page) Forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.messages = nil
}

// Open navigates and waits for the load event.
func (p *Page) Open(url string) error {
	return chromedp.Run(p.Context, chromedp.Navigate(url))
}

// Eval evaluates an expression, waits for it if it is a promise, and stores its value in result, a pointer or nil.
func (p *Page) Eval(expression string, result any) error {
	return evaluate(p.Context, expression, result)
}

// EvalWithin is Eval that gives up.
func (p *Page) EvalWithin(timeout time.Duration, expression string, result any) error {
	ctx, cancel := context.WithTimeout(p.Context, timeout)
	defer cancel()
	return evaluate(ctx, expression, result)
}

func evaluate(ctx context.Context, expression string, result any) error {
	wait := func(e *runtime.EvaluateParams) *runtime.EvaluateParams { return e.WithAwaitPromise(true) }
	return chromedp.Run(ctx, chromedp.Evaluate(expression, result, wait))
}

// WaitFor evaluates an expression until it is true. A page that is just being replaced counts as false.
func (p *Page) WaitFor(expression string, timeout time.Duration) error {
	ctx, cancel := context.WithTimeout(p.Context, timeout)
	defer cancel()
	var last error
	for pause := 5 * time.Millisecond; ; pause = min(2*pause, 50*time.Millisecond) { // most comes soon
		var is bool
		err := evaluate(ctx, "(async () => Boolean("+expression+"))()", &is)
		if err == nil && is {
			return nil
		}
		if err != nil && ctx.Err() == nil {
			last = err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("browser: not true within %s: %s (last error: %v; reported: %v)", timeout, expression, last, p.reported())
		case <-time.After(pause):
		}
	}
}
