package e2e

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bottleneck/web/site/build"
)

// The page may weigh, compressed, 1 MB for the trainer and 2 MB for all that a first visit needs before the canvas.
func TestTransferSizes(t *testing.T) {
	if buildError != nil {
		t.Fatal(buildError)
	}
	trainer, first := 0, 0
	must(t, filepath.WalkDir(dist, func(path string, d fs.DirEntry, err error) error {
		name := d.Name()
		later := filepath.Base(filepath.Dir(path)) == "data" && !strings.Contains(name, "-0.")
		if err != nil || d.IsDir() || later || strings.HasPrefix(name, "canvas.") && strings.HasSuffix(name, ".wasm") {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		n := build.Gzipped(b)
		if strings.HasPrefix(name, "trainer.") {
			trainer = n
		}
		first += n
		return nil
	}))
	if trainer == 0 || trainer >= 1e6 {
		t.Errorf("trainer.wasm: %d bytes compressed, less than 1,000,000 expected", trainer)
	}
	if first >= 2e6 {
		t.Errorf("first load without the canvas: %d bytes compressed, less than 2,000,000 expected", first)
	}
	t.Logf("trainer %d, first load without the canvas %d", trainer, first)
}
