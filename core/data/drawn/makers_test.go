package drawn

import (
	"fmt"
	"slices"
	"testing"

	"bottleneck/core/data"
	"bottleneck/core/recipe"
)

// recipeOf is the recipe of a link that names data and nothing else.
func recipeOf(t *testing.T, name string) recipe.Recipe {
	t.Helper()
	r, notices := recipe.Parse("#v=1&data=" + name)
	if notices != nil {
		t.Fatal(notices)
	}
	return r
}

// Every source that recipes call made has a maker here, and nothing else has.
func TestMadeDataHaveMakers(t *testing.T) {
	made := 0
	for _, s := range recipe.Sources() {
		if _, ok := makers[s.Name]; ok != (s.Origin == recipe.Made) {
			t.Errorf("%s: made here: %v", s.Name, ok)
		}
		if s.Origin == recipe.Made {
			made++
		}
	}
	if made != len(makers) {
		t.Errorf("%d makers, %d sources that are made", len(makers), made)
	}
}

// makerFault says what is wrong with a maker of one part: items must be of the recipe's shape, the same however they are asked
// for, and as many as it says.
func makerFault(r recipe.Recipe, m data.Maker) error {
	const n = 5
	source, in := r.Source(), r.Input()
	all := m.First(n)
	switch {
	case m.Doing == nil || m.Doing.Error() == m.Doing.Code:
		return fmt.Errorf("what it does has no words")
	case m.Stride < 1:
		return fmt.Errorf("a stride of %d", m.Stride)
	case all.N != n || all.H != in.H || all.W != in.W || all.C != in.C:
		return fmt.Errorf("%d items of %dx%dx%d, %d of %v expected", all.N, all.H, all.W, all.C, n, in)
	case all.Name != r.Data || all.Source == "":
		return fmt.Errorf("name %q, source %q", all.Name, all.Source)
	case source.Rows != (len(all.Values) == n*in.Size()) || source.Rows == (len(all.Pixels) == n*in.Size()):
		return fmt.Errorf("%d values and %d pixels", len(all.Values), len(all.Pixels))
	case source.Rows && len(all.Columns) != in.C:
		return fmt.Errorf("%d columns have names", len(all.Columns))
	case source.Digits && (len(all.Labels) != n || slices.Max(all.Labels) > 9):
		return fmt.Errorf("labels %v, those of digits expected", all.Labels)
	}
	for i := range n {
		one, cut := m.Range(i, i+1), all.Slice(i, i+1)
		if !slices.Equal(one.Pixels, cut.Pixels) || !slices.Equal(one.Values, cut.Values) || !slices.Equal(one.Labels, cut.Labels) {
			return fmt.Errorf("item %d is another when it is made alone", i)
		}
	}
	most := m.Most
	if most == 0 {
		most = recipe.MaxTrain // any number: the last that a recipe can ask for
	}
	if last := m.Range(most-1, most); last.N != 1 {
		return fmt.Errorf("the last of %d is not made", most)
	}
	return nil
}

func TestMakers(t *testing.T) {
	for name := range makers {
		r := recipeOf(t, name)
		first := map[bool]*data.Set{}
		for _, test := range []bool{false, true} {
			m := Maker(r, test)
			if err := makerFault(r, m); err != nil {
				t.Errorf("%s, test %v: %v", name, test, err)
			}
			first[test] = m.First(1)
			if want := map[bool]int{false: r.Train, true: r.Test}[test]; m.Most > 0 && m.Most < want {
				t.Errorf("%s, test %v: %d are customary, there are %d", name, test, want, m.Most)
			}
		}
		if a, b := first[false], first[true]; slices.Equal(a.Pixels, b.Pixels) && slices.Equal(a.Values, b.Values) {
			t.Errorf("%s: both parts begin with the same", name)
		}
	}
}

// Whatever a maker gets wrong is found.
func TestAWrongMakerIsFound(t *testing.T) {
	r := recipeOf(t, "digits")
	right := Maker(r, false)
	for name, spoil := range map[string]func(m *data.Maker){
		"doing":  func(m *data.Maker) { m.Doing = nil },
		"stride": func(m *data.Maker) { m.Stride = 0 },
		"shape":  func(m *data.Maker) { m.Range = func(lo, hi int) *data.Set { return FacesRange(lo, hi, 20, 1) } },
		"name": func(m *data.Maker) {
			m.Range = func(lo, hi int) *data.Set { s := digitsRange(lo, hi, 1); s.Name = "mnist"; return s }
		},
		"labels": func(m *data.Maker) {
			m.Range = func(lo, hi int) *data.Set { s := digitsRange(lo, hi, 1); s.Labels = nil; return s }
		},
		"alone": func(m *data.Maker) { m.Range = func(lo, hi int) *data.Set { return digitsRange(0, hi-lo, 1) } },
	} {
		m := right
		spoil(&m)
		if makerFault(r, m) == nil {
			t.Errorf("%s: nothing found", name)
		}
	}
	if err := makerFault(r, right); err != nil {
		t.Error(err)
	}
}
