package session

import (
	"strings"
	"testing"

	"bottleneck/core/data"
	"bottleneck/core/data/drawn"
	"bottleneck/core/data/prepare"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

// running is a session with a run of the link on the given data.
func running(t *testing.T, link string, set *data.Set) *Session {
	t.Helper()
	r, notices := recipe.Parse(link)
	if len(notices) > 0 {
		t.Fatal(notices)
	}
	run, err := train.New(r, set, set)
	if err != nil {
		t.Fatal(err)
	}
	return &Session{run: run}
}

func TestPicturesTakeTheSizeOfTheRun(t *testing.T) {
	pad := make([]byte, 60*40) // light at the right
	for i := range pad {
		if i%60 >= 30 {
			pad[i] = 255
		}
	}
	mnist := running(t, "data=digits&train=20&test=20&batch_size=20", drawn.Digits(20, drawn.TestSeed))
	if p, err := mnist.preparePad(prepare.PlanesOf(pad, 60, 40, 1), nil); err != nil || len(p.Pixels) != 784 {
		t.Errorf("%v for digits", err)
	}
	faces := running(t, "data=faces&image_size=16&train=20&test=20&batch_size=20&latent_dim=4", &data.Set{Name: "faces", N: 20, H: 16, W: 16, C: 1, Pixels: make([]byte, 20*256)})
	p, err := faces.preparePad(prepare.PlanesOf(pad, 60, 40, 1), nil)
	if err != nil || len(p.Pixels) != 256 || len(p.Steps) != 2 || p.Steps[1].W != 16 {
		t.Fatalf("%+v, %v for faces", p, err)
	}
	if p.Pixels[0] != 0 || p.Pixels[15] != 1 { // the middle square: 10 to 49
		t.Errorf("%v found, dark at the left and light at the right expected", p.Pixels[:16])
	}
	table := running(t, "data=table18&train=20&test=20&batch_size=20&latent_dim=4", drawn.Table18(0, 20))
	if _, err := table.preparePad(prepare.PlanesOf(pad, 60, 40, 1), nil); err == nil || !strings.Contains(err.Error(), "18 numbers") {
		t.Errorf("%v for a table", err)
	}
	if table.pixels() || !faces.pixels() {
		t.Error("numbers of a table are not bound to [0,1], pixels are")
	}
}

// A square of one's own pictures is cut from the middle, or, without that, the whole picture with bars.
func TestPicturesAreFramedOrWhole(t *testing.T) {
	pad := make([]byte, 40*20)
	for i := range pad {
		if x := i % 40; x >= 4 && x < 36 {
			pad[i] = 255
		}
	}
	faces := running(t, "data=faces&image_size=16&train=20&test=20&batch_size=20&latent_dim=4", &data.Set{Name: "faces", N: 20, H: 16, W: 16, C: 1, Pixels: make([]byte, 20*256)})
	p, err := faces.preparePad(prepare.PlanesOf(pad, 40, 20, 1), []string{"framed"})
	if err != nil || !p.Steps[1].Undone {
		t.Fatalf("%+v, %v", p, err)
	}
	row := p.Pixels[8*16:][:16]
	if row[0] != 0 || row[8] != 1 || row[15] != 0 || p.Pixels[0] != p.Pixels[15*16] {
		t.Errorf("%v found, light with dark sides expected", row)
	}
}
