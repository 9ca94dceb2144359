package view

import (
	"fmt"
	"math"
	"strconv"

	"bottleneck/core/wire"
)

// Table is the placing of rows of numbers: under each other the clean value, the corrupted one if there is one, and the
// output. Columns that there is no room for are reached by scrolling.
type Table struct {
	First, Cols, Rows int // first column shown, and how many columns and rows are
	All               int // columns there are
	X, Y              int // of the first cell
	W, H              int // from cell to cell
	Label             int // width of the column of row numbers
	Head              Rect
	Upright           bool // column names run down
	Lines             int  // values in a cell
	Line              int  // height of one
	Before, After     Rect // where one scrolls; empty where there is nothing to reach
}

// Measures of a table, CSS pixels.
const (
	tableLabel  = 68 // column of row numbers
	tableNarrow = 58 // on a narrow panel
	cellLeast   = 34 // width of a cell
	cellMost    = 92
	cellLine    = 14
	cellPad     = 5
	nameMost    = 96 // height of names that run down
	headLine    = 18
	arrowSide   = 28
)

// PlaceTable places as many rows and columns as can be read. first is the column wished for at the left.
func PlaceTable(s Screen, body Rect, m *wire.Table, first int) Table {
	px := s.Px
	t := Table{All: len(m.Columns), Lines: 2, Line: px(cellLine)}
	if m.Corrupted != nil {
		t.Lines = 3
	}
	label := px(tableLabel)
	if s.CSS(body.W) < 420 {
		label = px(tableNarrow)
	}
	t.Label = label
	room := body.W - label
	t.Cols = min(t.All, max(1, room/px(cellLeast)))
	if t.Cols < 1 {
		return Table{}
	}
	t.W = min(room/t.Cols, px(cellMost))
	t.First = max(0, min(first, t.All-t.Cols))
	longest := 0.0
	for _, name := range m.Columns {
		longest = max(longest, TextWidth(ClassColumn, name))
	}
	head := px(headLine)
	if px(longest+6) > t.W {
		t.Upright = true
		head = px(min(longest+10, nameMost))
	}
	t.X, t.Y = body.X+label, body.Y+head
	t.H = t.Lines*t.Line + px(cellPad)
	t.Rows = max(0, min(int(m.N), (body.H-head)/t.H))
	if t.Rows > 0 {
		t.H = min((body.H-head)/t.Rows, t.H+px(cellPad))
	}
	t.Head = Rect{t.X, body.Y, t.Cols * t.W, head}
	return t
}

// Height is the height that n rows take, with the names.
func (t Table) Height() int { return t.Head.H + t.Rows*t.H }

// Cell returns where the cell of a row and a column, counted from the first one shown, lies.
func (t Table) Cell(row, col int) Rect { return Rect{t.X + col*t.W, t.Y + row*t.H, t.W, t.H} }

// Hit returns the row and the column, of all, that the point is in.
func (t Table) Hit(x, y float64) (row, col int, ok bool) {
	if !(Rect{t.X, t.Y, t.Cols * t.W, t.Rows * t.H}).Contains(x, y) {
		return 0, 0, false
	}
	return (int(y) - t.Y) / t.H, (int(x)-t.X)/t.W + t.First, true
}

// FormatCell writes a value in about four characters.
func FormatCell(v float64) string {
	switch a := math.Abs(v); {
	case math.IsNaN(v):
		return "NaN"
	case math.IsInf(v, 0):
		return signed(strconv.FormatFloat(v, 'g', -1, 64))
	case a < 9.995:
		return signed(strconv.FormatFloat(v, 'f', 2, 64))
	case a < 99.95:
		return signed(strconv.FormatFloat(v, 'f', 1, 64))
	case a < 9999.5:
		return signed(strconv.FormatFloat(v, 'f', 0, 64))
	}
	return signed(strconv.FormatFloat(v, 'g', 2, 64))
}

// errorTint colors a cell by output less clean, where one is a large difference: blue too low, orange too high, and weak
// enough for text to stay readable.
func errorTint(t *Theme, d float64) Fill {
	c, share := t.Train, unitShare(d)
	if share > 0 {
		c = t.Test
	}
	return Fill{Color: blend(t.Plot, c, 0.42*math.Sqrt(math.Abs(share)))}
}

