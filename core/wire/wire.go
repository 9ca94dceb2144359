// Package wire defines the messages between the worker that trains, the page and the canvas.
//
// Control travels as JSON (control.go), pictures and curves as binary snapshots (frame.go): little-endian, in tagged
// sections, every length checked. One list of fields a section (sections.go) serves whoever writes a frame and whoever
// reads one.
//
//go:generate go test . -run TestPageReader -generate
package wire

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
	Panels []string `json:"panels,omitempty"` // panels to draw, in order; empty: all

	Filters  int    `json:"filters,omitempty"`   // tiles of a layer's weights; 0: none
	FilterOf string `json:"filter_of,omitempty"` // "encoder" (default): the first layer; "decoder": the last
	Bars     bool   `json:"bars,omitempty"`      // the codes of the images or rows that are shown
	CodeAs   string `json:"code_as,omitempty"`   // how codes are drawn: "bars" (default) or "picture"
	Table    int    `json:"table,omitempty"`     // rows of data without pixels; 0: none
}

// Snapshot is the state of a run as far as a View asked for it. Sections that are nil are not sent.
type Snapshot struct {
	Run   uint32 // counts restarts; a view drops snapshots of an earlier run
	Step  int32  // updates done
	Epoch int32  // epochs completed

	Images *Images
	Codes  *Codes
	Grid   *Grid
	Curve  *Curve
	Probe  *Probe
	Units  *Units

	Filters *Filters
	Bars    *Bars
	Table   *Table
}
