package board

// window is the part of the plane that a plot shows.
type window struct{ X, Y span }

const (
	mostZoom = 400  // times that a window may be narrower than the plane
	beyond   = 0.35 // share of the plane by which a window may lie beyond it: outliers are there
)

func (r span) width() float64 { return r.Hi - r.Lo }

// zoomed returns the window in which everything lies so many times as far apart, about a point that stays where it is.
func (w window) zoomed(at point, factor float64) window {
	about := func(r span, v float64) span { return span{v + (r.Lo-v)/factor, v + (r.Hi-v)/factor} }
	return window{about(w.X, at.X), about(w.Y, at.Y)}
}

// moved returns the window over what lies by that much to the right and upwards.
func (w window) moved(dx, dy float64) window {
	return window{span{w.X.Lo + dx, w.X.Hi + dx}, span{w.Y.Lo + dy, w.Y.Hi + dy}}
}

// over returns the window as near as there may be one over the whole plane: no wider than it, and no farther beyond it than it may be.
func (w window) over(whole window) window {
	return window{w.X.over(whole.X), w.Y.over(whole.Y)}
}

func (r span) over(whole span) span {
	all := whole.width()
	width := min(max(r.width(), all/mostZoom), all)
	if !(width > 0) { // of a range that is none, or not a number
		return whole
	}
	middle, most := (r.Lo+r.Hi)/2, whole.pad(beyond)
	if width == all { // all of it is seen where it is
		middle = (whole.Lo + whole.Hi) / 2
	}
	lo := min(max(middle-width/2, most.Lo), most.Hi-width)
	return span{lo, lo + width}
}

// holds tells whether the point lies in the window.
func (w window) holds(p point) bool {
	return p.X >= w.X.Lo && p.X <= w.X.Hi && p.Y >= w.Y.Lo && p.Y <= w.Y.Hi
}

// along returns the window moved just as far as it must for the point to lie in it.
func (w window) along(p point) window {
	by := func(r span, v float64) float64 { return min(0, v-r.Lo) + max(0, v-r.Hi) }
	return w.moved(by(w.X, p.X), by(w.Y, p.Y))
}
