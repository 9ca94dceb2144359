package board

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"bottleneck/core/wire"
)

// The plane above the loss and the grid beside them begin and end on the same lines, and the grid is large enough to be read.
func TestColumnsEndFlush(t *testing.T) {
	for _, c := range []struct {
		w, h  int
		scale float64
		n     int32 // of the grid
		noise bool
		tile  int // at least
	}{
		{1000, 760, 1, 15, false, 26},
		{1000, 780, 1, 15, true, 24},
		{1000, 760, 2, 15, false, 52},
		{1000, 760, 1, 20, false, 20},
		{1000, 760, 1, 30, false, 13},
		{1000, 760, 1, 15, false, 26},
		{1212, 763, 1.25, 30, true, 14},
	} {
		f := frame(1, 12, c.n)
		if !c.noise {
			f.Images.Corrupted = nil
		}
		s := look(boardOf(t, c.w, c.h, c.scale, f, `{}`))
		plane, grid, loss := s.Plane.Area, s.Grid.Area, s.Loss.Area
		if plane.Y != grid.Y || loss.bottom() != grid.bottom() || plane.X != loss.X || plane.right() != loss.right() {
			t.Errorf("%+v: plane %v above loss %v, grid %v: not flush", c, plane, loss, grid)
		}
		m := s.Screen.px(margin)
		if grid.right() != s.Screen.W-m || s.Screen.H-m-grid.bottom() != s.Screen.px(tickLine) {
			t.Errorf("%+v: grid %v does not reach the margins", c, grid)
		}
		if s.Tile < c.tile {
			t.Errorf("%+v: tiles of %d found", c, s.Tile)
		}
	}
}

// On a board with the line the loss is high enough to be read, and so is all else; so is it on one that is too low for the line.
func TestTheLossIsHigh(t *testing.T) {
	codes := way(viewsFrame(12, 2, true, 28), false, "dense(128,relu) 1x1x128", "mean*dense(2) 1x1x2", "deviation*dense(2) 1x1x2", "code*dense(2) 1x1x2", "dense(128,relu) 1x1x128")
	codes.Images.Corrupted = nil
	for _, c := range []struct {
		name  string
		w, h  int
		frame *wire.Snapshot
		view  string
		line  bool
	}{
		{"1440x900", 730, 578, codes, `{"panels":["line","images","code","latent","grid","loss"]}`, true},
		{"1440x900, linear", 730, 578, linearWay(), `{"panels":["line","images","latent","grid","loss"]}`, true},
		{"1440x880", 730, 560, codes, `{"panels":["line","images","code","latent","grid","loss"]}`, true},
		{"1440x780", 730, 458, codes, `{"panels":["line","images","code","latent","grid","loss"]}`, false},
		{"1920x1080", 1210, 680, convWay(), `{"panels":["line","images","latent","grid","loss"]}`, true},
		{"1024x768", 674, 598, codes, `{"panels":["line","images","code","latent","grid","loss"]}`, true},
		{"820x1180", 486, 898, codes, `{"panels":["line","images","code","latent","grid","loss"]}`, true},
	} {
		s := look(boardOf(t, c.w, c.h, 1, c.frame, c.view))
		checkScene(t, c.name, s)
		if s.Loss.Area.H < leastPlot || s.Plane.Area.H < 100 || s.Tiles.H < 22 {
			t.Errorf("%s: the loss is %d high, the plane %d, tiles %d", c.name, s.Loss.Area.H, s.Plane.Area.H, s.Tiles.H)
		}
		if line := s.Panels[0].Name == "line"; line != c.line {
			t.Errorf("%s: the line is there: %v found, %v expected", c.name, line, c.line)
		}
	}
}

func TestSampleGrid(t *testing.T) {
	for _, c := range []struct {
		side, n int
		want    sample
	}{
		{285, 15, sample{0, 1, 15}},
		{285, 20, sample{0, 1, 20}},
		{285, 25, sample{0, 2, 13}},
		{285, 30, sample{0, 2, 15}},
		{150, 30, sample{1, 3, 10}},
		{70, 30, sample{2, 6, 5}},
		{5, 30, sample{7, 15, 2}},
		{0, 1, sample{0, 1, 1}},
	} {
		if found := sampleGrid(c.side, c.n); found != c.want {
			t.Errorf("%d tiles in %d pixels: %v found, %v expected", c.n, c.side, found, c.want)
		}
	}
}

