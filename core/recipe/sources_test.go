package recipe

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/geometry"
)

// sourceFaults are the faults of a kind of data among sources, each a sentence.
func sourceFaults(sources []Source, i int) (found []string) {
	s := sources[i]
	say := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	named := func(name string) int { return slices.IndexFunc(sources, func(s Source) bool { return s.Name == name }) }
	if s.Name == "" || strings.Trim(s.Name, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" || named(s.Name) != i {
		say("name %q", s.Name)
	}
	if s.Label == "" {
		say("label is missing")
	}
	if s.Train < 0 || s.Train > MaxTrain || s.Test < 0 || s.Test > MaxTest || (s.Train == 0) != (s.Test == 0) {
		say("train %d and test %d", s.Train, s.Test)
	}
	if s.Origin == Own && (s.Train != MaxTrain || s.Test != MaxTest) {
		say("train %d and test %d of what a person gives, all of it expected", s.Train, s.Test)
	}
	switch at := named(s.StandIn); {
	case s.Origin == Made && s.StandIn != "":
		say("stand-in %q of what is always there", s.StandIn)
	case s.Origin != Made && (at < 0 || sources[at].Origin != Made || sources[at].Rows != s.Rows):
		say("stand-in %q, made data of the same kind expected", s.StandIn)
	}
	if at := named(s.StandInColor); s.StandInColor != "" && (s.StandIn == "" || at < 0 || !sources[at].Has("channels")) {
		say("stand-in %q, made data in color expected", s.StandInColor)
	}
	for _, name := range s.fields {
		if f := field(name); f == nil || f.Group != "Data" {
			say("field %q is none of data", name)
		}
	}
	if s.shape == nil {
		say("shape is missing")
		return found
	}
	r := Default()
	r.ImageSize, r.Columns, r.Channels = 10, 7, 3
	switch in := s.shape(&r); {
	case s.Rows && (in.H != 1 || in.W != 1 || in.C < 1):
		say("shape %v of a row", in)
	case !s.Rows && (in.H < 2 || in.H != in.W || in.C < 1):
		say("shape %v of a picture, a square expected", in)
	case slices.Contains(s.fields, "image_size") != (in.H == 10) || slices.Contains(s.fields, "columns") != (in.C == 7):
		say("shape %v with image_size=10, columns=7 and the fields %v", in, s.fields)
	case !s.Rows && slices.Contains(s.fields, "channels") != (in.C == 3):
		say("shape %v with channels=3 and the fields %v", in, s.fields)
	case s.Digits && in != (geometry.Shape{H: 28, W: 28, C: 1}):
		say("shape %v of digits", in)
	}
	return found
}

// Whatever belongs to a kind of data is there, and agrees with the fields.
func TestSources(t *testing.T) {
	for i, s := range sources {
		for _, f := range sourceFaults(sources, i) {
			t.Errorf("%s: %s", s.Name, f)
		}
		r := mustParse(t, "data="+s.Name)
		if r.Source() != &sources[i] || s.Train > 0 && r.Train != s.Train || s.Test > 0 && r.Test != s.Test || r.Link() != Default().linkWith(s.Name) {
			t.Errorf("%s: train=%d, test=%d, %s", s.Name, r.Train, r.Test, r.Link())
		}
		if n := r.Validate(); n != nil {
			t.Errorf("%s: %v", s.Name, n)
		}
		for _, name := range []string{"classes", "image_size", "framing", "channels", "columns", "scale"} {
			if f := field(name); f.applies(&r) != s.Has(name) {
				t.Errorf("%s: applies to data=%s: %v", name, s.Name, f.applies(&r))
			}
		}
		if v := r.Showing(); v.Rows != s.Rows || v.Digits != s.Digits {
			t.Errorf("%s: the page is told %+v", s.Name, v)
		}
	}
}

// linkWith is the link of r with other data alone.
func (r Recipe) linkWith(data string) string {
	if r.Data == data {
		return r.Link()
	}
	return r.Link() + "&data=" + data
}

// A kind that is half defined is found.
func TestHalfASourceIsFound(t *testing.T) {
	rows := func(*Recipe) geometry.Shape { return geometry.Flat(3) }
	for name, spoil := range map[string]func(s *Source){
		"":          func(s *Source) {},
		"name":      func(s *Source) { s.Name = "first" },
		"label":     func(s *Source) { s.Label = "" },
		"train":     func(s *Source) { s.Train = 5 },
		"all of it": func(s *Source) { s.Origin, s.StandIn = Own, "first" },
		"same kind": func(s *Source) { s.Origin, s.StandIn, s.Rows, s.shape = Downloaded, "first", true, rows },
		"always":    func(s *Source) { s.StandIn = "first" },
		"field":     func(s *Source) { s.fields = []string{"latent_dim"} },
		"shape":     func(s *Source) { s.shape = nil },
		"row":       func(s *Source) { s.Rows = true },
		"picture":   func(s *Source) { s.shape = rows },
		"fields":    func(s *Source) { s.fields = []string{"image_size"} },
		"channels":  func(s *Source) { s.fields = []string{"channels"} },
		"in color": func(s *Source) {
			s.Origin, s.Train, s.Test, s.StandIn, s.StandInColor = Downloaded, 0, 0, "first", "first"
		},
		"digits": func(s *Source) { s.Digits, s.shape = true, square(20) },
	} {
		s := Source{Name: "second", Label: "Second", Origin: Made, shape: square(28)}
		spoil(&s)
		list := []Source{{Name: "first", Label: "First", Origin: Made, shape: square(28)}, s}
		if found := strings.Join(sourceFaults(list, 1), "; "); (found == "") != (name == "") || !strings.Contains(found, name) {
			t.Errorf("%s: found %q", name, found)
		}
	}
}

// A maker's items are made anew when a field that they depend on changes, and only then.
func TestDepends(t *testing.T) {
	for link, want := range map[string]bool{
		"data=faces": true, "data=faces&seed=2": true, "data=faces&train=5": true, "data=faces&image_size=16": false, "data=pictures": false,
	} {
		if got := mustParse(t, link).Depends() == mustParse(t, "data=faces").Depends(); got != want {
			t.Errorf("%s: the same faces: %v", link, got)
		}
	}
	if a, b := mustParse(t, "data=digits&classes=1"), mustParse(t, "data=digits"); a.Depends() != b.Depends() {
		t.Errorf("classes are chosen among %q, %q", a.Depends(), b.Depends())
	}
	if a, b := mustParse(t, "data=shapes"), mustParse(t, "data=shapes&channels=1"); a.Depends() == b.Depends() {
		t.Errorf("in color or in gray: %q", a.Depends())
	}
	if a, b := mustParse(t, "data=table&scale=none"), mustParse(t, "data=table"); a.Depends() == b.Depends() || a.Bounded() || !b.Bounded() {
		t.Errorf("scaled or not: %q, %q", a.Depends(), b.Depends())
	}
}
