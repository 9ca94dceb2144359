package export

import (
	"fmt"
	"math"
	"slices"
)

// The operators that see an image (B, C, H, W) by windows. Dilations, automatic padding and sizes rounded up are never written, and refused.

// windowOf are the kernel, the strides and the padding of a window on an image.
func windowOf(a attributes, kernel []int) (k, s, p []int) {
	k, s, p = get(a, "kernel_shape", kernel), get(a, "strides", []int{1, 1}), get(a, "pads", []int{0, 0, 0, 0})
	if kernel != nil && !slices.Equal(k, kernel) || len(k) != 2 || len(s) != 2 || len(p) != 4 {
		panic(fmt.Sprintf("a window of %v, strides %v, pads %v, on weights of %v", k, s, p, kernel))
	}
	return k, s, p
}

// pool calls of with the places of each window on each channel of x (B, C, H, W) that are inside the image.
func pool(x value, k, s, p []int, of func(places []int) (v float64, at int)) []value {
	B, C, H, W := x.shape[0], x.shape[1], x.shape[2], x.shape[3]
	y := newValue(B, C, (H+p[0]+p[2]-k[0])/s[0]+1, (W+p[1]+p[3]-k[1])/s[1]+1)
	at := newValue(y.shape...)
	at.whole = true
	rows, columns := y.shape[2], y.shape[3]
	for i := range y.x {
		c, r, plane := i%columns, i/columns%rows, i/columns/rows
		places := make([]int, 0, k[0]*k[1])
		for u := range k[0] {
			for v := range k[1] {
				if g, h := r*s[0]-p[0]+u, c*s[1]-p[1]+v; g >= 0 && g < H && h >= 0 && h < W {
					places = append(places, (plane*H+g)*W+h)
				}
			}
		}
		v, place := of(places)
		y.x[i], at.x[i] = v, float64(place)
	}
	return []value{y, at}
}

func conv(in []value, a attributes) []value {
	x, w := in[0], in[1]
	k, s, p := windowOf(a, w.shape[2:])
	B, C, H, W, O := x.shape[0], x.shape[1], x.shape[2], x.shape[3], w.shape[0]
	if w.shape[1] != C || !slices.Equal(in[2].shape, []int{O}) {
		panic(fmt.Sprintf("%v by %v and %v", x.shape, w.shape, in[2].shape))
	}
	y := newValue(B, O, (H+p[0]+p[2]-k[0])/s[0]+1, (W+p[1]+p[3]-k[1])/s[1]+1)
	rows, columns := y.shape[2], y.shape[3]
	for at := range y.x {
		c, r, o, b := at%columns, at/columns%rows, at/columns/rows%O, at/columns/rows/O
		sum := in[2].x[o]
		for i := range C {
			for u := range k[0] {
				for v := range k[1] {
					if g, h := r*s[0]-p[0]+u, c*s[1]-p[1]+v; g >= 0 && g < H && h >= 0 && h < W {
						sum += x.x[((b*C+i)*H+g)*W+h] * w.x[((o*C+i)*k[0]+u)*k[1]+v]
					}
				}
			}
		}
		y.x[at] = sum
	}
	return []value{y}
}

func convTranspose(in []value, a attributes) []value {
	x, w := in[0], in[1]
	k, s, p := windowOf(a, w.shape[2:])
	more, group := get(a, "output_padding", []int{0, 0}), get(a, "group", 1)
	B, C, H, W, O := x.shape[0], x.shape[1], x.shape[2], x.shape[3], w.shape[1] // O of each group
	if w.shape[0] != C || C%group != 0 || len(in) > 2 && !slices.Equal(in[2].shape, []int{O * group}) {
		panic(fmt.Sprintf("%v by %v in groups of %d", x.shape, w.shape, group))
	}
	y := newValue(B, O*group, (H-1)*s[0]+k[0]+more[0]-p[0]-p[2], (W-1)*s[1]+k[1]+more[1]-p[1]-p[3])
	rows, columns := y.shape[2], y.shape[3]
	if len(in) > 2 {
		for at := range y.x {
			y.x[at] = in[2].x[at/columns/rows%(O*group)]
		}
	}
	for at, v := range x.x {
		c, r, i, b := at%W, at/W%H, at/W/H%C, at/W/H/C
		for o := range O {
			to := b*O*group + i/(C/group)*O + o
			for u := range k[0] {
				for t := range k[1] {
					if g, h := r*s[0]-p[0]+u, c*s[1]-p[1]+t; g >= 0 && g < rows && h >= 0 && h < columns {
						y.x[(to*rows+g)*columns+h] += v * w.x[((i*O+o)*k[0]+u)*k[1]+t]
					}
				}
			}
		}
	}
	return []value{y}
}

func maxPool(in []value, a attributes) []value {
	k, s, p := windowOf(a, nil)
	return pool(in[0], k, s, p, func(places []int) (best float64, at int) {
		best = math.Inf(-1)
		for _, p := range places {
			if v := in[0].x[p]; v > best {
				best, at = v, p
			}
		}
		return best, at
	})
}

func averagePool(in []value, a attributes) []value {
	k, s, p := windowOf(a, nil)
	around := get(a, "count_include_pad", 0) != 0
	return pool(in[0], k, s, p, func(places []int) (sum float64, at int) {
		for _, p := range places {
			sum += in[0].x[p]
		}
		n := len(places)
		if around {
			n = k[0] * k[1]
		}
		return sum / float64(n), 0
	})[:1]
}
