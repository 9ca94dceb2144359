// Package record is a run over time: what is kept of it while it trains, and the way back to any of its steps. It has no
// clock and no storage: whoever owns a run says when something is to be kept, and how much room there is.
//
//	tape := record.NewTape(24 << 20)
//	tape.Put(record.Moment{Step: 100, Bytes: frame})    // copied; thinned when the room is full
//	seek, err := record.NewSeek(run)                    // a second run of the same recipe, on the same images
//	err = seek.To(70, checkpoints)                      // from the nearest checkpoint
//	for done := false; !done; { done, err = seek.Advance(1) }
package record

import (
	"math"
	"slices"

	"bottleneck/core/metrics"
)

// Moment is what is kept of one step: a frame with the figures beside it, or a checkpoint.
type Moment struct {
	Step    int
	Elapsed float64         // seconds of training before it
	View    string          // of a frame: what it was to show
	Line    string          // of a frame: what was followed through the network
	Metrics metrics.Metrics // of a frame
	Bytes   []byte
}

const (
	overhead    = 512  // bytes that a moment takes beside its Bytes: figures and their texts
	mostMoments = 2000 // more than a time-line has pixels
)

// Tape has moments of one run, in the order of their steps, within a budget of bytes. When it is full, it lets go of the
// moment that is missed least: the first and the latest stay, and those between thin out by the rule of density.
type Tape struct {
	budget  int64
	used    int64 // bytes
	moments []Moment
	gone    int   // moments it has let go
	refused int64 // bytes of the largest moment that was too large
}

// NewTape returns an empty one. A moment may take half of the budget, so that the first and the latest always fit.
func NewTape(budget int64) *Tape { return &Tape{budget: budget} }

// Fits says whether there is room for moments of so many bytes, when others make way.
func (t *Tape) Fits(bytes int64) bool { return bytes+overhead <= t.budget/2 }

// Put keeps a copy of m in its place. Of a step that is there already, m takes the place. It says false of a moment for which there
// is no room: one that is too large, or that lies between a first and a latest which take all of it.
func (t *Tape) Put(m Moment) bool {
	size := int64(len(m.Bytes))
	if !t.Fits(size) {
		t.refused = max(t.refused, size)
		return false
	}
	var spare []byte
	if i, found := t.search(m.Step); found {
		spare = t.remove(i)
	}
	for t.used+size+overhead > t.budget || len(t.moments) >= mostMoments {
		i := t.least(m.Step)
		if i < 0 {
			return false
		}
		if b := t.remove(i); cap(b) > cap(spare) {
			spare = b
		}
		t.gone++
	}
	// What has left makes room for what comes, without work for the collector.
	room := int64(cap(spare))
	if room < size || room > 2*size || !t.Fits(room) || t.used+room+overhead > t.budget {
		spare = make([]byte, 0, size)
	}
	m.Bytes = append(spare[:0], m.Bytes...)
	t.used += int64(cap(m.Bytes)) + overhead
	i, _ := t.search(m.Step)
	t.moments = slices.Insert(t.moments, i, m)
	return true
}

// Limit gives the tape another budget. What has no room in it thins out; moments that are too large for it all go.
func (t *Tape) Limit(budget int64) {
	t.budget = budget
	for i := len(t.moments) - 1; i >= 0; i-- {
		if !t.Fits(int64(cap(t.moments[i].Bytes))) {
			t.remove(i)
			t.gone++
		}
	}
	for t.used > budget {
		t.remove(t.least(t.Latest()))
		t.gone++
	}
}

// remove takes moment i out and returns its memory.
func (t *Tape) remove(i int) []byte {
	b := t.moments[i].Bytes
	t.used -= int64(cap(b)) + overhead
	t.moments = slices.Delete(t.moments, i, i+1)
	return b
}

// least is the moment that is missed least when one of step m comes: the first and the latest stay, and of the others it is the one
// whose neighbors are closest together, measured by the density that there should be; -1 where there is no other.
func (t *Tape) least(m int) int {
	latest := max(m, t.Latest())
	found, least := -1, math.Inf(1)
	if len(t.moments) == 0 {
		return found
	}
	d := newDensity(t.moments[0].Step, latest)
	for i := 1; i < len(t.moments) && t.moments[i].Step < latest; i++ {
		next := latest
		if i+1 < len(t.moments) {
			next = t.moments[i+1].Step
		}
		if gap := float64(next-t.moments[i-1].Step) * d.at(t.moments[i].Step); gap < least {
			found, least = i, gap
		}
	}
	return found
}

// density says how close together moments should be, as a share of all in each step: a third of them lies evenly from the
// first step to the latest, a third thins out from the first step, where a network changes most, and a third thins out from the
// latest backwards, as memory does.
type density struct {
	first, latest int
	span, log     float64
}

func newDensity(first, latest int) density {
	span := float64(latest - first + 1)
	return density{first, latest, span, math.Log(span + 1)}
}

func (d density) at(step int) float64 {
	return 1/d.span + 1/(float64(step-d.first+1)*d.log) + 1/(float64(d.latest-step+1)*d.log)
}

// Before returns the latest moment that is not after step; nil where there is none.
func (t *Tape) Before(step int) *Moment {
	i, found := t.search(step)
	if !found {
		i--
	}
	if i < 0 {
		return nil
	}
	return &t.moments[i]
}

// After returns the first moment that is not before step; nil where there is none.
func (t *Tape) After(step int) *Moment {
	i, _ := t.search(step)
	if i >= len(t.moments) {
		return nil
	}
	return &t.moments[i]
}

// Nearest returns the moment of a view that is nearest to step, of two the earlier; nil where there is none.
func (t *Tape) Nearest(step int, view string) *Moment {
	var found *Moment
	for i := range t.moments {
		m := &t.moments[i]
		if m.View == view && (found == nil || apart(m.Step, step) < apart(found.Step, step)) {
			found = m
		}
	}
	return found
}

func apart(a, b int) int { return max(a-b, b-a) }

// search returns the index of the first moment that is not before step, and whether it is of that step.
func (t *Tape) search(step int) (int, bool) {
	return slices.BinarySearchFunc(t.moments, step, func(m Moment, step int) int { return m.Step - step })
}

// Cut forgets what is after step: of a run that went on from there in another way.
func (t *Tape) Cut(step int) {
	for n := len(t.moments); n > 0 && t.moments[n-1].Step > step; n-- {
		t.remove(n - 1)
	}
}

// Clear forgets everything.
func (t *Tape) Clear() { *t = Tape{budget: t.budget} }

// Steps appends those of all moments of a view to list.
func (t *Tape) Steps(list []int, view string) []int {
	for i := range t.moments {
		if m := &t.moments[i]; m.View == view {
			list = append(list, m.Step)
		}
	}
	return list
}

// Latest is the step of the latest moment, -1 without one.
func (t *Tape) Latest() int {
	if n := len(t.moments); n > 0 {
		return t.moments[n-1].Step
	}
	return -1
}

// Len is the number of moments, Gone that of those that had to make way.
func (t *Tape) Len() int  { return len(t.moments) }
func (t *Tape) Gone() int { return t.gone }

// Bytes is what the moments take, Budget what they may take, Refused what the largest would have taken that was too large; 0: none was.
func (t *Tape) Bytes() int64   { return t.used }
func (t *Tape) Budget() int64  { return t.budget }
func (t *Tape) Refused() int64 { return t.refused }
