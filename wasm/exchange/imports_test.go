//go:build !js

package main

import (
	"testing"

	"bottleneck/wasm/desk/desktest"
)

// Whoever gives a file does not load what paints panels.
func TestImports(t *testing.T) {
	desktest.Lacks(t, "exchange", "wasm/canvas/board", "wasm/canvas/paint", "wasm/pictures/picture", "image/gif")
}
