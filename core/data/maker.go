package data

import "bottleneck/core/fact"

// Maker makes the items of a part of a set, training or held out, from their numbers: some now and others later are the
// same as all at once.
type Maker struct {
	Doing  *fact.Fact            // "drawing faces"
	Most   int                   // how many items there are; 0: any number
	Stride int                   // how many take about a millisecond
	Range  func(lo, hi int) *Set // makes items lo to hi-1
}

// First makes the first n items, all of them where there are fewer.
func (m *Maker) First(n int) *Set {
	if m.Most > 0 {
		n = min(n, m.Most)
	}
	return m.Range(0, n)
}
