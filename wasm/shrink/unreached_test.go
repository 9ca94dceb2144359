package shrink

import (
	"slices"
	"strings"
	"testing"

	"bottleneck/wasm/binary"
)

// bodiesByName are the functions of a module, by their names.
func bodiesByName(t *testing.T, module []byte, names []string) map[string][]byte {
	t.Helper()
	sections, err := binary.Split(module)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]byte{}
	for _, s := range sections {
		if s.ID != binary.SectionCode {
			continue
		}
		r := s.Reader()
		n, _ := r.Uint(32)
		if n != uint64(len(names)) {
			t.Fatalf("%d functions, %d names", n, len(names))
		}
		for _, name := range names {
			size, _ := r.Uint(32)
			if found[name], err = r.Bytes(size); err != nil {
				t.Fatal(err)
			}
		}
	}
	return found
}

// Instruments that nothing switches on are left out, all else stays as it is, and the program does the same.
func TestInstrumentsAreLeftOut(t *testing.T) {
	linked := link(t, "wasip1", "walked")
	small, err := emptyUnreached(linked)
	if err != nil {
		t.Fatal(err)
	}
	names, err := functionNames(linked)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(names, "main.main") || !slices.Contains(names, "runtime.mallocgc") {
		t.Fatalf("%d names, neither main.main nor runtime.mallocgc among them", len(names))
	}
	before, after := bodiesByName(t, linked, names), bodiesByName(t, small, names)
	emptied := 0
	for name, body := range after {
		if string(body) == string(before[name]) {
			continue
		}
		emptied++
		if string(body) != "\x00\x00\x0b" || !strings.HasPrefix(name, "runtime.") && !strings.HasPrefix(name, "reflect.") {
			t.Errorf("%s is % x", name, body)
		}
	}
	for _, name := range []string{"runtime.traceAdvance", "runtime.traceLocker.GoStart", "runtime.schedtrace"} {
		if body := after[name]; string(body) != "\x00\x00\x0b" {
			t.Errorf("%s is still there, with %d bytes", name, len(body))
		}
	}
	if emptied < 50 {
		t.Errorf("%d functions are left out", emptied)
	}
	validate(t, small)
	out, errs := output(t, linked)
	if got, gotErrs := output(t, small); got != out || gotErrs != errs {
		t.Errorf("before:\n%s%s\nafter:\n%s%s", out, errs, got, gotErrs)
	}
	if a, b := compressed(t, linked), compressed(t, small); b > a*99/100 {
		t.Errorf("%d bytes compressed, %d before", b, a)
	}
}

// What the program switches on stays.
func TestInstrumentsThatAreUsedStay(t *testing.T) {
	linked := link(t, "wasip1", "walked")
	was := instruments
	defer func() { instruments = was }()
	instruments = []instrument{{on: []string{"main.main"}, parts: []string{"runtime.trace"}}, {on: []string{"main.mai_"}, parts: []string{"runtime.schedtrace"}}}
	small, err := emptyUnreached(linked)
	if err != nil {
		t.Fatal(err)
	}
	names, err := functionNames(linked)
	if err != nil {
		t.Fatal(err)
	}
	after := bodiesByName(t, small, names)
	if len(after["runtime.traceAdvance"]) < 100 {
		t.Error("the tracer is left out, though main.main switches it on")
	}
	if len(after["runtime.schedtrace"]) > 3 {
		t.Error("what nothing switches on is still there")
	}
}

// Each part's name begins that of a function of Go's: one that was renamed is found here.
func TestInstrumentsAreKnown(t *testing.T) {
	names, err := functionNames(link(t, "js", "traced"))
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range instruments {
		for _, part := range i.parts {
			if !slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(name, part) }) {
				t.Errorf("no function begins with %s", part)
			}
		}
	}
}

func TestUnreachedRefuses(t *testing.T) {
	if _, err := emptyUnreached([]byte("GIF89a")); err == nil {
		t.Error("no module is taken")
	}
	other := binary.AppendSection([]byte(binary.Header), binary.SectionType, []byte{1, binary.FuncType, 0, 0})
	if _, err := emptyUnreached(other); err == nil || !strings.Contains(err.Error(), "no data") {
		t.Errorf("%v", err)
	}
}
