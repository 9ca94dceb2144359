//go:build js && wasm

// Command exchange is what comes in and goes out: a Web Worker that reads the files of people, and writes files for other programs, apart from the
// trainer.
package main

import (
	"bottleneck/wasm/desk/worker"
	"bottleneck/wasm/exchange/operations"
)

func main() { worker.Run(operations.All) }
