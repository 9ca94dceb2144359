// Package wire defines the messages between the worker that trains, the page and the canvas.
//
// Control travels as JSON (control.go), pictures and curves as binary snapshots (frame.go): little-endian, in tagged
// sections, every length checked. One list of fields a section (sections.go) serves whoever writes a frame and whoever
// reads one.
//
//go:generate go test . -run TestPageReader -generate
package wire

import "slices"

// Version is the version of the snapshot frame and of the control messages. Another version is refused.
const Version = 3

// View says what a snapshot should hold. It travels from the page to the worker and to the canvas, as JSON.
type View struct {
	Images int      `json:"images"`           // test images to show
	Order  string   `json:"order,omitempty"`  // "first" (default) or "worst": largest error first
	Points int      `json:"points"`           // test codes in the scatter
	AxisX  int      `json:"axis_x"`           // code dimension shown to the right, from 0
	AxisY  int      `json:"axis_y"`           // code dimension shown upwards
	PCA    bool     `json:"pca"`              // show the two principal components instead of AxisX and AxisY
	Plane  string   `json:"plane,omitempty"`  // "code" (default); "pixels": the two principal components of the images, once they are known
	Grid   int      `json:"grid"`             // tiles to a side of the latent grid, on the plane of the latest points; 0: none
	X0     float32  `json:"x0"`               // range of the grid; all four 0: 1st to 99th percentile of the codes shown
	X1     float32  `json:"x1"`               //
	Y0     float32  `json:"y0"`               //
	Y1     float32  `json:"y1"`               //
	Log    bool     `json:"log"`              // logarithmic loss axis
	Theme  string   `json:"theme,omitempty"`  // "light" or "dark"
	Panels []string `json:"panels,omitempty"` // panels to draw, in order, see recipe.Panels; empty: those of the usual recipe

	Filters  int    `json:"filters,omitempty"`   // tiles of a layer's weights; 0: none
	FilterOf string `json:"filter_of,omitempty"` // "encoder" (default): the first layer; "decoder": the last
	CodeAs   string `json:"code_as,omitempty"`   // how codes are drawn: "bars" (default) or "picture"
	Table    int    `json:"table,omitempty"`     // rows of data without pixels; 0: none
}

// Shows tells whether a panel is drawn. What a panel shows and asks no number for is in the frame when it is.
func (v View) Shows(panel string) bool { return slices.Contains(v.Panels, panel) }
