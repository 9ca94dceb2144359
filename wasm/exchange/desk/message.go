package desk

import (
	"errors"

	"bottleneck/core/data/files"
	"bottleneck/core/data/own"
	"bottleneck/core/fact"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

// Op names what a request asks for. Buffers travel beside the JSON, in the order given here.
type Op string

const (
	OpRead    Op = "read"    // names sizes of files that came beside, room: bytes that may be kept, choice of the person -> own summary labels; buffers: what was given, as own.Given.Encode writes it; the first of it, pictures of 32x32 or rows of float32
	OpWeights Op = "weights" // link, names and sizes of one file that came beside -> notes; buffer: its weights as the trainer loads them; weights of another network -> error, link: the recipe they were made with
	OpExport  Op = "export"  // target link notebook data; beside it weights as a safetensors file with its size, or none -> files notes; buffers: what the files hold
	OpArrays  Op = "arrays"  // arrays; beside it what each holds, with its size -> buffer: an .npz of them
	OpPicture Op = "picture" // view w h caption link; beside it frames of core/wire, which are shown one after the other, with their sizes -> buffer: panels as an SVG
	OpFilm    Op = "film"    // w h delay last link; beside it pictures of red, green, blue and opacity, with their sizes -> buffer: a GIF
)

// Request is a message from the page.
type Request struct {
	ID    uint32   `json:"id"` // repeated in the reply
	Op    Op       `json:"op"`
	Names []string `json:"names"` // read: of files, with the folder before it
	Sizes []int64  `json:"sizes"` // in bytes
	Room  int      `json:"room"`

	Target   string `json:"target"` // export: one of export.Targets
	Link     string `json:"link"`   // weights: of the recipe they are for; export: of the recipe
	Notebook bool   `json:"notebook"`
	Data     bool   `json:"data"` // with the data, where they are made

	Arrays []Array `json:"arrays"`

	Choice files.Choice `json:"choice"` // read: what the person decided

	View    string   `json:"view"` // picture: a wire.View, as JSON
	W       int      `json:"w"`    // pixels
	H       int      `json:"h"`
	Caption []string `json:"caption"` // picture: lines, the first a title
	Delay   int      `json:"delay"`   // film: between pictures, hundredths of a second
	Last    int      `json:"last"`    // film: how long the last one stands
}

// Array describes numbers in C order: float32, or bytes.
type Array struct {
	Name  string `json:"name"`
	Bytes bool   `json:"bytes"`
	Shape []int  `json:"shape"`
}

// Reply answers the request with the same ID. Error and Told are empty on success; the fields filled in depend on Op.
type Reply struct {
	ID    uint32 `json:"id"`
	Error string `json:"error,omitempty"`
	wire.Told

	Own     *wire.Own    `json:"own,omitempty"`
	Summary *own.Summary `json:"summary,omitempty"`
	Labels  []string     `json:"labels,omitempty"` // of the pictures that are shown
	Files   []string     `json:"files,omitempty"`  // export: their names, the first what was asked for
	Notes   []wire.Note  `json:"notes,omitempty"`  // what a person should know
	Link    string       `json:"link,omitempty"`
}

// Event is what the exchange tells unasked: "ready", that it takes requests, or "progress", how far the request that it works on is.
type Event struct {
	Event string `json:"event"`
	Done  int    `json:"done"`
	Total int    `json:"total"`
}

// Buffer is bytes in pieces, one after the other.
type Buffer [][]byte

// operations are what can be asked. One at a time has its turn.
var operations = []struct {
	op Op
	do func(d *Desk, q *Request) (Reply, []Buffer, error)
}{
	{OpRead, read}, {OpWeights, weights}, {OpExport, exported}, {OpArrays, arrays}, {OpPicture, pictured}, {OpFilm, filmed},
}

func (d *Desk) refuse(q *Request, why error) {
	f := fact.From(why)
	r := Reply{Error: f.Error(), Told: wire.Tell(f)}
	if misfit := (*train.Misfit)(nil); errors.As(why, &misfit) {
		r.Link = misfit.Recipe
	}
	d.answer(q, r)
}
