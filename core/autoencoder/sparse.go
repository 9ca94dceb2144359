package autoencoder

import (
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
)

// sparsity is a price on the code z (B, latent), added to the loss:
//
//	l1      weight * sum |z| / B   (tf.keras' L1 activity regularizer)
//	l1_sum  weight * sum |z|       (Keras 2.0 to 2.2)
//	kl      weight * sum over units of KL(target || mean of the unit over the batch), Bernoulli
type sparsity struct {
	kind           string
	weight, target float64
	mean, rest     []float32 // (latent): mean activation, 1 - mean
	logMean        []float32 // (latent), scratch
	logRest        []float32
	entropy        float64 // target log target + (1-target) log (1-target)
}

func newSparsity(r recipe.Recipe) *sparsity {
	s := &sparsity{kind: r.Sparsity, weight: r.SparsityWeight, target: r.SparsityTarget}
	switch r.Sparsity {
	case "l1", "l1_sum":
	case "kl":
		s.mean, s.rest = make([]float32, r.LatentDim), make([]float32, r.LatentDim)
		s.logMean, s.logRest = make([]float32, r.LatentDim), make([]float32, r.LatentDim)
		var l [2]float32
		kernel.Log(l[:], []float32{float32(s.target), float32(1 - s.target)})
		s.entropy = float64(s.target*float64(l[0])) + float64((1-s.target)*float64(l[1]))
	default:
		return nil
	}
	return s
}

// add returns the price of B codes, scaled to a batch of batch images, and adds its gradient to dZ (B, latent) where
// that is not nil; batch must be B then.
func (s *sparsity) add(dZ, z []float32, B, batch int) float64 {
	if s.kind == "kl" {
		return s.divergence(dZ, z, B)
	}
	rate := s.weight / float64(B)
	if s.kind == "l1_sum" {
		rate *= float64(batch)
	}
	sum, g := 0.0, float32(rate)
	for _, v := range z {
		if v < 0 {
			v = -v
		}
		sum += float64(v)
	}
	for i := range dZ {
		switch v := z[i]; {
		case v > 0:
			dZ[i] += g
		case v < 0:
			dZ[i] -= g
		}
	}
	return rate * sum
}

// divergence is the price of kl. A mean of 0 or 1, where a sigmoid is rounded to, counts as a ten-millionth off.
func (s *sparsity) divergence(dZ, z []float32, B int) float64 {
	const off = 1e-7
	units := len(s.mean)
	kernel.Fill(s.mean, 0)
	kernel.SumRows(s.mean, z, B, units)
	kernel.Scale(s.mean, float32(1/float64(B)))
	kernel.Clamp(s.mean, s.mean, off, 1-off)
	for j, m := range s.mean {
		s.rest[j] = 1 - m
	}
	kernel.Log(s.logMean, s.mean)
	kernel.Log(s.logRest, s.rest)
	sum := 0.0
	for j := range s.mean {
		sum += s.entropy - float64(s.target*float64(s.logMean[j])) - float64((1-s.target)*float64(s.logRest[j]))
	}
	if dZ == nil {
		return s.weight * sum
	}
	slope := s.logMean // no longer needed
	rate := s.weight / float64(B)
	for j := range slope {
		slope[j] = float32(rate * ((1-s.target)/float64(s.rest[j]) - s.target/float64(s.mean[j])))
	}
	kernel.AddBias(dZ, slope, B, units)
	return s.weight * sum
}
