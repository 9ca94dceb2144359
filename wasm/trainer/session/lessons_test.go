package session

import (
	"testing"

	"bottleneck/core/recipe"
)

// A lesson asks for no more than is drawn or made for it.
func TestLessonsFindTheirData(t *testing.T) {
	s := newStore(Manifest{})
	made := 0
	for _, l := range recipe.Lessons() {
		if s.lacks(l.Recipe) {
			continue
		}
		for test, n := range map[bool]int{false: l.Recipe.Train, true: l.Recipe.Test} {
			if m := s.maker(l.Recipe, test); m == nil || m.Most > 0 && n > m.Most {
				t.Errorf("%s asks for %d of %s; there are %+v", l.ID, n, l.Recipe.Data, m)
			}
		}
		made++
	}
	if made == 0 {
		t.Error("no lesson on data that are drawn or made")
	}
}
