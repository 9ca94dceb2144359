package own

import (
	"slices"
	"testing"
)

// Labels that come in turn would put all of a class into the held-out part, were it every tenth of all; of labels in any other order it is.
func TestHeldOfClasses(t *testing.T) {
	turns := func(n, classes int) []byte {
		labels := make([]byte, n)
		for i := range labels {
			labels[i] = byte(i % classes)
		}
		return labels
	}
	for _, c := range []struct{ n, classes int }{{60, 10}, {200, 10}, {1000, 20}, {100, 2}} {
		labels := turns(c.n, c.classes)
		held := HeldOfClasses(labels)
		if held == nil {
			t.Errorf("%d items of %d classes in turn: every tenth of all is held out", c.n, c.classes)
			continue
		}
		total, train := 0, make([]int, c.classes)
		for i, l := range labels {
			if held[i] {
				total++
			} else {
				train[l]++
			}
		}
		if total != c.n/10 || 2*slices.Min(train) < c.n/c.classes {
			t.Errorf("%d items of %d classes in turn: %d held out, to train on %v", c.n, c.classes, total, train)
		}
	}
	sorted := turns(60, 10)
	slices.Sort(sorted)
	once := make([]byte, 20)
	once[9] = 1 // a class of one
	for _, labels := range [][]byte{nil, sorted, turns(60, 7), turns(70, 3), turns(39, 3), once} {
		if held := HeldOfClasses(labels); held != nil {
			t.Errorf("of labels %v every tenth of each class is held out", labels)
		}
	}
}

// A sample has pictures of all classes where there is room for them, and none that is held out; spread evenly where that has all classes.
func TestSample(t *testing.T) {
	p := &Pictures{All: make([]Picture, 60), Labels: make([]byte, 60)}
	for i := range p.All {
		p.Labels[i] = byte(i % 10)
		p.All[i].Test = i%10 == 9
	}
	labels := func(places []int) (of []byte) {
		for _, i := range places {
			if p.All[i].Test {
				t.Errorf("picture %d of the sample is held out", i)
			}
			of = append(of, p.Labels[i])
		}
		return of
	}
	got := labels(p.Sample(24))
	if want := []byte{0, 1, 2, 3, 4, 5, 6, 7, 8}; len(got) != 24 || !slices.IsSorted(got) || !slices.Equal(slices.Compact(got), want) {
		t.Errorf("of classes in turn %v", got)
	}
	if got := labels(p.Sample(3)); !slices.Equal(got, []byte{0, 0, 0}) && len(slices.Compact(got)) < 3 {
		t.Errorf("three of nine classes: %v", got)
	}
	slices.Sort(p.Labels)
	if got := p.Sample(6); !slices.Equal(got, []int{0, 10, 20, 30, 40, 50}) {
		t.Errorf("of classes one after the other %v", got)
	}
	p.Labels = nil
	if got := p.Sample(100); len(got) != 54 {
		t.Errorf("%d pictures of 54", len(got))
	}
}
