package board

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Label is a text in the DOM over the canvas. The box is in CSS pixels; the text stands in its middle line.
type Label struct {
	Class string  `json:"c"` // how it looks, a class of web/canvas/canvas.css
	Text  string  `json:"t"`
	X     float64 `json:"x"`
	Y     float64 `json:"y"`
	W     float64 `json:"w"`
	H     float64 `json:"h"`
	Align string  `json:"a"` // "l", "c" or "r"
}

// Classes of labels.
const (
	classTitle  = "title"  // name of a panel
	classNote   = "note"   // what a panel shows
	classRow    = "row"    // name of a row of images
	classTick   = "tick"   // number at an axis, error of an image
	classAxis   = "axis"   // name of an axis
	classLegend = "legend" // entry of a legend
	classDigit  = "digit"  // digit at the middle of its points
	classRead   = "read"   // read-out of an enlarged image
	classEmpty  = "empty"  // what stands where nothing is yet

	classColumn    = "column"    // name of a column of a table
	classUpright   = "upright"   // the same, running down
	classCell      = "cell"      // number in a table
	classCellNoisy = "noisy"     // the same, corrupted
	classArrow     = "arrow"     // where one scrolls
	classArrowOff  = "arrow-off" // where there is nothing more
	classMark      = "mark"      // name of a line in the loss chart
)

// charWidth is the mean width of a character in CSS pixels; DOM text is not measured, only kept apart.
var charWidth = map[string]float64{
	classTitle: 7.6, classNote: 6.2, classRow: 6.2, classTick: 6.4, classAxis: 6.2,
	classLegend: 7, classDigit: 8.5, classRead: 6.6, classEmpty: 6.6,
	classColumn: 6.4, classUpright: 6.4, classCell: 6.4, classCellNoisy: 6.4, classArrow: 9, classArrowOff: 9, classMark: 6.4,
}

// textWidth estimates the width of a text of that class, in CSS pixels.
func textWidth(class, text string) float64 {
	return charWidth[class] * float64(utf8.RuneCountInString(text))
}

// near is by how much a label may be away from where it belongs for a moment, CSS pixels.
const near = 6

// passing are the classes whose numbers change while a run goes on. All others say what somebody asked for, or read out.
var passing = []string{classTick, classNote, classDigit, classCell, classCellNoisy, classMark}

// CanWait tells whether a reader misses nothing while the labels still say what they said before: only numbers that a run
// changes have changed, and places a little.
func CanWait(before, now []Label) bool {
	return slices.EqualFunc(before, now, func(a, b Label) bool {
		return a.Class == b.Class && math.Abs(a.X-b.X) <= near && math.Abs(a.Y-b.Y) <= near &&
			(a.Text == b.Text || slices.Contains(passing, a.Class) && words(a.Text) == words(b.Text))
	})
}

// words are the letters of a text, without the one that numbers have.
func words(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) && r != 'e' {
			return r
		}
		return -1
	}, text)
}

// ink estimates where the text of the label is within its box, in device pixels.
func (l Label) ink(s Screen) rect {
	if l.Class == classUpright {
		h := min(textWidth(l.Class, l.Text), l.H)
		return rect{s.px(l.X), s.px(l.Y + l.H - h), s.px(l.W), s.px(h)}
	}
	w := min(textWidth(l.Class, l.Text), l.W)
	x := l.X
	switch l.Align {
	case "c":
		x += (l.W - w) / 2
	case "r":
		x += l.W - w
	}
	return rect{s.px(x), s.px(l.Y), s.px(w), s.px(l.H)}
}

// labels collects the labels of a scene.
type labels struct {
	screen Screen
	list   []Label
}

// put adds a label in a box of device pixels.
func (l *labels) put(class, text, align string, box rect) {
	if text == "" {
		return
	}
	s := l.screen
	l.list = append(l.list, Label{class, text, s.css(box.X), s.css(box.Y), s.css(box.W), s.css(box.H), align})
}

// clear removes the labels whose text would show through the card.
func (l *labels) clear(card rect) {
	kept := l.list[:0]
	for _, label := range l.list {
		if !label.ink(l.screen).overlaps(card) {
			kept = append(kept, label)
		}
	}
	l.list = kept
}

// title writes a panel's title, and at the right the first note that there is room for.
func (l *labels) title(p panel, title string, notes ...string) {
	s := l.screen
	line := rect{p.Frame.X, p.Frame.Y, p.Frame.W, s.px(22)}
	l.put(classTitle, title, "l", line)
	for _, note := range notes {
		if l.beside(p, title, note) {
			l.put(classNote, note, "r", line.trim(s.px(textWidth(classTitle, title)+12), 0, 0, 0))
			return
		}
	}
}

// beside tells whether a panel has room for a note beside its title.
func (l *labels) beside(p panel, title, note string) bool {
	s := l.screen
	return s.px(textWidth(classNote, note)) <= p.Frame.W-s.px(textWidth(classTitle, title)+12)
}

func (l *labels) empty(p panel, text string) {
	line := l.screen.px(20)
	l.put(classEmpty, text, "c", rect{p.Body.X, p.Body.Y + (p.Body.H-line)/2, p.Body.W, line})
}
