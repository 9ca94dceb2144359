package export

import (
	"fmt"
	"math"
	"slices"
	"sort"
)

// The operators of ONNX's opset 17 that are written, by their definitions (https://onnx.ai/onnx/operators): each looks at its attributes,
// takes the definition's default for one that is missing, and refuses what it does not compute.

// attributes are those of a node, and which of them its operator has looked at.
type attributes struct {
	given map[string]any
	seen  map[string]bool
}

// get is an attribute, or its default.
func get[T any](a attributes, name string, otherwise T) T {
	a.seen[name] = true
	v, given := a.given[name]
	if !given {
		return otherwise
	}
	t, fits := v.(T)
	if !fits {
		panic(fmt.Sprintf("%s is %v, a %T expected", name, v, otherwise))
	}
	return t
}

// only refuses an attribute of any other value.
func only[T comparable](a attributes, name string, otherwise, computed T) {
	if v := get(a, name, otherwise); v != computed {
		panic(fmt.Sprintf("%s is %v: %v is all that is computed", name, v, computed))
	}
}

// axisOf is the axis of an operator on v, counted from the first.
func axisOf(a attributes, v value, otherwise int) int {
	axis := get(a, "axis", otherwise)
	if axis < 0 {
		axis += len(v.shape)
	}
	return axis
}

func each(f func(v float64) float64) func(in []value, _ attributes) []value {
	return func(in []value, _ attributes) []value {
		y := newValue(in[0].shape...)
		y.whole = in[0].whole
		for i, v := range in[0].x {
			y.x[i] = f(v)
		}
		return []value{y}
	}
}

