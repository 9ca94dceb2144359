package board

import (
	"image/color"

	"bottleneck/wasm/canvas/paint"
)

// fill is a rectangle of one color.
type fill struct {
	rect
	Color color.NRGBA
}

func fillAll(b paint.Brush, fills []fill) {
	for _, f := range fills {
		b.Fill(f.pixels(), f.Color)
	}
}

// faded returns c with an opacity of a.
func faded(c color.NRGBA, a float64) color.NRGBA {
	c.A = uint8(float64(c.A)*a + 0.5)
	return c
}

// blend returns the color that share t of b over a gives, both opaque.
func blend(a, b color.NRGBA, t float64) color.NRGBA {
	mix := func(x, y uint8) uint8 { return uint8(float64(x)*(1-t) + float64(y)*t + 0.5) }
	return color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 255}
}

// dashes appends a dashed line to the right from (x, y), of dashes of that length.
func dashes(fills []fill, x, y, w, thick, dash int, c color.NRGBA) []fill {
	for at := 0; at < w; at += 2 * dash {
		fills = append(fills, fill{rect{x + at, y, min(dash, w-at), thick}, c})
	}
	return fills
}
