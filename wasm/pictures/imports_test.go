//go:build !js

package main

import (
	"testing"

	"bottleneck/wasm/desk/desktest"
)

// Whoever takes a picture does not load what trains, reads files or exports.
func TestImports(t *testing.T) {
	desktest.Lacks(t, "pictures", "core/train", "core/autoencoder", "core/export", "core/data/files", "wasm/exchange/operations")
}
