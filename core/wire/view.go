package wire

import (
	"math"
	"slices"
)

// View says what a snapshot should hold. It travels from the page to the worker and to the canvas, as JSON.
type View struct {
	Images int      `json:"images"`            // test images to show
	Order  string   `json:"order,omitempty"`   // "first" (default) or "worst": largest error first
	Points int      `json:"points"`            // test codes in the scatter
	AxisX  int      `json:"axis_x"`            // code dimension shown to the right, from 0
	AxisY  int      `json:"axis_y"`            // code dimension shown upwards
	PCA    bool     `json:"pca"`               // show the two principal components instead of AxisX and AxisY
	Plane  string   `json:"plane,omitempty"`   // "code" (default); "pixels": the two principal components of the images, once they are known
	Grid   int      `json:"grid"`              // tiles to a side of the latent grid, on the plane of the latest points; 0: none
	X0     float32  `json:"x0"`                // range of the grid, by hand; all four 0: as GridBy says
	X1     float32  `json:"x1"`                //
	Y0     float32  `json:"y0"`                //
	Y1     float32  `json:"y1"`                //
	GridBy string   `json:"grid_by,omitempty"` // "codes" (default): even steps from the 1st to the 99th percentile of the codes shown; "gaussian": quantiles of the standard normal distribution
	Log    bool     `json:"log"`               // logarithmic loss axis
	Terms  bool     `json:"terms,omitempty"`   // the terms of the loss lie below its curve, one on the other; not on a logarithmic axis, where sums are not seen
	Smooth float64  `json:"smooth,omitempty"`  // by how much the weight of a point of the training loss falls from point to point, in the mean that is drawn; 0: each stands for itself
	Theme  string   `json:"theme,omitempty"`   // "light" or "dark"
	Panels []string `json:"panels,omitempty"`  // panels to draw, in order, see recipe.Panels; empty: those of the usual recipe

	Filters  int    `json:"filters,omitempty"`   // tiles of a layer's weights; 0: none
	FilterOf string `json:"filter_of,omitempty"` // "encoder" (default): the first layer; "decoder": the last
	CodeAs   string `json:"code_as,omitempty"`   // how codes are drawn: "bars" (default) or "picture"
	Table    int    `json:"table,omitempty"`     // rows of data without pixels; 0: none

	Locked []string `json:"locked,omitempty"` // panels that are to be seen and not to be touched

	Names []string `json:"names,omitempty"` // of the classes, by label; those without one are numbers

	Hold  bool `json:"hold,omitempty"`  // the grid keeps the range that it has: somebody reads it
	Still bool `json:"still,omitempty"` // nothing glides: somebody asked for less motion, or frames come seldom

	Chosen   Chosen `json:"chosen"`              // the input that is marked, and followed through the network
	LineOpen int    `json:"line_open,omitempty"` // level of the plan of which the line has all maps and numbers; 0: none
	LineDraw int    `json:"line_draw,omitempty"` // of a variational code the draw that goes on to the decoder; 0: the mean
}

// Shows tells whether a panel is drawn. What a panel shows and asks no number for is in the frame when it is.
func (v View) Shows(panel string) bool { return slices.Contains(v.Panels, panel) }

// GridByHand tells whether the view names the range of the grid, GaussianGrid whether its tiles lie at quantiles of the standard normal
// distribution.
func (v View) GridByHand() bool   { return v.X0 < v.X1 && v.Y0 < v.Y1 }
func (v View) GaussianGrid() bool { return !v.GridByHand() && v.GridBy == "gaussian" }

// NormalQuantile is the i-th of n places, from 0 on, that cut the standard normal distribution into equally likely parts, each in the middle of
// its part (Kingma and Welling 2014, figure 4).
func NormalQuantile(i, n int) float64 {
	return math.Sqrt2 * math.Erfinv((2*float64(i)+1)/float64(n)-1)
}

// What a view may ask for: more is slow to make and too small to see.
const (
	mostImages  = 256 // and rows of a table
	mostPoints  = 10000
	mostGrid    = 64
	mostFilters = 256
)

// Limited is v with absurd wishes cut down.
func (v View) Limited() View {
	limit := func(n *int, most int) { *n = max(0, min(*n, most)) }
	limit(&v.Images, mostImages)
	limit(&v.Table, mostImages)
	limit(&v.Points, mostPoints)
	limit(&v.Grid, mostGrid)
	limit(&v.Filters, mostFilters)
	return v
}
