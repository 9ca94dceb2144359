package wire

import (
	"bottleneck/core/fact"
	"bottleneck/core/metrics"
	"bottleneck/core/phases"
	"bottleneck/core/recipe"
)

// Op names what a request asks for. Buffers travel beside the JSON, in the order given here; float32 arrays
// hold n inputs in [0,1], row by row.
type Op string

const (
	OpHello       Op = "hello"       // -> device, state
	OpDescribe    Op = "describe"    // -> fields, layers, lessons, presets, objectives, panels, start, device
	OpParse       Op = "parse"       // link [name value: one field to set after it, or objective; refused -> error, repairs] -> recipe, link, notices, cost, plan, diff to the run
	OpPasted      Op = "pasted"      // link: text that has one somewhere, as people paste it -> link: that, as it is written; none where there is none
	OpOpen        Op = "open"        // link -> as parse; replaces the run
	OpTrain       Op = "train"       // steps or epochs -> metrics, when they are done
	OpStart       Op = "start"       // -> state
	OpPause       Op = "pause"       // -> state
	OpReset       Op = "reset"       // the same start again -> metrics
	OpReseed      Op = "reseed"      // seed -> recipe, link, metrics
	OpSet         Op = "set"         // name value, of a live field, from this step on -> recipe, link: with the change
	OpView        Op = "view"        // view; snapshots follow it
	OpProbe       Op = "probe"       // x y pin; a snapshot with the probe follows -> n, dim, buffer z: the code there; none on the plane of the images
	OpPoint       Op = "point"       // name: a part of the line, n its level, w the place of a number in it: what is pointed at, which snapshots have from then on; without a name nothing is
	OpPicture     Op = "picture"     // n, buffer x: the person's own picture, which a view can choose; without a buffer there is none
	OpEncode      Op = "encode"      // n, buffer x -> n, dim, buffer z
	OpDecode      Op = "decode"      // n, buffer z [buffer: one input, that the codes are moved from: unpooling layers put values where it has them] -> n, dim, buffer x
	OpChosen      Op = "chosen"      // view: what is chosen -> n, dim; buffers: the input, its code, the output
	OpEffect      Op = "effect"      // -> n images that were measured, from, to; buffers: effect of each unit of the code on the output, deviations, means
	OpTangents    Op = "tangents"    // buffers: a code, the input that it is of -> n directions, from, to; buffers: singular values of dy/dz, deviations of held-out codes along the directions, directions (n, latent), pictures (n, dim)
	OpReconstruct Op = "reconstruct" // n, buffer x [value: a noise, seed; buffer: one clean input] -> n, dim, with a clean input its rank; buffers: y, with a noise also the x~ that it is made of
	OpCorrupt     Op = "corrupt"     // n, seed, buffer x -> n, dim, buffer x~
	OpPrepare     Op = "prepare"     // buffer: a picture file [names: stages to leave out] -> stages; buffers: input, one picture a stage; with through, value and seed then those of reconstruct, and the rank
	OpPrepareGray Op = "prepareGray" // w h, buffer: w*h bytes, or w*h*3 -> as prepare
	OpOwn         Op = "own"         // buffer: what was understood of files, see own.Given.Encode -> own, link: a recipe for it. Without a buffer: what is there
	OpSample      Op = "sample"      // n, seed -> n, dim; buffers: inputs decoded from N(0, I), their codes
	OpTestImages  Op = "testImages"  // n -> n, dim; buffers: x, labels (bytes)
	OpHeldOut     Op = "heldOut"     // buffer: places of held-out inputs, int32 -> n, dim; buffers: x, y = what becomes of them, codes, errors (float32), labels (bytes)
	OpInterpolate Op = "interpolate" // n, value: "linear" or "spherical", buffer: two codes -> n, dim; buffers: inputs decoded on the way, their codes, where these lie on the plane (all x, then all y; empty where it is none of codes)
	OpWeights     Op = "weights"     // -> buffer: safetensors
	OpLoad        Op = "load"        // buffer: safetensors -> metrics; a file of another network -> error, link: the recipe it was made with
	OpRestore     Op = "restore"     // buffer: checkpoint, with the link of its recipe; or checkpoint, record, which has the link, unless one is given with what was changed since [name value: as set, at its step] -> recipe, link, metrics
	OpKeep        Op = "keep"        // the run as it is now follows as a checkpoint, if it is not told yet
	OpRecords     Op = "records"     // buffers: records -> records; buffers: a picture each
	OpLook        Op = "look"        // view, steps, n: side, 0 or 1, name of a kept run, buffers: checkpoint, record: a step of that run, which is only looked at, beside the one that is open -> recipe, link, plan, cost, showing, metrics; buffer: a frame of it. With the link of its record, and the record alone or nothing: of the run that the side had last, or one whose checkpoint is not needed; else look_state_wanted. more: another look follows
	OpSnapshot    Op = "snapshot"    // -> buffer: a frame for the current view
	OpPhases      Op = "phases"      // n: place of an image in the batch; one step, of a run that stands then -> phases; buffer: their numbers, float32
	OpThreads     Op = "threads"     // n, 0: all there are -> device
	OpPace        Op = "pace"        // n steps a second at most, 0: as fast as they go -> state
	OpTapes       Op = "tapes"       // n MiB of what is recorded of a run in memory at most, 0: nothing is recorded -> moments, of a run that is there
	OpClassify    Op = "classify"    // n images, epochs over them, name: kinds of inputs, value: classifiers, by comma; what is missing is as usual -> classes, when done
	OpUnclassify  Op = "unclassify"  // gives up a classify under way
	OpSeek        Op = "seek"        // steps: which step to show, name: "exact", trained again from the nearest checkpoint, or "nearest", as it was recorded -> moment. All that looks at the run sees that moment from then on
	OpNow         Op = "now"         // the latest state of the run is shown again
	OpBranch      Op = "branch"      // [names values: live fields to change] the exact moment that is shown becomes the run -> recipe, link, metrics
	OpMoments     Op = "moments"     // -> moments
	OpBench       Op = "bench"       // name: a workload, value: an arithmetic, n threads, seconds -> bench, when done; pause ends it. Without a name -> workloads
)

