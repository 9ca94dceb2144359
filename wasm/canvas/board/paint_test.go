package board

import (
	"image"
	"image/color"
	"math"
	"testing"

	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/paint"
)

// pictures is a snapshot of n images, a grid of g x g tiles and some points; all pixels of an image are alike.
func pictures(n, g int32, points int) *wire.Snapshot {
	const side = 28
	pixels := func(n, step int32) []byte {
		b := make([]byte, n*side*side)
		for i := range b {
			b[i] = byte(int32(i)/(side*side)*step + 40)
		}
		return b
	}
	s := &wire.Snapshot{Run: 1, Step: 3000, Epoch: 5}
	s.Images = &wire.Images{N: n, H: side, W: side, C: 1, Clean: pixels(n, 10), Output: pixels(n, 12)}
	for i := range n {
		s.Images.Labels = append(s.Images.Labels, byte(i%10))
		s.Images.Errors = append(s.Images.Errors, 0.01+float32(i)/1000)
	}
	s.Codes = &wire.Codes{AxisX: "z[0]", AxisY: "z[1]", Dim: 2}
	for i := range points {
		angle, radius := float64(i)*2.4, math.Sqrt(float64(i))/8
		s.Codes.X = append(s.Codes.X, float32(radius*math.Cos(angle)))
		s.Codes.Y = append(s.Codes.Y, float32(radius*math.Sin(angle)))
		s.Codes.Labels = append(s.Codes.Labels, byte(i%10))
	}
	s.Grid = &wire.Grid{N: g, H: side, W: side, C: 1, X0: -4, X1: 4, Y0: -2, Y1: 2, Pixels: pixels(g*g, 1)}
	s.Curve = &wire.Curve{Unit: "mean squared error per pixel"}
	for i := range int32(300) {
		p := wire.CurvePoint{Step: 10 * (i + 1), Loss: 0.02 + 0.2/float32(i+1)}
		s.Curve.Train = append(s.Curve.Train, p)
		if i%40 == 39 {
			s.Curve.Test = append(s.Curve.Test, wire.CurvePoint{Step: p.Step, Loss: p.Loss + 0.002})
		}
	}
	return s
}

// rasters is what each board is painted on: it keeps its pages from frame to frame.
var rasters = map[*Board]*paint.Raster{}

// Paint paints the board as a GPU would, on an empty picture.
func (b *Board) Paint(m *image.RGBA) paint.Work {
	r := rasters[b]
	if r == nil {
		r = &paint.Raster{}
		rasters[b] = r
	}
	clear(m.Pix)
	r.Picture = m
	return b.Draw(r)
}

// painted is a board as it is laid out, and the picture of it.
func painted(b *Board) (*looked, *image.RGBA) {
	s := look(b)
	m := image.NewRGBA(image.Rect(0, 0, s.Screen.W, s.Screen.H))
	b.Paint(m)
	return s, m
}

// boardOn is a board that has taken the frame.
func boardOn(t testing.TB, screen Screen, s *wire.Snapshot, v string) *Board {
	t.Helper()
	b := New()
	b.Resize(screen)
	if err := b.SetView([]byte(v)); err != nil {
		t.Fatal(err)
	}
	if err := b.Show(s.Encode(nil)); err != nil {
		t.Fatal(err)
	}
	return b
}

func gray(v byte) color.RGBA { return color.RGBA{v, v, v, 255} }

// over is what a color becomes over another.
func over(c color.NRGBA, back color.NRGBA) color.RGBA {
	a := float64(c.A) / 255
	mix := func(x, y uint8) uint8 { return uint8(math.Round(a*float64(x) + (1-a)*float64(y))) }
	return color.RGBA{mix(c.R, back.R), mix(c.G, back.G), mix(c.B, back.B), 255}
}

func same(a, b color.RGBA) bool {
	d := func(x, y uint8) bool { return max(x, y)-min(x, y) <= 2 }
	return d(a.R, b.R) && d(a.G, b.G) && d(a.B, b.B) && d(a.A, b.A)
}

