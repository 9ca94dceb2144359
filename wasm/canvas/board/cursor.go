package board

import (
	"math"

	"bottleneck/core/recipe"
	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/paint"
)

// Message is what the canvas tells the page. Kind "probe": decode the point (X, Y), for good if Pin; "leave": the
// pointer went; "unpin": the pin was taken out; "axis": Axis "x" or "y" was clicked; "step": Step of the run was clicked, to see it;
// "room": so many tiles of the grid are drawn in a row at most, and more need not be decoded; "choose": Image of the held-out ones
// is chosen; "point": number At of a Part of the line, at a Level, is pointed at, or none; "open": of a Level of the line all is wanted. A probe that is pinned chooses the code at its point where
// Choose says so. "window": this part of the plane is seen, all of it where
// Whole; "select": Outline was drawn around points, as x, y, x, y and so on; "thumbs": these Images of the held-out ones are to be shown; "cursor": keys
// have moved the latent cursor to (X, Y), and the nearest point, if there is one, is that of Image, as far as Away.
type Message struct {
	Kind   string
	X, Y   float32
	Pin    bool
	Choose bool
	Axis   string
	Step   int
	Room   int
	Image  int

	Part      string
	Level, At int

	Window  window
	Whole   bool
	Outline []float32
	Images  []int32
	Away    float64
}

// cursor is where the pointer and the latent cursor are.
type cursor struct {
	inside bool
	x, y   float64 // pointer
	moved  bool    // by the pointer, since the board was laid out
	keyed  bool    // the latent cursor was moved by keys, and nobody has been told

	latent  bool   // at is on
	at      point  // latent cursor
	panel   string // it was moved in
	posted  point  // last told
	telling bool   // posted is still valid for the page

	pinned bool
	pin    point
	pick   pick
	gone   *point // the last pin taken out here: frames on their way may still hold it
	out    []Message

	room, told int // tiles of the grid in a row: that find room, and that the page knows of
}

func (c *cursor) tell(m Message) { c.out = append(c.out, m) }

// cross marks a point on a plot.
type cross struct {
	x, y   float64
	pinned bool
}

// crosses returns the pin and the latent cursor as a plot of the plane shows them.
func (c *cursor) crosses(plot *plot) (list []cross) {
	mark := func(p point, pinned bool) {
		if x, y := plot.at(p); plot.Area.contains(x, y) {
			list = append(list, cross{x, y, pinned})
		}
	}
	if c.pinned {
		mark(c.pin, true)
	}
	if c.latent {
		mark(c.at, false)
	}
	return list
}

// paintCrosses paints the latent cursor as lines across a plot, and the pin as a ring.
func paintCrosses(b paint.Brush, a rect, list []cross, s Screen, t *theme) {
	hair := s.hairline()
	b = b.Within(ringed(s, a).pixels())
	for _, c := range list {
		if c.pinned {
			b.Halo(c.x, c.y, faded(t.Plot, 0.8))
			b.Ring(c.x, c.y, t.Accent)
			b.Dot(c.x, c.y, t.Accent)
		} else {
			b.Fill(rect{a.X, int(c.y), a.W, hair}.pixels(), faded(t.Text, 0.7))
			b.Fill(rect{int(c.x), a.Y, hair, a.H}.pixels(), faded(t.Text, 0.7))
		}
	}
}

// ringed is a plot with as much around it as a ring takes whose middle is on its border.
func ringed(s Screen, a rect) rect { return a.inset(-s.px(6)) }

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
	b.data.forget()
	if c.telling {
		c.telling = false
		c.tell(Message{Kind: "leave"})
	}
}

// plot returns the plot on which the latent plane is seen in a panel or, where it is not, in the first panel that shows it, that
// panel, and the height that is free below the plot.
func (b *Board) plot(panel string) (name string, plot *plot, below int) {
	for _, p := range recipe.Panels {
		r, ok := b.rooms[p.Name].(plotted)
		if !ok || !b.shows(p.Name) {
			continue
		}
		if k, free := r.plane(); k != nil && (plot == nil || p.Name == panel) {
			name, plot, below = p.Name, k, free
		}
	}
	return name, plot, below
}

