package shrink

import (
	"bytes"
	"strings"
	"testing"

	"bottleneck/wasm/binary"
)

const (
	pushed    = "\x20\x01\x41\x08\x6b\x22\x01\x24\x00\x20\x01" // SP -= 8
	address5  = "\x42\x85\x80\xd0\x91\x01"                     // place 5 of function 0x1234
	stored    = "\x37\x03\x00"
	spAgain   = "\x23\x00\x21\x01"
	unwinding = "\x0d\x00" // to the end of the function

	directCall   = pushed + address5 + stored + "\x41\x00\x10\x01" + spAgain + unwinding
	indirectCall = "\x42\x80\x80\x80\x80\x10" + pushed + address5 + stored + "\x42\x10\x88\xa7\x21\x00\x41\x00\x20\x00\x11\x00\x00" + spAgain + unwinding
	nilCheck     = "\x42\x00\x50\x04\x40" + pushed + address5 + stored + "\x41\x00\x10\x01" + spAgain + "\x0d\x01\x0b"

	ownNumber = "\x23\x00\x21\x01\x42\x80\x80\xd0\x91\x01\x21\x02" // the head, with the number in local 2
	returned  = "\x04\x40\x41\x01\x0f\x0b"                         // if, return 1
)

// callModule is a module of n functions with the same code in one segment, and of one imported function; all exported and in the table.
func callModule(n int, code string, custom ...string) []byte {
	body := "\x01\x01\x7f" + ownHead + "\x02\x40\x02\x40\x20\x00\x0e\x00\x00\x0b" + code + "\x41\x00\x0f\x00\x0b\x41\x01\x0b"
	return functionModule(n, body, custom...)
}

func functionModule(n int, body string, custom ...string) []byte {
	functions, code := binary.AppendUint(nil, uint64(n)), binary.AppendUint(nil, uint64(n))
	table := append([]byte{1, 0, opI32Const, 0, opEnd}, byte(n))
	for i := range n {
		functions, table = append(functions, 0), append(table, byte(1+i))
		code = append(binary.AppendUint(code, uint64(len(body))), body...)
	}
	m := []byte(binary.Header)
	m = binary.AppendSection(m, binary.SectionType, append([]byte{1}, goType...))
	m = binary.AppendSection(m, binary.SectionImport, []byte("\x01\x01m\x01f\x00\x00"))
	m = binary.AppendSection(m, binary.SectionFunction, functions)
	m = binary.AppendSection(m, 4, []byte{1, 0x70, 0, byte(n)})
	m = binary.AppendSection(m, binary.SectionMemory, []byte{1, 0, 1})
	m = binary.AppendSection(m, 6, []byte{1, byte(binary.I32), 1, opI32Const, 0, opEnd})
	m = binary.AppendSection(m, binary.SectionExport, []byte("\x02\x01e\x00\x01\x01m\x02\x00"))
	m = binary.AppendSection(m, binary.SectionElement, table)
	m = binary.AppendSection(m, binary.SectionCode, code)
	for _, c := range custom {
		m = binary.AppendSection(m, binary.SectionCustom, []byte(c))
	}
	return m
}

// bodies are those of the code section.
func bodies(t *testing.T, module []byte) (list []string) {
	t.Helper()
	for _, s := range sectionsOf(t, module) {
		if s.ID != binary.SectionCode {
			continue
		}
		r := s.Reader()
		n, _ := r.Uint(32)
		for range n {
			size, _ := r.Uint(32)
			body, err := r.Bytes(size)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, string(body))
		}
	}
	return list
}

func sectionsOf(t *testing.T, module []byte) []binary.Section {
	t.Helper()
	sections, err := binary.Split(module)
	if err != nil {
		t.Fatal(err)
	}
	return sections
}

// helperBody is that of a helper that pushes an address at a place.
func helperBody(place byte, then string) string {
	return "\x01\x01\x7f\x23\x00\x41\x08\x6b\x22\x01\x24\x00\x20\x01\x20\x00\x42" + string(place) + "\x84\x37\x03\x00\x41\x00" + then + "\x0b"
}

func TestCallsAreHelped(t *testing.T) {
	own := func(code string) string {
		return "\x02\x01\x7f\x01\x7e" + ownNumber + "\x02\x40\x20\x00\x0e\x00\x00\x0b" + code + "\x41\x00\x0f\x00\x0b"
	}
	push := "\x20\x02\x10\x01"
	steady := map[int64]bool{0x1234: true}
	leaves := "\x10\x02\x45\x04\x40\x00\x0b\x41\x01" // call, where it comes back end, 1
	for _, tt := range []struct {
		name         string
		code         string
		steady       map[int64]bool
		helper, want string
	}{
		{"a function", directCall, nil, helperBody(5, ""), own(push + "\x10\x02" + spAgain + returned)},
		{"a value", indirectCall, nil, helperBody(5, ""), own("\x42\x80\x80\x80\x80\x10\x42\x10\x88\xa7\x21\x00" + push + "\x20\x00\x11\x00\x00" + spAgain + returned)},
		{"a nil pointer", nilCheck, nil, helperBody(5, leaves), own("\x42\x00\x50\x04\x40" + push + "\x0f\x0b")},
		{"a nil pointer in a steady frame", nilCheck, steady, helperBody(1, leaves), own("\x42\x00\x50\x04\x40" + push + "\x0f\x0b")},
		{"a function from a steady frame", directCall, steady, helperBody(5, ""), own(push + "\x10\x02" + spAgain + returned)},
	} {
		module, err := shortenCode(callModule(often, tt.code), tt.steady)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		validate(t, module)
		if list := bodies(t, module); len(list) != often+1 || list[0] != tt.helper || list[1] != tt.want || list[often] != tt.want {
			t.Errorf("%s: %d functions\n% x\n% x\n% x\nexpected\n% x\n% x", tt.name, len(list), list[0], list[1], list[len(list)-1], tt.helper, tt.want)
		}
		for _, s := range sectionsOf(t, module) {
			if s.ID == binary.SectionExport && string(s.Body) != "\x02\x01e\x00\x02\x01m\x02\x00" {
				t.Errorf("%s: exports % x", tt.name, s.Body)
			}
			if s.ID == binary.SectionElement && !bytes.HasPrefix(s.Body, []byte{1, 0, opI32Const, 0, opEnd, often, 2, 3, 4}) {
				t.Errorf("%s: table % x", tt.name, s.Body)
			}
		}
	}
}

