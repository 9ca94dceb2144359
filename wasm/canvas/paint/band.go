package paint

import "image/color"

// Band paints what lies between two lines, whose points stand below each other. Its edges are not soft: lines lie along them.
func (b Brush) Band(lower, upper []XY, c color.NRGBA) {
	if c.A == 0 {
		return
	}
	ink := inkOf(c)
	white := float32(b.list.stamps.page.white) + 1.5
	for i := 1; i < min(len(lower), len(upper)); i++ {
		var q [4]Vertex
		for k, p := range [4]XY{upper[i-1], upper[i], lower[i-1], lower[i]} {
			q[k] = Vertex{DstX: p.X, DstY: p.Y, SrcX: 1.5, SrcY: white, ColorR: ink.r, ColorG: ink.g, ColorB: ink.b, ColorA: ink.a}
		}
		b.clipped(q, ink)
	}
}
