package train

import (
	"encoding/binary"
	"hash/crc32"
	"math"
	"testing"

	"bottleneck/core/internal/tiny"
	"bottleneck/core/recipe"
)

// priced are recipes with one price or two.
func priced() map[string]recipe.Recipe {
	sparse := tiny.Recipe()
	sparse.Sparsity, sparse.SparsityWeight, sparse.Contractive = "l1", 0.1, 0.1
	beta := tiny.Variational()
	beta.BetaWarmup = 2
	return map[string]recipe.Recipe{"sparsity contraction": sparse, "divergence": beta}
}

// What the prices leave of the loss is the reconstruction, step by step, and each has a point where the curve has one.
func TestPricesAddUp(t *testing.T) {
	for kinds, r := range priced() {
		run := newRun(t, r)
		found := ""
		for i := range 9 {
			steps(t, run, 1)
			rest := float64(run.trainCurve.points[i].Loss)
			for k := range run.prices {
				p := run.prices[k].Points()[i]
				if p.Step != int32(i+1) || !(p.Loss > 0) && !(kinds == "divergence" && i == 0) { // whose weight is 0 in the first step
					t.Errorf("%s: point %d of %s is %+v", kinds, i, run.prices[k].Kind, p)
				}
				rest -= float64(p.Loss)
			}
			if want := run.model.Terms().Reconstruction; i%run.StepsPerEpoch() != run.StepsPerEpoch()-1 && math.Abs(rest-want) > 1e-5*want {
				t.Errorf("%s: %g is left of the loss in step %d, %g is the reconstruction", kinds, rest, i+1, want)
			}
		}
		for k := range run.prices {
			found += " " + run.prices[k].Kind
		}
		if found != " "+kinds {
			t.Errorf("prices%s found, %s expected", found, kinds)
		}
	}
	for name, r := range map[string]recipe.Recipe{"plain": tiny.Recipe(), "layered": tiny.Layered()} {
		if run := newRun(t, r); run.prices != nil {
			t.Errorf("%s: prices %+v", name, run.prices)
		}
	}
}

// A layer that learns alone pays no price of the code.
func TestPretrainingPaysNothing(t *testing.T) {
	r := tiny.Layered()
	r.LatentActivation, r.Sparsity, r.SparsityWeight, r.SparsityTarget = "sigmoid", "kl", 0.5, 0.05
	run := newRun(t, r)
	steps(t, run, 60)
	points := run.prices[0].Points()
	if first, last := points[10], points[59]; first.Loss != 0 || !(last.Loss > 0) {
		t.Errorf("%+v while a layer learns, %+v when all do", first, last)
	}
}

// Prices go on from a checkpoint. From one of before they were noted they begin where it ends, in step with the curve.
func TestPricesGoOn(t *testing.T) {
	for kinds, r := range priced() {
		run := newRun(t, r)
		steps(t, run, maxCurve+301) // two steps a point, and one in an open bin
		saved := run.Checkpoint()
		steps(t, run, 5)

		again := newRun(t, r)
		if err := again.Restore(saved); err != nil {
			t.Fatal(err)
		}
		steps(t, again, 5)
		old := 0
		for k := range run.prices {
			old += 32 + 8*(len(run.prices[k].points)-3)
			if a, b := &run.prices[k], &again.prices[k]; len(a.points) != len(b.points) || a.points[600] != b.points[600] || a.sum != b.sum {
				t.Errorf("%s: %s is %d points, sum %g; restored %d, %g", kinds, a.Kind, len(a.points), a.sum, len(b.points), b.sum)
			}
		}

		before := append([]byte(nil), saved[:len(saved)-old]...)
		binary.LittleEndian.PutUint32(before[len(checkpointMagic):], crc32.ChecksumIEEE(before[checkpointHead:]))
		if err := again.Restore(before); err != nil {
			t.Fatal(err)
		}
		steps(t, again, 5)
		for k := range again.prices {
			p := &again.prices[k]
			n := len(p.points)
			if p.unlike(&again.trainCurve) || !math.IsNaN(float64(p.points[0].Loss)) || !math.IsNaN(float64(p.points[n-3].Loss)) || !(p.points[n-1].Loss > 0) {
				t.Errorf("%s: %s has %d points of %d: %+v", kinds, p.Kind, n, len(again.trainCurve.points), p.points[n-3:])
			}
		}
		if again.Fingerprint() != run.Fingerprint() {
			t.Errorf("%s: other weights", kinds)
		}
	}
}
