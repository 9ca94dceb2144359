package look

import (
	"slices"
	"testing"

	"bottleneck/core/internal/tiny"
	"bottleneck/core/wire"
)

// What the run has not is as good as nothing chosen, and that is the first that is shown.
func TestChosen(t *testing.T) {
	run := newRun(t, tiny.Recipe())
	run.Own(make([]float32, 30))
	z := make([]float32, run.Reader().Latent())
	for name, c := range map[string]struct {
		wish wire.Chosen
		kept bool
	}{
		"nothing":      {},
		"the first":    {wire.Chosen{Kind: "image"}, true},
		"the last":     {wire.Chosen{Kind: "image", Image: 19}, true},
		"beyond":       {wire.Chosen{Kind: "image", Image: 20}, false},
		"before":       {wire.Chosen{Kind: "image", Image: -1}, false},
		"a picture":    {wire.Chosen{Kind: "own"}, true},
		"a code":       {wire.Chosen{Kind: "code", Z: z}, true},
		"another code": {wire.Chosen{Kind: "code", Z: append(z, 0)}, false},
		"unknown":      {wire.Chosen{Kind: "weather"}, false},
	} {
		got := run.chosen(wire.View{Chosen: c.wish}, []int32{7, 3})
		want := wire.Chosen{Kind: "image", Image: 7}
		if c.kept {
			want = c.wish
		}
		if got.Kind != want.Kind || got.Image != want.Image || !slices.Equal(got.Z, want.Z) {
			t.Errorf("%s: %+v chosen, %+v expected", name, got, want)
		}
	}
	run.Own(make([]float32, 29))
	if got := run.chosen(wire.View{Chosen: wire.Chosen{Kind: "own"}}, nil); got.Kind != "image" || got.Image != 0 {
		t.Errorf("a picture of another size: %+v", got)
	}
}

func TestTheSpotIsWhereTheCodeLies(t *testing.T) {
	run := newRun(t, tiny.Recipe())
	steps(t, run, 5)
	for _, pca := range []bool{false, true} {
		v := wire.View{Points: 20, AxisY: 1, PCA: pca}
		s := run.Snapshot(v)
		x, y := s.Codes.X[13], s.Codes.Y[13]
		v.Points, v.Chosen = 20, wire.Chosen{Kind: wire.ChosenImage, Image: 13}
		if s := run.Snapshot(v); s.Spot != nil {
			t.Errorf("one of the points is at %+v besides", s.Spot)
		}
		own := make([]float32, run.Reader().Dim())
		run.Test().Rows(own, 13, 14)
		run.Own(own)
		v.Chosen = wire.Chosen{Kind: wire.ChosenOwn}
		if s := run.Snapshot(v); s.Spot == nil || *s.Spot != (wire.Spot{X: x, Y: y}) {
			t.Errorf("PCA %v: the same picture is at %+v, the image at %g, %g", pca, s.Spot, x, y)
		}
		z := make([]float32, run.Reader().Latent())
		run.Reader().Encode(z, own, 1)
		v.Chosen = wire.Chosen{Kind: wire.ChosenCode, Z: z}
		if s := run.Snapshot(v); s.Spot == nil || *s.Spot != (wire.Spot{X: x, Y: y}) {
			t.Errorf("PCA %v: its code is at %+v, the image at %g, %g", pca, s.Spot, x, y)
		}
	}
	// Of an image beyond the points, and on the plane of the images.
	v := wire.View{Points: 4, AxisY: 1, Chosen: wire.Chosen{Kind: wire.ChosenImage, Image: 13}}
	if s := run.Snapshot(v); s.Spot == nil {
		t.Error("an image beyond the points has no spot")
	}
	analyze(run)
	v.Plane = "pixels"
	if s := run.Snapshot(v); s.Spot == nil {
		t.Error("an image has no spot on the plane of the images")
	}
	v.Chosen = wire.Chosen{Kind: wire.ChosenCode, Z: make([]float32, run.Reader().Latent())}
	if s := run.Snapshot(v); s.Spot != nil {
		t.Errorf("a code is at %+v on the plane of the images", s.Spot)
	}
}

// What is chosen comes with its code and output: a held-out image, the person's own, a code; what the run has not is the first image.
func TestChosenWithItsCode(t *testing.T) {
	r := speckledRun(t, tiny.Recipe())
	steps(t, r, 5)
	dim, latent := r.run.Dim(), r.run.Latent()
	own := make([]float32, dim)
	for i := range own {
		own[i] = float32(i) / float32(dim)
	}
	r.Own(own)
	images := make([]float32, 20*dim)
	r.Test().Rows(images, 0, 20)
	for name, c := range map[string]struct {
		chosen wire.Chosen
		input  []float32
	}{
		"an image": {wire.Chosen{Kind: wire.ChosenImage, Image: 7}, images[7*dim : 8*dim]},
		"own":      {wire.Chosen{Kind: wire.ChosenOwn}, own},
		"none":     {wire.Chosen{}, images[:dim]},
		"beyond":   {wire.Chosen{Kind: wire.ChosenImage, Image: 20}, images[:dim]},
	} {
		wantZ, wantY := make([]float32, latent), make([]float32, dim)
		r.run.Encode(wantZ, c.input, 1)
		r.run.Reconstruct(wantY, c.input, 1)
		if x, z, y := r.Chosen(wire.View{Chosen: c.chosen}); !slices.Equal(x, c.input) || !slices.Equal(z, wantZ) || !slices.Equal(y, wantY) {
			t.Errorf("%s: another input, code or output", name)
		}
	}
	code, want := []float32{0.5, -1, 2}, make([]float32, dim)
	r.run.Decode(want, code, 1)
	if x, z, y := r.Chosen(wire.View{Chosen: wire.Chosen{Kind: wire.ChosenCode, Z: code}}); !slices.Equal(z, code) || !slices.Equal(y, want) || !slices.Equal(x, want) {
		t.Error("a code: another code or output")
	}
}
