package board

import (
	"image/color"
	"math"

	"bottleneck/wasm/canvas/paint"
)

// unlabelled is how opaque a point without a class is.
const unlabelled = 0.75

// inkOf is the color of a point, and whether it stands out: the others make way for a class or a selection that does.
func (r *latent) inkOf(i int, theme *theme) (ink color.NRGBA, front bool) {
	labels, selected := r.data.Codes.Labels, r.flight.selected
	ink, front = faded(theme.Muted, unlabelled), r.focus < 0
	if i < len(labels) {
		ink = theme.digit(labels[i])
		front = front || int(labels[i]) == r.focus
	}
	if len(selected) > 0 {
		front = front && i < len(selected) && selected[i]
	}
	if !front {
		ink = faded(theme.Muted, 0.15)
	}
	return ink, front
}

// scatter is what is painted of the points, kept as it is while the plane is moved and spread.
type scatter struct {
	dots, pictures paint.Layer
	inks           []color.NRGBA // of the pictures' frames
	made           any           // of what the dots are
	madeOf         any           // and the pictures
	clean, output  paint.Atlas   // by slots
}

// marks makes the dots anew where something else is to be seen than where they are: those that stand out last.
func (r *latent) marks(theme *theme) {
	made := [5]any{r.points.version, r.focus, r.flight.version, theme, len(r.points.x)}
	if r.scatter.made == made {
		return
	}
	r.scatter.made, r.scatter.madeOf = made, nil
	p, l := &r.points, &r.scatter.dots
	l.Clear()
	for _, wanted := range [...]bool{false, true} {
		for i := range p.x {
			if ink, front := r.inkOf(i, theme); front == wanted {
				l.Add(p.x[i], p.y[i], ink, 0)
			}
		}
	}
}

// transform takes the plane to the pixels of a plot.
func (p *plot) transform() paint.Transform {
	sx, sy := (p.X.P1-p.X.P0)/(p.X.Hi-p.X.Lo), (p.Y.P1-p.Y.P0)/(p.Y.Hi-p.Y.Lo)
	return paint.Transform{ScaleX: sx, X: p.X.P0 - p.X.Lo*sx, ScaleY: sy, Y: p.Y.P0 - p.Y.Lo*sy}
}

// paintPoints paints the points.
func (r *latent) paintPoints(b paint.Brush, theme *theme) {
	r.marks(theme)
	b.Layer(&r.scatter.dots, r.plot.transform())
}

// paintThumbs paints the images in the place of their points, each framed in the color of its class: all frames first, since they have a page
// of their own.
func (r *latent) paintThumbs(b paint.Brush, theme *theme) {
	t, p, s := &r.thumbs, &r.points, &r.scatter
	if t.level == dots || len(t.of) == 0 {
		return
	}
	if made := [4]any{t.version, t.chosen, p.version, s.made}; s.madeOf != made {
		s.madeOf = made
		s.pictures.Clear()
		s.inks = s.inks[:0]
		for _, i := range t.list {
			if slot, there := t.of[i]; there && int(i) < len(p.x) {
				ink, _ := r.inkOf(int(i), theme)
				s.pictures.Add(p.x[i], p.y[i], ink, slot)
				s.inks = append(s.inks, ink)
			}
		}
	}
	t.write(&s.clean, &s.output)
	line, k := r.screen.px(1.5), 0
	for _, i := range t.list {
		if _, there := t.of[i]; there && int(i) < len(p.x) {
			b.Fill(r.thumb(i).inset(-line).pixels(), s.inks[k])
			k++
		}
	}
	at := r.plot.transform()
	if t.level == pairs {
		at.X -= float64(t.w+r.screen.px(thumbSeam)) / 2
	}
	b.LayerOf(&s.pictures, &s.clean, t.w, t.h, false, at)
	if t.level == pairs {
		at.X += float64(t.w + r.screen.px(thumbSeam))
		b.LayerOf(&s.pictures, &s.output, t.w, t.h, false, at)
	}
}

// thumb is where an image in the place of its point is seen.
func (r *latent) thumb(i int32) rect {
	t := &r.thumbs
	x, y := r.plot.X.at(float64(r.points.x[i])), r.plot.Y.at(float64(r.points.y[i]))
	w := t.w
	if t.level == pairs {
		w = 2*t.w + r.screen.px(thumbSeam)
	}
	return rect{int(math.Floor(x - float64(w)/2 + 0.5)), int(math.Floor(y - float64(t.h)/2 + 0.5)), w, t.h}
}

// thumbSeam is between an image and what becomes of it, CSS pixels.
const thumbSeam = 1

// below returns the image that a pixel lies on, or -1; of several the one that was painted last.
func (t *thumbs) below(x, y float64, r *latent) int {
	for k := len(t.list) - 1; k >= 0 && t.level != dots; k-- {
		if i := t.list[k]; int(i) < len(r.points.x) && r.thumb(i).contains(x, y) {
			if _, there := t.of[i]; there {
				return int(i)
			}
		}
	}
	return -1
}

// write writes the images that are new to their slots.
func (t *thumbs) write(clean, output *paint.Atlas) {
	anew := clean.Size(slotsAcross, mostThumbs/slotsAcross, t.w0, t.h0, t.w0)
	anew = output.Size(slotsAcross, mostThumbs/slotsAcross, t.w0, t.h0, t.w0) || anew
	size := 4 * t.w0 * t.h0
	for slot, number := range t.slots {
		if number < 0 || !anew && !t.fresh[slot] {
			continue
		}
		for y := range t.h0 {
			at := slot*size + 4*t.w0*y
			copy(clean.Line(slot%slotsAcross, slot/slotsAcross, y), t.clean[at:at+4*t.w0])
			copy(output.Line(slot%slotsAcross, slot/slotsAcross, y), t.output[at:at+4*t.w0])
		}
		t.fresh[slot] = false
	}
}
