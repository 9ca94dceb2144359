//go:build !js && !noasm

package kernel

import "math"

// The products of machines for which there is no vector code: the sums of the reference loops
// in the same order, over contiguous memory, and without the steps that MatMul says may be left out.

// rowsInOrder is MatMul or MatMulTN: element (i,l) of a is a[i*ai+l*al], b is (k,n).
func rowsInOrder(r Arithmetic, c, a, b []float32, m, n, k, ai, al int, acc bool) {
	if !acc {
		fillRef(c, 0)
	}
	for i := range m {
		row := c[i*n : i*n+n]
		for l := range k {
			s := a[i*ai+l*al]
			if s == 0 {
				continue
			}
			if line := b[l*n : l*n+n]; r == Fused {
				fusedRow(row, line, s)
			} else {
				for j, v := range line {
					row[j] += float32(s * v)
				}
			}
		}
	}
}

func fusedRow(row, line []float32, s float32) {
	row = row[:len(line)]
	x := float64(s)
	for j, v := range line {
		sum := x*float64(v) + float64(row[j])
		if twice(sum) {
			row[j] = fma32(s, v, row[j])
		} else {
			row[j] = float32(sum)
		}
	}
}

// columnsInOrder is MatMulNT: b is (n,k). Four sums are on their way at a time, as each has to wait for its latest addition.
func columnsInOrder(r Arithmetic, c, a, b []float32, m, n, k int, acc bool) {
	if !acc {
		fillRef(c, 0)
	}
	for i := range m {
		x, row := a[i*k:i*k+k], c[i*n:i*n+n]
		j := 0
		for ; j+4 <= n; j += 4 {
			if s := (*[4]float32)(row[j:]); r == Fused {
				fusedColumns(s, x, b[j*k:(j+4)*k])
			} else {
				plainColumns(s, x, b[j*k:(j+4)*k])
			}
		}
		for ; j < n; j++ {
			productRef(r, row[j:j+1], x, b[j*k:j*k+k], 1, 1, k, k, 1, 1, k, true)
		}
	}
}

func plainColumns(s *[4]float32, x, b []float32) {
	k := len(x)
	b0, b1, b2, b3 := b[:k], b[k:][:k], b[2*k:][:k], b[3*k:][:k]
	s0, s1, s2, s3 := s[0], s[1], s[2], s[3]
	for l, v := range x {
		s0 += float32(v * b0[l])
		s1 += float32(v * b1[l])
		s2 += float32(v * b2[l])
		s3 += float32(v * b3[l])
	}
	s[0], s[1], s[2], s[3] = s0, s1, s2, s3
}

func fusedColumns(s *[4]float32, x, b []float32) {
	k := len(x)
	b0, b1, b2, b3 := b[:k], b[k:][:k], b[2*k:][:k], b[3*k:][:k]
	s0, s1, s2, s3 := s[0], s[1], s[2], s[3]
	for l, v := range x {
		w := float64(v)
		t0, t1 := w*float64(b0[l])+float64(s0), w*float64(b1[l])+float64(s1)
		t2, t3 := w*float64(b2[l])+float64(s2), w*float64(b3[l])+float64(s3)
		if twice(t0) || twice(t1) || twice(t2) || twice(t3) {
			s0, s1, s2, s3 = fma32(v, b0[l], s0), fma32(v, b1[l], s1), fma32(v, b2[l], s2), fma32(v, b3[l], s3)
		} else {
			s0, s1, s2, s3 = float32(t0), float32(t1), float32(t2), float32(t3)
		}
	}
	s[0], s[1], s[2], s[3] = s0, s1, s2, s3
}

// twice says whether a sum a*b + c of float32, which was rounded to float64, may become another one when it is rounded to float32 than
// the exact sum does, as fma32 has it. It may only in the middle between two float32: beside it, the exact sum
// lies on the same side. Where these are denormal the middle has other bits, and any sum may.
func twice(sum float64) bool {
	const lost = 29 // bits of the fraction that a float32 has not
	bits := math.Float64bits(sum)
	return bits&(1<<lost-1) == 1<<(lost-1) || bits<<1 < (1023-126)<<53 && sum != 0
}