// Request is a message from the page to the worker.
type Request struct {
	ID      uint32  `json:"id"` // repeated in the reply
	Op      Op      `json:"op"`
	Link    string  `json:"link,omitempty"`
	Name    string  `json:"name,omitempty"`
	Value   string  `json:"value,omitempty"`
	N       int     `json:"n,omitempty"`
	W       int     `json:"w,omitempty"`
	H       int     `json:"h,omitempty"`
	X       float32 `json:"x,omitempty"`
	Y       float32 `json:"y,omitempty"`
	Pin     bool    `json:"pin,omitempty"`
	Through bool    `json:"through,omitempty"` // prepare: through the network as well, if there is one
	View    *View   `json:"view,omitempty"`
	Steps   int     `json:"steps,omitempty"`
	Epochs  int     `json:"epochs,omitempty"`
	Seed    uint64  `json:"seed,omitempty"`
	More    bool    `json:"more,omitempty"`

	Names  []string `json:"names,omitempty"`  // branch: of fields; prepare: of stages
	Values []string `json:"values,omitempty"` // branch

	Seconds float64 `json:"seconds,omitempty"`
}

// Told is a fact as it travels, beside its sentence: programs read Told, people the sentence.
type Told struct {
	Code   string         `json:"code,omitempty"`
	Of     string         `json:"of,omitempty"` // the sentence begins with it and a colon
	Values map[string]any `json:"values,omitempty"`
}

// Tell puts a fact on its way; nil is nothing to tell.
func Tell(f *fact.Fact) Told {
	if f == nil {
		return Told{}
	}
	return Told{f.Code, f.Of, f.Values}
}

// LiveChange is a recipe.LiveChange, with its text in the link.
type LiveChange struct {
	Step  int    `json:"step"`
	Field string `json:"field"`
	Value string `json:"value"`
	Text  string `json:"text"`
}

// ChangesOf lists the live changes of r.
func ChangesOf(r recipe.Recipe) []LiveChange {
	var list []LiveChange
	for _, c := range r.Changes {
		list = append(list, LiveChange{c.Step, c.Field, c.Value, c.String()})
	}
	return list
}

// Notice is what was wrong with a field.
type Notice struct {
	Field string `json:"field"`
	Text  string `json:"text"`
	Told
	Repairs []Notice `json:"repairs,omitempty"` // what would be taken instead; field is the link of that
}

