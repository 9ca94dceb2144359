package session

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/record"
	"bottleneck/core/time"
	"bottleneck/core/wire"
)

// latest is the last checkpoint that came with a record.
func (p *page) latest() (posted, bool) {
	list := p.heard(wire.EventCheckpoint)
	if n := len(list); n > 0 && len(list[n-1].buffers) == 3 {
		return list[n-1], true
	}
	return posted{}, false
}

// recall is a request that goes on from a record, up to a step.
func recall(c posted, until int) request {
	q := op(wire.OpRestore)
	q.Steps, q.buffers = until, c.buffers[:2]
	return q
}

// A run that is replaced, by whatever, is told with its latest step first.
func TestAReplacedRunIsToldBefore(t *testing.T) {
	for name, q := range map[string]request{
		"reset": op(wire.OpReset), "reseed": {Request: wire.Request{Op: wire.OpReseed, Seed: 9}}, "open": link(wire.OpOpen, small+"&latent_dim=3"),
	} {
		p := newPage(t)
		p.ask(link(wire.OpOpen, small))
		p.jump(60 * time.Millisecond)
		p.ask(op(wire.OpStart))
		p.until("some steps", func() bool {
			for _, e := range p.events {
				if e.Metrics != nil && e.Metrics.Step > 3 {
					return true
				}
			}
			return false
		})
		p.ask(q)
		states := p.heard(wire.EventState)
		c, ok := p.latest()
		if !ok || c.Run != 1 || c.Step < 4 || c.Record == nil || c.Record.Step != c.Step {
			t.Errorf("%s: the last checkpoint is of run %d, step %d", name, c.Run, c.Step)
		}
		if last := states[len(states)-1]; last.Run != 2 || last.Step != 0 {
			t.Errorf("%s: run %d at step %d follows", name, last.Run, last.Step)
		}
	}
}

// The page is hidden, and what it has not got yet comes at once; but nothing twice.
func TestKeepTellsWhatIsNew(t *testing.T) {
	p := newPage(t)
	p.refused(op(wire.OpRecords + "?"))
	p.ask(op(wire.OpKeep)) // without a run there is nothing to keep
	p.ask(link(wire.OpOpen, small))
	p.jump(60 * time.Millisecond)
	waiting := p.send(steps(1_000_000))
	p.ask(op(wire.OpKeep))
	first, ok := p.latest()
	if !ok {
		t.Fatal("nothing was told")
	}
	p.ask(op(wire.OpPause))
	p.wait(waiting)
	rest, _ := p.latest()
	n := len(p.heard(wire.EventCheckpoint))
	p.ask(op(wire.OpKeep))
	if again := len(p.heard(wire.EventCheckpoint)); again != n || rest.Step < first.Step {
		t.Errorf("%d checkpoints, then %d, of step %d after %d", n, again, rest.Step, first.Step)
	}
}

func TestARecordSaysWhatTheRunIs(t *testing.T) {
	p := newPage(t)
	opened := p.ask(link(wire.OpOpen, small+"&noise=gaussian(0.2)"))
	end := p.ask(steps(30)).Metrics
	c, _ := p.latest()
	r, err := record.Decode(c.buffers[1])
	if err != nil {
		t.Fatal(err)
	}
	if r.Link != opened.Link || r.Step != 30 || r.Total != 50 || r.Elapsed <= 0 || r.Loaded || r.TestMSE != end.TestMSE || r.TrainLoss != end.TrainLoss ||
		r.Fingerprint != end.Fingerprint || r.Own != (record.Own{}) || len(r.Curve) == 0 || r.W != 4*28 || r.H != 2*28 || r.Fits(len(c.buffers[0]), c.buffers[0]) != nil {
		t.Errorf("%+v", r)
	}
	if !bytes.Equal(c.buffers[2], r.Picture) || c.Record.Fingerprint != r.Fingerprint || len(c.Record.Losses) != len(r.Curve) {
		t.Errorf("told as %+v", c.Record)
	}
	// Weights that came from a file are known from then on, also in another session.
	weights, buffers := p.wait(p.send(op(wire.OpWeights)))
	q := op(wire.OpLoad)
	q.buffers = buffers
	p.ask(q)
	c, _ = p.latest()
	other := newPage(t)
	if m := other.ask(recall(c, 0)).Metrics; m.Step != 30 || m.Fingerprint != weights.Metrics.Fingerprint {
		t.Errorf("recalled at %+v", m)
	}
	if c, ok := other.latest(); !ok || !c.Record.Loaded || c.Step != 30 {
		t.Errorf("after it was recalled: %+v", c.Record)
	}
	if other.ask(op(wire.OpReset)); other.ask(steps(1)).Metrics.Step != 1 {
		t.Error("no step after the reset")
	}
	if c, _ := other.latest(); c.Record.Loaded {
		t.Error("a run that was reset has loaded weights")
	}
}

