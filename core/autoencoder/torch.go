package autoencoder

import "bottleneck/core/nn"

// TorchShape is the shape that PyTorch gives the array: Linear (out, in), Conv2d (out, in, kh, kw), ConvTranspose2d
// (in, out, kh, kw), biases (out).
func (t Tensor) TorchShape() []int {
	switch s := t.Param.Shape; len(s) {
	case 2:
		return []int{s[1], s[0]}
	case 4:
		return []int{s[3], s[2], s[0], s[1]}
	}
	return t.Param.Shape
}

// Torch returns the values in PyTorch's order.
func (t Tensor) Torch() []float32 {
	y := make([]float32, len(t.Param.Value))
	t.eachPair(func(torch, ours int) { y[torch] = t.Param.Value[ours] })
	return y
}

// SetTorch takes values in PyTorch's order, as many as there are.
func (t Tensor) SetTorch(x []float32) {
	t.eachPair(func(torch, ours int) { t.Param.Value[ours] = x[torch] })
}

// eachPair calls f with the place of every value in PyTorch's order and in ours.
func (t Tensor) eachPair(f func(torch, ours int)) {
	switch s := t.Param.Shape; len(s) {
	case 2: // (In, Out) to (Out, In), either in the order of an image
		in, out := t.In.ChannelsFirst(), t.Out.ChannelsFirst()
		for i, from := range in {
			for o, to := range out {
				f(o*s[0]+i, from*s[1]+to)
			}
		}
	case 4: // (kh, kw, a, b) to (b, a, kh, kw)
		kernel := s[0] * s[1]
		for k := range kernel {
			for a := range s[2] {
				for b := range s[3] {
					f((b*s[2]+a)*kernel+k, (k*s[2]+a)*s[3]+b)
				}
			}
		}
	default:
		shape := t.Out
		if shape.Size() != s[0] {
			shape = nn.Flat(s[0]) // a convolution's bias, one a channel
		}
		for torch, ours := range shape.ChannelsFirst() {
			f(torch, ours)
		}
	}
}
