// Package session is what the trainer's worker does with messages: it owns the run, the data and the clock of the
// training, as one state machine on one goroutine. It knows nothing of JavaScript, so that it is tested natively.
//
//	s := session.New(host, device, manifest)
//	go s.Loop()
//	s.Receive(json, buffers)   // from any goroutine; buffers are outside of the heap until they are read
//
// Training goes in slices of some milliseconds between which messages are handled, so the last command wins within
// one slice. Commands that replace the run load what they need first; the run goes on until they have it.
package session

import (
	"sync"

	"bottleneck/core/fact"
	"bottleneck/core/look"
	"bottleneck/core/recipe"
	"bottleneck/core/time"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

// Host is the world of a session. Its methods are called on the session's goroutine.
type Host interface {
	// Now is a monotonic clock.
	Now() time.Duration
	// Post sends a message to the page. The slices are the host's only until it returns.
	Post(json []byte, buffers ...[]byte)
	// PostHeld is Post with the bytes of a Buffer before the others, which go to the page: nobody here has them any more.
	PostHeld(json []byte, first Buffer, buffers ...[]byte)
	// Fetch gets a file of the data; Fetched, and Progress meanwhile, are called when it is there.
	Fetch(id int, file string)
	// Decode decodes a picture file; Decoded is called when that is done.
	Decode(id int, content []byte, mime string)
	// Tick calls Session.Tick later, after the messages that wait already.
	Tick()
	// Wake calls Session.Woken after so many milliseconds, unless it is called once more before.
	Wake(ms int)
	// Hold makes room for n bytes outside of the heap.
	Hold(n int) Buffer
}

// Buffer is bytes outside of the heap, where a large checkpoint is only ever in pieces.
type Buffer struct {
	Size int
	Copy func(dst []byte, at int) // copies bytes from at on, as many as dst takes; nil: there are none
	Put  func(at int, src []byte) // writes; nil: of those that came from elsewhere
	Host any                      // what the host has of it
}

// First is a copy of the first n bytes, or of as many as there are.
func (b Buffer) First(n int) []byte {
	if b.Copy == nil {
		return nil
	}
	dst := make([]byte, min(n, b.Size))
	b.Copy(dst, 0)
	return dst
}

// checkpointOf is the state of a run outside of the heap; false where it is not worth going back to. The sum is its checksum.
func (s *Session) checkpointOf(run *train.Run) (b Buffer, sum uint32, ok bool) {
	b = s.host.Hold(run.CheckpointSize())
	sum, ok = run.WriteCheckpoint(b.Put)
	return b, sum, ok
}

// Device is what the loader found.
type Device struct {
	wire.Device
	Shared bool `json:"shared"` // the heap can be shared with threads
	Runs   int  `json:"runs"`   // number of the latest run of the workers before: those of this one have others
}

const (
	slice           = 30 * time.Millisecond // a turn for messages costs some 0.3 ms
	metricsEvery    = 250 * time.Millisecond
	metricsLatest   = 2 * time.Second
	epochEvery      = 10 * time.Millisecond // ends of epochs that come faster are not all told
	snapshotEvery   = 70 * time.Millisecond // and a slice
	checkpointEvery = 2 * time.Second
	checkpointFirst = 10 * time.Second    // of a run, at the latest
	checkpointByte  = 3 * time.Nanosecond // takes so long, until one was made
	metricsShare    = 60                  // metrics may take one part in so many of the time, and one more; those of an epoch's end more
	snapshotShare   = 6                   // likewise a snapshot
	checkpointShare = 80                  // likewise a checkpoint
	snapshotsAhead  = 2                   // snapshots the page has not taken yet
)

// Session is the state machine. Its fields belong to Loop's goroutine, but for the inbox.
type Session struct {
	host   Host
	device Device
	data   store
	inbox  inbox

	run       *train.Run
	looker    *look.Looker     // at the run
	runNumber int              // counts new runs; frames of earlier ones are stale
	known     int              // number of the latest whose history the page was told
	step      int              // of the run
	changed   int              // changes of its recipe that the page knows to be made
	state     wire.State       // of the run; "" without one
	until     int              // step at which a running run stops
	analyzed  bool             // the baseline is known
	analysis  analysis         // what the baseline takes
	beyond    bool             // it lost its patience before these steps were asked for
	waiting   *request         // train, until its steps are done
	opening   *opening         // what is being loaded
	pictures  map[int]*picture // at the decoder
	queued    []*picture       // for the decoder
	asked     *recipe.Recipe   // that waits for files of a person's own
	lastID    int              // of a fetch or a picture

	diagnosed []wire.Notice // what is wrong with the run

	tapes     int64 // bytes that all that is recorded of a run may take at most
	recording recording
	past      past
	sides     [2]*side // runs that are compared; nil: not here
	looking   *looking // one of them is on its way; nil: none
	more      bool     // another look follows
	aside     *aside   // the open run made way for them; nil: it is here

	bench       *benching
	classifying *classifying
	surveys     []*survey
	touched     time.Duration // when a hand moved the code

	clock   clock
	view    view
	ledger  ledger
	saved   []byte // the latest checkpoint that was kept in the heap, whose memory the next one takes
	ticking bool   // a Tick is on its way

	pacing  pacing
	napping bool          // a Wake is on its way
	nap     time.Duration // how long the latest was to be
	kept    kept
}

// New makes a session without a run. manifest lists the chunks of the data, see Manifest.
func New(host Host, device Device, manifest Manifest) *Session {
	s := &Session{host: host, device: device, runNumber: device.Runs, pictures: map[int]*picture{}, tapes: tapesUsual}
	s.data = newStore(manifest)
	s.inbox.wake = make(chan struct{}, 1)
	return s
}

// inbox is the only thing that other goroutines touch.
type inbox struct {
	mu    sync.Mutex
	items []func(*Session)
	wake  chan struct{} // one token: look at the inbox
}

func (b *inbox) put(f func(*Session)) {
	b.mu.Lock()
	b.items = append(b.items, f)
	b.mu.Unlock()
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

func (b *inbox) take() []func(*Session) {
	b.mu.Lock()
	defer b.mu.Unlock()
	items := b.items
	b.items = nil
	return items
}

// Warn tells the page, before Loop begins, what it should know of this device.
func (s *Session) Warn(notices []*fact.Fact) {
	s.inbox.put(func(s *Session) {
		for _, f := range notices {
			s.post(say(wire.Event{Event: wire.EventLog, Level: "warning"}, f))
		}
	})
}

// Receive takes a message from the page. It does not wait.
func (s *Session) Receive(json string, buffers []Buffer) {
	s.inbox.put(func(s *Session) { s.handle(json, buffers) })
}

// Fetched takes the answer to Host.Fetch: the content, or why it did not come, as host.Problem reads it.
func (s *Session) Fetched(id int, content []byte, problem string) {
	s.inbox.put(func(s *Session) { s.fetched(id, content, problem) })
}

// Decoded takes the answer to Host.Decode: a picture of w x h, whose row y is read by row as red, green, blue and
// alpha (w,4), or why there is none.
func (s *Session) Decoded(id, w, h int, row func(dst []byte, y int), problem string) {
	s.inbox.put(func(s *Session) { s.decoded(id, w, h, row, problem) })
}

// Progress says how many bytes of a file are there.
func (s *Session) Progress(id int, bytes int64) {
	s.inbox.put(func(s *Session) { s.progress(id, bytes) })
}

// Tick lets Loop go on; see Host.Tick.
func (s *Session) Tick() {
	s.inbox.put(func(s *Session) { s.ticking = false })
}

// Woken lets Loop go on; see Host.Wake.
func (s *Session) Woken() {
	s.inbox.put(func(s *Session) { s.napping = false })
}

// Loop handles messages and trains in between, until Close.
func (s *Session) Loop() {
	s.post(event{Event: wire.Event{Event: wire.EventReady, Device: s.told()}})
	for {
		for _, f := range s.inbox.take() {
			if f == nil {
				return
			}
			f(s)
		}
		if s.work() && !s.ticking {
			s.ticking = true
			s.host.Tick()
		}
		s.rest()
		<-s.inbox.wake
	}
}

// close ends Loop.
func (s *Session) close() { s.inbox.put(nil) }

// training says whether a run trains.
func (s *Session) training() bool { return s.state == wire.StateRunning }

// due says whether a step may be done by the pace.
func (s *Session) due() bool { return s.pacing.rate == 0 || s.pacing.allows(s.host.Now()) }

// work does one slice of what there is to do and says whether there is more.
func (s *Session) work() bool {
	if s.ticking {
		return false // a message came between two slices; the next slice has its turn already
	}
	busy := false
	if s.opening != nil && s.opening.draw != nil {
		s.make()
		busy = true
	}
	if s.training() && s.due() {
		s.train()
	}
	if s.past.request != nil {
		s.seekOn()
	}
	if s.looking != nil {
		s.lookOn()
	}
	s.backIfDue()
	if s.bench != nil {
		s.measure()
	}
	if s.classifying != nil {
		s.classify()
	}
	if len(s.surveys) > 0 {
		s.surveyOn()
	}
	busy = s.analyze() || busy
	busy = busy || s.training() && s.due()
	return busy || s.past.request != nil || s.looking != nil || len(s.surveys) > 0 || s.classifying != nil || s.bench != nil || s.opening != nil && s.opening.draw != nil
}
