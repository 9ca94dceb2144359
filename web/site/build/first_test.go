package build

import (
	"bytes"
	"regexp"
	"testing"

	"github.com/andybalholm/brotli"
)

var (
	askedFirst = regexp.MustCompile(`<(?:script\b[^>]*\ssrc|link rel="modulepreload" href)="([^"]+\.js)"`)
	askedLater = regexp.MustCompile(`<link rel="later" href="([^"]+\.js)"`)
)

// mostFirst is how many bytes the scripts of the playground may have that a visit asks for at once, with Brotli.
const mostFirst = 73_000

// What the page needs to begin is small, and what it needs later comes later.
func TestFirstScripts(t *testing.T) {
	root, err := ModuleRoot(".")
	if err != nil {
		t.Fatal(err)
	}
	files, err := collect(root)
	if err != nil {
		t.Fatal(err)
	}
	if err := lean(files); err != nil {
		t.Fatal(err)
	}
	sum := func(asked *regexp.Regexp) (total, scripts int) {
		for _, m := range asked.FindAllSubmatch(files["index.html"], -1) {
			text := files[string(m[1])]
			if text == nil {
				t.Fatalf("there is no %s", m[1])
			}
			var small bytes.Buffer
			w := brotli.NewWriterLevel(&small, brotli.BestCompression)
			w.Write(text)
			w.Close()
			t.Logf("%7d %6d %s", len(text), small.Len(), m[1])
			total += small.Len()
			scripts++
		}
		return total, scripts
	}
	total, scripts := sum(askedFirst)
	if scripts < 4 || total < 10_000 {
		t.Errorf("%d scripts of %d bytes found", scripts, total)
	}
	if total > mostFirst {
		t.Errorf("%d bytes of first scripts with Brotli, at most %d expected", total, mostFirst)
	}
	later, parts := sum(askedLater)
	if parts == 0 || later < 10_000 {
		t.Errorf("%d scripts of %d bytes come later", parts, later)
	}
	t.Logf("%d first scripts, %d bytes; %d later, %d bytes", scripts, total, parts, later)
}
