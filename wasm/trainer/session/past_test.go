package session

import (
	"bytes"
	"slices"
	"testing"

	"bottleneck/core/recipe"
	"bottleneck/core/wire"
)

// long is a recipe that trains for some time.
const long = "#v=1&data=digits&train=200&test=50&latent_dim=4&batch_size=20&encoder=dense(30,relu)&noise=gaussian(0.2)&epochs=400"

// alone are the figures of a run that nobody disturbs, at some steps.
func alone(t *testing.T, text string, at ...int) map[int]reply {
	t.Helper()
	p := newPage(t)
	p.ask(link(wire.OpOpen, text))
	found, step := map[int]reply{}, 0
	slices.Sort(at)
	for _, to := range at {
		r := p.ask(op(wire.OpHello))
		if to > step {
			r, step = p.ask(steps(to-step)), to
		}
		found[to] = r
	}
	return found
}

func seekTo(step int, how string) request {
	return request{Request: wire.Request{Op: wire.OpSeek, Steps: step, Name: how}}
}

// moment is what the page was told last of the moment that is shown.
func (p *page) moment() event {
	p.t.Helper()
	all := p.heard(wire.EventMoment)
	if len(all) == 0 {
		p.t.Fatal("no moment was told")
	}
	return all[len(all)-1].event
}

// TestSeekBesideTraining goes to steps that are over while the run trains. All that looks sees each of them; the run ends with the
// bits that it has alone, and its figures come all the while.
func TestSeekBesideTraining(t *testing.T) {
	const end = 500
	want := alone(t, long, 0, 7, 60, 90, end)
	p := newPage(t)
	p.ask(link(wire.OpOpen, long))
	p.ask(viewOf(wire.View{Images: 3, Points: 20, Grid: 2, AxisY: 1}))
	p.ask(steps(100))
	training := p.send(steps(end - 100))
	x, _ := p.wait(p.send(request{Request: wire.Request{Op: wire.OpTestImages, N: 2}}))
	_, images := p.wait(p.send(request{Request: wire.Request{Op: wire.OpTestImages, N: x.N}}))
	for _, to := range []int{60, 7, 90, 0} {
		got := p.ask(seekTo(to, "exact"))
		w := want[to].Metrics
		if got.Metrics.Fingerprint != w.Fingerprint || got.Metrics.TestLoss != w.TestLoss || got.Metrics.Step != to || !got.Moment.Exact {
			t.Errorf("step %d: %+v, %+v expected", to, got.Metrics, w)
		}
		if m := p.moment(); m.Moment == nil || !m.Moment.Exact || m.Moment.Step != to || m.Total != 0 {
			t.Errorf("step %d: told %+v", to, m.Moment)
		}
		// Weights and codes are those of a run that was loaded with them.
		r, file := p.wait(p.send(op(wire.OpWeights)))
		if r.Metrics.Fingerprint != w.Fingerprint {
			t.Errorf("step %d: the weights have fingerprint %s, %s expected", to, r.Metrics.Fingerprint, w.Fingerprint)
		}
		other := newPage(t)
		other.ask(link(wire.OpOpen, long))
		load, encode := op(wire.OpLoad), op(wire.OpEncode)
		load.buffers, encode.buffers = file, images[:1]
		if r := other.ask(load); r.Metrics.Fingerprint != w.Fingerprint {
			t.Errorf("step %d: loaded weights have fingerprint %s, %s expected", to, r.Metrics.Fingerprint, w.Fingerprint)
		}
		_, here := p.wait(p.send(encode))
		_, there := other.wait(other.send(encode))
		if !bytes.Equal(here[0], there[0]) {
			t.Errorf("step %d: the codes are those of another step", to)
		}
		p.ask(request{Request: wire.Request{Op: wire.OpProbe}})
	}
	for _, e := range p.heard(wire.EventSnapshot) {
		s, err := wire.Decode(e.buffers[0])
		if err != nil {
			t.Fatal(err)
		}
		if e.Moment != nil && (int(s.Step) != e.Moment.Step || e.Step != e.Moment.Step) {
			t.Errorf("the frame of step %d has step %d", e.Moment.Step, s.Step)
		}
	}
	heard := p.heard(wire.EventMetrics)
	if last := heard[len(heard)-1].Metrics.Step; last <= 100 {
		t.Errorf("the latest figures of the training are of step %d", last)
	}
	if r, _ := p.wait(training); r.Error != "" || r.Metrics.Step != end || r.Metrics.Fingerprint != want[end].Metrics.Fingerprint {
		t.Errorf("trained on to %+v (%s), %+v expected", r.Metrics, r.Error, want[end].Metrics)
	}
	if r := p.ask(op(wire.OpNow)); r.Metrics.Step != end || p.moment().Moment != nil {
		t.Errorf("now: %+v, told %+v", r.Metrics, p.moment().Moment)
	}
	frames := p.heard(wire.EventSnapshot)
	if last := frames[len(frames)-1]; last.Moment != nil || last.Step != end {
		t.Errorf("the last frame is of step %d, of a moment: %v", last.Step, last.Moment != nil)
	}
}

