// Package shrink makes linked Go programs smaller to send, without a change to what they do. emptyUnreached leaves out what they never enter, shortenCode writes the
// functions anew, joinData joins the data segments, dropLines drops what only stack traces need, and leaveOutDerived what follows from the rest.
// All of it may be left out.
//
// It knows how Go's compiler and linker write WebAssembly and how the runtime reads its tables, and refuses what looks
// otherwise: a new release of Go may make that necessary, and then programs are larger for a while.
package shrink

import "fmt"

// Program returns the program smaller by emptyUnreached, by dropLines, where keep is not empty, by shortenCode, leaveOutDerived and joinData. What one of
// them refuses is left as it is, and the error says so.
func Program(module []byte, keep ...string) ([]byte, []error) {
	var refused []error
	var steady map[int64]bool // is asked where nothing but sizes of frames is left to know about places in the code
	for _, way := range []struct {
		name string
		do   func([]byte) ([]byte, error)
	}{
		{"what is never reached", emptyUnreached},
		{"the tables for stack traces", func(b []byte) (out []byte, err error) {
			if len(keep) == 0 {
				return b, nil
			}
			if out, err = dropLines(b, keep...); err == nil {
				steady, err = steadyFrames(out)
			}
			return out, err
		}},
		{"the code", func(b []byte) ([]byte, error) { return shortenCode(b, steady) }},
		{"the tables of functions", leaveOutDerived},
		{"the data", joinData},
	} {
		smaller, err := way.do(module)
		if err != nil {
			refused = append(refused, fmt.Errorf("%s: left as large as before: %w", way.name, err))
			continue
		}
		module = smaller
	}
	return module, refused
}
