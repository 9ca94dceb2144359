package prepare

import (
	"io"

	"bottleneck/core/data"
	"bottleneck/core/fact"
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
	Format      string // "PNG", "JPEG", "GIF", "WebP", "AVIF", "BMP"
	W, H        int    // as stored: not turned yet; of an animation, its screen
	Orientation int    // EXIF's, 1 (upright) to 8
	Frames      int    // more than 1: an animation, of which the first is taken

	frame box // of an animation, where on the screen its first frame is
}

// kinds are the formats that are read, each with its media type and what goes over a file of it.
var kinds = []struct {
	format, mime string
	inspect      func(*File, []byte) error
}{
	{"PNG", "image/png", (*File).png},
	{"JPEG", "image/jpeg", (*File).jpeg},
	{"GIF", "image/gif", (*File).gif},
	{"WebP", "image/webp", (*File).webp},
	{"AVIF", "image/avif", (*File).avif},
	{"BMP", "image/bmp", (*File).bmp},
}

// MIME is the file's media type.
func (f *File) MIME() string {
	for _, k := range kinds {
		if k.format == f.Format {
			return k.mime
		}
	}
	return ""
}

// ReadFile reads a picture file of at most MaxFile bytes and inspects it. size
// is what is known of its length, negative if nothing.
func ReadFile(r io.Reader, size int64) ([]byte, *File, error) {
	if size > MaxFile {
		return nil, nil, fact.About(about, "picture_file_too_large", "found", size, "most", MaxFile)
	}
	b, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return nil, nil, fact.Within(about, err)
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
		return nil, fact.About(about, "picture_file_beyond", "most", MaxFile)
	case len(b) == 0:
		return nil, fact.About(about, "file_empty")
	}
	format, found := Sniff(b)
	for _, k := range kinds {
		if k.format != format {
			continue
		}
		f := &File{Format: format, Orientation: 1, Frames: 1}
		if err := k.inspect(f, b); err != nil {
			return nil, err
		}
		if f.frame == (box{}) {
			f.frame = box{0, 0, f.W, f.H}
		}
		return f, nil
	}
	return nil, fact.About(about, "picture_format", "found", found)
}

// note is what the file held, in parts.
func (f *File) note() []*fact.Fact {
	note := []*fact.Fact{fact.New("picture_is", "format", f.Format, "w", f.frame.w(), "h", f.frame.h())}
	if f.Frames > 1 {
		note = append(note, fact.New("picture_first_frame", "frames", f.Frames))
	}
	if f.Orientation > 1 {
		note = append(note, fact.New("picture_turned", "orientation", f.Orientation))
	}
	return note
}

// Damaged words a decoder's error.
func (f *File) Damaged(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return fact.About(about, "picture_cut_off", "format", f.Format)
	}
	return fact.About(about, "picture_damaged", "format", f.Format, "why", err)
}

// sizeDiffers says that a decoder found a picture of another size.
func sizeDiffers(w, h, wantW, wantH int) *fact.Fact {
	return fact.New("picture_size_differs", "w", w, "h", h, "expected_w", wantW, "expected_h", wantH)
}

// about is what every error of this package is about.
const about = "data: picture"

// gate refuses pictures that are too large to decode.
func gate(w, h int) error {
	switch {
	case w < 1 || h < 1:
		return fact.About(about, "picture_empty", "w", w, "h", h)
	case w > data.MaxSide || h > data.MaxSide || w*h > MaxPixels:
		return fact.About(about, "picture_too_large", "w", w, "h", h, "megapixels", float64(w)*float64(h)/(1<<20),
			"most", MaxPixels>>20, "side", data.MaxSide)
	}
	return nil
}

// fits tells whether the decoded picture is the one that was inspected.
func (f *File) fits(w, h int) error {
	if w != f.frame.w() || h != f.frame.h() {
		return f.Damaged(sizeDiffers(w, h, f.frame.w(), f.frame.h()))
	}
	return nil
}

// Prepare brings the decoded file to what MNIST holds. Its pixels are as stored:
// not turned, and of an animation the frame without the screen around it.
func (f *File) Prepare(w, h int, luma Luma) (*Picture, error) {
	if err := f.fits(w, h); err != nil {
		return nil, err
	}
	return prepareLuma(w, h, luma, f.Orientation, f.note(), nil)
}

// PrepareShown brings the file as a browser shows it to what MNIST holds: turned
// upright, and of an animation the whole screen. row writes row y of w pixels to dst
// (w,4), as red, green, blue and alpha, the colors not multiplied by alpha.
// Steps that without names are left out.
func (f *File) PrepareShown(w, h int, row func(dst []byte, y int), without ...string) (*Picture, error) {
	part, of, err := f.shown(w, h, row)
	if err != nil {
		return nil, err
	}
	return prepareLuma(part.w(), part.h(), of(Brightness), 1, f.note(), without)
}

// shown is the part of what a browser shows that is the picture, and its rows in a tone.
func (f *File) shown(w, h int, row func(dst []byte, y int)) (box, func(Tone) Luma, error) {
	// Browsers differ in which EXIF data they trust, so a turned picture may lie.
	if (w != f.W || h != f.H) && (w != f.H || h != f.W) {
		return box{}, nil, f.Damaged(sizeDiffers(w, h, f.W, f.H))
	}
	part := box{0, 0, w, h}
	if f.frame != (box{0, 0, f.W, f.H}) {
		part = f.frame
	}
	line := make([]byte, 4*w)
	return part, func(tone Tone) Luma {
		return straight(func(y int) []byte {
			row(line, part.y0+y)
			return line[4*part.x0:]
		}, tone)
	}, nil
}
