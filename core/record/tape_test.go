package record

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
)

// mark is content by which a moment is known again.
func mark(step, size int) []byte { return bytes.Repeat([]byte{byte(step), byte(step >> 8)}, size/2) }

// check finds what no tape may be: out of order, beyond its budget, without the first or the latest moment, or with the bytes of
// another.
func check(tape *Tape, first, latest int) string {
	held := int64(0)
	for i, m := range tape.moments {
		held += int64(cap(m.Bytes)) + overhead
		switch {
		case i > 0 && m.Step <= tape.moments[i-1].Step:
			return "order"
		case !bytes.Equal(m.Bytes, mark(m.Step, len(m.Bytes))):
			return "bytes"
		}
	}
	switch n := len(tape.moments); {
	case held != tape.Bytes() || held > tape.Budget() || n > mostMoments:
		return "budget"
	case n == 0 || tape.moments[0].Step != first:
		return "first"
	case tape.Latest() != latest:
		return "latest"
	}
	return ""
}

func TestTapeOfAnyRun(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		size := 2 + 2*r.IntN(500)
		tape := NewTape(int64((size + overhead) * (2 + r.IntN(60))))
		first, latest, puts := -1, -1, 0
		for step := r.IntN(5); puts < 300; puts++ {
			n := 2 * (1 + r.IntN(size/2))
			kept := tape.Put(Moment{Step: step, Bytes: mark(step, n)})
			if kept != (int64(n)+overhead <= tape.Budget()/2) {
				t.Fatalf("seed %d: %d bytes of %d kept: %v", seed, n, tape.Budget(), kept)
			}
			if kept {
				latest = step
				if first < 0 {
					first = step
				}
				if fault := check(tape, first, latest); fault != "" {
					t.Fatalf("seed %d, put %d, step %d: %s", seed, puts, step, fault)
				}
			}
			step += r.IntN(4) * (1 + r.IntN(50))
		}
	}
}

// The checker finds each fault.
func TestCheckOfATape(t *testing.T) {
	for want, spoil := range map[string]func(tape *Tape){
		"":       func(*Tape) {},
		"order":  func(tape *Tape) { slices.Reverse(tape.moments) },
		"bytes":  func(tape *Tape) { tape.moments[1].Bytes[0]++ },
		"budget": func(tape *Tape) { tape.used++ },
		"first":  func(tape *Tape) { tape.remove(0) },
		"latest": func(tape *Tape) { tape.remove(2) },
	} {
		tape := NewTape(10000)
		for _, step := range []int{1, 2, 3} {
			tape.Put(Moment{Step: step, Bytes: mark(step, 10)})
		}
		if spoil(tape); check(tape, 1, 3) != want {
			t.Errorf("%q found, %q expected", check(tape, 1, 3), want)
		}
	}
}

// A tape of ten million steps is dense at the start and at the end, and has no hole in between.
func TestTapeThinsOut(t *testing.T) {
	const size, room, stride, puts = 1000, 200, 500, 20000
	tape := NewTape(room * (size + overhead))
	tape.Put(Moment{Step: 0, Bytes: mark(0, size)})
	for step := 1; step < stride; step *= 2 {
		tape.Put(Moment{Step: step, Bytes: mark(step, size)})
	}
	for i := 1; i <= puts; i++ {
		tape.Put(Moment{Step: i * stride, Bytes: mark(i*stride, size)})
	}
	last := puts * stride
	if fault := check(tape, 0, last); fault != "" || tape.Len() != room {
		t.Fatalf("%d moments of %d, fault %q", tape.Len(), room, fault)
	}
	if all := tape.Len() + tape.Gone(); all != 1+9+puts {
		t.Errorf("%d moments are kept or gone, %d were put", all, 1+9+puts)
	}
	steps := tape.Steps(nil, "")
	d, widest := newDensity(0, last), 0.0
	for i := 1; i < len(steps); i++ {
		if steps[i]-steps[i-1] <= stride {
			continue // as close together as they came
		}
		widest = max(widest, float64(steps[i]-steps[i-1])*d.at(steps[i])*room/3)
	}
	if widest > 4 {
		t.Errorf("a gap is %.1f times as wide as it should be", widest)
	}
	count := func(from, to int) (n int) {
		for _, s := range steps {
			if s >= from && s < to {
				n++
			}
		}
		return n
	}
	// A tenth of the run at either end has more than the tenth in the middle, which has more than half of an even share.
	early, middle, late := count(0, last/10), count(9*last/20, 11*last/20), count(last-last/10, last+1)
	if early < 2*middle || late < 2*middle || middle < room/10/3 {
		t.Errorf("%d moments in the first tenth, %d in the middle one, %d in the last", early, middle, late)
	}
}

