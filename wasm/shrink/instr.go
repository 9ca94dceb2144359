package shrink

import (
	"fmt"

	"bottleneck/wasm/binary"
)

// Opcodes that the rewriting of code has to know by name.
const (
	opUnreachable  = 0x00
	opBlock        = 0x02
	opLoop         = 0x03
	opIf           = 0x04
	opElse         = 0x05
	opBr           = 0x0c
	opBrIf         = 0x0d
	opBrTable      = 0x0e
	opReturn       = 0x0f
	opCall         = 0x10
	opCallIndirect = 0x11
	opLocalGet     = 0x20
	opLocalSet     = 0x21
	opLocalTee     = 0x22
	opGlobalGet    = 0x23
	opGlobalSet    = 0x24
	opI64Const     = 0x42
	opI32Add       = 0x6a
	opI64Add       = 0x7c
	opI64Or        = 0x84
	opI32Wrap      = 0xa7
	opI64ExtendU   = 0xad

	emptyBlock = 0x40 // the type of a block without a result, as a byte
	noResult   = -64  // the same as a number
)

// instr is one instruction. arg is the number behind the opcode, if there is one: a constant, an index or a label.
type instr struct {
	op     byte
	arg    int64
	offset int64    // of a load or store, whose arg is the alignment
	bytes  []byte   // as it stands in the module; nil when it has been made here
	table  []uint32 // labels of br_table; the last is the default
	to     place    // where br and br_if lead
	callee int64    // of opLeave
}

// readInstr reads one instruction of those that Go's compiler emits; it refuses others.
func readInstr(r *binary.Reader) (instr, error) {
	start := r.Pos
	op, err := r.Byte()
	if err != nil {
		return instr{}, err
	}
	in := instr{op: op}
	unsigned := func(fields ...*int64) {
		for _, f := range fields {
			var v uint64
			if v, err = r.Uint(32); err != nil {
				return
			}
			*f = int64(v)
		}
	}
	switch {
	case op == opBlock, op == opLoop, op == opIf:
		in.arg, err = r.Int(33)
	case op == opBr, op == opBrIf, op == opCall, op >= opLocalGet && op <= opGlobalSet:
		unsigned(&in.arg)
	case op == opCallIndirect: // type, table
		unsigned(&in.arg, new(int64))
	case in.loads(), in.stores():
		unsigned(&in.arg, &in.offset)
	case op == 0x3f, op == 0x40: // memory.size, memory.grow
		unsigned(&in.arg)
	case op == opBrTable:
		var n uint64
		if n, err = r.Uint(32); err != nil {
			break
		}
		for i := uint64(0); i <= n && err == nil; i++ {
			unsigned(&in.arg)
			in.table = append(in.table, uint32(in.arg))
		}
	case op == opI32Const:
		in.arg, err = r.Int(32)
	case op == opI64Const:
		in.arg, err = r.Int(64)
	case op == 0x43: // f32.const
		_, err = r.Bytes(4)
	case op == 0x44: // f64.const
		_, err = r.Bytes(8)
	case op == 0xfc:
		unsigned(&in.arg)
		switch {
		case err != nil || in.arg <= 7: // saturating conversions
		case in.arg == 10: // memory.copy
			_, err = r.Bytes(2)
		case in.arg == 11: // memory.fill
			_, err = r.Bytes(1)
		default:
			err = fmt.Errorf("shrink: instruction 0xfc %d at byte %d is not one of Go's", in.arg, r.At+start)
		}
	case op == opUnreachable, op == 0x01, op == opElse, op == opEnd, op == opReturn, op == 0x1a, op == 0x1b, op >= 0x45 && op <= 0xc4:
	default:
		err = fmt.Errorf("shrink: instruction 0x%02x at byte %d is not one of Go's", op, r.At+start)
	}
	in.bytes = r.Buf[start:r.Pos]
	return in, err
}

// append writes the instruction.
func (in instr) append(b []byte) []byte {
	if in.bytes != nil {
		return append(b, in.bytes...)
	}
	b = append(b, in.op)
	if in.loads() || in.stores() {
		return binary.AppendUint(binary.AppendUint(b, uint64(in.arg)), uint64(in.offset))
	}
	switch in.op {
	case opBr, opBrIf, opCall, opLocalGet, opLocalSet, opLocalTee, opGlobalGet, opGlobalSet:
		return binary.AppendUint(b, uint64(in.arg))
	case opI32Const, opI64Const:
		return binary.AppendInt(b, in.arg)
	case opBlock, opLoop, opIf:
		return append(b, emptyBlock)
	case opBrTable:
		b = binary.AppendUint(b, uint64(len(in.table)-1))
		for _, l := range in.table {
			b = binary.AppendUint(b, uint64(l))
		}
	}
	return b
}

func (in instr) loads() bool  { return in.op >= 0x28 && in.op <= 0x35 }
func (in instr) stores() bool { return in.op >= 0x36 && in.op <= 0x3e }

// effect is how many values the instruction takes from the stack and puts there; it is not known of calls, branches
// and blocks.
func (in instr) effect() (takes, puts int, known bool) {
	within := func(from, to byte) bool { return in.op >= from && in.op <= to }
	switch {
	case in.op == opLocalGet, in.op == opGlobalGet, within(opI32Const, 0x44):
		return 0, 1, true
	case in.op == opLocalSet, in.op == opGlobalSet, in.op == 0x1a: // drop
		return 1, 0, true
	case in.stores():
		return 2, 0, true
	case in.op == 0x1b: // select
		return 3, 1, true
	case in.op == opLocalTee, in.loads(), in.op == 0x45, in.op == 0x50, // tests for zero
		within(0x67, 0x69), within(0x79, 0x7b), within(0x8b, 0x91), within(0x99, 0x9f), within(0xa7, 0xc4): // of one number
		return 1, 1, true
	case within(0x46, 0xa6): // of two numbers: comparisons and arithmetic
		return 2, 1, true
	}
	return 0, 0, false
}