// The nearest frame that was recorded comes at once. It has no network, and says so.
func TestSeekNearest(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, long))
	p.ask(viewOf(wire.View{Images: 3, Points: 20, Grid: 2, AxisY: 1, Theme: "light"}))
	p.ask(request{Request: wire.Request{Op: wire.OpProbe, X: 0.5, Pin: true}})
	for range 20 {
		p.ask(steps(10))
	}
	kept := p.ask(op(wire.OpMoments)).Moments
	if kept.Last != 200 || len(kept.Frames) < 20 || kept.Frames[0] != 0 || kept.Bytes == 0 || kept.Bytes > kept.Budget || kept.Budget > tapesMost {
		t.Fatalf("kept: %+v", kept)
	}
	if !slices.Contains(kept.Frames, 140) {
		t.Fatalf("no frame of the pause at step 140: %v", kept.Frames)
	}
	got := p.ask(seekTo(140, "nearest"))
	if got.Metrics.Step != 140 || got.Moment.Exact || got.Metrics.Fingerprint == "" {
		t.Errorf("nearest to 140: %+v", got.Metrics)
	}
	frames := p.heard(wire.EventSnapshot)
	last := frames[len(frames)-1]
	s, err := wire.Decode(last.buffers[0])
	if err != nil || s.Step != 140 || s.Images == nil || s.Grid == nil || s.Codes == nil || s.Curve != nil || s.Probe != nil || last.Moment == nil {
		t.Errorf("the frame: %+v, %v", s, err)
	}
	for _, o := range []wire.Op{wire.OpWeights, wire.OpProbe, wire.OpSnapshot, wire.OpClassify, wire.OpSample} {
		q := op(o)
		q.N = 1
		if r, _ := p.wait(p.send(q)); r.Code != "moment_not_exact" && o != wire.OpProbe || r.Error == "" {
			t.Errorf("%s of a frame: %q", o, r.Error)
		}
	}
	if r, _ := p.wait(p.send(op(wire.OpBranch))); r.Code != "branch_without_moment" {
		t.Errorf("branch of a frame: %q", r.Error)
	}
	if why := p.ask(seekTo(140, "exact")).Metrics.Fingerprint; why != got.Metrics.Fingerprint {
		t.Errorf("recorded with fingerprint %s, exactly %s", got.Metrics.Fingerprint, why)
	}
	// Only colors are another: the frames serve. Another plane they do not show.
	p.ask(viewOf(wire.View{Images: 3, Points: 20, Grid: 2, AxisY: 1, Theme: "dark"}))
	if r := p.ask(seekTo(60, "nearest")); r.Moment.Exact || r.Moment.Step != 60 {
		t.Errorf("in other colors: %+v", r.Moment)
	}
	p.ask(viewOf(wire.View{Images: 3, Points: 20, Grid: 2, AxisX: 2, AxisY: 1}))
	if r := p.ask(seekTo(60, "nearest")); !r.Moment.Exact {
		t.Errorf("on another plane: %+v", r.Moment)
	}
}

