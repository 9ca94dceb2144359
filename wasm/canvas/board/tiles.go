package board

import "math"

// row is a row of tiles: pictures, or charts of another height.
type row struct {
	Kind  kind
	Chart float64 // height of a chart, in heights of a picture; 0: pictures
}

// tiles is the placing of n images in rows: when they do not fit side by side, in blocks below each other.
type tiles struct {
	Rows           []row
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

// Measures of tiles, CSS pixels.
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

// placeTiles finds the largest tiles for n images of srcW x srcH pixels in the body; images that would make them too small
// are left out. Tiles a little larger than a whole multiple of the image are made that multiple.
func placeTiles(s Screen, body rect, rows []row, n, srcW, srcH int) tiles {
	t := tiles{Rows: rows, X: body.X + s.px(rowLabel), Y: body.Y, LabelX: body.X, LabelW: s.px(rowLabel - 10)}
	gap := s.px(tileGap)
	room := body.W - s.px(rowLabel)
	shares := sharesOf(rows)
	high := func(blocks, line int) int { // widest tile that is low enough
		h := int((float64(body.H-(blocks-1)*s.px(blockGap)-blocks*line)/float64(blocks) - float64(gap*len(rows))) / shares)
		return h * srcW / srcH
	}
	least := min(s.px(tileLeast), high(1, 0))
	for ; n > 0; n-- {
		best := 0
		for blocks := 1; blocks <= min(4, n); blocks++ {
			cols := (n + blocks - 1) / blocks
			across := min((room+gap)/cols-gap, s.px(tileMost))
			w := min(across, high(blocks, s.px(captionLine)))
			if w < s.px(captionAbove) { // no room for a caption: none is left free
				w = min(across, high(blocks, 0), s.px(captionAbove)-1)
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
	t.Spill = max(0, min((t.StepX-t.W-gap)/2, s.px(chartSpill)))
	t.StepY = t.H + gap
	if t.W >= s.px(captionAbove) {
		t.Caption = s.px(captionLine)
	}
	t.Block = t.top(len(rows)) + t.Caption + s.px(blockGap)
	return t
}

// leastTiles is the height from which on one block of rows has tiles of tileLeast.
func leastTiles(s Screen, rows []row, srcW, srcH int) int {
	high := float64(s.px(tileLeast)) * float64(srcH) / float64(max(1, srcW))
	return int(math.Ceil(high*sharesOf(rows))) + 1 + s.px(tileGap)*len(rows)
}

func sharesOf(rows []row) (sum float64) {
	for _, r := range rows {
		sum += r.share()
	}
	return sum
}

func (r row) share() float64 {
	if r.Chart > 0 {
		return r.Chart
	}
	return 1
}

// high is the height of a row.
func (t tiles) high(row int) int {
	if c := t.Rows[row].Chart; c > 0 {
		return int(c * float64(t.H))
	}
	return t.H
}

// top is where a row begins within its block.
func (t tiles) top(row int) (y int) {
	for i := range row {
		y += t.high(i) + t.StepY - t.H
	}
	return y
}

// pictures is the number of rows of pictures. They come before the charts.
func (t tiles) pictures() (n int) {
	for _, r := range t.Rows {
		if r.Chart == 0 {
			n++
		}
	}
	return n
}

// blocks is how many blocks there are.
func (t tiles) blocks() int {
	if t.Cols == 0 {
		return 0
	}
	return (t.N + t.Cols - 1) / t.Cols
}

// height is the height from the first tile to the end of the last block.
func (t tiles) height(s Screen) int { return max(0, t.blocks()*t.Block-s.px(blockGap)) }

// tile returns where image i of a row lies.
func (t tiles) tile(row, i int) rect {
	r := rect{t.X + i%t.Cols*t.StepX, t.Y + i/t.Cols*t.Block + t.top(row), t.W, t.high(row)}
	if t.Rows[row].Chart > 0 {
		r = r.trim(-t.Spill, 0, -t.Spill, 0)
	}
	return r
}

// column returns where all tiles of image i lie.
func (t tiles) column(i int) rect {
	last := len(t.Rows) - 1
	return rect{t.X + i%t.Cols*t.StepX, t.Y + i/t.Cols*t.Block, t.W, t.top(last) + t.high(last)}
}

// hit returns the image whose column the point is in, or -1. Gaps belong to the column at their left.
func (t tiles) hit(x, y float64) int {
	for i := range t.N {
		if c := t.column(i); (rect{c.X, c.Y, t.StepX, c.H}).contains(x, y) {
			return i
		}
	}
	return -1
}

// label writes the names of the rows and the error of each image.
func (t *tiles) label(l *labels, errors []float32) {
	t.errors = errors
	for b := range t.blocks() {
		for row, what := range t.Rows {
			r := t.tile(row, b*t.Cols)
			l.put(classRow, what.Kind.String(), "l", rect{t.LabelX, r.Y, t.LabelW, r.H})
		}
		if t.Caption > 0 {
			r := t.column(b * t.Cols)
			l.put(classRow, nameMSE, "l", rect{t.LabelX, r.bottom(), t.LabelW, t.Caption})
		}
	}
	if t.Caption == 0 {
		return
	}
	for i := range t.N {
		r := t.column(i)
		l.put(classTick, formatValue(float64(errors[i])), "c", rect{r.X - (t.StepX-t.W)/2, r.bottom(), t.StepX, t.Caption})
	}
}
