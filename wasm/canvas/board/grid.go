package board

import (
	"math"

	"bottleneck/core/fact"
	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/paint"
)

func init() {
	rooms["grid"] = func(s *state) room { return &grid{state: s} }
}

var (
	titleInputGrid  = said(fact.New("panel_input_grid"))
	titleLatentGrid = said(fact.New("panel_latent_grid"))
	noGrid          = said(fact.New("grid_none"))
)

// grid shows what the points of a grid over the latent plane decode to.
type grid struct {
	*state
	plot    *plot  // nil without tiles
	sample  sample // tiles that are drawn
	tile    int    // their width
	free    int    // height that the panel has left below them
	crosses []cross

	atlas    paint.Atlas
	shrinker *paint.Shrinker
	small    []byte // (h, w, c), a tile
}

var (
	_ square   = (*grid)(nil)
	_ weighed  = (*grid)(nil)
	_ plotted  = (*grid)(nil)
	_ snapping = (*grid)(nil)
)

func (r *grid) side(most int) int {
	g := r.data.Grid
	if g == nil || most < 1 {
		return max(0, most)
	}
	n := sampleGrid(most, int(g.N)).N
	return n * gridTile(most, n, int(g.W))
}

func (r *grid) weight() float64 { return 1.3 }

func (r *grid) place(p panel, l *labels) {
	r.plot, r.crosses = nil, nil
	g := r.data.Grid
	title := titleLatentGrid
	if r.view.Plane == "pixels" {
		title = titleInputGrid
	}
	if g == nil {
		l.title(p, title)
		l.empty(p, noGrid)
		return
	}
	x, y := span{float64(g.X0), float64(g.X1)}, span{float64(g.Y0), float64(g.Y1)}
	r.plot, r.sample, r.tile = gridPlot(r.screen, p.Body, int(g.N), int(g.W), int(g.H), x, y, r.gaussian())
	r.cursor.room = gridRoom(gridSide(r.screen, p.Body))
	wish := max(int(g.N), r.view.Grid)
	size := fact.New("grid_size", "points", wish)
	if r.plot == nil {
		l.title(p, title, size.Error())
		return
	}
	shown := fact.New("grid_size", "points", r.sample.N)
	if r.sample.N < wish {
		size = fact.New("grid_part", "shown", shown, "grid", size)
	}
	l.title(p, title, said(fact.New("grid_points", "grid", size)), size.Error(), shown.Error())
	r.free = p.Body.bottom() - r.plot.Area.bottom()
	axisX, axisY := "", ""
	if c := r.data.Codes; c != nil && r.plot.Area.W >= r.screen.px(axisRoom) {
		axisX, axisY = c.AxisX, c.AxisY
	}
	if r.data.Strip {
		r.plot.YTicks, axisY = nil, ""
	}
	names := "" // of both below the plot: tiles fill it
	if axisX != "" {
		names = axisX + " \u2192"
	}
	if axisY != "" {
		names += "  " + axisY + " \u2191"
	}
	w := r.screen.px(textWidth(classAxis, names) + 4)
	below := rect{r.plot.Area.right() - w, r.plot.Area.bottom() + r.screen.px(4), w, r.screen.px(16)}
	l.put(classAxis, names, "r", below)
	if names == "" {
		below = rect{}
	}
	r.plot.label(l, below)
	r.crosses = r.cursor.crosses(r.plot)
}

// axisRoom is how wide a grid must be for the names of its axes, CSS pixels.
const axisRoom = 150

// gaussian tells whether the tiles lie at quantiles: as the view asks for, once the trainer has done so.
func (r *grid) gaussian() bool {
	g := r.data.Grid
	return r.view.GaussianGrid() && math.Abs(float64(g.X0)-wire.NormalQuantile(0, int(g.N))) < 1e-3 && g.X1 == -g.X0
}

// snap returns the point in the middle of the tile at a pixel.
func (r *grid) snap(x, y float64) (p point, ok bool) {
	if r.plot == nil || !r.plot.Area.contains(x, y) {
		return p, false
	}
	a, n := r.plot.Area, r.sample.N
	col, row := int(x-float64(a.X))*n/a.W, int(y-float64(a.Y))*n/a.H
	w, h := float64(a.W)/float64(n), float64(a.H)/float64(n)
	return r.plot.invert(float64(a.X)+(float64(col)+0.5)*w, float64(a.Y)+(float64(row)+0.5)*h), true
}

func (r *grid) plane() (p *plot, below int) { return r.plot, r.free }