// A later seek takes the place of one under way, and now ends it.
func TestSeekReplaced(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, long))
	p.ask(steps(400))
	p.mu.Lock()
	p.look = 100 * 1000 * 1000 // a step a slice: no way is over before the next message
	p.mu.Unlock()
	first := p.send(seekTo(390, "exact"))
	p.until("progress", func() bool {
		for _, e := range p.events {
			if e.Event.Event == wire.EventMoment && e.Step == 390 && e.Done > 0 && e.Total >= e.Done {
				return true
			}
		}
		return false
	})
	second := p.send(seekTo(3, "exact"))
	if r, _ := p.wait(first); r.Code != "seek_replaced" {
		t.Errorf("the first seek: %q, %+v", r.Error, r.Metrics)
	}
	if r, _ := p.wait(second); r.Error != "" || r.Metrics.Step != 3 {
		t.Errorf("the second seek: %q, %+v", r.Error, r.Metrics)
	}
	third := p.send(seekTo(395, "exact"))
	p.ask(op(wire.OpNow))
	if r, _ := p.wait(third); r.Code != "seek_ended" {
		t.Errorf("the third seek: %q", r.Error)
	}
	fourth := p.send(seekTo(395, "exact"))
	p.ask(link(wire.OpOpen, small))
	if r, _ := p.wait(fourth); r.Code != "seek_reopened" {
		t.Errorf("the fourth seek: %q", r.Error)
	}
	if m := p.ask(op(wire.OpMoments)).Moments; m.Last != 0 || len(m.Checkpoints) != 1 {
		t.Errorf("another run begins with %+v", m)
	}
}

func TestSeekRefuses(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, long))
	for _, c := range []struct {
		q    request
		code string
	}{{op(wire.OpBranch), "branch_without_moment"}, {seekTo(1, "exact"), "seek_out_of_range"}} {
		if r, _ := p.wait(p.send(c.q)); r.Code != c.code {
			t.Errorf("%s %d %q of a run that has just begun: %q", c.q.Op, c.q.Steps, c.q.Name, r.Error)
		}
	}
	p.ask(steps(20))
	for _, c := range []struct {
		q    request
		code string
	}{
		{seekTo(21, "exact"), "seek_out_of_range"}, {seekTo(-1, "nearest"), "seek_out_of_range"}, {seekTo(5, "about"), "seek_unknown"},
	} {
		if r, _ := p.wait(p.send(c.q)); r.Code != c.code {
			t.Errorf("%s %d %q: %q", c.q.Op, c.q.Steps, c.q.Name, r.Error)
		}
	}
	before := p.ask(seekTo(5, "exact"))
	p.refused(seekTo(21, "exact"))
	if _, file := p.wait(p.send(op(wire.OpWeights))); len(file) != 1 {
		t.Error("a seek that was refused has ended the moment")
	}
	p.mu.Lock()
	p.hold = true
	p.mu.Unlock()
	opening := p.send(link(wire.OpOpen, mnist))
	for _, q := range []request{seekTo(5, "exact"), seekTo(5, "nearest"), op(wire.OpBranch)} {
		if r, _ := p.wait(p.send(q)); r.Code != "recipe_loading" {
			t.Errorf("%s while another recipe is loaded: %q", q.Op, r.Error)
		}
	}
	if m := p.moment(); m.Moment == nil || m.Moment.Metrics.Fingerprint != before.Metrics.Fingerprint {
		t.Errorf("while another recipe is loaded %+v is shown", m.Moment)
	}
	p.release()
	p.wait(opening)
	if p.moment().Moment != nil {
		t.Error("another recipe was opened, and a moment of the one before is shown")
	}
}

