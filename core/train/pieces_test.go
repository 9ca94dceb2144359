package train

import (
	"bytes"
	"math"
	"testing"

	"bottleneck/core/recipe"
)

// A checkpoint that lies elsewhere is written and read in pieces: the same bytes, each once, and the same run. Cut, damaged or
// of another run it is refused, and the run is as it was.
func TestACheckpointPassesInPieces(t *testing.T) {
	r, _ := recipe.Parse("#v=1&train=50&test=20&batch_size=10&encoder=dense(300,relu)&latent_dim=3&optimizer=adam&epochs=9")
	run := newRun(t, r)
	for range 4 {
		if err := run.Step(); err != nil {
			t.Fatal(err)
		}
	}
	want := run.Checkpoint()
	there := make([]byte, run.CheckpointSize())
	written := 0
	sum, ok := run.WriteCheckpoint(func(at int, p []byte) {
		if len(p) > 2*pieceBytes {
			t.Errorf("a piece of %d bytes", len(p))
		}
		written += copy(there[at:], p)
	})
	if !ok || written != len(there) || !bytes.Equal(there, want) || sum != CheckpointSum(want) {
		t.Fatalf("%d bytes written of %d, %d expected", written, len(there), len(want))
	}

	other := newRun(t, r)
	before := other.Fingerprint()
	read := func(from []byte) func(p []byte, at int) {
		return func(p []byte, at int) {
			if len(p) > pieceBytes || at < 0 || at+len(p) > len(from) {
				t.Fatalf("%d bytes from %d on asked for of %d", len(p), at, len(from))
			}
			copy(p, from[at:])
		}
	}
	damaged := bytes.Clone(there)
	damaged[len(damaged)-300] ^= 1
	for name, b := range map[string][]byte{"nothing": nil, "head": there[:checkpointHead], "cut": there[:len(there)/2], "damaged": damaged} {
		if err := other.RestoreFrom(len(b), read(b)); err == nil || other.Fingerprint() != before {
			t.Errorf("%s: %v, fingerprint %s, %s before", name, err, other.Fingerprint(), before)
		}
	}
	if err := other.RestoreFrom(len(there), read(there)); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		if run.Step() != nil || other.Step() != nil {
			t.Fatal("no step")
		}
	}
	if a, b := run.Fingerprint(), other.Fingerprint(); a != b {
		t.Errorf("restored in pieces %s, undisturbed %s", b, a)
	}
	if !run.Finite() {
		t.Error("finite weights are not")
	}
	run.model.Values[7] = float32(math.NaN())
	if run.Finite() {
		t.Error("a weight that is no number is finite")
	}
	if _, ok := run.WriteCheckpoint(func(int, []byte) { t.Error("a piece of a state that is not finite") }); ok {
		t.Error("a state that is not finite was written")
	}
}
