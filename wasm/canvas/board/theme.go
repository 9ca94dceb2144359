package board

import "image/color"

// theme is the colors of one appearance. The labels are DOM and take theirs from web/canvas/canvas.css, and the list of runs takes Runs from
// web/page/runs/runs.css; a test holds that the files say the same.
type theme struct {
	Name   string
	Back   color.NRGBA     // behind everything
	Plot   color.NRGBA     // behind plots
	Line   color.NRGBA     // axes and frames
	Grid   color.NRGBA     // lines across a plot
	Text   color.NRGBA     // crosshair and text
	Muted  color.NRGBA     // secondary text
	Card   color.NRGBA     // behind enlarged tiles
	Accent color.NRGBA     // the pin and the range of the grid
	Train  color.NRGBA     // training loss
	Test   color.NRGBA     // test loss
	Runs   [6]color.NRGBA  // of earlier runs
	Terms  [4]color.NRGBA  // of what the loss is the sum of, see termNames
	Digits [10]color.NRGBA // one for each class; told apart with all common kinds of color vision
}

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}
}

func digits(v ...uint32) (c [10]color.NRGBA) {
	for i := range c {
		c[i] = rgb(v[i])
	}
	return c
}

// Light and Dark are the two themes. The digits' colors were found by a search that kept them apart in OKLab under normal
// vision, protanopia, deuteranopia and tritanopia, and at a contrast of at least 3 to the plot behind them, on which they are painted as they are.
var (
	light = &theme{
		Name: "light",
		Back: rgb(0xffffff), Plot: rgb(0xf7f9fa), Line: rgb(0xb9c4c9), Grid: rgb(0xe4eaed),
		Text: rgb(0x1b2529), Muted: rgb(0x59676d), Card: rgb(0xffffff),
		Accent: rgb(0x0b6e75), Train: rgb(0x3d7fc1), Test: rgb(0xcc5a00),
		Runs:   [6]color.NRGBA{rgb(0x7a6a00), rgb(0xb4530a), rgb(0x5b49b5), rgb(0xa52a63), rgb(0x3f7a1c), rgb(0x2262b0)},
		Terms:  [4]color.NRGBA{rgb(0x3d7fc1), rgb(0x8a4fb0), rgb(0x2f8a4a), rgb(0xa8790a)},
		Digits: digits(0x0064ed, 0x989200, 0xd00000, 0x00425a, 0x6e00ac, 0xd86d85, 0x860000, 0x00743e, 0x8c5d97, 0x0098d5),
	}
	dark = &theme{
		Name: "dark",
		Back: rgb(0x161c1f), Plot: rgb(0x1b2327), Line: rgb(0x4a575d), Grid: rgb(0x29343a),
		Text: rgb(0xe6edef), Muted: rgb(0x9babb2), Card: rgb(0x222c31),
		Accent: rgb(0x4fc3c9), Train: rgb(0x6fa8e0), Test: rgb(0xf29a4a),
		Runs:   [6]color.NRGBA{rgb(0xd8c24a), rgb(0xf0a35e), rgb(0xab9bf5), rgb(0xf08cb8), rgb(0x93cf68), rgb(0x7db2f5)},
		Terms:  [4]color.NRGBA{rgb(0x6fa8e0), rgb(0xc79bf0), rgb(0x6fcf8e), rgb(0xe0b84a)},
		Digits: digits(0x00bcf8, 0xf0e400, 0xc53e00, 0x007a7c, 0xa627e6, 0xf6ab9d, 0xf76700, 0x00a767, 0x967db9, 0x6ef4f7),
	}
)

// Ink is what labels are written in, and on what: the colors that web/canvas/canvas.css has.
type Ink struct{ Back, Plot, Text, Muted, Accent color.NRGBA }

// InkOf returns the ink of the theme of that name; of light for any other name.
func InkOf(name string) Ink {
	t := themeOf(name)
	return Ink{t.Back, t.Plot, t.Text, t.Muted, t.Accent}
}

// themeOf returns the theme of that name; light for any other name.
func themeOf(name string) *theme {
	if name == "dark" {
		return dark
	}
	return light
}

// digit returns the color of a label.
func (t *theme) digit(label byte) color.NRGBA {
	if int(label) < len(t.Digits) {
		return t.Digits[label]
	}
	return t.Muted
}

// hue names a use of a color in charts.
type hue int

// Inks of charts.
const (
	huePositive hue = iota
	hueNegative
	hueBell
)

func (t *theme) ink(i hue) color.NRGBA {
	switch i {
	case hueNegative:
		return t.Test
	case hueBell:
		return faded(t.Train, 0.55)
	}
	return t.Train
}
