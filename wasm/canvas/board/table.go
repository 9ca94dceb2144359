package board

import (
	"math"

	"bottleneck/core/fact"
	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/paint"
)

func init() {
	rooms["table"] = func(s *state) room { return &table{state: s} }
}

var (
	noRows            = said(fact.New("rows_none"))
	explainLines      = said(fact.New("table_lines"))
	explainThreeLines = said(fact.New("table_lines_corrupted"))
	explainTints      = said(fact.New("table_tints"))
)

// table shows rows of data that have no pixels, and what became of them.
type table struct {
	*state
	cells  *cells // nil without rows
	at     int    // cell that is picked, of all columns, or -1
	fills  []fill
	column int // the first one wished for

	pressed       float64 // where a drag began
	pressedColumn int     // and what was the first column then
}

var (
	_ wide      = (*table)(nil)
	_ itemized  = (*table)(nil)
	_ choosing  = (*table)(nil)
	_ revealing = (*table)(nil)
	_ clicked   = (*table)(nil)
	_ scrolled  = (*table)(nil)
	_ informed  = (*table)(nil)
)

func (r *table) take(_ *wire.Snapshot, anew bool) {
	if anew {
		r.column = 0
	}
}

func (r *table) height(w, most int) int {
	m := r.data.Table
	if m == nil {
		return min(most, r.screen.px(240))
	}
	return placeTable(r.screen, rect{W: w, H: most}, m, 0).height()
}

func (r *table) share(all int, alone bool) int {
	of := 0.52
	if !alone {
		of = 0.34
	}
	return int(of * float64(all))
}

func (r *table) place(p panel, l *labels) {
	r.cells, r.at, r.fills = nil, -1, r.fills[:0]
	m := r.data.Table
	if m == nil {
		l.title(p, titleImages)
		l.empty(p, noRows)
		return
	}
	px := r.screen.px
	t := placeTable(r.screen, p.Body, m, r.column)
	r.cells = &t
	title := p
	if t.Cols < t.All {
		text := said(fact.New("columns_shown", "first", t.First+1, "last", t.First+t.Cols, "columns", t.All))
		w, side := px(textWidth(classNote, text)), px(arrowSide)
		line := rect{p.Frame.right() - side, p.Frame.Y, side, px(22)}
		l.arrow(&t.After, line, "\u203a", t.First+t.Cols < t.All)
		line.X -= w
		l.put(classNote, text, "c", rect{line.X, line.Y, w, line.H})
		line.X -= side
		l.arrow(&t.Before, line, "\u2039", t.First > 0)
		title.Frame.W = line.X - p.Frame.X
	}
	lines := explainLines
	if t.Lines == 3 {
		lines = explainThreeLines
	}
	note := lines + dot + explainTints
	l.title(title, titleImages, note+dot+said(fact.New("at_step", "step", r.data.Step)), note, lines)
	r.labelColumns(l, &t, m)
	for row := range t.Rows {
		r.placeRow(l, &t, m, row)
	}
	r.at = r.pointed(p.Name, t.Rows*t.All, t.hit)
}

// arrow writes an arrow, with on one that can be pressed.
func (l *labels) arrow(hit *rect, at rect, text string, on bool) {
	class := classArrow
	if on {
		*hit = at
	} else {
		class = classArrowOff
	}
	l.put(class, text, "c", at)
}

func (r *table) labelColumns(l *labels, t *cells, m *wire.Table) {
	px := r.screen.px
	for col := range t.Cols {
		name := m.Columns[t.First+col]
		if t.Upright {
			l.put(classUpright, name, "l", rect{t.X + col*t.W + (t.W-px(16))/2, t.Head.Y, px(16), t.Head.H - px(4)})
		} else {
			l.put(classColumn, name, "c", rect{t.X + col*t.W, t.Head.Y, t.W, px(16)})
		}
	}
}

func (r *table) placeRow(l *labels, t *cells, m *wire.Table, row int) {
	px := r.screen.px
	index := placeOf(m.Index, row)
	top := t.Y + row*t.H + (t.H-t.Lines*t.Line-px(1))/2
	head := rect{t.X - t.Label, top, t.Label - px(8), t.Line}
	l.put(classTick, said(fact.New("row_brief", "row", index)), "r", head)
	head.Y += t.Line
	l.put(classTick, formatValue(float64(m.Errors[row])), "r", head)
	d := len(m.Columns)
	for col := range t.Cols {
		i := row*d + t.First + col
		cell := t.cell(row, col).trim(0, 0, px(1), px(1))
		tint := errorTint(r.theme(), float64(m.Output[i]-m.Clean[i]))
		tint.rect = cell
		r.fills = append(r.fills, tint)
		line := rect{cell.X, top, cell.W, t.Line}
		l.put(classCell, formatCell(float64(m.Clean[i])), "c", line)
		line.Y += t.Line
		if t.Lines == 3 {
			l.put(classCellNoisy, formatCell(float64(m.Corrupted[i])), "c", line)
			line.Y += t.Line
		}
		l.put(classCell, formatCell(float64(m.Output[i])), "c", line)
	}
}

