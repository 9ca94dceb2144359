package board

// looked is a board as it is laid out, with what its rooms have placed; what has no place on it is nil, and -1 where nothing is picked.
type looked struct {
	*Scene
	Screen  Screen
	Panels  []panel
	Cards   []card
	Tiles   *tiles
	Column  int
	Code    *tiles
	CodeAt  int
	Plane   *plot
	Axes    [2]rect
	Grid    *plot
	Sample  sample
	Tile    int
	Crosses []cross
	Filters *mosaic
	Filter  int
	Table   *cells
	Cell    int
	Loss    *curves
	Line    int
	Over    []fill
	Fills   []fill
	Way     []station
	Of      int // stations that there are
	At      place
	Strokes []stroke
}

// look lays the board out.
func look(b *Board) *looked {
	s := &looked{Scene: b.Scene(), Screen: b.screen, Panels: b.panels, Cards: append([]card(nil), b.cards...), Column: -1, CodeAt: -1, Filter: -1, Cell: -1, Line: -1, At: nowhere}
	for _, p := range b.panels {
		switch r := b.rooms[p.Name].(type) {
		case *images:
			s.Tiles, s.Column, s.Fills = r.tiles, r.at, append(s.Fills, r.fills...)
		case *code:
			s.Code, s.CodeAt, s.Fills = r.tiles, r.at, append(s.Fills, r.fills...)
		case *latent:
			s.Plane, s.Axes, s.Crosses = r.plot, r.axes, append(s.Crosses, r.crosses...)
		case *grid:
			s.Grid, s.Sample, s.Tile, s.Crosses = r.plot, r.sample, r.tile, append(s.Crosses, r.crosses...)
		case *filters:
			s.Filters, s.Filter, s.Fills = r.mosaic, r.at, append(s.Fills, r.fills...)
		case *table:
			s.Table, s.Cell, s.Fills = r.cells, r.at, append(s.Fills, r.fills...)
		case *line:
			s.Way, s.Of, s.At, s.Strokes, s.Fills = r.stations, r.all, r.at, r.strokes, append(s.Fills, r.fills...)
		case *loss:
			s.Loss, s.Line, s.Over = r.curves, r.line, append(s.Over, r.over...)
		}
	}
	return s
}
