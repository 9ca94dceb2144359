package board

import "bottleneck/core/wire"

// mostSmooth is the largest share that means something: beyond it all is one mean.
const mostSmooth = 0.999

// smooth is the mean around each value, in which the weight falls by a share from value to value, to both sides: a mean of the values before alone
// would be late. What is no number counts for nothing and stays. web/page/view/smooth.js has the same.
func smooth(v []float32, share float64) []float32 {
	out := make([]float32, len(v))
	sums, weights := make([]float64, len(v)), make([]float64, len(v))
	gather := func(from, step int) {
		sum, weight := 0.0, 0.0 // of all on this side
		for i := from; i >= 0 && i < len(v); i += step {
			sums[i] += sum
			weights[i] += weight
			sum, weight = share*sum, share*weight
			if drawable(v[i], false) {
				sum += share * float64(v[i])
				weight += share
			}
		}
	}
	gather(0, 1)
	gather(len(v)-1, -1)
	for i, x := range v {
		if out[i] = x; drawable(x, false) {
			out[i] = float32((sums[i] + float64(x)) / (weights[i] + 1))
		}
	}
	return out
}

// smoothed is a curve with such means of its losses.
func smoothed(points []wire.CurvePoint, share float64) []wire.CurvePoint {
	v := make([]float32, len(points))
	for i, p := range points {
		v[i] = p.Loss
	}
	v = smooth(v, share)
	out := make([]wire.CurvePoint, len(points))
	for i, p := range points {
		out[i] = wire.CurvePoint{Step: p.Step, Loss: v[i]}
	}
	return out
}