func TestRecordsAreToldWithTheirDifferences(t *testing.T) {
	p := newPage(t)
	var heads [][]byte
	for _, text := range []string{small, small + "&noise=gaussian(0.2)", small + "&seed=4"} {
		p.ask(link(wire.OpOpen, text))
		p.ask(steps(2))
		c, _ := p.latest()
		heads = append(heads, c.buffers[1])
	}
	damaged := slices.Clone(heads[0])
	damaged[len(damaged)-1] ^= 1
	newer := slices.Clone(heads[0])
	newer[8]++
	q := op(wire.OpRecords)
	q.buffers = [][]byte{heads[0], damaged, heads[1], nil, newer, heads[2]}
	r, pictures := p.wait(p.send(q))
	var said []string
	for i, one := range r.Records {
		if one.Error != "" {
			said = append(said, one.Code)
			if len(pictures[i]) > 0 || !strings.HasPrefix(one.Error, "record: ") {
				t.Errorf("%s with a picture of %d bytes", one.Error, len(pictures[i]))
			}
			continue
		}
		fields := []string{}
		for _, d := range one.Diff {
			fields = append(fields, d.Field)
		}
		said = append(said, strings.Join(fields, "+"))
		if one.Step != 2 || one.W*one.H != len(pictures[i]) || one.W == 0 {
			t.Errorf("%+v with a picture of %d bytes", one, len(pictures[i]))
		}
	}
	if want := []string{"", "record_damaged", "noise", "record_foreign", "record_version", "noise+seed"}; !slices.Equal(said, want) {
		t.Errorf("%q, %q expected", said, want)
	}
	q.buffers = make([][]byte, wire.MaxRecords+1)
	p.refused(q)
}

// A record that does not fit its checkpoint, or is damaged, changes nothing.
func TestRecallRefuses(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	p.ask(steps(4))
	first, _ := p.latest()
	before := p.ask(steps(4))
	second, _ := p.latest()
	cut := slices.Clone(second.buffers[1][:60])
	flipped := slices.Clone(second.buffers[0])
	flipped[len(flipped)/2] ^= 4
	for name, c := range map[string]struct {
		buffers [][]byte
		want    string
	}{
		"another step":  {[][]byte{first.buffers[0], second.buffers[1]}, "its checkpoint"},
		"cut off":       {[][]byte{second.buffers[0], cut}, "cut off"},
		"nothing":       {[][]byte{nil, second.buffers[1]}, "its checkpoint has 0 bytes"},
		"a flipped bit": {[][]byte{flipped, second.buffers[1]}, "damaged"},
		"four":          {append(slices.Clone(second.buffers), nil), "one buffer"},
	} {
		q := op(wire.OpRestore)
		q.buffers = c.buffers
		if why := p.refused(q); !strings.Contains(why, c.want) {
			t.Errorf("%s: %s", name, why)
		}
		if now := p.ask(op(wire.OpHello)); now.Metrics.Fingerprint != before.Metrics.Fingerprint || now.Run != before.Run {
			t.Errorf("%s: the run changed: %+v", name, now.Metrics)
		}
	}
}

// The files of a person's own are gone after a reload: their run waits for them, and takes no others.
func TestOwnFilesAreAskedForAgain(t *testing.T) {
	rows := func(shift int) []byte {
		var b strings.Builder
		b.WriteString("a,b,c\n")
		for i := range 60 {
			b.WriteString([]string{"0.1", "0.5", "0.7"}[(i+shift)%3] + "," + []string{"1", "2"}[i%2] + ",0." + string(rune('1'+i%8)) + "\n")
		}
		return []byte(b.String())
	}
	p := newPage(t)
	given, _ := p.wait(p.send(p.giving("rows.csv", rows(0))))
	if given.Error != "" {
		t.Fatal(given.Error)
	}
	p.ask(link(wire.OpOpen, given.Link))
	total := p.ask(op(wire.OpHello)).TotalSteps
	p.ask(steps(20))
	c, ok := p.latest()
	if !ok || c.Record.Own == nil || c.Record.Own.Name != "rows.csv" || c.Record.Own.Train+c.Record.Own.Test != 60 {
		t.Fatalf("told as %+v", c.Record)
	}
	want := p.ask(steps(20)).Metrics.Fingerprint

	other := newPage(t)
	other.ask(link(wire.OpOpen, small))
	if why := other.refused(recall(c, 0)); !strings.Contains(why, `"rows.csv"`) {
		t.Errorf("without the files: %s", why)
	}
	other.wait(other.send(other.giving("rows.csv", rows(1))))
	if why := other.refused(recall(c, 0)); !strings.Contains(why, "another checksum") {
		t.Errorf("with other files: %s", why)
	}
	if now := other.ask(op(wire.OpHello)); now.Recipe["data"] != "digits" {
		t.Errorf("the run is on %s", now.Recipe["data"])
	}
	other.wait(other.send(other.giving("rows.csv", rows(0))))
	if r := other.ask(recall(c, 0)); r.Metrics.Step != 20 || r.TotalSteps != total {
		t.Errorf("with the files again: step %d of %d", r.Metrics.Step, r.TotalSteps)
	}
	if got := other.ask(steps(20)).Metrics.Fingerprint; got != want {
		t.Errorf("%s, %s undisturbed", got, want)
	}
}