// point lets the latent cursor follow the pointer, on the board that is seen.
func (b *Board) point() {
	c := &b.cursor
	if !c.moved {
		return
	}
	c.moved = false
	for _, p := range b.panels {
		r, ok := b.rooms[p.Name].(plotted)
		if !ok {
			continue
		}
		if plot, _ := r.plane(); plot != nil && plot.Area.contains(c.x, c.y) {
			c.latent, c.panel, c.at = true, p.Name, plot.invert(c.x, c.y)
			return
		}
	}
	b.drop()
}

// Click presses what lies at (x, y), pins the point there, or takes the pin out when it is there.
func (b *Board) Click(x, y float64) {
	b.Move(x, y)
	b.Scene()
	if b.lockedAt(x, y) {
		return
	}
	for _, p := range b.panels {
		if r, ok := b.rooms[p.Name].(clicked); ok && r.click(x, y) {
			return
		}
	}
	b.point()
	if !b.cursor.latent {
		b.chooseItem()
		return
	}
	if _, plot, _ := b.plot(b.cursor.panel); b.cursor.pinned && plot != nil {
		px, py := plot.at(b.cursor.pin)
		if math.Hypot(px-x, py-y) <= 9*b.screen.Scale {
			b.Unpin()
			return
		}
	}
	if r, ok := b.rooms[b.cursor.panel].(snapping); ok {
		if at, ok := r.snap(x, y); ok {
			b.cursor.at = at
		}
	}
	b.pinHere(!b.choosePoint(x, y))
}

// Scroll moves the columns of a panel that has more than there is room for, and tells whether it did.
func (b *Board) Scroll(columns int) bool {
	return b.scrolls(func(r scrolled) bool { return r.scroll(columns) })
}

// scrolls asks the panels that can scroll until one does.
func (b *Board) scrolls(ask func(scrolled) bool) bool {
	for _, p := range b.panels {
		if r, ok := b.rooms[p.Name].(scrolled); ok && ask(r) {
			return true
		}
	}
	return false
}

// pinHere pins the latent cursor, and chooses the code there or not.
func (b *Board) pinHere(choose bool) {
	c := &b.cursor
	c.pinned, c.pin, c.telling, c.gone = true, c.at, false, nil
	b.data.forget()
	b.data.unpin()
	c.tell(Message{Kind: "probe", X: float32(c.at.X), Y: float32(c.at.Y), Pin: true, Choose: choose})
}

// Unpin takes the pin out.
func (b *Board) Unpin() {
	c := &b.cursor
	if !c.pinned {
		return
	}
	pin := c.pin
	c.pinned, c.gone = false, &pin
	b.data.unpin()
	c.tell(Message{Kind: "unpin"})
}

