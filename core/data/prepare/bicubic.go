package prepare

// cubic are the weights of the four neighbors of a point, part of the way from
// the second to the third: Keys' cubic convolution (1981) with a = -3/4.
func cubic(part float64) [4]float64 {
	const a = -.75
	near := func(t float64) float64 { return float64((float64((a+2)*t)-(a+3))*float64(t*t)) + 1 }
	far := func(t float64) float64 { return float64(a * (float64((float64((t-5)*t)+8)*t) - 4)) }
	return [4]float64{far(1 + part), near(part), near(1 - part), far(2 - part)}
}

// Bicubic resizes x (h,w) to dst (H,W) as TensorFlow 1 did by default: the
// corners of the pixel grid are not aligned, target pixel i takes its neighbors
// around i*h/H, and shrinking does not smooth. At a whole factor k it takes every
// k-th pixel. Beyond the border the last pixel is repeated.
func Bicubic(dst []float32, H, W int, x []float32, h, w int) {
	if h < 1 || w < 1 || len(x) != h*w || len(dst) != H*W {
		panic("prepare: bicubic: lengths do not fit sizes")
	}
	across, column := make([][4]float64, W), make([]int, W)
	for j := range across {
		at := float64(j) * float64(w) / float64(W)
		column[j] = int(at)
		across[j] = cubic(at - float64(column[j]))
	}
	for i := range H {
		at := float64(i) * float64(h) / float64(H)
		down := cubic(at - float64(int(at)))
		for j := range W {
			sum := 0.0
			for dy, wy := range down {
				row := x[min(max(int(at)+dy-1, 0), h-1)*w:][:w]
				line := 0.0
				for dx, wx := range across[j] {
					line += float64(wx * float64(row[min(max(column[j]+dx-1, 0), w-1)]))
				}
				sum += float64(wy * line)
			}
			dst[i*W+j] = float32(sum)
		}
	}
}
