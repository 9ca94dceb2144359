package prepare

import (
	"errors"
	"fmt"
	"io"

	"bottleneck/core/data"
)

// Limits on what a picture file may ask for. They hold whatever its header says.
const (
	MaxFile   = 64 << 20 // bytes
	MaxPixels = 16 << 20 // pixels: 16 megapixels
)

// maxScans is how many passes a progressive JPEG may make over the picture.
// Each costs time and hardly any bytes; cameras and tools write about ten.
const maxScans = 100

// File is what a picture file says about itself, before it is decoded.
type File struct {
	Format      string // "PNG", "JPEG", "GIF"
	W, H        int    // as stored: not turned yet; of a GIF, its screen
	Orientation int    // EXIF's, 1 (upright) to 8
	Frames      int    // more than 1: an animation, of which the first is taken

	frame box // of a GIF, where on the screen its first frame is
}

// MIME is the file's media type.
func (f *File) MIME() string {
	return map[string]string{"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif"}[f.Format]
}

// ReadFile reads a picture file of at most MaxFile bytes and inspects it. size
// is what is known of its length, negative if nothing.
func ReadFile(r io.Reader, size int64) ([]byte, *File, error) {
	if size > MaxFile {
		return nil, nil, fmt.Errorf("data: picture: file of %d bytes, at most %d expected", size, MaxFile)
	}
	b, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return nil, nil, fmt.Errorf("data: picture: %w", err)
	}
	f, err := Inspect(b)
	return b, f, err
}

// Inspect finds out what a picture file holds and refuses what must not reach a
// decoder: files that are none, larger than MaxFile bytes, MaxPixels pixels or
// data.MaxSide a side, JPEGs of too many scans, and files that end early, since
// browsers show the half of a picture without a word. It allocates nothing of
// the picture's size.
func Inspect(b []byte) (*File, error) {
	switch {
	case len(b) > MaxFile:
		return nil, fmt.Errorf("data: picture: file of more than %d bytes, at most that expected", MaxFile)
	case len(b) == 0:
		return nil, errors.New("data: picture: the file is empty")
	}
	format, found := Sniff(b)
	f := &File{Format: format, Orientation: 1, Frames: 1}
	var err error
	switch format {
	case "PNG":
		err = f.png(b)
	case "JPEG":
		err = f.jpeg(b)
	case "GIF":
		err = f.gif(b)
	default:
		return nil, fmt.Errorf("data: picture: %s found, PNG, JPEG or GIF expected", found)
	}
	if err != nil {
		return nil, err
	}
	if f.Format != "GIF" {
		f.frame = box{0, 0, f.W, f.H}
	}
	return f, nil
}

// note says what the file held.
func (f *File) note() string {
	note := fmt.Sprintf("%s of %dx%d", f.Format, f.frame.w(), f.frame.h())
	if f.Frames > 1 {
		note += fmt.Sprintf(", the first of %d frames", f.Frames)
	}
	if f.Orientation > 1 {
		note += fmt.Sprintf(", turned upright (EXIF orientation %d)", f.Orientation)
	}
	return note
}

// Damaged words a decoder's error.
func (f *File) Damaged(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return fmt.Errorf("data: picture: damaged %s: the file ends early", f.Format)
	}
	return fmt.Errorf("data: picture: damaged %s: %w", f.Format, err)
}

// gate refuses pictures that are too large to decode.
func gate(w, h int) error {
	switch {
	case w < 1 || h < 1:
		return fmt.Errorf("data: picture: %dx%d pixels found, 1x1 and more expected", w, h)
	case w > data.MaxSide || h > data.MaxSide || w*h > MaxPixels:
		return fmt.Errorf("data: picture: %dx%d = %.1f megapixels found, at most %d megapixels and %d a side expected",
			w, h, float64(w)*float64(h)/(1<<20), MaxPixels>>20, data.MaxSide)
	}
	return nil
}

// fits tells whether the decoded picture is the one that was inspected.
func (f *File) fits(w, h int) error {
	if w != f.frame.w() || h != f.frame.h() {
		return f.Damaged(fmt.Errorf("%dx%d pixels found, %dx%d expected", w, h, f.frame.w(), f.frame.h()))
	}
	return nil
}

// Prepare brings the decoded file to what MNIST holds. Its pixels are as stored:
// not turned, and of a GIF the frame without the screen around it.
func (f *File) Prepare(w, h int, luma Luma) (*Picture, error) {
	if err := f.fits(w, h); err != nil {
		return nil, err
	}
	return prepareLuma(w, h, luma, f.Orientation, f.note())
}

// PrepareShown brings the file as a browser shows it to what MNIST holds: turned
// upright, and of a GIF the whole screen. row writes row y of w pixels to dst
// (w,4), as red, green, blue and alpha, the colors not multiplied by alpha.
func (f *File) PrepareShown(w, h int, row func(dst []byte, y int)) (*Picture, error) {
	part, luma, err := f.shown(w, h, row)
	if err != nil {
		return nil, err
	}
	return prepareLuma(part.w(), part.h(), luma, 1, f.note())
}

// shown is the part of what a browser shows that is the picture, and its brightness.
func (f *File) shown(w, h int, row func(dst []byte, y int)) (box, Luma, error) {
	// Browsers differ in which EXIF data they trust, so a turned picture may lie.
	if (w != f.W || h != f.H) && (w != f.H || h != f.W) {
		return box{}, nil, f.Damaged(fmt.Errorf("%dx%d pixels found, %dx%d expected", w, h, f.W, f.H))
	}
	part := box{0, 0, w, h}
	if f.Format == "GIF" {
		part = f.frame
	}
	line := make([]byte, 4*w)
	return part, straight(func(y int) []byte {
		row(line, part.y0+y)
		return line[4*part.x0:]
	}), nil
}
