package desk_test

import (
	"testing"

	"bottleneck/core/fact"
	"bottleneck/wasm/desk"
	"bottleneck/wasm/desk/desktest"
)

// measured answers how much came beside the request and with it.
type measured struct {
	desk.Reply
	Bytes int `json:"bytes"`
}

var operations = []desk.Operation{
	{Name: "measure", Do: func(d *desk.Desk, q *desk.Request) (desk.Answer, []desk.Buffer, error) {
		var f struct{ Salt string }
		if err := q.Fields(&f); err != nil {
			return nil, nil, err
		}
		b, err := d.Read(0, 0, q.Sizes[0])
		d.Progress(1, 1)
		return &measured{Bytes: len(b) + len(f.Salt)}, []desk.Buffer{{b, []byte("!")}}, err
	}},
	{Name: "burn", Do: func(*desk.Desk, *desk.Request) (desk.Answer, []desk.Buffer, error) {
		return &measured{Bytes: 3}, []desk.Buffer{{nil}}, fact.New("file_gone")
	}},
	{Name: "drop", Do: func(*desk.Desk, *desk.Request) (desk.Answer, []desk.Buffer, error) { panic("a fault") }},
	{Name: "say", Do: func(*desk.Desk, *desk.Request) (desk.Answer, []desk.Buffer, error) { return nil, nil, nil }},
}

// An operation has the fields of its request and what came beside it. What goes wrong is said, by code and in words, with what is known all the same
// and without buffers; it ends nothing but the request.
func TestHandle(t *testing.T) {
	b := &desktest.Browser{}
	for _, tt := range []struct {
		op     string
		fields desktest.Fields
		code   any
		bytes  any
		sent   int
	}{
		{"measure", desktest.Fields{"Salt": "abc"}, nil, 8., 1},
		{"burn", nil, "file_gone", 3., 0},
		{"drop", nil, "internal_error", nil, 0},
		{"say", nil, nil, nil, 0},
		{"bake", nil, "operation_unknown", nil, 0},
		{"measure", desktest.Fields{"Salt": 1}, "message_unreadable", nil, 0},
		{"measure", desktest.Fields{"sizes": []int{9}}, "file_changed", 5., 0},
	} {
		r := b.Ask(t, operations, tt.op, tt.fields, []byte("sugar"))
		if r["code"] != tt.code || r["bytes"] != tt.bytes || len(b.Buffers) != tt.sent || (r["error"] == nil) != (tt.code == nil) {
			t.Errorf("%s %v: %v and %d buffers", tt.op, tt.fields, r, len(b.Buffers))
		}
	}
	if r := b.Ask(t, operations, "measure", nil, []byte("sugar")); string(b.Buffers[0]) != "sugar!" || b.Posted[0]["event"] != "progress" || r["bytes"] != 5. {
		t.Errorf("%v, %q", b.Posted, b.Buffers)
	}
	d := desk.New(b, operations)
	if d.Handle(`{"id":`); b.Posted[len(b.Posted)-1]["code"] != "message_unreadable" {
		t.Errorf("no JSON: %v", b.Posted)
	}
}
