package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"slices"
)

// Film returns frames of w x h pixels as a GIF that begins again at its end, with a comment. read fills frame i with red, green, blue and opacity,
// (h, w, 4); it is asked for each twice, so that one is in memory at a time. delay is in hundredths of a second, and the last frame stands last.
func Film(w, h, n, delay, last int, comment string, read func(dst []byte, i int) error) ([]byte, error) {
	pixels := make([]byte, 4*w*h)
	var seen counts
	for i := range n {
		if err := read(pixels, i); err != nil {
			return nil, err
		}
		seen.add(pixels)
	}
	p := seen.palette()
	g := &gif.GIF{Config: image.Config{ColorModel: p, Width: w, Height: h}}
	before := make([]byte, w*h)
	for i := range n {
		if err := read(pixels, i); err != nil {
			return nil, err
		}
		now := make([]byte, w*h)
		for k := range now {
			now[k] = seen.place[bin(pixels[4*k:])]
		}
		all := image.Rect(0, 0, w, h)
		if i > 0 {
			all = changed(before, now, w, h)
		}
		g.Image = append(g.Image, cropped(now, w, all, p))
		g.Delay = append(g.Delay, delay)
		g.Disposal = append(g.Disposal, gif.DisposalNone)
		before = now
	}
	g.Delay[n-1] = last
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		return nil, err
	}
	return commented(b.Bytes(), comment), nil
}

// changed is the rectangle in which two frames differ; a pixel where they do not.
func changed(a, b []byte, w, h int) image.Rectangle {
	r := image.Rectangle{}
	for y := range h {
		rowA, rowB := a[y*w:(y+1)*w], b[y*w:(y+1)*w]
		if bytes.Equal(rowA, rowB) {
			continue
		}
		first, end := 0, w
		for rowA[first] == rowB[first] {
			first++
		}
		for rowA[end-1] == rowB[end-1] {
			end--
		}
		r = r.Union(image.Rect(first, y, end, y+1))
	}
	if r.Empty() {
		return image.Rect(0, 0, 1, 1)
	}
	return r
}

// cropped is a part of a frame.
func cropped(frame []byte, w int, r image.Rectangle, p color.Palette) *image.Paletted {
	m := image.NewPaletted(r, p)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		copy(m.Pix[(y-r.Min.Y)*m.Stride:], frame[y*w+r.Min.X:y*w+r.Max.X])
	}
	return m
}

// counts is how often colors are seen, in 32 steps a channel, and which of the palette stands for each.
type counts struct {
	n     [bins]int
	sum   [bins][3]int
	place [bins]byte
}

const bins = 1 << 15

func bin(p []byte) int { return int(p[0]>>3)<<10 | int(p[1]>>3)<<5 | int(p[2]>>3) }

func (c *counts) add(pixels []byte) {
	for ; len(pixels) > 0; pixels = pixels[4:] {
		b := bin(pixels)
		c.n[b]++
		for k := range 3 {
			c.sum[b][k] += int(pixels[k])
		}
	}
}

// palette chooses up to 256 colors by cutting the space at medians (Heckbert 1982): always the box that holds the most, along its longest side.
func (c *counts) palette() color.Palette {
	var all []int
	for b, n := range c.n {
		if n > 0 {
			all = append(all, b)
		}
	}
	boxes := [][]int{all}
	for len(boxes) < 256 {
		at, most := -1, 0
		for i, box := range boxes {
			if weight := c.weight(box); len(box) > 1 && weight > most {
				at, most = i, weight
			}
		}
		if at < 0 {
			break
		}
		a, b := c.cut(boxes[at])
		boxes[at] = a
		boxes = append(boxes, b)
	}
	var p color.Palette
	for i, box := range boxes {
		n, sum := 0, [3]int{}
		for _, b := range box {
			n += c.n[b]
			c.place[b] = byte(i)
			for k := range 3 {
				sum[k] += c.sum[b][k]
			}
		}
		n = max(n, 1)
		p = append(p, color.RGBA{uint8(sum[0] / n), uint8(sum[1] / n), uint8(sum[2] / n), 255})
	}
	return p
}

// weight is how much there is to gain by cutting a box: pixels times the square of its longest side.
func (c *counts) weight(box []int) int {
	n := 0
	for _, b := range box {
		n += c.n[b]
	}
	_, side := longest(box)
	return n * side * side
}

// longest is the channel in which a box is longest, as the place of its bits, and how long it is there.
func longest(box []int) (shift, side int) {
	side = -1
	for _, s := range []int{10, 5, 0} {
		lo, hi := 31, 0
		for _, b := range box {
			lo, hi = min(lo, b>>s&31), max(hi, b>>s&31)
		}
		if hi-lo > side {
			shift, side = s, hi-lo
		}
	}
	return shift, side
}

// cut cuts a box of several colors where half of its pixels lie on either side, or as near to it as there is something on both.
func (c *counts) cut(box []int) (a, b []int) {
	shift, _ := longest(box)
	slices.SortFunc(box, func(x, y int) int {
		if d := x>>shift&31 - y>>shift&31; d != 0 {
			return d
		}
		return x - y
	})
	n := 0
	for _, b := range box {
		n += c.n[b]
	}
	half := 0
	for i, b := range box[:len(box)-1] {
		if half += c.n[b]; 2*half >= n {
			return box[:i+1], box[i+1:]
		}
	}
	return box[:len(box)-1], box[len(box)-1:]
}

// commented puts a comment behind the head of a GIF, in blocks of up to 255 bytes (GIF89a, section 24).
func commented(b []byte, comment string) []byte {
	head := 13
	if flags := b[10]; flags&0x80 != 0 {
		head += 3 << (flags&7 + 1)
	}
	out := append(slices.Clone(b[:head]), 0x21, 0xfe)
	for len(comment) > 0 {
		n := min(255, len(comment))
		out = append(append(out, byte(n)), comment[:n]...)
		comment = comment[n:]
	}
	return append(append(out, 0), b[head:]...)
}
