package paint

import (
	"image"
	"image/color"
	"math"
	"testing"
)

var red = color.NRGBA{R: 255, A: 255}

// painted is a picture of w x h pixels that a brush has painted on.
func painted(w, h int, paint func(Brush)) *image.RGBA {
	var l List
	paint(l.Start(w, h, 1))
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	l.Show(&Raster{Picture: m})
	return m
}

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
	for name, c := range map[string]struct {
		paint func(Brush, float64, float64, color.NRGBA)
		area  float64
	}{
		"dot":    {Brush.Dot, math.Pi * 2.1 * 2.1},
		"halo":   {Brush.Halo, math.Pi * 25},
		"swatch": {Brush.Swatch, math.Pi * 3.8 * 3.8},
		"ring":   {Brush.Ring, 2 * math.Pi * 5 * 1.75},
	} {
		for _, x := range []float64{20, 20.25, 20.4, 20.5, 20.9} {
			for _, y := range []float64{18, 18.6, 18.75} {
				m := painted(40, 40, func(b Brush) { c.paint(b, x, y, red) })
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
	m := painted(40, 40, func(b Brush) { b.Ring(20.5, 20.5, red) })
	if m.RGBAAt(20, 20).A != 0 || m.RGBAAt(25, 20).A != 255 {
		t.Errorf("ring: %v in the middle, %v on it", m.RGBAAt(20, 20), m.RGBAAt(25, 20))
	}
	// Many dots are one after the other, and what is no place is left out.
	var many Layer
	for _, p := range []XY{{10, 10}, {float32(math.NaN()), 3}, {float32(math.Inf(1)), 3}} {
		many.Add(p.X, p.Y, red, 0)
	}
	many.Add(30.5, 20, color.NRGBA{B: 255, A: 255}, 0)
	dots := painted(40, 40, func(b Brush) { b.Layer(&many, Transform{ScaleX: 1, ScaleY: 1}) })
	near(t, "dots", covered(dots), 2*math.Pi*2.1*2.1, 1)
	if dots.RGBAAt(9, 9) != (color.RGBA{R: 255, A: 255}) || dots.RGBAAt(30, 20) != (color.RGBA{B: 255, A: 255}) {
		t.Errorf("dots are %v and %v, red and blue expected", dots.RGBAAt(9, 9), dots.RGBAAt(30, 20))
	}
	// A part of a shape lies where it would lie as a whole.
	whole := painted(40, 40, func(b Brush) { b.Halo(20.3, 18.6, red) })
	part := painted(40, 40, func(b Brush) { b.Within(image.Rect(18, 10, 23, 20)).Halo(20.3, 18.6, red) })
	for y := range 40 {
		for x := range 40 {
			want := color.RGBA{}
			if image.Pt(x, y).In(image.Rect(18, 10, 23, 20)) {
				want = whole.RGBAAt(x, y)
			}
			if found := part.RGBAAt(x, y); found != want {
				t.Fatalf("pixel %d, %d of a part: %v found, %v expected", x, y, found, want)
			}
		}
	}
}

func TestLines(t *testing.T) {
	paint := func(width float64, points ...XY) *image.RGBA {
		return painted(60, 60, func(b Brush) { b.Line(points, width, red) })
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
	if a := paint(4, XY{X: 10, Y: 20}, XY{X: 40, Y: 20}, XY{X: 12, Y: 24}).RGBAAt(40, 19).A; a != 255 {
		t.Errorf("sharp turn: coverage %d found, 255 expected", a)
	}
	// One point is no line, and what lies outside is cut off.
	if sum := covered(paint(2, XY{X: 10, Y: 10})); sum != 0 {
		t.Errorf("a line of one point covers %g pixels", sum)
	}
	near(t, "line that leaves", covered(paint(2, XY{X: -1000, Y: 30}, XY{X: 1000, Y: 30})), 120, 0.1)
	near(t, "line outside", covered(paint(2, XY{X: -20, Y: -30}, XY{X: -40, Y: 100})), 0, 0)
	near(t, "line to nowhere", covered(paint(2, XY{X: 10, Y: 30}, XY{X: float32(math.NaN()), Y: 2}, XY{X: 20, Y: 30})), 20+math.Pi, 1)
}

// A line is as its distance from each pixel says, whatever its way: the pixels of many are compared with what the distance gives.
func TestLinesAreDistances(t *testing.T) {
	for i := range 40 {
		a := float64(i) * 0.157
		from := XY{float32(40 + 1.3*math.Cos(a)), float32(40.2 - 2*math.Sin(a))}
		to := XY{from.X + float32(30*math.Cos(a)), from.Y + float32(30*math.Sin(a))}
		m := painted(80, 80, func(b Brush) { b.Line([]XY{from, to}, 2, red) })
		for y := range 80 {
			for x := range 80 {
				px, py := float64(x)+0.5-float64(from.X), float64(y)+0.5-float64(from.Y)
				along := min(max(px*math.Cos(a)+py*math.Sin(a), 0), 30)
				if along < 2 || along > 28 { // at round ends the soft edges of disc and line lie over each other
					continue
				}
				far := math.Hypot(px-along*math.Cos(a), py-along*math.Sin(a))
				near(t, "coverage", float64(m.RGBAAt(x, y).A), 255*part(1-far), 4)
				if t.Failed() {
					t.Fatalf("direction %g, pixel %d, %d", a, x, y)
				}
			}
		}
	}
}

func TestFill(t *testing.T) {
	m := painted(20, 20, func(b Brush) { b.Fill(image.Rect(2, 3, 12, 8), red) })
	near(t, "rectangle", covered(m), 50, 0)
	m = painted(20, 20, func(b Brush) {
		b.Fill(image.Rect(2, 3, 12, 8), red)
		b.Fill(image.Rect(2, 3, 3, 4), color.NRGBA{B: 255, A: 128})
	})
	if found, want := m.RGBAAt(2, 3), (color.RGBA{R: 127, B: 128, A: 255}); found != want {
		t.Errorf("%v found where blue lies over red, %v expected", found, want)
	}
	m = painted(20, 20, func(b Brush) { b.Within(image.Rect(5, 5, 8, 8)).Fill(image.Rect(0, 0, 20, 20), red) })
	near(t, "rectangle on a part", covered(m), 9, 0)
	m = painted(20, 20, func(b Brush) {
		b.Within(image.Rect(5, 5, 8, 8)).Within(image.Rect(7, 0, 20, 20)).Fill(image.Rect(0, 0, 20, 20), red)
	})
	near(t, "rectangle on a part of a part", covered(m), 3, 0)
	m = painted(20, 20, func(b Brush) { b.Frame(image.Rect(5, 5, 9, 11), 2, red) })
	near(t, "frame", covered(m), 8*10-4*6, 0)
	if m.RGBAAt(5, 5).A != 0 || m.RGBAAt(4, 4).A != 255 || m.RGBAAt(10, 12).A != 255 {
		t.Error("the frame does not lie outside of the rectangle")
	}
}
