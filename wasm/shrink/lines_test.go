package shrink

import (
	"bytes"
	"compress/gzip"
	"testing"

	"bottleneck/wasm/binary"
)

// That the program still runs, in the browser, is tested in web/browser/exec.
func TestLines(t *testing.T) {
	linked := link(t, "js", "traced")
	joined, err := joinData(linked)
	if err != nil {
		t.Fatal(err)
	}
	dropped, err := dropLines(joined, "main.")
	if err != nil {
		t.Fatal(err)
	}
	before, after := compressed(t, joined), compressed(t, dropped)
	t.Logf("%d bytes compressed, %d before", after, before)
	if after > before*88/100 {
		t.Errorf("%d bytes compressed, less than 88%% of %d expected", after, before)
	}
	again, err := dropLines(dropped, "main.")
	if err != nil || !bytes.Equal(again, dropped) {
		t.Errorf("a second time changes the module, or fails: %v", err)
	}
	for _, m := range [][]byte{joined[:len(joined)/2], []byte(binary.Header), bytes.ReplaceAll(joined, pclnMagic, make([]byte, 8))} {
		if _, err := dropLines(m); err == nil {
			t.Error("a module without a table of functions was accepted")
		}
	}
}

func compressed(t *testing.T, b []byte) int {
	t.Helper()
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}
