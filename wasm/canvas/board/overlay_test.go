package board

import (
	"fmt"
	"image/color"
	"math"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/wire"
	"bottleneck/wasm/canvas/paint"
)

const twoRuns = `{"by":"step","per":1,"list":[
	{"name":"quiet otter","color":0,"dash":0,"x":[100,800,1600,2400],"loss":[0.2,0.1,0.06,0.05]},
	{"name":"bold crane","color":1,"dash":1,"x":[100,600],"loss":[0.21,0.09]}],"left":1}`

// lossOf is the room of the loss as it is placed.
func lossOf(t *testing.T, b *Board, runs string) *loss {
	t.Helper()
	if err := b.SetRuns([]byte(runs)); err != nil {
		t.Fatal(err)
	}
	b.Scene()
	return b.rooms["loss"].(*loss)
}

// Earlier runs lie behind the curve, with their names, on an axis that reaches to the end of the longest; those without room on it are counted.
func TestEarlierRunsLieBehindTheCurve(t *testing.T) {
	for _, size := range [][2]int{{366, 520}, {1200, 300}} {
		b := boardOf(t, size[0], size[1], 1, frame(1, 12, 15), `{"panels":["loss"]}`)
		alone := look(b).Loss.X.Hi
		r := lossOf(t, b, twoRuns)
		if alone != 1200 || r.curves.X.Hi != 2400 {
			t.Errorf("%v: the axis ends at %g, and at %g with a longer run; 1200 and 2400 expected", size, alone, r.curves.X.Hi)
		}
		if len(r.behind) != 2 || len(r.behind[0].strokes) < 5 || r.behind[0].color != light.Runs[0] || r.behind[1].color != light.Runs[1] {
			t.Errorf("%v: behind the curve lie %d curves", size, len(r.behind))
		}
		var said []string
		for _, l := range b.Scene().Labels {
			said = append(said, l.Text)
		}
		for _, want := range []string{"quiet otter", "bold crane", "1 run of another loss left out"} {
			if !slices.Contains(said, want) {
				t.Errorf("%v: %q is not in the legend: %q", size, want, said)
			}
		}
		s, picture := painted(b)
		found := 0
		for x := s.Loss.Area.X; x < s.Loss.Area.right(); x++ {
			for y := s.Loss.Area.Y; y < s.Loss.Area.bottom(); y++ {
				if picture.RGBAAt(x, y) == over(light.Runs[0], light.Plot) {
					found++
				}
			}
		}
		if found < 20 {
			t.Errorf("%v: %d pixels have the color of the first of them", size, found)
		}
	}
}

// On a narrow chart what is too long for the legend is not said there, and nothing of it lies over the axis.
func TestTheLegendStaysOnItsChart(t *testing.T) {
	for w := 180; w <= 420; w += 20 {
		b := boardOf(t, w, 300, 1, frame(1, 12, 15), `{"panels":["loss"]}`)
		r := lossOf(t, b, twoRuns)
		if r.curves == nil {
			continue
		}
		area := r.curves.Area
		for _, l := range b.Scene().Labels {
			legend := l.Class == classLegend && l.Y >= float64(area.Y) && l.Y < float64(area.bottom())
			if legend && l.X < float64(area.X) {
				t.Errorf("%d wide: %q begins at %g, the chart at %d", w, l.Text, l.X, area.X)
			}
		}
		for _, m := range r.legend {
			if m.X < area.X {
				t.Errorf("%d wide: a mark begins at %d, the chart at %d", w, m.X, area.X)
			}
		}
	}
}

// By epoch or by images seen the curve of this run counts as the axis does, and a click still asks for its step.
func TestTheAxisCountsEpochs(t *testing.T) {
	b := boardOf(t, 366, 520, 1, frame(1, 12, 15), `{"panels":["loss"]}`)
	r := lossOf(t, b, strings.NewReplacer(`"step"`, `"epoch"`, `"per":1`, `"per":0.01`, "1600,2400", "16,24", "100,800", "1,8", "100,600", "1,6").Replace(twoRuns))
	if r.curves.X.Hi != 24 {
		t.Errorf("the axis ends at %g epochs, 24 expected", r.curves.X.Hi)
	}
	if !strings.Contains(describe(look(b)), `"epoch"`) {
		t.Error("the axis does not say that it counts epochs")
	}
	for step, want := range map[float64]int{400: 400, 2000: 1200} { // this run has 1,200 steps
		b.Click(r.curves.X.at(step*0.01), float64(r.curves.Area.Y+5))
		if m := b.Messages(); len(m) != 1 || m[0].Step != want {
			t.Errorf("a click at epoch %g: %+v, step %d expected", step*0.01, m, want)
		}
	}
}

