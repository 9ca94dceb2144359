package session

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/draw"
	_ "image/png"
	"slices"
	"sync"
	"testing"
	standard "time"

	"bottleneck/core/data"
	"bottleneck/core/data/drawn"
	"bottleneck/core/time"
	"bottleneck/core/wire"
)

// page plays the page and the browser for a session: it keeps what is posted, answers fetches, and its clock moves a
// bit, a millisecond unless told otherwise, each time somebody looks at it.
type page struct {
	t *testing.T
	s *Session

	mu      sync.Mutex
	changed *sync.Cond
	now     time.Duration
	look    time.Duration // how far the clock moves
	replies map[uint32]reply
	buffers map[uint32][][]byte
	events  []posted
	files   map[string][]byte // what the network has
	held    []func()          // fetches and pictures that hang until release
	hold    bool
	ack     bool
	nextID  uint32
	naps    int         // how often it was to wake the session
	asleep  bool        // which it does not
	mortal  bool        // it is killed
	left    int         // messages until then
	copied  func(n int) // hears, in the session, of bytes that were copied to the heap
	put     func(n int) // and out of it
}

type posted struct {
	event
	buffers [][]byte
}

const testBudget = 256 << 20

// newPage starts a session on the drawn digits, and on "mnist" in chunks of 100 images.
func newPage(t *testing.T) *page { return newPageIn(t, testBudget) }

// newPageIn is newPage on a device with another budget.
func newPageIn(t *testing.T, budget int64) *page {
	return newPageOn(t, Device{Device: wire.Device{Budget: budget, Build: "test", Threads: 1}})
}

// newPageOn is newPage on another device.
func newPageOn(t *testing.T, device Device) *page {
	p := &page{t: t, replies: map[uint32]reply{}, buffers: map[uint32][][]byte{}, files: map[string][]byte{}, ack: true, look: time.Millisecond}
	p.changed = sync.NewCond(&p.mu)
	for _, c := range chunks() {
		p.files[c.file] = c.content
	}
	p.s = New(p, device, Manifest{corpus()})
	done := make(chan struct{})
	go func() {
		p.s.Loop()
		close(done)
	}()
	t.Cleanup(func() {
		p.s.close()
		<-done
	})
	return p
}

type file struct {
	file     string
	content  []byte
	from, to int // of its half
}

// chunks are 400 training and 200 test images, a hundred a file.
var chunks = sync.OnceValue(func() (list []file) {
	images := drawn.Digits(600, 99)
	images.Name = "mnist"
	for i := range 6 {
		var b bytes.Buffer
		if err := data.WriteChunk(&b, images.Slice(100*i, 100*(i+1))); err != nil {
			panic(err)
		}
		from := 100 * i
		if i >= 4 {
			from -= 400
		}
		list = append(list, file{fmt.Sprintf("chunk-%d.bin", i), b.Bytes(), from, from + 100})
	}
	return list
})

func corpus() Corpus {
	var all []Chunk
	for _, c := range chunks() {
		all = append(all, Chunk{File: c.file, From: c.from, To: c.to, Bytes: int64(len(c.content))})
	}
	return Corpus{Name: "mnist", Train: all[:4], Test: all[4:]}
}

func (p *page) Now() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.now += p.look
	return p.now
}

func (p *page) Tick() { p.s.Tick() }

// Wake passes the time at once, unless the page lets the session sleep.
func (p *page) Wake(ms int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	defer p.changed.Broadcast()
	p.naps++
	if !p.asleep {
		p.now += time.Duration(ms) * time.Millisecond
		p.s.Woken()
	}
}

