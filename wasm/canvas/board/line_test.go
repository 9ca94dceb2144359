package board

import (
	"fmt"
	"image"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/wire"
)

// way adds to a frame a line of these parts: "dense(128) 1x1x128", the code after a star; maps and numbers are folded as the trainer does it.
func way(s *wire.Snapshot, corrupted bool, parts ...string) *wire.Snapshot {
	l := &wire.Line{Kind: "image", Image: 12, Label: 7, MSE: 0.0731}
	add := func(part, layer string, level, h, w, c int32) {
		p := wire.LinePart{Part: part, Layer: layer, Level: level, H: h, W: w, C: c, Least: -0.5, Most: 2}
		if h*w == 1 {
			p.N = min(c, 1024)
			for i := range p.N {
				p.Values = append(p.Values, float32(i%9)/4-0.5)
			}
		} else {
			p.N = min(c, 32)
			for i := range p.N * h * w {
				p.Pixels = append(p.Pixels, byte(i*5))
			}
		}
		l.Parts = append(l.Parts, p)
	}
	side, channels := int32(28), int32(1)
	if corrupted {
		add("clean", "", 0, side, side, channels)
	}
	add("input", "", 0, side, side, channels)
	for i, text := range parts {
		layer, shape, _ := strings.Cut(text, " ")
		part := "layer"
		if name, rest, ok := strings.Cut(layer, "*"); ok {
			part, layer = name, rest
		}
		var h, w, c int32
		fmt.Sscanf(shape, "%dx%dx%d", &h, &w, &c)
		add(part, layer, int32(i+1), h, w, c)
	}
	add("output", "dense(784,sigmoid)", int32(len(parts)+1), side, side, channels)
	s.Line = l
	return s
}

func linearWay() *wire.Snapshot { return way(frame(1, 12, 15), false, "code*dense(32) 1x1x32") }

func deepWay() *wire.Snapshot {
	return way(frame(1, 12, 15), true, "dense(128,relu) 1x1x128", "dense(64,relu) 1x1x64", "code*dense(32,relu) 1x1x32", "dense(64,relu) 1x1x64", "dense(128,relu) 1x1x128")
}

func convWay() *wire.Snapshot {
	return way(frame(1, 12, 15), true, "conv(16,3,relu) 28x28x16", "maxpool(2) 14x14x16", "conv(4,3,relu) 14x14x4", "code*maxpool(2) 7x7x4", "conv(4,3,relu) 7x7x4", "upsample(2) 14x14x4",
		"conv(16,3,relu) 14x14x16", "upsample(2) 28x28x16")
}

func facesWay() *wire.Snapshot {
	return way(frame(1, 12, 15), false, "conv(16,3,s2,relu) 16x16x16", "conv(32,3,relu) 16x16x32", "conv(64,3,relu) 16x16x64", "conv(128,3,relu) 16x16x128", "code*dense(256) 1x1x256",
		"dense(4096,relu) 1x1x4096", "convt(64,3,relu) 16x16x64", "convt(32,3,relu) 16x16x32", "convt(16,3,relu) 16x16x16")
}

func variationalWay() *wire.Snapshot {
	s := way(frame(1, 12, 15), false, "dense(256,relu) 1x1x256", "mean*dense(2) 1x1x2", "deviation*dense(2) 1x1x2", "code*dense(2) 1x1x2", "dense(256,relu) 1x1x256")
	for i, level := range []int32{0, 1, 2, 2, 2, 3, 4} {
		s.Line.Parts[i].Level = level
	}
	return s
}

