package paint

import "image"

// patch is the side of the squares in which Painted looks, in pixels.
const patch = 32

// Painted appends to runs rectangles that hold all pixels which are not transparent, and few that are: of each row of
// squares what lies side by side.
func Painted(runs []image.Rectangle, m *image.RGBA) []image.Rectangle {
	for y := m.Rect.Min.Y; y < m.Rect.Max.Y; y += patch {
		run := image.Rectangle{}
		for x := m.Rect.Min.X; x < m.Rect.Max.X; x += patch {
			r := image.Rect(x, y, x+patch, y+patch).Intersect(m.Rect)
			switch {
			case !transparent(m, r):
				run = run.Union(r)
			case !run.Empty():
				runs, run = append(runs, run), image.Rectangle{}
			}
		}
		if !run.Empty() {
			runs = append(runs, run)
		}
	}
	return runs
}

func transparent(m *image.RGBA, r image.Rectangle) bool {
	pixels := words(m.Pix)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		at := m.PixOffset(r.Min.X, y) / 4
		for _, p := range pixels[at : at+r.Dx()] {
			if p != 0 {
				return false
			}
		}
	}
	return true
}
