package paint

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/png"
	"math"
	"strconv"
)

// Vector is a target that writes what is painted as the inside of an SVG: rectangles, discs and lines as shapes, pictures as pictures.
type Vector struct {
	body  []byte
	pages []*drawnPage
	tints [][3]uint8
	line  polyline
}

// drawnPage is a page as it was when it was painted from.
type drawnPage struct {
	of     *Page
	pixels *image.RGBA
	used   bool
}

// polyline is a line whose pieces are still coming.
type polyline struct {
	points []XY
	width  float64
	ink    ink
}

// Write is Target's.
func (v *Vector) Write(p *Page, rows image.Rectangle, pixels []byte) {
	if p.stamps != nil {
		return
	}
	d := v.page(p)
	if d == nil {
		w, h := p.Size()
		d = &drawnPage{of: p, pixels: image.NewRGBA(image.Rect(0, 0, w, h))}
		v.pages = append(v.pages, d)
	}
	copy(d.pixels.Pix[d.pixels.PixOffset(0, rows.Min.Y):], pixels)
}

func (v *Vector) page(p *Page) *drawnPage {
	for _, d := range v.pages {
		if d.of == p {
			return d
		}
	}
	return nil
}

// Free is Target's. What was painted from the page stays.
func (v *Vector) Free(*Page) {}

// Draw is Target's.
func (v *Vector) Draw(p *Page, _ bool, quads []Vertex) {
	for ; len(quads) > 0; quads = quads[4:] {
		q, s := quads[:4], p.stamps
		c := ink{q[0].ColorR, q[0].ColorG, q[0].ColorB, q[0].ColorA}
		switch row := int(q[0].SrcY); {
		case row >= p.white:
			v.rectangle(q, c)
		case s == nil:
			v.picture(v.page(p), q, c)
		case row >= s.sections && row < s.sections+widths:
			v.piece(q, widthOf(row-s.sections), c)
		default:
			v.disc(s, q, c)
		}
	}
}

// SVG returns what was painted: definitions first.
func (v *Vector) SVG() []byte {
	v.end()
	var b []byte
	for i, d := range v.pages {
		if !d.used {
			continue
		}
		var file bytes.Buffer
		if err := png.Encode(&file, d.pixels); err != nil {
			panic("paint: a page cannot be written: " + err.Error())
		}
		b = append(b, `<image id="p`...)
		b = strconv.AppendInt(b, int64(i), 10)
		b = append(b, `" width="`...)
		b = strconv.AppendInt(b, int64(d.pixels.Rect.Dx()), 10)
		b = append(b, `" height="`...)
		b = strconv.AppendInt(b, int64(d.pixels.Rect.Dy()), 10)
		b = append(b, `" style="image-rendering:pixelated" href="data:image/png;base64,`...)
		b = base64.StdEncoding.AppendEncode(b, file.Bytes())
		b = append(b, `"/>`...)
	}
	for i, t := range v.tints {
		b = append(b, `<filter id="t`...)
		b = strconv.AppendInt(b, int64(i), 10)
		b = append(b, `" color-interpolation-filters="sRGB"><feColorMatrix values="`...)
		for k := range 3 {
			row := [5]float64{}
			row[k] = float64(t[k]) / 255
			for _, x := range row {
				b = append(number(b, x), ' ')
			}
		}
		b = append(b, `0 0 0 1 0"/></filter>`...)
	}
	if len(b) > 0 {
		b = append(append([]byte("<defs>"), b...), "</defs>"...)
	}
	return append(b, v.body...)
}

// text writes pieces, strings as they are and numbers with two digits behind the point.
func (v *Vector) text(pieces ...any) {
	for _, p := range pieces {
		switch p := p.(type) {
		case string:
			v.body = append(v.body, p...)
		case float32:
			v.body = number(v.body, float64(p))
		case float64:
			v.body = number(v.body, p)
		case int:
			v.body = strconv.AppendInt(v.body, int64(p), 10)
		}
	}
}

// number writes a number with two digits behind the point, or fewer where they say nothing.
func number(b []byte, x float64) []byte {
	return strconv.AppendFloat(b, math.Round(100*x)/100, 'f', -1, 64)
}

// paint writes an attribute of that name for a color, and how far it lets what is below it through.
func (v *Vector) paint(name string, c ink) {
	v.text(` `, name, `="#`)
	for _, x := range channels(c) {
		v.body = append(v.body, "0123456789abcdef"[x>>4], "0123456789abcdef"[x&15])
	}
	v.text(`"`)
	if c.a < 1 {
		v.text(` `, name, `-opacity="`, c.a, `"`)
	}
}