// Key handles a key by its DOM name and returns whether it means something here: arrows move the latent cursor by a
// hundredth of the plane, ten times that with shift; Enter pins and chooses; Escape takes the pin out, then the cursor away. Where no
// latent plane is shown, arrows go from image to image, from tile to tile or from cell to cell, and choose where there are images or rows.
func (b *Board) Key(key string, shift bool) bool {
	c := &b.cursor
	b.Scene()
	if among := key == "+" || key == "=" || key == "-" || key == "0" || key == "s"; among && b.flightLocked() {
		return false
	}
	switch key {
	case "+", "=":
		return b.ZoomKey(zoomStep)
	case "-":
		return b.ZoomKey(1 / zoomStep)
	case "0":
		b.Scene()
		b.Fly(0, 0, 0, 0)
		return !b.flown().empty()
	case "s":
		return b.selectKey()
	}
	panel, plot, _ := b.plot("")
	if plot == nil {
		return b.pickKey(key, shift)
	}
	if b.locked(panel) {
		return false
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
		if c.latent && b.flight.outline.on() {
			return b.selectKey()
		}
		if c.latent {
			b.pinHere(true)
		}
		return c.latent
	case "Escape":
		if b.flight.outline.on() {
			b.flight.outline = outline{}
		} else if c.pinned {
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
	x := span{plot.X.invert(float64(plot.Area.X)), plot.X.invert(float64(plot.Area.right()))}
	y := span{plot.Y.invert(float64(plot.Area.bottom())), plot.Y.invert(float64(plot.Area.Y))}
	if !c.latent {
		c.at = point{(x.Lo + x.Hi) / 2, (y.Lo + y.Hi) / 2}
		if c.pinned {
			c.at = c.pin
		}
	}
	step := 0.01
	if shift {
		step = 0.1
	}
	c.at.X, c.at.Y = c.at.X+dx*step*(x.Hi-x.Lo), c.at.Y+dy*step*(y.Hi-y.Lo)
	if _, flies := b.rooms[panel].(flown); flies && b.flight.eye != (window{}) {
		b.flight.look(b.flight.eye.along(c.at)) // the plane moves along
		w := b.flight.seen()
		x, y = w.X, w.Y
	}
	c.at.X, c.at.Y = min(max(c.at.X, x.Lo), x.Hi), min(max(c.at.Y, y.Lo), y.Hi)
	c.latent, c.panel, c.moved, c.inside, c.keyed = true, panel, false, false, true
	if b.flight.outline.on() {
		b.flight.outline.extend(c.at, 1, 1, 0)
	}
	return true
}

// zoomStep is how much a key spreads the plane.
const zoomStep = 1.5

// selectKey begins a box at the latent cursor, and the next time selects what lies in it.
func (b *Board) selectKey() bool {
	f := &b.flight
	switch {
	case b.flown().empty():
		return false
	case f.outline.on():
		b.Release()
	default:
		if !b.cursor.latent {
			b.Key("ArrowRight", false)
		}
		f.outline = begin(false, b.cursor.at)
	}
	return true
}

// Messages returns what there is to tell since the last call: of the latent cursor only where it is now.
func (b *Board) Messages() []Message {
	c := &b.cursor
	out := c.out
	c.out = nil
	if c.room != c.told {
		c.told = c.room
		out = append(out, Message{Kind: "room", Room: c.room})
	}
	if c.latent && !(c.telling && c.posted == c.at) && !(c.pinned && c.pin == c.at) {
		c.telling, c.posted = true, c.at
		out = append(out, Message{Kind: "probe", X: float32(c.at.X), Y: float32(c.at.Y)})
	}
	if c.keyed && c.latent {
		out = append(out, b.spoken())
	}
	c.keyed = false
	if f := &b.flight; f.seen() != f.told && !b.flown().empty() {
		f.told = f.seen()
		out = append(out, Message{Kind: "window", Window: f.told, Whole: f.eye == window{}})
	}
	return out
}

// spoken tells of the latent cursor what there is to say.
func (b *Board) spoken() Message {
	m := Message{Kind: "cursor", X: float32(b.cursor.at.X), Y: float32(b.cursor.at.Y), Image: -1}
	for _, p := range b.panels {
		if r, ok := b.rooms[p.Name].(scattered); ok {
			m.Image, m.Away = r.nearest(b.cursor.at)
		}
	}
	return m
}

// follow takes over what the page knows of the pin: another control may have set it.
func (b *Board) follow(p *wire.Probe) {
	c := &b.cursor
	if p == nil || !p.Pinned {
		return
	}
	if g := c.gone; g != nil && float32(g.X) == p.X && float32(g.Y) == p.Y {
		b.data.unpin()
		return
	}
	if !c.pinned || float32(c.pin.X) != p.X || float32(c.pin.Y) != p.Y {
		c.pin = point{float64(p.X), float64(p.Y)}
	}
	c.pinned, c.gone = true, nil
}
