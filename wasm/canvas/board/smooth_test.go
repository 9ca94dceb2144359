package board

import (
	"math"
	"testing"

	"bottleneck/core/wire"
)

// smoothCases are values and their means; web/modules holds the page to the same.
var smoothCases = []struct {
	share    float64
	from, to []float32
}{
	{0.5, []float32{0, 0, 7, 0, 0}, []float32{7 * 0.25 / 1.9375, 7 * 0.5 / 2.375, 7 / 2.5, 7 * 0.5 / 2.375, 7 * 0.25 / 1.9375}},
	{0.9, []float32{3, 3, 3}, []float32{3, 3, 3}},
	{0.5, []float32{float32(math.NaN()), 2, 5}, []float32{float32(math.NaN()), 3, 4}},
	{0, []float32{1, 2}, []float32{1, 2}},
	{0.5, nil, nil},
}

// A mean has the weights that it says, of both sides, of numbers alone.
func TestSmooth(t *testing.T) {
	for _, c := range smoothCases {
		got := smooth(c.from, c.share)
		if len(got) != len(c.to) {
			t.Fatalf("%v: %v", c.from, got)
		}
		for i, v := range got {
			if d := math.Abs(float64(v - c.to[i])); d > 1e-6 || math.IsNaN(float64(v)) != math.IsNaN(float64(c.to[i])) {
				t.Errorf("%v by %g: %v found, %v expected", c.from, c.share, got, c.to)
				break
			}
		}
	}
}

// A mean is not late: of a straight line it is that line, but near the ends.
func TestSmoothIsNotLate(t *testing.T) {
	line := make([]float32, 200)
	for i := range line {
		line[i] = float32(i)
	}
	if got := smooth(line, 0.9)[100]; math.Abs(float64(got)-100) > 0.01 {
		t.Errorf("the mean at 100 is %g", got)
	}
}

// noisy is a curve that jumps up and down, summed one that jumps by so much, with what it is the sum of.
func noisy() *wire.Snapshot { return summed(0.04) }

func summed(jump float32) *wire.Snapshot {
	s := frame(1, 12, 15)
	s.Terms = &wire.Terms{List: []wire.Term{{Kind: "reconstruction"}, {Kind: "sparsity"}}}
	for i := range s.Curve.Train {
		p := &s.Curve.Train[i]
		p.Loss = 0.1 + jump*float32(i%2)
		s.Terms.List[0].Loss = append(s.Terms.List[0].Loss, 0.75*p.Loss)
		s.Terms.List[1].Loss = append(s.Terms.List[1].Loss, 0.25*p.Loss)
	}
	return s
}

// The curve is drawn smooth over the curve as it is, and the legend says so; a curve that is not smooth is drawn once.
func TestTheCurveIsSmoothed(t *testing.T) {
	s := noisy()
	raw := look(boardOf(t, 732, 400, 1, s, `{"panels":["loss"]}`))
	if raw.Loss.Raw != nil || !hasLabel(raw, nameTrain) {
		t.Errorf("%d points of a curve behind it", len(raw.Loss.Raw))
	}
	soft := look(boardOf(t, 732, 400, 1, s, `{"panels":["loss"],"smooth":0.9}`))
	if !hasLabel(soft, nameSmooth) || len(soft.Loss.Raw) != len(raw.Loss.Train) {
		t.Errorf("%d points as they are, %d expected", len(soft.Loss.Raw), len(raw.Loss.Train))
	}
	jump := func(k int) float64 { return math.Abs(float64(soft.Loss.Train[k].Y - soft.Loss.Train[k+1].Y)) }
	if was := math.Abs(float64(soft.Loss.Raw[60].Y - soft.Loss.Raw[61].Y)); jump(60) > was/8 || was == 0 {
		t.Errorf("it jumps by %g pixels, %g as it is", jump(60), was)
	}
	if len(soft.Loss.Test) != len(raw.Loss.Test) || soft.Loss.Test[0] != raw.Loss.Test[0] {
		t.Error("the held-out losses are not as they are")
	}
}
