package shrink

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// pclnMagic starts the table of functions that Go's runtime reads (runtime.pcHeader): magic of Go 1.20 and later, two
// zeros, instructions of 1 byte, pointers of 8.
var pclnMagic = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}

// dropLines returns the module without what Go's runtime needs only to print stack traces or to stop a thread by a
// signal: the tables that map instructions to files and lines, what is known of arguments, and the names of functions
// that do not start with one of keep. A trace still shows which functions of the program's own it went through. The
// tables' place is filled with zeros, so no address changes; compressed, a seventh of a small program goes.
//
// It knows the layout of Go 1.20 to 1.26 (runtime/symtab.go, runtime/runtime2.go) and refuses any other.
func dropLines(module []byte, keep ...string) ([]byte, error) {
	found := false
	out, err := rewriteData(module, func(segments []segment) ([]segment, error) {
		found = true
		return withoutLines(segments, keep)
	})
	if err == nil && !found {
		err = errors.New("shrink: the module has no data")
	}
	return out, err
}

func withoutLines(segments []segment, keep []string) ([]segment, error) {
	if len(segments) == 0 {
		return nil, errors.New("shrink: the module has no data")
	}
	image, _ := imageOf(segments)
	t, err := findTable(image)
	if err != nil {
		return nil, err
	}
	if err := t.drop(keep); err != nil {
		return nil, err
	}
	return partsOf(image, segments), nil
}

// imageOf returns what the segments, of which there are some, make of the memory from base on.
func imageOf(segments []segment) (image []byte, base uint32) {
	base = segments[0].offset
	last := segments[len(segments)-1]
	image = make([]byte, int(last.offset-base)+len(last.bytes))
	for _, s := range segments {
		copy(image[s.offset-base:], s.bytes)
	}
	return image, base
}

// partsOf returns the segments as the image has them now.
func partsOf(image []byte, segments []segment) []segment {
	out := make([]segment, len(segments))
	for i, s := range segments {
		from := int(s.offset - segments[0].offset)
		out[i] = segment{s.offset, image[from : from+len(s.bytes)]}
	}
	return out
}

// table is the runtime's table of functions, within the image of the memory.
type table struct {
	names, files, pcs, funcs []byte // runtime.moduledata's funcnametab, cutab with filetab, pctab, pclntable; funcs goes on to the image's end
	count                    int
	at, namesAt              int // where the header and the names lie in the image
}

// findTable finds the header that describes a table which lies in the image.
func findTable(image []byte) (*table, error) {
	const words = 8
	var found *table
	for at := 0; ; at++ {
		i := bytes.Index(image[at:], pclnMagic)
		if i < 0 {
			break
		}
		at += i
		if at+8+8*words > len(image) {
			break
		}
		var w [words]uint64
		for k := range w {
			w[k] = binary.LittleEndian.Uint64(image[at+8+8*k:])
		}
		count, names, cus, files, pcs, funcs := w[0], w[3], w[4], w[5], w[6], w[7]
		size := uint64(len(image) - at)
		if !(names <= cus && cus <= files && files <= pcs && pcs <= funcs && funcs < size && count > 0 && count < (size-funcs)/8) {
			continue // the same eight bytes by chance
		}
		if found != nil {
			return nil, errors.New("shrink: two tables of functions found, 1 expected")
		}
		found = &table{image[at+int(names) : at+int(cus)], image[at+int(cus) : at+int(pcs)], image[at+int(pcs) : at+int(funcs)], image[at+int(funcs):], int(count), at, at + int(names)}
	}
	if found == nil {
		return nil, errors.New("shrink: no table of functions found; has Go changed its layout?")
	}
	return found, nil
}

// Offsets in runtime._func.
const (
	funcName      = 4
	funcPCSP      = 16
	funcPCFile    = 20
	funcPCLn      = 24
	funcNPCData   = 28
	funcCU        = 32
	funcStartLine = 36
	funcNFuncData = 43
	funcSize      = 44
)

// Tables of a function that only traces and preemption by signals read, neither of which is here (internal/abi/symtab.go).
const (
	pcdataUnsafePoint = 0
	pcdataArgLive     = 3
	funcdataArgInfo   = 5
	funcdataArgLive   = 6
	funcdataWrapInfo  = 7
)

