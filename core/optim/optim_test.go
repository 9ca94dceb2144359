package optim

import (
	"math"
	"slices"
	"testing"
)

// slow is each method in float64, straight from its paper.
func slow(c Config, p, m, v []float64, g []float64, t int) {
	for i := range p {
		switch c.Name {
		case "sgd":
			p[i] -= c.LearningRate * g[i]
		case "momentum":
			m[i] = c.Momentum*m[i] + g[i]
			p[i] -= c.LearningRate * m[i]
		case "nesterov":
			m[i] = c.Momentum*m[i] + g[i]
			p[i] -= c.LearningRate * (g[i] + c.Momentum*m[i])
		case "adagrad":
			m[i] += g[i] * g[i]
			p[i] -= c.LearningRate * g[i] / (math.Sqrt(m[i]) + c.Epsilon)
		case "rmsprop":
			m[i] = c.Rho*m[i] + (1-c.Rho)*g[i]*g[i]
			p[i] -= c.LearningRate * g[i] / (math.Sqrt(m[i]) + c.Epsilon)
		case "adadelta":
			m[i] = c.Rho*m[i] + (1-c.Rho)*g[i]*g[i]
			u := math.Sqrt(v[i]+c.Epsilon) / math.Sqrt(m[i]+c.Epsilon) * g[i]
			v[i] = c.Rho*v[i] + (1-c.Rho)*u*u
			p[i] -= c.LearningRate * u
		case "adam", "adamw":
			p[i] -= c.LearningRate * c.WeightDecay * p[i]
			m[i] = c.Beta1*m[i] + (1-c.Beta1)*g[i]
			v[i] = c.Beta2*v[i] + (1-c.Beta2)*g[i]*g[i]
			mHat := m[i] / (1 - math.Pow(c.Beta1, float64(t)))
			vHat := v[i] / (1 - math.Pow(c.Beta2, float64(t)))
			p[i] -= c.LearningRate * mHat / (math.Sqrt(vHat) + c.Epsilon)
		}
	}
}

func TestStepsFollowTheFormulas(t *testing.T) {
	for _, c := range []Config{
		{Name: "sgd", LearningRate: 0.1},
		{Name: "momentum", LearningRate: 0.1, Momentum: 0.9},
		{Name: "nesterov", LearningRate: 0.1, Momentum: 0.9},
		{Name: "adagrad", LearningRate: 0.1, Epsilon: 1e-8},
		{Name: "rmsprop", LearningRate: 0.01, Rho: 0.9, Epsilon: 1e-7},
		{Name: "adadelta", LearningRate: 1, Rho: 0.95, Epsilon: 1e-7},
		{Name: "adam", LearningRate: 1e-3, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8},
		{Name: "adamw", LearningRate: 1e-2, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, WeightDecay: 0.1},
	} {
		const n = 23
		p, g := make([]float32, n), make([]float32, n)
		p64, m, v, g64 := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
		for i := range p {
			p[i] = float32(i) - 11
			p64[i] = float64(p[i])
		}
		o, err := New(c, n)
		if err != nil {
			t.Fatal(err)
		}
		for step := 1; step <= 50; step++ {
			for i := range g {
				g[i] = 0.1*p[i] + float32(i%5-2)
				g64[i] = float64(g[i])
			}
			o.Step(p, g)
			if i := slices.IndexFunc(g, func(x float32) bool { return x != 0 }); i >= 0 {
				t.Fatalf("%s: step %d leaves a gradient of %g", c.Name, step, g[i])
			}
			slow(c, p64, m, v, g64, step)
		}
		for i := range p {
			if d := math.Abs(float64(p[i]) - p64[i]); d > 2e-5*(1+math.Abs(p64[i])) {
				t.Errorf("%s: p[%d] = %g after 50 steps, %g expected", c.Name, i, p[i], p64[i])
			}
		}
	}
}

func TestAdamWithZeroGradientsStandsStill(t *testing.T) {
	o, _ := New(Config{Name: "adam", LearningRate: 1, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8}, 3)
	p := []float32{1, -2, 3}
	for range 10 {
		o.Step(p, make([]float32, 3))
	}
	if p[0] != 1 || p[1] != -2 || p[2] != 3 {
		t.Errorf("moved to %v", p)
	}
}

func TestUnknownOptimizer(t *testing.T) {
	if _, err := New(Config{Name: "lion"}, 1); err == nil {
		t.Error("lion: no error")
	}
}
