package kernels

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var generate = flag.Bool("generate", false, "write testdata/kernels.golden")

const golden = "testdata/kernels.golden"

// listing names every function of both modules, with the size and the hash of its code, so that a change
// of the generator shows where it went.
func listing() string {
	var b strings.Builder
	for _, relaxed := range []bool{false, true} {
		m := newModule(relaxed)
		code := m.encode()
		for _, f := range m.funcs {
			c := f.encode()
			fmt.Fprintf(&b, "\t%3d %-22s %5d bytes %.8x\n", f.index, f.name, len(c), sha256.Sum256(c))
		}
		for _, e := range m.exports {
			fmt.Fprintf(&b, "\texport %-22s %3d %x -> %x\n", e.name, e.fn.index, e.fn.params, e.fn.results)
		}
		fmt.Fprintf(&b, "relaxed=%v: %d bytes %x\n", relaxed, len(code), sha256.Sum256(code))
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	found := listing()
	if *generate {
		if err := os.MkdirAll("testdata", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(found), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	f, w := strings.Split(found, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(f), len(w)) {
		line := func(s []string) string { return strings.Join(s[min(i, len(s)):min(i+1, len(s))], "") }
		if line(f) != line(w) {
			t.Fatalf("%s:%d:\nfound    %s\nexpected %s\nIf the change is meant: go test ./wasm/kernels -generate", golden, i+1, line(f), line(w))
		}
	}
}

func TestModulesAreReproducible(t *testing.T) {
	for _, relaxed := range []bool{false, true} {
		if !bytes.Equal(Module(relaxed), Module(relaxed)) {
			t.Errorf("relaxed=%v: two runs of the generator differ", relaxed)
		}
	}
}

// TestEveryExportIsTested holds the tables of the other tests to the module's exports.
func TestEveryExportIsTested(t *testing.T) {
	tested := map[string]bool{"add_bias": true, "sum_rows": true, "sum_row_squares": true, "axpy_rows": true, "cross_entropy_terms": true, "uniform": true, "gaussian": true,
		"from_bytes": true, "to_bytes": true, "checksum": true, "run": true, "alone": true, "peak": true, "peak_fused": true, "fused": true, "thread": true, "dismiss": true, "zeros": true}
	for _, k := range vectorKernels {
		tested[k.name] = true
	}
	for _, n := range []string{"matmul", "matmul_nt", "matmul_tn", "sparse_matmul", "sparse_matmul_tn"} {
		tested[n], tested[n+"_fused"] = true, true
	}
	plain, relaxed := newModule(false), newModule(true)
	for i, e := range plain.exports {
		if !tested[e.name] {
			t.Errorf("%s is not tested", e.name)
		}
		if other := relaxed.exports[i]; other.name != e.name || string(types(nil, other.fn.params)) != string(types(nil, e.fn.params)) {
			t.Errorf("export %d: %s in the plain module, %s in the relaxed one", i, e.name, other.name)
		}
	}
	if len(plain.exports) != len(tested) || len(relaxed.exports) != len(tested) {
		t.Errorf("%d and %d exports found, %d expected", len(plain.exports), len(relaxed.exports), len(tested))
	}
}
