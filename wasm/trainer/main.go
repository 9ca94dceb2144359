//go:build js && wasm

// Command trainer is the playground's Web Worker: it binds a session to the messages of the page. The loader
// (web/worker/worker.js) gives it a memory of fixed size that it shares with the kernels, and globalThis.trainerHost.
package main

import (
	"syscall/js"

	"bottleneck/core/kernel"
	"bottleneck/core/selftest"
	"bottleneck/wasm/trainer/json"
	"bottleneck/wasm/trainer/session"
)

func main() {
	host := js.Global().Get("trainerHost")
	var device session.Device
	must(json.Unmarshal([]byte(host.Get("device").String()), &device))
	var data struct {
		Sets session.Manifest `json:"sets"`
	}
	must(json.Unmarshal([]byte(host.Get("data").String()), &data))
	notices, err := selftest.Run()
	must(err)
	device.Arithmetic = kernel.Fastest().String()
	device.Fused, device.Relaxed = kernel.HasFused(), kernel.FusedIsFast()
	device.Threads, device.MaxThreads = kernel.CurrentThreads(), kernel.HasThreads()

	p := &page{host: host, uint8Array: js.Global().Get("Uint8Array"), array: js.Global().Get("Array")}
	s := session.New(p, device, data.Sets)
	p.listen(s)
	s.Warn(notices)
	s.Loop()
}

func must(err error) {
	if err != nil {
		panic("trainer: " + err.Error())
	}
}
