package paint

import (
	"image"
	"image/color"
)

// Target is what lists are shown on: the screen by way of Ebiten, or a Raster.
type Target interface {
	// Write writes whole rows of a page, (r.Dy(), r.Dx(), 4). Before the first it has none of its pixels.
	Write(p *Page, r image.Rectangle, pixels []byte)
	// Draw paints quads of a page over what is there: (n, 4) vertices, at the left and right above, at the left and right below. Where they
	// enlarge or shrink pictures by no whole number they are smooth: borders of pixels are mixed by the areas that they cover.
	Draw(p *Page, smooth bool, quads []Vertex)
	// Free drops a page.
	Free(p *Page)
}

// Vertex is a corner of a quad: its place on the target, that on its page, and what the page's color is multiplied with, premultiplied. It is
// laid out as Ebiten's.
type Vertex struct {
	DstX, DstY, SrcX, SrcY             float32
	ColorR, ColorG, ColorB, ColorA     float32
	Custom0, Custom1, Custom2, Custom3 float32 // of no use here
}

// Work is what it takes to show a list.
type Work struct {
	Draws   int // calls of Target.Draw
	Quads   int // in all
	Written int // bytes of pages; quads are no part of it
}

// List is all that is painted in a frame, in order. What is painted for the next one takes its place; pages stay.
type List struct {
	vertices []Vertex // (quads, 4)
	runs     []run
	stamps   *stamps

	frame int
	held  map[*Page]int // that the target has, and the frame in which each was painted from last
	on    Target
}

// run is quads in a row that are painted from one page.
type run struct {
	page   *Page
	smooth bool
	end    int // of its vertices
}

// spare is for how many frames a page is kept that nothing is painted from: what comes back at once is not written again.
const spare = 30

// Start empties the list and returns what paints on it: on a screen of w x h pixels, with so many of them for a length of 1.
func (l *List) Start(w, h int, scale float64) Brush {
	if l.stamps == nil || l.stamps.scale != scale {
		if l.stamps != nil {
			l.stamps.page.gone = true
		}
		l.stamps = newStamps(scale)
	}
	l.vertices, l.runs = l.vertices[:0], l.runs[:0]
	return Brush{list: l, clip: image.Rect(0, 0, w, h)}
}

// Show paints the list on a target, and tells what that took.
func (l *List) Show(t Target) (w Work) {
	if l.on != t { // it has no page yet
		l.on, l.held = t, map[*Page]int{}
	}
	l.frame++
	for _, r := range l.runs {
		if _, held := l.held[r.page]; !held {
			r.page.lost()
		}
		l.held[r.page] = l.frame
		w.Written += r.page.write(t)
	}
	for p, last := range l.held {
		if p.gone || l.frame-last > spare {
			l.free(p)
		}
	}
	from := 0
	for _, r := range l.runs {
		t.Draw(r.page, r.smooth, l.vertices[from:r.end])
		from = r.end
	}
	w.Draws, w.Quads = len(l.runs), len(l.vertices)/4
	return w
}

// Drop frees all pages that the frame shown last was not painted from, for panels that have been closed.
func (l *List) Drop() {
	for p, last := range l.held {
		if last < l.frame {
			l.free(p)
		}
	}
}

func (l *List) free(p *Page) {
	l.on.Free(p)
	delete(l.held, p)
}

// ink is a color, premultiplied.
type ink struct{ r, g, b, a float32 }

func inkOf(c color.NRGBA) ink {
	a := float32(c.A) / 255
	return ink{float32(c.R) / 255 * a, float32(c.G) / 255 * a, float32(c.B) / 255 * a, a}
}

var asIs = ink{1, 1, 1, 1}

// thin is as many pixels as a rectangle may have to be painted smoothly among pictures: that takes the GPU longer, but another call longer still.
const thin = 4096

// ground returns what to paint a rectangle of so many pixels from: whatever is painted from already.
func (l *List) ground(pixels int) (p *Page, smooth bool) {
	if k := len(l.runs); k > 0 && (!l.runs[k-1].smooth || pixels <= thin) {
		return l.runs[k-1].page, l.runs[k-1].smooth
	}
	return l.stamps.page, false
}

// quad makes room for four vertices that are painted from a page.
func (l *List) quad(p *Page, smooth bool, c ink) []Vertex {
	n := len(l.vertices)
	if k := len(l.runs); k > 0 && l.runs[k-1].page == p && l.runs[k-1].smooth == smooth {
		l.runs[k-1].end = n + 4
	} else {
		l.runs = append(l.runs, run{p, smooth, n + 4})
	}
	v := Vertex{ColorR: c.r, ColorG: c.g, ColorB: c.b, ColorA: c.a}
	l.vertices = append(l.vertices, v, v, v, v)
	return l.vertices[n:]
}
