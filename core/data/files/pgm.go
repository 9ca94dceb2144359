package files

import (
	"bottleneck/core/data"
	"bottleneck/core/data/prepare"
	"bottleneck/core/fact"
)

// isPGM tells whether b begins as a PGM file does, or as a PPM file, which is one in color.
func isPGM(b []byte) bool {
	return len(b) > 2 && b[0] == 'P' && (b[1] == '2' || b[1] == '5' || b[1] == '3' || b[1] == '6') && blank(b[2])
}

func blank(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// readPGM reads a picture of netpbm's: gray, P5 (bytes, or two for each pixel, the high one first) or P2 (decimal
// numbers), or in color, P6 or P3. Its white may be any number up to 65535; it becomes 255.
func readPGM(b []byte) (picture prepare.Planes, err error) {
	if !isPGM(b) {
		return picture, fact.New("pgm_expected")
	}
	what, channels, text := "PGM", 1, b[1] == '2' || b[1] == '3'
	if b[1] == '3' || b[1] == '6' {
		what, channels = "PPM", 3
	}
	p := pgm{b: b, at: 2}
	w, h, white := p.number(), p.number(), p.number()
	switch {
	case w < 1 || h < 1 || white < 1:
		return picture, fact.About(what, "pgm_header", "byte", p.at)
	case w > data.MaxSide || h > data.MaxSide || w*h > prepare.MaxPixels:
		return picture, fact.About(what, "pgm_too_large", "w", w, "h", h, "most", prepare.MaxPixels>>20, "side", data.MaxSide)
	case white > 0xffff:
		return picture, fact.About(what, "pgm_white", "white", white)
	}
	size := w * h * channels
	left := len(b) - p.at - 1
	wide := 1
	if white > 0xff {
		wide = 2
	}
	if !text && left < size*wide || text && left < 2*size-1 { // believed only so far
		return picture, fact.About(what, "pgm_cut_off", "w", w, "h", h, "expected", size*wide, "found", max(left, 0))
	}
	picture = prepare.NewPlanes(w, h, channels)
	for i := range size {
		v := 0
		switch {
		case text:
			if v = p.number(); v < 0 {
				return picture, fact.About(what, "pgm_pixel_missing", "pixel", i+1, "pixels", size, "byte", p.at)
			}
		case wide == 1:
			v = int(b[p.at+1+i])
		default:
			at := p.at + 1 + 2*i
			v = int(b[at])<<8 | int(b[at+1])
		}
		if v > white {
			return picture, fact.About(what, "pgm_pixel_too_large", "pixel", i+1, "pixels", size, "found", v, "most", white)
		}
		picture.Pix[i%channels*w*h+i/channels] = byte((v*255 + white/2) / white)
	}
	return picture, nil
}

// pgm walks over the text of a PGM file.
type pgm struct {
	b  []byte
	at int
}

// number reads the next number, past blanks and comments; -1 where there is none.
func (p *pgm) number() int {
	for p.at < len(p.b) && (blank(p.b[p.at]) || p.b[p.at] == '#') {
		if p.b[p.at] == '#' {
			for p.at < len(p.b) && p.b[p.at] != '\n' {
				p.at++
			}
			continue
		}
		p.at++
	}
	n, from := 0, p.at
	for p.at < len(p.b) && '0' <= p.b[p.at] && p.b[p.at] <= '9' && p.at-from < 8 {
		n = 10*n + int(p.b[p.at]-'0')
		p.at++
	}
	if p.at == from {
		return -1
	}
	return n
}
