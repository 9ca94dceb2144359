package desk

import (
	"bottleneck/core/fact"
	"bottleneck/wasm/canvas/board"
	"bottleneck/wasm/exchange/picture"
)

// mostPixels is how large a picture may be.
const mostPixels = 16 << 20

func (q *Request) sized() error {
	if q.W < 1 || q.H < 1 || q.W > mostPixels/q.H {
		return fact.About("picture", "picture_size_unknown", "w", q.W, "h", q.H, "most", mostPixels)
	}
	return nil
}

// pictured paints panels.
func pictured(d *Desk, q *Request) (r Reply, buffers []Buffer, err error) {
	if err := q.sized(); err != nil {
		return r, nil, err
	}
	b := board.New()
	if err := b.SetView([]byte(q.View)); err != nil {
		return r, nil, err
	}
	for i, size := range q.Sizes {
		frame, err := (machine{d}).Read(i, 0, size)
		if err == nil {
			err = b.Show(frame)
		}
		if err != nil {
			return r, nil, err
		}
	}
	return r, []Buffer{{picture.SVG(b, q.W, q.H, q.Caption, q.Link)}}, nil
}

// filmed makes a film of pictures.
func filmed(d *Desk, q *Request) (r Reply, buffers []Buffer, err error) {
	if err := q.sized(); err != nil {
		return r, nil, err
	}
	n := len(q.Sizes)
	if n == 0 {
		return r, nil, fact.About("film", "files_missing")
	}
	b, err := picture.Film(q.W, q.H, n, q.Delay, q.Last, q.Link, func(dst []byte, i int) error {
		if q.Sizes[i] != int64(len(dst)) {
			return fact.About("film", "array_unfilled", "found", q.Sizes[i], "expected", len(dst))
		}
		pixels, err := (machine{d}).Read(i, 0, q.Sizes[i])
		copy(dst, pixels)
		d.Progress(i+1, n)
		return err
	})
	return r, []Buffer{{b}}, err
}
