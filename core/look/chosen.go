package look

import "bottleneck/core/wire"

// Own gives the looker the person's own picture, of which it keeps a copy; nil: there is none.
func (l *Looker) Own(x []float32) { l.own = append(l.own[:0], x...) }

// chosen is what v has chosen, as far as the run has it: an image beyond the last, or a picture or code of another size, is as good
// as none, and that is the first of the shown.
func (l *Looker) chosen(v wire.View, shown []int32) wire.Chosen {
	c := v.Chosen
	switch {
	case c.Kind == wire.ChosenImage && c.Image >= 0 && c.Image < l.test.N,
		c.Kind == wire.ChosenOwn && len(l.own) == l.run.Dim(),
		c.Kind == wire.ChosenCode && len(c.Z) == l.run.Latent():
		return c
	}
	c = wire.Chosen{Kind: wire.ChosenImage}
	if len(shown) > 0 {
		c.Image = int(shown[0])
	}
	return c
}

// clean is the chosen input as it is before it is corrupted; a code has none.
func (l *Looker) clean(c wire.Chosen) []float32 {
	if c.Kind == wire.ChosenOwn {
		return l.own
	}
	l.input = grow(l.input, l.run.Dim())
	l.test.Rows(l.input, c.Image, c.Image+1)
	return l.input
}

// Chosen gives what v has chosen, with the run as it is now: the input x as it is before it is corrupted, its code z, of a distribution the
// mean, and what that decodes to, y. A code that is chosen has no input, and its own output stands for it. They are the looker's, and hold
// until it looks again.
func (l *Looker) Chosen(v wire.View) (x, z, y []float32) {
	c := l.chosen(v, nil)
	y = make([]float32, l.run.Dim())
	if c.Kind == wire.ChosenCode {
		l.run.Decode(y, c.Z, 1)
		return y, c.Z, y
	}
	x, z = l.clean(c), make([]float32, l.run.Latent())
	l.run.Encode(z, x, 1)
	l.run.DecodeOf(y, z, x, 1)
	return x, z, y
}

// snapshotSpot finds where on the plane that is shown the chosen one lies, where it is none of the n points there. A code has no place
// on the plane of the images.
func (l *Looker) snapshotSpot(c wire.Chosen, n int) *wire.Spot {
	p, z := &l.spot, c.Z
	pixels := l.OnPixels()
	if c.Kind == wire.ChosenCode && pixels || c.Kind == wire.ChosenImage && c.Image < n {
		return nil
	}
	if c.Kind != wire.ChosenCode {
		z = l.clean(c)
		if !pixels {
			l.z = grow(l.z, l.run.Latent())
			l.run.Encode(l.z, z, 1)
			z = l.z
		}
	}
	var x, y [1]float32
	l.shownPlane.project(x[:], y[:], z, 1, len(z))
	p.X, p.Y = x[0], y[0]
	return p
}
