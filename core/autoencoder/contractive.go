package autoencoder

import (
	"bottleneck/core/kernel"
	"bottleneck/core/nn"
)

// contraction is the price of a code that moves with its input (Rifai et al. 2011):
//
//	weight / B * sum over images of |J|^2, J = dz/dx
//
// the squared Frobenius norm of the encoder's Jacobian, exact for one dense layer z = f(xW + b):
// |J|^2 = sum over units j of f'(h_j)^2 S_j with S_j = sum over i of W_ij^2.
type contraction struct {
	weight     float64
	layer      *nn.Dense
	activation string
	slope      []float32 // (units): S, then what multiplies W in its gradient
	squares    []float32 // (units)
}

// derivatives returns f'^2, and its derivative by the output, of an activation whose output is y.
func derivatives(activation string, y float32) (square, by float32) {
	switch activation {
	case "sigmoid":
		d := float32(y * (1 - y))
		return float32(d * d), float32(2 * d * (1 - float32(2*y)))
	case "tanh":
		d := 1 - float32(y*y)
		return float32(d * d), float32(-4 * d * y)
	case "relu":
		if y > 0 {
			return 1, 0
		}
		return 0, 0
	case "leaky_relu":
		if y > 0 {
			return 1, 0
		}
		return nn.LeakySlope * nn.LeakySlope, 0
	case "softplus": // 1 - exp(-y)
		e := [1]float32{-y}
		kernel.Exp(e[:], e[:])
		d := 1 - e[0]
		return float32(d * d), float32(float32(2*d) * e[0])
	}
	return 1, 0
}

func newContraction(weight float64, layer *nn.Dense, activation string) *contraction {
	return &contraction{weight: weight, layer: layer, activation: activation,
		slope: make([]float32, layer.Out), squares: make([]float32, layer.Out)}
}

// add returns the mean of |J|^2 over B codes z (B, units). Where dZ (B, units) is not nil it adds the gradient of the price by z to it, and
// the gradient by W, which the Jacobian holds as well, to the layer's.
func (c *contraction) add(dZ, z []float32, B int) float64 {
	units, w := c.layer.Out, c.layer.W
	kernel.Fill(c.squares, 0)
	kernel.SumRowSquares(c.squares, w.Value, c.layer.In, units)
	rate := float32(c.weight / float64(B))
	kernel.Fill(c.slope, 0)
	sum := 0.0
	for b := range B {
		for j, y := range z[b*units : (b+1)*units] {
			square, by := derivatives(c.activation, y)
			sum += float64(square * c.squares[j])
			if dZ != nil {
				c.slope[j] += square
				dZ[b*units+j] += float32(float32(rate*by) * c.squares[j])
			}
		}
	}
	if dZ != nil {
		kernel.Scale(c.slope, 2*rate)
		kernel.AxpyRows(w.Grad, c.slope, w.Value, c.layer.In, units)
	}
	return sum / float64(B)
}
