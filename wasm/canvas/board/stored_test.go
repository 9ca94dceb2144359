package board

import (
	"bytes"
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"bottleneck/core/data/drawn"
	corelook "bottleneck/core/look"
	"bottleneck/core/recipe"
	coretrain "bottleneck/core/train"
	"bottleneck/wasm/canvas/paint"
)

// How far what is painted of a run may be from the stored picture: another processor fuses other sums, so that an output has another shade, and a
// point lies a quarter of a pixel elsewhere.
const (
	shadeWithin = 6     // of 255, in each channel
	shareBeyond = 0.002 // of the pixels, that may be farther away
)

// Sizes of the stored pictures, and of their files in all.
const (
	storedW, storedH = 250, 205
	mostStored       = 200_000
)

// stored are runs that between them have all panels, and after how many steps they are looked at.
var stored = []struct {
	link   string
	steps  int
	panels []string
}{
	{"data=digits&train=60&test=20&batch_size=20&latent=variational&latent_dim=2", 60, []string{"line", "images", "code", "latent", "grid", "filters", "loss"}},
	{"data=table18&train=60&test=20&batch_size=20", 60, []string{"table"}},
}

// Every panel looks as it did, and so does the board with a line above the others: a change of design is seen as a picture. With -update they are
// stored anew. Words are the page's, and not of this.
func TestPanelsLookAsStored(t *testing.T) {
	var seen []string
	for _, c := range stored {
		looker := lookerOf(t, c.link, c.steps)
		for _, p := range recipe.Panels {
			if slices.Contains(c.panels, p.Name) {
				seen = append(seen, p.Name)
				likeStored(t, p.Name, alone(t, p.Name, storedW, storedH, looker.Snapshot(wanted(t, p)).Encode(nil)))
			}
		}
		if len(c.panels) == 1 {
			continue
		}
		b := New()
		b.Resize(Screen{W: 900, H: 564, Scale: 1})
		b.view.Theme = "dark"
		b.view.Panels = []string{"line", "images", "code", "latent", "grid", "loss"}
		b.view.Images, b.view.Points, b.view.Grid, b.view.AxisY = 8, 20, 8, 1
		if err := b.Show(looker.Snapshot(b.view).Encode(nil)); err != nil {
			t.Fatal(err)
		}
		likeStored(t, "board", b)
	}
	for _, p := range recipe.Panels {
		if !slices.Contains(seen, p.Name) {
			t.Errorf("no picture of %s is stored", p.Name)
		}
	}
	sum := int64(0)
	files, _ := filepath.Glob(storedAs("*"))
	for _, name := range files {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		sum += info.Size()
	}
	if sum > mostStored || len(files) != len(recipe.Panels)+1 {
		t.Errorf("%d pictures of %d bytes are stored, %d of at most %d expected", len(files), sum, len(recipe.Panels)+1, mostStored)
	}
}

// lookerOf is what can be seen of a run after so many steps.
func lookerOf(t *testing.T, link string, steps int) *corelook.Looker {
	t.Helper()
	r, notices := recipe.Parse(link)
	if len(notices) > 0 {
		t.Fatal(notices)
	}
	train, test := drawn.Digits(60, 1), drawn.Digits(20, 2)
	if r.Data == "table18" {
		train, test = drawn.Table18(0, 60), drawn.Table18(60, 80)
	}
	run, err := coretrain.New(r, train, test)
	if err != nil {
		t.Fatal(err)
	}
	for range steps {
		run.Step()
	}
	return corelook.New(run.Reader())
}

func storedAs(name string) string { return filepath.Join("testdata", "look-"+name+".png") }

// likeStored holds a board to the stored picture of that name.
func likeStored(t *testing.T, name string, b *Board) {
	t.Helper()
	_, m := painted(b)
	found := paint.Onto(m, b.theme().Back)
	if *update {
		var file bytes.Buffer
		if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&file, found); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(storedAs(name), file.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if share := paint.Apart(found, readStored(t, name), shadeWithin); share > shareBeyond {
		t.Errorf("%s: %.2f %% of the pixels are farther than %d from those of %s, %.2f %% may be; where that is as it should be, -update stores what there is", name, 100*share, shadeWithin, storedAs(name), 100*shareBeyond)
	}
}

func readStored(t *testing.T, name string) image.Image {
	t.Helper()
	file, err := os.ReadFile(storedAs(name))
	if err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// A tile that lies two pixels elsewhere is found, and so is another ground.
func TestStoredPicturesFindAChange(t *testing.T) {
	c := stored[0]
	b := alone(t, "images", storedW, storedH, lookerOf(t, c.link, c.steps).Snapshot(wanted(t, recipe.Panels[1])).Encode(nil))
	s, m := painted(b)
	was := paint.Onto(m, b.theme().Back)
	tile, moved := s.Tiles.tile(0, 2).pixels(), paint.Onto(m, b.theme().Back)
	draw.Draw(moved, tile.Add(image.Pt(2, 0)), was, tile.Min, draw.Src)
	if share := paint.Apart(was, moved, shadeWithin); share <= shareBeyond {
		t.Errorf("a tile at %v that is moved changes %.2f %% of the pixels, which is not found", tile, 100*share)
	}
	back := b.theme().Back
	back.G -= shadeWithin + 1
	if share := paint.Apart(was, paint.Onto(m, back), shadeWithin); share <= shareBeyond {
		t.Errorf("another ground changes %.2f %% of the pixels", 100*share)
	}
}
