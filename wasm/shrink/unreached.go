package shrink

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"

	wasm "bottleneck/wasm/binary"
)

// instrument is a part of Go's runtime or library that a program has linked in and never enters, as long as it has none of the functions that switch it on.
type instrument struct {
	on    []string // functions that switch it on; nil: an environment that a browser does not give (GODEBUG)
	parts []string // functions that nothing else calls, by the beginnings of their names
}

// instruments are those of Go 1.26 that weigh something.
var instruments = []instrument{
	// The execution tracer: all of it is behind traceEnabled(), but for what allocates and locks.
	{on: []string{"runtime.StartTrace", "runtime/trace.Start", "runtime.(*FlightRecorder)", "runtime/trace.(*FlightRecorder).Start"}, parts: []string{
		"runtime.traceLocker.", "runtime.traceWriter.", "runtime.traceEventWriter.", "runtime.(*traceStackTable).", "runtime.(*traceStringTable).", "runtime.(*traceTypeTable).",
		"runtime.(*traceMap).", "runtime.(*traceRegionAlloc).", "runtime.(*traceBuf).", "runtime.traceAdvance", "runtime.traceReadCPU", "runtime.traceStopReadCPU", "runtime.traceSyncBatch",
		"runtime.traceStack", "runtime.traceAcquireEnabled", "runtime.traceRegisterLabelsAndReasons", "runtime.traceBufFlush", "runtime.makeTraceFrame", "runtime.startPCForTrace",
		"runtime.goStatusToTraceGoStatus", "runtime.dumpStacksRec", "runtime.dumpTypesRec", "runtime.(*profBuf).read", "runtime.(*profBuf).takeOverflow",
	}},
	// What GODEBUG asks for.
	{parts: []string{"runtime.schedtrace", "runtime.dumpScanStats", "runtime.printScavTrace", "runtime.checkFinalizersAndCleanups"}},
	// What makes one of the types that several modules have: a program without plugins is one module.
	{on: []string{"plugin.Open", "plugin.open"}, parts: []string{"runtime.typesEqual"}},
	// Methods as values, which reflection makes of what Value.Method gave.
	{on: []string{"reflect.Value.Method", "reflect.Value.call", "reflect.Value.Call", "reflect.MakeFunc", "reflect.FuncOf"}, parts: []string{
		"reflect.makeMethodValue", "reflect.callMethod", "reflect.methodReceiver", "reflect.funcLayout", "reflect.newAbiDesc", "reflect.addTypeBits", "reflect.(*abiSeq).", "reflect.valueMethodName",
	}},
}

// asked are functions that tell whether an instrument is on: they are called where it is not, unless the compiler has put them where they are asked.
var asked = []string{"runtime.traceLocker.ok"}

// emptyUnreached returns the module with a trap in the place of functions that it never reaches: parts of instruments that nothing in it switches on.
//
// It needs the names of functions, so it goes before dropLines.
func emptyUnreached(module []byte) ([]byte, error) {
	names, err := functionNames(module)
	if err != nil {
		return nil, err
	}
	begins := func(list []string) func(name string) bool {
		return func(name string) bool {
			return slices.ContainsFunc(list, func(start string) bool { return strings.HasPrefix(name, start) })
		}
	}
	var empty []string
	for _, i := range instruments {
		if !slices.ContainsFunc(names, begins(i.on)) {
			empty = append(empty, i.parts...)
		}
	}
	sections, err := wasm.Split(module)
	if err != nil {
		return nil, err
	}
	unreached := begins(empty)
	trap := []byte{0, opUnreachable, opEnd} // no locals
	out := []byte(wasm.Header)
	for _, s := range sections {
		body := s.Body
		if s.ID == wasm.SectionCode {
			r := s.Reader()
			n, err := r.Uint(32)
			if err != nil {
				return nil, err
			}
			if n != uint64(len(names)) {
				return nil, errors.New("shrink: the table of functions is not that of the code")
			}
			body = wasm.AppendUint(nil, n)
			for _, name := range names {
				size, err := r.Uint(32)
				if err != nil {
					return nil, err
				}
				code, err := r.Bytes(size)
				if err != nil {
					return nil, err
				}
				if unreached(name) && !slices.Contains(asked, name) {
					code = trap
				}
				body = append(wasm.AppendUint(body, uint64(len(code))), code...)
			}
		}
		out = wasm.AppendSection(out, s.ID, body)
	}
	return out, nil
}

// functionNames are the names of the module's own functions, in the order of the code: that is the order of the runtime's table.
func functionNames(module []byte) (names []string, err error) {
	t, err := tableIn(module)
	if err != nil {
		return nil, err
	}
	var first uint32
	for i := range t.count {
		f, err := t.function(i)
		if err != nil {
			return nil, err
		}
		number := binary.LittleEndian.Uint32(f)
		if i == 0 {
			first = number
		}
		if number != first+uint32(i) {
			return nil, fmt.Errorf("shrink: function %d of the table has the number %d, %d expected", i, number, first+uint32(i))
		}
		at := int(binary.LittleEndian.Uint32(f[funcName:]))
		if at >= len(t.names) {
			return nil, errors.New("shrink: a name lies outside the table")
		}
		name, _, _ := strings.Cut(string(t.names[at:min(at+200, len(t.names))]), "\x00")
		names = append(names, name)
	}
	return names, nil
}
