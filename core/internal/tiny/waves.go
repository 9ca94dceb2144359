package tiny

import "bottleneck/core/safetensors"

// Waves are records of CIFAR's binary files, made by rule: record i has the label i%10 and three fields of waves, all in whole numbers, so that
// other programs make the same. core/cmd/bottleneck/testdata/color.py does.
func Waves(first, n int) []byte {
	wave := func(v int) int { return min(255, max(v%512-256, 256-v%512)) } // down and up again
	var b []byte
	for i := first; i < first+n; i++ {
		b = append(b, byte(i%10))
		for c := range 3 {
			for y := range 32 {
				for x := range 32 {
					b = append(b, byte(wave(512+x*(3+i%5)*(c+2)+y*(2+i%7)*(4-c)+91*c+37*i)))
				}
			}
		}
	}
	return b
}

// WavesLink trains on the pictures of Waves, in their order.
const WavesLink = "#v=1&data=pictures&image_size=32&channels=3&train=100&test=40&encoder=conv(8,3,s2,p1,relu),conv(12,3,s2,p1,relu)&latent_dim=24&latent_activation=tanh" +
	"&decoder=dense(768,relu),reshape(8x8x12),convt(8,3,s2,p1,o1,relu)&output=convt(3,s2,p1,o1)&learning_rate=0.002&batch_size=20&steps=40&shuffle=none&arithmetic=plain"

// FirstWeights are weights by rule for tensors of names and shapes, as a file: number k of tensor t, in PyTorch's layouts and order, is a whole number of
// thousandths of what its fan-in allows.
func FirstWeights(list []safetensors.Tensor) []byte {
	for t := range list {
		n, fan := 1, 1
		for i, d := range list[t].Shape {
			if n *= d; i > 0 {
				fan *= d
			}
		}
		data := make([]float32, n)
		for k := range data {
			data[k] = float32(float64((k*7919+(t+1)*104729)%2001-1000) / 1000 / root(fan))
		}
		list[t].Data = data
	}
	return safetensors.Marshal(list, nil)
}

// root is the square root of a whole number, rounded up to one.
func root(n int) float64 {
	r := 1
	for r*r < n {
		r++
	}
	return float64(r)
}
