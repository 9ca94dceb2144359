package board

import (
	"image/color"

	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/paint"
)

// art is what a station is painted with.
type art struct {
	pictures paint.Pictures
	cells    paint.Atlas
}

func (r *line) paint(b paint.Brush) {
	fillAll(b, r.fills)
	for len(r.arts) < len(r.stations) {
		r.arts = append(r.arts, new(art))
	}
	for i := range r.stations {
		r.paintStation(b, &r.stations[i], r.arts[i])
	}
	t := r.theme()
	for _, s := range r.strokes {
		b.Line(s.ends[:], s.width+2*r.screen.Scale, faded(t.Back, 0.7))
		b.Line(s.ends[:], s.width, r.sign(s.plus))
	}
	if cell, ok := r.cellOf(r.at); ok {
		b.Frame(cell.inset(-r.screen.hairline()).pixels(), r.screen.px(2), t.Accent)
	}
}

// sign is the color of what adds to a number, or takes from it.
func (r *line) sign(plus bool) color.NRGBA {
	if plus {
		return r.theme().Test
	}
	return r.theme().Train
}

func (r *line) paintStation(b paint.Brush, s *station, a *art) {
	p := &r.data.Line.Parts[s.part]
	w, h := int(p.W), int(p.H)
	switch {
	case s.cell > 0:
		cols := (s.shown + s.rows - 1) / s.rows
		if a.cells.Size(1, 1, cols, s.rows, [4]int{r.version, s.part, s.shown, s.rows}) {
			writeCells(&a.cells, p, cols, s.rows, s.shown)
		}
		b.Sprite(&a.cells, 0, 0, s.box.pixels())
		r.rule(b, s, cols)
	case s.maps != nil:
		m := s.maps
		if m.N == 0 {
			return
		}
		if a.pictures.Size(m.N, 1, w, h, m.W, m.H, [3]int{r.version, s.part, m.N}) {
			for k := range m.N {
				writeWeights(a.pictures.Cell, p.Pixels[k*w*h:(k+1)*w*h], 1)
				a.pictures.Put(k, 0)
			}
		}
		for k := range m.N {
			b.Picture(&a.pictures, k, 0, m.tile(k).pixels())
		}
	default:
		if a.pictures.Size(1, 1, w, h, s.box.W, s.box.H, [3]int{r.version, s.part, len(r.stations)}) {
			r.writePicture(a.pictures.Cell, s, p)
			a.pictures.Put(0, 0)
		}
		b.Picture(&a.pictures, 0, 0, s.box.pixels())
	}
}

// writePicture writes a picture in gray, or what it differs by from the clean input.
func (r *line) writePicture(dst []byte, s *station, p *wire.LinePart) {
	pixels := interleaved(p)
	if s.error {
		writeError(dst, pixels, interleaved(&r.data.Line.Parts[r.cleanPart()]), int(p.N))
	} else {
		writeGray(dst, pixels, int(p.N))
	}
}

// interleaved is the pixels of a picture with its channels together, (h, w, n).
func interleaved(p *wire.LinePart) []byte {
	n, area := int(p.N), int(p.H*p.W)
	if n == 1 {
		return p.Pixels
	}
	out := make([]byte, n*area)
	for i := range out {
		out[i] = p.Pixels[i%n*area+i/n]
	}
	return out
}

// writeCells writes numbers as cells, column by column.
func writeCells(a *paint.Atlas, p *wire.LinePart, cols, rows, n int) {
	scale := float64(max(-p.Least, p.Most))
	for y := range rows {
		line := a.Line(0, 0, y)
		for x := range cols {
			c := color.NRGBA{}
			if i := x*rows + y; i < n {
				c = signedColor(float64(p.Values[i]), scale)
			}
			line[4*x], line[4*x+1], line[4*x+2], line[4*x+3] = c.R, c.G, c.B, c.A
		}
	}
}

// signedColor is black for zero, blue below and orange above.
func signedColor(v, scale float64) color.NRGBA {
	if !(scale > 0) {
		return weightColors[128]
	}
	return weightColors[int(unitShare(v/scale)*127+128.5)]
}

// rule draws lines between cells that are large enough to be told apart.
func (r *line) rule(b paint.Brush, s *station, cols int) {
	if r.screen.css(s.cell) < 6 {
		return
	}
	back, hair := r.theme().Back, r.screen.hairline()
	for x := 1; x < cols; x++ {
		b.Fill(rect{s.box.X + x*s.cell, s.box.Y, hair, s.box.H}.pixels(), back)
	}
	for y := 1; y < s.rows; y++ {
		b.Fill(rect{s.box.X, s.box.Y + y*s.cell, s.box.W, hair}.pixels(), back)
	}
}
