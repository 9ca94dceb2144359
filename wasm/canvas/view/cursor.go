package view

import (
	"math"

	"bottleneck/core/wire"
)

// Message is what the canvas tells the page. Kind "probe": decode the point (X, Y), for good if Pin; "leave": the
// pointer went; "unpin": the pin was taken out; "axis": Axis "x" or "y" was clicked; "room": so many tiles of the grid are drawn
// in a row at most, and more need not be decoded.
type Message struct {
	Kind string
	X, Y float32
	Pin  bool
	Axis string
	Room int
}

// cursor is where the pointer and the latent cursor are.
type cursor struct {
	inside bool
	x, y   float64 // pointer
	moved  bool    // by the pointer, since the scene was built

	latent  bool   // at is on
	at      Point  // latent cursor
	panel   string // it was moved in
	posted  Point  // last told
	telling bool   // posted is still valid for the page

	pinned bool
	pin    Point
	pick   pick
	gone   *Point // the last pin taken out here: frames on their way may still hold it
	out    []Message
}

// Move says that the pointer is at (x, y).
func (b *Board) Move(x, y float64) {
	b.cursor.inside, b.cursor.x, b.cursor.y, b.cursor.moved = true, x, y, true
	b.cursor.pick.on = false
}

// Leave says that the pointer left the canvas or the focus went.
func (b *Board) Leave() {
	b.cursor.inside, b.cursor.pick.on = false, false
	b.drop()
}

// drop switches the latent cursor off.
func (b *Board) drop() {
	c := &b.cursor
	c.latent = false
	b.data.Forget()
	if c.telling {
		c.telling = false
		c.out = append(c.out, Message{Kind: "leave"})
	}
}

// point lets the latent cursor follow the pointer; s is the scene that is seen.
func (b *Board) point(s *Scene) {
	c := &b.cursor
	if !c.moved {
		return
	}
	c.moved = false
	switch {
	case s.Plane != nil && s.Plane.Area.Contains(c.x, c.y):
		c.latent, c.panel, c.at = true, PanelLatent, s.Plane.Invert(c.x, c.y)
	case s.Grid != nil && s.Grid.Area.Contains(c.x, c.y):
		c.latent, c.panel, c.at = true, PanelGrid, s.Grid.Invert(c.x, c.y)
	default:
		b.drop()
	}
}

// Click pins the point at (x, y), takes the pin out when it is there, or turns an axis.
func (b *Board) Click(x, y float64) {
	b.Move(x, y)
	s := b.Scene()
	if t := s.Table; t != nil {
		switch {
		case t.Before.Contains(x, y):
			b.ScrollTable(-max(1, t.Cols-1))
			return
		case t.After.Contains(x, y):
			b.ScrollTable(max(1, t.Cols-1))
			return
		}
	}
	for i, axis := range [...]string{"x", "y"} {
		if b.data.Codes != nil && b.data.Codes.Dim > 2 && !b.data.Codes.PCA && s.AxisHits[i].Contains(x, y) {
			b.cursor.out = append(b.cursor.out, Message{Kind: "axis", Axis: axis})
			return
		}
	}
	b.point(s)
	if !b.cursor.latent {
		return
	}
	if plot := s.plot(b.cursor.panel); b.cursor.pinned && plot != nil {
		px, py := plot.At(b.cursor.pin)
		if math.Hypot(px-x, py-y) <= 9*b.screen.Scale {
			b.Unpin()
			return
		}
	}
	b.pinHere()
}

func (b *Board) pinHere() {
	c := &b.cursor
	c.pinned, c.pin, c.telling, c.gone = true, c.at, false, nil
	b.data.Forget()
	b.data.Unpin()
	c.out = append(c.out, Message{Kind: "probe", X: float32(c.at.X), Y: float32(c.at.Y), Pin: true})
}

// Unpin takes the pin out.
func (b *Board) Unpin() {
	c := &b.cursor
	if !c.pinned {
		return
	}
	pin := c.pin
	c.pinned, c.gone = false, &pin
	b.data.Unpin()
	c.out = append(c.out, Message{Kind: "unpin"})
}

// Key handles a key by its DOM name and returns whether it means something here: arrows move the latent cursor by a
// hundredth of the plane, ten times that with shift; Enter pins; Escape takes the pin out, then the cursor away. Where no
// latent plane is shown, arrows go from image to image, from tile to tile or from cell to cell.
func (b *Board) Key(key string, shift bool) bool {
	c := &b.cursor
	s := b.Scene()
	panel := PanelLatent
	plot := s.plot(panel)
	if plot == nil {
		panel = PanelGrid
		plot = s.plot(panel)
	}
	if plot == nil {
		return b.pickKey(s, key)
	}
	dx, dy := 0.0, 0.0
	switch key {
	case "ArrowLeft":
		dx = -1
	case "ArrowRight":
		dx = 1
	case "ArrowUp":
		dy = 1
	case "ArrowDown":
		dy = -1
	case "Enter":
		if c.latent {
			b.pinHere()
		}
		return c.latent
	case "Escape":
		if c.pinned {
			b.Unpin()
		} else if c.latent {
			b.drop()
		} else {
			return false
		}
		return true
	default:
		return false
	}
	x := Range{plot.X.Invert(float64(plot.Area.X)), plot.X.Invert(float64(plot.Area.Right()))}
	y := Range{plot.Y.Invert(float64(plot.Area.Bottom())), plot.Y.Invert(float64(plot.Area.Y))}
	if !c.latent {
		c.at = Point{(x.Lo + x.Hi) / 2, (y.Lo + y.Hi) / 2}
		if c.pinned {
			c.at = c.pin
		}
	}
	step := 0.01
	if shift {
		step = 0.1
	}
	c.at.X = min(max(c.at.X+dx*step*(x.Hi-x.Lo), x.Lo), x.Hi)
	c.at.Y = min(max(c.at.Y+dy*step*(y.Hi-y.Lo), y.Lo), y.Hi)
	c.latent, c.panel, c.moved, c.inside = true, panel, false, false
	return true
}

// Messages returns what there is to tell since the last call: of the latent cursor only where it is now.
func (b *Board) Messages() []Message {
	c := &b.cursor
	out := c.out
	c.out = nil
	if s := b.scene; s != nil && s.GridRoom > 0 && s.GridRoom != b.room {
		b.room = s.GridRoom
		out = append(out, Message{Kind: "room", Room: b.room})
	}
	if c.latent && !(c.telling && c.posted == c.at) && !(c.pinned && c.pin == c.at) {
		c.telling, c.posted = true, c.at
		out = append(out, Message{Kind: "probe", X: float32(c.at.X), Y: float32(c.at.Y)})
	}
	return out
}

// follow takes over what the page knows of the pin: another control may have set it.
func (b *Board) follow(p *wire.Probe) {
	c := &b.cursor
	if p == nil || !p.Pinned {
		return
	}
	if g := c.gone; g != nil && float32(g.X) == p.X && float32(g.Y) == p.Y {
		b.data.Unpin()
		return
	}
	if !c.pinned || float32(c.pin.X) != p.X || float32(c.pin.Y) != p.Y {
		c.pin = Point{float64(p.X), float64(p.Y)}
	}
	c.pinned, c.gone = true, nil
}
