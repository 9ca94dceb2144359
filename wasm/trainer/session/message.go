package session

import (
	"bottleneck/core/fact"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
	"bottleneck/core/wire"
	"bottleneck/wasm/trainer/json"
)

// request is wire.Request with what the page's engine adds, and the buffers that came along.
type request struct {
	wire.Request
	Version    int     `json:"version"`    // hello
	Elapsed    float64 `json:"elapsed"`    // restore: seconds of training before
	Arithmetic string  `json:"arithmetic"` // restore: in which somebody wants it to go on; "": in its own

	given   []Buffer // that came along
	buffers [][]byte // the same, in the heap; none of a look, nor of own data, and of a restore all but its checkpoint
	settled bool
}

// reply is wire.Reply with the place of the run.
type reply struct {
	wire.Reply
	Run           int `json:"run,omitempty"`
	StepsPerEpoch int `json:"steps_per_epoch,omitempty"`
	TotalSteps    int `json:"total_steps,omitempty"`
}

// event is wire.Event with what the page's engine and its clocks need. A state has all that the page knows of the run.
type event struct {
	wire.Event
	What          string            `json:"what,omitempty"` // progress: "data"
	Recipe        map[string]string `json:"recipe,omitempty"`
	Changes       []wire.LiveChange `json:"changes,omitempty"`
	InForce       map[string]string `json:"in_force,omitempty"` // of live fields, at this step
	Lesson        string            `json:"lesson,omitempty"`
	Cost          *recipe.Cost      `json:"cost,omitempty"`
	Plan          *wire.Plan        `json:"plan,omitempty"`
	Showing       *recipe.Showing   `json:"showing,omitempty"`
	Run           int               `json:"run,omitempty"`
	Pace          int               `json:"pace,omitempty"`  // steps a second that the training is held to; 0: none
	Until         int               `json:"until,omitempty"` // step at which the run stops by itself
	Train         uint32            `json:"train,omitempty"` // id of the request that waits for it
	StepsPerEpoch int               `json:"steps_per_epoch,omitempty"`
	TotalSteps    int               `json:"total_steps,omitempty"`
	Elapsed       float64           `json:"elapsed,omitempty"`     // seconds of training
	Remaining     float64           `json:"remaining,omitempty"`   // seconds to the end, 0 when not known
	Grace         int               `json:"grace,omitempty"`       // ms that the worker may be silent beyond the usual
	Parent        int               `json:"parent,omitempty"`      // checkpoint of a branch: number of the run that it is of
	ParentStep    int               `json:"parent_step,omitempty"` // and the step
	Value         string            `json:"value,omitempty"`       // diverged: a smaller learning rate
	Diagnoses     []wire.Notice     `json:"diagnoses,omitempty"`   // state, and metrics at the end of an epoch: what is wrong with the run; field is the kind
	History       []epoch           `json:"history,omitempty"`     // state, once for each run that begins after its start
	Loads         int               `json:"loads,omitempty"`       // how often weights were loaded into the run: it is no function of its recipe then
}

// epoch is what the curve knows of the end of one.
type epoch struct {
	Step     int     `json:"step"`
	Epoch    int     `json:"epoch"`
	TestLoss float64 `json:"test_loss"`
}

// epochs are those that a run had before the page knew it.
func (s *Session) epochs() (list []epoch) {
	_, curve := s.run.Reader().Curves()
	for _, p := range curve {
		if p.Step > 0 {
			list = append(list, epoch{int(p.Step), int(p.Step) / s.run.StepsPerEpoch(), float64(p.Loss)})
		}
	}
	return list
}

var (
	errNoRun    = fact.New("no_run")
	errLoading  = fact.New("recipe_loading")
	errDiverged = fact.New("run_diverged")
	errNoBuffer = fact.New("buffer_missing")
	errNoFused  = fact.About("arithmetic", "fused_missing")
)

func (s *Session) post(e event, buffers ...[]byte) { s.host.Post(encoded(e), buffers...) }

func encoded(e event) []byte {
	b, err := json.Marshal(e)
	if err != nil {
		panic("BUG: session: " + err.Error())
	}
	return b
}

// answer sends the reply to a request, once; requests without an id expect none.
func (s *Session) answer(q *request, r reply, buffers ...[]byte) {
	if q == nil || q.ID == 0 || q.settled {
		return
	}
	q.settled = true
	r.ID = q.ID
	b, err := json.Marshal(r)
	if err != nil {
		panic("BUG: session: " + err.Error())
	}
	s.host.Post(b, buffers...)
}

func (s *Session) refuse(q *request, why error) {
	f := fact.From(why)
	s.answer(q, reply{Reply: wire.Reply{Error: f.Error(), Told: wire.Tell(f)}})
}

// say gives an event its sentence.
func say(e wire.Event, f *fact.Fact) event {
	e.Text, e.Told = f.Error(), wire.Tell(f)
	return event{Event: e}
}