// Functions stay where they are when helpers are not worth it, or when a section of the module names functions by their numbers.
func TestCallsWithoutHelpers(t *testing.T) {
	want := "\x02\x01\x7f\x01\x7e" + ownNumber + "\x02\x40\x20\x00\x0e\x00\x00\x0b" + pushed + "\x20\x02\x42\x05\x84" + stored + "\x41\x00\x10\x01" + spAgain + returned + "\x41\x00\x0f\x00\x0b"
	for name, m := range map[string][]byte{
		"few":   callModule(often-1, directCall),
		"named": callModule(often, directCall, "\x04name"),
	} {
		module, err := shortenCode(m, nil)
		if err != nil {
			t.Fatal(err)
		}
		validate(t, module)
		for _, body := range bodies(t, module) {
			if body != want {
				t.Errorf("%s: % x\nexpected\n% x", name, body, want)
			}
		}
	}
	all, err := shortenCode(callModule(often-1, nilCheck), nil)
	if err != nil {
		t.Fatal(err)
	}
	validate(t, all)
	if got := bodies(t, all)[0]; !strings.Contains(got, pushed+"\x20\x02\x42\x05\x84"+stored+"\x41\x00\x10\x01"+spAgain+returned+"\x0b") {
		t.Errorf("a nil pointer: % x", got)
	}
}

// Places that few calls have share the helper of place 0.
func TestRarePlaces(t *testing.T) {
	var code string
	for place := range often {
		code += strings.Replace(directCall, address5, "\x42"+string([]byte{0x80 | byte(place)})+"\x80\xd0\x91\x01", 1)
	}
	module, err := shortenCode(callModule(2, code), nil)
	if err != nil {
		t.Fatal(err)
	}
	validate(t, module)
	list := bodies(t, module)
	if len(list) != 3 || list[0] != helperBody(0, "") || !strings.Contains(list[1], "\x20\x02\x42\x07\x84\x10\x01\x10\x02") || !strings.Contains(list[1], "\x20\x02\x10\x01\x10\x02") {
		t.Errorf("% x", list)
	}
}

func TestModulesThatCannotBeHelped(t *testing.T) {
	good := callModule(often, directCall)
	for name, tt := range map[string]struct{ old, new, want string }{
		"a memory imported":    {"\x01\x01m\x01f\x00\x00", "\x01\x01m\x01f\x02\x00", "import 0 is of kind 2"},
		"a computed place":     {"\x01\x00\x41\x00\x0b", "\x01\x00\x23\x00\x0b", "not one run"},
		"two runs":             {"\x01\x00\x41\x00\x0b", "\x02\x00\x41\x00\x0b", "not one run"},
		"more behind the runs": {"\x0b\x10\x01\x02", "\x0b\x0f\x01\x02", "follow the table"},
	} {
		if !bytes.Contains(good, []byte(tt.old)) {
			t.Fatalf("%s: % x is not in the module", name, tt.old)
		}
		if _, err := shortenCode(bytes.Replace(good, []byte(tt.old), []byte(tt.new), 1), nil); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, %q expected", name, err, tt.want)
		}
	}
}

func TestSteadyFrames(t *testing.T) {
	steady, err := steadyFrames(link(t, "js", "traced"))
	if err != nil {
		t.Fatal(err)
	}
	known := 0
	for _, is := range steady {
		if is {
			known++
		}
	}
	if known < 1000 || known < len(steady)*9/10 {
		t.Errorf("%d of %d frames are steady, most expected", known, len(steady))
	}
	for name, tt := range map[string]struct {
		pcs  string
		want bool
	}{
		"no frame":            {"\x02\x09\x00", true},
		"taken at once":       {"\x02\x01\x70\x08\x00", true},
		"taken at place 2":    {"\x02\x02\x70\x08\x00", false},
		"given back":          {"\x02\x01\x70\x04\x6f\x04\x00", false},
		"of one place of two": {"\x02\x82\x01\x70\x04\x00", false},
	} {
		funcs := make([]byte, 8+funcSize)
		funcs[4], funcs[8], funcs[8+funcPCSP] = 8, 77, 1
		got, err := (&table{pcs: []byte("\x00" + tt.pcs), funcs: funcs, count: 1}).steady()
		if err != nil || got[77] != tt.want {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	funcs := make([]byte, 8+funcSize)
	funcs[4], funcs[8+funcPCSP] = 8, 1
	if _, err := (&table{pcs: []byte("\x00\x02\x09"), funcs: funcs, count: 1}).steady(); err == nil || !strings.Contains(err.Error(), "no end") {
		t.Errorf("a table without an end: %v", err)
	}
}
