package look

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"

	"bottleneck/core/internal/tiny"
	"bottleneck/core/nn"
	"bottleneck/core/recipe"
)

// tangentsAt searches at the code of a test image, moved a little.
func tangentsAt(r watched, image int) (*Tangents, []float32) {
	x, z := make([]float32, r.run.Dim()), make([]float32, r.run.Latent())
	r.Test().Rows(x, image, image+1)
	r.run.Encode(z, x, 1)
	for j := range z {
		z[j] += 0.01 * float32(j%3)
	}
	t := NewTangents(r.run, z, x)
	for t.Step() {
	}
	return t, z
}

// differences is dy/dz (dim, latent) by central differences of a step h.
func differences(r watched, z []float32, image int, h float64) *mat.Dense {
	dim, latent := r.run.Dim(), r.run.Latent()
	x := make([]float32, dim)
	r.Test().Rows(x, image, image+1)
	j := mat.NewDense(dim, latent, nil)
	decoded := func(unit int, by float64) []float32 {
		moved, y := append([]float32(nil), z...), make([]float32, dim)
		moved[unit] += float32(by)
		r.run.DecodeOf(y, moved, x, 1)
		return y
	}
	for unit := range latent {
		up, down := decoded(unit, h), decoded(unit, -h)
		for p := range dim {
			j.Set(p, unit, (float64(up[p])-float64(down[p]))/(2*h))
		}
	}
	return j
}

// exact is dy/dz of a decoder dense, tanh, dense, sigmoid, by the chain rule.
func exact(r watched, z []float32) *mat.Dense {
	layers := r.Model().Decoder.Layers
	first, last := layers[0].(*nn.Dense), layers[2].(*nn.Dense)
	h := make([]float64, first.Out)
	for i := range h {
		sum := float64(first.Bias.Value[i])
		for k, v := range z {
			sum += float64(v) * float64(first.W.Value[k*first.Out+i])
		}
		h[i] = math.Tanh(sum)
	}
	j := mat.NewDense(last.Out, first.In, nil)
	for p := range last.Out {
		sum := float64(last.Bias.Value[p])
		for i, v := range h {
			sum += v * float64(last.W.Value[i*last.Out+p])
		}
		y := 1 / (1 + math.Exp(-sum))
		for k := range z {
			d := 0.0
			for i, v := range h {
				d += float64(last.W.Value[i*last.Out+p]) * (1 - v*v) * float64(first.W.Value[k*first.Out+i])
			}
			j.Set(p, k, d*y*(1-y))
		}
	}
	return j
}

// disagrees tells in what the directions are not the singular vectors of j; "" if in nothing, to 1 % of the values, and of the largest of the vectors.
func disagrees(t *Tangents, j *mat.Dense) string {
	var svd mat.SVD
	if !svd.Factorize(j, mat.SVDThin) {
		return "no decomposition"
	}
	dim, latent := j.Dims()
	values := svd.Values(nil)
	for i := range t.K() {
		if !near(float64(t.Values()[i]), values[i], 0.01) {
			return "singular values"
		}
		var turned mat.VecDense
		v := mat.NewVecDense(latent, nil)
		for k := range latent {
			v.SetVec(k, float64(t.Directions()[i*latent+k]))
		}
		if !near(mat.Norm(v, 2), 1, 1e-4) {
			return "the length of a direction"
		}
		turned.MulVec(j, v)
		for p := range dim {
			if math.Abs(turned.AtVec(p)-values[i]*float64(t.Pictures()[i*dim+p])) > 0.01*values[0] {
				return "J v = sigma u"
			}
		}
	}
	return ""
}

func TestTangentsAreTheSingularVectors(t *testing.T) {
	deep := tiny.Recipe()
	deep.LatentDim = 7
	var reached *Tangents
	for _, r := range []recipe.Recipe{tiny.Recipe(), deep} {
		run := speckledRun(t, r)
		steps(t, run, 15)
		found, z := tangentsAt(run, 4)
		if want := min(5, r.LatentDim); found.K() != want {
			t.Errorf("%d directions, %d expected", found.K(), want)
		}
		if what := disagrees(found, exact(run, z)); what != "" {
			t.Errorf("%d units, the exact Jacobian: %s", r.LatentDim, what)
		}
		if what := disagrees(found, differences(run, z, 4, 1e-3)); what != "" {
			t.Errorf("%d units, the Jacobian of finite differences: %s", r.LatentDim, what)
		}
		reached = found
	}
	// Another Jacobian is found to be one.
	run := speckledRun(t, deep)
	steps(t, run, 15)
	_, z := tangentsAt(run, 4)
	other := exact(run, z)
	other.Scale(1.02, other)
	if what := disagrees(reached, other); what != "singular values" {
		t.Errorf("2 %% more: %q", what)
	}
	other.Scale(1/1.02, other)
	for p := range 30 {
		other.Set(p, 2, -other.At(p, 2))
	}
	if what := disagrees(reached, other); what == "" {
		t.Error("a unit turned round: nothing is found")
	}
}

// Networks of other kinds agree with finite differences: windows that unpool where the input has it, drawn codes, more units than an output has values.
func TestTangentsOfOtherNetworks(t *testing.T) {
	for name, link := range map[string]string{
		"unpooling":   "latent=direct&encoder=conv(4,3,tanh),maxpool(2)&decoder=unpool(2)&output=conv(3)",
		"variational": "encoder=dense(9,tanh)&latent=variational&beta=1&latent_dim=4",
		"wide":        "latent=direct&encoder=conv(4,3,tanh)&output=conv(3)",
	} {
		r, notices := recipe.Parse(link + "&train=50&test=20&batch_size=8&epochs=3&arithmetic=plain")
		if len(notices) > 0 {
			t.Fatal(notices)
		}
		run := speckledRun(t, r)
		steps(t, run, 10)
		found, z := tangentsAt(run, 3)
		if what := disagrees(found, differences(run, z, 3, 2e-3)); what != "" {
			t.Errorf("%s: %s", name, what)
		}
	}
}

// Along a direction codes have the deviation of their coordinate there.
func TestDeviationsAlongDirections(t *testing.T) {
	r := speckledRun(t, linear(t, "latent_activation=linear"))
	steps(t, r, 12)
	found, _ := tangentsAt(r, 0)
	n, dim := 20, r.run.Dim()
	x, z := make([]float32, n*dim), make([]float32, n*3)
	r.Test().Rows(x, 0, n)
	r.run.Encode(z, x, n)
	for i := range found.K() {
		v := found.Directions()[i*3 : i*3+3]
		sum, squares := 0.0, 0.0
		for k := range n {
			c := 0.0
			for j := range 3 {
				c += float64(v[j]) * float64(z[k*3+j])
			}
			sum, squares = sum+c/float64(n), squares+c*c/float64(n)
		}
		if want := math.Sqrt(squares - sum*sum); !near(float64(found.Deviations()[i]), want, 1e-3) {
			t.Errorf("direction %d: deviation %g, %g expected", i, found.Deviations()[i], want)
		}
	}
}

// Of a decoder that reads nothing there is no direction.
func TestTangentsOfNothing(t *testing.T) {
	r := speckledRun(t, linear(t, "latent_activation=linear"))
	clear(r.Model().Decoder.Layers[0].(*nn.Dense).W.Value)
	found, _ := tangentsAt(r, 0)
	for _, v := range [][]float32{found.Values(), found.Deviations(), found.Directions(), found.Pictures()} {
		for i, e := range v {
			if e != 0 {
				t.Fatalf("number %d is %g", i, e)
			}
		}
	}
}
