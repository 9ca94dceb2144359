package view

import (
	"image"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/recipe"
)

// unlike returns which names only one of both lists has.
func unlike(a, b []string) (only []string) {
	for _, n := range a {
		if !slices.Contains(b, n) {
			only = append(only, n)
		}
	}
	for _, n := range b {
		if !slices.Contains(a, n) {
			only = append(only, n)
		}
	}
	return only
}

func TestEveryPanelHasARoom(t *testing.T) {
	var listed, open []string
	for _, p := range recipe.Panels {
		listed = append(listed, p.Name)
	}
	for name := range rooms {
		open = append(open, name)
	}
	if only := unlike(listed, open); len(only) > 0 {
		t.Errorf("%q stand in one of the list of panels and the rooms", only)
	}
	if only := unlike([]string{"a", "b"}, []string{"b", "c"}); !slices.Equal(only, []string{"a", "c"}) {
		t.Errorf("%q found, a and c expected", only)
	}
}

// alone is the panel alone on a board that has taken the frames.
func alone(t *testing.T, name string, w, h int, frames ...[]byte) *Board {
	t.Helper()
	b := NewBoard()
	b.Resize(Screen{W: w, H: h, Scale: 1})
	if err := b.SetView([]byte(`{"panels":["` + name + `"],"grid":8}`)); err != nil {
		t.Fatal(err)
	}
	for _, f := range frames {
		if err := b.Show(f); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// says are the labels of one class.
func says(s *Scene, class string) (texts []string) {
	for _, l := range s.Labels {
		if l.Class == class {
			texts = append(texts, l.Text)
		}
	}
	return texts
}

// A room that has nothing to show yet has a title and says so, and nothing that is done to it is too much.
func TestRoomsWithoutData(t *testing.T) {
	for name := range rooms {
		b := alone(t, name, 400, 300)
		s := b.Scene()
		if title, empty := says(s, classTitle), says(s, classEmpty); len(title) != 1 || len(empty) != 1 || !strings.HasSuffix(empty[0], " yet") {
			t.Errorf("%s: title %q and %q found, one title and what is not there yet expected", name, title, empty)
		}
		handle(b, 400, 300)
		if b.Key("ArrowRight", false) {
			t.Errorf("%s: an arrow means something", name)
		}
		m := image.NewRGBA(image.Rect(0, 0, 400, 300))
		b.Scene()
		b.Paint(m)
		for at, v := range m.Pix {
			if v != 0 {
				t.Errorf("%s: byte %d is painted", name, at)
				break
			}
		}
	}
}

// handle does everything to a board that can be done.
func handle(b *Board, w, h float64) {
	m := image.NewRGBA(image.Rect(0, 0, int(w), int(h)))
	for x := 0.0; x < w; x += w / 7 {
		for y := 0.0; y < h; y += h / 7 {
			b.Move(x, y)
			b.Scene()
			b.Click(x, y)
			b.Press(x, y)
			b.Drag(x + 40)
			b.Scroll(1)
			b.Scene()
			b.Paint(m)
		}
	}
	b.Leave()
	for _, key := range []string{"ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "Enter", "Escape", "Escape", "Escape", "a"} {
		b.Key(key, false)
		b.Scene()
		b.Paint(m)
	}
	b.Unpin()
	b.Leave()
	b.Messages()
}
