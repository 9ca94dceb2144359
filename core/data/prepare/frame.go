package prepare

import "slices"

// Framing is how a picture of any shape becomes a square one.
const (
	FrameSquare    = "square"    // the square in its middle, resized by averaging areas
	FrameSubsample = "subsample" // the middle at the largest whole multiple of the size, every k-th pixel
)

// Frame writes the picture to dst (size,size). FrameSubsample is what the faces
// tutorial's resize does: TensorFlow 1's at a whole factor, see Bicubic; a picture
// that is smaller than the size is enlarged by it.
func (g *Gray) Frame(dst []byte, size int, framing string) {
	if size < 1 || len(dst) != size*size || len(g.Pix) != g.W*g.H || g.W < 1 || g.H < 1 {
		panic("prepare: frame: lengths do not fit sizes")
	}
	side := min(g.W, g.H)
	k := side / size
	if framing == FrameSubsample && k > 0 {
		side = k * size
	}
	x0, y0 := (g.W-side)/2, (g.H-side)/2
	switch {
	case framing == FrameSubsample && k > 0:
		for i := range dst {
			dst[i] = g.Pix[(y0+i/size*k)*g.W+x0+i%size*k]
		}
	case framing == FrameSubsample:
		x, y := make([]float32, 0, side*side), make([]float32, size*size)
		for row := range side {
			for _, v := range g.Pix[(y0+row)*g.W+x0:][:side] {
				x = append(x, float32(v))
			}
		}
		Bicubic(y, size, size, x, side, side)
		for i, v := range y {
			dst[i] = byte(min(max(v, 0), 255) + .5)
		}
	default:
		copy(dst, g.resample(box{x0, y0, x0 + side, y0 + side}, size, size).Pix)
	}
}

// Fit writes the whole picture to dst (size,size), in its middle and keeping its
// shape. Beside it are bars, as bright as its border.
func (g *Gray) Fit(dst []byte, size int) {
	if size < 1 || len(dst) != size*size || len(g.Pix) != g.W*g.H || g.W < 1 || g.H < 1 {
		panic("prepare: fit: lengths do not fit sizes")
	}
	w, h := g.all().fit(size)
	small := g.resample(g.all(), w, h)
	bar := byte(g.tones().border)
	for i := range dst {
		dst[i] = bar
	}
	left, top := (size-w)/2, (size-h)/2
	for y := range h {
		copy(dst[(top+y)*size+left:], small.Pix[y*w:(y+1)*w])
	}
}

// Shrink returns the picture with its shorter side reduced to side by averaging
// areas; itself where that is not longer.
func (g *Gray) Shrink(side int) *Gray {
	short := min(g.W, g.H)
	if short <= side {
		return g
	}
	w, h := (g.W*side+short/2)/short, (g.H*side+short/2)/short
	return g.resample(g.all(), w, h)
}

// GrayShown is the file in gray on white paper, from what a browser shows of it,
// see PrepareShown.
func (f *File) GrayShown(w, h int, row func(dst []byte, y int)) (*Gray, error) {
	part, of, err := f.shown(w, h, row)
	if err != nil {
		return nil, err
	}
	g, _ := visible(part.w(), part.h(), of(Brightness))
	return g, nil
}

// visible is a picture on white paper, or on dark if it is transparent and shows
// nothing on white.
func visible(w, h int, luma Luma) (g *Gray, dark bool) {
	g, open := toGray(w, h, luma, false)
	if open && g.flat() {
		if on, _ := toGray(w, h, luma, true); !on.flat() {
			return on, true
		}
	}
	return g, false
}

// flat tells whether all pixels are nearly of one tone.
func (g *Gray) flat() bool { return slices.Max(g.Pix)-slices.Min(g.Pix) < 8 }
