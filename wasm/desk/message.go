package desk

import (
	"bottleneck/core/fact"
	"bottleneck/core/wire"
	"bottleneck/wasm/trainer/json"
)

// Request is what every message from the page has. Buffers travel beside the JSON.
type Request struct {
	ID    uint32  `json:"id"` // repeated in the reply
	Op    string  `json:"op"`
	Sizes []int64 `json:"sizes"` // of the files that came beside, in bytes

	text string
}

// Fields reads what an operation asks for besides.
func (q *Request) Fields(v any) error {
	if err := json.Unmarshal([]byte(q.text), v); err != nil {
		return fact.New("message_unreadable", "why", err)
	}
	return nil
}

// Reply answers the request with the same ID. Error and Told are empty on success. Replies of operations embed it.
type Reply struct {
	ID    uint32 `json:"id"`
	Error string `json:"error,omitempty"`
	wire.Told
}

// Answer is a Reply, or a pointer to what embeds one.
type Answer interface{ head() *Reply }

func (r *Reply) head() *Reply { return r }

// Event is what a desk tells unasked: "ready", that it takes requests, or "progress", how far the request that it works on is.
type Event struct {
	Event string `json:"event"`
	Done  int    `json:"done"`
	Total int    `json:"total"`
}

// Buffer is bytes in pieces, one after the other.
type Buffer [][]byte

// Operation is what can be asked of a program. One at a time has its turn. With an error the answer, if there is one, says what else is known.
type Operation struct {
	Name string
	Do   func(d *Desk, q *Request) (Answer, []Buffer, error)
}
