package board

import (
	"slices"

	"bottleneck/core/recipe"
)

// Measures of the panels below a wide one, CSS pixels.
const (
	gapColumn    = 10  // between two plots in a column: the ticks of the first keep them apart, too
	leastSide    = 230 // width of a panel beside the square
	leastPlot    = 160 // height of the plots of a column of two, and of the last one alone
	leastAbreast = 180 // width of panels side by side
	leastSquare  = 150 // side of the square from which on the last one may stand below it
)

// Shares of rooms.
const (
	lastShare   = 0.32 // of the plots of a column: the last one
	lastBelow   = 0.24 // of the height: the last one below the first and the square, at least
	columnShare = 0.36 // of the width: the column beside the square, at least
	rowRatio    = 0.9  // width to height of panels side by side from which on all stand in one row
)

// plotChrome is what a panel has around its plot: across, and down with the title.
func plotChrome(s Screen) (w, h int) {
	return s.px(tickColumn), s.px(titleHeight) + s.px(plotTop) + s.px(tickLine)
}

// placeBelow places panels other than a wide one. One that is square stands at the right, and what stands beside it is as high.
func placeBelow(s Screen, r rect, names []string, rooms map[string]room) []panel {
	right := firstSquare(names, rooms)
	if len(names) == 1 {
		return []panel{newPanel(s, names[0], r)}
	}
	if right == "" {
		return abreast(s, r, names, rooms)
	}
	others := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name == right })
	b := beside{s, right, rooms[right].(square)}
	switch len(others) {
	case 1:
		return b.one(r, others[0])
	case 2:
		return b.two(r, others)
	}
	down := s.px(gapDown)
	half := (r.H - down) / 2
	return append(b.one(rect{r.X, r.Y, r.W, half}, others[0]), abreast(s, r.trim(0, half+down, 0, 0), others[1:], rooms)...)
}

// firstSquare returns the panel that stands at the right: of several the first in the list of all panels.
func firstSquare(names []string, rooms map[string]room) string {
	for _, p := range recipe.Panels {
		if _, ok := rooms[p.Name].(square); ok && slices.Contains(names, p.Name) {
			return p.Name
		}
	}
	return ""
}

// beside places panels beside a square one.
type beside struct {
	screen Screen
	name   string
	square square
}

// one places a panel left of the square.
func (b beside) one(r rect, name string) []panel {
	s := b.screen
	chromeW, chromeH := plotChrome(s)
	gap := s.px(gapAcross)
	side := b.square.side(min(r.H-chromeH, (r.W-gap)/2-chromeW))
	w, h := r.W-gap-side-chromeW, side+chromeH
	return []panel{
		newPanel(s, name, rect{r.X, r.Y, w, h}),
		newPanel(s, b.name, rect{r.X + w + gap, r.Y, side + chromeW, h}),
	}
}

// two places two panels and the square: all in a row where there is width for that, or no height for a column, else the two in a column left
// of the square, else, in a high room, the second below. In a small one the column is higher than the square.
func (b beside) two(r rect, others []string) []panel {
	s := b.screen
	chromeW, chromeH := plotChrome(s)
	gap := s.px(gapAcross)
	side := b.square.side(r.H - chromeH)
	left := rect{r.X, r.Y, r.W - side - chromeW - gap, side + chromeH}
	right := newPanel(s, b.name, rect{left.right() + gap, r.Y, side + chromeW, left.H})
	low := r.H < 2*(s.px(leastPlot)+chromeH)+s.px(gapColumn)
	switch {
	case float64(left.W-gap)/2 >= rowRatio*float64(r.H):
		return b.row(r, others, side)
	case low && (r.W-2*gap)/3 >= s.px(leastAbreast):
		return b.row(r, others, b.square.side(min(r.H-chromeH, (r.W-2*gap)/3-chromeW)))
	case !low && left.W >= max(s.px(leastSide), int(columnShare*float64(r.W))):
		return append(column(s, left, others), right)
	case r.H < 2*s.px(leastRow)+s.px(gapDown):
		return b.one(r, others[0])
	}
	down := s.px(gapDown)
	least := max(s.px(leastPlot)+chromeH, int(lastBelow*float64(r.H)))
	panels := b.one(r.trim(0, 0, 0, least+down), others[0])
	if panels[1].Frame.W-chromeW < s.px(leastSquare) {
		side = b.square.side(min(r.H-chromeH, r.W-s.px(leastSide)-gap-chromeW))
		left = r.trim(0, 0, side+chromeW+gap, 0)
		return append(column(s, left, others), newPanel(s, b.name, r.trim(left.W+gap, 0, 0, 0)))
	}
	top := panels[0].Frame.bottom() + down
	return append(panels, newPanel(s, others[1], rect{r.X, top, r.W, r.bottom() - top}))
}

// row places two panels on both sides of a square.
func (b beside) row(r rect, others []string, side int) []panel {
	s := b.screen
	chromeW, chromeH := plotChrome(s)
	gap := s.px(gapAcross)
	each := (r.W - side - chromeW - 2*gap) / 2
	square := rect{r.X + each + gap, r.Y, side + chromeW, side + chromeH}
	last := rect{square.right() + gap, r.Y, r.right() - square.right() - gap, square.H}
	return []panel{newPanel(s, others[0], rect{r.X, r.Y, each, square.H}), newPanel(s, b.name, square), newPanel(s, others[1], last)}
}

// abreast places the panels side by side, equally wide. Where that makes them too narrow they stand below each other; where
// the room is too low for that those that join others, and then the last ones, are left out.
func abreast(s Screen, r rect, names []string, rooms map[string]room) (panels []panel) {
	gap, down := s.px(gapAcross), s.px(gapDown)
	width := func() int { return (r.W - gap*(len(names)-1)) / len(names) }
	if width() < s.px(leastAbreast) && r.H >= len(names)*(s.px(leastAbreast)+down)-down {
		h := (r.H - down*(len(names)-1)) / len(names)
		for i, name := range names {
			panels = append(panels, newPanel(s, name, rect{r.X, r.Y + i*(h+down), r.W, h}))
		}
		return panels
	}
	for len(names) > 1 && width() < s.px(leastAbreast) {
		drop := len(names) - 1
		if i := slices.IndexFunc(names, func(name string) bool { _, ok := rooms[name].(joining); return ok }); i >= 0 {
			drop = i
		}
		names = slices.Delete(slices.Clone(names), drop, drop+1)
	}
	w := width()
	for i, name := range names {
		panels = append(panels, newPanel(s, name, rect{r.X + i*(w+gap), r.Y, w, r.H}))
	}
	return panels
}

// column places two panels below each other, the second flatter.
func column(s Screen, r rect, names []string) []panel {
	_, chrome := plotChrome(s)
	gap := s.px(gapColumn)
	plots := r.H - gap - 2*chrome
	second := chrome + max(int(lastShare*float64(plots)), min(s.px(leastPlot), plots/2))
	first := r.H - gap - second
	return []panel{
		newPanel(s, names[0], rect{r.X, r.Y, r.W, first}),
		newPanel(s, names[1], rect{r.X, r.Y + first + gap, r.W, second}),
	}
}