// handle does what a message asks for, or keeps it until the run is back. Whatever is wrong with the message, the run stays what it was.
func (s *Session) handle(text string, buffers []Buffer) {
	q := &request{given: buffers}
	if err := json.Unmarshal([]byte(text), q); err != nil {
		f := fact.New("message_unreadable", "why", err)
		s.post(say(wire.Event{Event: wire.EventLog, Level: "error"}, f))
		s.refuse(q, f)
		return
	}
	defer s.catch(q)
	if s.bench != nil && !among(besideBench, q.Op) {
		s.endBench()
	}
	if s.aside != nil && !among(besideAside, q.Op) {
		if among(afterAside, q.Op) {
			s.aside.waiting = append(s.aside.waiting, func(s *Session) { s.handle(text, buffers) })
			return
		}
		s.comeBackFromAside()
	}
	var do operation
	for _, o := range ops {
		if o.op == q.Op {
			do = o.do
		}
	}
	if do == nil {
		s.refuse(q, fact.New("operation_unknown", "operation", string(q.Op)))
		return
	}
	if q.Op != wire.OpLook && q.Op != wire.OpOwn { // which read them when they know that they need them, and have room
		q.buffers = make([][]byte, len(buffers))
		for i, b := range buffers {
			if i > 0 || q.Op != wire.OpRestore { // of whose checkpoint there is never more than a piece in the heap
				q.buffers[i] = b.First(b.Size)
			}
		}
	}
	if err := do(s, q); err != nil {
		s.refuse(q, err)
	}
}

// catch, deferred, turns a fault of the program in one request into its refusal.
func (s *Session) catch(q *request) {
	if p := recover(); p != nil {
		s.refuse(q, internal(string(q.Op), p))
	}
}

// internal is a fault of the program, which ends a request and nothing else.
func internal(op string, fault any) *fact.Fact {
	why := "a fault of an unknown kind"
	switch f := fault.(type) {
	case error:
		why = f.Error()
	case string:
		why = f
	}
	return fact.About(op, "internal_error", "why", why)
}

// told is the device as the page sees it.
func (s *Session) told() *wire.Device {
	d := s.device.Device
	d.Threads = kernel.CurrentThreads()
	return &d
}

// described fills in where the run stands.
func (s *Session) described(r reply) reply {
	r.State = s.shown()
	if s.run == nil {
		return r
	}
	now := s.run.Recipe()
	cost := now.CostOf(s.run.Train().N)
	m, showing := s.figures(), now.Showing()
	r.Showing = &showing
	r.Recipe, r.Lesson, r.Link, r.Cost, r.Metrics = now.Values(), now.Lesson, now.Link(), &cost, &m
	r.Plan, r.Changes, r.InForce = wire.PlanOf(now), wire.ChangesOf(now), now.InForce(s.step).LiveValues()
	r.Run, r.StepsPerEpoch, r.TotalSteps = s.runNumber, s.run.StepsPerEpoch(), s.run.TotalSteps()
	return r
}

// replacing says whether a recipe is on its way to become the run.
func (s *Session) replacing() bool { return s.opening != nil && s.opening.beside == nil }

// shown is the state for the page: loading hides what it will replace.
func (s *Session) shown() wire.State {
	if s.replacing() {
		return wire.StateLoading
	}
	return s.state
}

// tellState reports the state with the reason for it, nil where there is none, all that the page knows of the run, and what it
// needs to bring a new worker to the same place.
func (s *Session) tellState(why *fact.Fact) {
	if s.aside != nil {
		return // that it waits is told, and nothing else happens to it
	}
	e := event{Event: wire.Event{Event: wire.EventState, State: s.shown()}}
	if why != nil {
		e = say(e.Event, why)
	}
	if s.run != nil {
		d := s.described(reply{})
		e.Changes, e.InForce = d.Changes, d.InForce
		e.Link, e.Recipe, e.Lesson, e.Cost, e.Plan, e.Showing, e.Metrics = d.Link, d.Recipe, d.Lesson, d.Cost, d.Plan, d.Showing, d.Metrics
		e.Run, e.StepsPerEpoch, e.TotalSteps = d.Run, d.StepsPerEpoch, d.TotalSteps
		e.Step, e.Grace, e.Pace = s.step, s.grace(), s.pacing.rate
		e.Elapsed, e.Remaining = s.times()
		e.Diagnoses = s.diagnosed
		e.Loads = s.run.Loads().N
		if s.known != s.runNumber && s.past.away == nil {
			s.known = s.runNumber
			e.History = s.epochs()
		}
		if s.state == wire.StateRunning {
			e.Until = s.until
			if s.waiting != nil {
				e.Train = s.waiting.ID
			}
		}
	}
	s.post(e)
}

// grace is how long one slice of a run may take on a very slow machine, in ms: a step, the test images, a snapshot.
func (s *Session) grace() int { return s.graceOf(s.run.Recipe(), s.run.Train().N, s.run.Test().N) }

func (s *Session) graceOf(r recipe.Recipe, train, test int) int {
	rows := test + 2*min(s.view.Points, test) + 2*min(s.view.Images+s.view.Table, test) + s.view.Grid*s.view.Grid
	batches := float64(rows) / float64(r.BatchSize)
	return graceFor(r.CostOf(train).FLOPsPerStep * (1 + batches/2)) // forward only
}

func graceFor(flops float64) int {
	const flopsPerMs = 1e6
	return int(flops / flopsPerMs)
}
