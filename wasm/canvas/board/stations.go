package board

import (
	"strconv"
	"strings"

	"bottleneck/core/fact"
	"bottleneck/core/wire"
)

// station is where a part of the line stands: a picture, maps, or numbers as cells.
type station struct {
	part  int  // of the line
	error bool // of the output: what it differs by from the clean input
	frame rect // with its words
	box   rect // that is painted
	width int  // with the words

	cell, rows int     // side of a cell, and how many stand below each other; 0: no cells
	maps       *mosaic // nil: no maps
	shown      int     // cells or maps that find room

	name, shape, scale string
}

// Measures of the line, CSS pixels.
const (
	stationGap   = 16  // from one to the next
	stationApart = 30  // and so much more where there is room
	stationName  = 17  // line above
	stationLine  = 14  // lines below, two of them
	stationLeast = 40  // height of what is painted
	stationBand  = 44  // likewise, on a low board
	stationRest  = 430 // height that the others have before the line is more than a band
	stationMost  = 170 //
	stationRows  = 8   // between rows
	codeLine     = 3   // below the code
	stationScale = 52  // width of a scale
	errorScale   = 72  // and of an error
)

// cellSides are how large a cell can be, CSS pixels.
var cellSides = [...]float64{26, 22, 18, 15, 12, 10, 8, 6, 5, 4, 3, 2}

var (
	nameError = said(fact.New("row_error"))
	partNames = map[string]string{
		"clean": said(fact.New("row_clean")), "input": said(fact.New("line_input")), "mean": said(fact.New("line_mean")),
		"deviation": said(fact.New("row_deviation")), "code": said(fact.New("row_code")), "output": said(fact.New("row_output")),
	}
)

// pictured tells whether a part is a picture in gray, and not what a layer makes.
func pictured(p *wire.LinePart) bool {
	return len(p.Pixels) > 0 && (p.Level == 0 || p.Part == "output")
}

// stationsOf sizes what the line has for rows of that height.
func (r *line) stationsOf(m *wire.Line, h, room int) []station {
	list := r.sized[:0]
	for i := range m.Parts {
		list = append(list, r.station(m, i, h, room))
		if p := &m.Parts[i]; p.Part == "output" && r.cleanPart() >= 0 {
			s := r.station(m, i, h, room)
			s.error, s.name, s.shape, s.scale = true, nameError, "", said(fact.New("line_mse", "mse", formatValue(float64(m.MSE))))
			list = append(list, s.wide(r.screen))
		}
	}
	r.sized = list
	return list
}

// cleanPart is the part that the output is compared with, or -1.
func (r *line) cleanPart() int {
	if m := r.data.Line; m != nil && m.Parts[0].Level == 0 {
		return 0
	}
	return -1
}

// wide gives the station the width of its words, at least. Of the scale that is as much as any has, so that nothing moves while a run goes on.
func (s station) wide(screen Screen) station {
	least := float64(stationScale)
	if s.error {
		least = errorScale
	}
	s.width = max(s.box.W, screen.px(max(least, textWidth(classRow, s.name)+4, textWidth(classTick, s.shape)+4)))
	return s
}

func (r *line) station(m *wire.Line, i, h, room int) station {
	px := r.screen.px
	p := &m.Parts[i]
	s := station{part: i, name: partNames[p.Part], scale: spanText(p)}
	if s.name == "" {
		s.name = brief(p.Layer)
	}
	n := int(p.N)
	switch {
	case pictured(p):
		w := min(h*int(p.W)/int(p.H), px(stationMost), room)
		if k := whole(w, int(p.W)); k >= w-w/8 {
			w = k
		}
		s.box.W, s.box.H = max(1, w), max(1, w*int(p.H)/int(p.W))
		s.shape, s.scale = shapeText(p), ""
	case len(p.Pixels) > 0:
		wide := h * 13 / 10
		if r.view.LineOpen == int(p.Level) && p.Level > 0 {
			wide = 5 * h
		}
		k := placeMosaic(r.screen, rect{W: min(wide, room), H: h}, n, int(p.W), int(p.H))
		s.maps, s.shown = &k, k.N
		rows := (max(1, k.N) + k.Cols - 1) / max(1, k.Cols)
		s.box.W, s.box.H = k.Cols*k.Step-(k.Step-k.W), rows*(k.H+k.Step-k.W)-(k.Step-k.W)
		s.shape = shapeText(p)
	default:
		most := max(px(cellSides[0]), h*6/10)
		if r.view.LineOpen == int(p.Level) && p.Level > 0 {
			most = 3 * h
		}
		most = min(most, room)
		for _, side := range cellSides {
			s.cell = max(1, px(side))
			s.rows = max(1, min(n, h/s.cell))
			if cols := (n + s.rows - 1) / s.rows; cols*s.cell <= most {
				s.rows = (n + cols - 1) / cols
				break
			}
		}
		s.shown = min(n, s.rows*(most/s.cell))
		s.box.W, s.box.H = (s.shown+s.rows-1)/s.rows*s.cell, s.rows*s.cell
		s.shape = strconv.Itoa(int(p.C))
	}
	if more := int(p.C) - s.shown; s.shown > 0 && more > 0 {
		s.shape = said(fact.New("line_more", "more", more))
	}
	return s.wide(r.screen)
}