// On every kind of screen: tiles have the pixels of their images, points the colors of their digits, and where nothing is, the
// page shows.
func TestPaint(t *testing.T) {
	for _, screen := range []Screen{{W: 730, H: 463, Scale: 1}, {W: 1460, H: 926, Scale: 2}, {W: 1170, H: 2532, Scale: 3}, {W: 915, H: 700, Scale: 1.25}} {
		for _, theme := range []*theme{light, dark} {
			frame := pictures(8, 10, 60)
			s, m := painted(boardOn(t, screen, frame, `{"grid":10,"theme":"`+theme.Name+`"}`))
			expect := func(what string, x, y int, want color.RGBA) {
				t.Helper()
				if found := m.RGBAAt(x, y); !same(found, want) {
					t.Errorf("%v, %s: %s at %d, %d: %v found, %v expected", screen, theme.Name, what, x, y, found, want)
				}
			}
			if s.Tiles == nil || s.Plane == nil || s.Grid == nil || s.Loss == nil {
				t.Fatalf("%v: a panel is missing", screen)
			}
			for i := range s.Tiles.N {
				for row, v := range []byte{byte(10*i + 40), byte(12*i + 40)} {
					r := s.Tiles.tile(row, i)
					for _, at := range [][2]int{{r.X, r.Y}, {r.right() - 1, r.bottom() - 1}, {r.X + r.W/2, r.Y + r.H/2}} {
						expect("image", at[0], at[1], gray(v))
					}
				}
				r, e := s.Tiles.tile(2, i), errorColors[2*i+255]
				expect("error", r.X+r.W/2, r.Y+r.H/2, color.RGBA{e.R, e.G, e.B, 255})
			}
			n := s.Sample.N
			for i := range n * n {
				tile := (s.Sample.First+i/n*s.Sample.Every)*10 + s.Sample.First + i%n*s.Sample.Every
				expect("grid", s.Grid.Area.X+i%n*s.Tile+s.Tile/2, s.Grid.Area.Y+i/n*s.Grid.Area.H/n+s.Grid.Area.H/n/2, gray(byte(tile+40)))
			}
			last := len(frame.Codes.X) - 1 // lies over the others
			x, y := s.Plane.at(point{X: float64(frame.Codes.X[last]), Y: float64(frame.Codes.Y[last])})
			expect("point", int(x), int(y), over(theme.digit(frame.Codes.Labels[last]), theme.Plot))
			a := s.Loss.Area
			expect("test loss", int(s.Loss.Test[2].X), int(s.Loss.Test[2].Y), over(theme.Test, theme.Plot))
			expect("axis", a.X-1, a.Y+a.H/2, over(theme.Line, theme.Plot))
			expect("beside the panels", 0, screen.H-1, color.RGBA{})
		}
	}
}

// What stands over the panels follows the pointer, and leaves nothing behind.
func TestPaintPopup(t *testing.T) {
	b := boardOn(t, Screen{W: 730, H: 463, Scale: 1}, pictures(8, 10, 60), `{"grid":10}`)
	s, before := painted(b)
	r := s.Tiles.tile(1, 3)
	b.Move(float64(r.X+5), float64(r.Y+5))
	s, m := painted(b)
	if len(s.Cards) != 1 || len(s.Cards[0].tiles) != 3 {
		t.Fatalf("popups %+v found, one with three tiles expected", s.Cards)
	}
	for i, v := range []byte{70, 76} {
		r := s.Cards[0].tiles[i]
		if found := m.RGBAAt(r.X+r.W/2, r.Y+r.H/2); found != gray(v) {
			t.Errorf("tile %d: %v found, %d expected", i, found, v)
		}
	}
	b.Leave()
	if _, after := painted(b); string(after.Pix) != string(before.Pix) {
		t.Error("after the pointer has left the picture is not what it was")
	}
}

// Pictures in color keep their colors, in tiles larger and smaller than they are; filters have those of their scale.
func TestPaintColors(t *testing.T) {
	for _, side := range []int32{7, 64} {
		pixels := make([]byte, 3*side*side)
		for i := range pixels {
			pixels[i] = []byte{200, 100, 30}[i%3]
		}
		s := &wire.Snapshot{Run: 1, Step: 1, Images: &wire.Images{N: 1, H: side, W: side, C: 3, Clean: pixels, Output: pixels, Errors: []float32{0}}}
		s.Filters = &wire.Filters{N: 2, Total: 2, H: side, W: side, C: 1, Scale: 1, Pixels: make([]byte, 2*side*side)}
		for i := range s.Filters.Pixels {
			s.Filters.Pixels[i] = []byte{255, 1}[i/int(side*side)]
		}
		for _, screen := range []Screen{{W: 300, H: 120, Scale: 1}, {W: 1200, H: 900, Scale: 2}} {
			scene, m := painted(boardOn(t, screen, s, `{"panels":["images"]}`))
			for row := range 2 {
				r := scene.Tiles.tile(row, 0)
				if found, want := m.RGBAAt(r.X+r.W/2, r.Y+r.H/2), (color.RGBA{200, 100, 30, 255}); found != want {
					t.Errorf("%v, side %d, row %d: %v found, %v expected", screen, side, row, found, want)
				}
			}
			scene, m = painted(boardOn(t, screen, s, `{"panels":["filters"]}`))
			for i, v := range []byte{255, 1} {
				r, w := scene.Filters.tile(i), weightColors[v]
				if found, want := m.RGBAAt(r.X+r.W/2, r.Y+r.H/2), (color.RGBA{w.R, w.G, w.B, 255}); found != want {
					t.Errorf("%v, side %d, filter %d: %v found, %v expected", screen, side, i, found, want)
				}
			}
		}
	}
}

// No screen is too small to be painted, and none too odd.
func TestPaintAnySize(t *testing.T) {
	frame := pictures(5, 6, 30)
	for w := 1; w < 500; w += 37 {
		for h := 1; h < 400; h += 29 {
			for _, scale := range []float64{0.5, 1, 1.7, 3} {
				b := boardOn(t, Screen{W: w, H: h, Scale: scale}, frame, `{"grid":6}`)
				painted(b)
				b.Move(float64(w)/2, float64(h)/3)
				painted(b)
			}
		}
	}
}
