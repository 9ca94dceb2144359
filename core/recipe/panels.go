package recipe

// Panel is a view of a run. There is one list of them, Panels: trainer, canvas and page have from it what there is and in which
// order. What a panel looks like is a room of wasm/canvas/board of the same name; what it says in words, and how it is drawn where there is no
// canvas, is a module of web/page/view/panels.
type Panel struct {
	Name    string   `json:"name"`
	Label   string   `json:"label"`             // of its tab
	Wants   []Want   `json:"wants,omitempty"`   // of the trainer
	Details []string `json:"details,omitempty"` // controls of the page that are there where it is alone, by the names of wire.View
	Least   int      `json:"least,omitempty"`   // height of the view, in CSS pixels, from which on it is there with others

	has   func(r Recipe) bool // whether it belongs to a recipe
	board func(r Recipe) bool // and of one that it belongs to, whether it is seen at once with others
}

// Want is a number of wire.View that a panel asks for: on the board with others, and alone. Of what several ask the most counts.
type Want struct {
	Field  string `json:"field"`
	Board  int    `json:"board"`
	Alone  int    `json:"alone"`
	Narrow int    `json:"narrow,omitempty"` // instead of both where a screen is narrow
	Always bool   `json:"always,omitempty"` // as on the board where the panel belongs to the recipe but is not seen: the run in words has it
}

// Panels lists all panels in their order. The code of each image is on the board where what its numbers do is the point: sparse,
// or distributions. The weights take the grid's place there where they are windows, or learn layer by layer. How many tiles the grid has
// the page decides, by what they cost.
var Panels = []Panel{
	{Name: "line", Label: "Line", has: always, board: always, Least: 560, Details: []string{"line_draw"}},
	{
		Name: "images", Label: "Images", has: Recipe.pixels, board: always,
		Wants:   []Want{{Field: "images", Board: 12, Alone: 20, Narrow: 8, Always: true}},
		Details: []string{"order"},
	},
	{
		Name: "table", Label: "Table", has: Recipe.rows, board: always,
		Wants:   []Want{{Field: "table", Board: 12, Alone: 40, Always: true}},
		Details: []string{"order"},
	},
	{
		Name: "code", Label: "Code", has: always,
		board:   func(r Recipe) bool { return r.Sparsity != "none" || r.Latent == "variational" },
		Wants:   []Want{{Field: "images", Board: 12, Alone: 20, Narrow: 8}, {Field: "table", Board: 12, Alone: 12}},
		Details: []string{"order", "code_as"},
	},
	{
		Name: "latent", Label: "Latent", has: always, board: always,
		Wants:   []Want{{Field: "points", Board: 1000, Alone: 2000, Always: true}}, // more lie on each other
		Details: []string{"axes", "points"},
	},
	{
		Name: "grid", Label: "Grid", has: Recipe.pixels, board: func(r Recipe) bool { return !r.watched() },
		Wants:   []Want{{Field: "points", Board: 1000, Alone: 1000}}, // it lies on their plane
		Details: []string{"axes", "grid", "grid_by"},
	},
	{
		Name: "filters", Label: "Filters", has: Recipe.filtered, board: Recipe.watched,
		Wants:   []Want{{Field: "filters", Board: 64, Alone: 144}},
		Details: []string{"filter_of"},
	},
	{Name: "loss", Label: "Loss", has: always, board: always, Details: []string{"log", "terms", "smooth", "runs"}},
}

func always(Recipe) bool { return true }

// rows tells whether the data are rows of numbers, pixels whether they are pictures.
func (r Recipe) rows() bool   { return r.Source().Rows }
func (r Recipe) pixels() bool { return !r.rows() }

// filtered tells whether the weights of the first layer are pictures, watched whether they are the point.
func (r Recipe) filtered() bool { return r.pixels() && r.firstKind().filters() != noFilters }

func (r Recipe) watched() bool {
	return r.filtered() && (r.firstKind().filters() == windowFilters || r.layerwise() > 0)
}

// Showing is how a run is shown: the panels that have something to show, and of these the ones to be seen at once.
// wire.View.Panels has the same names. Beside them stands what else the page must know to speak of the run.
type Showing struct {
	Tabs  []string `json:"tabs"`
	Board []string `json:"board"`

	Rows      bool   `json:"rows"`        // the data are rows of numbers, and no images
	Digits    bool   `json:"digits"`      // they are images of digits
	LossIsMSE bool   `json:"loss_is_mse"` // the loss of the held-out inputs says no more than their mean squared error
	Loss      string `json:"loss"`        // runs of the same share an axis of losses

	Objective string `json:"objective"` // the name of what it is trained for
}

// Showing returns the panels that belong to r.
func (r Recipe) Showing() Showing {
	v := Showing{Rows: r.rows(), Digits: r.Source().Digits, LossIsMSE: r.lossIsMSE(), Loss: r.lossAxis(), Objective: r.Objective()}
	for _, p := range Panels {
		if !p.has(r) {
			continue
		}
		v.Tabs = append(v.Tabs, p.Name)
		if p.board(r) {
			v.Board = append(v.Board, p.Name)
		}
	}
	return v
}

// lossAxis names what the loss of r counts: losses of the same name can be compared by their numbers.
func (r Recipe) lossAxis() string {
	name := r.Loss.String() + " mean"
	if r.Reduction != "mean" {
		name = r.Loss.String() + " image" // that of a batch is shown per image, too
	}
	switch {
	case r.Latent == "variational":
		name += " divergence"
	case r.Priced():
		name += " penalty"
	}
	if r.rows() {
		name += " rows"
	}
	return name
}

// firstKind is the kind of the first layer that makes something of the input; that of the code is dense.
func (r Recipe) firstKind() LayerKind {
	for _, l := range r.Encoder {
		if l.Order() != Kept {
			return l.Kind
		}
	}
	return Dense
}
