package kernels

// addChecksum exports checksum(x, n), of the words of x.
func addChecksum(m *module) {
	f := m.public("checksum")
	p := f.pointers(2)
	x, n := p[0], p[1]
	h := f.newLocal(i64)
	const basis, prime = -3750763034362895579, 1099511628211 // the first is 14695981039346656037
	f.set(h, number64(basis))
	f.times(n, func() {
		f.set(h, i64Mul(i64Xor(h, loadUnsigned(x, 0)), number64(prime)))
		f.inc(x, 4)
	})
	f.result(i64Wrap(i64Xor(h, i64ShrU(h, number64(32)))))
}
