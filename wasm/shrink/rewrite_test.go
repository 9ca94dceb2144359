package shrink

import (
	"strings"
	"testing"

	"bottleneck/wasm/binary"
)

// A function of three segments in pieces, as Go's compiler would write it.
const (
	ownLocals  = "\x02\x01\x7f\x01\x7e"                     // one i32, one i64
	ownHead    = "\x23\x00\x21\x01"                         // local 1 is SP
	ownBlocks  = "\x02\x40\x03\x40\x02\x40\x02\x40\x02\x40" // unwinds, loops, three segments
	ownTable   = "\x20\x00\x0e\x02\x00\x01\x02"
	ownFirst   = "\x0b\x20\x02\x50\x04\x40\x41\x02\x21\x00\x0c\x03\x0b"                     // if local 2 == 0, jump to 2
	ownCall    = "\x0b\x20\x01\x42\x85\x80\xd0\x91\x01\x37\x03\x00\x41\x00\x10\x00\x0d\x02" // *SP = 0x12340005, call, unwind
	ownBack    = "\x41\x01\x21\x00\x0c\x01"                                                 // jump to 1
	ownLast    = "\x0b\x20\x01\xad\x42\x08\x7c\xa7\x29\x03\x00\x21\x02\x41\x00\x0f"         // local 2 = SP[8], return 0
	ownEnd     = "\x0b\x00\x0b\x41\x01\x0b"
	ownProgram = ownLocals + ownHead + ownBlocks + ownTable + ownFirst + ownCall + ownBack + ownLast + ownEnd
)

// spStart begins a function of one segment, of which local 1 is SP.
const spStart = "\x01\x01\x7f" + ownHead + "\x02\x40\x20\x00\x0e\x00\x00\x0b"

// codeModule is a module of one function with the given type and body.
func codeModule(kind, body string) []byte {
	m := []byte(binary.Header)
	m = binary.AppendSection(m, binary.SectionType, []byte("\x01"+kind))
	m = binary.AppendSection(m, binary.SectionFunction, []byte{1, 0})
	return binary.AppendSection(m, binary.SectionCode, []byte("\x01"+string(binary.AppendUint(nil, uint64(len(body))))+body))
}

func TestCode(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"all", ownProgram, "\x02\x01\x7f\x02\x7e" + // one i64 more, number 2
			ownHead + "\x42\x80\x80\xd0\x91\x01\x21\x02" + // local 2 = 0x12340000
			"\x03\x40\x02\x40\x02\x40\x02\x40" + ownTable +
			"\x0b\x20\x03\x50\x0d\x01" + // br_if to segment 2
			"\x0b\x20\x01\x20\x02\x42\x05\x84\x37\x03\x00\x41\x00\x10\x00\x04\x40\x41\x01\x0f\x0b" +
			ownBack +
			"\x0b\x20\x01\x29\x03\x08\x21\x03\x41\x00\x0f" +
			"\x0b\x00\x0b"},
		{"no jump back", strings.Replace(ownProgram, ownBack, "", 1), "\x02\x01\x7f\x02\x7e" +
			ownHead + "\x42\x80\x80\xd0\x91\x01\x21\x02" +
			"\x02\x40\x02\x40\x02\x40" + ownTable + // no loop
			"\x0b\x20\x03\x50\x0d\x01" +
			"\x0b\x20\x01\x20\x02\x42\x05\x84\x37\x03\x00\x41\x00\x10\x00\x04\x40\x41\x01\x0f\x0b" +
			"\x0b\x20\x01\x29\x03\x08\x21\x03\x41\x00\x0f" +
			"\x00\x0b"},
		{"own labels", "\x00\x02\x40\x20\x00\x0e\x00\x00\x0b" + "\x02\x40\x20\x02\x04\x40\x0c\x01\x0b\x0b" + "\x00\x0b",
			"\x00\x02\x40\x20\x00\x0e\x00\x00\x0b" + "\x02\x40\x20\x02\x0d\x00\x0b" + "\x00\x0b"},
		{"an if with a result", "\x00\x02\x40\x20\x00\x0e\x00\x00\x0b" + "\x02\x7f\x20\x02\x04\x7f\x0c\x01\x0b\x0b\x1a" + "\x00\x0b",
			"\x00\x02\x40\x20\x00\x0e\x00\x00\x0b" + "\x02\x7f\x20\x02\x04\x7f\x0c\x01\x0b\x0b\x1a" + "\x00\x0b"},
		{"addresses", "\x00\x02\x40\x20\x00\x0e\x00\x00\x0b" + "\x20\x01\xad\xa7\x1a" + "\x42\x7f\xa7\x1a" + "\x20\x02\x42\x80\x80\x80\x80\x10\x7c\xa7\x1a" + "\x00\x0b",
			"\x00\x02\x40\x20\x00\x0e\x00\x00\x0b" + "\x20\x01\x1a" + "\x41\x7f\x1a" + "\x20\x02\xa7\x41\x00\x6a\x1a" + "\x00\x0b"},
		{"offsets from SP", spStart + "\x20\x01\x41\x10\x6a\x20\x02\x42\x01\x7c\x37\x03\x08" + "\x00\x0b", spStart + "\x20\x01\x20\x02\x42\x01\x7c\x37\x03\x18" + "\x00\x0b"},
		{"an offset that is stored", spStart + "\x20\x02\x20\x01\x41\x10\x6a\x36\x02\x08" + "\x00\x0b", spStart + "\x20\x02\x20\x01\x41\x10\x6a\x36\x02\x08" + "\x00\x0b"},
		{"an offset below SP", spStart + "\x20\x01\x41\x70\x6a\x28\x02\x20\x1a" + "\x00\x0b", spStart + "\x20\x01\x41\x70\x6a\x28\x02\x20\x1a" + "\x00\x0b"},
		{"an offset across a call", spStart + "\x20\x01\x41\x10\x6a\x10\x00\x36\x02\x08" + "\x00\x0b", spStart + "\x20\x01\x41\x10\x6a\x10\x00\x36\x02\x08" + "\x00\x0b"},
		{"the end of the frame", spStart + "\x20\x01\x41\x28\x6a\x22\x01\x24\x00\x20\x01\x41\x08\x6a\x22\x01\x24\x00\x41\x00\x0f" + "\x00\x0b",
			spStart + "\x20\x01\x41\x30\x6a\x22\x01\x24\x00\x41\x00\x0f" + "\x00\x0b"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := shortenCode(codeModule(string(goType), tt.in), nil)
			if want := codeModule(string(goType), tt.want); err != nil || string(got) != string(want) {
				t.Errorf("% x, %v found\n% x expected", got, err, want)
			}
		})
	}
}

