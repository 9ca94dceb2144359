package main

import (
	"image"

	"github.com/hajimehoshi/ebiten/v2"

	"bottleneck/wasm/canvas/board"
	"bottleneck/wasm/canvas/paint"
)

// sheet is what is painted on, and its picture on the screen. It is painted by this program and not by the GPU: where there is
// none, what a browser has instead takes several times as long for shapes.
type sheet struct {
	pixels   *image.RGBA
	picture  *ebiten.Image
	runs     []image.Rectangle
	vertices []ebiten.Vertex
	indices  []uint32
}

// of returns the pixels, as many as the screen has.
func (s *sheet) of(screen board.Screen) *image.RGBA {
	if all := image.Rect(0, 0, screen.W, screen.H); s.pixels == nil || s.pixels.Rect != all {
		if s.picture != nil {
			s.picture.Deallocate()
		}
		// Unmanaged is on no atlas: Ebiten would join what is drawn from one with its clearing of the screen, see web/canvas/canvas.js.
		s.pixels, s.picture = image.NewRGBA(all), ebiten.NewImageWithOptions(all, &ebiten.NewImageOptions{Unmanaged: true})
	}
	return s.pixels
}

// show copies what is painted to the screen, which is transparent.
func (s *sheet) show(dst ebiten.FinalScreen) {
	s.picture.WritePixels(s.pixels.Pix)
	s.runs = paint.Painted(s.runs[:0], s.pixels)
	s.vertices, s.indices = s.vertices[:0], s.indices[:0]
	for _, r := range s.runs {
		n := uint32(len(s.vertices))
		for _, at := range [...]image.Point{r.Min, {r.Max.X, r.Min.Y}, {r.Min.X, r.Max.Y}, r.Max} {
			x, y := float32(at.X), float32(at.Y)
			s.vertices = append(s.vertices, ebiten.Vertex{DstX: x, DstY: y, SrcX: x, SrcY: y, ColorR: 1, ColorG: 1, ColorB: 1, ColorA: 1})
		}
		s.indices = append(s.indices, n, n+1, n+2, n+1, n+3, n+2)
	}
	dst.DrawTriangles32(s.vertices, s.indices, s.picture, &ebiten.DrawTrianglesOptions{Blend: ebiten.BlendCopy})
}
