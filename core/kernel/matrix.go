package kernel

// MatMul computes c(m,n) = a(m,k) b(k,n), or c += a b if acc. Every output has one accumulator and sums
// over k in order, starting from c or 0; mulAdd is float32(a*b)+s in Plain arithmetic and the exact
// fused form in Fused:
//
//	for i := range m {
//		for j := range n {
//			s := 0 // c[i*n+j] if acc
//			for l := range k {
//				s = mulAdd(a[i*k+l], b[l*n+j], s)
//			}
//			c[i*n+j] = s
//		}
//	}
//
// Where a is 0 the step may be left out: s + 0*b is s, but for the sign of a zero and for a b that is not finite.
// c must not overlap a or b.
func (r Arithmetic) MatMul(c, a, b []float32, m, n, k int, acc bool) {
	r.available()
	shape(c, a, b, m, n, k)
	matMul(r, c, a, b, m, n, k, acc)
}

// MatMulNT computes c(m,n) = a(m,k) bᵀ for b(n,k), or adds it to c if acc. It is MatMul's loop with
// b[j*k+l].
func (r Arithmetic) MatMulNT(c, a, b []float32, m, n, k int, acc bool) {
	r.available()
	shape(c, a, b, m, n, k)
	matMulNT(r, c, a, b, m, n, k, acc)
}

// MatMulTN computes c(m,n) = aᵀ b(k,n) for a(k,m), or adds it to c if acc. It is MatMul's loop with
// a[l*m+i].
func (r Arithmetic) MatMulTN(c, a, b []float32, m, n, k int, acc bool) {
	r.available()
	shape(c, a, b, m, n, k)
	matMulTN(r, c, a, b, m, n, k, acc)
}

func shape(c, a, b []float32, m, n, k int) {
	if m < 0 || n < 0 || k < 0 {
		panic(msgNegative)
	}
	if len(c) != m*n || len(a) != m*k || len(b) != k*n {
		panic(msgLength)
	}
}

func matMulRef(r Arithmetic, c, a, b []float32, m, n, k int, acc bool) {
	productRef(r, c, a, b, m, n, k, k, 1, n, 1, acc)
}

func matMulNTRef(r Arithmetic, c, a, b []float32, m, n, k int, acc bool) {
	productRef(r, c, a, b, m, n, k, k, 1, 1, k, acc)
}

func matMulTNRef(r Arithmetic, c, a, b []float32, m, n, k int, acc bool) {
	productRef(r, c, a, b, m, n, k, 1, m, n, 1, acc)
}

// productRef is the product of a, whose element (i,l) is a[i*ai+l*al], and b, whose element (l,j) is
// b[l*bl+j*bj]. It walks l outside j, which changes no output's order of summation.
func productRef(r Arithmetic, c, a, b []float32, m, n, k, ai, al, bl, bj int, acc bool) {
	if !acc {
		fillRef(c, 0)
	}
	for i := range m {
		row := c[i*n : i*n+n]
		for l := range k {
			s := a[i*ai+l*al]
			if r == Fused {
				for j := range row {
					row[j] = fma32(s, b[l*bl+j*bj], row[j])
				}
			} else {
				for j := range row {
					row[j] += float32(s * b[l*bl+j*bj])
				}
			}
		}
	}
}
