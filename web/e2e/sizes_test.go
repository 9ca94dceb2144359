package e2e

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bottleneck/web/site/build"
)

// The page may weigh, compressed, 965 KB for the trainer, 1,130 KB for the exchange, 985 KB for the program of pictures, 2.15 MB for the canvas and 1.82 MB for all that a first visit needs before it.
// Source maps are on the site for the browser's tools; no visit loads them. A film is loaded when its lesson is chosen.
func TestTransferSizes(t *testing.T) {
	if buildError != nil {
		t.Fatal(buildError)
	}
	trainer, exchange, pictures, canvas, first := 0, 0, 0, 0, 0
	must(t, filepath.WalkDir(dist, func(path string, d fs.DirEntry, err error) error {
		name := d.Name()
		later := filepath.Base(filepath.Dir(path)) == "data" && !strings.Contains(name, "-0.")
		later = later || filepath.Base(filepath.Dir(path)) == "screenshots" // for other programs
		if err != nil || d.IsDir() || later || slices.Contains([]string{".map", ".film", ".br", ".gz"}, filepath.Ext(name)) {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		n := build.Gzipped(b)
		switch {
		case strings.HasPrefix(name, "trainer."):
			trainer = n
		case strings.HasPrefix(name, "exchange.") && strings.HasSuffix(name, ".wasm"):
			exchange = n
			return nil
		case strings.HasPrefix(name, "pictures.") && strings.HasSuffix(name, ".wasm"):
			pictures = n
			return nil
		case strings.HasPrefix(name, "canvas.") && strings.HasSuffix(name, ".wasm"):
			canvas = n
			return nil
		}
		first += n
		return nil
	}))
	if trainer == 0 || trainer >= 965e3 {
		t.Errorf("trainer.wasm: %d bytes compressed, less than 965,000 expected", trainer)
	}
	if exchange == 0 || exchange >= 1130e3 {
		t.Errorf("exchange.wasm: %d bytes compressed, less than 1,130,000 expected", exchange)
	}
	if pictures == 0 || pictures >= 985e3 {
		t.Errorf("pictures.wasm: %d bytes compressed, less than 985,000 expected", pictures)
	}
	if canvas == 0 || canvas >= 2.15e6 {
		t.Errorf("canvas.wasm: %d bytes compressed, less than 2,150,000 expected", canvas)
	}
	if first >= 1.82e6 {
		t.Errorf("first load without the canvas: %d bytes compressed, less than 1,820,000 expected", first)
	}
	t.Logf("trainer %d, exchange %d, pictures %d, canvas %d, first load without the canvas %d", trainer, exchange, pictures, canvas, first)
}
