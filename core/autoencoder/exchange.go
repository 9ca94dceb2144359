package autoencoder

// Exchange swaps all parameters with values (len(Values)), so that a model in
// training can be looked at as it was at another step, and put back.
func (m *Model) Exchange(values []float32) {
	if len(values) != len(m.Values) {
		panic("autoencoder: len(values) != len(Values)")
	}
	var keep [512]float32
	for lo := 0; lo < len(values); lo += len(keep) {
		v := m.Values[lo:min(lo+len(keep), len(values))]
		copy(keep[:], v)
		copy(v, values[lo:])
		copy(values[lo:], keep[:len(v)])
	}
}
