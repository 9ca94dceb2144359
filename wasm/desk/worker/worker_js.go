//go:build js && wasm

package worker

import (
	"syscall/js"

	"bottleneck/core/time"
	"bottleneck/wasm/desk"
	"bottleneck/wasm/host"
)

// Run answers what the page asks, for ever. The loader (web/exchange/exchange.js) gives it globalThis.deskHost.
func Run(operations []desk.Operation) {
	p := &page{host: js.Global().Get("deskHost"), uint8Array: js.Global().Get("Uint8Array"), array: js.Global().Get("Array")}
	d := desk.New(p, operations)
	p.host.Call("listen", js.FuncOf(func(_ js.Value, args []js.Value) any {
		d.Receive(args[0].String())
		return nil
	}))
	d.Loop()
}

// page is the desk's host in the browser.
type page struct {
	host              js.Value
	uint8Array, array js.Value
}

// Now is the browser's time since the worker began.
func (p *page) Now() time.Duration {
	return time.Duration(p.host.Call("now").Float() * float64(time.Millisecond))
}

// Post copies the buffers out of the heap, once, and transfers the copies.
func (p *page) Post(json []byte, buffers ...desk.Buffer) {
	list := p.array.New()
	for _, pieces := range buffers {
		size := 0
		for _, b := range pieces {
			size += len(b)
		}
		v, at := p.uint8Array.New(size), 0
		for _, b := range pieces {
			js.CopyBytesToJS(v.Call("subarray", at, at+len(b)), b)
			at += len(b)
		}
		list.Call("push", v.Get("buffer"))
	}
	p.host.Call("post", string(json), list)
}

// wait has the host do something, and waits for what it calls back with.
func (p *page) wait(what string, args ...any) []js.Value {
	answer := make(chan []js.Value, 1)
	done := js.FuncOf(func(_ js.Value, args []js.Value) any {
		answer <- args
		return nil
	})
	defer done.Release()
	p.host.Call(what, append(args, done)...)
	return <-answer
}

// content is bytes that the host called back with, or why there are none.
func content(args []js.Value) ([]byte, error) {
	if err := host.Problem(args[2].String()); err != nil {
		return nil, err
	}
	b := make([]byte, args[1].Length())
	js.CopyBytesToGo(b, args[1])
	return b, nil
}

func (p *page) Read(file int, from, to int64) ([]byte, error) {
	return content(p.wait("read", 0, file, from, to))
}

func (p *page) Inflate(format string, packed []byte, max int) ([]byte, error) {
	return content(p.wait("inflate", 0, format, p.out(packed), max))
}

func (p *page) Decode(picture []byte, mime string) (w, h int, row func(dst []byte, y int), err error) {
	args := p.wait("decode", 0, p.out(picture), mime)
	if err := host.Problem(args[4].String()); err != nil {
		return 0, 0, nil, err
	}
	w, h = args[1].Int(), args[2].Int()
	pixels := args[3]
	return w, h, func(dst []byte, y int) { js.CopyBytesToGo(dst, pixels.Call("subarray", 4*w*y, 4*w*(y+1))) }, nil
}

// out copies bytes to a Uint8Array of the browser.
func (p *page) out(b []byte) js.Value {
	v := p.uint8Array.New(len(b))
	js.CopyBytesToJS(v, b)
	return v
}
