package session

import (
	"reflect"
	"testing"

	"bottleneck/core/record"
	"bottleneck/core/wire"
)

var besideView = wire.View{Images: 6, Points: 30, AxisY: 1}

// lookOf asks for a look at a run that came as a checkpoint.
func lookOf(c posted) request {
	v := besideView
	q := request{Request: wire.Request{Op: wire.OpLook, View: &v, Name: "kept", Steps: c.Step}}
	q.buffers = c.buffers[:2]
	return q
}

// stood trains a recipe for n steps in a session of its own, and returns its checkpoint, its figures and what is seen of it.
func stood(t *testing.T, text string, n int) (posted, reply, *wire.Snapshot) {
	t.Helper()
	p := newPage(t)
	p.ask(link(wire.OpOpen, text))
	p.ask(viewOf(besideView))
	r := p.ask(steps(n))
	c, ok := p.latest()
	if !ok || c.Step != n {
		t.Fatalf("%s: the latest checkpoint is of step %d, %d expected", text, c.Step, n)
	}
	_, buffers := p.wait(p.send(op(wire.OpSnapshot)))
	seen, err := wire.Decode(buffers[0])
	if err != nil {
		t.Fatal(err)
	}
	return c, r, seen
}

// Runs that are kept are looked at while another trains: each shows what it shows alone, to the last bit of its errors, and the one that trains ends
// on the bits that it has alone. Nothing is told of a recipe that is being loaded.
func TestLooksChangeNothing(t *testing.T) {
	const end = 300
	want := alone(t, long, end)[end]
	kinds := map[string]string{
		"denoise":     small + "&noise=gaussian(0.3)",
		"variational": "#v=1&data=digits&train=150&test=60&batch_size=30&latent=variational&latent_dim=2&loss=bce",
		"loaded":      "#v=1&data=mnist&train=200&test=100&latent_dim=2&batch_size=50",
	}
	type kept struct {
		checkpoint posted
		alone      reply
		seen       *wire.Snapshot
	}
	all := map[string]kept{}
	for name, text := range kinds {
		c, r, seen := stood(t, text, 25)
		all[name] = kept{c, r, seen}
	}
	p := newPage(t)
	p.ask(link(wire.OpOpen, long))
	p.ask(viewOf(wire.View{Images: 3}))
	training := p.send(steps(end))
	for name, k := range all {
		r, buffers := p.wait(p.send(lookOf(k.checkpoint)))
		if r.Error != "" {
			t.Fatalf("%s: %s", name, r.Error)
		}
		if r.Link != k.alone.Link || r.Metrics.Step != 25 || r.Metrics.Fingerprint != k.alone.Metrics.Fingerprint || r.Metrics.TestMSE != k.alone.Metrics.TestMSE {
			t.Errorf("%s: %s at %+v, alone %s at %+v", name, r.Link, r.Metrics, k.alone.Link, k.alone.Metrics)
		}
		got, err := wire.Decode(buffers[0])
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got.Images, k.seen.Images) || !reflect.DeepEqual(got.Codes, k.seen.Codes) {
			t.Errorf("%s: images or codes are not those of the run alone", name)
		}
		if got.Images.N != 6 || got.Images.Errors[0] == 0 || len(got.Codes.X) != 30 || len(got.Curve.Train) == 0 {
			t.Errorf("%s: a frame of %d images, %d codes and %d losses", name, got.Images.N, len(got.Codes.X), len(got.Curve.Train))
		}
	}
	if r, _ := p.wait(training); r.Metrics.Fingerprint != want.Metrics.Fingerprint || r.Metrics.TestMSE != want.Metrics.TestMSE {
		t.Errorf("the run that trained ends on %+v, alone on %+v", r.Metrics, want.Metrics)
	}
	loading := 0
	for _, e := range p.heard(wire.EventState) {
		if e.State == wire.StateLoading {
			loading++
		}
	}
	if loading > 1 { // the first of all is of the run itself
		t.Errorf("told %d times that a recipe is being loaded", loading)
	}
}

