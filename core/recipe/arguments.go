package recipe

import (
	"strconv"
	"strings"

	"bottleneck/core/fact"
	"bottleneck/core/geometry"
)

// argument is one argument of a layer and the column it starts at, counted from 1.
type argument struct {
	text   string
	column int
}

// arguments hands out the arguments of one layer in order and keeps the first error.
type arguments struct {
	of   Notation
	list []argument
	err  error
}

func (a *arguments) fail(at argument, expected *fact.Fact) {
	if a.err == nil {
		a.err = fact.New("text_unexpected", "found", at.text, "column", at.column, "expected", expected)
	}
}

func (a *arguments) next() argument {
	if len(a.list) == 0 {
		if a.err == nil {
			a.err = fact.New("arguments_too_few", "form", a.of.form())
		}
		return argument{}
	}
	first := a.list[0]
	a.list = a.list[1:]
	return first
}

func (p *Part) expected() *fact.Fact {
	return fact.New("part_in_range", "part", p.Name, "least", p.Min, "most", p.Max)
}

func (a *arguments) integer(p *Part) int {
	at := a.next()
	n, ok := parseInt(at.text, int64(p.Min), int64(p.Max))
	if !ok {
		a.fail(at, p.expected())
	}
	return int(n)
}

func (a *arguments) float(p *Part) float64 {
	at := a.next()
	v, ok := parseFloat(at.text, p.Min, p.Max)
	if !ok {
		a.fail(at, p.expected())
	}
	return v
}

func (a *arguments) activation() string {
	at := a.next()
	if !contains(activations, at.text) {
		a.fail(at, fact.New("one_of", "names", activations))
	}
	return at.text
}

// pair reads 3 or 3x5, rows and columns.
func (a *arguments) pair(p *Part) (h, w int) {
	at := a.next()
	h, w, ok := parsePair(at.text, int(p.Min), int(p.Max))
	if !ok {
		a.fail(at, fact.New("pair_in_range", "part", p.Name, "least", p.Min, "most", p.Max))
	}
	return h, w
}

// window reads a kernel and what may follow it: s2, same, p1, o1. Where nothing is said, convolutions (conv) pad by same and
// move by 1, pools do not pad and move by their kernel.
func (a *arguments) window(p *Part, conv bool) geometry.Window {
	var w geometry.Window
	w.H, w.W = a.pair(p)
	w.StrideH, w.StrideW = w.H, w.W
	if conv {
		w.StrideH, w.StrideW, w.Same = 1, 1, true
	}
	for len(a.list) > 0 && !contains(activations, a.list[0].text) {
		at := a.next()
		ok := true
		switch rest := at.text[1:]; {
		case at.text == "same":
			w.Same = true
		case at.text[0] == 's':
			w.StrideH, w.StrideW, ok = parsePair(rest, 1, maxStride)
		case at.text[0] == 'p':
			w.PadH, w.PadW, ok = parsePair(rest, 0, maxKernel)
			w.Same = false
		case at.text[0] == 'o':
			w.OutPadH, w.OutPadW, ok = parsePair(rest, 0, maxStride)
		default:
			ok = false
		}
		if !ok {
			a.fail(at, fact.New("window_part"))
			break
		}
	}
	return w
}

func (a *arguments) shape() geometry.Shape {
	at := a.next()
	parts := strings.Split(at.text, "x")
	var d [3]int
	ok := len(parts) == 3
	for i := 0; ok && i < 3; i++ {
		var n int64
		n, ok = parseInt(parts[i], 1, []int64{maxSide, maxSide, maxUnits}[i])
		d[i] = int(n)
	}
	if !ok {
		a.fail(at, fact.New("shape_as"))
	}
	return geometry.Shape{H: d[0], W: d[1], C: d[2]}
}

func parsePair(s string, min, max int) (h, w int, ok bool) {
	first, second, two := strings.Cut(s, "x")
	a, ok := parseInt(first, int64(min), int64(max))
	b := a
	if two && ok {
		b, ok = parseInt(second, int64(min), int64(max))
	}
	return int(a), int(b), ok
}

// pair writes equal numbers once.
func pair(h, w int) string {
	if h == w {
		return strconv.Itoa(h)
	}
	return strconv.Itoa(h) + "x" + strconv.Itoa(w)
}

// slide writes a window as arguments.window reads it.
func slide(w geometry.Window, conv bool) string {
	s := pair(w.H, w.W)
	usualH, usualW := w.H, w.W
	if conv {
		usualH, usualW = 1, 1
	}
	if w.StrideH != usualH || w.StrideW != usualW {
		s += ",s" + pair(w.StrideH, w.StrideW)
	}
	switch {
	case w.Same && !conv:
		s += ",same"
	case !w.Same && (conv || w.PadH != 0 || w.PadW != 0):
		s += ",p" + pair(w.PadH, w.PadW)
	}
	if w.OutPadH != 0 || w.OutPadW != 0 {
		s += ",o" + pair(w.OutPadH, w.OutPadW)
	}
	return s
}
