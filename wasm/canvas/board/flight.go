package board

import "math"

// flight is how the latent plane is looked at: which part of it is seen, and what is drawn on it by hand.
type flight struct {
	whole window // the plane; the zero one: there is none yet
	eye   window // the part of it that is seen; the zero one: all of it

	tool     string  // what a drag does: "" moves the plane, "box" and "lasso" select
	outline  outline // that is being drawn
	grip     *point  // point of the plane by which it is held
	selected []bool  // points; empty: none
	version  int     // counts up with the selection
	route    route

	told window // that the page knows of
}

// seen returns the part of the plane that is seen.
func (f *flight) seen() window {
	if f.eye == (window{}) {
		return f.whole
	}
	return f.eye
}

// look moves to another part of the plane, as far as that goes, and tells whether there is anything else to be seen there.
func (f *flight) look(w window) bool {
	before := f.seen()
	if f.eye = w.over(f.whole); f.eye == f.whole {
		f.eye = window{}
	}
	return f.seen() != before
}

// at returns the point of the plane at a pixel of the area in which it is seen.
func (f *flight) at(area rect, x, y float64) point {
	w := f.seen()
	return newPlot(area, w.X, w.Y).invert(x, y)
}

// scale returns how many pixels of the area a step of one is, to the right and upwards.
func (f *flight) scale(area rect) (sx, sy float64) {
	w := f.seen()
	return float64(area.W) / w.X.width(), float64(area.H) / w.Y.width()
}

// flown returns the area in which the plane is seen as the flight goes, empty where no panel shows it so.
func (b *Board) flown() rect {
	for _, p := range b.panels {
		if r, ok := b.rooms[p.Name].(flown); ok {
			return r.area()
		}
	}
	return rect{}
}

// Zoom spreads the plane about a pixel, where it is seen there, and tells whether it is.
func (b *Board) Zoom(x, y, factor float64) bool {
	b.Scene()
	a := b.flown()
	if !a.contains(x, y) || b.flightLocked() || !(factor > 0) || math.IsInf(factor, 0) {
		return false
	}
	f := &b.flight
	f.look(f.seen().zoomed(f.at(a, x, y), factor))
	return true
}

// Pinch moves the plane by pixels, and spreads it about a pixel: what lay below two fingers lies below them again.
func (b *Board) Pinch(x, y, dx, dy, factor float64) bool {
	b.Scene()
	a := b.flown()
	if !a.contains(x, y) || b.flightLocked() {
		return false
	}
	f := &b.flight
	sx, sy := f.scale(a)
	b.Zoom(x, y, factor)
	return f.look(f.seen().moved(-dx/sx/factor, dy/sy/factor)) || factor != 1
}

// Fly shows a part of the plane; the empty one is all of it.
func (b *Board) Fly(x0, x1, y0, y1 float64) {
	if !(x1 > x0 && y1 > y0) {
		b.flight.eye = window{}
		return
	}
	b.flight.look(window{span{x0, x1}, span{y0, y1}})
}

// ZoomKey spreads the plane about the latent cursor, or the middle of what is seen.
func (b *Board) ZoomKey(factor float64) bool {
	b.Scene()
	if b.flown().empty() {
		return false
	}
	f := &b.flight
	w := f.seen()
	at := point{(w.X.Lo + w.X.Hi) / 2, (w.Y.Lo + w.Y.Hi) / 2}
	if b.cursor.latent && w.holds(b.cursor.at) {
		at = b.cursor.at
	}
	f.look(w.zoomed(at, factor))
	return true
}

// Tool says what a drag over the plane does: "box" and "lasso" select, anything else moves it.
func (b *Board) Tool(name string) {
	b.flight.tool, b.flight.outline = "", outline{}
	if name == "box" || name == "lasso" {
		b.flight.tool = name
	}
}

// Press says where a finger or the button went down, and tells whether a drag from there means something: it scrolls, draws the outline of
// a selection, or moves the plane. Where all of it is seen there is nothing to move to: a finger then reads it.
func (b *Board) Press(x, y float64, touch, selects bool) bool {
	f := &b.flight
	f.grip, f.outline = nil, outline{}
	if b.scrolls(func(r scrolled) bool { return r.press(x, y) }) {
		return true
	}
	b.Scene()
	a := b.flown()
	if !a.contains(x, y) || b.flightLocked() {
		return false
	}
	at := f.at(a, x, y)
	switch {
	case f.tool != "" || selects:
		f.outline = begin(f.tool == "lasso", at)
	case touch && f.eye == (window{}):
		return false
	default:
		f.grip = &at
	}
	return true
}

// Drag goes on to (x, y), and tells whether anything moved.
func (b *Board) Drag(x, y float64) bool {
	f := &b.flight
	a := b.flown()
	switch {
	case f.outline.on() && !a.empty():
		x, y = min(max(x, float64(a.X)), float64(a.right())), min(max(y, float64(a.Y)), float64(a.bottom()))
		sx, sy := f.scale(a)
		return f.outline.extend(f.at(a, x, y), sx, sy, 3*b.screen.Scale)
	case f.grip != nil && !a.empty():
		at := f.at(a, x, y)
		return f.look(f.seen().moved(f.grip.X-at.X, f.grip.Y-at.Y))
	}
	return b.scrolls(func(r scrolled) bool { return r.drag(x) })
}

// Release ends a drag. An outline selects what lies within; one that was only a click is none.
func (b *Board) Release() {
	f := &b.flight
	f.grip = nil
	if o := f.outline; o.drawn() {
		b.cursor.tell(Message{Kind: "select", Outline: o.corners()})
	}
	f.outline = outline{}
}

// Select marks points by their numbers; none: there is no selection.
func (b *Board) Select(points []int32) {
	f := &b.flight
	f.selected = f.selected[:0]
	f.version++
	if c := b.data.Codes; c != nil && len(points) > 0 {
		f.selected = append(f.selected, make([]bool, len(c.X))...)
		for _, i := range points {
			if i >= 0 && int(i) < len(f.selected) {
				f.selected[i] = true
			}
		}
	}
}
