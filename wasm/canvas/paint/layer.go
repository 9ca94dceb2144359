package paint

import "image/color"

// Transform takes values to pixels: x to ScaleX*x + X, y to ScaleY*y + Y.
type Transform struct{ ScaleX, X, ScaleY, Y float64 }

// At is the pixel of a value.
func (t Transform) At(x, y float64) (px, py float64) { return t.ScaleX*x + t.X, t.ScaleY*y + t.Y }

// Layer is marks that keep their places among values while the view of them moves: to pan and to zoom takes another Transform and nothing else. The
// marks themselves are as large as ever.
type Layer struct {
	points   []XY // values
	inks     []ink
	pictures []int // of an atlas
}

// Clear empties the layer.
func (l *Layer) Clear() { l.points, l.inks, l.pictures = l.points[:0], l.inks[:0], l.pictures[:0] }

// Add adds a mark: a dot of a color, or the picture of that number where the layer is painted with pictures.
func (l *Layer) Add(x, y float32, c color.NRGBA, picture int) {
	l.points = append(l.points, XY{x, y})
	l.inks = append(l.inks, inkOf(c))
	l.pictures = append(l.pictures, picture)
}

// Len is how many marks there are.
func (l *Layer) Len() int { return len(l.points) }

// Layer paints a Dot for each mark.
func (b Brush) Layer(l *Layer, t Transform) {
	dot := b.list.stamps.dot
	for i, p := range l.points {
		x, y := t.At(float64(p.X), float64(p.Y))
		b.stamp(dot, x, y, l.inks[i])
	}
}

// LayerOf paints the picture of each mark, w x h pixels large: as it is, or tinted, its white as the mark's color.
func (b Brush) LayerOf(l *Layer, a *Atlas, w, h int, tinted bool, t Transform) {
	c := asIs
	for i, p := range l.points {
		if tinted {
			c = l.inks[i]
		}
		x, y := t.At(float64(p.X), float64(p.Y))
		b.middle(a, l.pictures[i], XY{float32(x), float32(y)}, w, h, c)
	}
}
