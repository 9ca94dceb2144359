package memory

import (
	"bytes"
	"strings"
	"testing"
)

const header = "\x00asm\x01\x00\x00\x00"

// Pieces of hand-made modules.
const (
	typeSection   = "\x01\x04\x01\x60\x00\x00"                     // one type: () -> ()
	importFunc    = "\x02\x07\x01\x01a\x01b\x00\x00"               // import a.b, a function of type 0
	memoryOf3     = "\x05\x03\x01\x00\x03"                         // one memory, 3 pages, no maximum
	memoryOf3to9  = "\x05\x04\x01\x01\x03\x09"                     // one memory, 3 to 9 pages
	exportMem     = "\x07\x07\x01\x03mem\x02\x00"                  // export mem = memory 0
	customSection = "\x00\x05\x04note"                             // custom section before all others
	importMixed   = "\x02\x28\x05\x01a\x01t\x01\x70\x01\x01\x02" + // a.t table 1..2
		"\x01a\x01g\x03\x7f\x00" + "\x01a\x01e\x04\x00\x00" + // a.g global, a.e tag
		"\x03env\x01m\x02\x03\x05\x05" + "\x01a\x01f\x00\x00" // env.m memory 5..5 shared, a.f function
)

func TestImport(t *testing.T) {
	const shared3 = "\x03env\x06memory\x02\x03\x83\x80\x00\x83\x80\x00"
	const plain9 = "\x03env\x06memory\x02\x01\x89\x80\x00\x89\x80\x00"
	tests := []struct {
		name, in string
		limits   Limits
		want     string
	}{
		{"no imports before", header + typeSection + memoryOf3 + exportMem, Limits{3, true},
			header + typeSection + "\x02\x14\x01" + shared3 + exportMem},
		{"after an import", header + typeSection + importFunc + memoryOf3 + exportMem, Limits{9, false},
			header + typeSection + "\x02\x1a\x02\x01a\x01b\x00\x00" + plain9 + exportMem},
		{"only a memory", header + memoryOf3to9, Limits{3, true}, header + "\x02\x14\x01" + shared3},
		{"custom sections stay", header + customSection + memoryOf3 + customSection, Limits{3, true},
			header + customSection + customSection + "\x02\x14\x01" + shared3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Import([]byte(tt.in), tt.limits)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != tt.want {
				t.Errorf("got  % x\nwant % x", got, tt.want)
			}
			l, err := GetLimits(got)
			if err != nil || l != tt.limits {
				t.Errorf("GetLimits = %+v, %v; want %+v", l, err, tt.limits)
			}
		})
	}
}

