//go:build js && wasm

// Command pictures makes pictures and films that leave the playground, in a Web Worker of its own.
package main

import (
	"bottleneck/wasm/desk/worker"
	"bottleneck/wasm/pictures/picture"
)

func main() { worker.Run(picture.Operations) }
