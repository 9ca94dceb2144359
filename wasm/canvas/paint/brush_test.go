package paint

import (
	"image"
	"image/color"
	"math"
	"testing"
)

var red = color.NRGBA{R: 255, A: 255}

// covered is how many pixels are painted, in parts.
func covered(m *image.RGBA) (sum float64) {
	for at := 3; at < len(m.Pix); at += 4 {
		sum += float64(m.Pix[at]) / 255
	}
	return sum
}

func near(t *testing.T, what string, found, want, within float64) {
	t.Helper()
	if math.Abs(found-want) > within {
		t.Errorf("%s: %g found, %g expected", what, found, want)
	}
}

// A shape covers its area, and lies around its middle, wherever within a pixel that is.
func TestStamps(t *testing.T) {
	k := newShapes(1)
	for name, c := range map[string]struct {
		stamp *stamp
		area  float64
	}{
		"dot":    {&k.dot, math.Pi * 2.1 * 2.1},
		"halo":   {&k.halo, math.Pi * 25},
		"swatch": {&k.swatch, math.Pi * 3.8 * 3.8},
		"ring":   {&k.ring, 2 * math.Pi * 5 * 1.75},
	} {
		for _, x := range []float64{20, 20.25, 20.4, 20.5, 20.9} {
			for _, y := range []float64{18, 18.6, 18.75} {
				m := image.NewRGBA(image.Rect(0, 0, 40, 40))
				Brush{k, m}.stamp(c.stamp, x, y, red)
				near(t, name, covered(m), c.area, 0.04*c.area)
				middleX, middleY := 0.0, 0.0
				for at := 3; at < len(m.Pix); at += 4 {
					a := float64(m.Pix[at]) / 255
					middleX += a * (float64(at/4%40) + 0.5)
					middleY += a * (float64(at/4/40) + 0.5)
				}
				near(t, name+", middle across", middleX/covered(m), x, 0.14)
				near(t, name+", middle down", middleY/covered(m), y, 0.14)
			}
		}
	}
	m := image.NewRGBA(image.Rect(0, 0, 40, 40))
	Brush{k, m}.stamp(&k.ring, 20.5, 20.5, red)
	if m.RGBAAt(20, 20).A != 0 || m.RGBAAt(25, 20).A != 255 {
		t.Errorf("ring: %v in the middle, %v on it", m.RGBAAt(20, 20), m.RGBAAt(25, 20))
	}
}

func TestLines(t *testing.T) {
	k := newShapes(1)
	paint := func(width float64, points ...XY) *image.RGBA {
		m := image.NewRGBA(image.Rect(0, 0, 60, 60))
		Brush{k, m}.Line(points, width, red)
		return m
	}
	// Along pixels: two rows of them, all covered.
	m := paint(2, XY{X: 10, Y: 20}, XY{X: 50, Y: 20})
	for y, want := range map[int]uint8{18: 0, 19: 255, 20: 255, 21: 0} {
		if a := m.RGBAAt(30, y).A; a != want {
			t.Errorf("row %d: coverage %d found, %d expected", y, a, want)
		}
	}
	// Across them: length times width, and half a disc at each end.
	near(t, "slanting line", covered(paint(3, XY{X: 10, Y: 10}, XY{X: 40, Y: 50})), 50*3+math.Pi*1.5*1.5, 2)
	// Pieces of one line do not show where they meet, and corners are closed.
	whole, pieces := paint(2, XY{X: 10.5, Y: 10}, XY{X: 40.5, Y: 40}), paint(2, XY{X: 10.5, Y: 10}, XY{X: 20.5, Y: 20}, XY{X: 20.5, Y: 20}, XY{X: 40.5, Y: 40})
	for i := range whole.Pix {
		if d := int(whole.Pix[i]) - int(pieces.Pix[i]); d < -1 || d > 1 {
			t.Fatalf("byte %d: %d in one piece, %d in three", i, whole.Pix[i], pieces.Pix[i])
		}
	}
	if a := paint(4, XY{X: 10, Y: 10}, XY{X: 30, Y: 10}, XY{X: 30, Y: 40}).RGBAAt(30, 9).A; a != 255 {
		t.Errorf("corner: coverage %d found, 255 expected", a)
	}
	// One point is no line, and what lies outside is cut off.
	if sum := covered(paint(2, XY{X: 10, Y: 10})); sum != 0 {
		t.Errorf("a line of one point covers %g pixels", sum)
	}
	near(t, "line that leaves", covered(paint(2, XY{X: -1000, Y: 30}, XY{X: 1000, Y: 30})), 120, 0.1)
	near(t, "line outside", covered(paint(2, XY{X: -20, Y: -30}, XY{X: -40, Y: 100})), 0, 0)
}

func TestFill(t *testing.T) {
	k := newShapes(1)
	m := image.NewRGBA(image.Rect(0, 0, 20, 20))
	Brush{k, m}.Fill(image.Rect(2, 3, 12, 8), red)
	near(t, "rectangle", covered(m), 50, 0)
	Brush{k, m}.Fill(image.Rect(2, 3, 3, 4), color.NRGBA{B: 255, A: 128})
	if found, want := m.RGBAAt(2, 3), (color.RGBA{R: 127, B: 128, A: 255}); found != want {
		t.Errorf("%v found where blue lies over red, %v expected", found, want)
	}
	m = image.NewRGBA(image.Rect(0, 0, 20, 20))
	Brush{k, m}.Within(image.Rect(5, 5, 8, 8)).Fill(image.Rect(0, 0, 20, 20), red)
	near(t, "rectangle on a part", covered(m), 9, 0)
	m = image.NewRGBA(image.Rect(0, 0, 20, 20))
	Brush{k, m}.Frame(image.Rect(5, 5, 9, 11), 2, red)
	near(t, "frame", covered(m), 8*10-4*6, 0)
	if m.RGBAAt(5, 5).A != 0 || m.RGBAAt(4, 4).A != 255 || m.RGBAAt(10, 12).A != 255 {
		t.Error("the frame does not lie outside of the rectangle")
	}
}

// What is painted lies in the runs, and where nothing is there are none.
func TestPainted(t *testing.T) {
	m := image.NewRGBA(image.Rect(0, 0, 200, 150))
	if runs := Painted(nil, m); len(runs) != 0 {
		t.Errorf("runs %v found on an empty picture", runs)
	}
	k := newShapes(1)
	Brush{k, m}.Fill(image.Rect(10, 40, 70, 50), red)
	Brush{k, m}.Fill(image.Rect(199, 149, 200, 150), color.NRGBA{G: 255, A: 3})
	Brush{k, m}.Fill(image.Rect(130, 40, 135, 45), red)
	want := []image.Rectangle{image.Rect(0, 32, 96, 64), image.Rect(128, 32, 160, 64), image.Rect(192, 128, 200, 150)}
	runs := Painted(nil, m)
	if len(runs) != len(want) {
		t.Fatalf("runs %v found, %v expected", runs, want)
	}
	for i, r := range runs {
		if r != want[i] {
			t.Errorf("run %d: %v found, %v expected", i, r, want[i])
		}
	}
}
