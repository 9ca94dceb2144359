package shrink

import (
	"bytes"
	"context"
	"encoding/binary"
	"strings"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// instantiated returns the memory of a module of wasip1 before the program runs.
func instantiated(t *testing.T, module []byte) []byte {
	t.Helper()
	ctx := context.Background()
	r := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfigInterpreter())
	defer r.Close(ctx)
	wasi_snapshot_preview1.MustInstantiate(ctx, r)
	m, err := r.InstantiateWithConfig(ctx, module, wazero.NewModuleConfig().WithStartFunctions())
	if err != nil {
		t.Fatal(err)
	}
	memory, _ := m.ExportedMemory("memory").Read(0, m.ExportedMemory("memory").Size())
	return bytes.Clone(memory)
}

// What is left out of the data is in the memory before the program looks.
func TestDerivedTablesAreWritten(t *testing.T) {
	linked := link(t, "wasip1", "walked")
	without, err := leaveOutDerived(linked)
	if err != nil {
		t.Fatal(err)
	}
	small, err := joinData(without)
	if err != nil {
		t.Fatal(err)
	}
	want := instantiated(t, linked)
	for name, module := range map[string][]byte{"without": without, "joined": small} {
		if !bytes.Equal(instantiated(t, module), want) {
			t.Errorf("%s: another memory", name)
		}
	}
	joined, err := joinData(linked)
	if err != nil {
		t.Fatal(err)
	}
	if before, after := compressed(t, joined), compressed(t, small); after > before*98/100 || len(small) > len(joined)*9/10 {
		t.Errorf("%d bytes, %d compressed; %d, %d before", len(small), after, len(joined), before)
	}
	if _, err := leaveOutDerived(without); err == nil {
		t.Error("a module was taken that has the tables no more")
	}
}

func TestDerivedTablesAreChecked(t *testing.T) {
	linked := link(t, "wasip1", "walked")
	var found derived
	var header int
	_, err := rewriteData(linked, func(segments []segment) ([]segment, error) {
		image, base := imageOf(segments)
		t, err := findTable(image)
		if err == nil {
			header = t.at
			found, err = describe(image, base)
		}
		return segments, err
	})
	if err != nil {
		t.Fatal(err)
	}
	// Every word counts, and so does what tells where the tables are.
	for name, tt := range map[string]struct {
		want   string
		change func(image []byte, d *derived)
	}{
		"a number":             {"found at", func(image []byte, d *derived) { image[d.table+8*7]++ }},
		"a record's place":     {"found at", func(image []byte, d *derived) { image[d.table+8*9+4]++ }},
		"a record's number":    {"found at", func(image []byte, d *derived) { image[d.table+d.record]++ }},
		"a start":              {"found at", func(image []byte, d *derived) { image[d.starts+bucketBytes*33]++ }},
		"more functions":       {"found at", func(_ []byte, d *derived) { d.count++ }},
		"records out of reach": {"words in the tables", func(_ []byte, d *derived) { d.record = 1 << 30 }},
		"starts out of reach":  {"beyond the data", func(image []byte, d *derived) { d.starts = uint32(len(image)) - 2 }},
	} {
		if _, err := rewriteData(linked, func(segments []segment) ([]segment, error) {
			image, _ := imageOf(segments)
			d := found
			if err := d.check(image); err != nil {
				t.Errorf("before: %v", err)
			}
			tt.change(image, &d)
			return segments, d.check(image)
		}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, %q expected", name, err, tt.want)
		}
	}
	// The description of the module.
	for name, tt := range map[string]struct {
		want   string
		change func(image []byte, module int)
	}{
		"none":     {"no description", func(image []byte, m int) { image[m+8*wordNames]++ }},
		"no range": {"the functions lie", func(image []byte, m int) { clear(image[m+8*wordMostPC : m+8*wordMostPC+8]) }},
		"outside":  {"the functions lie", func(image []byte, m int) { image[m+8*wordFindFunc+7]++ }},
	} {
		if _, err := rewriteData(linked, func(segments []segment) ([]segment, error) {
			image, base := imageOf(segments)
			address := binary.LittleEndian.AppendUint64(nil, uint64(base)+uint64(header))
			tt.change(image, bytes.Index(image, address))
			_, err := describe(image, base)
			return segments, err
		}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, %q expected", name, err, tt.want)
		}
	}
}

func TestStartWith(t *testing.T) {
	module, err := startWith(callModule(2, directCall), []byte{0, opEnd})
	if err != nil {
		t.Fatal(err)
	}
	validate(t, module)
	if list := bodies(t, module); len(list) != 3 || list[2] != "\x00\x0b" {
		t.Errorf("% x", list)
	}
	if _, err := startWith(module, []byte{0, opEnd}); err == nil || !strings.Contains(err.Error(), "function to start with") {
		t.Errorf("a second start: %v", err)
	}
	if _, err := shortenCode(module, nil); err == nil || !strings.Contains(err.Error(), "function to start with") {
		t.Errorf("a start while functions move: %v", err)
	}
}
