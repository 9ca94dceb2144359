package board

import "slices"

// locked tells whether a panel is to be seen and not to be touched: a teacher's link says so. What is below the pointer is shown all the same.
func (s *state) locked(panel string) bool { return slices.Contains(s.view.Locked, panel) }

// lockedAt tells whether (x, y) is on such a panel.
func (s *state) lockedAt(x, y float64) bool {
	for _, p := range s.panels {
		if p.Frame.contains(x, y) {
			return s.locked(p.Name)
		}
	}
	return false
}

// flightLocked tells whether the panel on which the plane is flown through is locked.
func (b *Board) flightLocked() bool {
	for _, p := range b.panels {
		if _, ok := b.rooms[p.Name].(flown); ok && b.locked(p.Name) {
			return true
		}
	}
	return false
}