func TestLineGolden(t *testing.T) {
	for _, c := range []struct {
		name  string
		w, h  int
		scale float64
		frame *wire.Snapshot
		view  string
	}{
		{"732x583-line-linear", 732, 583, 1, linearWay(), `{"panels":["line"]}`},
		{"732x583-line-deep", 732, 583, 1, deepWay(), `{"panels":["line"]}`},
		{"732x583-line-conv", 732, 583, 1, convWay(), `{"panels":["line"]}`},
		{"732x583-line-faces", 732, 583, 1, facesWay(), `{"panels":["line"]}`},
		{"366x438-line-faces", 366, 438, 3, facesWay(), `{"panels":["line"]}`},
		{"366x438-line-variational", 366, 438, 3, variationalWay(), `{"panels":["line"]}`},
		{"862x560-line-variational", 862, 560, 1, variationalWay(), `{"panels":["line"]}`},
		{"1212x578-line", 1212, 578, 1, convWay(), `{"panels":["line","images","latent","grid","loss"]}`},
		{"1212x763-line", 1212, 763, 1, convWay(), `{"panels":["line","images","latent","grid","loss"]}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			scene := look(boardOf(t, c.w, c.h, c.scale, c.frame, c.view))
			checkScene(t, c.name, scene)
			checkGolden(t, c.name, describe(scene))
		})
	}
}

// Whatever the size and the network, stations hold together, and where they do not all find room there is a way to the others.
func TestLineHolds(t *testing.T) {
	frames := []*wire.Snapshot{linearWay(), deepWay(), convWay(), facesWay(), variationalWay()}
	views := []string{`{"panels":["line"]}`, `{"panels":["line","images","latent","grid","loss"]}`, `{"panels":["line"],"line_open":1}`, `{"panels":["line"],"line_open":4}`}
	for w := 320; w <= 1920; w += 160 {
		for _, h := range []int{320, 438, 583, 763, 1180} {
			for _, scale := range []float64{1, 1.25, 3} {
				for i, f := range frames {
					view := views[(w/160+h/10+i)%len(views)]
					b := boardOf(t, w, h, scale, f, view)
					s := look(b)
					where := fmt.Sprintf("%dx%d scale %g, frame %d, %s", w, h, scale, i, view)
					checkScene(t, where, s)
					if !slices.ContainsFunc(s.Panels, func(p panel) bool { return p.Name == "line" }) {
						continue
					}
					if len(s.Way) == 0 {
						t.Errorf("%s: no station", where)
					}
					seen := map[int]bool{}
					for range 40 {
						s = look(b)
						for _, w := range s.Way {
							seen[w.part] = true
						}
						if !b.Scroll(1) {
							break
						}
					}
					if len(s.Way) < s.Of && len(seen) != len(f.Line.Parts) {
						t.Errorf("%s: %d of %d parts are seen by scrolling", where, len(seen), len(f.Line.Parts))
					}
					if t.Failed() {
						t.Fatalf("%s:\n%s", where, describe(s))
					}
				}
			}
		}
	}
}

// On a low board the line is one row at its upper end, and what stands below can be read.
func TestLineIsABand(t *testing.T) {
	codes := way(viewsFrame(12, 2, true, 28), false, "dense(128,relu) 1x1x128", "code*dense(2) 1x1x2", "dense(128,relu) 1x1x128")
	codes.Images.Corrupted = nil
	for _, c := range []struct {
		w, h  int
		frame *wire.Snapshot
		names []string
	}{
		{1212, 578, linearWay(), []string{"line", "images", "latent", "grid", "loss"}},
		{1212, 578, convWay(), []string{"line", "images", "latent", "grid", "loss"}},
		{1212, 578, facesWay(), []string{"line", "images", "latent", "grid", "loss"}},
		{1212, 578, codes, []string{"line", "images", "latent", "grid", "loss"}},
		{1212, 560, convWay(), []string{"line", "images", "latent", "grid", "loss"}},
		{1212, 559, convWay(), []string{"images", "latent", "grid", "loss"}},
		{676, 598, convWay(), []string{"line", "images", "latent", "grid", "loss"}},
		{676, 598, codes, []string{"line", "images", "latent", "grid", "loss"}},
	} {
		view := `{"panels":["line","images","latent","grid","loss"]}`
		if c.frame == codes {
			view = `{"panels":["line","images","code","latent","grid","loss"]}`
		}
		s := look(boardOf(t, c.w, c.h, 1, c.frame, view))
		where := fmt.Sprintf("%dx%d, %d parts", c.w, c.h, len(c.frame.Line.Parts))
		checkScene(t, where, s)
		var names []string
		for _, p := range s.Panels {
			names = append(names, p.Name)
		}
		if only := unlike(names, c.names); len(only) > 0 {
			t.Fatalf("%s: %q found, %q expected", where, names, c.names)
		}
		if names[0] == "line" {
			if h := s.Panels[0].Frame.H; h > 136 {
				t.Errorf("%s: the line is %d high", where, h)
			}
			for _, w := range s.Way {
				if w.frame.Y != s.Way[0].frame.Y {
					t.Errorf("%s: station %s is in another row than the first", where, w.name)
				}
				if w.box.H > 60 || w.box.H < stationBand/2 && w.cell == 0 {
					t.Errorf("%s: station %s is %d high", where, w.name, w.box.H)
				}
			}
		}
		if s.Tiles.H < 22 || s.Plane.Area.H < 90 || s.Grid.Area.H < 90 || s.Loss.Area.H < 45 {
			t.Errorf("%s: tiles of %d, the plane %d, the grid %d and the loss %d high", where, s.Tiles.H, s.Plane.Area.H, s.Grid.Area.H, s.Loss.Area.H)
		}
	}
}

// points are what the page is told to ask for since the last call.
func points(b *Board) (list []string) {
	for _, m := range b.Messages() {
		switch m.Kind {
		case "point":
			list = append(list, fmt.Sprintf("%s %d %d", m.Part, m.Level, m.At))
		case "open":
			list = append(list, fmt.Sprintf("open %d", m.Level))
		}
	}
	return list
}

// The pointer and the arrow keys reach each number, the page is told of it once, and what comes back is on a card.
func TestLinePoints(t *testing.T) {
	f := convWay()
	b := boardOf(t, 732, 583, 1, f, `{"panels":["line"]}`)
	s := look(b)
	points(b)
	conv := s.Way[2]
	tile := conv.maps.tile(3)
	b.Move(float64(tile.X)+float64(tile.W)*20.5/28, float64(tile.Y)+float64(tile.H)*10.5/28)
	look(b)
	look(b)
	at := (10*28+20)*16 + 3
	if got := points(b); !slices.Equal(got, []string{fmt.Sprintf("layer 1 %d", at)}) {
		t.Fatalf("%q", got)
	}
	n := &wire.Node{Part: "layer", Level: 1, At: int32(at), Value: 0.5, Sum: 0.5, Bias: 0.125, Activation: "relu", Inputs: 9, Outputs: 4,
		From: []wire.Link{{Part: "input", At: 300, Value: 0.5, Weight: 0.75}}, To: []wire.Link{{Part: "layer", Level: 2, At: (5*14+10)*16 + 3, Value: 0.5, Weight: 1}},
		H: 3, W: 3, Filter: []float32{1, 0, -1, 1, 0, -1, 1, 0, -1}, Channels: []int32{0}}
	if err := b.Show((&wire.Snapshot{Run: 1, Step: 1200, Epoch: 2, Node: n}).Encode(nil)); err != nil {
		t.Fatal(err)
	}
	s = look(b)
	for _, text := range []string{"conv 16, map 3, row 10, column 20", "0.5000 = relu of 0.5000, bias 0.125", "of 9 inputs, most from", "Input, row 10, column 20: 0.5 \u00d7 0.75 = 0.375",
		"into 4 outputs, most into", "maxpool 2, map 3, row 5, column 10: \u00d7 1 = 0.5", "weights"} {
		if !hasLabel(s, text) {
			t.Errorf("no %q among %q", text, says(s.Scene, classRead))
		}
	}
	if len(s.Strokes) != 2 || len(s.Cards) != 1 || len(s.Cards[0].tiles) != 1 {
		t.Errorf("%d lines, %+v", len(s.Strokes), s.Cards)
	}
	painted := func() string {
		m := image.NewRGBA(image.Rect(0, 0, 732, 583))
		b.Scene()
		b.Paint(m)
		return string(m.Pix)
	}
	with := painted()
	b.Leave()
	if painted() == with {
		t.Error("the card and the lines are not painted")
	}
	if got := points(b); !slices.Equal(got, []string{" 0 0"}) {
		t.Errorf("after the pointer left: %q", got)
	}
	press := func(keys ...string) []string {
		for _, k := range keys {
			name, shift := strings.CutPrefix(k, "shift ")
			if !b.Key(name, shift) {
				t.Errorf("%s means nothing", k)
			}
			look(b)
		}
		return points(b)
	}
	if got := press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown", "shift ArrowRight", "shift ArrowDown"); !slices.Equal(got, []string{"clean 0 0", "input 0 0", "layer 1 0", "layer 1 448", "layer 1 464", "layer 1 465"}) {
		t.Errorf("by keys %q", got)
	}
	if got := press("Escape"); !slices.Equal(got, []string{" 0 0"}) {
		t.Errorf("after Escape %q", got)
	}
}

// What is folded opens by a click on its words, and by Enter.
func TestLineOpens(t *testing.T) {
	b := boardOf(t, 600, 420, 1, facesWay(), `{"panels":["line"]}`)
	s := look(b)
	points(b)
	i := slices.IndexFunc(s.Way, func(w station) bool { return strings.HasPrefix(w.name, "conv 128") })
	if !strings.HasSuffix(s.Way[i].shape, " more") {
		t.Fatalf("%+v", s.Way[i])
	}
	b.Click(float64(s.Way[i].frame.X+s.Way[i].width/2), float64(s.Way[i].frame.bottom()-20))
	if got := points(b); !slices.Contains(got, "open 4") {
		t.Errorf("a click: %q", got)
	}
	b.Leave()
	for range 5 {
		b.Key("ArrowRight", false)
	}
	b.Key("Enter", false)
	look(b)
	if got := points(b); !slices.Contains(got, "open 4") {
		t.Errorf("Enter: %q", got)
	}
	before := s.Way[i].shown
	if err := b.SetView([]byte(`{"panels":["line"],"line_open":4}`)); err != nil {
		t.Fatal(err)
	}
	if s := look(b); s.Way[i].shown <= before {
		t.Errorf("%d maps, and %d before", s.Way[i].shown, before)
	}
	b.Key("Enter", false)
	if got := points(b); !slices.Contains(got, "open 0") {
		t.Errorf("to fold again: %q", got)
	}
}
