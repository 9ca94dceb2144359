package board

import (
	"bytes"
	"encoding/json"
	"image"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/recipe"
	"bottleneck/core/wire"
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
	b := New()
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
			b.Press(x, y, false, false)
			b.Drag(x+40, y+30)
			b.Zoom(x, y, 1.7)
			b.Pinch(x, y, 5, -3, 0.8)
			b.Release()
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

// runs are small runs that between them have all panels.
var runs = []string{"data=digits&train=60&test=20&batch_size=20&noise=gaussian(0.2)", "data=table18&train=60&test=20&batch_size=20"}

// wanted is what the panel asks for when it is alone; how large a grid is the page decides.
func wanted(t *testing.T, p recipe.Panel) wire.View {
	t.Helper()
	v := map[string]any{"panels": []string{p.Name}, "axis_y": 1, "grid": 8}
	for _, w := range p.Wants {
		v[w.Field] = w.Alone
		if w.Board < 1 || w.Alone < w.Board {
			t.Errorf("%s: %d of %s on the board, %d alone", p.Name, w.Board, w.Field, w.Alone)
		}
	}
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var view wire.View
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&view); err != nil {
		t.Errorf("%s asks for what no view has: %v", p.Name, err)
	}
	return view
}

// Every panel of a run shows what a frame has that holds what the panel asked for, stays within its frame, and knows when a run is over.
func TestRoomsShowARun(t *testing.T) {
	seen := map[string]bool{}
	for _, link := range runs {
		looker := lookerOf(t, link, 4)
		r, _ := recipe.Parse(link)
		for _, p := range recipe.Panels {
			if !slices.Contains(r.Showing().Tabs, p.Name) {
				continue
			}
			seen[p.Name] = true
			frame := looker.Snapshot(wanted(t, p)).Encode(nil)
			for _, size := range [][2]int{{366, 438}, {1000, 700}} {
				w, h := size[0], size[1]
				checkRoom(t, p.Name, w, h, alone(t, p.Name, w, h, frame))
			}
			over := wire.Snapshot{Run: 1}
			if empty := says(alone(t, p.Name, 400, 300, frame, over.Encode(nil)).Scene(), classEmpty); len(empty) != 1 {
				t.Errorf("%s: %q when another run begins, one sentence expected", p.Name, empty)
			}
		}
	}
	for name := range rooms {
		if !seen[name] {
			t.Errorf("none of the runs has %s", name)
		}
	}
}

func checkRoom(t *testing.T, name string, w, h int, b *Board) {
	t.Helper()
	s := b.Scene()
	if title, empty := says(s, classTitle), says(s, classEmpty); len(title) != 1 || len(empty) != 0 {
		t.Errorf("%s, %dx%d: title %q and %q found, one title alone expected", name, w, h, title, empty)
	}
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	if work := b.Paint(m); work.Draws >= most {
		t.Errorf("%s, %dx%d: %+v, less than %d calls expected", name, w, h, work, most)
	}
	painted := 0
	for at := 3; at < len(m.Pix); at += 4 {
		if m.Pix[at] == 0 {
			continue
		}
		painted++
		if x, y := at/4%w, at/4/w; !b.panels[0].Frame.inset(-4).contains(float64(x), float64(y)) {
			t.Fatalf("%s, %dx%d: pixel %d, %d is painted outside of %v", name, w, h, x, y, b.panels[0].Frame)
		}
	}
	if painted < w*h/50 {
		t.Errorf("%s, %dx%d: %d pixels are painted", name, w, h, painted)
	}
	r := b.rooms[name]
	_, picks := r.(itemized)
	shown, plots := r.(plotted)
	if b.Key("ArrowRight", false) != (picks || plots) {
		t.Errorf("%s, %dx%d: items %v, plane %v, and arrows are something else", name, w, h, picks, plots)
	}
	if b.Scene(); picks && (len(b.cards) != 1 || len(says(b.scene, classRead)) == 0) {
		t.Errorf("%s, %dx%d: %d cards found, one that says something expected", name, w, h, len(b.cards))
	}
	if plots {
		if plot, _ := shown.plane(); plot == nil || !b.cursor.latent {
			t.Errorf("%s, %dx%d: no plane, or no point on it", name, w, h)
		}
	}
	handle(b, float64(w), float64(h))
}
