package recipe

import "testing"

// The page's first link is read without a word, is written as links are, and has a plane to look at; the empty link means what it meant.
func TestStart(t *testing.T) {
	r, notices := Parse(Start)
	if len(notices) > 0 {
		t.Fatal(notices)
	}
	if got := r.Link(); got != Start {
		t.Errorf("written as %s, %s expected", got, Start)
	}
	if r.Cost().CodeSize != 2 || r.Lesson != "" {
		t.Errorf("a code of %d numbers, lesson %q", r.Cost().CodeSize, r.Lesson)
	}
	if first := Default(); r.Data != first.Data || r.Train != first.Train || r.Test != first.Test {
		t.Error("it needs other data than a page loads first")
	}
	for _, link := range []string{"", "#v=1"} {
		if e, _ := Parse(link); e.Link() != Default().Link() {
			t.Errorf("%q is %s", link, e.Link())
		}
	}
}
