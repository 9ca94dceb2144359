package view

// Names of the panels, as wire.View.Panels has them.
const (
	PanelImages = "images" // rows of test images
	PanelLatent = "latent" // scatter of the code
	PanelGrid   = "grid"   // decoded tiles over the plane
	PanelLoss   = "loss"   // loss curve
)

var allPanels = []string{PanelImages, PanelLatent, PanelGrid, PanelLoss}

// Panel is where a panel lies: Frame with its title line, Body without.
type Panel struct {
	Name        string
	Frame, Body Rect
}

// Measures of the dashboard, CSS pixels.
const (
	margin      = 12  // around everything
	gapAcross   = 28  // between panels side by side
	gapDown     = 18  // between rows of panels
	titleHeight = 28  // title line
	leastRow    = 124 // height of a row
	wide        = 860 // from here on all small panels stand in one row
	middle      = 540 // from here on the plane and the grid stand side by side
)

// Arrange places the panels, in rows that suit the width; rows for which the height does not suffice are left out. imagesHeight tells how high the body of the images wants to be,
// given its width and the height it may have at most.
func Arrange(s Screen, names []string, imagesHeight func(w, most int) int) []Panel {
	names = known(names)
	m := s.Px(margin)
	area := Rect{0, 0, s.W, s.H}.Inset(m)
	rows := rowsOf(names, s.CSS(s.W))
	for len(rows) > 1 && area.H < len(rows)*s.Px(leastRow)+(len(rows)-1)*s.Px(gapDown) {
		rows = rows[:len(rows)-1]
	}
	heights := rowHeights(s, rows, area, imagesHeight)

	var panels []Panel
	y := area.Y
	for i, row := range rows {
		gap := s.Px(gapAcross)
		widths := rowWidths(s, row, area.W-gap*(len(row)-1), heights[i])
		x := area.X
		for j, name := range row {
			frame := Rect{x, y, widths[j], heights[i]}
			panels = append(panels, Panel{name, frame, frame.Trim(0, s.Px(titleHeight), 0, 0)})
			x += widths[j] + gap
		}
		y += heights[i] + s.Px(gapDown)
	}
	return panels
}

// known drops names that are no panels, and doubles; none left means all.
func known(names []string) (kept []string) {
	has := func(list []string, name string) bool {
		for _, n := range list {
			if n == name {
				return true
			}
		}
		return false
	}
	for _, name := range names {
		if has(allPanels, name) && !has(kept, name) {
			kept = append(kept, name)
		}
	}
	if len(kept) == 0 {
		return allPanels
	}
	return kept
}

// rowsOf groups the panels: images and, below wide, the loss have rows of their own; others share one as the width allows.
func rowsOf(names []string, width float64) (rows [][]string) {
	perRow := map[bool]int{true: 3}[width >= wide]
	if perRow == 0 {
		perRow = 1
		if width >= middle {
			perRow = 2
		}
	}
	open := false
	for _, name := range names {
		alone := name == PanelImages || name == PanelLoss && perRow < 3 && len(names) > 2
		if !alone && open && len(rows[len(rows)-1]) < perRow {
			rows[len(rows)-1] = append(rows[len(rows)-1], name)
			continue
		}
		rows = append(rows, []string{name})
		open = !alone
	}
	return rows
}

// rowWidths shares the width evenly, but gives the grid, a square, up to two fifths of it where it is high enough.
func rowWidths(s Screen, row []string, w, h int) []int {
	widths := make([]int, len(row))
	for i := range widths {
		widths[i] = w / len(row)
	}
	for i, name := range row {
		if name != PanelGrid || len(row) < 2 {
			continue
		}
		square := h - s.Px(titleHeight+4+tickLine) + s.Px(tickColumn)
		widths[i] = max(widths[i], min(square, w*2/5))
		for j := range widths {
			if j != i {
				widths[j] = (w - widths[i]) / (len(row) - 1)
			}
		}
	}
	return widths
}

// rowHeights gives the images what they want, up to half of the height, and shares the rest: a row of the loss alone is flatter.
func rowHeights(s Screen, rows [][]string, area Rect, imagesHeight func(w, most int) int) []int {
	heights := make([]int, len(rows))
	rest := area.H - s.Px(gapDown)*(len(rows)-1)
	weights := 0.0
	weight := func(row []string) float64 {
		if len(row) == 1 && row[0] == PanelLoss {
			return 0.7
		}
		return 1
	}
	share := rest / 2
	if len(rows) > 3 {
		share = rest / len(rows)
	}
	for i, row := range rows {
		if row[0] == PanelImages && len(rows) > 1 {
			title := s.Px(titleHeight)
			heights[i] = min(share, title+imagesHeight(area.W, share-title))
			rest -= heights[i]
		} else {
			weights += weight(row)
		}
	}
	for i, row := range rows {
		if heights[i] == 0 {
			heights[i] = int(float64(rest) * weight(row) / weights)
		}
	}
	return heights
}
