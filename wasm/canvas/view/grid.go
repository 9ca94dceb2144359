package view

// leastTile is the width in device pixels from which on a digit can be read.
const leastTile = 14

// Sample is which tiles of a grid are drawn, in both directions: N of them, every Every-th from First on.
type Sample struct{ First, Every, N int }

// sampleGrid takes all n tiles, or where they would be too small in a square of that side every second, third ...
func sampleGrid(side, n int) Sample {
	for every := 1; ; every++ {
		m := (n-1)/every + 1
		if side/m >= leastTile || m <= 2 {
			return Sample{(n - 1 - (m-1)*every) / 2, every, m}
		}
	}
}

// gridRoom is how many tiles a side at most are drawn in a square of that side.
func gridRoom(side int) int { return max(2, side/leastTile) }

// within returns the range of the sample, given that of all n tiles.
func (p Sample) within(r Range, n int) Range {
	if n < 2 {
		return r
	}
	step := (r.Hi - r.Lo) / float64(n-1)
	lo := r.Lo + float64(p.First)*step
	return Range{lo, lo + float64((p.N-1)*p.Every)*step}
}

// gridTile is the width of n tiles in a row of that side: whole pixels, and those of the image or a multiple when it is near.
func gridTile(side, n, imageW int) int {
	tile := side / n
	if whole := tile / imageW * imageW; whole > 0 && tile-whole <= tile/16 {
		return whole
	}
	return tile
}

func gridSide(s Screen, body Rect) int {
	area := plotArea(s, body)
	return min(area.W, area.H)
}

// gridPlot places the grid of n x n tiles as a square in the body. Its scales run from the middle of the first tile to
// that of the last, since that is where the tiles were decoded.
func gridPlot(s Screen, body Rect, n, tileW, tileH int, x, y Range) (*Plot, Sample, int) {
	area := plotArea(s, body)
	side := gridSide(s, body)
	sample := sampleGrid(side, n)
	tile := gridTile(side, sample.N, tileW)
	if tile < 1 {
		return nil, Sample{}, 0
	}
	h := max(1, tile*tileH/tileW)
	area = Rect{area.X + (area.W-sample.N*tile)/2, area.Y, sample.N * tile, sample.N * h}
	// Rows run down, from the upper end.
	down := sample.within(Range{-y.Hi, -y.Lo}, n)
	p := newPlot(area, sample.within(x, n), Range{-down.Hi, -down.Lo})
	if sample.N > 1 { // one tile alone stands for the middle of the range
		p.X.P0, p.X.P1 = p.X.P0+float64(tile)/2, p.X.P1-float64(tile)/2
		p.Y.P0, p.Y.P1 = p.Y.P0-float64(h)/2, p.Y.P1+float64(h)/2
	}
	p.tick(s, FormatTick, FormatTick)
	return p, sample, tile
}
