// Command canvas draws the snapshots of a run with Ebiten, in a page of its own: web/canvas/canvas.html. It takes frames,
// the view, the pointer and keys from web/canvas/canvas.js and gives back labels and messages; it draws only when one of these
// came. Ebiten sees no input event itself, since it would keep them all from the browser.
package main

import (
	"math"
	"runtime/debug"
	"time"

	"github.com/hajimehoshi/ebiten/v2"

	"bottleneck/wasm/canvas/board"
)

func main() {
	debug.SetGCPercent(400) // what is kept is small, and fewer collections save some 0.8 ms a frame
	g := &game{board: board.New()}
	g.port = openPort(g)
	ebiten.SetFPSMode(ebiten.FPSModeVsyncOffMinimum)
	ebiten.SetScreenClearedEveryFrame(false)
	if err := ebiten.RunGameWithOptions(g, &ebiten.RunGameOptions{ScreenTransparent: true}); err != nil {
		g.port.fail(err.Error())
	}
}

var began = time.Now()

// game is the Ebiten side: it lays out and paints the board whenever a frame is due.
type game struct {
	board  *board.Board
	port   *port
	screen board.Screen
	sheet  sheet
}

// wake asks for a frame.
func (g *game) wake() {
	ebiten.ScheduleFrame()
	g.port.wake()
}

// Update does nothing: state changes when a message or an event comes.
func (g *game) Update() error { return nil }

// Draw paints nothing: what it gets would be copied to the screen. Ebiten shows no frame in which it has not been touched; a pixel by
// itself it keeps for later, and the GPU gets nothing to do.
func (g *game) Draw(dst *ebiten.Image) { dst.WritePixels([]byte{255, 255, 255, 255}) }

// DrawFinalScreen paints, and tells the page what the pointer means now.
func (g *game) DrawFinalScreen(dst ebiten.FinalScreen, _ *ebiten.Image, _ ebiten.GeoM) {
	if g.board.Advance(float64(time.Since(began).Microseconds()) / 1000) {
		g.wake()
	}
	scene := g.board.Scene()
	g.board.Draw(g.sheet.on(dst))
	g.port.labels(scene)
	for _, m := range g.board.Messages() {
		g.port.post(m)
	}
	g.port.started()
}

// LayoutF makes a pixel of the board a pixel of the device. What Draw gets is one pixel, since nobody sees it.
func (g *game) LayoutF(w, h float64) (float64, float64) {
	scale := ebiten.Monitor().DeviceScaleFactor()
	s := board.Screen{W: max(1, int(math.Floor(w*scale))), H: max(1, int(math.Floor(h*scale))), Scale: scale}
	g.board.Resize(s)
	g.screen = s
	return 1, 1
}

// Layout is what Ebiten asks for when there is no LayoutF.
func (g *game) Layout(w, h int) (int, int) { return w, h }
