package board

import (
	"bottleneck/core/fact"
	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/paint"
)

func init() {
	rooms["code"] = func(s *state) room { return &code{state: s} }
}

var (
	titleCode            = said(fact.New("panel_code"))
	explainDeviations    = said(fact.New("code_deviations"))
	explainDistributions = said(fact.New("code_distributions"))
)

// code shows the code of each image or row as a chart, below what the network sees and what it makes of it. Beside images the
// charts stand below these.
type code struct {
	*state
	tiles    *tiles // nil without codes
	at       int    // column that is picked, or -1
	fills    []fill
	pictures paint.Pictures
}

var (
	_ joining  = (*code)(nil)
	_ itemized = (*code)(nil)
	_ choosing = (*code)(nil)
)

func (r *code) joins() string { return "images" }

func (r *code) place(p panel, l *labels) {
	r.tiles, r.at, r.fills = nil, -1, r.fills[:0]
	m := r.data.Bars
	if m == nil {
		l.title(p, titleCode)
		l.empty(p, noCodes)
		return
	}
	rows, n, w, h, errors := codeRows(m, true), int(m.N), 1, 1, []float32(nil)
	switch images, table := r.data.Images, r.data.Table; {
	case images != nil && images.N <= m.N:
		seen := row{Kind: rowClean}
		if images.Corrupted != nil {
			seen.Kind = rowCorrupted
		}
		rows = append([]row{seen, {Kind: rowOutput}}, rows...)
		n, w, h, errors = int(images.N), int(images.W), int(images.H), images.Errors
	case table != nil && table.N <= m.N:
		n, errors = int(table.N), table.Errors
	default:
		errors = make([]float32, n)
	}
	t := placeTiles(r.screen, p.Body, rows, n, w, h)
	if n := t.blocks(); n > 0 && t.H > 0 { // height that is left goes to the charts
		charts := rows[t.pictures():]
		free := float64(p.Body.H-t.height(r.screen)) / float64(n*t.H*len(charts))
		for i := range charts {
			charts[i].Chart = max(charts[i].Chart, min(charts[i].Chart+free, chartMost))
		}
		t = placeTiles(r.screen, p.Body, rows, t.N, w, h)
	}
	r.tiles = &t
	l.title(p, titleCode, r.notes(m)...)
	t.label(l, errors)
	r.fills = r.drawCodes(r.fills, l, &t)
	r.at = r.pointed(p.Name, t.N, t.hit)
}

// notes says what a panel of codes shows, the longest first.
func (r *code) notes(m *wire.Bars) []string {
	count := fact.New("code_numbers", "numbers", m.Total)
	switch {
	case m.Dim < m.Total:
		count = fact.New("code_first_numbers", "shown", m.Dim, "numbers", m.Total)
	case m.Total == 1:
		count = fact.New("code_one_number")
	}
	numbers := count.Error()
	if r.codePicture() {
		most := formatValue(max(r.codes.Hi, -r.codes.Lo))
		colors := said(fact.New("code_colors", "most", most))
		if r.codes.Lo < 0 {
			colors = said(fact.New("code_colors_signed", "most", most))
		}
		return []string{numbers + dot + colors, colors, numbers}
	}
	if m.Deviation == nil {
		return []string{numbers}
	}
	return []string{numbers + dot + explainDistributions, numbers + dot + explainDeviations, numbers}
}

func (r *code) items() (n, cols, first int) {
	if r.tiles == nil {
		return 0, 0, 0
	}
	return r.tiles.N, r.tiles.Cols, 0
}

// index is that of the images or rows whose codes these are.
func (r *code) index() []int32 {
	switch {
	case r.data.Images != nil:
		return r.data.Images.Index
	case r.data.Table != nil:
		return r.data.Table.Index
	}
	return nil
}

func (r *code) image(i int) int { return placeOf(r.index(), i) }
func (r *code) picked() int     { return r.at }

func (r *code) enlarge(l *labels) (card, bool) {
	if r.at < 0 {
		return card{}, false
	}
	return r.enlargeColumn(l, r.tiles, r.at, r.describe(r.at), &r.pictures), true
}

// describe says what column i shows.
func (r *code) describe(i int) string {
	if m := r.data.Images; m != nil && r.tiles.pictures() > 0 {
		return describeImage(m, i)
	}
	return said(fact.New("row_named", "row", r.image(i)))
}

func (r *code) paint(b paint.Brush) {
	fillAll(b, r.fills)
	t := r.tiles
	if t == nil || t.N == 0 {
		return
	}
	if t.pictures() > 0 {
		paintImages(b, t, r.data.Images, r.data.ImagesVersion, &r.pictures)
	}
	if i := r.chosenOf(r.index(), t.N); i >= 0 {
		r.ring(b, t.column(i))
	}
	if r.at >= 0 {
		r.mark(b, t.column(r.at))
	}
}
