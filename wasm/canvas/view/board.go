package view

import (
	"encoding/json"
	"fmt"

	"bottleneck/core/wire"
)

// Board is the state of the canvas: what is shown, how, and where the pointer is. It is not safe for concurrent use.
type Board struct {
	screen Screen
	view   wire.View
	data   Data
	cursor cursor

	rangeX, rangeY Range // of the plane
	plane          string
	codes          Range // of the charts of codes
	column         int   // of a table: the first one shown
	pressed        float64
	pressedColumn  int
	room           int // for tiles of the grid, as last told
	fills          []Fill
	scene          *Scene
}

// NewBoard returns an empty board in the light theme.
func NewBoard() *Board { return &Board{} }

// Resize sets the size of the surface and returns whether it changed.
func (b *Board) Resize(s Screen) bool {
	changed := s != b.screen
	b.screen = s
	return changed
}

// SetView takes the view as JSON. An error leaves the view as it was.
func (b *Board) SetView(text []byte) error {
	var v wire.View
	if err := json.Unmarshal(text, &v); err != nil {
		return fmt.Errorf("canvas: view: %w", err)
	}
	b.view = v
	if v.Grid == 0 { // what is no longer sent is not shown as it was
		b.data.Grid = nil
	}
	return nil
}

// Show takes a frame of core/wire over, by copy. A frame of an earlier run is dropped without an error.
func (b *Board) Show(frame []byte) error {
	run := b.data.Run
	came, err := b.data.Merge(frame)
	if err != nil {
		return err
	}
	if b.data.Run != run {
		b.cursor.pinned, b.cursor.gone, b.cursor.telling = false, nil, false
		b.rangeX, b.rangeY, b.codes, b.column = Range{}, Range{}, Range{}, 0
		b.cursor.pick.on = false
	}
	if came.Bars != nil {
		b.codes = settleCode(b.codes, CodeRange(came.Bars))
	}
	b.follow(came.Probe)
	if k := came.Codes; k != nil {
		if plane := k.AxisX + "\x00" + k.AxisY; !k.PCA && plane != b.plane {
			b.rangeX, b.rangeY, b.plane = Range{}, Range{}, plane
		}
	}
	if b.data.Codes != nil && (came.Codes != nil || came.Grid != nil) {
		x, y := b.data.PlaneRange()
		b.rangeX, b.rangeY = Settle(b.rangeX, x), Settle(b.rangeY, y)
	}
	return nil
}

// Data returns the latest data, for painting.
func (b *Board) Data() *Data { return &b.data }

// Theme returns the theme of the view.
func (b *Board) Theme() *Theme { return ThemeOf(b.view.Theme) }

// Scene lays everything out for the state as it is now.
func (b *Board) Scene() *Scene {
	if b.cursor.moved && b.scene != nil {
		b.point(b.scene)
	}
	b.scene = b.build()
	if b.cursor.moved { // there was no scene to point at yet
		b.point(b.scene)
		b.scene = b.build()
	}
	return b.scene
}
