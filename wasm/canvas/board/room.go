package board

import (
	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/paint"
)

// A room is a panel, and all that the canvas knows of one: each has a file of its own. Its name, the recipes that have it and what
// it wants of the trainer stand in core/recipe/panels.go.
type room interface {
	// place lays out what there is to show, and writes its words. What is placed stays until the next call.
	place(p panel, l *labels)
	// paint paints what was placed.
	paint(b paint.Brush)
}

// What a room may do beside that.
type (
	// wide is a room that stands above the others, over the whole width.
	wide interface {
		height(w, most int) int        // that it would like
		share(all int, alone bool) int // of the board's height that it gets at most, with its title; alone: no other is wide
	}
	// square is a room that stands at the right of the others.
	square interface {
		side(most int) int // of its plot: as much as whole tiles take
	}
	// weighed is a room that takes more or less than others, which have 1, where all stand below each other.
	weighed interface {
		weight() float64
	}
	// upright is a room whose plot can be read from a height on, CSS pixels, where all stand below each other.
	upright interface {
		plotLeast() float64
	}
	// joining is a room whose content another shows on the board, and that gives way first where there is no room for all.
	joining interface {
		joins() string
	}

	// itemized is a room with things that the pointer or the arrow keys pick, one at a time.
	itemized interface {
		items() (n, cols, first int) // how many, in rows of so many, and the one to begin with
		enlarge(l *labels) (card, bool)
	}
	// choosing is an itemized room of held-out images or rows, one of which can be chosen.
	choosing interface {
		image(i int) int // the place of item i among the held-out ones
		picked() int     // the item that the pointer or the arrow keys are on, or -1
	}
	// keyed is a room that has its own ways for the arrow keys.
	keyed interface {
		keys(key string, shift bool) bool // tells whether the key means something
	}
	// revealing is a room that may have to move for an item to be seen.
	revealing interface {
		reveal(i int)
	}
	// plotted is a room on which the latent plane is seen, and a point of it can be picked.
	plotted interface {
		plane() (p *plot, below int) // nil where there is none; below is the height that is free there
	}
	// flown is a room in which the plane is seen as the flight goes.
	flown interface {
		area() rect // of its plot; empty where there is none
	}
	// scattered is a room with points of the plane.
	scattered interface {
		nearest(at point) (i int, away float64) // -1 where there is none
	}
	// asking is a room that asks for images of its own.
	asking interface {
		pictures(numbers []int32, clean, output []byte, w, h, c int, step int32)
	}
	// snapping is a room whose clicks go to the nearest of some points of the plane.
	snapping interface {
		snap(x, y float64) (p point, ok bool)
	}
	// moved is a room in which something moves by itself.
	moved interface {
		advance(now float64) (moving bool)
	}
	// clicked is a room that has buttons.
	clicked interface {
		click(x, y float64) bool
	}
	// scrolled is a room that has more columns than it shows.
	scrolled interface {
		scroll(columns int) bool // tells whether it moved
		press(x, y float64) bool // tells whether a drag from there scrolls
		drag(x float64) bool     // likewise
	}
	// informed is a room that keeps something from frame to frame: it hears what each brought, shown or not, and whether a run begins.
	informed interface {
		take(came *wire.Snapshot, anew bool)
	}
)

// rooms opens each panel by its name. The files of the rooms fill it.
var rooms = map[string]func(*state) room{}

// panel is where a panel lies: Frame with its title line, Body without.
type panel struct {
	Name        string
	Frame, Body rect
}

// state is what all rooms see.
type state struct {
	screen  Screen
	view    wire.View
	data    data
	cursor  cursor
	panels  []panel // that are shown
	flight  flight  // over the latent plane
	now     float64 // milliseconds, see Advance; 0: nobody tells
	overlay overlay // earlier runs
	codes   span    // of the charts of codes
}

func (s *state) theme() *theme { return themeOf(s.view.Theme) }

// shows tells whether the panel is on the board.
func (s *state) shows(name string) bool {
	for _, p := range s.panels {
		if p.Name == name {
			return true
		}
	}
	return false
}
