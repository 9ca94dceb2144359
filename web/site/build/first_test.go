package build

import (
	"bytes"
	"regexp"
	"testing"

	"github.com/andybalholm/brotli"
)

var askedFirst = regexp.MustCompile(`<(?:script\b[^>]*\ssrc|link rel="modulepreload" href)="([^"]+\.js)"`)

// mostFirst is how many bytes the scripts of the playground may have that come before its first picture, with Brotli.
const mostFirst = 90_000

// What the page needs for its first picture is small, and what it needs later comes later.
func TestScriptsBeforeTheFirstPicture(t *testing.T) {
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
	total, scripts := 0, 0
	for _, m := range askedFirst.FindAllSubmatch(files["index.html"], -1) {
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
	if scripts < 4 || total < 10_000 {
		t.Errorf("%d scripts of %d bytes found", scripts, total)
	}
	if total > mostFirst {
		t.Errorf("scripts before the first picture: %d bytes with Brotli, at most %d expected", total, mostFirst)
	}
	t.Logf("%d scripts, %d bytes", scripts, total)
}
