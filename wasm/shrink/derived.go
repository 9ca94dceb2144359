package shrink

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	wasm "bottleneck/wasm/binary"
)

// Words of runtime.moduledata (runtime/symtab.go).
const (
	wordHeader    = 0 // address of the table's header
	wordNames     = 1 // address of the names
	wordFindFunc  = 19
	wordLeastPC   = 20
	wordMostPC    = 21
	moduleWords   = 22
	bucketPCs     = 4096    // internal/abi.FuncTabBucketSize
	bucketBytes   = 4 + 16  // runtime.findfuncbucket: index, 16 differences
	functionPCs   = 1 << 16 // in WebAssembly; so a function has 16 buckets
	bucketsOfFunc = functionPCs / bucketPCs
)

// derived is what the runtime's tables of functions say that follows from the order of the functions: their numbers, where the
// record of each lies, and where to begin the search for the function of an instruction. Compressed, that is a
// twentieth of a small program, and a quarter of its bytes as they are.
type derived struct {
	count, number uint32 // how many functions there are, and the number of the first; the others follow
	table         uint32 // for each its number and where its record lies, behind table; in the image
	record        uint32 // where the first record lies; the others follow, from multiples of 8 on
	buckets       uint32 // for so many runs of instructions
	starts        uint32 // the function to begin the search with
}

// leaveOutDerived returns the module without what derived and powers describe, and with a function that writes it when the program is
// instantiated. The memory that the program sees is the same.
func leaveOutDerived(module []byte) ([]byte, error) {
	var d derived
	var ten powers
	var base uint32
	out, err := rewriteData(module, func(segments []segment) ([]segment, error) {
		if len(segments) == 0 {
			return nil, nil
		}
		var image []byte
		image, base = imageOf(segments)
		var err error
		if d, err = describe(image, base); err != nil {
			return nil, err
		}
		if err := d.check(image); err != nil {
			return nil, err
		}
		for at := range d.words(image) {
			clear(image[at : at+4])
		}
		ten = findPowers(image)
		ten.leaveOut(image)
		return partsOf(image, segments), nil
	})
	if err != nil {
		return nil, err
	}
	if d.count == 0 {
		return nil, errors.New("shrink: the module has no data")
	}
	const i, record, words = 0, 1, 2 // locals: two of 32 bits, five of 64
	body := []byte{2, 2, byte(wasm.I32), 5, byte(wasm.I64)}
	for _, in := range slices.Concat(d.code(base, i, record), ten.code(base, i, words), []instr{{op: opEnd}}) {
		body = in.append(body)
	}
	return startWith(out, body)
}

// describe finds the tables. base is the address of the image.
func describe(image []byte, base uint32) (derived, error) {
	t, err := findTable(image)
	if err != nil {
		return derived{}, err
	}
	le := binary.LittleEndian
	word := func(at, k int) uint64 { return le.Uint64(image[at+8*k:]) }
	module := -1
	for a := int(-base % 8); a+8*moduleWords <= len(image); a += 8 {
		if word(a, wordHeader) == uint64(base)+uint64(t.at) && word(a, wordNames) == uint64(base)+uint64(t.namesAt) {
			if module >= 0 {
				return derived{}, errors.New("shrink: two descriptions of the module found, 1 expected")
			}
			module = a
		}
	}
	if module < 0 {
		return derived{}, errors.New("shrink: no description of the module found; has Go changed its layout?")
	}
	least, most := word(module, wordLeastPC), word(module, wordMostPC)
	starts := word(module, wordFindFunc) - uint64(base)
	if most < least || most-least > 1<<32 || starts >= uint64(len(image)) {
		return derived{}, fmt.Errorf("shrink: the functions lie from 0x%x to 0x%x, and what begins their search at %d", least, most, starts)
	}
	return derived{
		count: uint32(t.count), number: le.Uint32(t.funcs), table: uint32(len(image) - len(t.funcs)), record: le.Uint32(t.funcs[4:]),
		buckets: uint32((most - least + bucketPCs - 1) / bucketPCs), starts: uint32(starts),
	}, nil
}

// words walks all words of four bytes that d describes: where each lies in the image, and what it is. It ends where the image does.
func (d derived) words(image []byte) func(yield func(at, word uint32) bool) {
	return func(yield func(at, word uint32) bool) {
		record := d.record
		for i := range d.count {
			at := uint64(d.table) + uint64(record)
			if at+funcSize > uint64(len(image)) {
				return
			}
			f := image[at:]
			if !yield(d.table+8*i, d.number+i) || !yield(d.table+8*i+4, record) || !yield(uint32(at), d.number+i) {
				return
			}
			record = (record + funcSize + 7 + 4*(binary.LittleEndian.Uint32(f[funcNPCData:])+uint32(f[funcNFuncData]))) &^ 7
		}
		for b := range d.buckets {
			if !yield(d.starts+bucketBytes*b, b/bucketsOfFunc) {
				return
			}
		}
	}
}

// check finds out whether the image is as d describes it.
func (d derived) check(image []byte) error {
	n := uint32(0)
	for at, want := range d.words(image) {
		if uint64(at)+4 > uint64(len(image)) {
			return fmt.Errorf("shrink: the tables of functions end at %d, beyond the data", at)
		}
		if got := binary.LittleEndian.Uint32(image[at:]); got != want {
			return fmt.Errorf("shrink: %d found at %d in the tables of functions, %d expected; has Go changed its layout?", got, at, want)
		}
		n++
	}
	if n != 3*d.count+d.buckets {
		return fmt.Errorf("shrink: %d words in the tables of functions, %d expected", n, 3*d.count+d.buckets)
	}
	return nil
}

// code writes what d describes; base is the address of the image, i and record are locals of 32 bits that are 0.
func (d derived) code(base uint32, i, record int64) (code []instr) {
	table, starts := int64(base+d.table), int64(base+d.starts)
	get := func(local int64) instr { return instr{op: opLocalGet, arg: local} }
	number := func(n uint32) instr { return instr{op: opI32Const, arg: int64(n)} }
	put := instr{op: 0x36, arg: 2} // i32.store
	at := func(in instr, offset int64) instr { in.offset = offset; return in }
	add, mul := instr{op: opI32Add}, instr{op: 0x6c}
	// while i < n, after the body
	again := func(n uint32) []instr {
		return []instr{get(i), number(1), add, {op: opLocalTee, arg: i}, number(n), {op: 0x49}, {op: opBrIf}, {op: opEnd}}
	}
	is := func(in ...instr) { code = append(code, in...) }

	is(number(d.record), instr{op: opLocalSet, arg: record}, instr{op: opLoop, arg: noResult})
	is(get(i), number(8), mul, get(i), number(d.number), add, at(put, table))
	is(get(i), number(8), mul, get(record), at(put, table+4))
	is(get(record), get(i), number(d.number), add, at(put, table))
	is(get(record), number(funcSize+7), add, get(record), at(instr{op: 0x28, arg: 2}, table+funcNPCData)) // i32.load
	is(get(record), at(instr{op: 0x2d}, table+funcNFuncData), add, number(4), mul, add)                   // i32.load8_u
	is(instr{op: opI32Const, arg: -8}, instr{op: 0x71}, instr{op: opLocalSet, arg: record})               // i32.and
	is(again(d.count)...)

	is(number(0), instr{op: opLocalSet, arg: i}, instr{op: opLoop, arg: noResult})
	is(get(i), number(bucketBytes), mul, get(i), number(4), instr{op: 0x76}, at(put, starts)) // i32.shr_u, by bucketsOfFunc
	is(again(d.buckets)...)
	return code
}
