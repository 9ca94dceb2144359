package main

import (
	"image"
	"unsafe"

	"github.com/hajimehoshi/ebiten/v2"

	"bottleneck/wasm/canvas/paint"
)

// sheet is the screen as lists are shown on it. Ebiten keeps small pages on one texture, and joins what is drawn from there.
type sheet struct {
	screen  ebiten.FinalScreen
	pages   map[*paint.Page]*ebiten.Image
	indices []uint32 // of as many quads as ever
}

// Ebiten takes vertices as they are.
var _ = ebiten.Vertex(paint.Vertex{})

// on returns the sheet, to be painted on a screen.
func (s *sheet) on(screen ebiten.FinalScreen) *sheet {
	s.screen = screen
	return s
}

// Write is paint.Target's.
func (s *sheet) Write(p *paint.Page, r image.Rectangle, pixels []byte) {
	m := s.pages[p]
	if m == nil {
		if s.pages == nil {
			s.pages = map[*paint.Page]*ebiten.Image{}
		}
		m = ebiten.NewImage(p.Size())
		s.pages[p] = m
	}
	if r != m.Bounds() {
		m = m.SubImage(r).(*ebiten.Image)
	}
	m.WritePixels(pixels)
}

// Free is paint.Target's.
func (s *sheet) Free(p *paint.Page) {
	s.pages[p].Deallocate()
	delete(s.pages, p)
}

// Draw is paint.Target's.
func (s *sheet) Draw(p *paint.Page, smooth bool, quads []paint.Vertex) {
	for n := uint32(len(s.indices) / 6 * 4); int(n) < len(quads); n += 4 {
		s.indices = append(s.indices, n, n+1, n+2, n+1, n+3, n+2)
	}
	o := ebiten.DrawTrianglesOptions{ColorScaleMode: ebiten.ColorScaleModePremultipliedAlpha}
	if smooth {
		o.Filter = ebiten.FilterPixelated
	}
	vertices := unsafe.Slice((*ebiten.Vertex)(unsafe.Pointer(unsafe.SliceData(quads))), len(quads))
	s.screen.DrawTriangles32(vertices, s.indices[:len(quads)/4*6], s.pages[p], &o)
}
