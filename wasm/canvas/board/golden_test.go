package board

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bottleneck/core/wire"
)

var update = flag.Bool("update", false, "write the golden files anew")

// frame makes a snapshot whose every part is known: a denoising run of n images with a g x g grid.
func frame(run uint32, n, g int32) *wire.Snapshot {
	const side = 28
	pixels := func(n int32) []byte {
		b := make([]byte, n*side*side)
		for i := range b {
			b[i] = byte(i * 7)
		}
		return b
	}
	s := &wire.Snapshot{Run: run, Step: 1200, Epoch: 2}
	s.Images = &wire.Images{N: n, H: side, W: side, C: 1, Clean: pixels(n), Corrupted: pixels(n), Output: pixels(n)}
	for i := range n {
		s.Images.Labels = append(s.Images.Labels, byte(i%10))
		s.Images.Errors = append(s.Images.Errors, 0.01+float32(i)/1000)
	}
	s.Codes = &wire.Codes{AxisX: "z[0]", AxisY: "z[1]", Dim: 2}
	for i := range 100 {
		s.Codes.X = append(s.Codes.X, float32(i%10)-4.5)
		s.Codes.Y = append(s.Codes.Y, float32(i/10)/2-2)
		s.Codes.Labels = append(s.Codes.Labels, byte(i%10))
	}
	s.Grid = &wire.Grid{N: g, H: side, W: side, C: 1, X0: -4, X1: 4, Y0: -2, Y1: 2, Pixels: pixels(g * g)}
	s.Curve = &wire.Curve{Unit: "mean squared error per pixel"}
	for i := range int32(120) {
		p := wire.CurvePoint{Step: 10 * (i + 1), Loss: 0.02 + 0.2/float32(i+1)}
		s.Curve.Train = append(s.Curve.Train, p)
		if i%40 == 39 {
			s.Curve.Test = append(s.Curve.Test, wire.CurvePoint{Step: p.Step, Loss: p.Loss + 0.002})
		}
	}
	return s
}