// A run that has diverged, or was restored from a checkpoint, is a run like others: its steps can be seen.
func TestSeekOfADivergedRun(t *testing.T) {
	const recipe = small + "&optimizer=sgd&latent_activation=linear&output_activation=linear&encoder=dense(20,linear)&learning_rate=100"
	p := newPage(t)
	p.ask(link(wire.OpOpen, recipe))
	why, _ := p.wait(p.send(steps(2000)))
	if why.Code != "training_diverged" {
		t.Fatalf("training at rate 100 ended with %q", why.Error)
	}
	last := p.ask(op(wire.OpHello)).Metrics
	if last.Step == 0 {
		t.Fatal("it diverged in its first step")
	}
	for _, to := range []int{0, last.Step} {
		want := alone(t, recipe, to)[to].Metrics
		if got := p.ask(seekTo(to, "exact")).Metrics; got.Fingerprint != want.Fingerprint {
			t.Errorf("step %d: fingerprint %s, %s expected", to, got.Fingerprint, want.Fingerprint)
		}
	}
	p.refused(op(wire.OpStart))
	p.ask(seekTo(0, "exact"))
	q := op(wire.OpBranch)
	q.Names, q.Values = []string{"learning_rate"}, []string{"0.01"}
	if r := p.ask(q); r.State != wire.StateReady && r.State != wire.StatePaused {
		t.Errorf("a branch of it: %+v", r)
	}
	if m := p.ask(steps(30)).Metrics; !(m.TrainLoss < 1) {
		t.Errorf("train loss %v after the branch with a smaller rate", m.TrainLoss)
	}
}

func TestSeekOfARestoredRun(t *testing.T) {
	want := alone(t, long, 30, 40, 50, 60)
	p := newPage(t)
	p.ask(link(wire.OpOpen, long))
	p.ask(steps(40))
	heard := p.heard(wire.EventCheckpoint)
	c := heard[len(heard)-1]
	other := newPage(t)
	q := link(wire.OpRestore, c.Link)
	q.buffers = c.buffers
	other.ask(q)
	other.ask(steps(20))
	for _, to := range []int{30, 50, 40, 60} {
		if got := other.ask(seekTo(to, "exact")).Metrics; got.Fingerprint != want[to].Metrics.Fingerprint {
			t.Errorf("step %d: fingerprint %s, %s expected", to, got.Fingerprint, want[to].Metrics.Fingerprint)
		}
	}
	// From loaded weights no training leads to a step: the checkpoint knows that they were.
	_, file := p.wait(p.send(op(wire.OpWeights)))
	other.ask(op(wire.OpNow))
	load := op(wire.OpLoad)
	load.buffers = file
	other.ask(load)
	want60 := other.ask(op(wire.OpHello)).Metrics
	want70 := other.ask(steps(10)).Metrics
	heard = other.heard(wire.EventCheckpoint)
	c = heard[len(heard)-1]
	third := newPage(t)
	q = link(wire.OpRestore, c.Link)
	q.buffers = c.buffers
	third.ask(q)
	third.ask(steps(5))
	for _, c := range []struct {
		p    *page
		to   int
		want string
	}{{other, 60, want60.Fingerprint}, {other, 70, want70.Fingerprint}, {other, 50, want[50].Metrics.Fingerprint}, {third, 70, want70.Fingerprint}, {third, 50, want[50].Metrics.Fingerprint}} {
		if got := c.p.ask(seekTo(c.to, "exact")).Metrics; got.Fingerprint != c.want {
			t.Errorf("step %d of the loaded run: fingerprint %s, %s expected", c.to, got.Fingerprint, c.want)
		}
	}
	if r, _ := third.wait(third.send(seekTo(65, "exact"))); r.Code != "seek_weights_loaded" {
		t.Errorf("a step that only the weights lead to: %q, %+v", r.Error, r.Metrics)
	}
}

