package look

import "bottleneck/core/kernel"

const (
	pictured    = 4  // images in a small picture
	picturedMax = 32 // pixels to their side, about
)

// Picture is a small picture of what the run makes of its test images, (h,w,C): the first four as the network sees them, over what it
// makes of them. Large images have each second, third or further pixel. Rows of a table have none: then w and h are 0.
func (l *Looker) Picture() (pixels []byte, w, h int) {
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
	pixels = make([]byte, w*h*C)
	line := make([]float32, wide*C)
	for row, from := range [][]float32{l.x, l.y} {
		for i := range n {
			for y := range high {
				for x := range wide {
					copy(line[x*C:(x+1)*C], from[((i*H+y*stride)*W+x*stride)*C:])
				}
				kernel.ToBytes(pixels[((row*high+y)*w+i*wide)*C:][:wide*C], line)
			}
		}
	}
	return pixels, w, h
}
