package local

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"bottleneck/core/data"
	"bottleneck/core/data/local/required"
	"bottleneck/core/data/prepare"
)

// The faces database, zipped as a person has it, comes out as the trusted results took it: the middle 64x64, every
// second pixel, 38 people with ten views each, the tenth held out. FACES_DIR is its directory.
func TestFacesDatabase(t *testing.T) {
	dir := os.Getenv("FACES_DIR")
	if dir == "" {
		required.Skip(t, "FACES_DIR is not set")
	}
	names, err := filepath.Glob(filepath.Join(dir, "s*", "*.pgm"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no pictures in FACES_DIR: %v", err)
	}
	var pairs []any
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		inside, _ := filepath.Rel(dir, name)
		pairs = append(pairs, filepath.ToSlash(inside), b)
	}
	g, err := Read(given("att_faces.zip", archive(pairs...)))
	if err != nil {
		t.Fatal(err)
	}
	p := g.Pictures
	trains, tests := p.Count()
	if w, h := p.Size(); w != 92 || h != 112 || trains != 342 || tests != 38 || g.Left != 0 || len(p.Classes) != 38 || p.Classes[0] != "s3" || p.Classes[37] != "s40" {
		t.Fatalf("%d and %d pictures of %dx%d, classes %v, left out %v", trains, tests, w, h, p.Classes, g.Problems)
	}
	test := p.Set(true, 0, tests, 32, 1, prepare.FrameSubsample)
	for i, l := range test.Labels {
		if int(l) != i {
			t.Fatalf("held-out picture %d is of person %d", i, l)
		}
	}
	// Noise of 0.2, clipped, was an error of .0353 on the 38 pictures that the reference held out.
	train := p.Set(false, 0, trains, 32, 1, prepare.FrameSubsample)
	x, y := make([]float32, train.N*train.Dim()), make([]float32, train.N*train.Dim())
	train.Rows(x, 0, train.N)
	data.Noise{Kind: "gaussian", Amount: .2}.Corrupt(y, x, 1)
	sum := 0.0
	for i := range x {
		d := float64(y[i] - x[i])
		sum += d * d
	}
	if mse := sum / float64(len(x)); math.Abs(mse-.0353) > .0353/20 {
		t.Errorf("the noise is an error of %.4f, .0353 +-5%% expected", mse)
	}
}
