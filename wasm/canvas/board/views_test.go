package board

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/wire"
)

// viewsFrame is frame with what belongs to some recipes: codes of so many numbers, distributions or not, 64 filters of
// side x side, a baseline and two phases.
func viewsFrame(n int32, dim int, variational bool, side int32) *wire.Snapshot {
	s := frame(1, n, 15)
	s.Bars = &wire.Bars{N: n, Dim: int32(dim), Total: int32(dim)}
	for i := range int(n) * dim {
		s.Bars.Z = append(s.Bars.Z, float32(i%7)/2-1)
		if variational {
			s.Bars.Deviation = append(s.Bars.Deviation, 0.2+float32(i%5)/5)
		}
	}
	s.Filters = &wire.Filters{N: 64, H: side, W: side, C: 1, Total: 500, Scale: 0.31, Layer: "first layer, 500 units"}
	for i := range 64 * side * side {
		s.Filters.Pixels = append(s.Filters.Pixels, byte(i*3))
	}
	s.Curve.Baseline, s.Curve.BaselineText = 0.03, "PCA, 32 components"
	s.Curve.Phases = []wire.Phase{{Step: 0, Name: "RBM 1"}, {Step: 400, Name: "RBM 2"}, {Step: 800, Name: "fine-tuning"}}
	return s
}

// named is a frame whose filters are of that layer.
func named(s *wire.Snapshot, layer string) *wire.Snapshot {
	s.Filters.Layer = layer
	return s
}

// tableFrame is a frame of n rows without pixels.
func tableFrame(n, columns int, corrupted bool) *wire.Snapshot {
	s := frame(1, 1, 15)
	s.Images, s.Grid, s.Codes.Labels = nil, nil, nil
	t := &wire.Table{N: int32(n)}
	for k := range columns {
		t.Columns = append(t.Columns, fmt.Sprintf("purchase %d", k+1))
	}
	for i := range n * columns {
		t.Clean = append(t.Clean, float32(i%11)/10)
		t.Output = append(t.Output, float32(i%11)/10+float32(i%3-1)/8)
		if corrupted {
			t.Corrupted = append(t.Corrupted, float32(i%11)/10*float32(i%2))
		}
	}
	t.Errors = make([]float32, n)
	s.Table = t
	return s
}

