package paint

import (
	"image/color"
	"math"

	"github.com/hajimehoshi/ebiten/v2"

	"bottleneck/wasm/canvas/view"
)

// ink draws flat shapes in one batch: rectangles, discs and rings with soft edges, and lines. A shader computes which part
// of a pixel is covered, since samples of a picture of the shape take a processor without a GPU several times as long.
type ink struct {
	dot      stamp // point of the scatter
	halo     stamp // a little larger, drawn below what must stand out
	swatch   stamp // of a legend
	ring     stamp // pin
	thin     float32
	thick    float32 // widths of lines
	shader   *ebiten.Shader
	vertices []ebiten.Vertex
	indices  []uint32
}

// stamp is a disc, or a ring, by its radii in pixels. At the outer one and at the inner one half of a pixel is covered.
type stamp struct{ outer, inner float32 }

// disc has no inner edge.
func disc(radius float64) stamp { return stamp{float32(radius), -1} }

func ring(radius, width float64) stamp {
	return stamp{float32(radius + width/2), float32(radius - width/2)}
}

// custom is the place within the shape and its two radii, color is premultiplied.
const inkShader = `//kage:unit pixels
package main

var Clip vec4 // left, top, right, bottom

func Fragment(dst vec4, at vec2, color vec4, custom vec4) vec4 {
	d := length(custom.xy)
	within := step(Clip.xy, at) * step(at, Clip.zw)
	return within.x * within.y * color * clamp(custom.z+0.5-d, 0, 1) * clamp(d-custom.w+0.5, 0, 1)
}
`

func newInk(scale float64) *ink {
	return &ink{
		dot: disc(2.1 * scale), halo: disc(5 * scale), swatch: disc(3.8 * scale),
		ring: ring(5*scale, 1.75*scale),
		thin: float32(1.25 * scale), thick: float32(2 * scale),
		shader: mustShader(inkShader),
	}
}

func mustShader(source string) *ebiten.Shader {
	s, err := ebiten.NewShader([]byte(source))
	if err != nil {
		panic("BUG: shader: " + err.Error())
	}
	return s
}

// vertex appends a corner: where it goes, and which place of the shape it is.
func (k *ink) vertex(x, y, u, v float32, shape stamp, c color.NRGBA) {
	a := float32(c.A) / 255
	k.vertices = append(k.vertices, ebiten.Vertex{
		DstX: x, DstY: y, SrcX: x, SrcY: y,
		ColorR: float32(c.R) / 255 * a, ColorG: float32(c.G) / 255 * a, ColorB: float32(c.B) / 255 * a, ColorA: a,
		Custom0: u, Custom1: v, Custom2: shape.outer, Custom3: shape.inner,
	})
}

// quad joins the last four corners, given row by row.
func (k *ink) quad() {
	n := uint32(len(k.vertices)) - 4
	k.indices = append(k.indices, n, n+1, n+2, n+1, n+3, n+2)
}

// fill paints a rectangle.
func (k *ink) fill(r view.Rect, c color.NRGBA) {
	x0, y0, x1, y1 := float32(r.X), float32(r.Y), float32(r.Right()), float32(r.Bottom())
	inside := disc(1) // of which every pixel is the middle
	k.vertex(x0, y0, 0, 0, inside, c)
	k.vertex(x1, y0, 0, 0, inside, c)
	k.vertex(x0, y1, 0, 0, inside, c)
	k.vertex(x1, y1, 0, 0, inside, c)
	k.quad()
}

// frame paints the outline of r, of width d, outside of it.
func (k *ink) frame(r view.Rect, d int, c color.NRGBA) {
	k.fill(view.Rect{X: r.X - d, Y: r.Y - d, W: r.W + 2*d, H: d}, c)
	k.fill(view.Rect{X: r.X - d, Y: r.Bottom(), W: r.W + 2*d, H: d}, c)
	k.fill(view.Rect{X: r.X - d, Y: r.Y, W: d, H: r.H}, c)
	k.fill(view.Rect{X: r.Right(), Y: r.Y, W: d, H: r.H}, c)
}

// stamp paints a disc or a ring around (x, y).
func (k *ink) stamp(s stamp, x, y float32, c color.NRGBA) {
	r := s.outer + 0.5
	k.vertex(x-r, y-r, -r, -r, s, c)
	k.vertex(x+r, y-r, r, -r, s, c)
	k.vertex(x-r, y+r, -r, r, s, c)
	k.vertex(x+r, y+r, r, r, s, c)
	k.quad()
}

// line paints a line of a width through the points.
func (k *ink) line(points []view.XY, width float32, c color.NRGBA) {
	section := disc(float64(width / 2))
	half := width/2 + 0.5
	core := width / 4 // lengthens each piece, so that corners close
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
		length := math.Hypot(dx, dy)
		if length == 0 {
			continue
		}
		tx, ty := float32(dx/length), float32(dy/length)
		ex, ey, nx, ny := core*tx, core*ty, -half*ty, half*tx
		k.vertex(a.X-ex+nx, a.Y-ey+ny, 0, half, section, c)
		k.vertex(b.X+ex+nx, b.Y+ey+ny, 0, half, section, c)
		k.vertex(a.X-ex-nx, a.Y-ey-ny, 0, -half, section, c)
		k.vertex(b.X+ex-nx, b.Y+ey-ny, 0, -half, section, c)
		k.quad()
	}
}

// flush draws the batch within the rectangle.
func (k *ink) flush(dst ebiten.FinalScreen, within view.Rect) {
	if len(k.indices) > 0 && !within.Empty() {
		dst.DrawTrianglesShader32(k.vertices, k.indices, k.shader, &ebiten.DrawTrianglesShaderOptions{
			Uniforms: map[string]any{"Clip": []float32{float32(within.X), float32(within.Y), float32(within.Right()), float32(within.Bottom())}},
		})
	}
	k.vertices, k.indices = k.vertices[:0], k.indices[:0]
}

// faded returns c with an opacity of a.
func faded(c color.NRGBA, a float64) color.NRGBA {
	c.A = uint8(math.Round(float64(c.A) * a))
	return c
}
