package prepare

import (
	"math"
	"slices"
)

// tones describes the brightness of a picture, each from 0 to 255.
type tones struct {
	lo, hi int // darkest and brightest, but for one pixel in 5,000
	border int // median along the edge
	grain  int // median distance from that median: noise, shadow
}

// tones measures g.
func (g *Gray) tones() tones {
	var all, edge, far [256]int
	for _, v := range g.Pix {
		all[v]++
	}
	each := func(f func(v byte)) {
		for x := range g.W {
			f(g.Pix[x])
			f(g.Pix[(g.H-1)*g.W+x])
		}
		for y := 1; y+1 < g.H; y++ {
			f(g.Pix[y*g.W])
			f(g.Pix[y*g.W+g.W-1])
		}
	}
	n := 0
	each(func(v byte) { edge[v]++; n++ })
	t := tones{border: rank(&edge, n/2)}
	each(func(v byte) { far[max(int(v)-t.border, t.border-int(v))]++ })
	t.grain = rank(&far, n/2)
	spare := len(g.Pix) / 5000
	t.lo, t.hi = rank(&all, spare), rank(&all, len(g.Pix)-1-spare)
	return t
}

// side returns the median of the pixels from, from+step, ...: a row for a step
// of 1, a column for a step of the width.
func (g *Gray) side(from, step int) int {
	var count [256]int
	n := g.W
	if step == g.W {
		n = g.H
	}
	for i := range n {
		count[g.Pix[from+i*step]]++
	}
	return rank(&count, n/2)
}

// rank returns the value of number k, from 0, in the order of a histogram.
func rank(count *[256]int, k int) int {
	for v, n := range count {
		if k -= n; k < 0 {
			return v
		}
	}
	return 255
}

// invert turns dark into light.
func (g *Gray) invert() {
	for i, v := range g.Pix {
		g.Pix[i] = 255 - v
	}
}

// level takes a slope of light, as on a photographed page, out of a picture on
// dark ground: the plane through the medians of its four sides. It does so only
// if that at least halves the grain of the border, and returns how much the
// ground rose, 0 if nothing was done.
func (g *Gray) level(t tones) int {
	if t.grain < 3 || g.W < 8 || g.H < 8 {
		return 0
	}
	across := g.side(g.W-1, g.W) - g.side(0, g.W)
	down := g.side((g.H-1)*g.W, 1) - g.side(0, 1)
	flat := &Gray{W: g.W, H: g.H, Pix: make([]byte, len(g.Pix))}
	for y := range g.H {
		for x := range g.W {
			slope := across*(2*x-g.W)/(2*g.W) + down*(2*y-g.H)/(2*g.H)
			flat.Pix[y*g.W+x] = byte(min(max(int(g.Pix[y*g.W+x])-slope, 0), 255))
		}
	}
	if 2*flat.tones().grain > t.grain {
		return 0
	}
	g.Pix = flat.Pix
	return max(across, -across) + max(down, -down)
}

// stretch brings lo and everything below to 0, hi and everything above to 255.
func (g *Gray) stretch(lo, hi int) {
	var table [256]byte
	for v := range table {
		table[v] = byte(min(max(((v-lo)*510+hi-lo)/(2*(hi-lo)), 0), 255))
	}
	for i, v := range g.Pix {
		g.Pix[i] = table[v]
	}
}

// ink returns the box around all pixels brighter than floor, and whether there
// are any.
func (g *Gray) ink(floor byte) (box, bool) {
	b := box{g.W, g.H, 0, 0}
	for y := range g.H {
		for x, v := range g.Pix[y*g.W : (y+1)*g.W] {
			if v > floor {
				b = box{min(b.x0, x), min(b.y0, y), max(b.x1, x+1), max(b.y1, y+1)}
			}
		}
	}
	return b, b.x1 > 0
}

// sweep removes dust: connected pixels brighter than floor that together hold
// less than 1/40 of the ink of the largest such group. It returns how many
// groups went.
func (g *Gray) sweep(floor byte) int {
	group := make([]int32, len(g.Pix))
	mass := []int{0}
	var todo []int32
	for start, v := range g.Pix {
		if v <= floor || group[start] != 0 {
			continue
		}
		id := int32(len(mass))
		mass = append(mass, 0)
		group[start] = id
		for todo = append(todo[:0], int32(start)); len(todo) > 0; {
			at := int(todo[len(todo)-1])
			todo = todo[:len(todo)-1]
			mass[id] += int(g.Pix[at])
			for y := max(at/g.W-1, 0); y <= min(at/g.W+1, g.H-1); y++ {
				for x := max(at%g.W-1, 0); x <= min(at%g.W+1, g.W-1); x++ {
					if k := y*g.W + x; g.Pix[k] > floor && group[k] == 0 {
						group[k] = id
						todo = append(todo, int32(k))
					}
				}
			}
		}
	}
	least := slices.Max(mass) / 40
	gone := 0
	for _, m := range mass[1:] {
		if m < least {
			gone++
		}
	}
	for i, id := range group {
		if id > 0 && mass[id] < least {
			g.Pix[i] = 0
		}
	}
	return gone
}

// pen returns the mean width of the strokes in g, in pixels. A stroke of
// length L and width w has area L*w, and brightness changes by one along both
// of its edges, so the sum of the gradient is 2*L. What is not brighter than
// floor counts as dark.
func (g *Gray) pen(floor byte) float64 {
	var area, change float64
	at := func(x, y int) int {
		if x < 0 || y < 0 || g.Pix[y*g.W+x] <= floor {
			return 0
		}
		return int(g.Pix[y*g.W+x])
	}
	for y := range g.H {
		for x := range g.W {
			v := at(x, y)
			dx, dy := v-at(x-1, y), v-at(x, y-1)
			area += float64(v)
			change += math.Sqrt(float64(dx*dx + dy*dy))
		}
	}
	if change == 0 {
		return 0
	}
	return 2 * area / change
}

// pad returns g with n dark pixels around it.
func (g *Gray) pad(n int) *Gray {
	out := &Gray{W: g.W + 2*n, H: g.H + 2*n}
	out.Pix = make([]byte, out.W*out.H)
	for y := range g.H {
		copy(out.Pix[(y+n)*out.W+n:], g.Pix[y*g.W:(y+1)*g.W])
	}
	return out
}

// widen makes every stroke wider by r pixels on each side: a pixel becomes the
// brightest one within reach, fading over the last pixel.
func (g *Gray) widen(r float64) {
	n := int(r) + 1
	src := slices.Clone(g.Pix)
	for dy := -n; dy <= n; dy++ {
		for dx := -n; dx <= n; dx++ {
			part := min(r+1-math.Sqrt(float64(dx*dx+dy*dy)), 1)
			if part <= 0 || dx == 0 && dy == 0 {
				continue
			}
			weight := int(float64(part*256) + .5)
			for y := max(0, -dy); y < min(g.H, g.H-dy); y++ {
				for x := max(0, -dx); x < min(g.W, g.W-dx); x++ {
					v := byte(int(src[(y+dy)*g.W+x+dx]) * weight >> 8)
					if at := y*g.W + x; v > g.Pix[at] {
						g.Pix[at] = v
					}
				}
			}
		}
	}
}
