package main

import (
	"slices"
	"syscall/js"
	"time"

	"bottleneck/core/littleendian"
	"bottleneck/wasm/canvas/board"
	"bottleneck/wasm/trainer/json"
)

// port is the way to web/canvas/canvas.js: it offers functions to call, and takes calls.
type port struct {
	host    js.Value
	frame   []byte        // reused for each snapshot
	last    []board.Label // as the DOM has them
	theme   string
	told    time.Time   // when it got them
	later   *time.Timer // asks for a frame when none has come to take labels along that waited
	running bool
}

// openPort hands the functions of g to canvasHost.connect.
func openPort(g *game) *port {
	p := &port{host: js.Global().Get("canvasHost"), later: time.AfterFunc(time.Hour, g.wake)}
	p.later.Stop()
	call := func(f func(args []js.Value) any) js.Func {
		return js.FuncOf(func(_ js.Value, args []js.Value) any { return f(args) })
	}
	at := func(args []js.Value) (x, y float64) {
		return args[0].Float() * g.screen.Scale, args[1].Float() * g.screen.Scale
	}
	p.host.Call("connect", map[string]any{
		// snapshot(Uint8Array) -> "" or what is wrong with it
		"snapshot": call(func(args []js.Value) any {
			p.frame = slices.Grow(p.frame[:0], args[0].Length())[:args[0].Length()]
			js.CopyBytesToGo(p.frame, args[0])
			return g.take(g.board.Show(p.frame))
		}),
		// view(JSON) -> "" or what is wrong with it
		"view": call(func(args []js.Value) any {
			return g.take(g.board.SetView([]byte(args[0].String())))
		}),
		// runs(JSON) -> "" or what is wrong with it
		"runs": call(func(args []js.Value) any {
			return g.take(g.board.SetRuns([]byte(args[0].String())))
		}),
		// move(x, y), click(x, y) in CSS pixels
		"move": call(func(args []js.Value) any {
			g.board.Move(at(args))
			g.wake()
			return nil
		}),
		"click": call(func(args []js.Value) any {
			g.board.Click(at(args))
			g.wake()
			return nil
		}),
		"leave": call(func([]js.Value) any {
			g.board.Leave()
			g.wake()
			return nil
		}),
		"unpin": call(func([]js.Value) any {
			g.board.Unpin()
			g.wake()
			return nil
		}),
		// scroll(columns) -> whether anything moved
		"scroll": call(func(args []js.Value) any {
			if !g.board.Scroll(args[0].Int()) {
				return false
			}
			g.wake()
			return true
		}),
		// press(x, y, touch, selects), drag(x, y), release(): a finger moves what lies below it, or draws around it, where that means something -> whether it does
		"press": call(func(args []js.Value) any {
			x, y := at(args)
			return g.board.Press(x, y, args[2].Bool(), args[3].Bool())
		}),
		"drag": call(func(args []js.Value) any {
			x, y := at(args)
			if g.board.Drag(x, y) {
				g.wake()
			}
			return nil
		}),
		"release": call(func([]js.Value) any {
			g.board.Release()
			g.wake()
			return nil
		}),
		// zoom(x, y, factor): the plane is spread about a point, where there is one -> whether there is
		"zoom": call(func(args []js.Value) any {
			x, y := at(args)
			if !g.board.Zoom(x, y, args[2].Float()) {
				return false
			}
			g.wake()
			return true
		}),
		// pinch(x, y, dx, dy, factor): likewise by two fingers, which have moved by (dx, dy)
		"pinch": call(func(args []js.Value) any {
			x, y := at(args)
			dx, dy := at(args[2:])
			if !g.board.Pinch(x, y, dx, dy, args[4].Float()) {
				return false
			}
			g.wake()
			return true
		}),
		// fly(x0, x1, y0, y1): a part of the plane; fly(factor): spread about the middle
		"fly": call(func(args []js.Value) any {
			if len(args) == 1 {
				g.board.ZoomKey(args[0].Float())
			} else {
				g.board.Fly(args[0].Float(), args[1].Float(), args[2].Float(), args[3].Float())
			}
			g.wake()
			return nil
		}),
		// tool("box" | "lasso" | ""): what a drag over the plane does
		"tool": call(func(args []js.Value) any {
			g.board.Tool(args[0].String())
			g.wake()
			return nil
		}),
		// selected(Uint8Array of int32): points that are marked
		"selected": call(func(args []js.Value) any {
			g.board.Select(integers(args[0]))
			g.wake()
			return nil
		}),
		// route(Uint8Array of float32, at): the way that is drawn on the plane, all x and then all y
		"route": call(func(args []js.Value) any {
			xy := make([]float32, args[0].Length()/4)
			littleendian.Read(xy, bytesOf(args[0]))
			g.board.Route(xy, args[1].Int())
			g.wake()
			return nil
		}),
		// thumbs(Uint8Array of int32, clean, output, w, h, c, step): images that the canvas has asked for, bytes
		"thumbs": call(func(args []js.Value) any {
			g.board.Thumbs(integers(args[0]), bytesOf(args[1]), bytesOf(args[2]), args[3].Int(), args[4].Int(), args[5].Int(), int32(args[6].Int()))
			g.wake()
			return nil
		}),
		// key(name, shift) -> whether it means something
		"key": call(func(args []js.Value) any {
			if !g.board.Key(args[0].String(), args[1].Bool()) {
				return false
			}
			g.wake()
			return true
		}),
	})
	return p
}

