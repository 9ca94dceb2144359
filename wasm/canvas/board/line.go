package board

import (
	"math"

	"bottleneck/core/fact"
	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/paint"
)

func init() {
	rooms["line"] = func(s *state) room { return &line{state: s, at: nowhere, told: nowhere, key: nowhere} }
}

var (
	titleLine = said(fact.New("panel_line"))
	noLine    = said(fact.New("line_none"))
)

// line shows the way of the chosen input through the network: each part is a station, from left to right and row by row.
type line struct {
	*state
	stations []station // that find room
	sized    []station // all, as large as they were last wanted
	fits     [2]fit
	first    int // of all the stations, the one to begin with
	all      int
	at       place // number that is pointed at
	told     place // that the page knows of
	key      place // where the arrow keys are
	fills    []fill
	strokes  []stroke

	before, after rect // where one scrolls
	pressed       float64
	pressedFirst  int

	version, nodes int // count what came
	step           int32
	arts           []*art
	filters        paint.Pictures
}

// place is a number of the line: which part, and where among its values.
type place struct{ part, at int }

var nowhere = place{-1, -1}

// stroke is a line between two numbers.
type stroke struct {
	ends  [2]paint.XY
	width float64
	plus  bool
}

var (
	_ wide     = (*line)(nil)
	_ itemized = (*line)(nil)
	_ keyed    = (*line)(nil)
	_ clicked  = (*line)(nil)
	_ scrolled = (*line)(nil)
	_ informed = (*line)(nil)
)

func (r *line) take(came *wire.Snapshot, anew bool) {
	if anew {
		r.first, r.key, r.told = 0, nowhere, nowhere
		r.data.Node = came.Node
	}
	if came.Line != nil {
		r.version++
		r.step = came.Step
	}
	if came.Node != nil {
		r.nodes++
	}
}

// share is a band in which one row of stations can be read, and more where the others have what they need.
func (r *line) share(all int, _ bool) int {
	px := r.screen.px
	return max(px(titleHeight+stationBand)+r.chrome(), min(int(0.3*float64(all)), all-px(stationRest)))
}

func (r *line) height(w, most int) int {
	if r.data.Line == nil {
		return min(most, r.screen.px(120))
	}
	high := 0
	list, _ := r.arrangeLine(rect{W: w, H: most})
	for _, s := range list {
		high = max(high, s.frame.bottom())
	}
	return min(most, high)
}

func (r *line) place(p panel, l *labels) {
	r.stations, r.fills, r.strokes, r.at = nil, r.fills[:0], r.strokes[:0], nowhere
	r.before, r.after = rect{}, rect{}
	m := r.data.Line
	if m == nil {
		l.title(p, titleLine)
		l.empty(p, noLine)
		return
	}
	r.stations, r.first = r.arrangeLine(p.Body)
	r.all = len(r.sized)
	title := p
	if n := len(r.stations); n < r.all {
		title.Frame.W = r.placeArrows(l, p, said(fact.New("line_part", "first", r.first+1, "last", r.first+n, "all", r.all)))
	}
	l.title(title, titleLine, r.notes(m)...)
	for i := range r.stations {
		r.placeStation(l, i)
	}
	if r.cursor.inside {
		r.at = r.hit(r.cursor.x, r.cursor.y)
	}
	if r.at == nowhere {
		r.at = r.key
	}
	r.tellPoint(m)
	if r.at != nowhere {
		r.placeLinks(m)
	}
}

// notes says what the line is of, the longest first.
func (r *line) notes(m *wire.Line) []string {
	what := fact.New("line_own")
	switch {
	case m.Kind == wire.ChosenCode:
		what = fact.New("line_code")
	case m.Image >= 0 && m.Label >= 0:
		what = fact.New("image_labeled", "label", m.Label, "image", m.Image)
	case m.Image >= 0:
		what = fact.New("image_named", "image", m.Image)
	}
	name := what.Error()
	if m.Draw > 0 {
		name += dot + said(fact.New("line_draw", "draw", m.Draw))
	}
	return []string{name + dot + explainLine + dot + said(fact.New("at_step", "step", r.step)), name + dot + explainLine, name}
}

var explainLine = said(fact.New("line_colors"))

// placeArrows says which stations are there, with arrows to the others, and returns the width that is left.
func (r *line) placeArrows(l *labels, p panel, text string) int {
	px := r.screen.px
	w, side := px(textWidth(classNote, text)), px(arrowSide)
	at := rect{p.Frame.right() - side, p.Frame.Y, side, px(22)}
	l.arrow(&r.after, at, "\u203a", r.first+len(r.stations) < r.all)
	at.X -= w
	l.put(classNote, text, "c", rect{at.X, at.Y, w, at.H})
	at.X -= side
	l.arrow(&r.before, at, "\u2039", r.first > 0)
	return at.X - p.Frame.X
}

