package session

import (
	"strings"
	"testing"

	"bottleneck/core/wire"
)

// analyzed, for until, says whether the baseline has been told.
func (p *page) analyzed() bool {
	for _, e := range p.events {
		if e.Event.Event == wire.EventMetrics && e.Metrics != nil && e.Metrics.BaselineMSE != 0 {
			return true
		}
	}
	return false
}

// open opens a link and waits for its baseline, whose frame comes whenever it is found: those that follow are of what is asked for.
func (p *page) open(text string) {
	p.t.Helper()
	p.ask(link(wire.OpOpen, text))
	p.until("the baseline", p.analyzed)
}

// The baseline is found while a run stands still, found again for other noise, and kept by a run on the same images.
func TestTheBaselineIsTold(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small))
	told := func() float64 {
		v := 0.0
		for _, e := range p.heard(wire.EventMetrics) {
			if e.Metrics.BaselineMSE != 0 {
				v = e.Metrics.BaselineMSE
			}
		}
		return v
	}
	p.until("the baseline", p.analyzed)
	first := told()
	if m := p.ask(op(wire.OpReset)).Metrics; m.BaselineMSE != first {
		t.Errorf("%g after a reset, %g before", m.BaselineMSE, first)
	}
	if m := p.ask(link(wire.OpOpen, small+"&learning_rate=0.01")).Metrics; m.BaselineMSE != first {
		t.Errorf("%g with another learning rate, %g before", m.BaselineMSE, first)
	}
	if m := p.ask(link(wire.OpOpen, strings.Replace(small, "latent_dim=4", "latent_dim=3", 1))).Metrics; m.BaselineMSE == first {
		t.Errorf("%g for another size of the code", m.BaselineMSE)
	}
}

// It is found beside a run that trains.
func TestTheBaselineIsFoundMeanwhile(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, small+"&epochs=100000"))
	p.ask(op(wire.OpStart))
	p.until("the baseline of a running run", func() bool {
		for _, e := range p.events {
			if e.Event.Event == wire.EventMetrics && e.Metrics != nil && e.Metrics.BaselineMSE != 0 && e.Metrics.Step > 0 {
				return true
			}
		}
		return false
	})
	p.ask(op(wire.OpPause))
}
