package prepare

// middle is where MNIST puts the center of mass, in pixels from the left and
// from the top.
const middle = 14.5

// Center writes c (28,28), coverage in [0, 1], to dst (28,28), moved by whole pixels so
// that the center of mass comes to the middle, as MNIST's digits were.
func Center(dst []byte, c *[28 * 28]float64) {
	var sum, sumX, sumY float64
	for y := range 28 {
		for x := range 28 {
			v := c[y*28+x]
			sum += v
			sumX += float64(v * (float64(x) + .5))
			sumY += float64(v * (float64(y) + .5))
		}
	}
	move(dst, c, shift(sumX, sum), shift(sumY, sum))
}

// place writes c to dst as it lies.
func place(dst []byte, c *[28 * 28]float64) { move(dst, c, 0, 0) }

// move writes c to dst, dx pixels to the right and dy down.
func move(dst []byte, c *[28 * 28]float64, dx, dy int) {
	for y := range 28 {
		for x := range 28 {
			fromX, fromY := x-dx, y-dy
			if fromX < 0 || fromX >= 28 || fromY < 0 || fromY >= 28 {
				dst[y*28+x] = 0
				continue
			}
			dst[y*28+x] = byte(int(float64(c[fromY*28+fromX]*255) + .5))
		}
	}
}

// shift returns the whole number of pixels that brings a center of mass
// moment/sum closest to the middle. The box of 20 pixels stays inside: at most 4.
func shift(moment, sum float64) int {
	if sum == 0 {
		return 0
	}
	d := middle - moment/sum
	n := int(d + 100.5)
	return min(max(n-100, -4), 4)
}
