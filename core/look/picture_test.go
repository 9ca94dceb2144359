package look

import (
	"bytes"
	"testing"

	"bottleneck/core/data/drawn"
	"bottleneck/core/internal/tiny"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

// The small picture has what the network sees above what it makes of it, image beside image.
func TestPictureIsOfTheFirstTestImages(t *testing.T) {
	r := tiny.Recipe()
	r.Noise = recipe.Noise{Kind: "gaussian", Amount: 0.2}
	run := newRun(t, r)
	steps(t, run, 5)
	gray, w, h := New(run.run).Picture()
	if w != 4*5 || h != 2*6 || len(gray) != w*h {
		t.Fatalf("%d x %d, %d bytes", w, h, len(gray))
	}
	for i := range 4 {
		var clean, seen, out [30]float32
		kernel.FromBytes(clean[:], run.test.Pixels[i*30:(i+1)*30])
		run.run.CorruptTest(seen[:], clean[:], i)
		run.Model().Reconstruct(out[:], seen[:], 1)
		var above, below [30]byte
		kernel.ToBytes(above[:], seen[:])
		kernel.ToBytes(below[:], out[:])
		for p := range 30 {
			y, x := p/5, i*5+p%5
			if gray[y*w+x] != above[p] || gray[(6+y)*w+x] != below[p] {
				t.Fatalf("image %d, pixel %d: %d over %d, %d over %d expected", i, p, gray[y*w+x], gray[(6+y)*w+x], above[p], below[p])
			}
		}
	}
}

// A picture in color keeps its colors.
func TestPictureInColor(t *testing.T) {
	r, _ := recipe.Parse("#v=1&data=shapes&image_size=8&train=10&test=5&latent_dim=2")
	held := drawn.ShapesRange(0, 5, 8, 3, 2)
	run, err := train.New(r, drawn.ShapesRange(0, 10, 8, 3, 1), held)
	if err != nil {
		t.Fatal(err)
	}
	pixels, w, h := New(run.Reader()).Picture()
	if w != 4*8 || h != 2*8 || len(pixels) != 3*w*h {
		t.Fatalf("%d x %d, %d bytes", w, h, len(pixels))
	}
	for i := range 4 {
		for y := range 8 {
			if got, want := pixels[(y*w+8*i)*3:][:24], held.Pixels[(i*64+y*8)*3:][:24]; !bytes.Equal(got, want) {
				t.Fatalf("image %d, row %d: %v, %v expected", i, y, got, want)
			}
		}
	}
}

// A large image has some of its pixels, and a row of a table none.
func TestPictureIsSmall(t *testing.T) {
	r := tiny.Recipe()
	r.Test = 3
	run, err := train.New(r, tiny.Stripes(50, 70, 65), tiny.Stripes(3, 70, 65))
	if err != nil {
		t.Fatal(err)
	}
	gray, w, h := New(run.Reader()).Picture()
	if w != 3*22 || h != 2*24 || len(gray) != w*h { // every third pixel of three images
		t.Errorf("%d x %d, %d bytes", w, h, len(gray))
	}
	all := drawn.Table18(0, 60)
	r.Data, r.LatentDim, r.Test = "table18", 2, 20
	if run, err = train.New(r, all.Slice(0, 50), all.Slice(40, 60)); err != nil {
		t.Fatal(err)
	}
	if gray, w, h = New(run.Reader()).Picture(); gray != nil || w != 0 || h != 0 {
		t.Errorf("of rows %d x %d", w, h)
	}
}
