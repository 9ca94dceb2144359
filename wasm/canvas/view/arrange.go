package view

import "slices"

// Names of the panels, as wire.View.Panels has them.
const (
	PanelImages = "images" // rows of test images
	PanelLatent = "latent" // scatter of the code
	PanelGrid   = "grid"   // decoded tiles over the plane
	PanelLoss   = "loss"   // loss curve

	PanelCode    = "code"    // the code of each image
	PanelFilters = "filters" // a layer's weights
	PanelTable   = "table"   // rows of data without pixels
)

// allPanels are those that a view without names has, allKnown all there are.
var (
	allPanels = []string{PanelImages, PanelLatent, PanelGrid, PanelLoss}
	allKnown  = append([]string{PanelCode, PanelFilters, PanelTable}, allPanels...)
)

// Panel is where a panel lies: Frame with its title line, Body without.
type Panel struct {
	Name        string
	Frame, Body Rect
}

// Measures of the dashboard, CSS pixels.
const (
	margin      = 12  // around everything
	gapAcross   = 20  // between panels side by side
	gapDown     = 18  // between rows of panels
	gapImages   = 10  // below the images at least
	titleHeight = 28  // title line
	leastRow    = 124 // height of a row
	middle      = 540 // from here on panels stand side by side
	leastWide   = 420 // and from here on if the screen is not much higher than wide
)

// Wants tells what panels would like of the room they get.
type Wants struct {
	Images func(w, most int) int // height of the images, given their width and the height they may have at most
	Table  func(w, most int) int // likewise of the table
	Grid   func(most int) int    // side of the latent grid, at most most: whole tiles
}

// height is what the panel over the whole width would like.
func (w Wants) height(name string, width, most int) int {
	if name == PanelTable {
		return w.Table(width, most)
	}
	return w.Images(width, most)
}

// joined tells whether the codes are rows below the images.
func joined(names []string) bool {
	return slices.Contains(names, PanelImages) && slices.Contains(names, PanelCode)
}

// Arrange places the panels: below each other on a narrow screen; on others the images or the table over the whole width
// and the rest below them, as placeBelow does. Panels for which the height does not suffice are left out. Codes beside
// images have no panel of their own.
func Arrange(s Screen, names []string, wants Wants) []Panel {
	names = known(names)
	share := imagesShare
	if joined(names) {
		names = slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name == PanelCode })
		share = joinedShare
	}
	area := Rect{0, 0, s.W, s.H}.Inset(s.Px(margin))
	if w := s.CSS(s.W); w < leastWide || w < middle && s.CSS(s.H) > 1.3*w {
		return stack(s, area, names, wants)
	}
	top := ""
	below := slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		wide := top == "" && (name == PanelImages || name == PanelTable)
		if wide {
			top = name
		}
		return wide
	})
	gap, title := s.Px(gapDown), s.Px(titleHeight)
	switch {
	case len(below) == len(names):
		return placeBelow(s, area, below, wants)
	case len(below) == 0 || area.H < 2*s.Px(leastRow)+gap:
		return []Panel{newPanel(s, top, area)}
	}
	gap = s.Px(gapImages)
	if top == PanelTable {
		share = tableShare
	}
	most := int(share * float64(area.H-gap))
	h := min(most, title+wants.height(top, area.W, most-title))
	panels := placeBelow(s, area.Trim(0, h+gap, 0, 0), below, wants)
	// What whole tiles leave of the height goes between.
	free := area.Bottom()
	for _, p := range panels {
		free = min(free, area.Bottom()-p.Frame.Bottom())
	}
	for i := range panels {
		panels[i].Frame.Y += free
		panels[i].Body.Y += free
	}
	return append([]Panel{newPanel(s, top, Rect{area.X, area.Y, area.W, h + free})}, panels...)
}

// What the panel over the whole width gets of the height at most: images, images with their codes, a table.
const (
	imagesShare = 0.38
	joinedShare = 0.46
	tableShare  = 0.52
)

func newPanel(s Screen, name string, frame Rect) Panel {
	return Panel{name, frame, frame.Trim(0, s.Px(titleHeight), 0, 0)}
}

// known drops names that are no panels, and doubles; none left means all.
func known(names []string) (kept []string) {
	for _, name := range names {
		if slices.Contains(allKnown, name) && !slices.Contains(kept, name) {
			kept = append(kept, name)
		}
	}
	if len(kept) == 0 {
		return allPanels
	}
	return kept
}

// stack places the panels below each other: the images get what they want, up to half of the height, the others share
// the rest: the grid, a square, takes more of it and the loss less.
func stack(s Screen, area Rect, names []string, wants Wants) (panels []Panel) {
	gap, title := s.Px(gapDown), s.Px(titleHeight)
	names = names[:min(len(names), max(1, (area.H+gap)/(s.Px(leastRow)+gap)))]
	heights := make([]int, len(names))
	weight := map[string]float64{PanelLatent: 1, PanelGrid: 1.3, PanelLoss: 0.6, PanelFilters: 1.1, PanelCode: 1}
	rest, weights := area.H-gap*(len(names)-1), 0.0
	share := rest / max(2, len(names))
	if len(names) <= 3 {
		share = rest / 2
	}
	for i, name := range names {
		if (name == PanelImages || name == PanelTable) && len(names) > 1 {
			heights[i] = min(share, title+wants.height(name, area.W, share-title))
			rest -= heights[i]
		}
		weights += weight[name]
	}
	y := area.Y
	for i, name := range names {
		h := heights[i]
		switch {
		case len(names) == 1:
			h = area.H
		case h == 0:
			h = int(float64(rest) * weight[name] / weights)
		}
		panels = append(panels, newPanel(s, name, Rect{area.X, y, area.W, h}))
		y += h + gap
	}
	return panels
}
