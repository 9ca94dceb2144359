package view

import "slices"

// Measures of the panels below the images, CSS pixels.
const (
	gapColumn    = 10  // between the plane and the loss in a column: the ticks of the plane keep them apart, too
	leastSide    = 230 // width of a panel beside the grid
	leastTwo     = 250 // height of a column of two
	leastLoss    = 112 // height of the loss alone
	leastAbreast = 180 // width of panels side by side
	leastGrid    = 200 // side of the grid from which on the loss may stand below it
)

// Shares of rooms.
const (
	lossShare   = 0.32 // of the plots of a column: the loss
	lossBelow   = 0.24 // of the height: the loss below the plane and the grid, at least
	columnShare = 0.36 // of the width: the column beside the grid, at least
	rowRatio    = 0.9  // width to height of panels side by side from which on all stand in one row
)

// plotChrome is what a panel has around its plot: across, and down with the title.
func plotChrome(s Screen) (w, h int) {
	return s.Px(tickColumn), s.Px(titleHeight) + s.Px(plotTop) + s.Px(tickLine)
}

// placeBelow places panels other than that over the whole width. The grid, or else the filters, are a square at the right,
// and what stands beside it is as high.
func placeBelow(s Screen, r Rect, names []string, wants Wants) []Panel {
	square := ""
	for _, name := range names {
		if name == PanelGrid || name == PanelFilters && square == "" {
			square = name
		}
	}
	var others []string
	for _, name := range names {
		if name != square {
			others = append(others, name)
		}
	}
	if square == PanelFilters { // tiles fit any square
		wants.Grid = func(most int) int { return max(0, most) }
	}
	var panels []Panel
	switch {
	case len(names) == 1:
		return []Panel{newPanel(s, names[0], r)}
	case square == "":
		return abreast(s, r, others)
	case len(others) == 1:
		panels = besideGrid(s, r, others[0], wants)
	case len(others) == 2:
		panels = threeBelow(s, r, others, wants)
	default:
		down := s.Px(gapDown)
		half := (r.H - down) / 2
		panels = besideGrid(s, Rect{r.X, r.Y, r.W, half}, others[0], wants)
		panels = append(panels, abreast(s, r.Trim(0, half+down, 0, 0), others[1:])...)
	}
	for i := range panels {
		if panels[i].Name == PanelGrid {
			panels[i].Name = square
		}
	}
	return panels
}

// threeBelow places the grid and two more: all in a row where there is width for that, else the two in a column left of
// the grid, else, in a high room, the loss below. In a small one the column is higher than the grid.
func threeBelow(s Screen, r Rect, others []string, wants Wants) []Panel {
	chromeW, chromeH := plotChrome(s)
	gap := s.Px(gapAcross)
	side := wants.Grid(r.H - chromeH)
	left := Rect{r.X, r.Y, r.W - side - chromeW - gap, side + chromeH}
	grid := newPanel(s, PanelGrid, Rect{left.Right() + gap, r.Y, side + chromeW, left.H})
	each := (left.W - gap) / 2
	low := r.H < s.Px(leastTwo)
	switch {
	case float64(each) >= rowRatio*float64(r.H), low && each >= s.Px(leastSide):
		grid.Frame.X, grid.Body.X = r.X+each+gap, r.X+each+gap
		last := Rect{grid.Frame.Right() + gap, r.Y, r.Right() - grid.Frame.Right() - gap, left.H}
		return []Panel{newPanel(s, others[0], Rect{r.X, r.Y, each, left.H}), grid, newPanel(s, others[1], last)}
	case !low && left.W >= max(s.Px(leastSide), int(columnShare*float64(r.W))):
		return append(column(s, left, others), grid)
	case r.H < 2*s.Px(leastRow)+s.Px(gapDown):
		return besideGrid(s, r, others[0], wants)
	}
	down := s.Px(gapDown)
	least := max(s.Px(leastLoss), int(lossBelow*float64(r.H)))
	panels := besideGrid(s, r.Trim(0, 0, 0, least+down), others[0], wants)
	if panels[1].Frame.W-chromeW < s.Px(leastGrid) {
		side = wants.Grid(min(r.H-chromeH, r.W-s.Px(leastSide)-gap-chromeW))
		left = r.Trim(0, 0, side+chromeW+gap, 0)
		return append(column(s, left, others), newPanel(s, PanelGrid, r.Trim(left.W+gap, 0, 0, 0)))
	}
	top := panels[0].Frame.Bottom() + down
	return append(panels, newPanel(s, others[1], Rect{r.X, top, r.W, r.Bottom() - top}))
}

// abreast places the panels side by side, equally wide. Where that makes them too narrow they stand below each other; where
// the room is too low for that the codes, and then the last ones, are left to panels of their own.
func abreast(s Screen, r Rect, names []string) (panels []Panel) {
	gap, down := s.Px(gapAcross), s.Px(gapDown)
	width := func() int { return (r.W - gap*(len(names)-1)) / len(names) }
	if width() < s.Px(leastAbreast) && r.H >= len(names)*(s.Px(leastAbreast)+down)-down {
		h := (r.H - down*(len(names)-1)) / len(names)
		for i, name := range names {
			panels = append(panels, newPanel(s, name, Rect{r.X, r.Y + i*(h+down), r.W, h}))
		}
		return panels
	}
	for len(names) > 1 && width() < s.Px(leastAbreast) {
		drop := len(names) - 1
		if i := slices.Index(names, PanelCode); i >= 0 {
			drop = i
		}
		names = slices.Delete(slices.Clone(names), drop, drop+1)
	}
	w := width()
	for i, name := range names {
		panels = append(panels, newPanel(s, name, Rect{r.X + i*(w+gap), r.Y, w, r.H}))
	}
	return panels
}

// besideGrid places a panel and at its right the grid, which gets at most half of the width.
func besideGrid(s Screen, r Rect, name string, wants Wants) []Panel {
	chromeW, chromeH := plotChrome(s)
	gap := s.Px(gapAcross)
	side := wants.Grid(min(r.H-chromeH, (r.W-gap)/2-chromeW))
	w, h := r.W-gap-side-chromeW, side+chromeH
	return []Panel{
		newPanel(s, name, Rect{r.X, r.Y, w, h}),
		newPanel(s, PanelGrid, Rect{r.X + w + gap, r.Y, side + chromeW, h}),
	}
}

// column places two panels below each other, the second flatter.
func column(s Screen, r Rect, names []string) []Panel {
	_, chrome := plotChrome(s)
	gap := s.Px(gapColumn)
	plots := r.H - gap - 2*chrome
	second := chrome + int(lossShare*float64(plots))
	first := r.H - gap - second
	return []Panel{
		newPanel(s, names[0], Rect{r.X, r.Y, r.W, first}),
		newPanel(s, names[1], Rect{r.X, r.Y + first + gap, r.W, second}),
	}
}
