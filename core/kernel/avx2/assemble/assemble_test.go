package assemble

import (
	"bytes"
	"flag"
	"os"
	"testing"
)

var write = flag.Bool("write", false, "write the files of package avx2")

func TestFilesAreWhatIsAssembled(t *testing.T) {
	assembly, declarations, err := Source()
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string][]byte{"../kernels_amd64.s": assembly, "../kernels_amd64.go": declarations} {
		if *write {
			if err := os.WriteFile(file, want, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		found, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(found, want) {
			t.Errorf("%s is not what the package assembles: go generate ./core/kernel/avx2", file)
		}
	}
}
