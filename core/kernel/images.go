package kernel

// MaxPool keeps, channel by channel, the largest number of images x (B, H, W, C) that the window of g sees from each
// position, in y (B, Rows, Cols, C), and where in its image that is in index. The first of equal numbers counts, and a
// NaN above all:
//
//	best, at := first number inside the image
//	for each number v inside, row by row {
//		if v > best || v != v {
//			best, at = v, place of v
//		}
//	}
//
// A window that sees nothing of an image is a bug of the caller.
func MaxPool(y []float32, index []int32, x []float32, g Grid, B int) {
	if B < 0 {
		panic(msgNegative)
	}
	same3(len(y), len(index), B*g.Rows*g.Cols*g.C)
	same2(len(x), B*g.H*g.W*g.C)
	g.sees()
	maxPool(y, index, x, g, B)
}

// AvgPool is the mean, channel by channel, of the numbers of images x (B, H, W, C) that the window of g sees from each
// position, in y (B, Rows, Cols, C):
//
//	sum := 0
//	for each number v inside the image, row by row {
//		sum += v
//	}
//	y = sum / n
//
// n is how many are inside the image, or with padded all KernelH*KernelW, as if zeros lay around it. A window that sees
// nothing of an image is a bug of the caller.
func AvgPool(y, x []float32, g Grid, padded bool, B int) {
	g.averaged(y, x, B)
	avgPool(y, x, g, padded, B)
}

// AvgPoolBackward sets B images dx to 0 and then, position by position, adds dy/n to each number that AvgPool saw there.
func AvgPoolBackward(dx, dy []float32, g Grid, padded bool, B int) {
	g.averaged(dy, dx, B)
	avgPoolBackward(dx, dy, g, padded, B)
}

func (g Grid) averaged(y, x []float32, B int) {
	if B < 0 {
		panic(msgNegative)
	}
	same2(len(y), B*g.Rows*g.Cols*g.C)
	same2(len(x), B*g.H*g.W*g.C)
	g.sees()
}

// sees panics where a window sees nothing of an image.
func (g Grid) sees() {
	if g.Top >= g.KernelH || g.Left >= g.KernelW || (g.Rows-1)*g.StrideH-g.Top >= g.H || (g.Cols-1)*g.StrideW-g.Left >= g.W {
		panic(msgGrid)
	}
}

// IndexAdd sets B images x to 0 and adds y to the places of index, in order: x[b, index[b, i]] += y[b, i].
func IndexAdd(x []float32, index []int32, y []float32, B int) {
	indexed(x, index, y, B)
	indexAdd(x, index, y, B)
}

// IndexSet sets B images x to 0 and then x[b, index[b, i]] = y[b, i].
func IndexSet(x []float32, index []int32, y []float32, B int) {
	indexed(x, index, y, B)
	indexSet(x, index, y, B)
}

// IndexGet is y[b, i] = x[b, index[b, i]] for B images x.
func IndexGet(y []float32, index []int32, x []float32, B int) {
	indexed(x, index, y, B)
	indexGet(y, index, x, B)
}

// indexed checks the lengths. The indices are the caller's duty: they are MaxPool's.
func indexed(x []float32, index []int32, y []float32, B int) {
	if B < 0 {
		panic(msgNegative)
	}
	same2(len(y), len(index))
	if B == 0 && len(x)+len(y) > 0 || B > 0 && (len(x)%B != 0 || len(y)%B != 0) {
		panic(msgLength)
	}
}

// Upsample repeats each pixel of images x (B, H, W, C) in a block of KernelH by KernelW of y. Only these fields of g count.
func Upsample(y, x []float32, g Grid, B int) {
	g.upsampled(y, x, B)
	upsample(y, x, g, B)
}

// UpsampleBackward sums each block of dy to a pixel of dx: down its columns from the first row on, then over the
// columns from 0 on.
func UpsampleBackward(dx, dy []float32, g Grid, B int) {
	g.upsampled(dy, dx, B)
	upsampleBackward(dx, dy, g, B)
}

func (g Grid) upsampled(y, x []float32, B int) {
	if min(B, g.H, g.W, g.C, g.KernelH, g.KernelW) < 0 {
		panic(msgNegative)
	}
	same2(len(x), B*g.H*g.W*g.C)
	same2(len(y), len(x)*g.KernelH*g.KernelW)
}