func TestCodeRefuses(t *testing.T) {
	replaced := func(old, new string) []byte {
		t.Helper()
		if strings.Count(ownProgram, old) != 1 {
			t.Fatalf("% x is not once in the program", old)
		}
		return codeModule(string(goType), strings.Replace(ownProgram, old, new, 1))
	}
	good := codeModule(string(goType), ownProgram)
	for _, tt := range []struct {
		name, want string
		module     []byte
	}{
		{"a vector instruction", "not one of Go's", replaced("\x50\x04\x40", "\xfd\x0c\x40")},
		{"a table instruction", "0xfc 12", replaced("\x50\x04\x40", "\xfc\x0c\x40")},
		{"an exception", "0x06", replaced("\x50\x04\x40", "\x06\x40\x40")},
		{"another parameter", "not the type", codeModule("\x60\x01\x7e\x01\x7f", ownProgram)},
		{"a type of another kind", "unknown kind 0x5f", codeModule("\x5f\x00\x00", ownProgram)},
		{"another table", "second table", replaced("\x37\x03\x00", "\x0e\x00\x00\x37\x03\x00")},
		{"a read of local 0", "local 0", replaced("\x50\x04\x40", "\x1a\x20\x00\x04\x40")},
		{"a jump without a number", "without a number", replaced(ownBack, "\x20\x01\x21\x00\x0c\x01")},
		{"a conditional jump", "without a number", replaced(ownBack, "\x20\x01\x0d\x01")},
		{"a jump beyond the table", "jumps to 3 of 3", replaced(ownBack, "\x41\x03\x21\x00\x0c\x01")},
		{"a branch out of the function", "out of the function", replaced("\x10\x00\x0d\x02", "\x10\x00\x0d\x03")},
		{"too many blocks", "5 blocks found before a table of 3", replaced(ownBlocks, "\x02\x40"+ownBlocks)},
		{"a loop among the segments", "the loop behind 2", replaced(ownBlocks, "\x02\x40\x02\x40\x03\x40\x02\x40\x02\x40")},
		{"another end", "does not end", replaced(ownEnd, "\x0b\x00\x0b\x41\x02\x0b")},
		{"a block too many", "segments found", replaced("\x10\x00\x0d\x02", "\x10\x00\x02\x40")},
		{"a segment too many", "segments found", replaced("\x10\x00\x0d\x02", "\x10\x00\x0b")},
		{"code before the segments", "not the last of its block", replaced(ownTable, ownTable+"\x01")},
		{"no table", "no function with a table", codeModule(string(goType), "\x00\x41\x00\x0b")},
		{"no code", "no function with a table", []byte(binary.Header)},
		{"no function section", "0 functions and 1 bodies", append([]byte(binary.Header), good[len(good)-len(ownProgram)-4:]...)},
		{"no module", "not a WebAssembly module", []byte("GIF89a")},
	} {
		if _, err := shortenCode(tt.module, nil); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, %q expected", tt.name, err, tt.want)
		}
	}
}

func FuzzCode(f *testing.F) {
	f.Add([]byte(ownProgram))
	f.Fuzz(func(t *testing.T, body []byte) {
		short, err := shortenCode(codeModule(string(goType), string(body)), nil)
		if err != nil {
			return
		}
		sections, err := binary.Split(short)
		if err != nil {
			t.Fatal(err)
		}
		r := &binary.Reader{Buf: sections[2].Body, Pos: 1}
		if _, err := r.Uint(32); err != nil {
			t.Fatal(err)
		}
		if err := readLocals(r, new(function)); err != nil {
			t.Fatal(err)
		}
		for r.Left() > 0 {
			if _, err := readInstr(r); err != nil {
				t.Fatalf("written: % x: %v", short, err)
			}
		}
	})
}