// What is changed after a checkpoint is in the link that the page has kept beside it: the run goes on with it, also where it was changed since.
func TestAChangeSinceTheRecordIsNotLost(t *testing.T) {
	const recipe = small + "&noise=gaussian(0.2)"
	change := func(name, value string) request {
		return request{Request: wire.Request{Op: wire.OpSet, Name: name, Value: value}}
	}
	p := newPage(t)
	p.ask(link(wire.OpOpen, recipe))
	p.ask(steps(10))
	c, _ := p.latest()
	p.ask(steps(6))
	p.ask(change("learning_rate", "0.005"))
	p.ask(change("noise", "none"))
	changed := p.ask(op(wire.OpHello)).Link
	want := p.ask(steps(20)).Metrics.Fingerprint

	other := newPage(t)
	q := recall(c, 36)
	q.Link = changed
	if r := other.ask(q); r.Metrics.Step != 10 || r.Link != changed {
		t.Errorf("goes on at step %d of %s, %s expected", r.Metrics.Step, r.Link, changed)
	}
	other.until("step 36", func() bool { return hasState(other.events, wire.StatePaused) })
	if got := other.ask(op(wire.OpHello)).Metrics; got.Step != 36 || got.Fingerprint != want {
		t.Errorf("%s at step %d, %s undisturbed", got.Fingerprint, got.Step, want)
	}
	// A link with another past is not the run's.
	q.Link = small + "&changes=4:learning_rate=0.01"
	if why := other.refused(q); !strings.Contains(why, "step 10") {
		t.Errorf("another past: %s", why)
	}
}

// The figures of the epochs before a restart come back with the run, and its curve is the same.
func TestTheHistoryComesBack(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	p.ask(steps(35))
	c, _ := p.latest()
	curve := func(p *page) *wire.Curve {
		t.Helper()
		q := op(wire.OpSnapshot)
		q.View = &wire.View{Images: 1}
		_, frames := p.wait(p.send(q))
		s, err := wire.Decode(frames[0])
		if err != nil {
			t.Fatal(err)
		}
		return s.Curve
	}
	other := newPage(t)
	other.ask(recall(c, 0))
	var told []epoch
	for _, e := range other.heard(wire.EventState) {
		if e.History != nil {
			told = append(told, e.History...)
		}
	}
	if len(told) != 3 || told[0].Step != 10 || told[2].Step != 30 || told[2].Epoch != 3 || told[1].TestLoss <= told[2].TestLoss {
		t.Errorf("told of %+v", told)
	}
	if got, want := curve(other), curve(p); len(want.Train) < 30 || !slices.Equal(got.Train, want.Train) || !slices.Equal(got.Test, want.Test) {
		t.Errorf("curve %+v, %+v expected", got, want)
	}
	other.ask(op(wire.OpReset))
	if states := other.heard(wire.EventState); states[len(states)-1].History != nil {
		t.Error("a run that has just begun has a history")
	}
}

// How many images an epoch has is counted, with its last batch as short as it is; of classes too, once their images are here.
func TestImagesOfAnEpochAreCounted(t *testing.T) {
	for text, want := range map[string]int{
		"&train=200&batch_size=20": 200, "&train=190&batch_size=60": 190, "&train=190&batch_size=60&shuffle=random": 240, "&train=200&batch_size=60&classes=1,7": 0,
	} {
		p := newPage(t)
		opened := p.ask(link(wire.OpOpen, "#v=1&data=digits&test=50&latent_dim=4&epochs=2"+text))
		p.ask(steps(3))
		c, _ := p.latest()
		classes := want == 0
		if classes {
			want = opened.Cost.Images
		}
		if c.Record.EpochImages != want || opened.Cost.EpochImages != want {
			t.Errorf("%s: %d images an epoch in the record, %d in the run, %d expected", text, c.Record.EpochImages, opened.Cost.EpochImages, want)
		}
		q := op(wire.OpRecords)
		q.buffers = [][]byte{c.buffers[1]}
		r := newPage(t).ask(q).Records[0] // where no images are yet
		if most := r.StepsPerEpoch * r.BatchSize; r.EpochImages <= most-r.BatchSize || r.EpochImages > most || !classes && r.EpochImages != want {
			t.Errorf("%s: in a list %d images in %d steps", text, r.EpochImages, r.StepsPerEpoch)
		}
	}
}

// jump lets the clock move that far each time somebody looks at it.
func (p *page) jump(look time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.look = look
}