// drop drops names and unlinks the tables of files, lines and arguments, and zeroes what nothing refers to any more.
func (t *table) drop(keep []string) error {
	le := binary.LittleEndian
	t.dropNames(keep)
	clear(t.files)
	kept := make([]bool, len(t.pcs))
	for i := range t.count {
		f, err := t.function(i)
		if err != nil {
			return err
		}
		n := int(le.Uint32(f[funcNPCData:]))
		if n > 64 || funcSize+4*n > len(f) {
			return fmt.Errorf("shrink: function %d announces %d tables", i, n)
		}
		data := f[funcSize+4*n:]
		if 4*int(f[funcNFuncData]) > len(data) {
			return fmt.Errorf("shrink: function %d announces %d data", i, f[funcNFuncData])
		}
		tables := []uint32{le.Uint32(f[funcPCSP:])}
		for k := range n {
			if k == pcdataUnsafePoint || k == pcdataArgLive {
				le.PutUint32(f[funcSize+4*k:], 0) // 0: no table
			}
			tables = append(tables, le.Uint32(f[funcSize+4*k:]))
		}
		for k := range int(f[funcNFuncData]) {
			if k == funcdataArgInfo || k == funcdataArgLive || k == funcdataWrapInfo {
				le.PutUint32(data[4*k:], ^uint32(0)) // all ones: no data
			}
		}
		for _, from := range tables {
			if err := t.mark(kept, int(from)); err != nil {
				return fmt.Errorf("shrink: function %d: %w", i, err)
			}
		}
		le.PutUint32(f[funcPCFile:], 0) // 0: no table; the runtime then prints "?"
		le.PutUint32(f[funcPCLn:], 0)
		le.PutUint32(f[funcCU:], 0)
		le.PutUint32(f[funcStartLine:], 0)
		name := int(le.Uint32(f[funcName:]))
		if name >= len(t.names) {
			return fmt.Errorf("shrink: the name of function %d lies outside the table", i)
		}
		if t.names[name] == 0 {
			le.PutUint32(f[funcName:], 0)
		}
	}
	for i, keep := range kept {
		if !keep {
			t.pcs[i] = 0
		}
	}
	return nil
}

// function returns what the table says of function i, and what follows.
func (t *table) function(i int) ([]byte, error) {
	at := int(binary.LittleEndian.Uint32(t.funcs[8*i+4:]))
	if at < 8*t.count || at+funcSize > len(t.funcs) {
		return nil, fmt.Errorf("shrink: function %d of %d lies outside the table", i, t.count)
	}
	return t.funcs[at:], nil
}

// dropNames zeroes the names that start with none of keep; they read as "". Names end with a zero.
func (t *table) dropNames(keep []string) {
	for at := 0; at < len(t.names); {
		n := bytes.IndexByte(t.names[at:], 0)
		if n < 0 {
			n = len(t.names) - at
		}
		name := t.names[at : at+n]
		if !slices.ContainsFunc(keep, func(prefix string) bool { return strings.HasPrefix(string(name), prefix) }) {
			clear(name)
		}
		at += n + 1
	}
}

// mark marks the bytes of the table at from.
func (t *table) mark(kept []bool, from int) error {
	if from == 0 {
		return nil
	}
	end, err := t.walk(from, nil)
	for at := from; at < end; at++ {
		kept[at] = true
	}
	return err
}

// walk walks the table at from: pairs of varints, by how much a value changes and for how many places it holds, ended by a zero change
// behind the first. It calls f, where there is one, for each pair, and returns where the table ends.
func (t *table) walk(from int, f func(change, places uint64)) (end int, err error) {
	at := from
	varint := func() (v uint64, err error) {
		for shift := 0; ; shift += 7 {
			if at >= len(t.pcs) || shift > 28 {
				return 0, fmt.Errorf("the table at %d has no end", from)
			}
			b := t.pcs[at]
			at++
			v |= uint64(b&0x7f) << shift
			if b < 0x80 {
				return v, nil
			}
		}
	}
	for {
		first := at == from
		change, err := varint()
		if err != nil || change == 0 && !first {
			return at, err
		}
		places, err := varint()
		if err != nil {
			return at, err
		}
		if f != nil {
			f(change, places)
		}
	}
}
