package shrink

import (
	"errors"
	"fmt"
	"slices"

	"bottleneck/wasm/binary"
)

// function is the body of a function as Go's compiler builds it (cmd/internal/obj/wasm): code in segments, which a
// table at the entry selects by the number in local 0, PC_B.
//
//	[block]                 unwinds: a branch to its end returns 1
//	[loop]                  loops: a branch to it jumps to the segment that local 0 names
//	block ... block         one for each segment
//	local.get 0, br_table
//	end, segment 0, end, segment 1, ..., end, segment n-1
//	[end] unreachable [end, i32.const 1] end
type function struct {
	at             int // where the body begins in the module, for messages
	locals         []locals
	head           []instr // the copy of SP into local 1, or nothing; all the code where there is no table
	unwinds, loops bool
	table          []uint32 // number in local 0 -> segment
	segments       [][]instr
}

// locals are count locals of one type.
type locals struct {
	count uint64
	kind  binary.ValType
}

// place says where a branch leads.
type place int8

const (
	inner        place = iota // the instruction's own label counts: the target is within the segment
	segmentStart              // a later segment, whose number is the argument
	entry                     // the loop
	unwind                    // the end of the outermost block
)

// errOther says that a function has no table of segments: it was written in assembly, or neither jumps nor calls.
var errOther = errors.New("shrink: another kind of function")

// parseFunction reads a body that begins at byte at of the module. The error is errOther beside a function without a table.
func parseFunction(body []byte, at int) (*function, error) {
	r := &binary.Reader{Buf: body, At: at}
	f := &function{at: at}
	if err := readLocals(r, f); err != nil {
		return nil, err
	}
	var code []instr
	for r.Pos < len(body) {
		in, err := readInstr(r)
		if err != nil {
			return nil, err
		}
		code = append(code, in)
	}
	wrong := func(what string) error { return fmt.Errorf("shrink: function at byte %d: %s", at, what) }
	starts := func(i int, op byte, arg int64) bool { return i < len(code) && is(code[i], op, arg) }

	i := 0
	if starts(0, opGlobalGet, 0) && starts(1, opLocalSet, 1) {
		i = 2
	}
	other := &function{at: at, locals: f.locals, head: code}
	f.head = code[:i]
	blocks, loop := 0, -1
	for ; i < len(code) && (code[i].op == opBlock || code[i].op == opLoop); i++ {
		if code[i].op == opBlock {
			blocks++
		} else if loop < 0 {
			loop = blocks
		} else {
			return other, errOther
		}
	}
	if !starts(i, opLocalGet, 0) || i+1 >= len(code) || code[i+1].op != opBrTable {
		return other, errOther
	}
	f.table = code[i+1].table
	n := int(slices.Max(f.table)) + 1
	f.unwinds, f.loops = blocks == n+1, loop >= 0
	if blocks != n && !f.unwinds || f.loops && loop != blocks-n {
		return nil, wrong(fmt.Sprintf("%d blocks found before a table of %d, the loop behind %d", blocks, n, loop))
	}
	code = code[i+2:]

	// The end: everything behind the last segment.
	last := []instr{{op: opUnreachable}, {op: opEnd}}
	if f.unwinds {
		last = []instr{{op: opUnreachable}, {op: opEnd}, {op: opI32Const, arg: 1}, {op: opEnd}}
	}
	if f.loops {
		last = append([]instr{{op: opEnd}}, last...)
	}
	body0 := len(code) - len(last)
	if body0 < 0 || !slices.EqualFunc(code[body0:], last, func(a, b instr) bool { return a.op == b.op && a.arg == b.arg }) {
		return nil, wrong("it does not end as Go's functions do")
	}
	if err := f.split(code[:body0], n); err != nil {
		return nil, wrong(err.Error())
	}
	return f, nil
}

// split cuts code into n segments and finds out where its branches lead.
func (f *function) split(code []instr, n int) error {
	if len(code) == 0 || code[0].op != opEnd {
		return errors.New("the table is not the last of its block")
	}
	depth := 0 // blocks that the segment itself has opened
	for i, in := range code {
		s := len(f.segments) - 1
		switch in.op {
		case opBlock, opLoop, opIf:
			depth++
		case opEnd:
			if depth == 0 {
				f.segments = append(f.segments, nil)
				continue
			}
			depth--
		case opBrTable:
			return errors.New("a second table of branches")
		case opLocalGet, opLocalTee:
			if in.arg == 0 && !(in.op == opLocalGet && i >= 2 && code[i-2].op == opLocalSet && code[i-2].arg == 0) {
				return errors.New("local 0 is read where Go's compiler does not")
			}
		case opBr, opBrIf:
			in.resolve(depth, n-1-s, f.loops)
			if in.to == segmentStart {
				in.arg += int64(s) + 1
			}
			if in.to == unwind && (!f.unwinds || in.arg != 0) {
				return fmt.Errorf("a branch leads out of the function")
			}
		}
		f.segments[s] = append(f.segments[s], in)
	}
	if depth != 0 || len(f.segments) != n {
		return fmt.Errorf("%d segments found, %d expected, %d blocks open", len(f.segments), n, depth)
	}
	return nil
}

// resolve turns a label into a place. Of the blocks around the instruction, depth are the segment's own, later those of
// segments behind it.
func (in *instr) resolve(depth, later int, loops bool) {
	if in.arg < int64(depth) {
		return
	}
	in.bytes = nil
	in.arg -= int64(depth)
	if in.arg < int64(later) {
		in.to = segmentStart
		return
	}
	in.arg -= int64(later)
	if loops {
		if in.arg == 0 {
			in.to = entry
			return
		}
		in.arg--
	}
	in.to = unwind
}

// append writes the body.
func (f *function) append(b []byte) []byte {
	b = binary.AppendUint(b, uint64(len(f.locals)))
	for _, l := range f.locals {
		b = append(binary.AppendUint(b, l.count), byte(l.kind))
	}
	for _, in := range f.head {
		b = in.append(b)
	}
	if f.table == nil {
		return b
	}
	if f.unwinds {
		b = append(b, opBlock, emptyBlock)
	}
	if f.loops {
		b = append(b, opLoop, emptyBlock)
	}
	for range f.segments {
		b = append(b, opBlock, emptyBlock)
	}
	b = append(b, opLocalGet, 0)
	b = instr{op: opBrTable, table: f.table}.append(b)
	for s, code := range f.segments {
		b = append(b, opEnd)
		depth, later := 0, len(f.segments)-1-s
		for _, in := range code {
			switch in.op {
			case opBlock, opLoop, opIf:
				depth++
			case opEnd:
				depth--
			}
			switch in.to {
			case segmentStart:
				in.arg += int64(depth - s - 1)
			case entry:
				in.arg = int64(depth + later)
			case unwind:
				in.arg = int64(depth + later)
				if f.loops {
					in.arg++
				}
			}
			b = in.append(b)
		}
	}
	if f.loops {
		b = append(b, opEnd)
	}
	b = append(b, opUnreachable)
	if f.unwinds {
		b = append(b, opEnd, opI32Const, 1)
	}
	return append(b, opEnd)
}

// readLocals reads the declarations at the head of a body.
func readLocals(r *binary.Reader, f *function) error {
	n, err := r.Uint(32)
	for i := uint64(0); i < n && err == nil; i++ {
		var l locals
		if l.count, err = r.Uint(32); err == nil {
			var kind byte
			kind, err = r.Byte()
			l.kind = binary.ValType(kind)
		}
		f.locals = append(f.locals, l)
	}
	return err
}
