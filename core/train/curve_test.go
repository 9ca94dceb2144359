package train

import (
	"math"
	"testing"
)

func TestCurvesStayBoundedAndComplete(t *testing.T) {
	s := newSeries()
	const n = 100_000
	for i := 1; i <= n; i++ {
		s.add(i, float64(i))
	}
	if len(s.points) >= maxCurve || len(s.points) < maxCurve/4 {
		t.Fatalf("%d points", len(s.points))
	}
	for i, p := range s.points {
		first := int(p.Step) - s.width + 1
		if want := float64(first+int(p.Step)) / 2; math.Abs(float64(p.Loss)-want) > 1e-3*want {
			t.Fatalf("point %d at step %d is %g, the mean of its steps is %g", i, p.Step, p.Loss, want)
		}
	}
	if last := s.points[len(s.points)-1].Step; n-int(last) >= s.width {
		t.Errorf("the curve ends at step %d of %d", last, n)
	}
}
