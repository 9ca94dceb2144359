package build

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"bottleneck/wasm/memory"
)

// A program that another release of Go has written, with tables that shrink does not know, is built: larger, and with a warning.
func TestRefusedProgramsAreBuilt(t *testing.T) {
	root, err := ModuleRoot(".")
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	l := linker{ctx: context.Background(), root: root, cache: t.TempDir(), log: &log}
	linked, err := l.link("./wasm/shrink/testdata/traced")
	if err != nil {
		t.Fatal(err)
	}
	build := func(program []byte) int {
		t.Helper()
		log.Reset()
		module, err := l.shared("traced.wasm", program)
		if err != nil {
			t.Fatal(err)
		}
		if limits, err := memory.GetLimits(module); err != nil || limits != (memory.Limits{Pages: pages, Shared: true}) {
			t.Errorf("the memory is %+v, %v", limits, err)
		}
		return Gzipped(module)
	}
	small := build(linked)
	if log.Len() > 0 {
		t.Errorf("a warning about a program of this release: %s", log.String())
	}
	magic := []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8} // of the table of functions
	if !bytes.Contains(linked, magic) {
		t.Fatal("the program has no table of functions")
	}
	tables := build(bytes.ReplaceAll(linked, magic, []byte{0xf0, 0xff, 0xff, 0xff, 0, 0, 1, 8}))
	if got := log.String(); !strings.HasPrefix(got, "warning: traced.wasm is larger than it need be: what is never reached") || strings.Count(got, "\n") != 3 {
		t.Errorf("the log says %q", got)
	}
	l.whole = true
	whole := build(linked)
	if log.Len() > 0 {
		t.Errorf("a warning about what was not asked for: %s", log.String())
	}
	if small >= tables || tables >= whole {
		t.Errorf("%d bytes, %d with the tables, %d as Go links it", small, tables, whole)
	}
}