// The legend names all earlier runs, or says how many these are where their names find no room; the curves of this run always.
func TestTheLegendOfManyRuns(t *testing.T) {
	var list []string
	for i := range mostRuns {
		list = append(list, fmt.Sprintf(`{"name":"run %d","color":%d,"dash":%d,"x":[1,900],"loss":[0.1,0.05]}`, i, i, i))
	}
	runs := `{"by":"images","per":500,"list":[` + strings.Join(list, ",") + `]}`
	for w := 320; w < 1300; w += 90 {
		for _, h := range []int{90, 120, 180, 300, 700} {
			b := boardOf(t, w, h, 1.25, frame(1, 12, 15), `{"panels":["loss"]}`)
			r := lossOf(t, b, runs)
			where := fmt.Sprintf("%dx%d", w, h)
			checkScene(t, where, look(b))
			if r.curves == nil {
				continue
			}
			marks, text := len(r.legend), describe(look(b))
			if named := strings.Contains(text, `"run 4"`); marks != 2 && marks != 2+mostRuns || named != (marks > 2) || named == strings.Contains(text, `"5 earlier runs"`) && h > 120 {
				t.Errorf("%s: %d marks in the legend: %s", where, marks, text)
			}
		}
	}
}

// What cannot be drawn is refused, and what was there stays.
func TestRunsThatCannotBeDrawn(t *testing.T) {
	b := boardOf(t, 366, 520, 1, frame(1, 12, 15), `{"panels":["loss"]}`)
	lossOf(t, b, twoRuns)
	one := `{"name":"a","color":0,"dash":0,"x":[1],"loss":[1]}`
	for _, bad := range []string{`{`, `{"list":[{"x":[1,2],"loss":[1]}]}`, `{"list":[{"color":6}]}`, `{"list":[{"dash":-1}]}`, `{"list":[` + strings.Repeat(one+",", mostRuns) + one + `]}`} {
		if b.SetRuns([]byte(bad)) == nil {
			t.Errorf("%s was taken", bad)
		}
	}
	if len(b.overlay.List) != 2 {
		t.Errorf("%d runs are left, 2 expected", len(b.overlay.List))
	}
	if lossOf(t, b, `{}`).curves.X.Hi != 1200 {
		t.Error("none is not taken")
	}
	b.data.Curve = &wire.Curve{Unit: "mean squared error per pixel"} // nothing trained yet
	if r := lossOf(t, b, twoRuns); r.curves == nil || len(r.behind) != 2 {
		t.Error("before the first step the earlier runs are not shown")
	}
}

// A dashed line has strokes and gaps of the lengths that it was cut into, over corners too.
func TestStrokes(t *testing.T) {
	var found []float64
	for _, s := range strokes([]paint.XY{{X: 0}, {X: 4}, {X: 4, Y: 7}}, []float64{3, 2}) {
		length := 0.0
		for i := 1; i < len(s); i++ {
			length += math.Hypot(float64(s[i].X-s[i-1].X), float64(s[i].Y-s[i-1].Y))
		}
		found = append(found, length)
	}
	if !slices.Equal(found, []float64{3, 3, 1}) {
		t.Errorf("strokes of %v, 3, 3 and 1 expected", found)
	}
	for i, a := range dashesOf {
		for _, b := range dashesOf[:i] {
			if slices.Equal(a, b) {
				t.Errorf("two dashes are %v", a)
			}
		}
	}
}

// The list of runs has the colors and the dashes of the curves, and they are seen on every ground.
func TestLooksOfRuns(t *testing.T) {
	css, err := os.ReadFile("../../../web/page/runs/runs.css")
	if err != nil {
		t.Fatal(err)
	}
	for i := range light.Runs {
		hex := func(c color.NRGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }
		want := fmt.Sprintf(".color-%d { --run: light-dark(%s, %s); }", i, hex(light.Runs[i]), hex(dark.Runs[i]))
		if !strings.Contains(string(css), want) {
			t.Errorf("runs.css has no %s", want)
		}
		for _, theme := range []*theme{light, dark} {
			for _, ground := range []color.NRGBA{theme.Plot, theme.Back, theme.Card} {
				if c := contrast(theme.Runs[i], ground); c < 3 {
					t.Errorf("%s: run %d: contrast %.2f found, 3 expected", theme.Name, i, c)
				}
			}
		}
	}
	js, err := os.ReadFile("../../../web/page/runs/looks.js")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`DASHES = (\[\[.*\]\]);`).FindSubmatch(js)
	if want := strings.ReplaceAll(strings.ReplaceAll(strings.NewReplacer("{", "[", "}", "]").Replace(fmt.Sprint(dashesOf)), " ", ", "), "] [", "], ["); found == nil || string(found[1]) != want {
		t.Errorf("looks.js has the dashes %s, %s expected", found, want)
	}
}