// Where memory has no room for two runs they take turns, and the one that trains comes back as it was.
func TestSeekInTurn(t *testing.T) {
	const big = "#v=1&data=digits&train=100&test=50&latent_dim=4&batch_size=20&encoder=dense(200,relu)&optimizer=adam&epochs=100"
	r, _ := recipe.Parse(big)
	const own = 32 << 20 // of the program
	budget := own + r.Cost().Bytes + r.SecondBytes()/2
	if err := r.CheckBudget(budget); err != nil {
		t.Fatal(err)
	}
	want := alone(t, big, 4, 11, 40, 60)
	p := newPageIn(t, budget)
	p.ask(link(wire.OpOpen, big))
	p.ask(steps(40))
	told := p.ask(op(wire.OpMoments)).Moments
	for _, code := range []string{"moments_in_turn", "moments_without_checkpoints"} {
		if !slices.ContainsFunc(told.Notes, func(n wire.Note) bool { return n.Code == code }) {
			t.Fatalf("%s is not said: %+v", code, told)
		}
	}
	if r, _ := p.wait(p.send(seekTo(9, "nearest"))); r.Code != "moments_none" {
		t.Errorf("without any frame and any checkpoint: %q", r.Error)
	}
	training := p.send(steps(20))
	for _, to := range []int{11, 4, 40} {
		got := p.ask(seekTo(to, "exact")).Metrics
		if got.Fingerprint != want[to].Metrics.Fingerprint {
			t.Errorf("step %d: fingerprint %s, %s expected", to, got.Fingerprint, want[to].Metrics.Fingerprint)
		}
		if _, file := p.wait(p.send(op(wire.OpWeights))); len(file) != 1 {
			t.Errorf("step %d: no weights", to)
		}
	}
	if r := p.ask(op(wire.OpHello)); r.State == wire.StateRunning || r.Metrics.Step < 40 || r.Metrics.Step > 60 {
		t.Errorf("put away: %s at step %d", r.State, r.Metrics.Step)
	}
	p.ask(op(wire.OpNow))
	if r, _ := p.wait(training); r.Error != "" || r.Metrics.Step != 60 || r.Metrics.Fingerprint != want[60].Metrics.Fingerprint {
		t.Errorf("trained on to %+v (%s), %+v expected", r.Metrics, r.Error, want[60].Metrics)
	}
	// A command to the run brings it back, too.
	p.ask(seekTo(11, "exact"))
	if r := p.ask(steps(1)); r.Metrics.Step != 61 || p.moment().Moment != nil {
		t.Errorf("a step after the seek ends at %d, moment %+v", r.Metrics.Step, p.moment().Moment)
	}
	p.ask(seekTo(11, "exact"))
	if r := p.ask(phasesOf(0)); r.Phases.Step != 62 || p.moment().Moment != nil {
		t.Errorf("the phases after the seek are of step %d, moment %+v", r.Phases.Step, p.moment().Moment)
	}
	p.ask(seekTo(11, "exact"))
	if r := p.ask(op(wire.OpBranch)); r.Metrics.Step != 11 || r.Metrics.Fingerprint != want[11].Metrics.Fingerprint {
		t.Errorf("a branch: %+v", r.Metrics)
	}
	if m := p.ask(steps(29)).Metrics; m.Fingerprint != want[40].Metrics.Fingerprint {
		t.Errorf("the branch at step 40: fingerprint %s, %s expected", m.Fingerprint, want[40].Metrics.Fingerprint)
	}
}