func (r *table) image(i int) int { return placeOf(r.data.Table.Index, i/r.cells.All) }
func (r *table) picked() int     { return r.at }

// pickedCell returns where the cell that is picked lies, if it is in sight.
func (r *table) pickedCell() (cell rect, ok bool) {
	t := r.cells
	if t == nil || r.at < 0 {
		return rect{}, false
	}
	col := r.at%t.All - t.First
	return t.cell(r.at/t.All, col), col >= 0 && col < t.Cols
}

func (r *table) items() (n, cols, first int) {
	if r.cells == nil {
		return 0, 0, 0
	}
	return r.cells.Rows * r.cells.All, r.cells.All, r.cells.First
}

func (r *table) reveal(i int) {
	t := r.cells
	col := i % t.All
	r.column = min(max(t.First, col-t.Cols+1), col)
}

// enlarge writes a cell out.
func (r *table) enlarge(l *labels) (card, bool) {
	cell, ok := r.pickedCell()
	if !ok {
		return card{}, false
	}
	px := r.screen.px
	m := r.data.Table
	value := func(v float32) string { return formatValue(float64(v)) }
	row, col := r.image(r.at), r.at%r.cells.All
	lines := []string{said(fact.New("cell", "column", m.Columns[col], "row", row)), said(fact.New("cell_clean", "value", value(m.Clean[r.at])))}
	if m.Corrupted != nil {
		lines = append(lines, said(fact.New("cell_corrupted", "value", value(m.Corrupted[r.at]))))
	}
	lines = append(lines,
		said(fact.New("cell_output", "value", value(m.Output[r.at]))),
		said(fact.New("cell_difference", "value", value(m.Output[r.at]-m.Clean[r.at]))))
	widest := 0.0
	for _, text := range lines {
		widest = max(widest, textWidth(classRead, text))
	}
	pad, line := px(cardPad), px(cardLine)
	c := card{rect: rect{0, 0, min(px(widest), r.screen.W-px(2*margin)-2*pad) + 2*pad, len(lines)*line + 2*pad}}
	r.near(&c.rect, cell)
	l.clear(c.rect)
	for k, text := range lines {
		l.put(classRead, text, "l", rect{c.X + pad, c.Y + pad + k*line, c.W - 2*pad, line})
	}
	return c, true
}

func (r *table) click(x, y float64) bool {
	t := r.cells
	switch {
	case t == nil:
		return false
	case t.Before.contains(x, y):
		r.scroll(-max(1, t.Cols-1))
	case t.After.contains(x, y):
		r.scroll(max(1, t.Cols-1))
	default:
		return false
	}
	return true
}

func (r *table) scroll(columns int) bool {
	t := r.cells
	if t == nil || r.data.Table == nil {
		return false
	}
	first := max(0, min(t.First+columns, len(r.data.Table.Columns)-t.Cols))
	changed := first != r.column
	r.column = first
	return changed
}

func (r *table) press(x, y float64) bool {
	t := r.cells
	if t == nil {
		return false
	}
	r.pressed, r.pressedColumn = x, t.First
	return t.Cols < t.All && (rect{t.X, t.Head.Y, t.Cols * t.W, t.height()}).contains(x, y)
}

// drag moves by whole columns.
func (r *table) drag(x float64) bool {
	t := r.cells
	if t == nil {
		return false
	}
	return r.scroll(r.pressedColumn - int(math.Round((x-r.pressed)/float64(t.W))) - t.First)
}

func (r *table) paint(b paint.Brush) {
	fillAll(b, r.fills)
	if t := r.cells; t != nil {
		if row := r.chosenOf(r.data.Table.Index, t.Rows); row >= 0 {
			d := r.screen.px(2.5) + r.screen.hairline()
			r.ring(b, rect{t.X - t.Label, t.Y + row*t.H, t.Label + t.Cols*t.W, t.H}.inset(d))
		}
	}
	if cell, ok := r.pickedCell(); ok {
		px := r.screen.px(1)
		r.mark(b, cell.trim(0, 0, px, px))
	}
}
