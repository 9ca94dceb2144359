// Package desk is what the exchange's worker does with messages: it reads what people give, in a memory that nothing trains in, and
// hands on what it understood. It knows nothing of JavaScript, so that it is tested natively.
//
// An operation may wait for the host: it has a goroutine of its own. Whoever wants one to stop ends the worker.
package desk

import (
	"bottleneck/core/fact"
	"bottleneck/core/time"
	"bottleneck/wasm/trainer/json"
)

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
	host     Host
	requests chan string
	told     time.Duration // when progress was told
}

// New makes a desk.
func New(host Host) *Desk { return &Desk{host: host, requests: make(chan string, 64)} }

// Receive takes a message from the page. It does not wait.
func (d *Desk) Receive(json string) { d.requests <- json }

// Loop answers requests, for ever.
func (d *Desk) Loop() {
	d.post(Event{Event: "ready"})
	for text := range d.requests {
		d.handle(text)
	}
}

// handle answers one request. A fault of the program ends it and nothing else.
func (d *Desk) handle(text string) {
	q := &Request{}
	if err := json.Unmarshal([]byte(text), q); err != nil {
		d.refuse(q, fact.New("message_unreadable", "why", err))
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
			d.refuse(q, fact.About(string(q.Op), "internal_error", "why", why))
		}
	}()
	for _, o := range operations {
		if o.op != q.Op {
			continue
		}
		r, buffers, err := o.do(d, q)
		if err != nil {
			d.refuse(q, err)
			return
		}
		d.answer(q, r, buffers...)
		return
	}
	d.refuse(q, fact.New("operation_unknown", "operation", string(q.Op)))
}

func (d *Desk) answer(q *Request, r Reply, buffers ...Buffer) {
	r.ID = q.ID
	d.post(r, buffers...)
}

func (d *Desk) post(message any, buffers ...Buffer) {
	b, err := json.Marshal(message)
	if err != nil {
		panic("BUG: desk: " + err.Error())
	}
	d.host.Post(b, buffers...)
}

const tellEvery = 100 * time.Millisecond

// Progress tells the page how far the request is.
func (d *Desk) Progress(done, total int) {
	if now := d.host.Now(); now-d.told >= tellEvery {
		d.told = now
		d.post(Event{Event: "progress", Done: done, Total: total})
	}
}
