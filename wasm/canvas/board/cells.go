package board

import (
	"math"
	"strconv"

	"bottleneck/core/wire"
)

// cells is the placing of rows of numbers: under each other the clean value, the corrupted one if there is one, and the
// output. Columns that there is no room for are reached by scrolling.
type cells struct {
	First, Cols, Rows int // first column shown, and how many columns and rows are
	All               int // columns there are
	X, Y              int // of the first cell
	W, H              int // from cell to cell
	Label             int // width of the column of row numbers
	Head              rect
	Upright           bool // column names run down
	Lines             int  // values in a cell
	Line              int  // height of one
	Before, After     rect // where one scrolls; empty where there is nothing to reach
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

// placeTable places as many rows and columns as can be read. first is the column wished for at the left.
func placeTable(s Screen, body rect, m *wire.Table, first int) cells {
	px := s.px
	t := cells{All: len(m.Columns), Lines: 2, Line: px(cellLine)}
	if m.Corrupted != nil {
		t.Lines = 3
	}
	label := px(tableLabel)
	if s.css(body.W) < 420 {
		label = px(tableNarrow)
	}
	t.Label = label
	room := body.W - label
	t.Cols = min(t.All, max(1, room/px(cellLeast)))
	if t.Cols < 1 {
		return cells{}
	}
	t.W = min(room/t.Cols, px(cellMost))
	t.First = max(0, min(first, t.All-t.Cols))
	longest := 0.0
	for _, name := range m.Columns {
		longest = max(longest, textWidth(classColumn, name))
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
	t.Head = rect{t.X, body.Y, t.Cols * t.W, head}
	return t
}

// height is the height that n rows take, with the names.
func (t cells) height() int { return t.Head.H + t.Rows*t.H }

// cell returns where the cell of a row and a column, counted from the first one shown, lies.
func (t cells) cell(row, col int) rect { return rect{t.X + col*t.W, t.Y + row*t.H, t.W, t.H} }

// hit returns the cell that the point is in, counted row by row among all columns, or -1.
func (t cells) hit(x, y float64) int {
	if !(rect{t.X, t.Y, t.Cols * t.W, t.Rows * t.H}).contains(x, y) {
		return -1
	}
	return (int(y)-t.Y)/t.H*t.All + (int(x)-t.X)/t.W + t.First
}

// formatCell writes a value in about four characters.
func formatCell(v float64) string {
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
func errorTint(t *theme, d float64) fill {
	c, share := t.Train, unitShare(d)
	if share > 0 {
		c = t.Test
	}
	return fill{Color: blend(t.Plot, c, 0.42*math.Sqrt(math.Abs(share)))}
}
