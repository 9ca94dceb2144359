package recipe

// Views names the panels that show a run: those that have something to show, in order, and of these the ones to be seen
// at once. wire.View.Panels has the same names.
type Views struct {
	Tabs  []string `json:"tabs"`
	Board []string `json:"board"`
}

// Views returns the panels that belong to r. The code of each image is on the board where what its numbers do is the
// point: sparse, or distributions. The weights take the grid's place there where they are windows, or learn layer by layer.
func (r Recipe) Views() Views {
	var v Views
	add := func(name string, board bool) {
		v.Tabs = append(v.Tabs, name)
		if board {
			v.Board = append(v.Board, name)
		}
	}
	table := r.Data == "table" || r.Data == "table18"
	first := r.firstKind().filters()
	filters := !table && first != noFilters
	watched := filters && (first == windowFilters || r.layerwise() > 0)
	if table {
		add("table", true)
	} else {
		add("images", true)
	}
	add("code", r.Sparsity != "none" || r.Latent == "variational")
	add("latent", true)
	if !table {
		add("grid", !watched)
	}
	if filters {
		add("filters", watched)
	}
	add("loss", true)
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
