package board

import (
	"bottleneck/core/fact"
	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/paint"
	"bottleneck/wasm/trainer/json"
)

// Board is the state of the canvas: what is shown, how, and where the pointer is. It is not safe for concurrent use.
type Board struct {
	state
	rooms map[string]room
	scene *Scene
	cards []card
	list  paint.List
	shown string // names of the panels that were drawn last

	hover, pinned paint.Atlas // decoded points
}

// Scene is what the browser is told of a board that has been laid out.
type Scene struct {
	Theme  string
	Labels []Label
}

// New returns an empty board in the light theme.
func New() *Board {
	b := &Board{rooms: map[string]room{}}
	for name, open := range rooms {
		b.rooms[name] = open(&b.state)
	}
	return b
}

// Resize sets the size of the surface and returns whether it changed.
func (b *Board) Resize(s Screen) bool {
	changed := s != b.screen
	b.screen = s
	return changed
}

// SetView takes the view as JSON. An error leaves the view as it was.
func (b *Board) SetView(text []byte) error {
	var v wire.View
	if err := json.Unmarshal(text, &v); err != nil {
		return fact.Within("canvas: view", err)
	}
	was := b.view
	b.view = v
	if v.Grid == 0 || v.GridBy != was.GridBy { // what is no longer sent is not shown as it was
		b.data.Grid = nil
	}
	return nil
}

// Show takes a frame of core/wire over, by copy. A frame of an earlier run is dropped without an error.
func (b *Board) Show(frame []byte) error {
	run := b.data.Run
	came, err := b.data.take(frame)
	if err != nil {
		return err
	}
	anew := b.data.Run != run
	if anew {
		b.cursor.pinned, b.cursor.gone, b.cursor.telling = false, nil, false
		b.cursor.pick.on = false
		b.codes = span{}
	}
	if came.Bars != nil {
		b.codes = settleCode(b.codes, codeRange(came.Bars))
	}
	b.follow(came.Probe)
	for _, r := range b.rooms {
		if r, ok := r.(informed); ok {
			r.take(&came, anew)
		}
	}
	return nil
}

// Scene lays everything out for the state as it is now.
func (b *Board) Scene() *Scene {
	if b.cursor.moved && b.scene != nil {
		b.point()
	}
	b.build()
	if b.cursor.moved { // there was no scene to point at yet
		b.point()
		b.build()
	}
	return b.scene
}

func (b *Board) build() {
	l := &labels{screen: b.screen}
	b.panels = arrange(b.screen, b.view.Panels, b.rooms)
	for _, p := range b.panels {
		b.rooms[p.Name].place(p, l)
	}
	b.cards = b.cards[:0]
	for _, p := range b.panels {
		if r, ok := b.rooms[p.Name].(itemized); ok {
			if c, ok := r.enlarge(l); ok {
				b.cards = append(b.cards, c)
			}
		}
	}
	b.enlargePoints(l)
	b.scene = &Scene{b.theme().Name, l.list}
}

// Draw paints the board as it was laid out last on a target that is as large as its screen, and transparent.
func (b *Board) Draw(t paint.Target) paint.Work {
	brush := b.list.Start(b.screen.W, b.screen.H, b.screen.Scale)
	for _, p := range b.panels {
		b.rooms[p.Name].paint(brush)
	}
	for _, c := range b.cards {
		c.paint(brush, b.screen, b.theme())
	}
	work := b.list.Show(t)
	if shown := names(b.panels); shown != b.shown {
		b.shown = shown
		b.list.Drop()
	}
	return work
}

// names are those of panels, in their order.
func names(panels []panel) (all string) {
	for _, p := range panels {
		all += " " + p.Name
	}
	return all
}
