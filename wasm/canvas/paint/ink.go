package paint

import (
	"image"
	"image/color"
	"math"

	"github.com/hajimehoshi/ebiten/v2"

	"bottleneck/wasm/canvas/view"
)

// ink draws flat shapes in one batch, out of a sheet of sprites made for the device's scale: a white block, discs and
// rings with soft edges, and cross-sections of lines.
type ink struct {
	sheet    *ebiten.Image
	white    view.Rect
	dot      view.Rect // point of the scatter
	halo     view.Rect // a little larger, drawn below what must stand out
	swatch   view.Rect // of a legend
	ring     view.Rect // pin
	thin     view.Rect // cross-sections of lines
	thick    view.Rect
	vertices []ebiten.Vertex
	indices  []uint32
}

func newInk(scale float64) *ink {
	side := 64 + int(96*scale)
	pixels := image.NewRGBA(image.Rect(0, 0, side, side))
	k := &ink{}
	x, y, shelf := 1, 1, 0
	sprite := func(w, h int, alpha func(x, y float64) float64) view.Rect {
		if x+w+1 > side {
			x, y, shelf = 1, y+shelf+1, 0
		}
		r := view.Rect{X: x, Y: y, W: w, H: h}
		for j := range h {
			for i := range w {
				a := uint8(math.Round(255 * min(1, max(0, alpha(float64(i)+0.5-float64(w)/2, float64(j)+0.5-float64(h)/2)))))
				pixels.SetRGBA(x+i, y+j, color.RGBA{a, a, a, a})
			}
		}
		x, shelf = x+w+1, max(shelf, h)
		return r
	}
	disc := func(radius float64) view.Rect {
		d := 2*int(math.Ceil(radius)) + 2
		return sprite(d, d, func(x, y float64) float64 { return radius + 0.5 - math.Hypot(x, y) })
	}
	ring := func(radius, width float64) view.Rect {
		d := 2*int(math.Ceil(radius+width/2)) + 2
		return sprite(d, d, func(x, y float64) float64 { return width/2 + 0.5 - math.Abs(math.Hypot(x, y)-radius) })
	}
	line := func(width float64) view.Rect {
		return sprite(3, int(math.Ceil(width))+2, func(_, y float64) float64 { return width/2 + 0.5 - math.Abs(y) })
	}
	k.white = sprite(3, 3, func(float64, float64) float64 { return 1 })
	k.dot, k.halo, k.swatch = disc(2.1*scale), disc(5*scale), disc(3.8*scale)
	k.ring = ring(5*scale, 1.75*scale)
	k.thin, k.thick = line(1.25*scale), line(2*scale)
	k.sheet = ebiten.NewImage(side, side)
	k.sheet.WritePixels(pixels.Pix)
	return k
}

// vertex appends a corner: where it goes, which pixel of the sheet it shows.
func (k *ink) vertex(x, y, u, v float32, c color.NRGBA) {
	k.vertices = append(k.vertices, ebiten.Vertex{
		DstX: x, DstY: y, SrcX: u, SrcY: v,
		ColorR: float32(c.R) / 255, ColorG: float32(c.G) / 255, ColorB: float32(c.B) / 255, ColorA: float32(c.A) / 255,
	})
}

// quad joins the last four corners, given row by row.
func (k *ink) quad() {
	n := uint32(len(k.vertices)) - 4
	k.indices = append(k.indices, n, n+1, n+2, n+1, n+3, n+2)
}

// fill paints a rectangle.
func (k *ink) fill(r view.Rect, c color.NRGBA) {
	u, v := float32(k.white.X)+1.5, float32(k.white.Y)+1.5
	x0, y0, x1, y1 := float32(r.X), float32(r.Y), float32(r.Right()), float32(r.Bottom())
	k.vertex(x0, y0, u, v, c)
	k.vertex(x1, y0, u, v, c)
	k.vertex(x0, y1, u, v, c)
	k.vertex(x1, y1, u, v, c)
	k.quad()
}

// frame paints the outline of r, of width d, outside of it.
func (k *ink) frame(r view.Rect, d int, c color.NRGBA) {
	k.fill(view.Rect{X: r.X - d, Y: r.Y - d, W: r.W + 2*d, H: d}, c)
	k.fill(view.Rect{X: r.X - d, Y: r.Bottom(), W: r.W + 2*d, H: d}, c)
	k.fill(view.Rect{X: r.X - d, Y: r.Y, W: d, H: r.H}, c)
	k.fill(view.Rect{X: r.Right(), Y: r.Y, W: d, H: r.H}, c)
}

// stamp paints a sprite around (x, y).
func (k *ink) stamp(s view.Rect, x, y float32, c color.NRGBA) {
	w, h := float32(s.W)/2, float32(s.H)/2
	u0, v0, u1, v1 := float32(s.X), float32(s.Y), float32(s.Right()), float32(s.Bottom())
	k.vertex(x-w, y-h, u0, v0, c)
	k.vertex(x+w, y-h, u1, v0, c)
	k.vertex(x-w, y+h, u0, v1, c)
	k.vertex(x+w, y+h, u1, v1, c)
	k.quad()
}

// line paints a line through the points with a cross-section.
func (k *ink) line(points []view.XY, section view.Rect, c color.NRGBA) {
	u, v0, v1 := float32(section.X)+1.5, float32(section.Y), float32(section.Bottom())
	half := float64(section.H) / 2
	core := float32(half-1) / 2 // lengthens each piece, so that corners close
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
		length := math.Hypot(dx, dy)
		if length == 0 {
			continue
		}
		ex, ey := core*float32(dx/length), core*float32(dy/length)
		nx, ny := float32(-dy/length*half), float32(dx/length*half)
		k.vertex(a.X-ex+nx, a.Y-ey+ny, u, v0, c)
		k.vertex(b.X+ex+nx, b.Y+ey+ny, u, v0, c)
		k.vertex(a.X-ex-nx, a.Y-ey-ny, u, v1, c)
		k.vertex(b.X+ex-nx, b.Y+ey-ny, u, v1, c)
		k.quad()
	}
}

// flush draws the batch within the rectangle.
func (k *ink) flush(dst *ebiten.Image, within view.Rect) {
	if len(k.indices) > 0 && !within.Empty() {
		clip := dst.SubImage(image.Rect(within.X, within.Y, within.Right(), within.Bottom())).(*ebiten.Image)
		clip.DrawTriangles32(k.vertices, k.indices, k.sheet, &ebiten.DrawTrianglesOptions{Filter: ebiten.FilterLinear})
	}
	k.vertices, k.indices = k.vertices[:0], k.indices[:0]
}

// faded returns c with an opacity of a.
func faded(c color.NRGBA, a float64) color.NRGBA {
	c.A = uint8(math.Round(float64(c.A) * a))
	return c
}