func (r *line) placeStation(l *labels, i int) {
	px := r.screen.px
	s := &r.stations[i]
	t := r.theme()
	l.put(classRow, s.name, "c", rect{s.frame.X, s.frame.Y, s.width, px(stationName)})
	y := s.frame.bottom() - px(2*stationLine)
	l.put(classTick, s.shape, "c", rect{s.frame.X, y, s.width, px(stationLine)})
	l.put(classTick, s.scale, "c", rect{s.frame.X, y + px(stationLine), s.width, px(stationLine)})
	if p := &r.data.Line.Parts[s.part]; p.Part == "code" { // the bottleneck
		r.fills = append(r.fills, fill{rect{s.box.X, y - px(codeLine) + 1, s.box.W, px(2)}, t.Accent})
	}
	if i > 0 && r.stations[i-1].frame.Y == s.frame.Y { // the way goes on
		b := &r.stations[i-1]
		middle := s.frame.Y + px(stationName) + (s.frame.H-r.chrome())/2
		from, to := b.box.right()+px(4), s.box.X-px(4)
		if to > from {
			r.fills = append(r.fills, fill{rect{from, middle, to - from, r.screen.hairline()}, t.Line})
		}
	}
}

// partAt is the part of the line with a name, at a level; -1: none.
func (r *line) partAt(part string, level int32) int {
	for i := range r.data.Line.Parts {
		if p := &r.data.Line.Parts[i]; p.Part == part && p.Level == level {
			return i
		}
	}
	return -1
}

// hit is the number at a pixel.
func (r *line) hit(x, y float64) place {
	for i := range r.stations {
		s := &r.stations[i]
		if !s.box.contains(x, y) {
			continue
		}
		p := &r.data.Line.Parts[s.part]
		in := func(b rect, channel int) place {
			row, col := int(y)-b.Y, int(x)-b.X
			return place{s.part, (row*int(p.H)/b.H*int(p.W)+col*int(p.W)/b.W)*int(p.C) + channel}
		}
		switch {
		case s.cell > 0:
			if k := (int(x)-s.box.X)/s.cell*s.rows + (int(y)-s.box.Y)/s.cell; k < s.shown {
				return place{s.part, k}
			}
		case s.maps != nil:
			if k := s.maps.hit(x, y); k >= 0 {
				return in(s.maps.tile(k), k)
			}
		default:
			return in(s.box, 0)
		}
	}
	return nowhere
}

// cellOf is where a number is seen, if it is.
func (r *line) cellOf(at place) (rect, bool) {
	for i := range r.stations {
		s := &r.stations[i]
		if s.part != at.part || s.error {
			continue
		}
		p := &r.data.Line.Parts[s.part]
		if s.cell > 0 {
			return rect{s.box.X + at.at/s.rows*s.cell, s.box.Y + at.at%s.rows*s.cell, s.cell, s.cell}, at.at < s.shown
		}
		b, c := s.box, int(p.C)
		row, col, channel := at.at/c/int(p.W), at.at/c%int(p.W), at.at%c
		if s.maps != nil {
			if channel >= s.shown {
				return rect{}, false
			}
			b = s.maps.tile(channel)
		}
		x, y := b.X+col*b.W/int(p.W), b.Y+row*b.H/int(p.H)
		return rect{x, y, max(1, b.X+(col+1)*b.W/int(p.W)-x), max(1, b.Y+(row+1)*b.H/int(p.H)-y)}, true
	}
	return rect{}, false
}

// tellPoint tells the page which number is pointed at now.
func (r *line) tellPoint(m *wire.Line) {
	if r.at == r.told {
		return
	}
	r.told = r.at
	msg := Message{Kind: "point"}
	if r.at != nowhere {
		p := &m.Parts[r.at.part]
		msg.Part, msg.Level, msg.At = p.Part, int(p.Level), r.at.at
	}
	r.cursor.tell(msg)
}

// pointed is what is known of the number that is pointed at, if that has come.
func (r *line) pointed() *wire.Node {
	n := r.data.Node
	if n == nil || r.at == nowhere || r.partAt(n.Part, n.Level) != r.at.part || int(n.At) != r.at.at {
		return nil
	}
	return n
}