func (b *Board) buildTable(s *Scene, l *labels, p Panel) {
	m := b.data.Table
	if m == nil {
		l.title(p, "Reconstructions")
		l.empty(p, "No rows yet")
		return
	}
	px := b.screen.Px
	t := PlaceTable(b.screen, p.Body, m, b.column)
	s.Table = &t
	title := Panel{p.Name, p.Frame, p.Body}
	if t.Cols < t.All {
		text := fmt.Sprintf("columns %d\u2013%d of %d", t.First+1, t.First+t.Cols, t.All)
		w, side := px(TextWidth(ClassNote, text)), px(arrowSide)
		line := Rect{p.Frame.Right() - side, p.Frame.Y, side, px(22)}
		s.arrow(l, &t.After, line, "\u203a", t.First+t.Cols < t.All)
		line.X -= w
		l.put(ClassNote, text, "c", Rect{line.X, line.Y, w, line.H})
		line.X -= side
		s.arrow(l, &t.Before, line, "\u2039", t.First > 0)
		title.Frame.W = line.X - p.Frame.X
	}
	lines := "clean over output"
	if t.Lines == 3 {
		lines = "clean, corrupted, output"
	}
	note := lines + " \u00b7 blue too low, orange too high"
	l.title(title, "Reconstructions", note+" \u00b7 step "+Count(int(b.data.Step)), note, lines)
	b.labelColumns(l, t, m)
	for row := range t.Rows {
		b.buildTableRow(s, l, t, m, row)
	}
	if row, col, ok := b.cellAt(t); ok {
		s.CellRow, s.CellCol = row, col
	}
}

func (s *Scene) arrow(l *labels, hit *Rect, at Rect, text string, on bool) {
	class := ClassArrow
	if on {
		*hit = at
	} else {
		class = ClassArrowOff
	}
	l.put(class, text, "c", at)
}

func (b *Board) labelColumns(l *labels, t Table, m *wire.Table) {
	px := b.screen.Px
	for col := range t.Cols {
		name := m.Columns[t.First+col]
		if t.Upright {
			l.put(ClassUpright, name, "l", Rect{t.X + col*t.W + (t.W-px(16))/2, t.Head.Y, px(16), t.Head.H - px(4)})
		} else {
			l.put(ClassColumn, name, "c", Rect{t.X + col*t.W, t.Head.Y, t.W, px(16)})
		}
	}
}

func (b *Board) buildTableRow(s *Scene, l *labels, t Table, m *wire.Table, row int) {
	px := b.screen.Px
	index := row
	if len(m.Index) > 0 {
		index = int(m.Index[row])
	}
	top := t.Y + row*t.H + (t.H-t.Lines*t.Line-px(1))/2
	head := Rect{t.X - t.Label, top, t.Label - px(8), t.Line}
	l.put(ClassTick, "row "+Count(index), "r", head)
	head.Y += t.Line
	l.put(ClassTick, FormatValue(float64(m.Errors[row])), "r", head)
	d := len(m.Columns)
	for col := range t.Cols {
		i := row*d + t.First + col
		cell := t.Cell(row, col).Trim(0, 0, px(1), px(1))
		tint := errorTint(b.Theme(), float64(m.Output[i]-m.Clean[i]))
		tint.Rect = cell
		s.Fills = append(s.Fills, tint)
		line := Rect{cell.X, top, cell.W, t.Line}
		l.put(ClassCell, FormatCell(float64(m.Clean[i])), "c", line)
		line.Y += t.Line
		if t.Lines == 3 {
			l.put(ClassCellNoisy, FormatCell(float64(m.Corrupted[i])), "c", line)
			line.Y += t.Line
		}
		l.put(ClassCell, FormatCell(float64(m.Output[i])), "c", line)
	}
}

// cellAt returns the cell that the pointer or the keyboard's cursor is on.
func (b *Board) cellAt(t Table) (row, col int, ok bool) {
	if b.cursor.inside {
		if row, col, ok = t.Hit(b.cursor.x, b.cursor.y); ok {
			return row, col, true
		}
	}
	i, ok := b.picked(PanelTable, t.Rows*t.All)
	if !ok {
		return 0, 0, false
	}
	return i / t.All, i % t.All, true
}

// ScrollTable moves the columns of a table that has more than there is room for, and tells whether it did.
func (b *Board) ScrollTable(columns int) bool {
	m := b.data.Table
	if m == nil || b.scene == nil || b.scene.Table == nil {
		return false
	}
	first := max(0, min(b.scene.Table.First+columns, len(m.Columns)-b.scene.Table.Cols))
	changed := first != b.column
	b.column = first
	return changed
}

// Press says where a finger or the button went down, and tells whether a drag from there scrolls.
func (b *Board) Press(x, y float64) bool {
	if b.scene == nil || b.scene.Table == nil {
		return false
	}
	t := b.scene.Table
	b.pressed, b.pressedColumn = x, t.First
	return t.Cols < t.All && (Rect{t.X, t.Head.Y, t.Cols * t.W, t.Height()}).Contains(x, y)
}

// Drag moves the columns with the finger, by whole columns, and tells whether they moved.
func (b *Board) Drag(x float64) bool {
	if b.scene == nil || b.scene.Table == nil {
		return false
	}
	t := b.scene.Table
	return b.ScrollTable(b.pressedColumn - int(math.Round((x-b.pressed)/float64(t.W))) - t.First)
}
