package board

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/wire"
)

func kinds(messages []Message) string {
	var s []string
	for _, m := range messages {
		s = append(s, fmt.Sprintf("%s(%.2f,%.2f,%v%s)", m.Kind, m.X, m.Y, m.Pin, m.Axis))
	}
	return strings.Join(s, " ")
}

func expect(t *testing.T, b *Board, want string) {
	t.Helper()
	look(b)
	if found := kinds(b.Messages()); found != want {
		t.Errorf("messages %q found, %q expected", found, want)
	}
}

func probe(run uint32, x, y float32, pinned bool) *wire.Snapshot {
	return &wire.Snapshot{Run: run, Step: 1200, Probe: &wire.Probe{X: x, Y: y, H: 28, W: 28, C: 1, Pixels: make([]byte, 784), Z: []float32{x, y}, Pinned: pinned}}
}

func TestHoverPinLeave(t *testing.T) {
	b := boardOf(t, 1000, 760, 2, frame(1, 12, 15), `{}`)
	plot := look(b).Plane
	b.Messages() // of the room for the grid
	x, y := plot.at(point{1, -0.5})
	b.Move(x, y)
	expect(t, b, "probe(1.00,-0.50,false)")
	expect(t, b, "") // told once
	b.Move(x+1, y)
	b.Move(x+50, y)
	if m := look(b); len(m.Crosses) != 2 {
		t.Errorf("%d crosses found, one on the plane and one on the grid expected", len(m.Crosses))
	}
	if n := len(b.Messages()); n != 1 {
		t.Errorf("%d messages found for two moves in a frame, 1 expected", n)
	}

	if err := b.Show(probe(1, 1, -0.5, false).Encode(nil)); err != nil {
		t.Fatal(err)
	}
	s := look(b)
	if len(s.Cards) != 1 || s.Cards[0].tiles[0].W%28 != 0 {
		t.Fatalf("%+v found, one card with a tile of whole pixels expected", s.Cards)
	}
	for _, l := range s.Labels {
		if l.Class != classRead && l.ink(s.Screen).overlaps(s.Cards[0].rect) {
			t.Errorf("label %q shows through the card", l.Text)
		}
	}

	b.Click(x, y)
	expect(t, b, "probe(1.00,-0.50,true)")
	b.Leave()
	expect(t, b, "")
	if err := b.Show(probe(1, 1, -0.5, true).Encode(nil)); err != nil {
		t.Fatal(err)
	}
	if s := look(b); len(s.Cards) != 1 || b.data.Pinned == nil || b.data.Hover != nil {
		t.Errorf("%+v found, the pinned card expected", s.Cards)
	}
	b.Click(x+3, y-3) // on the pin: takes it out
	expect(t, b, "unpin(0.00,0.00,false) "+kinds([]Message{{Kind: "probe", X: float32(plot.invert(x+3, y-3).X), Y: float32(plot.invert(x+3, y-3).Y)}}))
	if err := b.Show(probe(1, 1, -0.5, true).Encode(nil)); err != nil { // was on its way
		t.Fatal(err)
	}
	if s := look(b); len(s.Cards) != 0 {
		t.Errorf("%+v found after the pin was taken out", s.Cards)
	}
	b.Leave()
	expect(t, b, "leave(0.00,0.00,false)")
	b.Leave()
	expect(t, b, "")
}

// The middle of a tile stands for the point it was decoded at.
func TestHoverGrid(t *testing.T) {
	b := boardOf(t, 1000, 760, 1, frame(1, 12, 15), `{}`)
	s := look(b)
	b.Messages() // of the room for the grid
	for _, c := range []struct {
		col, row int
		x, y     float64
	}{{0, 0, -4, 2}, {14, 14, 4, -2}, {7, 7, 0, 0}} {
		tile := float64(s.Tile)
		x := float64(s.Grid.Area.X) + (float64(c.col)+0.5)*tile
		y := float64(s.Grid.Area.Y) + (float64(c.row)+0.5)*tile
		if p := s.Grid.invert(x, y); math.Abs(p.X-c.x) > 1e-9 || math.Abs(p.Y-c.y) > 1e-9 {
			t.Errorf("tile %d,%d: %v found, %g %g expected", c.col, c.row, p, c.x, c.y)
		}
	}
	b.Move(float64(s.Grid.Area.X)+1.5*float64(s.Tile), float64(s.Grid.Area.Y)+1.5*float64(s.Tile))
	expect(t, b, "probe(-3.43,1.71,false)")
	b.Move(1, 1) // the margin
	expect(t, b, "leave(0.00,0.00,false)")
}

