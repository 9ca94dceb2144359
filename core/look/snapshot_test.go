package look

import (
	"slices"
	"testing"

	"bottleneck/core/internal/tiny"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
	"bottleneck/core/wire"
)

func TestSnapshotShowsWhatTheModelDoes(t *testing.T) {
	r := tiny.Recipe()
	r.Noise = recipe.Noise{Kind: "gaussian", Amount: 0.2}
	run := newRun(t, r)
	steps(t, run, 21)
	s := run.Snapshot(wire.View{Images: 4, Points: 20, AxisX: 2, AxisY: 0, Grid: 5})
	m := s.Images
	if m.N != 4 || len(m.Clean) != 4*30 || len(m.Corrupted) != 4*30 || len(m.Output) != 4*30 {
		t.Fatalf("images %+v", m)
	}
	for i := range 4 {
		var clean, seen, out [30]float32
		kernel.FromBytes(clean[:], run.test.Pixels[i*30:(i+1)*30])
		run.run.CorruptTest(seen[:], clean[:], i)
		run.Model().Reconstruct(out[:], seen[:], 1)
		if got, want := m.Errors[i], float32(kernel.SquaredDistance(out[:], clean[:])/30); got != want {
			t.Errorf("error of image %d: %g, %g expected", i, got, want)
		}
		if m.Clean[i*30] != run.test.Pixels[i*30] {
			t.Errorf("image %d is not the test image", i)
		}
	}
	if s.Codes.AxisX != "z[2]" || s.Codes.AxisY != "z[0]" {
		t.Errorf("axes %q, %q", s.Codes.AxisX, s.Codes.AxisY)
	}
	z, x := make([]float32, 3), make([]float32, 30)
	kernel.FromBytes(x, run.test.Pixels[:30])
	run.Model().Encode(z, x, 1)
	if s.Codes.X[0] != z[2] || s.Codes.Y[0] != z[0] {
		t.Errorf("point (%g, %g) of code %v", s.Codes.X[0], s.Codes.Y[0], z)
	}
}

func TestWorstImagesComeFirst(t *testing.T) {
	run := newRun(t, tiny.Recipe())
	steps(t, run, 7)
	m := run.Snapshot(wire.View{Images: 20, Order: "worst"}).Images
	for i := 1; i < 20; i++ {
		if m.Errors[i] > m.Errors[i-1]+1e-7 {
			t.Fatalf("errors %v", m.Errors)
		}
	}
	if len(m.Index) != 20 {
		t.Error("the positions of the images are missing")
	}
}

// Every tile of the grid is what a probe of its point decodes, in chosen
// dimensions and in the plane of the principal components.
func TestGridAndProbeAgree(t *testing.T) {
	for _, pca := range []bool{false, true} {
		run := newRun(t, tiny.Recipe())
		steps(t, run, 21)
		g := *run.Snapshot(wire.View{Points: 20, AxisY: 1, PCA: pca, Grid: 3}).Grid
		pixels := append([]byte(nil), g.Pixels...)
		for row := range 3 {
			for col := range 3 {
				x := g.X0 + (g.X1-g.X0)*float32(col)/2
				y := g.Y1 + (g.Y0-g.Y1)*float32(row)/2
				p := run.Probe(x, y)
				for i, v := range p.Pixels {
					if got := pixels[(row*3+col)*30+i]; got != v {
						t.Fatalf("pca %v: tile (%d, %d) pixel %d is %d, the probe says %d", pca, row, col, i, got, v)
					}
				}
			}
		}
		if !(g.X0 < g.X1 && g.Y0 < g.Y1) {
			t.Errorf("range x %g..%g y %g..%g", g.X0, g.X1, g.Y0, g.Y1)
		}
	}
}

// A grid without points lies where the latest points were, and is decoded by what the network knows now.
func TestGridWithoutPoints(t *testing.T) {
	for _, pca := range []bool{false, true} {
		run := newRun(t, tiny.Recipe())
		steps(t, run, 7)
		alone := wire.View{PCA: pca, AxisY: 1, Grid: 5}
		if s := run.Snapshot(alone); s.Grid != nil {
			t.Errorf("pca %v: a grid before any points", pca)
		}
		both := alone
		both.Points = 20
		old := *run.Snapshot(both).Grid
		old.Pixels = slices.Clone(old.Pixels)
		steps(t, run, 7)
		s := run.Snapshot(alone)
		if s.Codes != nil || s.Grid == nil {
			t.Fatalf("pca %v: codes %v, grid %v", pca, s.Codes, s.Grid)
		}
		if s.Grid.X0 != old.X0 || s.Grid.X1 != old.X1 || s.Grid.Y0 != old.Y0 || s.Grid.Y1 != old.Y1 {
			t.Errorf("pca %v: a grid over %g..%g, %g..%g; %g..%g, %g..%g expected", pca, s.Grid.X0, s.Grid.X1, s.Grid.Y0, s.Grid.Y1, old.X0, old.X1, old.Y0, old.Y1)
		}
		if slices.Equal(s.Grid.Pixels, old.Pixels) {
			t.Errorf("pca %v: the grid is as it was", pca)
		}
		corner := slices.Clone(s.Grid.Pixels[:30])
		if p := run.Probe(s.Grid.X0, s.Grid.Y1); !slices.Equal(p.Pixels, corner) {
			t.Errorf("pca %v: the first tile is not what its point decodes to", pca)
		}
	}
}

func TestUnitsThatNeverFireAreSeen(t *testing.T) {
	r := tiny.Recipe()
	r.LatentActivation = "relu"
	run := newRun(t, r)
	// The latent layer is the third: dense, tanh, dense, relu.
	dead := run.Model().Encoder.Layers[2].Params()[1].Value
	dead[1] = -1e6
	u := run.Snapshot(wire.View{Points: 20, AxisY: 1}).Units
	if u.Active[1] != 0 || u.Mean[1] != 0 {
		t.Errorf("unit 1 is active on %g, mean %g", u.Active[1], u.Mean[1])
	}
}

// A section is filled for a panel that there is: one of another name would never be asked for.
func TestSectionsAreOfPanels(t *testing.T) {
	for name := range sections {
		if !slices.ContainsFunc(recipe.Panels, func(p recipe.Panel) bool { return p.Name == name }) {
			t.Errorf("%q is no panel", name)
		}
	}
	if len(sections) == 0 {
		t.Error("no panel has a section")
	}
}
