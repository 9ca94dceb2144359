package view

import (
	"slices"

	"bottleneck/core/wire"
)

// Scene is all that there is to paint. A part without data is nil.
type Scene struct {
	Screen   Screen
	Theme    *Theme
	Panels   []Panel
	Tiles    *Tiles
	Plane    *Plot // scatter
	Grid     *Plot // decoded tiles, GridTile pixels wide
	GridTile int
	GridPick Sample // tiles that are drawn
	GridRoom int    // how many a side find room, 0 without a grid
	GridFree int    // height that the panel has left below the grid
	Loss     *Loss
	Code     *Tiles  // the panel of codes, with pictures where the data have some
	Filters  *Mosaic // a layer's weights
	Table    *Table

	Fills []Fill // charts, cells and scales
	Over  []Fill // lines over the loss

	GridRange Rect // of the grid, seen on the plane
	Legend    []Swatch
	Focus     int     // label that stands out, -1: none
	Column    int     // image below the pointer, -1: none
	CodeAt    int     // column of the panel of codes below it, -1: none
	Filter    int     // tile below it, -1: none
	CellRow   int     // cell of the table below it, -1: none
	CellCol   int     // counted among all columns
	Crosses   []Cross // latent cursor and pin
	LossLine  int     // step below the pointer as a pixel, -1: none
	LossDots  [2]*XY  // points read out: train, test
	AxisHits  [2]Rect // names of the axes
	Popups    []Popup
	Labels    []Label
}

// Swatch is the mark of a legend's entry: a bar below a digit, a line beside the name of a curve.
type Swatch struct {
	Mark  Rect
	Hit   Rect
	Kind  string // "digit", "train" or "test"
	Digit byte
}

// Cross marks a point on the plane or the grid.
type Cross struct {
	Area   Rect
	X, Y   float64
	Pinned bool
	OnGrid bool
}

// plot returns the plot of the latent plane that a panel shows, or nil.
func (s *Scene) plot(panel string) *Plot {
	if panel == PanelGrid {
		return s.Grid
	}
	return s.Plane
}

func (s *Scene) has(panel string) bool {
	return slices.ContainsFunc(s.Panels, func(p Panel) bool { return p.Name == panel })
}

func (b *Board) build() *Scene {
	s := &Scene{Screen: b.screen, Theme: b.Theme(), Focus: -1, Column: -1, CodeAt: -1, Filter: -1, CellRow: -1, LossLine: -1}
	l := &labels{screen: b.screen}
	s.Fills = b.fills[:0]
	s.Panels = Arrange(b.screen, b.view.Panels, Wants{b.wantImages, b.wantTable, b.wantGrid})
	for _, p := range s.Panels {
		switch p.Name {
		case PanelImages:
			b.buildImages(s, l, p)
		case PanelLatent:
			b.buildPlane(s, l, p)
		case PanelGrid:
			b.buildGrid(s, l, p)
		case PanelLoss:
			b.buildLoss(s, l, p)
		case PanelCode:
			b.buildCode(s, l, p)
		case PanelFilters:
			b.buildFilters(s, l, p)
		case PanelTable:
			b.buildTable(s, l, p)
		}
	}
	b.buildCrosses(s)
	b.buildPopups(s, l)
	s.Labels = l.list
	b.fills = s.Fills
	return s
}

func (b *Board) wantImages(w, most int) int {
	m := b.data.Images
	if m == nil {
		return min(most, b.screen.Px(240))
	}
	t := PlaceTiles(b.screen, Rect{W: w, H: most}, b.boardRows(m), int(m.N), int(m.W), int(m.H))
	return t.Height(b.screen)
}

func (b *Board) wantTable(w, most int) int {
	m := b.data.Table
	if m == nil {
		return min(most, b.screen.Px(240))
	}
	return PlaceTable(b.screen, Rect{W: w, H: most}, m, 0).Height()
}

// boardRows returns the rows of images, and of their codes where these have no panel of their own.
func (b *Board) boardRows(m *wire.Images) []Row {
	rows := ImageRows(m)
	if joined(b.view.Panels) && b.data.Bars != nil && b.data.Bars.N >= m.N {
		rows = append(rows, CodeRows(b.data.Bars, false)...)
	}
	return rows
}

func (b *Board) wantGrid(most int) int {
	g := b.data.Grid
	if g == nil || most < 1 {
		return max(0, most)
	}
	n := sampleGrid(most, int(g.N)).N
	return n * gridTile(most, n, int(g.W))
}

// title writes a panel's title, and at the right the first note that there is room for.
func (l *labels) title(p Panel, title string, notes ...string) {
	s := l.screen
	line := Rect{p.Frame.X, p.Frame.Y, p.Frame.W, s.Px(22)}
	l.put(ClassTitle, title, "l", line)
	left := s.Px(TextWidth(ClassTitle, title) + 12)
	for _, note := range notes {
		if s.Px(TextWidth(ClassNote, note)) <= p.Frame.W-left {
			l.put(ClassNote, note, "r", line.Trim(left, 0, 0, 0))
			return
		}
	}
}

func (l *labels) empty(p Panel, text string) {
	line := l.screen.Px(20)
	l.put(ClassEmpty, text, "c", Rect{p.Body.X, p.Body.Y + (p.Body.H-line)/2, p.Body.W, line})
}
