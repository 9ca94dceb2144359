package prepare

// Planes is a picture of one channel, gray, or of three, red, green and blue, one after the other.
type Planes struct {
	W, H, C int
	Pix     []byte // (C,H,W)
}

// NewPlanes is a black picture.
func NewPlanes(w, h, c int) Planes { return Planes{w, h, c, make([]byte, c*h*w)} }

// Planes is g as a picture of one channel, which shares its pixels.
func (g *Gray) Planes() Planes { return Planes{g.W, g.H, 1, g.Pix} }

// Plane is channel c, which shares the pixels of p.
func (p Planes) Plane(c int) *Gray {
	n := p.W * p.H
	return &Gray{W: p.W, H: p.H, Pix: p.Pix[c*n : (c+1)*n : (c+1)*n]}
}

// In is the picture in so many channels, 1 or 3: in gray by the brightness of each color, and of gray three times the same. Where it has
// as many, it is itself.
func (p Planes) In(channels int) Planes {
	n := p.W * p.H
	if p.C == channels {
		return p
	}
	out := NewPlanes(p.W, p.H, channels)
	if channels == 3 {
		for c := range 3 {
			copy(out.Pix[c*n:], p.Pix)
		}
		return out
	}
	wide := func(v byte) uint32 { return uint32(v) * 0x101 }
	for i := range n {
		out.Pix[i] = Brightness(wide(p.Pix[i]), wide(p.Pix[n+i]), wide(p.Pix[2*n+i]), 0xffff, false)
	}
	return out
}

// PlanesOf is a picture of bytes (h,w,c).
func PlanesOf(b []byte, w, h, c int) Planes {
	p := NewPlanes(w, h, c)
	for i, v := range b {
		p.Pix[i%c*w*h+i/c] = v
	}
	return p
}

// Bytes are the pixels one after the other, (H,W,C).
func (p Planes) Bytes() []byte {
	b, n := make([]byte, len(p.Pix)), p.W*p.H
	for i := range b {
		b[i] = p.Pix[i%p.C*n+i/p.C]
	}
	return b
}

// each is the picture of what f makes of each channel.
func (p Planes) each(f func(*Gray) *Gray) Planes {
	out := Planes{C: p.C}
	for c := range p.C {
		g := f(p.Plane(c))
		out.W, out.H, out.Pix = g.W, g.H, append(out.Pix, g.Pix...)
	}
	return out
}

// Shrink is Gray's, of each channel.
func (p Planes) Shrink(side int) Planes {
	if min(p.W, p.H) <= side {
		return p
	}
	return p.each(func(g *Gray) *Gray { return g.Shrink(side) })
}

// Frame writes the picture to dst (size,size,C), as Gray's Frame does for each channel.
func (p Planes) Frame(dst []byte, size int, framing string) {
	p.into(dst, size, func(g *Gray, one []byte) { g.Frame(one, size, framing) })
}

// Fit is Frame by Gray's Fit.
func (p Planes) Fit(dst []byte, size int) {
	p.into(dst, size, func(g *Gray, one []byte) { g.Fit(one, size) })
}

func (p Planes) into(dst []byte, size int, write func(g *Gray, one []byte)) {
	if len(dst) != size*size*p.C {
		panic("prepare: planes: lengths do not fit sizes")
	}
	one := dst
	if p.C > 1 {
		one = make([]byte, size*size)
	}
	for c := range p.C {
		write(p.Plane(c), one)
		for i := 0; p.C > 1 && i < len(one); i++ {
			dst[i*p.C+c] = one[i]
		}
	}
}

// Color is how far apart, of 255, red, green and blue of a pixel are at most.
func (p Planes) Color() int {
	if p.C != 3 {
		return 0
	}
	most, n := byte(0), p.W*p.H
	for i := range n {
		r, g, b := p.Pix[i], p.Pix[n+i], p.Pix[2*n+i]
		most = max(most, max(r, g, b)-min(r, g, b))
	}
	return int(most)
}

// Planes is the decoded file, on white paper or on dark as Gray is, turned upright: in gray where no pixel has a color. of gives the rows of its
// pixels in a tone.
func (f *File) Planes(w, h int, of func(Tone) Luma) (Planes, error) {
	if err := f.fits(w, h); err != nil {
		return Planes{}, err
	}
	return planes(w, h, of).each(func(g *Gray) *Gray { return g.turn(f.Orientation) }), nil
}

// PlanesShown is Planes of what a browser shows of the file, see PrepareShown.
func (f *File) PlanesShown(w, h int, row func(dst []byte, y int)) (Planes, error) {
	part, of, err := f.shown(w, h, row)
	if err != nil {
		return Planes{}, err
	}
	return planes(part.w(), part.h(), of), nil
}

func planes(w, h int, of func(Tone) Luma) Planes {
	seen := false
	gray, dark := visible(w, h, of(func(r, g, b, a uint32, dark bool) byte {
		seen = seen || r != g || g != b
		return Brightness(r, g, b, a, dark)
	}))
	if !seen {
		return gray.Planes()
	}
	all := Planes{W: gray.W, H: gray.H, C: 3}
	for _, tone := range []Tone{
		func(r, _, _, a uint32, dark bool) byte { return over(r, a, dark) },
		func(_, g, _, a uint32, dark bool) byte { return over(g, a, dark) },
		func(_, _, b, a uint32, dark bool) byte { return over(b, a, dark) },
	} {
		g, _ := toGray(w, h, of(tone), dark)
		all.Pix = append(all.Pix, g.Pix...)
	}
	if all.Color() == 0 {
		return gray.Planes()
	}
	return all
}
