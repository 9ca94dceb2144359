package session

import (
	"strings"
	"testing"

	"bottleneck/core/wire"
)

// classify asks for classifiers on some images, passes over them, and kinds of inputs.
func classify(images, passes int, inputs string) request {
	return request{Request: wire.Request{Op: wire.OpClassify, N: images, Epochs: passes, Name: inputs}}
}

func TestClassifyTellsHowFarItIs(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	at := p.ask(steps(7)).Metrics
	c := p.ask(classify(100, 2, "")).Classes
	if c == nil || c.Step != 7 || c.Fingerprint != at.Fingerprint || len(c.Results) != 7 || c.Done != 1 || c.Input != "" || !(c.Elapsed > 0) || c.Remaining != 0 {
		t.Fatalf("%+v", c)
	}
	for _, r := range c.Results {
		if r.N != 50 || r.Train != 100 {
			t.Errorf("%+v: 100 training and 50 held-out images expected", r)
		}
	}
	heard := p.heard(wire.EventClassify)
	if len(heard) < 3 || heard[0].Classes.Done != 0 || heard[len(heard)-1].Classes.Done != 1 {
		t.Fatalf("heard %d times", len(heard))
	}
	if end := heard[len(heard)-1].Classes; end.Loss != 0 || end.Accuracy != 0 {
		t.Errorf("at the end the loss of one at work: %+v", end)
	}
	for i := 1; i < len(heard); i++ {
		if heard[i].Classes.Done < heard[i-1].Classes.Done || len(heard[i].Classes.Results) < len(heard[i-1].Classes.Results) {
			t.Errorf("%+v after %+v", heard[i].Classes, heard[i-1].Classes)
		}
	}
}

// Classifiers are trained beside the run, which goes on to the same bits; they see the weights it had at the start.
func TestClassifyBesideARun(t *testing.T) {
	alone := newPage(t)
	alone.ask(link(wire.OpOpen, small))
	alone.ask(steps(3))
	want := alone.ask(classify(100, 1, "codes")).Classes.Results
	fingerprint := alone.ask(steps(40)).Metrics.Fingerprint

	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	p.ask(steps(3))
	first := p.send(classify(100, 1, "codes"))
	if f := p.ask(steps(40)).Metrics.Fingerprint; f != fingerprint {
		t.Errorf("fingerprint %s beside classifiers, %s without", f, fingerprint)
	}
	r, _ := p.wait(first)
	if r.Classes == nil || len(r.Classes.Results) != 2 || r.Classes.Results[0] != want[0] || r.Classes.Results[1] != want[1] || r.Classes.Step != 3 {
		t.Errorf("%+v beside a run, %v alone", r, want)
	}
}

func TestClassifyGivesWay(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	stopped := func(id uint32, why string) {
		t.Helper()
		if r, _ := p.wait(id); r.Error != "classify: stopped: "+why {
			t.Errorf("%q, %q expected", r.Error, why)
		}
	}
	first := p.send(classify(200, 1000, ""))
	second := p.send(classify(200, 1000, ""))
	stopped(first, "others were asked for")
	if why := p.refused(benchOf("linear", 0.1)); why != errBesideBench.Error() {
		t.Errorf("a bench meanwhile: %q", why)
	}
	p.ask(op(wire.OpUnclassify))
	stopped(second, "it was asked to")
	third := p.send(classify(200, 1000, ""))
	p.ask(op(wire.OpPause)) // leaves it alone
	p.ask(op(wire.OpReset))
	stopped(third, "another recipe was opened")
	p.ask(op(wire.OpUnclassify)) // there is none
}

func TestClassifyRefuses(t *testing.T) {
	p := newPage(t)
	if why := p.refused(classify(0, 0, "")); why != errNoRun.Error() {
		t.Errorf("without a run: %q", why)
	}
	p.ask(link(wire.OpOpen, small))
	for want, q := range map[string]request{
		`input "dreams" found`: classify(0, 0, "codes,dreams"),
		"images: -1 found":     classify(-1, 0, ""),
		"passes: 9999 found":   classify(0, 9999, ""),
	} {
		if why := p.refused(q); !strings.Contains(why, want) {
			t.Errorf("%q, %q expected", why, want)
		}
	}
	p.ask(link(wire.OpOpen, "#v=1&data=table18&train=200&test=50&latent_dim=4&epochs=5"))
	if why := p.refused(classify(0, 0, "")); why != "classify: table18 has no labels; a classifier needs the class of every image" {
		t.Errorf("a table: %q", why)
	}
}

// Faces are classes too: the people. Their pictures and codes are of other sizes than those of digits.
func TestClassifyFaces(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, "#v=1&data=faces&image_size=16&train=300&test=40&encoder=conv(3,3,s2,relu)&latent=direct&batch_size=20&epochs=5"))
	p.ask(steps(5))
	for _, r := range p.ask(classify(0, 1, "originals,codes")).Classes.Results {
		if want := map[string]int{"originals": 256, "codes": 192}[r.Input]; r.Dim != want || r.N != 40 || r.Train != 300 {
			t.Errorf("%+v, of %d numbers expected", r, want)
		}
	}
}
