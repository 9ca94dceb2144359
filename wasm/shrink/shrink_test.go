package shrink

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"bottleneck/wasm/binary"

	"github.com/tetratelabs/wazero"
)

// validate has another implementation check the module.
func validate(t *testing.T, module []byte) {
	t.Helper()
	ctx := context.Background()
	r := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfigInterpreter())
	defer r.Close(ctx)
	if _, err := r.CompileModule(ctx, module); err != nil {
		t.Errorf("the module is not valid any more: %v", err)
	}
}

func TestProgram(t *testing.T) {
	linked := link(t, "js", "traced")
	small, refused := Program(linked, "main.")
	if len(refused) > 0 {
		t.Fatalf("Go's own program is refused: %v", refused)
	}
	validate(t, small)
	traced, refused := Program(linked)
	if len(refused) > 0 {
		t.Fatalf("Go's own program is refused: %v", refused)
	}
	validate(t, traced)
	joined, err := joinData(linked)
	if err != nil {
		t.Fatal(err)
	}
	want, before := load(t, linked)
	if memory, after := load(t, joined); !bytes.Equal(memory, want) || after > before/10 {
		t.Errorf("%d data segments became %d; the same memory: %v", before, after, bytes.Equal(memory, want))
	}
	if a, b, c := compressed(t, linked), compressed(t, traced), compressed(t, small); b > a*95/100 || c > b*92/100 {
		t.Errorf("%d bytes compressed, %d without tables for stack traces, %d before", b, c, a)
	}
}

// What another release of Go may do to a program costs bytes and no more.
func TestProgramsThatAreRefused(t *testing.T) {
	linked := link(t, "js", "traced")
	moved := bytes.ReplaceAll(linked, pclnMagic, []byte{0xf9, 0xff, 0xff, 0xff, 0, 0, 1, 8})
	other := binary.AppendSection([]byte(binary.Header), binary.SectionType, []byte{1, binary.FuncType, 0, 0})
	for _, tt := range []struct {
		name   string
		module []byte
		want   []string
	}{
		{"another table of functions", moved, []string{"what is never reached: left as large as before: shrink: no table of functions found", "the tables for stack traces: left as large as before: shrink: no table of functions found",
			"the tables of functions: left as large as before: shrink: no table of functions found"}},
		{"no program of Go's", other, []string{"what is never reached: left as large as before: shrink: the module has no data", "the tables for stack traces: left as large as before: shrink: the module has no data", "the code: left as large as before: shrink: no function with a table",
			"the tables of functions: left as large as before: shrink: the module has no data"}},
	} {
		got, refused := Program(tt.module, "main.")
		if len(refused) != len(tt.want) {
			t.Errorf("%s: %v refused, %d times expected", tt.name, refused, len(tt.want))
			continue
		}
		for i, err := range refused {
			if !strings.HasPrefix(err.Error(), tt.want[i]) {
				t.Errorf("%s: %q, %q expected", tt.name, err, tt.want[i])
			}
		}
		if before, after := compressed(t, tt.module), compressed(t, got); after > before {
			t.Errorf("%s: %d bytes compressed became %d", tt.name, before, after)
		}
		validate(t, got)
	}
	if got, refused := Program([]byte("GIF89a"), "main."); string(got) != "GIF89a" || len(refused) != 5 {
		t.Errorf("no module: %q, %v", got, refused)
	}
}