// Notices puts notices on their way.
func Notices(list []recipe.Notice) []Notice {
	var out []Notice
	for _, n := range list {
		out = append(out, Notice{n.Field, n.Text(), Tell(n.Fact), Notices(n.Repairs)})
	}
	return out
}

// Reply answers the request with the same ID. Error and Told are empty on success; the fields filled in depend on Op.
type Reply struct {
	ID    uint32 `json:"id"`
	Error string `json:"error,omitempty"`
	Told

	Recipe  map[string]string `json:"recipe,omitempty"`   // value of every field, as the link writes it
	InForce map[string]string `json:"in_force,omitempty"` // of live fields, at this step
	Lesson  string            `json:"lesson,omitempty"`
	Link    string            `json:"link,omitempty"`    // canonical
	Changes []LiveChange      `json:"changes,omitempty"` // those of the recipe
	Notices []Notice          `json:"notices,omitempty"`
	Repairs []Notice          `json:"repairs,omitempty"` // with an error: as of a notice
	Cost    *recipe.Cost      `json:"cost,omitempty"`
	Plan    *Plan             `json:"plan,omitempty"` // the network, layer by layer
	Diff    []recipe.Change   `json:"diff,omitempty"` // from the running recipe to this one
	Showing *recipe.Showing   `json:"showing,omitempty"`

	Device  *Device           `json:"device,omitempty"`
	Fields  []recipe.Field    `json:"fields,omitempty"`
	Layers  []recipe.Notation `json:"layers,omitempty"` // what encoder and decoder may be made of
	Lessons []recipe.Lesson   `json:"lessons,omitempty"`
	Presets []recipe.Preset   `json:"presets,omitempty"` // defaults of other programs

	Objectives []recipe.Objective `json:"objectives,omitempty"` // what recipes are trained for
	Panels     []recipe.Panel     `json:"panels,omitempty"`     // all there are
	Start      string             `json:"start,omitempty"`      // the link of a page that has none

	State   State            `json:"state,omitempty"`
	Metrics *metrics.Metrics `json:"metrics,omitempty"`

	N      int     `json:"n,omitempty"`    // inputs or codes in the buffer
	Dim    int     `json:"dim,omitempty"`  // values of each
	From   int     `json:"from,omitempty"` // step of the run at which measuring began,
	To     int     `json:"to,omitempty"`   // and ended
	Stages []Stage `json:"stages,omitempty"`
	Rank   *Rank   `json:"rank,omitempty"`
	Own    *Own    `json:"own,omitempty"`

	Bench     *Bench     `json:"bench,omitempty"`
	Workloads []Workload `json:"workloads,omitempty"`

	Classes *Classification `json:"classes,omitempty"`

	Moment  *Moment      `json:"moment,omitempty"`
	Moments *Moments     `json:"moments,omitempty"`
	Phases  *phases.Step `json:"phases,omitempty"`
	Records []Record     `json:"records,omitempty"`
}

// Own tells what was understood of the files that a person gave: the exchange all of it, the trainer which data it has.
type Own struct {
	Kind     string       `json:"kind"` // "pictures" or "table"
	Name     string       `json:"name"` // of the file or folder
	Train    int          `json:"train"`
	Test     int          `json:"test"`
	W        int          `json:"w,omitempty"` // of pictures, when all are of one size
	H        int          `json:"h,omitempty"`
	C        int          `json:"c,omitempty"` // of pictures: 3 where some are in color, else 1
	Columns  []string     `json:"columns,omitempty"`
	Classes  []string     `json:"classes,omitempty"` // names of the labels
	Labels   bool         `json:"labels,omitempty"`
	Notes    []Note       `json:"notes,omitempty"`
	Problems []OwnProblem `json:"problems,omitempty"` // the first of what was left out
	Left     int          `json:"left,omitempty"`     // how much was left out
	Shown    int          `json:"shown"`              // pictures or rows in the buffer
}

// OwnProblem is a file, row or cell that was left out, and why.
type OwnProblem struct {
	Name  string `json:"name"`
	Place Told   `json:"place"` // the name as a fact: a file, a row, a cell
	Text  string `json:"text"`
	Told
}