func TestImportRefuses(t *testing.T) {
	tests := []struct {
		name, in string
		limits   Limits
		want     string
	}{
		{"empty", "", Limits{3, true}, "not a WebAssembly module"},
		{"HTML", "<!doctype html>", Limits{3, true}, "not a WebAssembly module"},
		{"component", "\x00asm\x0d\x00\x01\x00", Limits{3, true}, "not a WebAssembly module"},
		{"no memory", header + typeSection, Limits{3, true}, "no memory of its own"},
		{"two memories", header + "\x05\x05\x02\x00\x03\x00\x03", Limits{3, true}, "2 memories found"},
		{"too small", header + memoryOf3, Limits{2, true}, "2 pages given, the module needs at least 3"},
		{"zero pages", header + memoryOf3, Limits{0, true}, "0 pages asked for"},
		{"too many pages", header + memoryOf3, Limits{maxPages + 1, true}, "65537 pages asked for"},
		{"imported already", header + importMixed + memoryOf3, Limits{9, true}, "already, as env.m"},
		{"section too long", header + "\x05\x7f\x01\x00\x03", Limits{3, true}, "127 bytes announced"},
		{"section out of order", header + memoryOf3 + typeSection, Limits{3, true}, "out of order"},
		{"section twice", header + memoryOf3 + memoryOf3, Limits{3, true}, "out of order"},
		{"section unknown", header + "\x63\x00" + memoryOf3, Limits{3, true}, "unknown section 99"},
		{"memory of unknown kind", header + "\x05\x03\x01\x08\x03", Limits{3, true}, "unknown kind 0x08"},
		{"trailing bytes", header + "\x05\x04\x01\x00\x03\x03", Limits{3, true}, "1 bytes too many"},
		{"import of unknown kind", header + "\x02\x07\x01\x01a\x01b\x09\x00" + memoryOf3, Limits{3, true}, "unknown kind 9"},
		{"import name too long", header + "\x02\x07\x01\x7fa\x01b\x00\x00" + memoryOf3, Limits{3, true}, "127 bytes announced"},
		{"import count too high", header + "\x02\x07\x02\x01a\x01b\x00\x00" + memoryOf3, Limits{3, true}, "import 2 of 2: wasm: cut off"},
		{"number without end", header + "\x05\xff\xff\xff\xff\xff\x01", Limits{3, true}, "exceeds 32 bits"},
		{"number beyond 32 bits", header + "\x05\xff\xff\xff\xff\x1f", Limits{3, true}, "exceeds 32 bits"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Import([]byte(tt.in), tt.limits)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

func TestSetLimits(t *testing.T) {
	first, err := SetLimits([]byte(header+importMixed+exportMem), Limits{7, true})
	if err != nil {
		t.Fatal(err)
	}
	if len(first) != len(header+importMixed+exportMem)+4 {
		t.Errorf("length %d: the two limits should have grown by two bytes each", len(first))
	}
	second, err := SetLimits(first, Limits{maxPages, false})
	if err != nil {
		t.Fatal(err)
	}
	if len(second) != len(first) {
		t.Errorf("length %d after padding, %d expected", len(second), len(first))
	}
	if l, err := GetLimits(second); err != nil || l != (Limits{maxPages, false}) {
		t.Errorf("GetLimits = %+v, %v", l, err)
	}
	third, err := SetLimits(second, Limits{7, true})
	if err != nil || !bytes.Equal(third, first) {
		t.Errorf("back to the first limits: % x, %v; want % x", third, err, first)
	}
	if !bytes.HasSuffix(third, []byte("\x01a\x01f\x00\x00"+exportMem)) {
		t.Errorf("bytes after the memory import changed: % x", third)
	}
}

func TestSetLimitsRefuses(t *testing.T) {
	for name, in := range map[string]string{
		"no imports":       header + typeSection + memoryOf3,
		"no memory import": header + typeSection + importFunc,
		"two memories":     header + "\x02\x0f\x02\x01a\x01m\x02\x00\x01\x01a\x01n\x02\x00\x01",
	} {
		if got, err := SetLimits([]byte(in), Limits{1, true}); err == nil {
			t.Errorf("%s: accepted as % x", name, got)
		}
	}
}

func TestGetLimitsRefusesGrowth(t *testing.T) {
	_, err := GetLimits([]byte(header + "\x02\x09\x01\x01a\x01m\x02\x01\x01\x02"))
	if err == nil || !strings.Contains(err.Error(), "not fixed") {
		t.Errorf("error %v, want one that says the size is not fixed", err)
	}
}

// Every cut of a module is refused or gives a module that can be read again; none panics.
func TestTruncated(t *testing.T) {
	whole := header + typeSection + importFunc + memoryOf3 + exportMem
	for n := range len(whole) {
		out, err := Import([]byte(whole[:n]), Limits{3, true})
		if err != nil {
			continue
		}
		if n < len(header+typeSection+importFunc+memoryOf3) {
			t.Errorf("accepted a module cut at byte %d, before its memory", n)
		}
		if _, err := GetLimits(out); err != nil {
			t.Errorf("cut at byte %d: %v", n, err)
		}
	}
}

func FuzzImport(f *testing.F) {
	f.Add([]byte(header + typeSection + importFunc + memoryOf3 + exportMem))
	f.Add([]byte(header + importMixed + memoryOf3to9))
	f.Fuzz(func(t *testing.T, module []byte) {
		want := Limits{maxPages, true}
		out, err := Import(module, want)
		if err != nil {
			return
		}
		if l, err := GetLimits(out); err != nil || l != want {
			t.Fatalf("GetLimits = %+v, %v", l, err)
		}
	})
}