func TestKeys(t *testing.T) {
	b := boardOf(t, 366, 520, 2, frame(1, 12, 15), `{"panels":["latent"]}`)
	plot := look(b).Plane
	width, height := plot.X.Hi-plot.X.Lo, plot.Y.Hi-plot.Y.Lo
	middle := point{(plot.X.Lo + plot.X.Hi) / 2, (plot.Y.Lo + plot.Y.Hi) / 2}
	at := func(x, y float64, pin bool) string {
		return kinds([]Message{{Kind: "probe", X: float32(x), Y: float32(y), Pin: pin}})
	}
	b.Messages()                         // of what is seen
	keyed := func(x, y float64) string { // moved by a key, which is spoken
		return at(x, y, false) + " " + kinds([]Message{{Kind: "cursor", X: float32(x), Y: float32(y)}})
	}
	if b.Key("Enter", false) || b.Key("Escape", false) || b.Key("a", false) {
		t.Error("keys taken that mean nothing yet")
	}
	b.Key("ArrowRight", false)
	expect(t, b, keyed(middle.X+width/100, middle.Y))
	b.Key("ArrowUp", true)
	expect(t, b, keyed(middle.X+width/100, middle.Y+height/10))
	b.Key("Enter", false)
	expect(t, b, at(middle.X+width/100, middle.Y+height/10, true))
	for range 20 {
		b.Key("ArrowLeft", true)
	}
	expect(t, b, keyed(plot.X.Lo, middle.Y+height/10)) // stays on the plane
	b.Key("Escape", false)
	expect(t, b, "unpin(0.00,0.00,false)")
	b.Key("Escape", false)
	expect(t, b, "leave(0.00,0.00,false)")
	if b.Key("Escape", false) {
		t.Error("Escape taken though nothing is open")
	}
	images := boardOf(t, 366, 520, 2, frame(1, 12, 15), `{"panels":["images"]}`)
	images.Key("ArrowRight", false)
	images.Key("ArrowRight", false)
	if s := look(images); s.Column != 1 || len(s.Cards) != 1 {
		t.Errorf("column %d with %v found, the second image picked expected", s.Column, s.Cards)
	}
	if !images.Key("Escape", false) || look(images).Column >= 0 || images.Key("Escape", false) {
		t.Error("Escape does not let the image go, once")
	}
	loss := boardOf(t, 366, 520, 2, frame(1, 12, 15), `{"panels":["loss"]}`)
	if loss.Key("ArrowLeft", false) {
		t.Error("arrow taken though there is nothing to go through")
	}
}

func TestAxisClick(t *testing.T) {
	f := frame(1, 12, 15)
	f.Codes.Dim = 8
	b := boardOf(t, 1000, 760, 1, f, `{}`)
	hit := look(b).Axes[1]
	b.Click(float64(hit.X+2), float64(hit.Y+2))
	if m := b.Messages(); len(m) == 0 || m[0].Kind != "axis" || m[0].Axis != "y" {
		t.Errorf("%v found, a turn of the y axis expected", m)
	}
}

func TestHoverImageAndLoss(t *testing.T) {
	b := boardOf(t, 366, 800, 1, frame(1, 12, 15), `{"panels":["images","loss"]}`)
	s := look(b)
	last := s.Tiles.tile(3, 11)
	b.Move(float64(last.X+1), float64(last.Y+1))
	s = look(b)
	if s.Column != 11 || len(s.Cards) != 1 || len(s.Cards[0].tiles) != 4 {
		t.Fatalf("column %d with %v found, 11 with four tiles expected", s.Column, s.Cards)
	}
	if card := s.Cards[0]; card.X < 0 || card.right() > 366 || card.Y < 0 || card.bottom() > 800 {
		t.Errorf("card %v leaves the surface", card)
	}
	if !hasLabel(s, "Label 1, test image 11, MSE 0.0210") {
		t.Errorf("read-out missing: %+v", s.Labels)
	}
	x := s.Loss.X.at(402)
	b.Move(x, float64(s.Loss.Area.Y+5))
	s = look(b)
	for _, text := range []string{"train 0.0250", "test 0.0270", "step 400"} {
		if !hasLabel(s, text) {
			t.Errorf("label %q missing", text)
		}
	}
	if s.Column >= 0 || s.Line != int(s.Loss.X.at(400)) {
		t.Errorf("column %d, line %d found", s.Column, s.Line)
	}
}

func hasLabel(s *looked, text string) bool {
	return slices.ContainsFunc(s.Labels, func(l Label) bool { return l.Text == text })
}

func TestBadMessages(t *testing.T) {
	b := boardOf(t, 1000, 760, 1, frame(1, 12, 15), `{"theme":"dark"}`)
	if b.SetView([]byte(`{"theme":`)) == nil || b.theme() != dark {
		t.Error("a broken view was taken")
	}
	whole := frame(1, 12, 15).Encode(nil)
	for _, cut := range []int{0, 10, 40, len(whole) / 2, len(whole) - 1} {
		if b.Show(whole[:cut]) == nil {
			t.Errorf("a frame of %d bytes of %d was taken", cut, len(whole))
		}
	}
	if b.data.Images == nil {
		t.Error("a broken frame took the images away")
	}
	// Sections that are there but empty.
	empty := &wire.Snapshot{Run: 9, Images: &wire.Images{}, Codes: &wire.Codes{}, Grid: &wire.Grid{}, Curve: &wire.Curve{}, Probe: &wire.Probe{}}
	if err := b.Show(empty.Encode(nil)); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"No images yet", "No codes yet", "No grid yet", "No losses yet"} {
		if !hasLabel(look(b), text) {
			t.Errorf("label %q missing", text)
		}
	}
}

func BenchmarkShow(b *testing.B) {
	board := boardOf(b, 1000, 760, 2, frame(1, 12, 20), `{}`)
	bytes := frame(1, 12, 20).Encode(nil)
	b.ReportAllocs()
	for b.Loop() {
		if err := board.Show(bytes); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkScene(b *testing.B) {
	board := boardOf(b, 1000, 760, 2, frame(1, 12, 20), `{}`)
	b.ReportAllocs()
	for b.Loop() {
		board.Scene()
	}
}