func TestViewsGolden(t *testing.T) {
	const phone = 366
	for _, c := range []struct {
		name  string
		w, h  int
		scale float64
		frame *wire.Snapshot
		view  string
	}{
		{"732x583-sparse", 732, 583, 1, viewsFrame(12, 32, false, 28), `{"panels":["images","code","latent","grid","loss"]}`},
		{"732x583-variational", 732, 583, 1, viewsFrame(12, 2, true, 28), `{"panels":["images","code","latent","grid","loss"]}`},
		{"732x583-convolutional", 732, 583, 1, viewsFrame(12, 32, false, 3), `{"panels":["images","latent","filters","loss"]}`},
		{"732x583-windows", 732, 583, 1, named(viewsFrame(12, 32, false, 3), "first layer, 500 filters of 3x3"), `{"panels":["images","latent","filters","loss"]}`},
		{"732x583-table", 732, 583, 1, tableFrame(20, 18, false), `{"panels":["table","latent","loss"]}`},
		{"732x583-code", 732, 583, 1, viewsFrame(20, 32, true, 28), `{"panels":["code"]}`},
		{"732x583-filters", 732, 583, 1, viewsFrame(20, 32, true, 28), `{"panels":["filters"]}`},
		{"482x760-filters", 482, 760, 1, viewsFrame(20, 32, true, 3), `{"panels":["images","latent","filters","loss"]}`},
		{"366x438-code", phone, 438, 3, viewsFrame(8, 32, true, 28), `{"panels":["code"]}`},
		{"366x438-filters", phone, 438, 3, viewsFrame(8, 32, false, 5), `{"panels":["filters"]}`},
		{"366x438-table", phone, 438, 3, tableFrame(20, 18, true), `{"panels":["table"]}`},
		{"366x438-marks", phone, 438, 3, viewsFrame(8, 32, false, 5), `{"panels":["loss"],"log":true}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			scene := look(boardOf(t, c.w, c.h, c.scale, c.frame, c.view))
			checkScene(t, c.name, scene)
			checkGolden(t, c.name, describe(scene))
		})
	}
}

// Whatever the size, the recipe's panels hold together.
func TestViewsHold(t *testing.T) {
	frames := []*wire.Snapshot{viewsFrame(12, 32, true, 28), viewsFrame(20, 300, false, 3), viewsFrame(1, 1, true, 7), tableFrame(20, 18, true), tableFrame(3, 2, false), tableFrame(5, 200, false)}
	views := []string{
		`{"panels":["images","code","latent","grid","loss"]}`, `{"panels":["images","latent","filters","loss"]}`, `{"panels":["table","code","latent","loss"]}`,
		`{"panels":["code"]}`, `{"panels":["filters"]}`, `{"panels":["table"]}`, `{"panels":["code"],"code_as":"picture"}`, `{"panels":["images","code","latent","grid","filters","loss"]}`,
	}
	for w := 320; w <= 1920; w += 160 {
		for _, h := range []int{320, 438, 583, 844, 1180} {
			for _, scale := range []float64{1, 1.25, 3} {
				for i, f := range frames {
					view := views[(w/160+h/10+i)%len(views)]
					s := look(boardOf(t, w, h, scale, f, view))
					where := fmt.Sprintf("%dx%d scale %g, frame %d, %s", w, h, scale, i, view)
					checkScene(t, where, s)
					if t.Failed() {
						t.Fatalf("%s:\n%s", where, describe(s))
					}
				}
			}
		}
	}
}

func TestFilterHover(t *testing.T) {
	f := viewsFrame(8, 32, false, 3)
	f.Filters.Pixels[9*5], f.Filters.Pixels[9*5+1] = 255, 128
	b := boardOf(t, 366, 438, 1, f, `{"panels":["filters"]}`)
	tile := look(b).Filters.tile(5)
	b.Move(float64(tile.X+1), float64(tile.Y+1))
	s := look(b)
	if s.Filter != 5 || len(s.Cards) != 1 || len(s.Cards[0].tiles) != 1 || s.Cards[0].tiles[0].W%3 != 0 {
		t.Fatalf("filter %d, %+v", s.Filter, s.Cards)
	}
	if !hasLabel(s, "Unit 5: 0 to \u22650.310") {
		for _, l := range s.Labels {
			if l.Class == classRead {
				t.Errorf("read-out %q", l.Text)
			}
		}
	}
	b.Leave()
	b.Key("ArrowRight", false)
	b.Key("ArrowDown", false)
	if s := look(b); s.Filter != s.Filters.Cols {
		t.Errorf("tile %d picked by keys, %d expected", s.Filter, s.Filters.Cols)
	}
}

func TestTableScrolls(t *testing.T) {
	b := boardOf(t, 366, 438, 1, tableFrame(20, 18, false), `{"panels":["table"]}`)
	first := func(want int) {
		t.Helper()
		if found := look(b).Table.First; found != want {
			t.Errorf("column %d at the left, %d expected", found, want)
		}
	}
	s := look(b)
	cols := s.Table.Cols
	if cols >= 18 || cols < 5 || !s.Table.Before.empty() {
		t.Fatalf("%+v", s.Table)
	}
	b.Click(float64(s.Table.After.X+5), float64(s.Table.After.Y+5))
	first(cols - 1)
	b.Click(float64(s.Table.Before.X), float64(s.Table.Before.Y)) // there was none
	first(cols - 1)
	before := look(b).Table.Before
	b.Click(float64(before.X+5), float64(before.Y+5))
	first(0)
	cell := look(b).Table.cell(2, 3)
	if !b.Press(float64(cell.X+1), float64(cell.Y+1), false, false) || b.Press(1, 1, false, false) {
		t.Error("a press on the cells can drag, one beside them cannot")
	}
	b.Press(float64(cell.X+1), float64(cell.Y+1), false, false)
	if b.Drag(float64(cell.X+3), 0) {
		t.Error("a drag of two pixels scrolls")
	}
	b.Drag(float64(cell.X+1-2*cell.W), 0)
	first(2)
	look(b)
	b.Drag(-10000, 0)
	first(18 - cols)
	b.Leave()
	for range 40 {
		b.Key("ArrowLeft", false)
		look(b)
	}
	first(0)
	for range 17 {
		b.Key("ArrowRight", false)
	}
	s = look(b)
	if s.Table.First != 18-cols || s.Cell != 17 || len(s.Cards) != 1 {
		t.Errorf("first %d, cell %d, %d cards", s.Table.First, s.Cell, len(s.Cards))
	}
	if !hasLabel(s, "purchase 18, row 0") {
		t.Error("the card does not name its cell")
	}
	wide := boardOf(t, 1400, 700, 1, tableFrame(20, 18, false), `{"panels":["table"]}`)
	if s := look(wide); s.Table.Cols != 18 || wide.Press(float64(s.Table.X+5), float64(s.Table.Y+5), false, false) {
		t.Errorf("%d columns of 18 on a wide screen", s.Table.Cols)
	}
}

// A chart's bars end where their values are, and stay in their column.
func TestBarsMeasureTheirValues(t *testing.T) {
	c := &codeChart{screen: Screen{Scale: 1}, theme: light, m: &wire.Bars{N: 1, Dim: 4, Z: []float32{1, -1, 0, float32(math.NaN())}}, values: span{-1, 1}}
	r := rect{10, 20, 40, 100}
	c.bars(r, c.m.Z, c.values)
	bars := c.fills[2:] // the field and the line at zero
	if len(bars) != 2 {
		t.Fatalf("%v", bars)
	}
	if b := bars[0]; b.Y != 20 || b.H != 50 || b.X != 10 || b.Color != light.Train {
		t.Errorf("1 is %v", b)
	}
	if b := bars[1]; b.Y != 70 || b.H != 50 || b.X != 20 || b.Color != light.Test {
		t.Errorf("-1 is %v", b)
	}
}

// A bell is as wide as its cell at the mean, and at one deviation exp(-1/2) of that.
func TestBellsAreDensities(t *testing.T) {
	c := &codeChart{screen: Screen{Scale: 1}, theme: light, m: &wire.Bars{N: 1, Dim: 1}}
	r := rect{0, 0, 81, 400}
	c.bells(r, []float32{1}, []float32{0.5}, span{-2, 2})
	width := map[int]int{}
	for _, f := range c.fills[2:] {
		if f.Color != light.Train {
			width[f.Y] = f.W
		}
	}
	full := 81 - 81/8
	for y, want := range map[int]float64{100: 1, 50: math.Exp(-0.5), 150: math.Exp(-0.5), 0: math.Exp(-2)} {
		if found := float64(width[y]) / float64(full); math.Abs(found-want) > 0.03 {
			t.Errorf("at pixel %d the bell is %.2f of its width, %.2f expected", y, found, want)
		}
	}
	if width[300] != 0 {
		t.Error("the bell goes on where nothing is")
	}
	c.fills = nil
	c.bells(r, []float32{float32(math.NaN()), 0}, []float32{1, float32(math.Inf(1))}, span{-2, 2})
	if len(c.fills) != 2 {
		t.Errorf("%d fills for codes that are no numbers", len(c.fills)-2)
	}
}

func TestCodeSides(t *testing.T) {
	for dim, want := range map[int][2]int{1: {1, 1}, 2: {1, 2}, 9: {3, 3}, 30: {5, 6}, 31: {5, 7}, 32: {4, 8}, 128: {8, 16}, 256: {16, 16}} {
		if w, h := codeSides(dim); w != want[0] || h != want[1] {
			t.Errorf("%d numbers: %dx%d found, %v expected", dim, w, h, want)
		}
	}
}

// A code that is an image is drawn as that, each channel by itself; asked for, as bars.
func TestCodesThatAreImages(t *testing.T) {
	m := &wire.Bars{N: 1, Dim: 12, Total: 12, H: 2, W: 3, C: 2}
	for i := range 12 {
		m.Z = append(m.Z, float32(i))
	}
	c := &codeChart{screen: Screen{Scale: 1}, theme: light, m: m, values: span{0, 11}}
	c.picture(rect{0, 0, 61, 20}, m.Z, c.values) // two maps of 3x2 squares of 10, a pixel between them
	for i, f := range c.fills {
		at, of := i/2, i%2
		if want := (rect{of*31 + at%3*10, at / 3 * 10, 10, 10}); f.rect != want || f.Color.R != uint8(255*float64(i)/11+0.5) {
			t.Errorf("number %d: %v found, %v expected", i, f, want)
		}
	}
	for view, want := range map[string]bool{``: true, `,"code_as":"bars"`: false, `,"code_as":"picture"`: true} {
		s := viewsFrame(1, 12, false, 3)
		s.Bars = m
		b := boardOf(t, 366, 438, 1, s, `{"panels":["code"]`+view+`}`)
		look(b)
		if found := b.codePicture(); found != want {
			t.Errorf("%q: picture %v", view, found)
		}
	}
	if boardOf(t, 366, 438, 1, viewsFrame(1, 12, false, 3), `{"panels":["code"]}`).codePicture() {
		t.Error("a flat code is drawn as a picture unasked")
	}
}

func TestCodesKeepTheirRange(t *testing.T) {
	r := settleCode(span{}, span{0, 1})
	if r.Lo != 0 || r.Hi <= 1 {
		t.Errorf("%v found for codes from 0 to 1", r)
	}
	if again := settleCode(r, span{0, 0.8}); again != r {
		t.Errorf("%v became %v", r, again)
	}
	if dead := settleCode(r, span{}); dead != (span{0, 1}) {
		t.Errorf("%v found for codes of zeros", dead)
	}
	m := &wire.Bars{N: 1, Dim: 2, Z: []float32{1, float32(math.Inf(1))}, Deviation: []float32{2, 1}}
	if r := codeRange(m); r != (span{-3, 5}) {
		t.Errorf("%v found for 1 with deviation 2", r)
	}
}

// The baseline is in sight wherever it lies, and its label beside it.
func TestBaselineIsInSight(t *testing.T) {
	for _, v := range []float32{0.001, 0.03, 0.9} {
		for _, log := range []string{"false", "true"} {
			f := viewsFrame(8, 32, false, 3)
			f.Curve.Baseline = v
			s := look(boardOf(t, 732, 400, 1, f, `{"panels":["loss"],"log":`+log+`}`))
			y := s.Loss.Y.at(float64(v))
			dash := s.Over[len(s.Over)-1]
			if math.Abs(float64(dash.Y)-y) > 2 || dash.Color != light.Accent {
				t.Errorf("baseline %g, log %s: line at %d, %g expected", v, log, dash.Y, y)
			}
			named := false
			for _, l := range s.Labels {
				if !strings.HasPrefix(l.Text, "PCA") || !strings.HasSuffix(l.Text, " "+formatValue(float64(v))) {
					continue
				}
				if named = true; math.Abs(l.Y+8-y) > 24 {
					t.Errorf("baseline %g at %g has its label at %g", v, y, l.Y)
				}
			}
			if !named || !hasLabel(s, "RBM 1") || !hasLabel(s, "fine-tuning") {
				t.Errorf("labels missing: %+v", s.Labels)
			}
		}
	}
	f := viewsFrame(8, 32, false, 3)
	f.Curve.Baseline, f.Curve.Phases = 0, nil
	if s := look(boardOf(t, 732, 400, 1, f, `{"panels":["loss"]}`)); len(s.Over) != 0 {
		t.Error("lines without a baseline")
	}
}

// A baseline's name loses what is behind its last commas where there is no room for it.
func TestABaselineIsNamedAsFarAsThereIsRoom(t *testing.T) {
	for width, want := range map[int]string{732: "PCA, without penalty, 32 components 0.0300", 280: "PCA, without penalty 0.0300", 200: "PCA 0.0300"} {
		f := viewsFrame(8, 32, false, 3)
		f.Curve.Baseline, f.Curve.BaselineText, f.Curve.Phases, f.Curve.Test = 0.03, "PCA, without penalty, 32 components", nil, nil
		for i := range f.Curve.Train {
			f.Curve.Train[i].Loss = 0.05 // far from the line
		}
		s := look(boardOf(t, width, 400, 1, f, `{"panels":["loss"]}`))
		if !hasLabel(s, want) {
			t.Errorf("%d wide: %q is missing in %+v", width, want, s.Labels)
		}
	}
}

// The name stands where no curve runs, as long as there is such a place beside the line: here the curve crosses it again and again at the
// left, where the name would stand first.
func TestABaselineIsNamedBesideTheCurves(t *testing.T) {
	f := viewsFrame(8, 32, false, 3)
	f.Curve.Baseline, f.Curve.BaselineText, f.Curve.Phases, f.Curve.Test = 0.03, "PCA", nil, nil
	for i := range f.Curve.Train {
		if f.Curve.Train[i].Loss = [2]float32{0.033, 0.027}[i%2]; i > len(f.Curve.Train)/2 {
			f.Curve.Train[i].Loss = 0.01
		}
	}
	s := look(boardOf(t, 732, 400, 1, f, `{"panels":["loss"]}`))
	i := slices.IndexFunc(s.Labels, func(l Label) bool { return l.Text == "PCA 0.0300" })
	if i < 0 || s.Labels[i].X < 732/2 {
		t.Errorf("the name lies on the curve: %+v", s.Labels)
	}
}

// Where a curve runs along the line and leaves no place beside it, as that of a code of two numbers which is hardly better than principal components, the
// name stands further away, or in the legend.
func TestABaselineIsNamedAwayFromACurveAlongIt(t *testing.T) {
	for class, begun := range map[string]int{classMark: 5, classLegend: 19} { // the part of the run that sets the axis, in which the curve is high
		f := viewsFrame(8, 32, false, 3)
		f.Curve.Baseline, f.Curve.BaselineText, f.Curve.Phases, f.Curve.Test = 0.03, "PCA, 2 components", nil, nil
		n := len(f.Curve.Train)
		for i := range f.Curve.Train {
			if f.Curve.Train[i].Loss = [2]float32{0.0325, 0.0275}[i%2]; i < n/begun {
				f.Curve.Train[i].Loss = 0.06
			}
		}
		s := look(boardOf(t, 732, 400, 1, f, `{"panels":["loss"]}`))
		i := slices.IndexFunc(s.Labels, func(l Label) bool { return strings.HasPrefix(l.Text, "PCA") })
		if i < 0 || s.Labels[i].Class != class {
			t.Errorf("the first of %d parts high: no %s in %+v", begun, class, s.Labels)
		} else if l := s.Labels[i]; s.Loss.through(rect{int(l.X), int(l.Y), int(l.W), 16}) > 0 {
			t.Errorf("the first of %d parts high: the name lies on the curve: %+v", begun, l)
		}
	}
}

// A phase is named where its name fits before the next.
func TestPhasesAreNamed(t *testing.T) {
	for width, want := range map[int][2]bool{1400: {true, true}, 480: {true, true}, 260: {true, false}} {
		f := viewsFrame(8, 32, false, 3)
		f.Curve.Phases = []wire.Phase{{Step: 0, Name: "layer 1"}, {Step: 600, Name: "layer 2"}, {Step: 800, Name: "fine-tuning"}}
		s := look(boardOf(t, width, 400, 1, f, `{"panels":["loss"]}`))
		for i, name := range []string{"layer 1", "layer 2"} {
			if hasLabel(s, name) != want[i] {
				t.Errorf("%d wide, %s: named %v, %v expected: %+v", width, name, !want[i], want[i], s.Labels)
			}
		}
	}
}

// Three panels below a table stand side by side, below each other, or without the codes.
func TestPanelsAreNotTooNarrow(t *testing.T) {
	for _, c := range []struct {
		w, h int
		want string
	}{{900, 600, "table code latent loss"}, {472, 460, "table latent loss"}, {540, 1400, "table code latent loss"}} {
		s := look(boardOf(t, c.w, c.h, 1, tableFrame(20, 18, false), `{"panels":["table","code","latent","loss"]}`))
		found := ""
		for _, p := range s.Panels {
			found += " " + p.Name
			if p.Frame.W < leastAbreast {
				t.Errorf("%dx%d: %s is %d wide", c.w, c.h, p.Name, p.Frame.W)
			}
		}
		if found != " "+c.want {
			t.Errorf("%dx%d:%s found, %s expected", c.w, c.h, found, c.want)
		}
	}
}

func TestFormatCell(t *testing.T) {
	for v, want := range map[float64]string{0.434: "0.43", -1.2: "\u22121.20", 12.34: "12.3", 123.4: "123", 12345: "1.2e+04", 0: "0.00", 9.996: "10.0"} {
		if found := formatCell(v); found != want {
			t.Errorf("%g: %q found, %q expected", v, found, want)
		}
	}
	if formatCell(math.NaN()) != "NaN" {
		t.Error("NaN")
	}
}

// Numbers stay readable on the strongest tint.
func TestCellsAreReadable(t *testing.T) {
	for _, theme := range []*theme{light, dark} {
		for _, d := range []float64{-5, -0.1, 0, 0.1, 5, math.NaN()} {
			if found := contrast(theme.Text, errorTint(theme, d).Color); found < 4.5 {
				t.Errorf("%s: text on a difference of %g has contrast %.2f, 4.5 expected", theme.Name, d, found)
			}
		}
	}
}

func TestWeightColors(t *testing.T) {
	at := func(b byte) (r, g, bl uint8) { c := weightColors[b]; return c.R, c.G, c.B }
	if r, g, b := at(128); r != 0 || g != 0 || b != 0 {
		t.Errorf("%d %d %d found for zero", r, g, b)
	}
	if r, _, b := at(255); r <= b {
		t.Error("the largest weight is not orange")
	}
	if r, _, b := at(1); b <= r {
		t.Error("the least weight is not blue")
	}
	var pixel [4]byte
	writeWeights(pixel[:], []byte{128, 255, 1}, 3)
	if pixel != [4]byte{128, 255, 1, 255} {
		t.Errorf("%v found for weights of red, green and blue", pixel)
	}
}
