package board

import (
	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/paint"
)

// chosenImage is the place of the chosen image or row among the held-out ones, or -1 where something else is chosen.
func (s *state) chosenImage() int {
	switch c := s.view.Chosen; {
	case c.Kind == wire.ChosenImage:
		return c.Image
	case c.Kind != "":
		return -1
	case s.data.Images != nil:
		return placeOf(s.data.Images.Index, 0)
	case s.data.Table != nil:
		return placeOf(s.data.Table.Index, 0)
	}
	return 0
}

// placeOf is the place of item i among the held-out images or rows.
func placeOf(index []int32, i int) int {
	if len(index) > 0 {
		return int(index[i])
	}
	return i
}

// chosenOf is which of the first n items is the chosen image or row, or -1.
func (s *state) chosenOf(index []int32, n int) int {
	at := s.chosenImage()
	for i := range n {
		if placeOf(index, i) == at {
			return i
		}
	}
	return -1
}

// ring frames what is chosen, wider than what is only pointed at.
func (s *state) ring(b paint.Brush, r rect) {
	b.Frame(r.inset(-s.screen.hairline()).pixels(), s.screen.px(2.5), s.theme().Accent)
}

// spot is where the chosen one lies on a plot of the plane, if it does.
func (s *state) spot(plot *plot) (x, y float64, ok bool) {
	var at point
	switch c, p, i := s.data.Codes, s.data.Spot, s.chosenImage(); {
	case c != nil && i >= 0 && i < len(c.X):
		at = point{float64(c.X[i]), float64(c.Y[i])}
	case p != nil:
		at = point{float64(p.X), float64(p.Y)}
	default:
		return 0, 0, false
	}
	x, y = plot.at(at)
	return x, y, plot.Area.contains(x, y)
}

// paintSpot marks the chosen one on a plot of the plane.
func (s *state) paintSpot(b paint.Brush, plot *plot, t *theme) {
	x, y, ok := s.spot(plot)
	if !ok {
		return
	}
	ink := t.Text
	if i := s.chosenImage(); s.data.Codes != nil && i >= 0 && i < len(s.data.Codes.Labels) {
		ink = t.digit(s.data.Codes.Labels[i])
	}
	b = b.Within(ringed(s.screen, plot.Area).pixels())
	b.Halo(x, y, t.Plot)
	b.Dot(x, y, ink)
	b.Ring(x, y, t.Text)
}

// choose tells the page that item i of a panel is chosen, where its items are held-out images or rows.
func (b *Board) choose(panel string, i int) bool {
	r, ok := b.rooms[panel].(choosing)
	if ok {
		b.cursor.tell(Message{Kind: "choose", Image: r.image(i)})
	}
	return ok
}

// chooseItem chooses the item below the pointer.
func (b *Board) chooseItem() {
	for _, p := range b.panels {
		if r, ok := b.rooms[p.Name].(choosing); ok && r.picked() >= 0 && p.Frame.contains(b.cursor.x, b.cursor.y) {
			b.choose(p.Name, r.picked())
			return
		}
	}
}

// chosenItem is the first of n items that is chosen, or -1.
func (b *Board) chosenItem(r choosing, n int) int {
	at := b.chosenImage()
	for i := range n {
		if r.image(i) == at {
			return i
		}
	}
	return -1
}

// hitPoint is how near a click must come to a point to mean it, CSS pixels.
const hitPoint = 4

// choosePoint chooses the image whose point of the latent plane is below the pointer, and tells whether there is one. Tiles of the
// grid lie on the plane without its points.
func (b *Board) choosePoint(x, y float64) bool {
	r, ok := b.rooms[b.cursor.panel].(*latent)
	if !ok || r.plot == nil {
		return false
	}
	sx, sy := b.flight.scale(r.plot.Area)
	nearest, _ := r.points.places.to(r.plot.invert(x, y), sx, sy, hitPoint*b.screen.Scale)
	if i := r.thumbs.below(x, y, r); i >= 0 {
		nearest = i
	}
	if nearest >= 0 {
		b.cursor.tell(Message{Kind: "choose", Image: nearest})
	}
	return nearest >= 0
}
