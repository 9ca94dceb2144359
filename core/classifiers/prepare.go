package classifiers

import (
	"slices"

	"bottleneck/core/autoencoder"
	"bottleneck/core/data"
	"bottleneck/core/kernel"
	"bottleneck/core/nn"
	"bottleneck/core/pca"
	"bottleneck/core/pca/size"
	"bottleneck/core/recipe"
)

// prepared are the inputs of all kinds: what the network makes of the images.
type prepared struct {
	kinds [4][2]*data.Set // by the order of allInputs: train, test; nil where not wanted

	model  *autoencoder.Model
	values []float32 // its weights at the start
	part   int       // 0: training images, 1: test images, 2: all are encoded
	from   int       // next image of the part
	chunk  int
	x      []float32 // (chunk, dim)
	solver *pca.Solver
	basis  *pca.Basis

	perImage float64 // multiply-adds of the network
	work     float64 // multiply-adds in all, about
	did      float64
}

// operations is about how many multiply-adds a step takes.
const operations = 3e7

// sets are the inputs of a kind, for training and for trying.
func (p *prepared) sets(kind string) (train, test *data.Set) {
	s := p.kinds[slices.Index(allInputs, kind)]
	return s[0], s[1]
}

// shapeOf is how a classifier sees an input.
func shapeOf(s *data.Set) nn.Shape { return nn.Shape{H: s.H, W: s.W, C: s.C} }

// bytes is about what the kinds that are wanted, and a classifier, take.
func bytes(c Config, train *data.Set, wanted func(kind string) bool) int64 {
	images, dim, latent := int64(train.N+c.Test.N), int64(train.Dim()), int64(c.Model.Latent())
	n := 12*int64(len(c.Model.Values)) + images + 64*rows*dim
	if wanted(Reconstructions) {
		n += images * dim
	}
	if wanted(Codes) {
		n += 4 * images * latent
	}
	if wanted(PCA) {
		side := min(int64(train.N), dim)
		n += 4 * (images*latent + side*side + (512+2*latent)*dim)
	}
	return n
}

// prepare makes room for the kinds that are wanted.
func (p *prepared) prepare(c Config, train *data.Set, wanted func(kind string) bool) {
	originals := [2]*data.Set{train, c.Test}
	p.kinds[0] = originals
	images, dim, latent := float64(train.N+c.Test.N), train.Dim(), c.Model.Latent()
	like := func(kind int, f func(s *data.Set) *data.Set) {
		if wanted(allInputs[kind]) {
			p.kinds[kind] = [2]*data.Set{f(originals[0]), f(originals[1])}
		}
	}
	like(1, func(s *data.Set) *data.Set {
		r := *s
		if s.Values != nil {
			r.Values = make([]float32, len(s.Values))
		} else {
			r.Pixels = make([]byte, len(s.Pixels))
		}
		return &r
	})
	numbers := func(shape nn.Shape) func(s *data.Set) *data.Set {
		return func(s *data.Set) *data.Set {
			return &data.Set{N: s.N, H: shape.H, W: shape.W, C: shape.C, Values: make([]float32, s.N*shape.Size())}
		}
	}
	like(2, numbers(picture(codeShape(c.Recipe, shapeOf(train)))))
	k := min(latent, dim, size.Max)
	like(3, numbers(nn.Flat(k)))

	if p.kinds[1][0] != nil || p.kinds[2][0] != nil {
		p.model, p.values = c.Model, slices.Clone(c.Model.Values)
		p.perImage = c.Recipe.CostOf(1).FLOPsPerStep/6/float64(c.Recipe.BatchSize) + 1
		p.chunk = max(1, min(rows, int(operations/p.perImage)))
		p.x = make([]float32, p.chunk*dim)
		p.work = images * p.perImage
	} else {
		p.part = 2
	}
	if p.kinds[3][0] != nil {
		p.solver = pca.New(c.Model.Arithmetic(), train.N, dim, k, train.Rows)
		p.work += p.pcaWork() + images*float64(dim*k)
	}
}

// codeShape is the shape of a code as the encoder makes it.
func codeShape(r recipe.Recipe, in nn.Shape) nn.Shape {
	plan, err := r.PlanFor(in)
	must(err)
	return plan.Code()
}

// picture lays out n numbers as a picture that is no wider than high, as near to a
// square as it can be. A picture stays what it is.
func picture(s nn.Shape) nn.Shape {
	n := s.Size()
	if s != nn.Flat(n) {
		return s
	}
	w := 1
	for d := 2; d*d <= n; d++ {
		if n%d == 0 {
			w = d
		}
	}
	if w < 3 {
		return s
	}
	return nn.Shape{H: n / w, W: w, C: 1}
}

// pcaWork is about what finding the components takes: the covariance, and some rounds on it.
func (p *prepared) pcaWork() float64 {
	s := p.kinds[0][0]
	side := float64(min(s.N, s.Dim()))
	return side*float64(s.N)*float64(s.Dim()) + 40*side*side*float64(p.kinds[3][0].Dim())
}

// step does some of it and says whether all is there.
func (p *prepared) step() bool {
	switch {
	case p.part < 2:
		p.encode()
		return false
	case p.solver != nil:
		end := p.perImage*p.images() + p.pcaWork()
		p.did = min(p.did+operations, end)
		if !p.solver.Step() {
			p.did, p.basis, p.solver = end, p.solver.Basis(), nil
		}
		return false
	case p.basis != nil:
		p.project()
		return false
	}
	p.model, p.values, p.x = nil, nil, nil
	return true
}

func (p *prepared) images() float64 { return float64(p.kinds[0][0].N + p.kinds[0][1].N) }

// encode runs the network, with the weights it had, over a chunk of images.
func (p *prepared) encode() {
	s, codes, outputs := p.kinds[0][p.part], p.kinds[2][p.part], p.kinds[1][p.part]
	hi := min(p.from+p.chunk, s.N)
	B, dim := hi-p.from, s.Dim()
	x := p.x[:B*dim]
	s.Rows(x, p.from, hi)
	p.model.Exchange(p.values)
	z := p.model.Encoder.Forward(x, B)
	if codes != nil {
		copy(codes.Values[p.from*codes.Dim():], z)
	}
	if outputs != nil {
		y := p.model.Decoder.Forward(z, B)
		if p.model.Output != nil {
			y = p.model.Output.Forward(y, B)
		}
		if outputs.Values != nil {
			copy(outputs.Values[p.from*dim:], y)
		} else {
			kernel.ToBytes(outputs.Pixels[p.from*dim:hi*dim], y)
		}
	}
	p.model.Exchange(p.values)
	p.did += float64(B) * p.perImage
	if p.from = hi; hi == s.N {
		p.part, p.from = p.part+1, 0
	}
}

// project writes the coordinates of a chunk of images.
func (p *prepared) project() {
	part := p.part - 2
	s, to := p.kinds[0][part], p.kinds[3][part]
	hi := min(p.from+rows, s.N)
	B, dim, k := hi-p.from, s.Dim(), to.Dim()
	x := make([]float32, B*dim)
	s.Rows(x, p.from, hi)
	p.basis.Encode(to.Values[p.from*k:hi*k], x, B)
	p.did += float64(B * dim * k)
	if p.from = hi; hi == s.N {
		p.from = 0
		if p.part++; part == 1 {
			p.basis = nil
		}
	}
}
