// Package desk is what the workers beside the trainer's do with messages: one request after the other, by the operations of their program, in a
// memory that nothing trains in. It knows nothing of JavaScript, so that programs are tested natively.
//
// An operation may wait for the host: it has a goroutine of its own. Whoever wants one to stop ends the worker.
package desk

import (
	"bottleneck/core/fact"
	"bottleneck/core/time"
	"bottleneck/core/wire"
	"bottleneck/wasm/trainer/json"
)

func init() { fact.Add(fact.OfDesk) }

// Host is the world of a desk. All but Post and Now wait.
type Host interface {
	// Now is a monotonic clock.
	Now() time.Duration
	// Post sends a message to the page. The slices are the host's only until it returns.
	Post(json []byte, buffers ...Buffer)
	// Read reads a part of a file that came with the latest request.
	Read(file int, from, to int64) ([]byte, error)
	// Inflate unpacks a "gzip" file or a "deflate-raw" stream of at most max bytes.
	Inflate(format string, packed []byte, max int) ([]byte, error)
	// Decode decodes a picture file of w x h pixels, whose row y is read by row as red, green, blue and alpha (w,4).
	Decode(content []byte, mime string) (w, h int, row func(dst []byte, y int), err error)
}

// Desk does one request after the other.
type Desk struct {
	host       Host
	operations []Operation
	requests   chan string
	told       time.Duration // when progress was told
}

// New makes a desk of a program's operations.
func New(host Host, operations []Operation) *Desk {
	return &Desk{host: host, operations: operations, requests: make(chan string, 64)}
}

// Receive takes a message from the page. It does not wait.
func (d *Desk) Receive(json string) { d.requests <- json }

// Loop answers requests, for ever.
func (d *Desk) Loop() {
	d.post(Event{Event: "ready"})
	for text := range d.requests {
		d.Handle(text)
	}
}

// Handle answers one request. A fault of the program ends it and nothing else.
func (d *Desk) Handle(text string) {
	q := &Request{text: text}
	if err := q.Fields(q); err != nil {
		d.answer(q, nil, err)
		return
	}
	defer func() {
		if p := recover(); p != nil {
			why := "a fault of an unknown kind"
			switch f := p.(type) {
			case error:
				why = f.Error()
			case string:
				why = f
			}
			d.answer(q, nil, fact.About(q.Op, "internal_error", "why", why))
		}
	}()
	for _, o := range d.operations {
		if o.Name == q.Op {
			a, buffers, err := o.Do(d, q)
			d.answer(q, a, err, buffers...)
			return
		}
	}
	d.answer(q, nil, fact.New("operation_unknown", "operation", q.Op))
}

// answer says what was made, or why nothing was.
func (d *Desk) answer(q *Request, a Answer, why error, buffers ...Buffer) {
	if a == nil {
		a = &Reply{}
	}
	r := a.head()
	r.ID = q.ID
	if why != nil {
		f := fact.From(why)
		r.Error, r.Told, buffers = f.Error(), wire.Tell(f), nil
	}
	d.post(a, buffers...)
}

func (d *Desk) post(message any, buffers ...Buffer) {
	b, err := json.Marshal(message)
	if err != nil {
		panic("BUG: desk: " + err.Error())
	}
	d.host.Post(b, buffers...)
}

// Host is the world that the program runs in.
func (d *Desk) Host() Host { return d.host }

// Read reads a part of a file that came with the latest request, all of it or none.
func (d *Desk) Read(file int, from, to int64) ([]byte, error) {
	b, err := d.host.Read(file, from, to)
	if err == nil && int64(len(b)) != to-from {
		err = fact.New("file_changed", "found", len(b), "expected", to-from)
	}
	return b, err
}

const tellEvery = 100 * time.Millisecond

// Progress tells the page how far the request is.
func (d *Desk) Progress(done, total int) {
	if now := d.host.Now(); now-d.told >= tellEvery {
		d.told = now
		d.post(Event{Event: "progress", Done: done, Total: total})
	}
}
