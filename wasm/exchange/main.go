//go:build js && wasm

// Command exchange is what comes in and goes out: a Web Worker that reads the files of people, apart from the trainer, in a memory that
// grows as it needs and is gone with it. The loader (web/exchange/exchange.js) gives it globalThis.exchangeHost.
package main

import (
	"syscall/js"

	"bottleneck/wasm/exchange/desk"
)

func main() {
	p := &page{host: js.Global().Get("exchangeHost"), uint8Array: js.Global().Get("Uint8Array"), array: js.Global().Get("Array")}
	d := desk.New(p)
	p.host.Call("listen", js.FuncOf(func(_ js.Value, args []js.Value) any {
		d.Receive(args[0].String())
		return nil
	}))
	d.Loop()
}
