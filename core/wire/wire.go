// Package wire defines the messages between the worker that trains, the page and the canvas.
//
// Control travels as JSON (control.go), pictures and curves as binary snapshots (encode.go, decode.go):
// little-endian, in tagged sections, every length checked.
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

// Images holds N test images and what became of them. Pixels are bytes, (N,H,W,C), 255 is white.
type Images struct {
	N, H, W, C int32
	Clean      []byte
	Corrupted  []byte // nil when the recipe does not corrupt
	Output     []byte
	Labels     []byte    // N digits, or nil
	Errors     []float32 // N mean squared errors per pixel against Clean
	Index      []int32   // N positions in the test set, or nil when they are 0..N-1
}

// Codes holds points of the code space as seen on a plane.
type Codes struct {
	X, Y         []float32 // one for each point
	Labels       []byte    // one for each point, or nil
	AxisX, AxisY string    // names of the axes: "z1", "PC 1 (43 %)"
	Dim          int32     // dimensions of the code
	PCA          bool      // the axes are principal components
}

// Grid holds N x N decoded tiles over a rectangle of the plane. Pixels are (N,N,H,W,C); row 0 lies at Y1, column 0 at X0.
type Grid struct {
	N, H, W, C     int32
	X0, X1, Y0, Y1 float32
	Pixels         []byte
}

// CurvePoint is a loss at a step.
type CurvePoint struct {
	Step int32
	Loss float32
}

// Curve holds the losses so far, thinned to a bounded number of points.
type Curve struct {
	Train, Test []CurvePoint
	Unit        string // "mean squared error per pixel"

	Baseline     float32 // held-out loss of a method to compare with; 0: none
	BaselineText string  // its name: "PCA, 32 components"
	Phases       []Phase // parts of the run, by their first step; nil when there is only one
}

// Probe is the image or row decoded at one point of the plane. Pixels are (H,W,C).
type Probe struct {
	X, Y    float32
	H, W, C int32
	Pixels  []byte
	Z       []float32 // the whole code
	Values  []float32 // of data without pixels, one for each column; then the pixels run from a column's least to its largest
	Pinned  bool      // stays until unpinned; otherwise it follows the pointer
}

// Units tells how the code's units behave on the test images that are shown.
type Units struct {
	Mean     []float32 // mean activation
	Active   []float32 // share of images on which the unit is not zero, or, a sigmoid, above one half
	Variance []float32 // of the activation over the images
	KL       []float32 // of a variational code: mean divergence from the standard normal distribution, in nats; else nil
	Dead     []byte    // 1 where the unit says the same of every image
}
