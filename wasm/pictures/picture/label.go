package picture

import (
	"image/color"
	"math"
	"strconv"

	"bottleneck/wasm/canvas/board"
)

// family has no name in quotes, since it stands in some.
const family = "-apple-system, Segoe UI, Roboto, Helvetica Neue, Noto Sans, Liberation Sans, Arial, sans-serif"

// style is how labels of a class look, as web/canvas/canvas.css says it for the page; a test compares the two.
type style struct {
	size, weight float64
	color        string // "muted", "accent", or "" for that of the text
	halo         bool   // it stands over a plot
	italic       bool
	upright      bool
}

// styles are those of the classes of package board; "caption" is what stands below panels.
var styles = map[string]style{
	"title":   {size: 13, weight: 650},
	"note":    {size: 12, color: "muted"},
	"row":     {size: 12, color: "muted"},
	"tick":    {size: 11, color: "muted"},
	"axis":    {size: 11.5, color: "muted", halo: true},
	"legend":  {size: 12, halo: true},
	"digit":   {size: 15, weight: 750, halo: true},
	"read":    {size: 12},
	"empty":   {size: 12, color: "muted"},
	"column":  {size: 11.5, color: "muted"},
	"upright": {size: 11.5, color: "muted", upright: true},
	"cell":    {size: 11.5},
	"noisy":   {size: 11.5, italic: true},
	"mark":    {size: 11.5, halo: true},
	"caption": {size: 12, color: "muted"},
}

// document is an SVG that is being written.
type document struct {
	ink board.Ink
	out []byte
}

func (d *document) text(pieces ...string) {
	for _, s := range pieces {
		d.out = append(d.out, s...)
	}
}

// number writes an attribute.
func (d *document) number(name string, v float64) {
	d.text(` `, name, `="`, strconv.FormatFloat(math.Round(100*v)/100, 'f', -1, 64), `"`)
}

// label writes a text; what one can press is none on paper.
func (d *document) label(l board.Label) {
	s, known := styles[l.Class]
	if !known {
		return
	}
	c := d.ink.Text
	switch s.color {
	case "muted":
		c = d.ink.Muted
	case "accent":
		c = d.ink.Accent
	}
	down := 0.35 * s.size // from the middle of a line to where its letters stand
	d.text(`<text fill="`, hex(c), `"`)
	d.number("font-size", s.size)
	if s.weight > 0 {
		d.number("font-weight", s.weight)
	}
	if s.italic {
		d.text(` font-style="italic"`)
	}
	if s.halo {
		d.text(` paint-order="stroke" stroke-width="3" stroke-linejoin="round" stroke="`, hex(d.ink.Plot), `"`)
	}
	if s.upright {
		x, y := l.X+l.W/2+down, l.Y+l.H
		d.text(` transform="rotate(-90 `, strconv.FormatFloat(x, 'f', 2, 64), ` `, strconv.FormatFloat(y, 'f', 2, 64), `)"`)
		d.number("x", x)
		d.number("y", y)
	} else {
		x := l.X
		switch l.Align {
		case "c":
			x += l.W / 2
			d.text(` text-anchor="middle"`)
		case "r":
			x += l.W
			d.text(` text-anchor="end"`)
		}
		d.number("x", x)
		d.number("y", l.Y+l.H/2+down)
	}
	d.text(`>`, escaped(l.Text), `</text>`)
}

// hex writes a color as CSS does.
func hex(c color.NRGBA) string {
	const digits = "0123456789abcdef"
	b := []byte{'#'}
	for _, x := range []uint8{c.R, c.G, c.B} {
		b = append(b, digits[x>>4], digits[x&15])
	}
	return string(b)
}
