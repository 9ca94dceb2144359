package session

import (
	"slices"

	"bottleneck/core/data/prepare"
	"bottleneck/core/fact"
	"bottleneck/core/kernel"
)

// framing says how a picture becomes an input of the run: as MNIST was made (size 0), or as a square of that size. A run
// on rows takes none.
func (s *Session) framing() (size int, how string, err error) {
	if s.run == nil {
		return 0, "", nil
	}
	switch r := s.run.Recipe(); {
	case r.Source().Rows:
		return 0, "", fact.About("data: picture", "rows_wanted", "dim", s.run.Model().Dim())
	case !r.Source().Digits:
		return r.Input().H, r.Framing, nil
	}
	return 0, "", nil
}

// prepareShown prepares a file as the browser shows it, without some stages.
func (s *Session) prepareShown(f *prepare.File, w, h int, row func(dst []byte, y int), without []string) (*prepare.Picture, error) {
	size, how, err := s.framing()
	if err != nil {
		return nil, err
	}
	if size == 0 {
		return f.PrepareShown(w, h, row, without...)
	}
	g, err := f.GrayShown(w, h, row)
	if err != nil {
		return nil, err
	}
	return framed(g, size, how, without), nil
}

// preparePad prepares a drawing, (h,w), without some stages.
func (s *Session) preparePad(pix []byte, w, h int, without []string) (*prepare.Picture, error) {
	size, how, err := s.framing()
	switch {
	case err != nil:
		return nil, err
	case size == 0:
		return prepare.FromGray(pix, w, h, without...)
	}
	return framed(&prepare.Gray{W: w, H: h, Pix: pix}, size, how, without), nil
}

// framed is a picture as a square; without "framed" the whole of it, with bars beside it, and not its middle.
func framed(g *prepare.Gray, size int, how string, without []string) *prepare.Picture {
	small := make([]byte, size*size)
	whole := slices.Contains(without, "framed")
	if whole {
		g.Fit(small, size)
	} else {
		g.Frame(small, size, how)
	}
	const preview = 160
	seen := g.Shrink(preview)
	p := &prepare.Picture{Pixels: make([]float32, len(small)), Steps: []prepare.Step{
		{Name: "picture", Note: fact.New("picture_gray", "w", g.W, "h", g.H), W: seen.W, H: seen.H, Gray: seen.Pix},
		{Name: "framed", Note: fact.New("picture_framed", "how", how, "w", size, "h", size), W: size, H: size, Gray: small, Undone: whole},
	}}
	kernel.FromBytes(p.Pixels, small)
	return p
}
