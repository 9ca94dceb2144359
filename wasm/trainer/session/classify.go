package session

import (
	"strings"

	"bottleneck/core/classifiers"
	"bottleneck/core/fact"
	"bottleneck/core/time"
	"bottleneck/core/wire"
)

// classifying is classifiers at work, and the request that waits for what they reach.
type classifying struct {
	*classifiers.Training
	request     *request
	figures     wire.Classification
	start, told time.Duration
}

const classifyEvery = 200 * time.Millisecond

var errBesideBench = fact.About("bench", "classifiers_training")

// startClassify trains classifiers beside the run, on what it makes of the images now.
func startClassify(s *Session, q *request) error {
	if s.replacing() {
		return errLoading
	}
	run, err := s.seen()
	if err != nil {
		return err
	}
	s.endClassify(fact.About("classify", "classify_replaced"))
	s.letGo(fact.About("look", "look_ended"))
	r := run.Recipe()
	free := s.device.Budget - s.device.Budget/4 - r.CostOf(run.Train().N).Bytes - s.recording.bytes()
	p, err := classifiers.New(classifiers.Config{Recipe: r, Model: run.Model(), Train: run.Train(), Test: run.Test(),
		Inputs: names(q.Name), Classifiers: names(q.Value), Images: q.N, Passes: q.Epochs, Memory: max(free, 1)})
	if err != nil {
		return err
	}
	now := s.host.Now()
	s.classifying = &classifying{Training: p, request: q, start: now,
		figures: wire.Classification{Step: run.Reader().Steps(), Fingerprint: run.Fingerprint()}}
	s.tellClassify()
	return nil
}

func names(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, ",")
}

// classify does one slice.
func (s *Session) classify() {
	c := s.classifying
	start := s.host.Now()
	for now := start; now-start < slice; now = s.host.Now() {
		if c.Step() {
			continue
		}
		s.tellClassify()
		s.classifying = nil
		s.answer(c.request, reply{Reply: wire.Reply{Classes: &c.figures}})
		return
	}
	if s.host.Now()-c.told >= classifyEvery {
		s.tellClassify()
	}
}

func (s *Session) tellClassify() {
	c := s.classifying
	f := &c.figures
	c.told = s.host.Now()
	f.Results = c.Results()
	f.Input, f.Classifier, f.Done = c.Progress()
	f.Loss, f.Accuracy = c.Running()
	f.Elapsed = (c.told - c.start).Seconds()
	f.Remaining = 0
	if f.Done > 0.02 {
		f.Remaining = f.Elapsed * (1 - f.Done) / f.Done
	}
	s.post(event{Event: wire.Event{Event: wire.EventClassify, Classes: f}, Run: s.runNumber})
}

// endClassify gives up what is under way.
func (s *Session) endClassify(why *fact.Fact) {
	if c := s.classifying; c != nil {
		s.classifying = nil
		e := say(wire.Event{Event: wire.EventClassify, Classes: &c.figures}, why)
		e.Run = s.runNumber
		s.post(e)
		s.refuse(c.request, why)
	}
}

func stopClassify(s *Session, q *request) error {
	s.endClassify(fact.About("classify", "classify_stopped"))
	s.answer(q, reply{})
	return nil
}