// channels are red, green and blue of a color, not multiplied by its opacity.
func channels(c ink) [3]uint8 {
	of := func(x float32) uint8 { return uint8(min(255, math.Round(float64(x/c.a)*255))) }
	return [3]uint8{of(c.r), of(c.g), of(c.b)}
}

func (v *Vector) rectangle(q []Vertex, c ink) {
	v.end()
	v.text(`<rect x="`, q[0].DstX, `" y="`, q[0].DstY, `" width="`, q[3].DstX-q[0].DstX, `" height="`, q[3].DstY-q[0].DstY, `"`)
	v.paint("fill", c)
	v.text(`/>`)
}

// picture writes a part of a page.
func (v *Vector) picture(d *drawnPage, q []Vertex, c ink) {
	v.end()
	d.used = true
	number := 0
	for i := range v.pages {
		if v.pages[i] == d {
			number = i
		}
	}
	v.text(`<svg x="`, q[0].DstX, `" y="`, q[0].DstY, `" width="`, q[3].DstX-q[0].DstX, `" height="`, q[3].DstY-q[0].DstY,
		`" viewBox="`, q[0].SrcX, ` `, q[0].SrcY, ` `, q[3].SrcX-q[0].SrcX, ` `, q[3].SrcY-q[0].SrcY, `" preserveAspectRatio="none"><use href="#p`, number, `"`)
	if t := channels(c); t != [3]uint8{255, 255, 255} {
		v.text(` filter="url(#t`, v.tint(t), `)"`)
	}
	if c.a < 1 {
		v.text(` opacity="`, c.a, `"`)
	}
	v.text(`/></svg>`)
}

// tint is the number of a filter that multiplies with a color.
func (v *Vector) tint(t [3]uint8) int {
	for i, known := range v.tints {
		if known == t {
			return i
		}
	}
	v.tints = append(v.tints, t)
	return len(v.tints) - 1
}

// disc writes a disc or a ring. The ends of lines are round by themselves.
func (v *Vector) disc(s *stamps, q []Vertex, c ink) {
	for _, d := range []stamp{s.dot, s.halo, s.swatch, s.ring} {
		if y := int(q[0].SrcY); y < d.y || y >= d.y+d.side() {
			continue
		}
		v.end()
		place := int(q[0].SrcX) / d.side()
		x := q[0].DstX - (q[0].SrcX - float32(place*d.side())) + float32(d.reach) + float32(place%places)/places
		y := q[0].DstY - (q[0].SrcY - float32(d.y)) + float32(d.reach) + float32(place/places)/places
		if d.inner > 0 {
			v.text(`<circle cx="`, x, `" cy="`, y, `" r="`, (d.outer+d.inner)/2, `" fill="none" stroke-width="`, d.outer-d.inner, `"`)
			v.paint("stroke", c)
		} else {
			v.text(`<circle cx="`, x, `" cy="`, y, `" r="`, d.outer, `"`)
			v.paint("fill", c)
		}
		v.text(`/>`)
		return
	}
}

// piece takes a piece of a line, which goes on where it begins at the end of the one before.
func (v *Vector) piece(q []Vertex, width float64, c ink) {
	if q[0].SrcX != 0 || q[1].SrcX != 0 || q[2].SrcX != section || q[3].SrcX != section { // what a border has left of one
		v.end()
		v.text(`<path d="M`, q[0].DstX, ` `, q[0].DstY, `L`, q[1].DstX, ` `, q[1].DstY, `L`, q[3].DstX, ` `, q[3].DstY, `L`, q[2].DstX, ` `, q[2].DstY, `Z"`)
		v.paint("fill", c)
		v.text(`/>`)
		return
	}
	a := XY{(q[0].DstX + q[2].DstX) / 2, (q[0].DstY + q[2].DstY) / 2}
	b := XY{(q[1].DstX + q[3].DstX) / 2, (q[1].DstY + q[3].DstY) / 2}
	if n := len(v.line.points); n > 0 && v.line.width == width && v.line.ink == c && length(v.line.points[n-1], a) < 0.01 {
		v.line.points = append(v.line.points, b)
		return
	}
	v.end()
	v.line = polyline{append(v.line.points[:0], a, b), width, c}
}

// end writes the line whose pieces have come.
func (v *Vector) end() {
	l := &v.line
	if len(l.points) == 0 {
		return
	}
	v.text(`<path d="M`)
	for i, p := range l.points {
		if i > 0 {
			v.text(`L`)
		}
		v.text(p.X, ` `, p.Y)
	}
	v.text(`" fill="none" stroke-width="`, l.width, `" stroke-linejoin="round"`)
	if l.ink.a == 1 {
		v.text(` stroke-linecap="round"`)
	}
	v.paint("stroke", l.ink)
	v.text(`/>`)
	l.points = l.points[:0]
}
