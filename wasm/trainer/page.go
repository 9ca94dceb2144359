//go:build js && wasm

package main

import (
	"syscall/js"

	"bottleneck/core/time"
	"bottleneck/wasm/trainer/session"
)

// page is the session's host in the browser. The callbacks only enqueue: blocking in one would stop the program.
type page struct {
	host              js.Value
	uint8Array, array js.Value

	progress, done, decoded js.Func
}

// listen hands everything that comes from outside to the session.
func (p *page) listen(s *session.Session) {
	p.progress = js.FuncOf(func(_ js.Value, args []js.Value) any {
		s.Progress(args[0].Int(), int64(args[1].Float()))
		return nil
	})
	p.done = js.FuncOf(func(_ js.Value, args []js.Value) any {
		s.Fetched(args[0].Int(), p.bytes(args[1]), args[2].String())
		return nil
	})
	p.decoded = js.FuncOf(func(_ js.Value, args []js.Value) any {
		w, h, pixels := args[1].Int(), args[2].Int(), args[3]
		row := func(dst []byte, y int) { js.CopyBytesToGo(dst, pixels.Call("subarray", 4*w*y, 4*w*(y+1))) }
		s.Decoded(args[0].Int(), w, h, row, args[4].String())
		return nil
	})
	p.host.Call("onTick", js.FuncOf(func(js.Value, []js.Value) any {
		s.Tick()
		return nil
	}))
	p.host.Call("onWake", js.FuncOf(func(js.Value, []js.Value) any {
		s.Woken()
		return nil
	}))
	p.host.Call("listen", js.FuncOf(func(_ js.Value, args []js.Value) any {
		var buffers []session.Buffer
		for i := range args[1].Length() {
			buffers = append(buffers, p.buffer(args[1].Index(i)))
		}
		s.Receive(args[0].String(), buffers)
		return nil
	}))
}

// buffer takes an ArrayBuffer, or a view of one; nothing for what is neither.
func (p *page) buffer(v js.Value) (b session.Buffer) {
	if v.Type() != js.TypeObject || v.Get("byteLength").Type() != js.TypeNumber {
		return b
	}
	if buffer := v.Get("buffer"); buffer.Truthy() {
		v = p.uint8Array.New(buffer, v.Get("byteOffset"), v.Get("byteLength"))
	} else {
		v = p.uint8Array.New(v)
	}
	return held(v)
}

// held is a Uint8Array, which stays where it is.
func held(v js.Value) session.Buffer {
	return session.Buffer{Size: v.Length(), Copy: func(dst []byte, at int) { js.CopyBytesToGo(dst, v.Call("subarray", at)) }, Host: v}
}

// bytes copies an ArrayBuffer, or a view of one, to Go; nil for what is neither.
func (p *page) bytes(v js.Value) []byte {
	b := p.buffer(v)
	return b.First(b.Size)
}

// out copies bytes to a Uint8Array of the browser.
func (p *page) out(b []byte) js.Value {
	v := p.uint8Array.New(len(b))
	js.CopyBytesToJS(v, b)
	return v
}

// Hold makes room in the browser's memory.
func (p *page) Hold(n int) session.Buffer {
	v := p.uint8Array.New(n)
	b := held(v)
	b.Put = func(at int, src []byte) { js.CopyBytesToJS(v.Call("subarray", at), src) }
	return b
}

// now is performance.now. Package time, which would read the same clock, is 30 KB of the download.
//
//go:wasmimport env now
func now() float64

// Now is the browser's time since the worker began.
func (p *page) Now() time.Duration { return time.Duration(now() * float64(time.Millisecond)) }

// Post copies the buffers out of the heap, once, and transfers the copies.
func (p *page) Post(json []byte, buffers ...[]byte) { p.post(p.array.New(), json, buffers) }

func (p *page) PostHeld(json []byte, first session.Buffer, buffers ...[]byte) {
	p.post(p.array.New(first.Host.(js.Value).Get("buffer")), json, buffers)
}

func (p *page) post(list js.Value, json []byte, buffers [][]byte) {
	for _, b := range buffers {
		list.Call("push", p.out(b).Get("buffer"))
	}
	p.host.Call("post", string(json), list)
}

func (p *page) Fetch(id int, file string) {
	p.host.Call("fetch", id, file, p.progress, p.done)
}

func (p *page) Decode(id int, content []byte, mime string) {
	p.host.Call("decode", id, p.out(content), mime, p.decoded)
}

func (p *page) Tick() { p.host.Call("tick") }

func (p *page) Wake(ms int) { p.host.Call("wake", ms) }