// What does not belong together is refused, and so is a run for which memory has no room even in the place of the open one, which stays as it is.
func TestLooksThatAreRefused(t *testing.T) {
	c, _, _ := stood(t, small, 10)
	other, _, _ := stood(t, "#v=1&data=digits&train=200&test=50&latent_dim=7&batch_size=20&epochs=5", 10)
	p := newPage(t)
	p.ask(link(wire.OpOpen, long))
	bad := map[string]request{
		"record_checkpoint_size": lookOf(posted{buffers: [][]byte{other.buffers[0], c.buffers[1]}}),
		"record_damaged":         lookOf(posted{buffers: [][]byte{c.buffers[0], append([]byte{}, c.buffers[1]...)}}),
		"seek_out_of_range":      lookOf(posted{event: event{Event: wire.Event{Step: 11}}, buffers: c.buffers}),
		"look_state_wanted":      {Request: wire.Request{Op: wire.OpLook, View: &wire.View{}, Name: "kept", Link: small}},
		"record_foreign":         {Request: wire.Request{Op: wire.OpLook, View: &wire.View{}}, buffers: c.buffers[:1]},
		"buffer_missing":         {Request: wire.Request{Op: wire.OpLook, View: &wire.View{}}, buffers: c.buffers[:3]},
		"view_missing":           {Request: wire.Request{Op: wire.OpLook}, buffers: c.buffers[:2]},
		"count_out_of_range":     {Request: wire.Request{Op: wire.OpLook, View: &wire.View{}, N: 2}, buffers: c.buffers[:2]},
	}
	head := bad["record_damaged"].buffers[1]
	head[len(head)-1] ^= 1
	files, err := record.Decode(c.buffers[1])
	if err != nil {
		t.Fatal(err)
	}
	files.Link, files.Own = "#v=1&data=pictures", record.Own{Name: "holiday", Train: 10, Test: 5}
	bad["record_files_wanted"] = lookOf(posted{buffers: [][]byte{c.buffers[0], files.Encode(nil)}})
	for code, q := range bad {
		if r, _ := p.wait(p.send(q)); r.Code != code {
			t.Errorf("%s expected, found %s: %s", code, r.Code, r.Error)
		}
	}
	if r, _ := p.wait(p.send(lookOf(c))); r.Error != "" {
		t.Errorf("after all that: %s", r.Error)
	}

	large := "#v=1&data=digits&train=200&test=50&batch_size=20&encoder=dense(1500,relu),dense(1000,relu)"
	c, _, _ = stood(t, large, 1)
	p = newPageIn(t, 120<<20)
	p.ask(link(wire.OpOpen, small))
	if r, _ := p.wait(p.send(lookOf(c))); r.Code != "look_without_room" {
		t.Errorf("a run that does not fit: %s %s", r.Code, r.Error)
	}
	if r := p.ask(steps(2)); r.Metrics.Step != 2 {
		t.Errorf("after that the run stands at %d", r.Metrics.Step)
	}
}

// A record says which others share an axis of losses with it, and how its steps count as epochs and images.
func TestRecordsSayHowTheirCurvesCount(t *testing.T) {
	axes := map[string]string{}
	for name, text := range map[string]string{
		"mean": small, "noise": small + "&noise=gaussian(0.2)", "image": small + "&reduction=image", "batch": small + "&reduction=batch", "bce": small + "&loss=bce",
		"variational": "#v=1&data=digits&train=200&test=50&batch_size=20&latent=variational&latent_dim=2&loss=bce",
		"classes":     "#v=1&data=digits&train=200&test=50&batch_size=20&latent_dim=4&classes=1,2,3",
	} {
		c, alone, _ := stood(t, text, 10)
		p := newPage(t)
		q := op(wire.OpRecords)
		q.buffers = c.buffers[1:2]
		r := p.ask(q).Records[0]
		if r.StepsPerEpoch != alone.StepsPerEpoch || r.BatchSize != 20 || r.Axis == "" || r.Axis != alone.Showing.Loss {
			t.Errorf("%s: %d steps an epoch of %d inputs, axis %q; the run has %d and %q", name, r.StepsPerEpoch, r.BatchSize, r.Axis, alone.StepsPerEpoch, alone.Showing.Loss)
		}
		axes[name] = r.Axis
	}
	if axes["mean"] != axes["noise"] || axes["mean"] != axes["classes"] {
		t.Errorf("runs of the same loss have other axes: %q", axes)
	}
	if axes["image"] != axes["batch"] {
		t.Errorf("both are shown per image: %q", axes)
	}
	for _, other := range []string{"image", "bce", "variational"} {
		if axes[other] == axes["mean"] || other == "variational" && axes[other] == axes["bce"] {
			t.Errorf("%s shares an axis that is not its own: %q", other, axes)
		}
	}
}
