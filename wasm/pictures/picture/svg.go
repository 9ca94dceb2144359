// Package picture makes pictures that leave the playground: panels as they are painted, as an SVG with a caption, and films as GIF. The link of the
// recipe travels in them.
package picture

import (
	"strconv"
	"strings"

	"bottleneck/wasm/canvas/board"
	"bottleneck/wasm/canvas/paint"
)

// Measures of a caption, pixels.
const (
	margin     = 12
	lineHeight = 18
)

// Height is that of a picture of panels so high with a caption of so many lines.
func Height(panels, lines int) int {
	if lines == 0 {
		return panels
	}
	return panels + lines*lineHeight + margin
}

// SVG returns the panels of a board, w x h pixels large, above a caption whose first line is its title.
func SVG(b *board.Board, w, h int, caption []string, link string) []byte {
	b.Resize(board.Screen{W: w, H: h, Scale: 1})
	b.Scene()
	for _, now := range []float64{0, 1e6, 2e6} { // what glides arrives
		b.Advance(now)
	}
	scene := b.Scene()
	var v paint.Vector
	b.Draw(&v)
	ink := board.InkOf(scene.Theme)
	all := Height(h, len(caption))
	d := document{ink: ink}
	d.text(`<svg xmlns="http://www.w3.org/2000/svg" width="`, strconv.Itoa(w), `" height="`, strconv.Itoa(all), `" viewBox="0 0 `, strconv.Itoa(w), ` `, strconv.Itoa(all), `" font-family="`, family, `">`)
	if len(caption) > 0 {
		d.text(`<title>`, escaped(caption[0]), `</title>`)
	}
	d.text(`<metadata><bottleneck xmlns="`, Namespace, `">`, escaped(link), `</bottleneck></metadata>`)
	d.text(`<rect width="100%" height="100%" fill="`, hex(ink.Back), `"/>`)
	d.out = append(d.out, v.SVG()...)
	for _, l := range scene.Labels {
		d.label(l)
	}
	for i, line := range caption {
		y := float64(h + i*lineHeight)
		l := board.Label{Class: "caption", Text: line, X: margin, Y: y, W: float64(w - 2*margin), H: lineHeight}
		if i == 0 {
			l.Class = "title"
		}
		d.label(l)
	}
	d.text(`</svg>`)
	return d.out
}

// Namespace is that of the element that has the link.
const Namespace = "urn:bottleneck:recipe"

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// escaped writes a text as XML does. What XML has no character for is left out.
func escaped(s string) string {
	return escapes.Replace(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s))
}
