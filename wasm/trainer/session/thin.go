package session

import (
	"bottleneck/core/time"
	"bottleneck/core/wire"
)

const (
	frameCost   = 3 * time.Millisecond // of a running run: a thirtieth of the time at ten a second
	leastPoints = 500
)

// thinning is what the frames of a running run leave out where they would cost too much, and so come too seldom: at level 1 they bring
// the points of the plane and the grid in turn, and from level 2 on half as many points, and half again.
type thinning struct {
	level int
	grid  bool          // it is the grid's turn
	cost  time.Duration // of the latest frames, the newest counts an eighth
}

// of is what the next frame has of v, for a run with so many points.
func (t *thinning) of(v wire.View, points int) wire.View {
	if v.Points = t.points(min(v.Points, points)); t.level == 0 || v.Points == 0 || v.Grid == 0 {
		return v
	}
	if t.grid {
		v.Points = 0
	} else {
		v.Grid = 0
	}
	t.grid = !t.grid
	return v
}

func (t *thinning) points(n int) int { return max(n>>max(0, t.level-1), min(n, leastPoints)) }

// took takes note of what a frame has cost, of a run with n points to show.
func (t *thinning) took(cost time.Duration, n int) {
	t.cost += (cost - t.cost) / 8
	switch {
	case t.cost > frameCost && (t.level == 0 || t.points(n) > leastPoints):
		t.level++
		t.cost /= 2
	case t.cost < frameCost/3 && t.level > 0:
		t.level--
		t.cost *= 2
	}
}