// TestBranch goes on from an earlier step as another run, which has what was kept up to there.
func TestBranch(t *testing.T) {
	want := alone(t, long, 30, 80)
	p := newPage(t)
	opened := p.ask(link(wire.OpOpen, long))
	p.ask(viewOf(wire.View{Images: 3}))
	for range 6 {
		p.ask(steps(10))
	}
	p.ask(seekTo(30, "exact"))
	q := op(wire.OpBranch)
	for _, bad := range [][2][]string{{{"latent_dim"}, {"9"}}, {{"learning_rate"}, {"x"}}, {{"learning_rate"}, nil}} {
		q.Names, q.Values = bad[0], bad[1]
		p.refused(q)
	}
	r := p.ask(op(wire.OpBranch))
	if r.Run == opened.Run || r.Metrics.Step != 30 || r.Metrics.Fingerprint != want[30].Metrics.Fingerprint || r.State != wire.StatePaused {
		t.Fatalf("branched: run %d, %s, %+v", r.Run, r.State, r.Metrics)
	}
	if p.moment().Moment != nil {
		t.Error("a moment is shown after the branch")
	}
	heard := p.heard(wire.EventCheckpoint)
	if c := heard[len(heard)-1]; c.Run != r.Run || c.Step != 30 {
		t.Errorf("the latest checkpoint is of run %d, step %d", c.Run, c.Step)
	}
	kept := p.ask(op(wire.OpMoments)).Moments
	if kept.Last != 30 || !slices.Contains(kept.Frames, 20) || slices.Max(kept.Frames) != 30 {
		t.Errorf("the branch has %+v", kept)
	}
	p.ask(seekTo(20, "nearest"))
	frames := p.heard(wire.EventSnapshot)
	if s, err := wire.Decode(frames[len(frames)-1].buffers[0]); err != nil || int(s.Run) != r.Run || s.Step != 20 {
		t.Errorf("the frame of before: %v, %v", s, err)
	}
	p.ask(op(wire.OpNow))
	if m := p.ask(steps(50)).Metrics; m.Fingerprint != want[80].Metrics.Fingerprint {
		t.Errorf("the branch at step 80: fingerprint %s, %s expected", m.Fingerprint, want[80].Metrics.Fingerprint)
	}
	p.ask(seekTo(30, "exact"))
	q.Names, q.Values = []string{"learning_rate", "noise"}, []string{"0.01", "none"}
	p.ask(q)
	if m := p.ask(steps(50)).Metrics; m.Fingerprint == want[80].Metrics.Fingerprint || m.LearningRate != 0.01 {
		t.Errorf("a branch with another rate is the same: %+v", m)
	}
}

// A branch of a run that trains trains on at once, and has nothing of what the run before came to.
func TestBranchOfARunThatTrains(t *testing.T) {
	want := alone(t, long, 50, 160, 300)
	p := newPage(t)
	p.ask(link(wire.OpOpen, long))
	p.ask(steps(100))
	p.ask(op(wire.OpStart))
	p.ask(seekTo(50, "exact"))
	p.until("more steps", func() bool {
		return p.events[len(p.events)-1].Metrics != nil && p.events[len(p.events)-1].Metrics.Step > 120
	})
	if r := p.ask(op(wire.OpBranch)); r.State != wire.StateRunning || r.Metrics.Step != 50 || r.Metrics.Fingerprint != want[50].Metrics.Fingerprint {
		t.Fatalf("branched: %s, %+v", r.State, r.Metrics)
	}
	if m := p.ask(op(wire.OpMoments)).Moments; len(m.Checkpoints) > 0 && slices.Max(m.Checkpoints) > m.Last {
		t.Errorf("a branch at step %d has checkpoints %v", m.Last, m.Checkpoints)
	}
	p.ask(op(wire.OpPause))
	if m := p.ask(op(wire.OpHello)).Metrics; m.Step < 300 {
		p.ask(steps(300 - m.Step))
	}
	for _, to := range []int{160, 300} {
		if m := p.ask(seekTo(to, "exact")).Metrics; m.Fingerprint != want[to].Metrics.Fingerprint {
			t.Errorf("step %d of the branch: fingerprint %s, %s expected", to, m.Fingerprint, want[to].Metrics.Fingerprint)
		}
	}
}

// What is kept stays in its room however long the run is, and comes with little of the time.
func TestRecordingKeepsItsBudget(t *testing.T) {
	p := newPageIn(t, 48<<20)
	p.ask(link(wire.OpOpen, long))
	p.ask(viewOf(wire.View{Images: 50, Points: 50, Grid: 12, AxisY: 1}))
	for range 30 {
		p.ask(steps(10))
	}
	m := p.ask(op(wire.OpMoments)).Moments
	if m.Gone == 0 || m.Bytes > m.Budget || m.Frames[0] != 0 || m.Frames[len(m.Frames)-1] != 300 || len(m.Checkpoints) == 0 {
		t.Errorf("kept %+v", m)
	}
	if !slices.ContainsFunc(m.Notes, func(n wire.Note) bool { return n.Code == "moments_gone" }) {
		t.Errorf("notes %+v", m.Notes)
	}
}