func TestTapeFinds(t *testing.T) {
	tape := NewTape(1 << 20)
	for _, m := range []Moment{{Step: 0, View: "a"}, {Step: 10, View: "b"}, {Step: 20, View: "a"}, {Step: 35, View: "b"}} {
		tape.Put(m)
	}
	for _, c := range []struct{ step, before, nearestA, nearestB int }{{0, 0, 0, 10}, {9, 0, 0, 10}, {10, 10, 0, 10}, {15, 10, 20, 10}, {34, 20, 20, 35}, {99, 35, 20, 35}} {
		if got := tape.Before(c.step).Step; got != c.before {
			t.Errorf("before %d: %d, %d expected", c.step, got, c.before)
		}
		if m := tape.After(c.step); (m == nil) != (c.step > 35) || m != nil && (m.Step < c.step || m.Step > c.step && tape.Before(m.Step-1).Step != c.before) {
			t.Errorf("after %d: %+v", c.step, m)
		}
		if a, b := tape.Nearest(c.step, "a").Step, tape.Nearest(c.step, "b").Step; a != c.nearestA || b != c.nearestB {
			t.Errorf("nearest to %d: %d and %d, %d and %d expected", c.step, a, b, c.nearestA, c.nearestB)
		}
	}
	if tape.Before(-1) != nil || tape.Nearest(3, "c") != nil || NewTape(0).Before(5) != nil || NewTape(0).Latest() != -1 {
		t.Error("found where there is nothing")
	}
	if got := tape.Steps(nil, "b"); !slices.Equal(got, []int{10, 35}) {
		t.Errorf("steps of a view: %v", got)
	}
	tape.Cut(20)
	if got := tape.Steps(nil, "a"); !slices.Equal(got, []int{0, 20}) || tape.Latest() != 20 {
		t.Errorf("after the cut: %v, latest %d", got, tape.Latest())
	}
	tape.Clear()
	if tape.Len() != 0 || tape.Bytes() != 0 || tape.Budget() != 1<<20 || !tape.Put(Moment{Step: 3}) {
		t.Errorf("after clearing %d moments, %d bytes of %d", tape.Len(), tape.Bytes(), tape.Budget())
	}
}

// A moment takes the place of one of the same step, and what is too large changes nothing and is known.
func TestTapeReplacesAndRefuses(t *testing.T) {
	tape := NewTape(2 * (100 + overhead))
	tape.Put(Moment{Step: 1, Bytes: mark(1, 40)})
	tape.Put(Moment{Step: 2, Bytes: mark(3, 40)})
	tape.Put(Moment{Step: 2, Bytes: mark(2, 100)})
	if tape.Put(Moment{Step: 2, Bytes: mark(2, 102)}) || tape.Put(Moment{Step: 3, Bytes: mark(3, 300)}) {
		t.Error("moments of more than half of the budget were kept")
	}
	if fault := check(tape, 1, 2); fault != "" || tape.Len() != 2 || len(tape.Before(2).Bytes) != 100 || tape.Refused() != 300 || tape.Gone() != 0 {
		t.Errorf("fault %q, %d moments, %d refused, %d gone", fault, tape.Len(), tape.Refused(), tape.Gone())
	}
}

// Moments come in any order: each finds its place, and the first and the latest stay when room is made for one between them.
func TestTapeInAnyOrder(t *testing.T) {
	const size = 100
	tape := NewTape(6 * (size + overhead))
	put := func(step int) bool { return tape.Put(Moment{Step: step, Bytes: mark(step, size)}) }
	put(0)
	put(1000)
	for _, step := range []int{500, 250, 750, 100, 900, 600, 250, 30} {
		if !put(step) || tape.Before(step).Step != step {
			t.Fatalf("step %d was not kept: %v", step, tape.Steps(nil, ""))
		}
		if fault := check(tape, 0, 1000); fault != "" {
			t.Fatalf("after step %d: %s", step, fault)
		}
	}
	if tape.Len() != 6 || tape.Gone() != 3 {
		t.Errorf("%d moments, %d gone", tape.Len(), tape.Gone())
	}
	tape = NewTape(2 * (size + overhead))
	put(0)
	put(1000)
	if put(500) || tape.Len() != 2 || tape.Latest() != 1000 {
		t.Errorf("between two that take all: %v", tape.Steps(nil, ""))
	}
}

// A full tape of moments of one size works in the memory that it has.
func TestFullTapeAllocatesNothing(t *testing.T) {
	tape, b, step := NewTape(20*(5000+overhead)), mark(0, 5000), 0
	put := func() { step++; tape.Put(Moment{Step: step, Bytes: b}) }
	for range 30 {
		put()
	}
	if n := testing.AllocsPerRun(100, put); n != 0 {
		t.Errorf("%v allocations a moment, 0 expected", n)
	}
}

// With less room a tape thins out as one that never had more; what is too large for half of it goes.
func TestTapeWithLessRoom(t *testing.T) {
	const size = 1000
	tape := NewTape(100 * (size + overhead))
	for step := range 100 {
		tape.Put(Moment{Step: step, Bytes: make([]byte, size)})
	}
	const less = 20 * (size + overhead)
	tape.Limit(less)
	steps := tape.Steps(nil, "")
	if tape.Bytes() > less || len(steps) != 20 || steps[0] != 0 || steps[19] != 99 || tape.Gone() != 80 {
		t.Errorf("%d moments of %d bytes, %d gone: %v", tape.Len(), tape.Bytes(), tape.Gone(), steps)
	}
	if !tape.Put(Moment{Step: 100, Bytes: make([]byte, size)}) || tape.Bytes() > less || tape.Len() != 20 {
		t.Errorf("one more: %d moments of %d bytes", tape.Len(), tape.Bytes())
	}
	tape.Put(Moment{Step: 101})
	tape.Limit(2 * size) // in which only what is small has a place
	if steps := tape.Steps(nil, ""); len(steps) != 1 || steps[0] != 101 {
		t.Errorf("left: %v", steps)
	}
	tape.Limit(0)
	if tape.Len() != 0 || tape.Bytes() != 0 || tape.Put(Moment{Step: 102}) {
		t.Errorf("without room: %d moments of %d bytes", tape.Len(), tape.Bytes())
	}
}
