package view

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
	ClassTitle  = "title"  // name of a panel
	ClassNote   = "note"   // what a panel shows
	ClassRow    = "row"    // name of a row of images
	ClassTick   = "tick"   // number at an axis, error of an image
	ClassAxis   = "axis"   // name of an axis
	ClassLegend = "legend" // entry of a legend
	ClassDigit  = "digit"  // digit at the middle of its points
	ClassRead   = "read"   // read-out of an enlarged image
	ClassEmpty  = "empty"  // what stands where nothing is yet

	ClassColumn    = "column"    // name of a column of a table
	ClassUpright   = "upright"   // the same, running down
	ClassCell      = "cell"      // number in a table
	ClassCellNoisy = "noisy"     // the same, corrupted
	ClassArrow     = "arrow"     // where one scrolls
	ClassArrowOff  = "arrow-off" // where there is nothing more
	ClassMark      = "mark"      // name of a line in the loss chart
)

// charWidth is the mean width of a character in CSS pixels; DOM text is not measured, only kept apart.
var charWidth = map[string]float64{
	ClassTitle: 7.6, ClassNote: 6.2, ClassRow: 6.2, ClassTick: 6.4, ClassAxis: 6.2,
	ClassLegend: 7, ClassDigit: 8.5, ClassRead: 6.6, ClassEmpty: 6.6,
	ClassColumn: 6.4, ClassUpright: 6.4, ClassCell: 6.4, ClassCellNoisy: 6.4, ClassArrow: 9, ClassArrowOff: 9, ClassMark: 6.4,
}

// TextWidth estimates the width of a text of that class, in CSS pixels.
func TextWidth(class, text string) float64 {
	return charWidth[class] * float64(utf8.RuneCountInString(text))
}

// near is by how much a label may be away from where it belongs for a moment, CSS pixels.
const near = 6

// passing are the classes whose numbers change while a run goes on. All others say what somebody asked for, or read out.
var passing = []string{ClassTick, ClassNote, ClassDigit, ClassCell, ClassCellNoisy, ClassMark}

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

// Ink estimates where the text of the label is within its box, in device pixels.
func (l Label) Ink(s Screen) Rect {
	if l.Class == ClassUpright {
		h := min(TextWidth(l.Class, l.Text), l.H)
		return Rect{s.Px(l.X), s.Px(l.Y + l.H - h), s.Px(l.W), s.Px(h)}
	}
	w := min(TextWidth(l.Class, l.Text), l.W)
	x := l.X
	switch l.Align {
	case "c":
		x += (l.W - w) / 2
	case "r":
		x += l.W - w
	}
	return Rect{s.Px(x), s.Px(l.Y), s.Px(w), s.Px(l.H)}
}

// labels collects the labels of a scene.
type labels struct {
	screen Screen
	list   []Label
}

// put adds a label in a box of device pixels.
func (l *labels) put(class, text, align string, box Rect) {
	if text == "" {
		return
	}
	s := l.screen
	l.list = append(l.list, Label{class, text, s.CSS(box.X), s.CSS(box.Y), s.CSS(box.W), s.CSS(box.H), align})
}

// clear removes the labels whose text would show through the card.
func (l *labels) clear(card Rect) {
	kept := l.list[:0]
	for _, label := range l.list {
		if !label.Ink(l.screen).Overlaps(card) {
			kept = append(kept, label)
		}
	}
	l.list = kept
}
