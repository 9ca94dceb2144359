package train

// window keeps the latest losses and their mean.
type window struct {
	losses []float32 // ring
	n      int       // losses seen
}

func (w *window) add(loss float64) {
	w.losses[w.n%len(w.losses)] = float32(loss)
	w.n++
}

// mean is over what the ring holds; 0 when it is empty. It is summed anew each
// time: a running sum would drift.
func (w *window) mean() float64 {
	held := min(w.n, len(w.losses))
	if held == 0 {
		return 0
	}
	s := 0.0
	for _, l := range w.losses[:held] {
		s += float64(l)
	}
	return s / float64(held)
}

// fingerprint is FNV-1a over the bits of the weights, a word at a time, folded
// to 32 bits. Two runs with the same one have, for all purposes of a lesson, the
// same weights.
func fingerprint(bits func(i int) uint32, n int) uint32 {
	const prime = 1099511628211
	h := uint64(14695981039346656037)
	for i := 0; i < n; i++ {
		h = (h ^ uint64(bits(i))) * prime
	}
	return uint32(h>>32) ^ uint32(h)
}
