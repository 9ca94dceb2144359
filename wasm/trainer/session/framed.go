package session

import (
	"slices"

	"bottleneck/core/data/prepare"
	"bottleneck/core/fact"
	"bottleneck/core/kernel"
)

// framing is how a picture becomes an input of a run: as MNIST was made (size 0), or as a square of that size.
type framing struct {
	size, channels int
	how            string
}

// framing says how a picture becomes an input of the run. A run on rows takes none.
func (s *Session) framing() (f framing, err error) {
	if s.run == nil {
		return f, nil
	}
	switch r := s.run.Recipe(); {
	case r.Source().Rows:
		return f, fact.About("data: picture", "rows_wanted", "dim", s.run.Model().Dim())
	case !r.Source().Digits:
		return framing{r.Input().H, r.Input().C, r.Framing}, nil
	}
	return f, nil
}

// prepareShown prepares a file as the browser shows it, without some stages.
func (s *Session) prepareShown(f *prepare.File, w, h int, row func(dst []byte, y int), without []string) (*prepare.Picture, error) {
	as, err := s.framing()
	if err != nil {
		return nil, err
	}
	if as.size == 0 {
		return f.PrepareShown(w, h, row, without...)
	}
	if as.channels == 3 {
		p, err := f.PlanesShown(w, h, row)
		if err != nil {
			return nil, err
		}
		return as.framed(p, without), nil
	}
	g, err := f.GrayShown(w, h, row)
	if err != nil {
		return nil, err
	}
	return as.framed(g.Planes(), without), nil
}

// preparePad prepares a drawing without some stages.
func (s *Session) preparePad(p prepare.Planes, without []string) (*prepare.Picture, error) {
	as, err := s.framing()
	switch {
	case err != nil:
		return nil, err
	case as.size == 0:
		return prepare.FromGray(p.In(1).Pix, p.W, p.H, without...)
	}
	return as.framed(p, without), nil
}

// framed is a picture as a square; without "framed" the whole of it, with bars beside it, and not its middle.
func (f framing) framed(from prepare.Planes, without []string) *prepare.Picture {
	from = from.In(f.channels)
	small, note := make([]byte, f.size*f.size*f.channels), fact.New("picture_gray", "w", from.W, "h", from.H)
	if f.channels == 3 {
		note = fact.New("picture_color", "w", from.W, "h", from.H)
	}
	whole := slices.Contains(without, "framed")
	if whole {
		from.Fit(small, f.size)
	} else {
		from.Frame(small, f.size, f.how)
	}
	const preview = 160
	seen := from.Shrink(preview)
	p := &prepare.Picture{Pixels: make([]float32, len(small)), Steps: []prepare.Step{
		{Name: "picture", Note: note, W: seen.W, H: seen.H, C: f.channels, Gray: seen.Bytes()},
		{Name: "framed", Note: fact.New("picture_framed", "how", f.how, "w", f.size, "h", f.size), W: f.size, H: f.size, C: f.channels, Gray: small, Undone: whole},
	}}
	kernel.FromBytes(p.Pixels, small)
	return p
}