// brief is the name of a layer with its first number.
func brief(layer string) string {
	kind, parts, _ := strings.Cut(strings.TrimSuffix(layer, ")"), "(")
	first, _, _ := strings.Cut(parts, ",")
	if first == "" {
		return kind
	}
	return kind + " " + first
}

func shapeText(p *wire.LinePart) string {
	if p.C == 1 {
		return said(fact.New("grid_shape", "h", p.H, "w", p.W))
	}
	return said(fact.New("line_shape", "h", p.H, "w", p.W, "c", p.C))
}

// spanText says which value has the strongest color.
func spanText(p *wire.LinePart) string {
	most := float64(max(-p.Least, p.Most))
	return "\u00b1" + formatLoss(most, most/100)
}

// chrome is what a row of stations has of words.
func (r *line) chrome() int { return r.screen.px(stationName + 2*stationLine + codeLine) }

// arrangeLine places the stations in as few rows as let them be large; where they find no room, those from the first one on, as small as can be read.
func (r *line) arrangeLine(body rect) (list []station, first int) {
	m, px := r.data.Line, r.screen.px
	between, chrome := px(stationRows), r.chrome()
	best, most := r.highest(m, body)
	if best > 0 {
		list = r.stationsOf(m, best, body.W)
		r.lay(list, body, best+chrome+between)
		return list, 0
	}
	h := max(min(body.H-chrome, px(stationLeast)), px(12))
	most = max(1, most)
	if most > 1 {
		h = (body.H-(most-1)*between)/most - chrome
	}
	all := r.stationsOf(m, h, body.W)
	first = max(0, min(r.first, len(all)-1))
	for first > 0 && wrapped(all[first-1:], body.W, px(stationGap)) <= most { // no empty place at the end
		first--
	}
	list = all[first:]
	n := len(list)
	for n > 1 && wrapped(list[:n], body.W, px(stationGap)) > most {
		n--
	}
	list = list[:n]
	r.lay(list, body, h+chrome+between)
	return list, first
}

// fit is how high rows of stations can be, for a room, and how many rows there is height for.
type fit struct {
	w, h, open int
	scale      float64
	shapes     uint64
	best, most int
}

// highest finds the largest height of rows in which all stations find room, 0 where there is none, and how many rows there can be. What fits
// in one row is parted where that makes it a quarter higher. It stays the same while the room and the shapes do.
func (r *line) highest(m *wire.Line, body rect) (best, most int) {
	now := fit{w: body.W, h: body.H, open: r.view.LineOpen, scale: r.screen.Scale}
	for i := range m.Parts {
		p := &m.Parts[i]
		for _, v := range [...]int32{p.H, p.W, p.C, p.N, p.Level} {
			now.shapes = (now.shapes ^ uint64(v)) * 1099511628211
		}
	}
	k := &r.fits[0]
	for i := range r.fits { // the last ones: of the board that asks for its height, and of the room that it gets
		if f := &r.fits[i]; (fit{f.w, f.h, f.open, f.scale, f.shapes, 0, 0}) == now {
			return f.best, f.most
		}
	}
	r.fits[1] = *k
	px, worth := r.screen.px, 0
	for rows := 1; rows <= 8; rows++ {
		h := min((body.H-(rows-1)*px(stationRows))/rows-r.chrome(), px(stationMost))
		if h < px(stationLeast) {
			break
		}
		most = rows
		if rows == 2 && best > 0 {
			worth = best + best/4
		}
		for ; h > max(best, worth) && h >= px(stationLeast); h -= max(1, px(3)) {
			if wrapped(r.stationsOf(m, h, body.W), body.W, px(stationGap)) <= rows {
				best = h
			}
		}
	}
	now.best, now.most = best, most
	*k = now
	return best, most
}

// wrapped is how many rows the stations take.
func wrapped(list []station, w, gap int) int {
	rows, x := 1, 0
	for _, s := range list {
		if x > 0 && x+s.width > w {
			rows, x = rows+1, 0
		}
		x += s.width + gap
	}
	return rows
}

// lay gives the stations their places, row by row. What a row leaves of the width goes between its stations.
func (r *line) lay(list []station, body rect, step int) {
	px := r.screen.px
	y := body.Y
	for from := 0; from < len(list); {
		to, w := from, 0
		for to < len(list) && (to == from || w+px(stationGap)+list[to].width <= body.W) {
			if to > from {
				w += px(stationGap)
			}
			w += list[to].width
			to++
		}
		gap := px(stationGap)
		if to-from > 1 {
			gap += min(px(stationApart), (body.W-w)/(to-from-1))
		}
		x, high := body.X, 0
		for i := range list[from:to] {
			high = max(high, list[from+i].box.H)
		}
		for i := range list[from:to] {
			s := &list[from+i]
			s.box.X, s.box.Y = x+(s.width-s.box.W)/2, y+px(stationName)+(high-s.box.H)/2
			if s.maps != nil {
				s.maps.X, s.maps.Y = s.box.X, s.box.Y
			}
			s.frame = rect{x, y, s.width, high + r.chrome()}
			x += s.width + gap
		}
		y += step
		from = to
	}
}