// bytesOf copies a Uint8Array.
func bytesOf(v js.Value) []byte {
	b := make([]byte, v.Length())
	js.CopyBytesToGo(b, v)
	return b
}

func integers(v js.Value) []int32 {
	list := make([]int32, v.Length()/4)
	littleendian.Read(list, bytesOf(v))
	return list
}

// take wakes the game, or returns the text of the error.
func (g *game) take(err error) string {
	if err != nil {
		return err.Error()
	}
	g.wake()
	return ""
}

func (p *port) wake() { p.host.Call("wake") }

// started tells the host, after the first frame, that frames are drawn.
func (p *port) started() {
	if !p.running {
		p.running = true
		p.host.Call("ready")
	}
}

func (p *port) fail(reason string) { p.host.Call("fail", reason) }

// labelsEvery is how often labels change that can wait: nobody reads numbers faster, and what the browser does with them takes a
// processor without a GPU 4 ms.
const labelsEvery = 250 * time.Millisecond

// labels hands over the labels and the theme when they differ from those the DOM has.
func (p *port) labels(s *board.Scene) {
	if p.theme == s.Theme && slices.Equal(p.last, s.Labels) {
		return
	}
	if time.Since(p.told) < labelsEvery && p.theme == s.Theme && board.CanWait(p.last, s.Labels) {
		p.later.Reset(labelsEvery)
		return
	}
	p.later.Stop()
	p.theme, p.last, p.told = s.Theme, s.Labels, time.Now()
	text, err := json.Marshal(s.Labels)
	if err != nil {
		panic("BUG: labels are not JSON: " + err.Error())
	}
	p.host.Call("labels", string(text), p.theme)
}

// post sends a message to the page.
func (p *port) post(m board.Message) {
	message := map[string]any{"kind": m.Kind}
	switch m.Kind {
	case "probe":
		message["x"], message["y"], message["pin"], message["choose"] = m.X, m.Y, m.Pin, m.Choose
	case "axis":
		message["axis"] = m.Axis
	case "step":
		message["step"] = m.Step
	case "room":
		message["room"] = m.Room
	case "window":
		x, y := m.Window.X, m.Window.Y
		message["x0"], message["x1"], message["y0"], message["y1"], message["whole"] = x.Lo, x.Hi, y.Lo, y.Hi, m.Whole
	case "select":
		message["outline"] = arrayOf(m.Outline)
	case "thumbs":
		message["images"] = arrayOf(m.Images)
	case "cursor":
		message["x"], message["y"], message["image"], message["away"] = m.X, m.Y, m.Image, m.Away
	case "choose":
		message["image"] = m.Image
	case "point":
		message["part"], message["level"], message["at"] = m.Part, m.Level, m.At
	case "open":
		message["level"] = m.Level
	}
	p.host.Call("post", message)
}

// arrayOf is an array of numbers.
func arrayOf[T int32 | float32](list []T) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}
