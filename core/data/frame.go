package data

// Gray is a picture of one byte a pixel.
type Gray struct {
	W, H int
	Pix  []byte // (H,W)
}

// Framing is how a picture of any shape becomes a square one.
const (
	FrameSquare    = "square"    // the square in its middle, resized by averaging areas
	FrameSubsample = "subsample" // the middle at the largest whole multiple of the size, every k-th pixel
)

// Frame writes the picture to dst (size,size). FrameSubsample is what the faces
// tutorial's resize does: TensorFlow 1's at a whole factor, see Bicubic; a picture
// that is smaller than the size is enlarged by it.
func (p Gray) Frame(dst []byte, size int, framing string) {
	if size < 1 || len(dst) != size*size || len(p.Pix) != p.W*p.H || p.W < 1 || p.H < 1 {
		panic("data: frame: lengths do not fit sizes")
	}
	side := min(p.W, p.H)
	k := side / size
	if framing == FrameSubsample && k > 0 {
		side = k * size
	}
	x0, y0 := (p.W-side)/2, (p.H-side)/2
	switch {
	case framing == FrameSubsample && k > 0:
		for i := range dst {
			dst[i] = p.Pix[(y0+i/size*k)*p.W+x0+i%size*k]
		}
	case framing == FrameSubsample:
		x, y := make([]float32, 0, side*side), make([]float32, size*size)
		for row := range side {
			for _, v := range p.Pix[(y0+row)*p.W+x0:][:side] {
				x = append(x, float32(v))
			}
		}
		Bicubic(y, size, size, x, side, side)
		for i, v := range y {
			dst[i] = byte(min(max(v, 0), 255) + .5)
		}
	default:
		g := &gray{w: p.W, h: p.H, pix: p.Pix}
		copy(dst, g.resample(box{x0, y0, x0 + side, y0 + side}, size, size).pix)
	}
}

// Shrink returns the picture with its shorter side reduced to side by averaging
// areas; itself where that is not longer.
func (p Gray) Shrink(side int) Gray {
	short := min(p.W, p.H)
	if short <= side {
		return p
	}
	g := &gray{w: p.W, h: p.H, pix: p.Pix}
	w, h := (p.W*side+short/2)/short, (p.H*side+short/2)/short
	return Gray{w, h, g.resample(g.all(), w, h).pix}
}

// Gray is the decoded file in gray on white paper, turned upright. Its pixels
// are as stored, see Prepare.
func (f *File) Gray(w, h int, luma Luma) (Gray, error) {
	if err := f.fits(w, h); err != nil {
		return Gray{}, err
	}
	g, _ := toGray(w, h, luma, false)
	g = g.turn(f.Orientation)
	return Gray{g.w, g.h, g.pix}, nil
}

// GrayShown is the file in gray on white paper, from what a browser shows of it,
// see PrepareShown.
func (f *File) GrayShown(w, h int, row func(dst []byte, y int)) (Gray, error) {
	part, luma, err := f.shown(w, h, row)
	if err != nil {
		return Gray{}, err
	}
	g, _ := toGray(part.w(), part.h(), luma, false)
	return Gray{g.w, g.h, g.pix}, nil
}
