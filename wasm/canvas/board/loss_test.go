package board

import (
	"testing"

	"bottleneck/core/wire"
)

// A click on the curve asks for the step below it, one beside the curve for nothing.
func TestAClickOnTheCurveAsksForItsStep(t *testing.T) {
	b := boardOf(t, 366, 520, 2, frame(1, 12, 15), `{"panels":["loss"]}`)
	k := look(b).Loss
	for x, want := range map[float64]int{k.X.at(400) + 0.2: 400, float64(k.Area.X): 0} {
		b.Click(x, float64(k.Area.Y+5))
		if m := b.Messages(); len(m) != 1 || m[0].Kind != "step" || m[0].Step != want {
			t.Errorf("at %g: %+v found, step %d expected", x, m, want)
		}
	}
	b.Click(float64(k.Area.X-3), float64(k.Area.Y+5))
	if m := b.Messages(); len(m) > 0 {
		t.Errorf("beside the curve: %+v found", m)
	}
}

// A line stands at the step that is shown where the run is further, and what comes after it stands back.
func TestTheCurveMarksTheMoment(t *testing.T) {
	b := boardOf(t, 366, 520, 1, frame(1, 12, 15), `{"panels":["loss"]}`)
	show := func(step int32) (at int) {
		t.Helper()
		if err := b.Show((&wire.Snapshot{Run: 1, Step: step}).Encode(nil)); err != nil {
			t.Fatal(err)
		}
		b.Scene()
		return b.rooms["loss"].(*loss).moment
	}
	if at := show(1200); at != -1 {
		t.Errorf("of the latest step: a line at %d found, none expected", at)
	}
	s, before := painted(b)
	if at, want := show(300), int(s.Loss.X.at(300)); at != want {
		t.Errorf("of step 300: a line at %d found, %d expected", at, want)
	}
	s, after := painted(b)
	y := s.Loss.Area.bottom() - 3
	x := int(s.Loss.X.at(300))
	if got := after.RGBAAt(x, y); got != over(light.Accent, light.Plot) {
		t.Errorf("the line is %v, %v expected", got, light.Accent)
	}
	test := s.Loss.Test[2]
	if at := int(test.X) - 4; after.RGBAAt(at, int(test.Y)) == before.RGBAAt(at, int(test.Y)) {
		t.Error("what comes after the step is as it was")
	}
	if at := show(1250); at != -1 {
		t.Errorf("back at the latest step: a line at %d found, none expected", at)
	}
}
