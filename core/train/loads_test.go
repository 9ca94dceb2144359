package train

import (
	"encoding/binary"
	"hash/crc32"
	"testing"

	"bottleneck/core/data/drawn"
	"bottleneck/core/internal/tiny"
	"bottleneck/core/recipe"
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

// drawnRun is the run of a link on drawn digits.
func drawnRun(t *testing.T, link string) *Run {
	t.Helper()
	r, notices := recipe.Parse(link)
	if len(notices) > 0 {
		t.Fatal(notices)
	}
	run, err := New(r, drawn.Digits(200, 1), drawn.Digits(20, 2))
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// Weights that were made in so many steps are gone on with as the run that made them would have: an optimizer without a memory comes to the same bits.
func TestAFileGoesOnCounting(t *testing.T) {
	for name, text := range map[string]string{
		"epoch":      "batch_size=30",
		"random":     "batch_size=30&shuffle=random",
		"none":       "batch_size=30&shuffle=none",
		"noise":      "batch_size=32&noise=gaussian(0.3)",
		"draws":      "batch_size=32&latent=variational&loss=bce",
		"changes":    "batch_size=25&noise=masking(0.2)&changes=5:noise=gaussian(0.1),9:learning_rate=0.02",
		"pretrained": "batch_size=50&encoder=dense(20,sigmoid)&latent_activation=linear&loss=bce&pretrain=rbm&pretrain_epochs=1",
	} {
		link := "#v=1&data=digits&train=200&test=20&latent_dim=4&epochs=9&optimizer=sgd&learning_rate=0.05&" + text
		a, b := drawnRun(t, link), drawnRun(t, link)
		steps(t, a, 11)
		steps(t, b, 3)
		if err := b.GoOn(a.Weights(), 11); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if m := b.Metrics(); m.Step != 11 || m.Fingerprint != a.Metrics().Fingerprint || b.Loads() != (Loads{1, 11, 11}) {
			t.Errorf("%s: %+v, loaded %+v, step 11 expected", name, m, b.Loads())
		}
		steps(t, a, 8)
		steps(t, b, 8)
		if m, want := b.Metrics(), a.Metrics(); m.Step != 19 || m.Fingerprint != want.Fingerprint {
			t.Errorf("%s: step %d, fingerprint %s; %d, %s expected", name, m.Step, m.Fingerprint, want.Step, want.Fingerprint)
		}
	}
	run := drawnRun(t, "#v=1&data=digits&train=200&test=20&latent_dim=4&batch_size=20")
	if err := run.GoOn(run.Weights(), 1_000_000_000); err != nil || run.Metrics().Step != 0 {
		t.Errorf("a step that no file can have: %v, step %d", err, run.Metrics().Step)
	}
}
