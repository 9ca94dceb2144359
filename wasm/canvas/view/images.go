package view

import (
	"fmt"

	"bottleneck/core/wire"
)

// Names of the rows of images.
const (
	RowClean     = "Clean"
	RowCorrupted = "Corrupted"
	RowOutput    = "Output"
	RowError     = "Error"
)

// ImageRows returns the rows that m has.
func ImageRows(m *wire.Images) []string {
	if m != nil && m.Corrupted != nil {
		return []string{RowClean, RowCorrupted, RowOutput, RowError}
	}
	return []string{RowClean, RowOutput, RowError}
}

// Tiles is the placing of n images in rows: when they do not fit side by side, in blocks below each other.
type Tiles struct {
	Rows           []string
	N, Cols        int // images shown, and in each block
	W, H           int // of a tile
	X, Y           int // of the first tile
	StepX, StepY   int // from tile to tile
	Block          int // from block to block
	Caption        int // height of the line of numbers below a block; 0: none
	LabelX, LabelW int // column of row names
}

// Measures of the images, CSS pixels.
const (
	rowLabel     = 70
	tileGap      = 3
	tileMost     = 112
	tileLeast    = 26
	captionAbove = 36 // tiles at least this wide have room for a number
	captionLine  = 17
	blockGap     = 12
)

// PlaceTiles finds the largest tiles for n images of srcW x srcH pixels in the body; images that would make them too small
// are left out. Tiles a little larger than a whole multiple of the image are made that multiple.
func PlaceTiles(s Screen, body Rect, rows []string, n, srcW, srcH int) Tiles {
	t := Tiles{Rows: rows, X: body.X + s.Px(rowLabel), Y: body.Y, LabelX: body.X, LabelW: s.Px(rowLabel - 10)}
	gap := s.Px(tileGap)
	room := body.W - s.Px(rowLabel)
	high := func(blocks, line int) int { // widest tile that is low enough
		h := (body.H-(blocks-1)*s.Px(blockGap)-blocks*line)/(blocks*len(rows)) - gap
		return h * srcW / srcH
	}
	least := min(s.Px(tileLeast), high(1, 0))
	for ; n > 0; n-- {
		best := 0
		for blocks := 1; blocks <= min(4, n); blocks++ {
			cols := (n + blocks - 1) / blocks
			across := min((room+gap)/cols-gap, s.Px(tileMost))
			w := min(across, high(blocks, s.Px(captionLine)))
			if w < s.Px(captionAbove) { // no room for a caption: none is left free
				w = min(across, high(blocks, 0), s.Px(captionAbove)-1)
			}
			if w > best+best/6 { // more blocks must be worth it
				best, t.Cols = w, cols
			}
		}
		t.N, t.W = n, best
		if best >= least {
			break
		}
	}
	if n <= 0 || t.W <= 0 {
		t.N, t.Cols = 0, 0
		return t
	}
	if whole := t.W / srcW * srcW; whole > 0 && t.W-whole <= t.W/8 {
		t.W = whole
	}
	t.H = max(1, t.W*srcH/srcW)
	if t.Cols > 1 {
		t.StepX = min((room-t.W)/(t.Cols-1), t.W+t.W/2)
	}
	t.StepX = max(t.StepX, t.W+1)
	t.StepY = t.H + gap
	if t.W >= s.Px(captionAbove) {
		t.Caption = s.Px(captionLine)
	}
	t.Block = len(rows)*t.StepY + t.Caption + s.Px(blockGap)
	return t
}

// Blocks is how many blocks there are.
func (t Tiles) Blocks() int {
	if t.Cols == 0 {
		return 0
	}
	return (t.N + t.Cols - 1) / t.Cols
}

// Height is the height from the first tile to the end of the last block.
func (t Tiles) Height(s Screen) int { return max(0, t.Blocks()*t.Block-s.Px(blockGap)) }

// Tile returns where image i of a row lies.
func (t Tiles) Tile(row, i int) Rect {
	return Rect{t.X + i%t.Cols*t.StepX, t.Y + i/t.Cols*t.Block + row*t.StepY, t.W, t.H}
}

// Column returns where all tiles of image i lie.
func (t Tiles) Column(i int) Rect {
	r := t.Tile(0, i)
	r.H = (len(t.Rows)-1)*t.StepY + t.H
	return r
}

// Hit returns the image whose column the point is in, or -1. Gaps belong to the column at their left.
func (t Tiles) Hit(x, y float64) int {
	for i := range t.N {
		if c := t.Column(i); (Rect{c.X, c.Y, t.StepX, c.H}).Contains(x, y) {
			return i
		}
	}
	return -1
}

// describeImage says which image the column shows and how well it came out.
func describeImage(m *wire.Images, i int) string {
	index := i
	if len(m.Index) > 0 {
		index = int(m.Index[i])
	}
	text := fmt.Sprintf("Test image %s", Count(index))
	if len(m.Labels) > 0 {
		text = fmt.Sprintf("Digit %d, test image %s", m.Labels[i], Count(index))
	}
	return text
}

// label writes the names of the rows and the error of each image.
func (t Tiles) label(l *labels, m *wire.Images) {
	for b := range t.Blocks() {
		for row, name := range t.Rows {
			r := t.Tile(row, b*t.Cols)
			l.put(ClassRow, name, "l", Rect{t.LabelX, r.Y, t.LabelW, r.H})
		}
		if t.Caption > 0 {
			r := t.Tile(len(t.Rows)-1, b*t.Cols)
			l.put(ClassRow, "MSE", "l", Rect{t.LabelX, r.Bottom(), t.LabelW, t.Caption})
		}
	}
	if t.Caption == 0 {
		return
	}
	for i := range t.N {
		r := t.Tile(len(t.Rows)-1, i)
		l.put(ClassTick, FormatValue(float64(m.Errors[i])), "c", Rect{r.X - (t.StepX-t.W)/2, r.Bottom(), t.StepX, t.Caption})
	}
}