// boardOf returns a board of that size in CSS pixels which has taken the frame.
func boardOf(t testing.TB, w, h int, scale float64, s *wire.Snapshot, view string) *Board {
	t.Helper()
	b := New()
	b.Resize(Screen{W: int(float64(w) * scale), H: int(float64(h) * scale), Scale: scale})
	if err := b.SetView([]byte(view)); err != nil {
		t.Fatal(err)
	}
	if s != nil {
		if err := b.Show(s.Encode(nil)); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// describe writes a scene as text.
func describe(s *looked) string {
	var b strings.Builder
	box := func(r rect) string { return fmt.Sprintf("%dx%d at %d,%d", r.W, r.H, r.X, r.Y) }
	fmt.Fprintf(&b, "screen %dx%d scale %g\n", s.Screen.W, s.Screen.H, s.Screen.Scale)
	for _, p := range s.Panels {
		fmt.Fprintf(&b, "panel %-6s %s body %s\n", p.Name, box(p.Frame), box(p.Body))
	}
	for _, t := range [...]*tiles{s.Tiles, s.Code} {
		if t == nil {
			continue
		}
		fmt.Fprintf(&b, "tiles %dx%d, %d images in %d blocks of %d, step %d,%d block %d caption %d\n", t.W, t.H, t.N, t.blocks(), t.Cols, t.StepX, t.StepY, t.Block, t.Caption)
		for row := t.pictures(); row < len(t.Rows); row++ {
			fmt.Fprintf(&b, "chart %s %s\n", t.Rows[row].Kind, box(t.tile(row, 0)))
		}
	}
	if m := s.Filters; m != nil {
		fmt.Fprintf(&b, "filters %d of %dx%d, %d in a row, from %d,%d step %d\n", m.N, m.W, m.H, m.Cols, m.X, m.Y, m.Step)
	}
	if t := s.Table; t != nil {
		fmt.Fprintf(&b, "table %d rows, columns %d to %d of %d, cells %dx%d from %d,%d upright %v\n", t.Rows, t.First, t.First+t.Cols-1, t.All, t.W, t.H, t.X, t.Y, t.Upright)
	}
	if n := len(s.Over); n > 0 {
		fmt.Fprintf(&b, "over the loss %d lines, the first %s, the last %s\n", n, box(s.Over[0].rect), box(s.Over[n-1].rect))
	}
	for _, s := range s.Way {
		fmt.Fprintf(&b, "station %-10s %s box %s", s.name, box(s.frame), box(s.box))
		switch {
		case s.cell > 0:
			fmt.Fprintf(&b, ", %d cells of %d, %d down", s.shown, s.cell, s.rows)
		case s.maps != nil:
			fmt.Fprintf(&b, ", %d maps of %dx%d, %d in a row", s.shown, s.maps.W, s.maps.H, s.maps.Cols)
		}
		b.WriteByte('\n')
	}
	for _, p := range [...]struct {
		name string
		plot *plot
	}{{"plane", s.Plane}, {"grid", s.Grid}, {"loss", lossPlot(s)}} {
		if p.plot != nil {
			fmt.Fprintf(&b, "plot %-5s %s x %.4g..%.4g y %.4g..%.4g\n", p.name, box(p.plot.Area), p.plot.X.Lo, p.plot.X.Hi, p.plot.Y.Lo, p.plot.Y.Hi)
		}
	}
	if s.Grid != nil {
		fmt.Fprintf(&b, "grid tile %d\n", s.Tile)
	}
	for _, p := range s.Cards {
		w := 0
		if len(p.tiles) > 0 {
			w = p.tiles[0].W
		}
		fmt.Fprintf(&b, "popup %s with %d tiles of %d\n", box(p.rect), len(p.tiles), w)
	}
	for _, l := range s.Labels {
		fmt.Fprintf(&b, "%-6s %s %6.1f,%-6.1f %5.1fx%-5.1f %q\n", l.Class, l.Align, l.X, l.Y, l.W, l.H, l.Text)
	}
	return b.String()
}

func lossPlot(s *looked) *plot {
	if s.Loss == nil {
		return nil
	}
	return s.Loss.plot
}

// sizes are the whole window, and what the page leaves for the canvas, of a desktop, a tablet and a phone.
var sizes = []struct {
	name  string
	w, h  int
	scale float64
	view  string
}{
	{"1440x900", 1440, 900, 1, `{}`},
	{"820x1180", 820, 1180, 2, `{}`},
	{"390x844", 390, 844, 3, `{}`},
	{"1000x760", 1000, 760, 1.25, `{"log":true}`},
	{"732x583", 732, 583, 1, `{}`},
	{"1212x763", 1212, 763, 1, `{}`},
	{"470x898", 470, 898, 1, `{}`},
	{"470x458", 470, 458, 1, `{}`},
	{"780x420", 780, 420, 2, `{}`},
	{"732x583-plane-grid", 732, 583, 1, `{"panels":["latent","grid"]}`},
	{"732x583-no-grid", 732, 583, 1, `{"panels":["images","latent","loss"]}`},
	{"780x900", 780, 900, 2, `{"order":"worst"}`},
	{"366x520-images", 366, 520, 3, `{"panels":["images"]}`},
	{"366x520-latent", 366, 520, 3, `{"panels":["latent"]}`},
	{"366x520-grid", 366, 520, 3, `{"panels":["grid"]}`},
	{"366x520-loss", 366, 520, 3, `{"panels":["loss"]}`},
}

// checkGolden compares a layout with the one that is stored by its name.
func checkGolden(t *testing.T, name, found string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(path, []byte(found), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	expected, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if found != string(expected) {
		t.Errorf("layout found:\n%s\nexpected:\n%s", found, expected)
	}
}

func TestLayoutGolden(t *testing.T) {
	for _, c := range sizes {
		t.Run(c.name, func(t *testing.T) {
			checkGolden(t, c.name, describe(look(boardOf(t, c.w, c.h, c.scale, frame(1, 12, 15), c.view))))
		})
	}
}

// Whatever the size: nothing leaves the surface, panels do not overlap, texts of the same panel do not touch.
func TestLayoutHolds(t *testing.T) {
	for w := 320; w <= 1920; w += 100 {
		for _, h := range []int{320, 480, 620, 844, 1180} {
			for _, scale := range []float64{1, 1.25, 2, 3} {
				for _, n := range []int32{1, 8, 20} {
					views := []string{`{}`, `{"panels":["latent","grid"]}`, `{"panels":["images","grid","loss"]}`, `{"panels":["images","latent","loss"]}`}
					view := views[(w/100+h/10+int(n))%len(views)]
					s := look(boardOf(t, w, h, scale, frame(1, n, 20), view))
					where := fmt.Sprintf("%dx%d scale %g, %d images, %s", w, h, scale, n, view)
					checkScene(t, where, s)
					if t.Failed() {
						t.Fatalf("%s:\n%s", where, describe(s))
					}
				}
			}
		}
	}
}

func checkScene(t *testing.T, where string, s *looked) {
	t.Helper()
	screen := rect{W: s.Screen.W, H: s.Screen.H}
	within := func(what string, r, outer rect) {
		t.Helper()
		if r.X < outer.X || r.Y < outer.Y || r.right() > outer.right() || r.bottom() > outer.bottom() {
			t.Errorf("%s: %s at %v leaves %v", where, what, r, outer)
		}
	}
	for i, p := range s.Panels {
		within("panel "+p.Name, p.Frame, screen)
		for _, o := range s.Panels[:i] {
			if o.Frame.overlaps(p.Frame) {
				t.Errorf("%s: panels %s and %s overlap", where, o.Name, p.Name)
			}
		}
		switch {
		case p.Name == "images" && s.Tiles != nil:
			if s.Tiles.N == 0 {
				t.Errorf("%s: no image is shown", where)
			}
			for i := range s.Tiles.N {
				within("column", s.Tiles.column(i), p.Body)
			}
		case p.Name == "latent" && s.Plane != nil:
			within("plane", s.Plane.Area, p.Body)
		case p.Name == "grid" && s.Grid != nil:
			within("grid", s.Grid.Area, p.Body)
			if s.Grid.Area.W != s.Tile*s.Sample.N {
				t.Errorf("%s: grid of %d pixels, tiles of %d", where, s.Grid.Area.W, s.Tile)
			}
		case p.Name == "loss" && s.Loss != nil:
			within("loss", s.Loss.Area, p.Body)
		case p.Name == "code" && s.Code != nil:
			for i := range s.Code.N {
				within("code", s.Code.column(i), p.Body)
			}
		case p.Name == "filters" && s.Filters != nil:
			for i := range s.Filters.N {
				within("filter", s.Filters.tile(i), p.Body)
			}
		case p.Name == "line":
			for i, w := range s.Way {
				within("station "+w.name, w.frame, p.Body)
				within("what is painted of "+w.name, w.box, w.frame)
				for _, o := range s.Way[:i] {
					if o.frame.overlaps(w.frame) {
						t.Errorf("%s: stations %s and %s overlap", where, o.name, w.name)
					}
				}
			}
		case p.Name == "table" && s.Table != nil:
			for i := range s.Table.Rows {
				within("row", s.Table.cell(i, s.Table.Cols-1), p.Body)
			}
		}
	}
	for _, f := range s.Fills {
		within("fill", f.rect, screen)
	}
	for _, f := range s.Over {
		within("line", f.rect, s.Loss.Area)
	}
	for i, l := range s.Labels {
		within("label "+l.Text, l.ink(s.Screen), screen)
		if l.Class == classLegend { // stands on the loss plot by design
			continue
		}
		for _, o := range s.Labels[:i] {
			a, b := o.ink(s.Screen), l.ink(s.Screen)
			if a.inset(1).overlaps(b.inset(1)) && o.Class == l.Class {
				t.Errorf("%s: labels %q and %q touch", where, o.Text, l.Text)
			}
		}
	}
}
