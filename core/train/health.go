package train

import (
	"bottleneck/core/kernel"
	"bottleneck/core/wire"
)

// A unit of the code carries nothing when it says the same of every image: when
// its variance is below deadVariance, or, where codes are drawn, its
// distribution is the standard normal one within deadDivergence nats.
const (
	deadVariance   = 1e-8
	deadDivergence = 0.01
)

// health gathers how the units of a code behave, image by image. Sums are taken
// about the first code, so that a small variance beside a large mean is not lost.
type health struct {
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

func newHealth(units int, activation string) *health {
	h := &health{first: make([]float32, units),
		sum: make([]float64, units), squares: make([]float64, units), kl: make([]float64, units), active: make([]float64, units)}
	if activation == "sigmoid" {
		h.level = 0.5
	}
	return h
}

func (h *health) reset() {
	h.n, h.drawn = 0, false
	clear(h.sum)
	clear(h.squares)
	clear(h.kl)
	clear(h.active)
}

// add counts n codes z (n, units); with deviations s (n, units) where they are the means of distributions, else nil.
func (h *health) add(z, s []float32, n int) {
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
	h.log = grow(h.log, len(s))
	kernel.Log(h.log, s)
	for i, mu := range z {
		m, d := float64(mu), float64(s[i])
		h.kl[i%units] += (float64(m*m)+float64(d*d)-1)/2 - float64(h.log[i])
	}
}

func (h *health) mean(j int) float64 { return float64(h.first[j]) + h.sum[j]/float64(h.n) }

func (h *health) variance(j int) float64 {
	m := h.sum[j] / float64(h.n)
	return max(0, h.squares[j]/float64(h.n)-float64(m*m))
}

func (h *health) divergence(j int) float64 { return h.kl[j] / float64(h.n) }

func (h *health) dead(j int) bool {
	if h.drawn {
		return h.divergence(j) < deadDivergence
	}
	return h.variance(j) < deadVariance
}

// summary is over all units: their mean, the share of units and images that are active, how many units are dead,
// and the sum of their divergences.
func (h *health) summary() (mean, active, kl float64, dead int) {
	units := float64(len(h.first))
	for j := range h.first {
		mean += h.mean(j) / units
		active += h.active[j] / (float64(h.n) * units)
		kl += h.divergence(j)
		if h.dead(j) {
			dead++
		}
	}
	return mean, active, kl, dead
}

// units writes what is known of each unit to u.
func (h *health) units(u *wire.Units, n int) {
	units := len(h.first)
	u.Mean, u.Active, u.Variance, u.Dead = grow(u.Mean, units), grow(u.Active, units), grow(u.Variance, units), grow(u.Dead, units)
	if u.KL = u.KL[:0]; h.drawn {
		u.KL = grow(u.KL, units)
	}
	for j := range units {
		u.Mean[j], u.Active[j], u.Variance[j] = float32(h.mean(j)), float32(h.active[j]/float64(n)), float32(h.variance(j))
		if h.drawn {
			u.KL[j] = float32(h.divergence(j))
		}
		if u.Dead[j] = 0; h.dead(j) {
			u.Dead[j] = 1
		}
	}
}