func (r *grid) paint(b paint.Brush) {
	if r.plot == nil {
		return
	}
	r.write()
	a, line := r.plot.Area, r.theme().Line
	b.Mosaic(&r.atlas, a.pixels())
	hair, mark := r.screen.hairline(), r.screen.px(4)
	for _, t := range r.plot.XTicks {
		b.Fill(rect{int(r.plot.X.at(t.Value)), a.bottom(), hair, mark}.pixels(), line)
	}
	for _, t := range r.plot.YTicks {
		b.Fill(rect{a.X - mark, int(r.plot.Y.at(t.Value)), mark, hair}.pixels(), line)
	}
	r.paintSpot(b, r.plot, dark) // the tiles are black in every theme
	paintCrosses(b, a, r.crosses, r.screen, dark)
}

// write writes the tiles that are drawn to the atlas, at their own size or smaller.
func (r *grid) write() {
	g, s := r.data.Grid, r.sample
	srcW, srcH, c := int(g.W), int(g.H), int(g.C)
	w, h := min(srcW, r.tile), min(srcH, max(1, r.tile*srcH/srcW))
	if !r.atlas.Size(s.N, s.N, w, h, [4]int{r.data.GridVersion, s.First, s.Every, s.N}) {
		return
	}
	if !r.shrinker.Fits(srcW, srcH, w, h, c) {
		r.shrinker = paint.NewShrinker(srcW, srcH, w, h, c)
		r.small = make([]byte, w*h*c)
	}
	size := srcW * srcH * c
	for i := range s.N * s.N {
		at := ((s.First+i/s.N*s.Every)*int(g.N) + s.First + i%s.N*s.Every) * size
		pixels := g.Pixels[at : at+size]
		if w < srcW {
			r.shrinker.Shrink(r.small, pixels)
			pixels = r.small
		}
		for y := range h {
			writeGray(r.atlas.Line(i%s.N, i/s.N, y), pixels[y*w*c:(y+1)*w*c], c)
		}
	}
}

// leastTile is the width in device pixels from which on a digit can be read.
const leastTile = 14

// sample is which tiles of a grid are drawn, in both directions: N of them, every Every-th from First on.
type sample struct{ First, Every, N int }

// sampleGrid takes all n tiles, or where they would be too small in a square of that side every second, third ...
func sampleGrid(side, n int) sample {
	for every := 1; ; every++ {
		m := (n-1)/every + 1
		if side/m >= leastTile || m <= 2 {
			return sample{(n - 1 - (m-1)*every) / 2, every, m}
		}
	}
}

// gridRoom is how many tiles a side at most are drawn in a square of that side.
func gridRoom(side int) int { return max(2, side/leastTile) }

// within returns the range of the sample, given that of all n tiles.
func (p sample) within(r span, n int, gaussian bool) span {
	if gaussian {
		return span{wire.NormalQuantile(p.First, n), wire.NormalQuantile(p.First+(p.N-1)*p.Every, n)}
	}
	if n < 2 {
		return r
	}
	step := (r.Hi - r.Lo) / float64(n-1)
	lo := r.Lo + float64(p.First)*step
	return span{lo, lo + float64((p.N-1)*p.Every)*step}
}

// gridTile is the width of n tiles in a row of that side: whole pixels, and those of the image or a multiple when it is near.
func gridTile(side, n, imageW int) int {
	tile := side / n
	if whole := tile / imageW * imageW; whole > 0 && tile-whole <= tile/16 {
		return whole
	}
	return tile
}

func gridSide(s Screen, body rect) int {
	area := plotArea(s, body)
	return min(area.W, area.H)
}

// gridPlot places the grid of n x n tiles as a square in the body. Its scales run from the middle of the first tile to
// that of the last, since that is where the tiles were decoded.
func gridPlot(s Screen, body rect, n, tileW, tileH int, x, y span, gaussian bool) (*plot, sample, int) {
	area := plotArea(s, body)
	side := gridSide(s, body)
	drawn := sampleGrid(side, n)
	tile := gridTile(side, drawn.N, tileW)
	if tile < 1 {
		return nil, sample{}, 0
	}
	h := max(1, tile*tileH/tileW)
	area = rect{area.X + (area.W-drawn.N*tile)/2, area.Y, drawn.N * tile, drawn.N * h}
	// Rows run down, from the upper end.
	down := drawn.within(span{-y.Hi, -y.Lo}, n, gaussian)
	p := newPlot(area, drawn.within(x, n, gaussian), span{-down.Hi, -down.Lo})
	p.X.Normal, p.Y.Normal = gaussian && drawn.N > 1, gaussian && drawn.N > 1
	if drawn.N > 1 { // one tile alone stands for the middle of the range
		p.X.P0, p.X.P1 = p.X.P0+float64(tile)/2, p.X.P1-float64(tile)/2
		p.Y.P0, p.Y.P1 = p.Y.P0-float64(h)/2, p.Y.P1+float64(h)/2
	}
	p.tick(s, formatTick, formatTick)
	return p, drawn, tile
}
