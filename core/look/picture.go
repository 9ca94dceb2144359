package look

import "bottleneck/core/kernel"

const (
	pictured    = 4  // images in a small picture
	picturedMax = 32 // pixels to their side, about
)

// Picture is a small picture of what the run makes of its test images, (h,w) gray: the first four as the network sees them, over what it
// makes of them. Large images have each second, third or further pixel. Rows of a table have none: then w and h are 0.
func (l *Looker) Picture() (gray []byte, w, h int) {
	n, H, W, C := min(pictured, l.test.N), l.test.H, l.test.W, l.test.C
	if l.test.Values != nil || n == 0 {
		return nil, 0, 0
	}
	first := [pictured]int32{0, 1, 2, 3}
	l.shownInput(first[:n])
	l.y = grow(l.y, n*l.run.Dim())
	l.run.Reconstruct(l.y, l.x, n)
	stride := (max(H, W) + picturedMax - 1) / picturedMax
	high, wide := (H+stride-1)/stride, (W+stride-1)/stride
	w, h = n*wide, 2*high
	gray = make([]byte, w*h)
	line := make([]float32, wide)
	for row, from := range [][]float32{l.x, l.y} {
		for i := range n {
			for y := range high {
				for x := range wide {
					sum := float32(0)
					for _, v := range from[((i*H+y*stride)*W+x*stride)*C:][:C] {
						sum += v
					}
					line[x] = sum / float32(C)
				}
				kernel.ToBytes(gray[(row*high+y)*w+i*wide:][:wide], line)
			}
		}
	}
	return gray, w, h
}
