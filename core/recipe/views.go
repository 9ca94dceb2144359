package recipe

// Panel is a view of a run. There is one list of them, Panels: trainer, canvas and page have from it what there is and in which
// order. What a panel looks like is a room of wasm/canvas/view of the same name.
type Panel struct {
	Name  string `json:"name"`
	Label string `json:"label"` // of its tab

	has   func(r Recipe) bool // whether it belongs to a recipe
	board func(r Recipe) bool // and of one that it belongs to, whether it is seen at once with others
}

// Panels lists all panels in their order. The code of each image is on the board where what its numbers do is the point: sparse,
// or distributions. The weights take the grid's place there where they are windows, or learn layer by layer.
var Panels = []Panel{
	{"images", "Images", Recipe.pixels, always},
	{"table", "Table", Recipe.rows, always},
	{"code", "Code", always, func(r Recipe) bool { return r.Sparsity != "none" || r.Latent == "variational" }},
	{"latent", "Latent", always, always},
	{"grid", "Grid", Recipe.pixels, func(r Recipe) bool { return !r.watched() }},
	{"filters", "Filters", Recipe.filtered, Recipe.watched},
	{"loss", "Loss", always, always},
}

func always(Recipe) bool { return true }

// rows tells whether the data are rows of numbers, pixels whether they are pictures.
func (r Recipe) rows() bool   { return r.Data == "table" || r.Data == "table18" }
func (r Recipe) pixels() bool { return !r.rows() }

// filtered tells whether the weights of the first layer are pictures, watched whether they are the point.
func (r Recipe) filtered() bool { return r.pixels() && r.firstKind().filters() != noFilters }

func (r Recipe) watched() bool {
	return r.filtered() && (r.firstKind().filters() == windowFilters || r.layerwise() > 0)
}

// Views names the panels that show a run: those that have something to show, and of these the ones to be seen at once.
// wire.View.Panels has the same names.
type Views struct {
	Tabs  []string `json:"tabs"`
	Board []string `json:"board"`

	LossIsMSE bool `json:"loss_is_mse"` // the loss of the held-out inputs says no more than their mean squared error
}

// Views returns the panels that belong to r.
func (r Recipe) Views() Views {
	v := Views{LossIsMSE: r.LossIsMSE()}
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

// firstKind is the kind of the first layer that makes something of the input; that of the code is dense.
func (r Recipe) firstKind() LayerKind {
	for _, l := range r.Encoder {
		if l.Order() != Kept {
			return l.Kind
		}
	}
	return Dense
}
