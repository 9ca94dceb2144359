// Package wire defines the messages between the worker that trains, the page and the canvas.
//
// Control travels as JSON (control.go), pictures and curves as binary snapshots (frame.go): little-endian, in tagged
// sections, every length checked. One list of fields a section (sections.go) serves whoever writes a frame and whoever
// reads one. What a message does is decided by those who get it: the session in wasm/trainer, the page, the canvas.
//
//go:generate go test . -run TestPageReader -generate
package wire

// Version is the version of the snapshot frame and of the control messages. Another version is refused.
const Version = 3
