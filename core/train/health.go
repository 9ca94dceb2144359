package train

import (
	"slices"

	"bottleneck/core/kernel"
)

// A unit of the code carries nothing when it says the same of every image: when
// its variance is below deadVariance, or, where codes are drawn, its
// distribution is the standard normal one within deadDivergence nats.
const (
	deadVariance   = 1e-8
	deadDivergence = 0.01
)

// Health gathers how the units of a code behave, image by image. Sums are taken
// about the first code, so that a small variance beside a large mean is not lost.
type Health struct {
	level   float32 // 0: a unit is active where it is not zero; else where it is above
	n       int     // images so far
	first   []float32
	sum     []float64 // (units) of z - first
	squares []float64 // (units) of its square
	kl      []float64 // (units) of the divergence from N(0,1); zero for a plain code
	active  []float64 // (units) images
	log     []float32 // scratch
	drawn   bool      // codes have deviations
}

// NewHealth returns an empty one for codes of so many units, whose activation says when they are active.
func NewHealth(units int, activation string) *Health {
	h := &Health{first: make([]float32, units),
		sum: make([]float64, units), squares: make([]float64, units), kl: make([]float64, units), active: make([]float64, units)}
	if activation == "sigmoid" {
		h.level = 0.5
	}
	return h
}

// Reset forgets all codes.
func (h *Health) Reset() {
	h.n, h.drawn = 0, false
	clear(h.sum)
	clear(h.squares)
	clear(h.kl)
	clear(h.active)
}

// Add counts n codes z (n, units); with deviations s (n, units) where they are the means of distributions, else nil.
func (h *Health) Add(z, s []float32, n int) {
	if h.n == 0 && n > 0 {
		copy(h.first, z)
	}
	h.n += n
	units := len(h.first)
	for lo := 0; lo < len(z); lo += units {
		for j, v := range z[lo : lo+units] {
			d := float64(v - h.first[j])
			h.sum[j] += d
			h.squares[j] += float64(d * d)
			if v > h.level || h.level == 0 && v < 0 {
				h.active[j]++
			}
		}
	}
	if h.drawn = s != nil; !h.drawn {
		return
	}
	h.log = slices.Grow(h.log[:0], len(s))[:len(s)]
	kernel.Log(h.log, s)
	for i, mu := range z {
		m, d := float64(mu), float64(s[i])
		h.kl[i%units] += (float64(m*m)+float64(d*d)-1)/2 - float64(h.log[i])
	}
}

// Drawn says whether the codes had deviations.
func (h *Health) Drawn() bool { return h.drawn }

// Mean is that of unit j over the images so far, Active the share of images on which it is not zero, or, a sigmoid, above
// one half.
func (h *Health) Mean(j int) float64   { return float64(h.first[j]) + h.sum[j]/float64(h.n) }
func (h *Health) Active(j int) float64 { return h.active[j] / float64(h.n) }

// Variance is that of unit j over the images so far.
func (h *Health) Variance(j int) float64 {
	m := h.sum[j] / float64(h.n)
	return max(0, h.squares[j]/float64(h.n)-float64(m*m))
}

// Divergence is the mean of unit j's from the standard normal distribution, in nats; 0 where codes are not drawn.
func (h *Health) Divergence(j int) float64 { return h.kl[j] / float64(h.n) }

// Dead says whether unit j says the same of every image.
func (h *Health) Dead(j int) bool {
	if h.drawn {
		return h.Divergence(j) < deadDivergence
	}
	return h.Variance(j) < deadVariance
}

// summary is over all units: their mean, the share of units and images that are active, how many units are dead,
// and the sum of their divergences.
func (h *Health) summary() (mean, active, kl float64, dead int) {
	units := float64(len(h.first))
	for j := range h.first {
		mean += h.Mean(j) / units
		active += h.active[j] / (float64(h.n) * units)
		kl += h.Divergence(j)
		if h.Dead(j) {
			dead++
		}
	}
	return mean, active, kl, dead
}
