package board

import (
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/wire"
)

// The terms lie one on the other, from zero to the loss, each in its color, and the legend names them from the top down.
func TestTermsAreStacked(t *testing.T) {
	for _, theme := range []*theme{light, dark} {
		b := boardOf(t, 732, 400, 1, summed(0), `{"panels":["loss"],"terms":true,"theme":"`+theme.Name+`"}`)
		s, m := painted(b)
		k := s.Loss
		if len(k.Stack) != 2 || k.Y.Lo != 0 {
			t.Fatalf("%d bands from %g on, 2 from 0 expected", len(k.Stack), k.Y.Lo)
		}
		lower, upper := k.Stack[0], k.Stack[1]
		for i, p := range upper.Upper {
			if math.Abs(float64(p.Y-k.Train[i].Y)) > 0.01 || upper.Lower[i] != lower.Upper[i] || math.Abs(float64(lower.Lower[i].Y)-k.Y.at(0)) > 0.01 {
				t.Fatalf("point %d: bands from %g to %g to %g, the loss is at %g", i, lower.Lower[i].Y, lower.Upper[i].Y, p.Y, k.Train[i].Y)
			}
		}
		middle := func(b band) color.RGBA {
			i := len(b.Upper) / 3
			x := int((b.Upper[i].X + b.Upper[i+1].X) / 2)
			return m.RGBAAt(x, int(b.Upper[i].Y+b.Lower[i].Y)/2)
		}
		for _, b := range k.Stack {
			if got, want := middle(b), over(faded(theme.Terms[b.term], bandShade), theme.Plot); !same(got, want) && !same(got, over(faded(theme.Terms[b.term], bandShade), theme.Grid)) {
				t.Errorf("%s, %s: %v found, %v expected", theme.Name, termNames[b.term].name, got, want)
			}
		}
	}
}

// legendOf is what stands in the legend, from the top down.
func legendOf(s *looked) (list []string) {
	for _, l := range s.Labels {
		if l.Class == classLegend {
			list = append(list, l.Text)
		}
	}
	return list
}

func TestTheLegendNamesTheTerms(t *testing.T) {
	b := boardOf(t, 732, 400, 1, noisy(), `{"panels":["loss"],"terms":true}`)
	s := look(b)
	if got, want := legendOf(s), []string{"train", "sparsity", "reconstruction", "test"}; !slices.Equal(got, want) {
		t.Errorf("%q found, %q expected", got, want)
	}
	b.Move(s.Loss.X.at(600), float64(s.Loss.Area.Y+60))
	if got := strings.Join(legendOf(look(b)), ", "); !strings.HasPrefix(got, "train 0.1400, sparsity 0.0350, reconstruction 0.1050, test 0.") {
		t.Errorf("%s at step 600", got)
	}
	// Where there is no room for all names the curves have theirs.
	if got := legendOf(look(boardOf(t, 366, 120, 1, noisy(), `{"panels":["loss"],"terms":true}`))); slices.Contains(got, "sparsity") {
		t.Errorf("%q on a flat plot", got)
	}
}

// Terms are not stacked on a logarithmic axis, where nobody asks for them, or where they are of another curve; and begin where they are known.
func TestTermsThatAreNotStacked(t *testing.T) {
	for _, view := range []string{`{"panels":["loss"],"terms":true,"log":true}`, `{"panels":["loss"]}`} {
		if s := look(boardOf(t, 732, 400, 1, noisy(), view)); s.Loss.Stack != nil {
			t.Errorf("%s: %d bands", view, len(s.Loss.Stack))
		}
	}
	s := noisy()
	s.Terms.List[1].Loss = s.Terms.List[1].Loss[1:]
	if s := look(boardOf(t, 732, 400, 1, s, `{"panels":["loss"],"terms":true}`)); s.Loss.Stack != nil {
		t.Error("bands of another curve")
	}
	s = noisy()
	for i := range 50 {
		for k := range s.Terms.List {
			s.Terms.List[k].Loss[i] = float32(math.NaN())
		}
	}
	if s := look(boardOf(t, 732, 400, 1, s, `{"panels":["loss"],"terms":true,"smooth":0.6}`)); len(s.Loss.Stack) != 2 || len(s.Loss.Stack[1].Upper) != 70 || len(s.Loss.Train) != 120 {
		t.Errorf("%+v", s.Loss.Stack)
	}
}

// A frame without terms leaves those that were there, of the same run; another run begins without.
func TestTermsGoWithTheirRun(t *testing.T) {
	b := boardOf(t, 732, 400, 1, noisy(), `{"panels":["loss"],"terms":true}`)
	if err := b.Show((&wire.Snapshot{Run: 1, Step: 1300}).Encode(nil)); err != nil {
		t.Fatal(err)
	}
	if s := look(b); len(s.Loss.Stack) != 2 {
		t.Errorf("%d bands", len(s.Loss.Stack))
	}
	if err := b.Show(frame(2, 12, 15).Encode(nil)); err != nil {
		t.Fatal(err)
	}
	if s := look(b); s.Loss.Stack != nil {
		t.Errorf("%d bands of another run", len(s.Loss.Stack))
	}
}