// The page hears how many tiles are drawn, once for each size, and when it has only these decoded they all are.
func TestGridRoom(t *testing.T) {
	const view = `{"grid":24,"panels":["images","latent","grid","loss"]}`
	b := boardOf(t, 732, 583, 1, frame(1, 12, 24), view)
	room := func() (rooms []int) {
		look(b)
		for _, m := range b.Messages() {
			if m.Kind == "room" {
				rooms = append(rooms, m.Room)
			}
		}
		return rooms
	}
	told := room()
	if len(told) != 1 || told[0] >= 24 || told[0] < 12 {
		t.Fatalf("room for %v found, for some of 24 expected", told)
	}
	n := told[0]
	if sampleGrid(leastTile*n+leastTile-1, n).Every != 1 || sampleGrid(leastTile*n+leastTile-1, n+1).Every == 1 {
		t.Errorf("%d tiles are not what is drawn without a gap", n)
	}
	if err := b.Show(frame(1, 12, int32(n)).Encode(nil)); err != nil {
		t.Fatal(err)
	}
	s := look(b)
	if s.Sample.N != n || s.Sample.Every != 1 {
		t.Errorf("%+v of %d tiles drawn", s.Sample, n)
	}
	if title := fmt.Sprintf("%d \u00d7 %[1]d of 24 \u00d7 24", n); !slices.ContainsFunc(s.Labels, func(l Label) bool { return strings.Contains(l.Text, title) }) {
		t.Errorf("no label with %q", title)
	}
	if again := room(); len(again) != 0 {
		t.Errorf("room for %v told again", again)
	}
	b.Resize(Screen{W: 1400, H: 1100, Scale: 1})
	if more := room(); len(more) != 1 || more[0] <= n {
		t.Errorf("room for %v found on a larger canvas, for more than %d expected", more, n)
	}
}

// Also where tiles are left out the middle of a tile stands for the point it was decoded at.
func TestSampledGridPlace(t *testing.T) {
	f := frame(1, 12, 24)
	s := look(boardOf(t, 732, 583, 1, f, `{}`))
	pick := s.Sample
	if pick.Every != 2 {
		t.Fatalf("%+v found, every second tile expected", pick)
	}
	for i := range pick.N {
		k := float64(pick.First + i*pick.Every)
		x := float64(s.Grid.Area.X) + (float64(i)+0.5)*float64(s.Tile)
		y := float64(s.Grid.Area.Y) + (float64(i)+0.5)*float64(s.Tile)
		p := s.Grid.invert(x, y)
		wantX, wantY := -4+8*k/23, 2-4*k/23
		if d := max(p.X-wantX, wantX-p.X, p.Y-wantY, wantY-p.Y); d > 1e-9 {
			t.Errorf("tile %d: %v found, (%g, %g) expected", i, p, wantX, wantY)
		}
	}
}

// Whatever size the page leaves for the canvas, no panel that has a place is too low for its plot.
func TestEveryPlotIsSeen(t *testing.T) {
	for _, c := range []struct {
		view  string
		frame *wire.Snapshot
	}{
		{`{"panels":["images","latent","grid","loss"]}`, viewsFrame(12, 32, false, 28)},
		{`{"panels":["images","code","latent","grid","loss"]}`, viewsFrame(12, 8, true, 28)},
		{`{"panels":["images","latent","filters","loss"]}`, viewsFrame(12, 32, false, 3)},
		{`{"panels":["table","latent","loss"]}`, tableFrame(12, 18, false)},
	} {
		for w := 300; w <= 1300; w += 40 {
			for _, h := range []int{438, 503, 560, 618, 666, 744, 900} {
				s := look(boardOf(t, w, h, 1, c.frame, c.view))
				for _, p := range s.Panels {
					if p.Name == "latent" && s.Plane == nil || p.Name == "grid" && s.Grid == nil || p.Name == "loss" && s.Loss == nil || p.Name == "filters" && s.Filters == nil {
						t.Errorf("%dx%d, %s: %s at %v shows nothing", w, h, c.view, p.Name, p.Frame)
					}
				}
			}
		}
	}
}