// placeLinks draws lines from the numbers that make the one that is pointed at, and to those that it is a part of.
func (r *line) placeLinks(m *wire.Line) {
	here, ok := r.cellOf(r.at)
	n := r.pointed()
	if n == nil || !ok {
		return
	}
	middle := func(b rect) paint.XY {
		return paint.XY{X: float32(b.X) + float32(b.W)/2, Y: float32(b.Y) + float32(b.H)/2}
	}
	add := func(list []wire.Link, carried func(l wire.Link) float32) {
		most := float32(0)
		for _, l := range list {
			most = max(most, carried(l), -carried(l))
		}
		for _, l := range list {
			there, ok := r.cellOf(place{r.partAt(l.Part, l.Level), int(l.At)})
			if v := carried(l); ok && v != 0 {
				r.strokes = append(r.strokes, stroke{[2]paint.XY{middle(there), middle(here)}, (0.8 + 1.7*math.Abs(float64(v/most))) * r.screen.Scale, v > 0})
			}
		}
	}
	add(n.From, func(l wire.Link) float32 { return l.Value * l.Weight })
	add(n.To, func(l wire.Link) float32 { return n.Value * l.Weight })
}

func (r *line) items() (n, cols, first int) { return 0, 0, 0 }

// folds tells whether a part has more than is there, or is open.
func (r *line) folds(s *station) bool {
	p := &r.data.Line.Parts[s.part]
	return !s.error && p.Level > 0 && !pictured(p) && (s.shown < int(p.C) || r.view.LineOpen == int(p.Level))
}

// click opens a part that is folded by its words, or folds it.
func (r *line) click(x, y float64) bool {
	switch {
	case r.before.contains(x, y):
		r.scroll(-max(1, len(r.stations)-1))
		return true
	case r.after.contains(x, y):
		r.scroll(max(1, len(r.stations)-1))
		return true
	}
	for i := range r.stations {
		if s := &r.stations[i]; s.frame.contains(x, y) && r.folds(s) && !s.box.contains(x, y) {
			r.open(s.part)
			return true
		}
	}
	return false
}

func (r *line) open(part int) {
	level := int(r.data.Line.Parts[part].Level)
	if r.view.LineOpen == level {
		level = 0
	}
	r.cursor.tell(Message{Kind: "open", Level: level})
}

func (r *line) scroll(columns int) bool {
	if r.data.Line == nil || len(r.stations) >= r.all {
		return false
	}
	to := max(0, min(r.first+columns, r.all-len(r.stations)))
	if columns > 0 && to == r.first {
		to = min(r.first+1, r.all-1)
	}
	changed := to != r.first
	r.first = to
	return changed
}

func (r *line) press(x, y float64) bool {
	r.pressed, r.pressedFirst = x, r.first
	if len(r.stations) == 0 || len(r.stations) >= r.all {
		return false
	}
	last := r.stations[len(r.stations)-1].frame
	return y >= float64(r.stations[0].frame.Y) && y < float64(last.bottom())
}

// drag moves by a station for so many pixels.
func (r *line) drag(x float64) bool {
	return r.scroll(r.pressedFirst - int(math.Round((x-r.pressed)/(90*r.screen.Scale))) - r.first)
}

// keys moves through the stations by left and right, and within one by up and down: a number, a row of a picture; with shift ten numbers, the next map.
func (r *line) keys(key string, shift bool) bool {
	m := r.data.Line
	if m == nil || len(r.stations) == 0 {
		return false
	}
	step := map[string]int{"ArrowLeft": -1, "ArrowRight": 1, "ArrowUp": -1, "ArrowDown": 1}[key]
	across := key == "ArrowLeft" || key == "ArrowRight"
	k := &r.key
	switch {
	case key == "Escape":
		was := *k != nowhere
		*k = nowhere
		return was
	case key == "Enter" && *k != nowhere:
		for i := range r.stations {
			if s := &r.stations[i]; s.part == k.part && r.folds(s) {
				r.open(k.part)
			}
		}
		return true
	case step == 0:
		return false
	case *k == nowhere || k.part >= len(m.Parts):
		*k = place{r.stations[0].part, 0}
	case across && !shift:
		k.part, k.at = max(0, min(k.part+step, len(m.Parts)-1)), 0
	default:
		p := &m.Parts[k.part]
		c, n := int(p.C), int(p.H*p.W*p.C)
		switch {
		case p.H*p.W == 1 && shift:
			step *= 10
		case p.H*p.W == 1:
		case across:
			step *= c
		case !shift:
			step *= c * int(p.W)
		}
		if p.H*p.W == 1 {
			n = int(p.N)
		}
		if to := k.at + step; to >= 0 && to < n {
			k.at = to
		}
	}
	r.cursor.inside = false
	r.reveal(k.part)
	return true
}

// reveal scrolls to where a part is seen.
func (r *line) reveal(part int) {
	for i := range r.stations {
		if r.stations[i].part == part {
			return
		}
	}
	for i := range r.sized {
		if r.sized[i].part == part {
			r.first = i
			return
		}
	}
}