// Note is something that a person should know.
type Note struct {
	Text string `json:"text"`
	Told
}

// Stage is one stage of preparing a picture; its pixels, w*h gray bytes, are in a buffer of their own.
type Stage struct {
	Name string `json:"name"`
	Note string `json:"note"`
	Told
	W int `json:"w"`
	H int `json:"h"`
	C int `json:"c,omitempty"` // 3: red, green and blue of each pixel; else gray

	Undone bool `json:"undone,omitempty"` // it was asked for without this: the picture stays as it was
}

// Rank is the place of one input among the held-out ones, by the mean squared error of what the network makes of each.
type Rank struct {
	Error  float64 `json:"error"`  // of the input
	Better int     `json:"better"` // held-out inputs with a smaller error
	Of     int     `json:"of"`     // held-out inputs
	Step   int     `json:"step"`   // at which these were measured, each with the recipe's noise
}

// Device tells what the worker found.
type Device struct {
	SIMD       bool   `json:"simd"`
	Fused      bool   `json:"fused"`       // fused arithmetic is available
	Relaxed    bool   `json:"relaxed"`     // it is an instruction here, and the faster one
	Threads    int    `json:"threads"`     // in use
	MaxThreads int    `json:"max_threads"` // that there are
	Isolated   bool   `json:"isolated"`
	Budget     int64  `json:"budget"` // bytes of the heap
	Build      string `json:"build"`
	Arithmetic string `json:"arithmetic"` // that "auto" stands for: "plain" or "fused"
}

// State is where a run stands.
type State string

const (
	StateLoading  State = "loading"  // data is on its way
	StateReady    State = "ready"    // not started
	StateRunning  State = "running"  //
	StatePaused   State = "paused"   //
	StateDone     State = "done"     // all steps of the recipe are done
	StateDiverged State = "diverged" // stopped at a loss that is not finite
)

// EventName names what the worker tells unasked.
type EventName string

const (
	EventReady      EventName = "ready"      // device: the worker takes requests
	EventMetrics    EventName = "metrics"    // metrics; at most some ten a second, and at each end of an epoch
	EventSnapshot   EventName = "snapshot"   // buffer: a frame
	EventCheckpoint EventName = "checkpoint" // link, step, record; buffers: to restore from, the record of it, its picture; only the first where a figure is not finite
	EventProgress   EventName = "progress"   // name, done, total: a download, in bytes
	EventState      EventName = "state"      // state, text: why; with a run all that is to be known of it, as in a reply
	EventDiverged   EventName = "diverged"   // step, loss, text, link: the last good state with a smaller learning rate
	EventLog        EventName = "log"        // level, text
	EventClassify   EventName = "classify"   // classes: what was reached so far; text: why it was stopped
	EventBench      EventName = "bench"      // bench: what was measured so far
	EventLook       EventName = "look"       // name, step, done, total: how far a kept run is on the way to the step that is looked at, in steps
	EventMoment     EventName = "moment"     // moment: what is shown in the place of the latest state, none: nothing is; while a step is sought also step, done, total, in steps
)

// Event is a message that the worker sends on its own.
type Event struct {
	Event   EventName        `json:"event"`
	Metrics *metrics.Metrics `json:"metrics,omitempty"`
	Device  *Device          `json:"device,omitempty"`
	State   State            `json:"state,omitempty"`
	Epoch   bool             `json:"epoch_end,omitempty"` // these metrics close an epoch
	Step    int              `json:"step,omitempty"`
	Loss    string           `json:"loss,omitempty"` // text, since JSON has no NaN
	Link    string           `json:"link,omitempty"`
	Name    string           `json:"name,omitempty"`
	Done    int64            `json:"done,omitempty"`
	Total   int64            `json:"total,omitempty"`
	Level   string           `json:"level,omitempty"` // "info", "warning" or "error"
	Text    string           `json:"text,omitempty"`
	Told
	Threads int    `json:"threads,omitempty"` // with metrics: that have shared the latest steps
	Bench   *Bench `json:"bench,omitempty"`

	Classes *Classification `json:"classes,omitempty"`

	Moment *Moment `json:"moment,omitempty"` // of a snapshot: that it is of, where it is not the latest
	Record *Record `json:"record,omitempty"` // with a checkpoint
}
