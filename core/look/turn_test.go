package look

import (
	"testing"

	"bottleneck/core/train"
)

// A curve of held-out losses has turned where all of the last epochs are worse than its least, and not where one epoch is, however much.
func TestTurn(t *testing.T) {
	for _, c := range []struct {
		name   string
		losses []float32
		best   int32
		want   bool
	}{
		{"falls", []float32{9, 8, 7, 6, 5, 4, 3, 2}, 8, false},
		{"goes up", []float32{9, 2, 3, 4, 5, 6, 7, 8}, 2, true},
		{"has gone up by little", []float32{9, 2, 2.1, 2.1, 2.1, 2.1, 2.1, 2.1}, 2, false},
		{"one is worse", []float32{9, 2, 2.1, 2.1, 2.1, 2.1, 2.1, 8}, 2, false},
		{"one is not", []float32{9, 2, 5, 5, 5, 2.1, 5, 5}, 2, false},
		{"one was not, before", []float32{9, 2, 2.1, 5, 5, 5, 5, 5}, 2, true},
		{"turned four epochs ago", []float32{9, 8, 7, 6, 2, 5, 5, 5}, 5, false},
	} {
		points := make([]train.Point, len(c.losses))
		for i, loss := range c.losses {
			points[i] = train.Point{Step: int32(10 * (i + 1)), Loss: loss}
		}
		if best, turned := turn(points, 10, 5); best.Step != 10*c.best || turned != c.want {
			t.Errorf("%s: the least at step %d, turned: %t; %d and %t expected", c.name, best.Step, turned, 10*c.best, c.want)
		}
	}
}
