package train

import (
	"encoding/binary"
	"hash/crc32"
	"testing"

	"bottleneck/core/internal/tiny"
)

// A run counts what is loaded into it, a checkpoint carries the count, and one from before there was a count is one without loads.
func TestLoadsAreCounted(t *testing.T) {
	a, b := newRun(t, tiny.Recipe()), newRun(t, tiny.Recipe())
	steps(t, a, 3)
	weights := a.Weights()
	old := a.Checkpoint()
	old = old[:len(old)-3*8]
	binary.LittleEndian.PutUint32(old[len(checkpointMagic):], crc32.ChecksumIEEE(old[checkpointHead:]))

	for range 2 {
		if err := a.Load(weights); err != nil {
			t.Fatal(err)
		}
		steps(t, a, 2)
	}
	if err := a.Load(weights[1:]); err == nil {
		t.Fatal("weights without their first byte were loaded")
	}
	want := Loads{N: 2, First: 3, Latest: 5}
	if err := b.Restore(a.Checkpoint()); err != nil || b.Loads() != want || a.Loads() != want {
		t.Errorf("loaded %+v, restored %+v, %v; %+v expected", a.Loads(), b.Loads(), err, want)
	}
	if err := b.Restore(old); err != nil || b.Loads() != (Loads{}) {
		t.Errorf("restored from before the count: %+v, %v", b.Loads(), err)
	}
	// What cannot be restored leaves the count as it is.
	if err := b.Restore(a.Checkpoint()); err != nil {
		t.Fatal(err)
	}
	if err := b.Restore(old[:len(old)-8]); err == nil || b.Loads() != want {
		t.Errorf("after a damaged checkpoint: %+v, %v", b.Loads(), err)
	}
	long := append(old[:len(old):len(old)], make([]byte, 40)...)
	binary.LittleEndian.PutUint32(long[len(checkpointMagic):], crc32.ChecksumIEEE(long[checkpointHead:]))
	if err := b.Restore(long); err == nil || b.Loads() != want {
		t.Errorf("after a checkpoint that is too long: %+v, %v", b.Loads(), err)
	}
}

// A run made anew is the same from the start, on the same images, whatever became of the first; changes of that one go with it.
func TestAnewIsTheSameRun(t *testing.T) {
	r := tiny.Recipe()
	r.Classes = []int{0, 2}
	a := newRun(t, r)
	start := a.Fingerprint()
	steps(t, a, 2)
	if err := a.Set("learning_rate", "0.5"); err != nil {
		t.Fatal(err)
	}
	anew := a.Anew()
	steps(t, a, 4)
	b, err := anew()
	if err != nil {
		t.Fatal(err)
	}
	if b.Fingerprint() != start || b.Train() != a.Train() || b.Test() != a.Test() || b.Loads() != (Loads{}) {
		t.Errorf("made anew it begins with %s, %s expected", b.Fingerprint(), start)
	}
	if steps(t, b, 6); b.Fingerprint() != a.Fingerprint() {
		t.Errorf("made anew it is at %s after six steps, the first at %s", b.Fingerprint(), a.Fingerprint())
	}
}
