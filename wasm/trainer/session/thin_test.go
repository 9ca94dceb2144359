package session

import (
	"strings"
	"testing"

	"bottleneck/core/time"
	"bottleneck/core/wire"
)

// What frames leave out settles where they cost what they may, and comes back when they cost nothing.
func TestThinning(t *testing.T) {
	const ms = frameCost / 5
	for _, c := range []struct {
		what            string
		fixed, per      time.Duration // cost of a frame, and of a thousand points
		grid            time.Duration
		n, side, points int // points that there are, of the grid, and of a frame in the end
		turns           bool
	}{
		{"cheap", ms, 2 * ms, ms / 2, 1000, 15, 1000, false},
		{"in turn", ms, 4 * ms, 4 * ms, 1000, 15, 1000, true},
		{"in turn, half", ms, 3 * ms, 4 * ms, 2000, 15, 1000, true},
		{"dear", 2 * ms, 14 * ms, 6 * ms, 2000, 15, 500, true},
		{"too dear even so", 30 * ms, 90 * ms, 300 * ms, 2000, 15, 500, true},
		{"no grid", ms, 7 * ms, 0, 2000, 0, 500, false},
		{"few points", 30 * ms, 0, 30 * ms, 300, 15, 300, true},
		{"an odd number", 30 * ms, 0, ms, 700, 15, 500, true},
		{"none", 30 * ms, 0, 0, 0, 15, 0, false},
	} {
		var thin thinning
		frame := func(fixed, per, grid time.Duration) wire.View {
			v := thin.of(wire.View{Points: 2000, Grid: c.side}, c.n)
			if cost := fixed + per*time.Duration(v.Points)/1000; v.Grid > 0 {
				thin.took(cost+grid, c.n)
			} else {
				thin.took(cost, c.n)
			}
			return v
		}
		for range 100 {
			frame(c.fixed, c.per, c.grid)
		}
		for range 100 {
			a, b := frame(c.fixed, c.per, c.grid), frame(c.fixed, c.per, c.grid)
			if a.Points == 0 {
				a, b = b, a
			}
			points, grid := b.Points, a.Grid
			if c.turns {
				points, grid = 0, 0
			}
			if a.Points != c.points || a.Grid != grid || b.Points != points || b.Grid != c.side || c.turns && a.Grid != 0 {
				t.Fatalf("%s: %d points and a grid of %d, then %d and %d; %d points expected, in turn: %v", c.what, a.Points, a.Grid, b.Points, b.Grid, c.points, c.turns)
			}
		}
		for range 100 { // somebody else had the processor
			frame(ms, 0, 0)
		}
		if v := frame(ms, 0, 0); v.Points != c.n || v.Grid != c.side {
			t.Errorf("%s: %d points and a grid of %d when they cost nothing", c.what, v.Points, v.Grid)
		}
	}
}

// TestARunThatStopsShowsAll has a slow machine, on which a frame takes longer than it should.
func TestARunThatStopsShowsAll(t *testing.T) {
	p := newPage(t)
	p.ask(link(wire.OpOpen, strings.Replace(small, "test=50", "test=1100", 1)))
	p.until("the baseline", p.analyzed)
	p.ask(viewOf(wire.View{Points: 2000, Grid: 3, AxisY: 1}))
	p.mu.Lock()
	p.look = 4 * frameCost
	p.mu.Unlock()
	p.ask(steps(50))
	p.ask(link(wire.OpOpen, small)) // after all that the first run has to tell
	least, both, points, grids := 1100, 0, 0, 0
	var last *wire.Snapshot
	for _, e := range p.heard(wire.EventSnapshot) {
		s := frame(t, e)
		if s.Run != 1 {
			continue
		}
		switch last = s; {
		case s.Codes != nil && s.Grid != nil:
			both++
		case s.Codes != nil:
			points++
		case s.Grid != nil:
			grids++
		}
		if s.Codes != nil {
			least = min(least, len(s.Codes.X))
		}
	}
	if both < 2 || points < 2 || grids < 2 || least != leastPoints {
		t.Errorf("%d frames with both, %d with points and %d with the grid, of %d points at least; some of each and %d expected", both, points, grids, least, leastPoints)
	}
	if last.Codes == nil || len(last.Codes.X) != 1100 || last.Grid == nil {
		t.Errorf("the last frame has %+v and %+v, all points and the grid expected", last.Codes, last.Grid)
	}
}
