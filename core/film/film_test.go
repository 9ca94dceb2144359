package film

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"slices"
	"testing"

	"bottleneck/core/recipe"
	"bottleneck/core/wire"
)

// most is how large a film may be on its way, in bytes.
const most = 60 << 10

// read returns the film of a lesson as it is kept, and its size there.
func read(t *testing.T, id string) (film []byte, size int) {
	t.Helper()
	b, err := os.ReadFile("../../static/lessons/films/" + id + ".film")
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	film, err = io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return film, len(b)
}

// Every lesson has a film, which is small, of its own recipe on data that are made, and whose frames can be read.
func TestEveryLessonHasAFilm(t *testing.T) {
	for _, l := range recipe.Lessons() {
		film, size := read(t, l.ID)
		r, notices := recipe.Parse(Link(film))
		if size > most || r.Lesson != l.ID || len(notices) > 0 || r.Source().Origin != recipe.Made {
			t.Errorf("%s: %d bytes of %q, %v", l.ID, size, Link(film), notices)
		}
		before := -1
		for i, f := range framesOf(t, film) {
			var s wire.Snapshot
			if _, err := s.Merge(f); err != nil {
				t.Errorf("%s, frame %d: %v", l.ID, i, err)
			}
			if int(s.Step) <= before || s.Curve == nil || (s.Images == nil) == (s.Table == nil) || s.Codes == nil {
				t.Errorf("%s, frame %d is of step %d, behind %d", l.ID, i, s.Step, before)
			}
			before = int(s.Step)
		}
		if before != r.Steps {
			t.Errorf("%s: the film ends at step %d, %d expected", l.ID, before, r.Steps)
		}
	}
}

// A film can be made again, byte for byte.
func TestAFilmIsMadeAgain(t *testing.T) {
	const id = "table"
	want, _ := read(t, id)
	r, _ := recipe.Parse(Link(want))
	got, err := Make(r)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%d bytes are made, and are not the %d of the file: go run ./web/site films makes them anew", len(got), len(want))
	}
	r.Seed++
	if other, err := Make(r); err != nil || bytes.Equal(other, want) {
		t.Errorf("another seed makes the same film, %v", err)
	}
}

func TestFilmsAreOfMadeDataAlone(t *testing.T) {
	r, _ := recipe.Parse("#v=1&lesson=linear")
	func() {
		defer func() {
			if recover() != msgRecipe {
				t.Error("a film of MNIST was made")
			}
		}()
		Make(r)
	}()
	if got := Recipe(r); got.Data != "digits" || got.Train > trains || got.Test > tests || got.Cost().FLOPsPerStep*float64(got.Steps) > work {
		t.Errorf("%s", got.Link())
	}
	if got := Moments(600); got[0] != 0 || got[len(got)-1] != 600 || !slices.IsSorted(got) || len(got) > frames {
		t.Errorf("moments %v", got)
	}
	if got := Moments(1); !slices.Equal(got, []int{0, 1}) {
		t.Errorf("moments %v", got)
	}
	for _, bad := range []string{"", "BNFL", "BNFM\x01\x00\x00\x00\x00\x00\x00\x00", "BNFL\x02\x00\x00\x00\x00\x00\x00\x00", "BNFL\x01\x00\x00\x00\xff\xff\xff\xff"} {
		if Link([]byte(bad)) != "" {
			t.Errorf("%q has a link", bad)
		}
	}
}

// framesOf cuts a film into its frames.
func framesOf(t *testing.T, film []byte) (list [][]byte) {
	t.Helper()
	number := func() int {
		n := int(film[0]) | int(film[1])<<8 | int(film[2])<<16 | int(film[3])<<24
		film = film[4:]
		return n
	}
	film = film[len(magic)+4:]
	film = film[4+len(Link(append([]byte("BNFL\x01\x00\x00\x00"), film...))):]
	for n := number(); n > 0; n-- {
		size := number()
		list = append(list, film[:size])
		film = film[size:]
	}
	if len(film) > 0 {
		t.Errorf("%d bytes stand behind the last frame", len(film))
	}
	return list
}