var operators = map[string]func(in []value, a attributes) []value{
	"Identity": each(func(v float64) float64 { return v }),
	"Relu":     each(func(v float64) float64 { return max(v, 0) }),
	"Sigmoid":  each(func(v float64) float64 { return 1 / (1 + math.Exp(-v)) }),
	"Tanh":     each(math.Tanh),
	"Softplus": each(func(v float64) float64 { return max(v, 0) + math.Log1p(math.Exp(-math.Abs(v))) }),
	"LeakyRelu": func(in []value, a attributes) []value {
		alpha := get(a, "alpha", 0.01)
		return each(func(v float64) float64 { return max(v, 0) + alpha*min(v, 0) })(in, a)
	},
	"Sub": func(in []value, _ attributes) []value {
		if !slices.Equal(in[0].shape, in[1].shape) {
			panic(fmt.Sprintf("%v less %v", in[0].shape, in[1].shape)) // which is broadcast, and never written
		}
		y := newValue(in[0].shape...)
		for i := range y.x {
			y.x[i] = in[0].x[i] - in[1].x[i]
		}
		return []value{y}
	},
	"Shape": func(in []value, _ attributes) []value { return []value{whole(in[0].shape...)} },
	"Flatten": func(in []value, a attributes) []value {
		axis := axisOf(a, in[0], 1)
		return []value{{[]int{product(in[0].shape[:axis]), product(in[0].shape[axis:])}, in[0].x, in[0].whole}}
	},
	"Reshape": func(in []value, _ attributes) []value {
		shape, rest := in[1].ints(), -1
		for i, d := range shape {
			switch d {
			case 0:
				shape[i] = in[0].shape[i]
			case -1:
				shape[i], rest = 1, i
			}
		}
		if rest >= 0 {
			shape[rest] = len(in[0].x) / product(shape)
		}
		if product(shape) != len(in[0].x) {
			panic(fmt.Sprintf("%v read as %v", in[0].shape, shape))
		}
		return []value{{shape, in[0].x, in[0].whole}}
	},
	"Transpose": func(in []value, a attributes) []value {
		x, n := in[0], len(in[0].shape)
		backwards := make([]int, n)
		for i := range n {
			backwards[i] = n - 1 - i
		}
		perm := get(a, "perm", backwards)
		shape := make([]int, n)
		for i, from := range perm {
			shape[i] = x.shape[from]
		}
		y := newValue(shape...)
		for i := range y.x {
			at, rest := 0, i
			for d := n - 1; d >= 0; d-- {
				at += rest % shape[d] * product(x.shape[perm[d]+1:])
				rest /= shape[d]
			}
			y.x[i] = x.x[at]
		}
		return []value{y}
	},
	"Gemm": func(in []value, a attributes) []value {
		only(a, "alpha", 1.0, 1)
		only(a, "beta", 1.0, 1)
		only(a, "transA", 0, 0)
		x, w := in[0], in[1]
		B, I, O := x.shape[0], w.shape[0], w.shape[1]
		from, to := O, 1 // what the next row and the next column of w are away
		if get(a, "transB", 0) != 0 {
			I, O, from, to = O, I, 1, O
		}
		if len(x.shape) != 2 || x.shape[1] != I || !slices.Equal(in[2].shape, []int{O}) {
			panic(fmt.Sprintf("%v times %v and %v", x.shape, w.shape, in[2].shape))
		}
		y := newValue(B, O)
		for b := range B {
			for o := range O {
				sum := in[2].x[o]
				for i := range I {
					sum += x.x[b*I+i] * w.x[i*from+o*to]
				}
				y.x[b*O+o] = sum
			}
		}
		return []value{y}
	},
	"Conv":          conv,
	"ConvTranspose": convTranspose,
	"MaxPool":       maxPool,
	"AveragePool":   averagePool,
	"Resize": func(in []value, a attributes) []value {
		only(a, "mode", "nearest", "nearest")
		only(a, "nearest_mode", "round_prefer_floor", "floor")
		only(a, "coordinate_transformation_mode", "half_pixel", "asymmetric")
		if len(in) != 3 || in[1].shape != nil {
			panic("scales alone are expected")
		}
		s, f := in[0].shape, in[2].x
		if len(s) != 4 || len(f) != 4 || f[0] != 1 || f[1] != 1 {
			panic(fmt.Sprintf("%v enlarged by %v", s, f))
		}
		y := newValue(s[0], s[1], int(float64(s[2])*f[2]), int(float64(s[3])*f[3]))
		for at := range y.x {
			c, r, plane := at%y.shape[3], at/y.shape[3]%y.shape[2], at/y.shape[3]/y.shape[2]
			y.x[at] = in[0].x[(plane*s[2]+int(float64(r)/f[2]))*s[3]+int(float64(c)/f[3])]
		}
		return []value{y}
	},
	"Pad": func(in []value, a attributes) []value {
		only(a, "mode", "constant", "constant")
		s, p := in[0].shape, in[1].ints()
		if len(in) != 2 || len(s) != 4 || len(p) != 8 || !slices.Equal(p[:6], make([]int, 6)) {
			panic(fmt.Sprintf("%v padded by %v", s, p)) // only rows below and columns to the right are written
		}
		y := newValue(s[0], s[1], s[2]+p[6], s[3]+p[7])
		for at, v := range in[0].x {
			y.x[(at/s[3]/s[2]*y.shape[2]+at/s[3]%s[2])*y.shape[3]+at%s[3]] = v
		}
		return []value{y}
	},
	"TopK": func(in []value, a attributes) []value {
		only(a, "largest", 1, 1)
		only(a, "sorted", 1, 1)
		k, n, last := in[1].ints()[0], in[0].shape[1], len(in[0].shape)-1
		if axis := axisOf(a, in[0], -1); axis != last || last != 1 {
			panic(fmt.Sprintf("of %v along axis %d", in[0].shape, axis))
		}
		values, places := newValue(in[0].shape[0], k), newValue(in[0].shape[0], k)
		places.whole = true
		for b := range in[0].shape[0] {
			row := in[0].x[b*n : (b+1)*n]
			order := make([]int, n)
			for i := range order {
				order[i] = i
			}
			sort.SliceStable(order, func(i, j int) bool { return row[order[i]] > row[order[j]] })
			for i, at := range order[:k] {
				values.x[b*k+i], places.x[b*k+i] = row[at], float64(at)
			}
		}
		return []value{values, places}
	},
	"ScatterElements": func(in []value, a attributes) []value {
		only(a, "reduction", "none", "none")
		axis := axisOf(a, in[0], 0)
		y := value{in[0].shape, slices.Clone(in[0].x), in[0].whole}
		shape := in[1].shape
		if len(shape) != len(y.shape) || !slices.Equal(shape, in[2].shape) {
			panic(fmt.Sprintf("%v put at %v of %v", in[2].shape, shape, y.shape))
		}
		for i, place := range in[1].ints() {
			at, rest := 0, i
			for d := len(shape) - 1; d >= 0; d-- {
				here := rest % shape[d]
				rest /= shape[d]
				if d == axis {
					here = place
				}
				at += here * product(y.shape[d+1:])
			}
			y.x[at] = in[2].x[i]
		}
		return []value{y}
	},
}
