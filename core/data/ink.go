package data

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
func (g *gray) tones() tones {
	var all, edge, far [256]int
	for _, v := range g.pix {
		all[v]++
	}
	each := func(f func(v byte)) {
		for x := range g.w {
			f(g.pix[x])
			f(g.pix[(g.h-1)*g.w+x])
		}
		for y := 1; y+1 < g.h; y++ {
			f(g.pix[y*g.w])
			f(g.pix[y*g.w+g.w-1])
		}
	}
	n := 0
	each(func(v byte) { edge[v]++; n++ })
	t := tones{border: rank(&edge, n/2)}
	each(func(v byte) { far[max(int(v)-t.border, t.border-int(v))]++ })
	t.grain = rank(&far, n/2)
	spare := len(g.pix) / 5000
	t.lo, t.hi = rank(&all, spare), rank(&all, len(g.pix)-1-spare)
	return t
}

// side returns the median of the pixels from, from+step, ...: a row for a step
// of 1, a column for a step of the width.
func (g *gray) side(from, step int) int {
	var count [256]int
	n := g.w
	if step == g.w {
		n = g.h
	}
	for i := range n {
		count[g.pix[from+i*step]]++
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
func (g *gray) invert() {
	for i, v := range g.pix {
		g.pix[i] = 255 - v
	}
}

// level takes a slope of light, as on a photographed page, out of a picture on
// dark ground: the plane through the medians of its four sides. It does so only
// if that at least halves the grain of the border, and returns how much the
// ground rose, 0 if nothing was done.
func (g *gray) level(t tones) int {
	if t.grain < 3 || g.w < 8 || g.h < 8 {
		return 0
	}
	across := g.side(g.w-1, g.w) - g.side(0, g.w)
	down := g.side((g.h-1)*g.w, 1) - g.side(0, 1)
	flat := &gray{w: g.w, h: g.h, pix: make([]byte, len(g.pix))}
	for y := range g.h {
		for x := range g.w {
			slope := across*(2*x-g.w)/(2*g.w) + down*(2*y-g.h)/(2*g.h)
			flat.pix[y*g.w+x] = byte(min(max(int(g.pix[y*g.w+x])-slope, 0), 255))
		}
	}
	if 2*flat.tones().grain > t.grain {
		return 0
	}
	g.pix = flat.pix
	return max(across, -across) + max(down, -down)
}

// stretch brings lo and everything below to 0, hi and everything above to 255.
func (g *gray) stretch(lo, hi int) {
	var table [256]byte
	for v := range table {
		table[v] = byte(min(max(((v-lo)*510+hi-lo)/(2*(hi-lo)), 0), 255))
	}
	for i, v := range g.pix {
		g.pix[i] = table[v]
	}
}

// ink returns the box around all pixels brighter than floor, and whether there
// are any.
func (g *gray) ink(floor byte) (box, bool) {
	b := box{g.w, g.h, 0, 0}
	for y := range g.h {
		for x, v := range g.pix[y*g.w : (y+1)*g.w] {
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
func (g *gray) sweep(floor byte) int {
	group := make([]int32, len(g.pix))
	mass := []int{0}
	var todo []int32
	for start, v := range g.pix {
		if v <= floor || group[start] != 0 {
			continue
		}
		id := int32(len(mass))
		mass = append(mass, 0)
		group[start] = id
		for todo = append(todo[:0], int32(start)); len(todo) > 0; {
			at := int(todo[len(todo)-1])
			todo = todo[:len(todo)-1]
			mass[id] += int(g.pix[at])
			for y := max(at/g.w-1, 0); y <= min(at/g.w+1, g.h-1); y++ {
				for x := max(at%g.w-1, 0); x <= min(at%g.w+1, g.w-1); x++ {
					if k := y*g.w + x; g.pix[k] > floor && group[k] == 0 {
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
			g.pix[i] = 0
		}
	}
	return gone
}

// pen returns the mean width of the strokes in g, in pixels. A stroke of
// length L and width w has area L*w, and brightness changes by one along both
// of its edges, so the sum of the gradient is 2*L. What is not brighter than
// floor counts as dark.
func (g *gray) pen(floor byte) float64 {
	var area, change float64
	at := func(x, y int) int {
		if x < 0 || y < 0 || g.pix[y*g.w+x] <= floor {
			return 0
		}
		return int(g.pix[y*g.w+x])
	}
	for y := range g.h {
		for x := range g.w {
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
func (g *gray) pad(n int) *gray {
	out := &gray{w: g.w + 2*n, h: g.h + 2*n}
	out.pix = make([]byte, out.w*out.h)
	for y := range g.h {
		copy(out.pix[(y+n)*out.w+n:], g.pix[y*g.w:(y+1)*g.w])
	}
	return out
}

// widen makes every stroke wider by r pixels on each side: a pixel becomes the
// brightest one within reach, fading over the last pixel.
func (g *gray) widen(r float64) {
	n := int(r) + 1
	src := slices.Clone(g.pix)
	for dy := -n; dy <= n; dy++ {
		for dx := -n; dx <= n; dx++ {
			part := min(r+1-math.Sqrt(float64(dx*dx+dy*dy)), 1)
			if part <= 0 || dx == 0 && dy == 0 {
				continue
			}
			weight := int(float64(part*256) + .5)
			for y := max(0, -dy); y < min(g.h, g.h-dy); y++ {
				for x := max(0, -dx); x < min(g.w, g.w-dx); x++ {
					v := byte(int(src[(y+dy)*g.w+x+dx]) * weight >> 8)
					if at := y*g.w + x; v > g.pix[at] {
						g.pix[at] = v
					}
				}
			}
		}
	}
}
