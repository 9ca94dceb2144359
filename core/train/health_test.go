package train

import (
	"math"
	"testing"

	"bottleneck/core/internal/tiny"
	"bottleneck/core/kernel"
)

func TestHealthCounts(t *testing.T) {
	h := NewHealth(3, "relu")
	h.Add([]float32{0, 2, 5, 0, 4, 5}, nil, 2)
	h.Add([]float32{0, 6, 5, -1, 0, 5}, nil, 2)
	mean, active, kl, dead := h.summary()
	if math.Abs(mean-(-0.25+3+5)/3) > 1e-6 || math.Abs(active-(1.+3+4)/12) > 1e-12 || kl != 0 || dead != 1 {
		t.Errorf("mean %g, active %g, kl %g, dead %d", mean, active, kl, dead)
	}
	for j, want := range []float64{3. / 16, 5, 0} {
		if got := h.Variance(j); math.Abs(got-want) > 1e-9 {
			t.Errorf("variance of unit %d: %g, %g expected", j, got, want)
		}
	}
	h.Reset()
	h.Add([]float32{1, 1, 1}, nil, 1)
	if mean, _, _, dead = h.summary(); mean != 1 || dead != 3 {
		t.Errorf("after a reset: mean %g, %d dead", mean, dead)
	}
	h = NewHealth(1, "sigmoid")
	h.Add([]float32{0.25, 0.75, 0.5, 0.875}, nil, 4)
	if _, active, _, dead = h.summary(); active != 0.5 || dead != 0 {
		t.Errorf("a sigmoid is active on %g, %d dead", active, dead)
	}
}

// A small variance beside a large mean is kept, over many images.
func TestVarianceKeepsItsDigits(t *testing.T) {
	const n = 20000
	h, z := NewHealth(1, "linear"), make([]float32, n)
	want := 0.
	for i := range z {
		z[i] = 1000 + float32(i%5)*0.001
	}
	for _, v := range z {
		d := float64(v) - (float64(z[0])+float64(z[1])+float64(z[2])+float64(z[3])+float64(z[4]))/5
		want += d * d / n
	}
	h.Add(z, nil, n)
	if got := h.Variance(0); math.Abs(got-want) > 1e-4*want {
		t.Errorf("%g, %g expected", got, want)
	}
}

func TestDivergenceByDimension(t *testing.T) {
	h := NewHealth(2, "linear")
	h.Add([]float32{0, 1, 0, -1}, []float32{1, 0.5, 1, 0.5}, 2)
	want := (1+0.25-1)/2 - math.Log(0.5)
	if a, b := h.Divergence(0), h.Divergence(1); math.Abs(a) > 1e-6 || math.Abs(b-want) > 1e-6 {
		t.Errorf("%g and %g, 0 and %g expected", a, b, want)
	}
	if _, _, kl, dead := h.summary(); math.Abs(kl-want) > 1e-6 || dead != 1 {
		t.Errorf("%g in all, %d dead", kl, dead)
	}
}

// The figures are those of the codes, and a step with them allocates nothing.
func TestMetricsTellOfTheCode(t *testing.T) {
	r := tiny.Recipe()
	r.LatentActivation = "relu"
	run := newRun(t, r)
	steps(t, run, 30)
	run.Evaluate()
	z, x := make([]float32, 20*3), make([]float32, 20*30)
	run.test.Rows(x, 0, 20)
	run.model.Encode(z, x, 20)
	active := 0.
	for _, v := range z {
		if v != 0 {
			active += 1. / 60
		}
	}
	m := run.Metrics()
	if math.Abs(m.CodeMean-kernel.Sum(z)/60) > 1e-6 || math.Abs(m.CodeActive-active) > 1e-9 || m.KL != 0 || m.Jacobian != 0 {
		t.Errorf("%+v; a mean of %g, %g active", m, kernel.Sum(z)/60, active)
	}
	v := newRun(t, tiny.Variational())
	steps(t, v, 30)
	if m := v.Metrics(); m.KL <= 0 || m.Jacobian != 0 {
		t.Errorf("variational: %+v", m)
	}
	for i := range v.model.LogVariance.Params() {
		kernel.Fill(v.model.LogVariance.Params()[i].Value, 0)
	}
	mean := v.model.Encoder.Layers[len(v.model.Encoder.Layers)-1].Params()
	for i := range mean {
		kernel.Fill(mean[i].Value, 0)
	}
	v.Evaluate()
	if m := v.Metrics(); math.Abs(m.KL) > 1e-6 || m.DeadUnits != 3 {
		t.Errorf("codes that say nothing: a divergence of %g, %d dead", m.KL, m.DeadUnits)
	}
}

// With a price or an encoder of one layer the norm is among the metrics, and measured anew it is the same.
func TestMetricsTellTheJacobian(t *testing.T) {
	r := tiny.Recipe()
	r.Contractive = 0.1
	run := newRun(t, r)
	steps(t, run, 10)
	run.Evaluate()
	if got, want := run.jacobian(), run.Metrics().Jacobian; got != want || got == 0 {
		t.Errorf("deep: %g measured, %g in the metrics", got, want)
	}
	r.Encoder, r.Contractive = nil, 0
	one := newRun(t, r)
	if got, want := one.jacobian(), one.Metrics().Jacobian; math.Abs(got-want) > 1e-12*want || got == 0 {
		t.Errorf("one layer: %g measured, %g in the metrics", got, want)
	}
	free := newRun(t, tiny.Recipe())
	if free.Metrics().Jacobian != 0 || free.jacobian() == 0 {
		t.Error("deep and without a price: measured only when asked")
	}
	// A price makes it smaller.
	r = tiny.Recipe()
	loose := newRun(t, r)
	r.Contractive = 0.01
	tight := newRun(t, r)
	steps(t, loose, 40*loose.StepsPerEpoch())
	steps(t, tight, 40*tight.StepsPerEpoch())
	if a, b := loose.jacobian(), tight.jacobian(); b > 0.8*a {
		t.Errorf("a norm of %g without a price, %g with one", a, b)
	}
}
