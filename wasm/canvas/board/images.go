package board

import (
	"slices"

	"bottleneck/core/fact"
	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/paint"
)

func init() {
	rooms["images"] = func(s *state) room { return &images{state: s} }
}

var (
	noImages      = said(fact.New("images_none"))
	explainErrors = map[bool]string{false: said(fact.New("images_errors")), true: said(fact.New("images_errors_color"))} // whether in color
)

// images shows test images and what became of them, and below them their codes where these have a panel on the same board.
type images struct {
	*state
	tiles    *tiles // nil without images
	at       int    // column that is picked, or -1
	fills    []fill
	pictures paint.Pictures
}

var (
	_ wide     = (*images)(nil)
	_ itemized = (*images)(nil)
	_ choosing = (*images)(nil)
)

// imageRows returns the rows of pictures that m has.
func imageRows(m *wire.Images) []row {
	if m != nil && m.Corrupted != nil {
		return []row{{Kind: rowClean}, {Kind: rowCorrupted}, {Kind: rowOutput}, {Kind: rowError}}
	}
	return []row{{Kind: rowClean}, {Kind: rowOutput}, {Kind: rowError}}
}

// withCodes tells whether the codes are rows below the images.
func (r *images) withCodes() bool {
	return slices.Contains(r.view.Panels, "images") && slices.Contains(r.view.Panels, "code")
}

func (r *images) rows() []row {
	rows := imageRows(r.data.Images)
	if r.withCodes() && r.data.Bars != nil && r.data.Bars.N >= r.data.Images.N {
		rows = append(rows, codeRows(r.data.Bars, false)...)
	}
	return rows
}

func (r *images) placeIn(body rect) tiles {
	m := r.data.Images
	return placeTiles(r.screen, body, r.rows(), int(m.N), int(m.W), int(m.H))
}

func (r *images) height(w, most int) int {
	if r.data.Images == nil {
		return min(most, r.screen.px(240))
	}
	return r.placeIn(rect{W: w, H: most}).height(r.screen)
}

func (r *images) share(all int, alone bool) int {
	of := 0.38
	switch {
	case !alone: // as much as tiles take that can be read
		return max(int(0.26*float64(all)), min(r.least(), int(of*float64(all))))
	case r.withCodes():
		of = 0.46
	}
	return int(of * float64(all))
}

// least is the height of the panel from which on its tiles are as large as they have to be.
func (r *images) least() int {
	m := r.data.Images
	if m == nil {
		return 0
	}
	return r.screen.px(titleHeight) + leastTiles(r.screen, r.rows(), int(m.W), int(m.H))
}

func (r *images) place(p panel, l *labels) {
	r.tiles, r.at, r.fills = nil, -1, r.fills[:0]
	m := r.data.Images
	if m == nil {
		l.title(p, titleImages)
		l.empty(p, noImages)
		return
	}
	t := r.placeIn(p.Body)
	r.tiles = &t
	note := fact.New("at_step", "step", r.data.Step)
	if r.view.Order == "worst" {
		note = fact.New("images_worst_first", "step", r.data.Step)
	}
	l.title(p, titleImages, explainErrors[m.C == 3]+dot+note.Error(), note.Error())
	t.label(l, m.Errors)
	r.fills = r.drawCodes(r.fills, l, &t)
	r.at = r.pointed(p.Name, t.N, t.hit)
}

func (r *images) items() (n, cols, first int) {
	if r.tiles == nil {
		return 0, 0, 0
	}
	return r.tiles.N, r.tiles.Cols, 0
}

func (r *images) image(i int) int { return placeOf(r.data.Images.Index, i) }
func (r *images) picked() int     { return r.at }

func (r *images) enlarge(l *labels) (card, bool) {
	if r.at < 0 {
		return card{}, false
	}
	return r.enlargeColumn(l, r.tiles, r.at, describeImage(r.data.Images, r.at), &r.pictures), true
}

// describeImage says which image it is, of those that are shown.
func describeImage(m *wire.Images, i int) string {
	index := placeOf(m.Index, i)
	if len(m.Labels) > 0 {
		return said(fact.New("image_labeled", "label", m.Labels[i], "image", index))
	}
	return said(fact.New("image_named", "image", index))
}

func (r *images) paint(b paint.Brush) {
	t := r.tiles
	if t == nil || t.N == 0 {
		return
	}
	paintImages(b, t, r.data.Images, r.data.ImagesVersion, &r.pictures)
	fillAll(b, r.fills)
	if i := r.chosenOf(r.data.Images.Index, t.N); i >= 0 {
		r.ring(b, t.column(i))
	}
	if r.at >= 0 {
		r.mark(b, t.column(r.at))
	}
}

// paintImages paints the rows of pictures of the tiles.
func paintImages(b paint.Brush, t *tiles, m *wire.Images, version int, p *paint.Pictures) {
	w, h, c := int(m.W), int(m.H), int(m.C)
	size := w * h * c
	rows := t.pictures()
	if p.Size(t.N, rows, w, h, t.W, t.H, [3]int{version, t.N, rows}) {
		for row, what := range t.Rows[:rows] {
			for i := range t.N {
				clean, output := m.Clean[i*size:(i+1)*size], m.Output[i*size:(i+1)*size]
				switch what.Kind {
				case rowClean:
					writeGray(p.Cell, clean, c)
				case rowCorrupted:
					writeGray(p.Cell, m.Corrupted[i*size:(i+1)*size], c)
				case rowOutput:
					writeGray(p.Cell, output, c)
				case rowError:
					writeError(p.Cell, output, clean, c)
				}
				p.Put(i, row)
			}
		}
	}
	for row := range rows {
		for i := range t.N {
			b.Picture(p, i, row, t.tile(row, i).pixels())
		}
	}
}