// seen returns the rows and columns that the window sees of an image from position p of all images' positions.
func (g Grid) seen(p int) (top, left, bottom, right int) {
	top, left = p/g.Cols%g.Rows*g.StrideH-g.Top, p%g.Cols*g.StrideW-g.Left
	bottom, right = min(top+g.KernelH, g.H), min(left+g.KernelW, g.W)
	return max(top, 0), max(left, 0), bottom, right
}

// counted is how many numbers a mean is of, of which the window sees so many rows and columns.
func (g Grid) counted(rows, cols int, padded bool) float32 {
	if padded {
		rows, cols = g.KernelH, g.KernelW
	}
	return float32(rows * cols)
}

func maxPoolRef(y []float32, index []int32, x []float32, g Grid, B int) {
	for p := range B * g.Rows * g.Cols {
		b := p / (g.Rows * g.Cols)
		image := x[b*g.H*g.W*g.C : (b+1)*g.H*g.W*g.C]
		top, left, bottom, right := g.seen(p)
		for c := range g.C {
			at := (top*g.W+left)*g.C + c
			best := image[at]
			for r := top; r < bottom; r++ {
				for s := left; s < right; s++ {
					if v := image[(r*g.W+s)*g.C+c]; v > best || v != v {
						best, at = v, (r*g.W+s)*g.C+c
					}
				}
			}
			y[p*g.C+c], index[p*g.C+c] = best, int32(at)
		}
	}
}

func avgPoolRef(y, x []float32, g Grid, padded bool, B int) {
	for p := range B * g.Rows * g.Cols {
		b := p / (g.Rows * g.Cols)
		top, left, bottom, right := g.seen(p)
		n := g.counted(bottom-top, right-left, padded)
		for c := range g.C {
			sum := float32(0)
			for r := top; r < bottom; r++ {
				for s := left; s < right; s++ {
					sum += x[((b*g.H+r)*g.W+s)*g.C+c]
				}
			}
			y[p*g.C+c] = sum / n
		}
	}
}

func avgPoolBackwardRef(dx, dy []float32, g Grid, padded bool, B int) {
	fillRef(dx, 0)
	for p := range B * g.Rows * g.Cols {
		b := p / (g.Rows * g.Cols)
		top, left, bottom, right := g.seen(p)
		n := g.counted(bottom-top, right-left, padded)
		for c := range g.C {
			share := dy[p*g.C+c] / n
			for r := top; r < bottom; r++ {
				for s := left; s < right; s++ {
					dx[((b*g.H+r)*g.W+s)*g.C+c] += share
				}
			}
		}
	}
}

// images calls f with each pair of images.
func images(x, y []float32, index []int32, B int, f func(x, y []float32, index []int32)) {
	for b := range B {
		n, m := len(x)/B, len(y)/B
		f(x[b*n:(b+1)*n], y[b*m:(b+1)*m], index[b*m:(b+1)*m])
	}
}

func indexAddRef(x []float32, index []int32, y []float32, B int) {
	fillRef(x, 0)
	images(x, y, index, B, func(x, y []float32, index []int32) {
		for i, v := range y {
			x[index[i]] += v
		}
	})
}

func indexSetRef(x []float32, index []int32, y []float32, B int) {
	fillRef(x, 0)
	images(x, y, index, B, func(x, y []float32, index []int32) {
		for i, v := range y {
			x[index[i]] = v
		}
	})
}

func indexGetRef(y []float32, index []int32, x []float32, B int) {
	images(x, y, index, B, func(x, y []float32, index []int32) {
		for i, at := range index {
			y[i] = x[at]
		}
	})
}

// block is where column s of row r of the block of pixel p, a row of all images' numbers, begins.
func (g Grid) block(p, r, s int) int {
	return ((p/g.W*g.KernelH+r)*g.W*g.KernelW + p%g.W*g.KernelW + s) * g.C
}

func upsampleRef(y, x []float32, g Grid, B int) {
	for p := range B * g.H * g.W {
		for r := range g.KernelH {
			for s := range g.KernelW {
				copy(y[g.block(p, r, s):], x[p*g.C:(p+1)*g.C])
			}
		}
	}
}

func upsampleBackwardRef(dx, dy []float32, g Grid, B int) {
	for i := range dx {
		p, c, sum := i/g.C, i%g.C, float32(0)
		for s := range g.KernelW {
			column := dy[g.block(p, 0, s)+c]
			for r := 1; r < g.KernelH; r++ {
				column += dy[g.block(p, r, s)+c]
			}
			sum += column
		}
		dx[i] = sum
	}
}
