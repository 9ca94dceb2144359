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

// Row is a row of tiles: pictures, or charts of another height.
type Row struct {
	Name  string
	Chart float64 // height of a chart, in heights of a picture; 0: pictures
}

// ImageRows returns the rows of pictures that m has.
func ImageRows(m *wire.Images) []Row {
	if m != nil && m.Corrupted != nil {
		return []Row{{Name: RowClean}, {Name: RowCorrupted}, {Name: RowOutput}, {Name: RowError}}
	}
	return []Row{{Name: RowClean}, {Name: RowOutput}, {Name: RowError}}
}

// Tiles is the placing of n images in rows: when they do not fit side by side, in blocks below each other.
type Tiles struct {
	Rows           []Row
	N, Cols        int // images shown, and in each block
	W, H           int // of a tile
	X, Y           int // of the first tile
	StepX, StepY   int // from tile to tile, from picture to picture
	Block          int // from block to block
	Caption        int // height of the line of numbers below a block; 0: none
	LabelX, LabelW int // column of row names
	errors         []float32
	Spill          int // what charts have more than pictures, at both sides
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
	chartSpill   = 8
)

// PlaceTiles finds the largest tiles for n images of srcW x srcH pixels in the body; images that would make them too small
// are left out. Tiles a little larger than a whole multiple of the image are made that multiple.
func PlaceTiles(s Screen, body Rect, rows []Row, n, srcW, srcH int) Tiles {
	t := Tiles{Rows: rows, X: body.X + s.Px(rowLabel), Y: body.Y, LabelX: body.X, LabelW: s.Px(rowLabel - 10)}
	gap := s.Px(tileGap)
	room := body.W - s.Px(rowLabel)
	shares := 0.0
	for _, r := range rows {
		shares += r.share()
	}
	high := func(blocks, line int) int { // widest tile that is low enough
		h := int((float64(body.H-(blocks-1)*s.Px(blockGap)-blocks*line)/float64(blocks) - float64(gap*len(rows))) / shares)
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
	t.Spill = max(0, min((t.StepX-t.W-gap)/2, s.Px(chartSpill)))
	t.StepY = t.H + gap
	if t.W >= s.Px(captionAbove) {
		t.Caption = s.Px(captionLine)
	}
	t.Block = t.top(len(rows)) + t.Caption + s.Px(blockGap)
	return t
}

func (r Row) share() float64 {
	if r.Chart > 0 {
		return r.Chart
	}
	return 1
}

// high is the height of a row.
func (t Tiles) high(row int) int {
	if c := t.Rows[row].Chart; c > 0 {
		return int(c * float64(t.H))
	}
	return t.H
}

// top is where a row begins within its block.
func (t Tiles) top(row int) (y int) {
	for i := range row {
		y += t.high(i) + t.StepY - t.H
	}
	return y
}

// Pictures is the number of rows of pictures. They come before the charts.
func (t Tiles) Pictures() (n int) {
	for _, r := range t.Rows {
		if r.Chart == 0 {
			n++
		}
	}
	return n
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
	r := Rect{t.X + i%t.Cols*t.StepX, t.Y + i/t.Cols*t.Block + t.top(row), t.W, t.high(row)}
	if t.Rows[row].Chart > 0 {
		r = r.Trim(-t.Spill, 0, -t.Spill, 0)
	}
	return r
}

// Column returns where all tiles of image i lie.
func (t Tiles) Column(i int) Rect {
	last := len(t.Rows) - 1
	return Rect{t.X + i%t.Cols*t.StepX, t.Y + i/t.Cols*t.Block, t.W, t.top(last) + t.high(last)}
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
		text = fmt.Sprintf("Label %d, test image %s", m.Labels[i], Count(index))
	}
	return text
}

// label writes the names of the rows and the error of each image.
func (t *Tiles) label(l *labels, errors []float32) {
	t.errors = errors
	for b := range t.Blocks() {
		for row, what := range t.Rows {
			r := t.Tile(row, b*t.Cols)
			l.put(ClassRow, what.Name, "l", Rect{t.LabelX, r.Y, t.LabelW, r.H})
		}
		if t.Caption > 0 {
			r := t.Column(b * t.Cols)
			l.put(ClassRow, "MSE", "l", Rect{t.LabelX, r.Bottom(), t.LabelW, t.Caption})
		}
	}
	if t.Caption == 0 {
		return
	}
	for i := range t.N {
		r := t.Column(i)
		l.put(ClassTick, FormatValue(float64(errors[i])), "c", Rect{r.X - (t.StepX-t.W)/2, r.Bottom(), t.StepX, t.Caption})
	}
}