func (p *page) Post(text []byte, buffers ...[]byte) {
	var kept [][]byte
	for _, b := range buffers {
		kept = append(kept, slices.Clone(b))
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	defer p.changed.Broadcast()
	if p.mortal {
		if p.left <= 0 {
			return
		}
		p.left--
	}
	var e event
	if err := json.Unmarshal(text, &e); err != nil {
		p.t.Errorf("posted %s: %v", text, err)
	}
	if e.Event.Event != "" {
		p.events = append(p.events, posted{e, kept})
		if e.Event.Event == wire.EventSnapshot && p.ack {
			p.s.Receive(`{"op":"ack"}`, nil)
		}
		return
	}
	var r reply
	if err := json.Unmarshal(text, &r); err != nil {
		p.t.Errorf("posted %s: %v", text, err)
	}
	if _, twice := p.replies[r.ID]; twice {
		p.t.Errorf("request %d was answered twice: %s", r.ID, text)
	}
	p.replies[r.ID], p.buffers[r.ID] = r, kept
}

// Decode decodes as a browser does.
func (p *page) Decode(id int, content []byte, mime string) {
	answer := func() {
		m, format, err := image.Decode(bytes.NewReader(content))
		if err != nil {
			p.s.Decoded(id, 0, 0, nil, err.Error())
			return
		}
		if mime != "image/"+format {
			p.t.Errorf("%s announced for %s", mime, format)
		}
		shown := image.NewNRGBA(m.Bounds())
		draw.Draw(shown, shown.Bounds(), m, m.Bounds().Min, draw.Src)
		p.s.Decoded(id, m.Bounds().Dx(), m.Bounds().Dy(), func(dst []byte, y int) { copy(dst, shown.Pix[y*shown.Stride:][:shown.Stride]) }, "")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.hold {
		p.held = append(p.held, answer)
		return
	}
	go answer()
}

func (p *page) Fetch(id int, file string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	content, found := p.files[file]
	answer := func() {
		if !found {
			p.s.Fetched(id, nil, "offline")
			return
		}
		p.s.Progress(id, int64(len(content)/2))
		p.s.Fetched(id, content, "")
	}
	if p.hold {
		p.held = append(p.held, answer)
		return
	}
	go answer()
}

// release answers the fetches that were held, the last one first.
func (p *page) release() {
	p.mu.Lock()
	held := p.held
	p.held, p.hold = nil, false
	p.mu.Unlock()
	slices.Reverse(held)
	for _, answer := range held {
		answer()
	}
}

// send posts a request and returns its id.
func (p *page) send(q request) uint32 {
	p.mu.Lock()
	p.nextID++
	q.ID = p.nextID
	p.mu.Unlock()
	text, err := json.Marshal(q)
	if err != nil {
		p.t.Fatal(err)
	}
	given := make([]Buffer, len(q.buffers))
	for i, b := range q.buffers {
		given[i] = p.outside(b)
	}
	p.s.Receive(string(text), given)
	return q.ID
}

// outside is bytes of the browser. The page hears of each piece that is copied.
func (p *page) outside(content []byte) Buffer {
	return Buffer{Size: len(content), Host: content, Copy: func(dst []byte, at int) {
		if at+len(dst) > len(content) {
			p.t.Errorf("%d bytes from %d on asked for of %d", len(dst), at, len(content))
		}
		copy(dst, content[at:])
		if p.copied != nil {
			p.copied(len(dst))
		}
	}}
}

func (p *page) Hold(n int) Buffer {
	content := make([]byte, n)
	b := p.outside(content)
	b.Put = func(at int, src []byte) {
		if at+len(src) > len(content) {
			p.t.Errorf("%d bytes at %d for room of %d", len(src), at, len(content))
		}
		copy(content[at:], src)
		if p.put != nil {
			p.put(len(src))
		}
	}
	return b
}

func (p *page) PostHeld(text []byte, first Buffer, buffers ...[]byte) {
	p.Post(text, append([][]byte{first.Host.([]byte)}, buffers...)...)
}

// wait returns the reply to a request.
func (p *page) wait(id uint32) (reply, [][]byte) {
	p.t.Helper()
	var r reply
	var buffers [][]byte
	p.until(fmt.Sprintf("a reply to request %d", id), func() bool {
		var ok bool
		r, ok = p.replies[id]
		buffers = p.buffers[id]
		return ok
	})
	return r, buffers
}

// until waits, with the lock held, for something to be true.
func (p *page) until(what string, ok func() bool) {
	p.t.Helper()
	late := standard.AfterFunc(standard.Minute, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		what = "late: " + what
		p.changed.Broadcast()
	})
	defer late.Stop()
	p.mu.Lock()
	defer p.mu.Unlock()
	for !ok() {
		if what[:5] == "late:" {
			p.t.Fatalf("%s did not come in a minute", what[6:])
		}
		p.changed.Wait()
	}
}

// ask sends a request and fails the test when it is refused.
func (p *page) ask(q request) reply {
	p.t.Helper()
	r, _ := p.wait(p.send(q))
	if r.Error != "" {
		p.t.Fatalf("%s was refused: %s", q.Op, r.Error)
	}
	return r
}

// refused sends a request and returns why it was refused.
func (p *page) refused(q request) string {
	p.t.Helper()
	r, _ := p.wait(p.send(q))
	if r.Error == "" {
		p.t.Fatalf("%s was accepted: %+v", q.Op, r)
	}
	if r.Code == "" {
		p.t.Errorf("%s was refused without a code: %s", q.Op, r.Error)
	}
	return r.Error
}

// heard returns the events of one name so far.
func (p *page) heard(name wire.EventName) []posted {
	p.mu.Lock()
	defer p.mu.Unlock()
	var list []posted
	for _, e := range p.events {
		if e.Event.Event == name {
			list = append(list, e)
		}
	}
	return list
}

func op(o wire.Op) request { return request{Request: wire.Request{Op: o}} }

func link(o wire.Op, text string) request { return request{Request: wire.Request{Op: o, Link: text}} }

func steps(n int) request { return request{Request: wire.Request{Op: wire.OpTrain, Steps: n}} }

// small is a recipe that trains in an instant.
const small = "#v=1&data=digits&train=200&test=50&latent_dim=4&batch_size=20&epochs=5"
