package desk

import (
	"bottleneck/core/fact"
	"bottleneck/core/wire"
)

// Op names what a request asks for. Buffers travel beside the JSON, in the order given here.
type Op string

const (
	OpRead Op = "read" // names sizes of files that came beside, room: bytes that may be kept -> own; buffers: what was given, as own.Given.Encode writes it; the first of it, pictures of 32x32 or rows of float32
)

// Request is a message from the page.
type Request struct {
	ID    uint32   `json:"id"` // repeated in the reply
	Op    Op       `json:"op"`
	Names []string `json:"names"` // read: of files, with the folder before it
	Sizes []int64  `json:"sizes"` // in bytes
	Room  int      `json:"room"`
}

// Reply answers the request with the same ID. Error and Told are empty on success; the fields filled in depend on Op.
type Reply struct {
	ID    uint32 `json:"id"`
	Error string `json:"error,omitempty"`
	wire.Told

	Own *wire.Own `json:"own,omitempty"`
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
	{OpRead, read},
}

func (d *Desk) refuse(q *Request, why error) {
	f := fact.From(why)
	d.answer(q, Reply{Error: f.Error(), Told: wire.Tell(f)})
}
