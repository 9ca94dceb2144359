package board

import "bottleneck/wasm/canvas/paint"

// pick is the keyboard's cursor where no latent plane is shown: an item of a panel.
type pick struct {
	on    bool
	panel string
	i     int
}

// pointed returns which of n items of the panel the pointer or the keyboard's cursor is on, or -1. hit tells which one is at a
// pixel, or -1.
func (s *state) pointed(panel string, n int, hit func(x, y float64) int) int {
	if s.cursor.inside {
		if i := hit(s.cursor.x, s.cursor.y); i >= 0 {
			return i
		}
	}
	if p := s.cursor.pick; p.on && p.panel == panel && p.i < n {
		return p.i
	}
	return -1
}

// mark frames an item that is picked.
func (s *state) mark(b paint.Brush, r rect) {
	b.Frame(r.inset(-s.screen.hairline()).pixels(), s.screen.px(1.5), s.theme().Accent)
}

// pickKey moves the pick by an arrow key in the first panel that has items, or drops it, and returns whether the key meant that.
func (b *Board) pickKey(key string, shift bool) bool {
	for _, p := range b.panels {
		if r, ok := b.rooms[p.Name].(keyed); ok && !b.locked(p.Name) && r.keys(key, shift) {
			return true
		}
	}
	var panel string
	var n, cols, first int
	for _, p := range b.panels {
		if r, ok := b.rooms[p.Name].(itemized); ok && n == 0 && !b.locked(p.Name) {
			panel = p.Name
			n, cols, first = r.items()
		}
	}
	k := &b.cursor.pick
	if n == 0 {
		return false
	}
	if key == "Escape" {
		was := k.on
		k.on = false
		return was
	}
	if key == "Enter" && k.on && k.panel == panel && k.i < n {
		return b.choose(panel, k.i)
	}
	step, known := map[string]int{"ArrowLeft": -1, "ArrowRight": 1, "ArrowUp": -cols, "ArrowDown": cols}[key]
	if !known {
		return false
	}
	b.cursor.inside = false
	if !k.on || k.panel != panel || k.i >= n {
		*k = pick{true, panel, first}
		if r, ok := b.rooms[panel].(choosing); ok {
			k.i = max(first, b.chosenItem(r, n))
		}
	} else if to := k.i + step; to >= 0 && to < n {
		k.i = to
	}
	if r, ok := b.rooms[panel].(revealing); ok {
		r.reveal(k.i)
	}
	b.choose(panel, k.i)
	return true
}
