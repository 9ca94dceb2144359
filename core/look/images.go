package look

import (
	"bottleneck/core/kernel"
	"bottleneck/core/wire"
)

// shownInput writes what the network sees of the shown to l.x (n, dim), and the
// clean ones to l.y where that is something else. It tells whether it is.
func (l *Looker) shownInput(shown []int32) bool {
	dim := l.run.Dim()
	l.x, l.y = grow(l.x, len(shown)*dim), grow(l.y, len(shown)*dim)
	l.test.Batch(l.x, shown)
	if !l.run.Noisy() {
		return false
	}
	copy(l.y, l.x)
	for i, t := range shown {
		l.run.CorruptTest(l.x[i*dim:(i+1)*dim], l.y[i*dim:(i+1)*dim], int(t))
	}
	return true
}

// shownErrors writes the errors of the outputs l.y to dst, and the clean ones
// to l.x.
func (l *Looker) shownErrors(dst []float32, shown []int32) {
	dim := l.run.Dim()
	l.test.Batch(l.x, shown)
	for i := range shown {
		d := kernel.SquaredDistance(l.y[i*dim:(i+1)*dim], l.x[i*dim:(i+1)*dim])
		dst[i] = float32(d / float64(dim))
	}
}

// snapshotImages shows test images.
func (l *Looker) snapshotImages(shown []int32) *wire.Images {
	n, dim := len(shown), l.run.Dim()
	m := &l.images
	m.N, m.H, m.W, m.C = int32(n), int32(l.test.H), int32(l.test.W), int32(l.test.C)
	m.Clean, m.Output, m.Errors = grow(m.Clean, n*dim), grow(m.Output, n*dim), grow(m.Errors, n)

	if l.shownInput(shown) {
		m.Corrupted = grow(m.Corrupted, n*dim)
		kernel.ToBytes(m.Corrupted, l.x)
	} else {
		m.Corrupted = nil
	}
	l.run.Reconstruct(l.y, l.x, n)
	kernel.ToBytes(m.Output, l.y)
	l.shownErrors(m.Errors, shown)
	kernel.ToBytes(m.Clean, l.x)
	m.Labels = l.shownLabels(m.Labels, shown)
	return m
}

func (l *Looker) shownLabels(labels []byte, shown []int32) []byte {
	if l.labels == nil {
		return nil
	}
	labels = grow(labels, len(shown))
	for i, t := range shown {
		labels[i] = l.labels[t]
	}
	return labels
}
