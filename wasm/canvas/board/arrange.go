package board

import (
	"slices"

	"bottleneck/core/recipe"
)

// Measures of the dashboard, CSS pixels.
const (
	margin       = 12  // around everything
	gapAcross    = 20  // between panels side by side
	gapDown      = 18  // between rows of panels
	gapWide      = 10  // below a wide panel at least
	titleHeight  = 28  // title line
	leastRow     = 124 // height of a row
	leastStacked = 102 // height of one that shares the rest with others
	leastWide    = 420 // width from which on panels stand side by side
)

// arrange places the panels: below each other on a narrow screen; on others a wide one over the whole width and the rest below
// it, as placeBelow does. Panels for which the height does not suffice are left out, of two wide ones the first before any other. One that joins
// another has no place of its own beside it.
func arrange(s Screen, names []string, rooms map[string]room) []panel {
	names = known(names, rooms)
	names = slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		r, ok := rooms[name].(joining)
		return ok && slices.Contains(names, r.joins())
	})
	area := rect{0, 0, s.W, s.H}.inset(s.px(margin))
	if w := s.css(s.W); w < leastWide {
		return stack(s, area, names, rooms)
	}
	var top []string
	below := slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		_, ok := rooms[name].(wide)
		if ok {
			top = append(top, name)
		}
		return ok
	})
	if len(top) > 1 && s.css(s.H) < leastHeight(top[0]) {
		top = top[1:]
	}
	gap, title := s.px(gapDown), s.px(titleHeight)
	switch {
	case len(top) == 0:
		return placeBelow(s, area, below, rooms)
	case len(below) == 0 && len(top) == 1 || area.H < 2*s.px(leastRow)+gap:
		return []panel{newPanel(s, top[0], area)}
	}
	gap = s.px(gapWide)
	var heads []panel
	rest := area
	for _, name := range top {
		head := rooms[name].(wide)
		most := head.share(area.H-gap, len(top) == 1)
		if len(below) == 0 && name == top[len(top)-1] {
			return append(heads, newPanel(s, name, rest))
		}
		h := min(most, title+head.height(area.W, most-title))
		heads = append(heads, newPanel(s, name, rect{rest.X, rest.Y, rest.W, h}))
		rest = rest.trim(0, h+gap, 0, 0)
	}
	panels := placeBelow(s, rest, below, rooms)
	if len(panels) < len(below) && len(top) > 1 {
		return arrange(s, slices.DeleteFunc(names, func(name string) bool { return name == top[0] }), rooms)
	}
	// What whole tiles leave of the height goes between.
	free := area.bottom()
	for _, p := range panels {
		free = min(free, area.bottom()-p.Frame.bottom())
	}
	for i := range panels {
		panels[i].Frame.Y += free
		panels[i].Body.Y += free
	}
	last := &heads[len(heads)-1]
	last.Frame.H += free
	last.Body.H += free
	return append(heads, panels...)
}

// leastHeight is the height of a board from which on a panel is there beside others, CSS pixels.
func leastHeight(name string) float64 {
	for _, p := range recipe.Panels {
		if p.Name == name {
			return float64(p.Least)
		}
	}
	return 0
}

func newPanel(s Screen, name string, frame rect) panel {
	return panel{name, frame, frame.trim(0, s.px(titleHeight), 0, 0)}
}

// known drops names that are no panels, and doubles; none left means those that the usual recipe has on its board, however low.
func known(names []string, rooms map[string]room) (kept []string) {
	for _, name := range names {
		if rooms[name] != nil && !slices.Contains(kept, name) {
			kept = append(kept, name)
		}
	}
	if len(kept) == 0 {
		return slices.DeleteFunc(recipe.Default().Showing().Board, func(name string) bool { return leastHeight(name) > 0 })
	}
	return kept
}

// stack places the panels below each other: a wide one gets what it would like, up to half of the height, the others share the
// rest by their weights, but none gets so little that its plot could not be read.
func stack(s Screen, area rect, names []string, rooms map[string]room) (panels []panel) {
	gap, title := s.px(gapDown), s.px(titleHeight)
	names = names[:min(len(names), max(1, (area.H+gap)/(s.px(leastRow)+gap)))]
	if len(names) == 1 {
		return []panel{newPanel(s, names[0], area)}
	}
	heights := make([]int, len(names))
	rest, weights, others := area.H-gap*(len(names)-1), 0.0, 0
	share := rest / max(2, len(names))
	if len(names) <= 3 {
		share = rest / 2
	}
	for i, name := range names {
		if r, ok := rooms[name].(wide); ok {
			heights[i] = min(share, title+r.height(area.W, share-title))
			rest -= heights[i]
		} else {
			weights += weightOf(rooms[name])
			others++
		}
	}
	_, chrome := plotChrome(s)
	least := func(name string) int {
		low := min(s.px(leastStacked), rest/max(1, others))
		if r, ok := rooms[name].(upright); ok {
			return max(low, min(s.px(r.plotLeast())+chrome, rest-(others-1)*low))
		}
		return low
	}
	for again := true; again; {
		again = false
		for i, name := range names {
			if w := weightOf(rooms[name]); heights[i] == 0 && int(float64(rest)*w/weights) < least(name) {
				h := least(name)
				heights[i], rest, weights, others, again = h, rest-h, weights-w, others-1, true
			}
		}
	}
	y := area.Y
	for i, name := range names {
		h := heights[i]
		if h == 0 {
			h = int(float64(rest) * weightOf(rooms[name]) / weights)
		}
		panels = append(panels, newPanel(s, name, rect{area.X, y, area.W, h}))
		y += h + gap
	}
	return panels
}

func weightOf(r room) float64 {
	if r, ok := r.(weighed); ok {
		return r.weight()
	}
	return 1
}
