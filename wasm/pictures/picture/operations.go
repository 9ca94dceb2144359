package picture

import (
	"bottleneck/core/fact"
	"bottleneck/wasm/canvas/board"
	"bottleneck/wasm/desk"
)

func init() { fact.Add(fact.OfExports) }

// Names of what can be asked, the fields of the request, what came beside it -> the buffer of the reply.
const (
	OpPicture = "picture" // view w h caption link; beside it frames of core/wire, which are shown one after the other -> panels as an SVG
	OpFilm    = "film"    // w h delay last link; beside it pictures of red, green, blue and opacity -> a GIF
)

// Operations are those of the program.
var Operations = []desk.Operation{{Name: OpPicture, Do: pictured}, {Name: OpFilm, Do: filmed}}

// mostPixels is how large a picture may be.
const mostPixels = 16 << 20

func sized(w, h int) error {
	if w < 1 || h < 1 || w > mostPixels/h {
		return fact.About("picture", "picture_size_unknown", "w", w, "h", h, "most", mostPixels)
	}
	return nil
}

// pictureFields are what OpPicture asks for.
type pictureFields struct {
	View    string   `json:"view"` // a wire.View, as JSON
	W       int      `json:"w"`    // pixels
	H       int      `json:"h"`
	Caption []string `json:"caption"` // lines, the first a title
	Link    string   `json:"link"`    // of the recipe
}

// pictured paints panels.
func pictured(d *desk.Desk, q *desk.Request) (desk.Answer, []desk.Buffer, error) {
	var f pictureFields
	err := q.Fields(&f)
	if err == nil {
		err = sized(f.W, f.H)
	}
	if err != nil {
		return nil, nil, err
	}
	b := board.New()
	if err := b.SetView([]byte(f.View)); err != nil {
		return nil, nil, err
	}
	for i, size := range q.Sizes {
		frame, err := d.Read(i, 0, size)
		if err == nil {
			err = b.Show(frame)
		}
		if err != nil {
			return nil, nil, err
		}
	}
	return nil, []desk.Buffer{{SVG(b, f.W, f.H, f.Caption, f.Link)}}, nil
}

// filmFields are what OpFilm asks for.
type filmFields struct {
	W     int    `json:"w"` // pixels
	H     int    `json:"h"`
	Delay int    `json:"delay"` // between pictures, hundredths of a second
	Last  int    `json:"last"`  // how long the last one stands
	Link  string `json:"link"`  // of the recipe
}

// filmed makes a film of pictures.
func filmed(d *desk.Desk, q *desk.Request) (desk.Answer, []desk.Buffer, error) {
	var f filmFields
	err := q.Fields(&f)
	if err == nil {
		err = sized(f.W, f.H)
	}
	if err != nil {
		return nil, nil, err
	}
	n := len(q.Sizes)
	if n == 0 {
		return nil, nil, fact.About("film", "files_missing")
	}
	b, err := Film(f.W, f.H, n, f.Delay, f.Last, f.Link, func(dst []byte, i int) error {
		if q.Sizes[i] != int64(len(dst)) {
			return fact.About("film", "array_unfilled", "found", q.Sizes[i], "expected", len(dst))
		}
		pixels, err := d.Read(i, 0, q.Sizes[i])
		copy(dst, pixels)
		d.Progress(i+1, n)
		return err
	})
	return nil, []desk.Buffer{{b}}, err
}
