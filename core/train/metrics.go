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
