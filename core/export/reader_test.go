package export

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"sort"
)

// A small reader of ONNX: it takes a file apart and walks its graph, node by node, as the definitions of the operators say.

// fields are those of a protocol buffer, each in order: []byte or uint64.
func fields(b []byte) map[int][]any {
	m := map[int][]any{}
	for len(b) > 0 {
		key, n := binary.Uvarint(b)
		b = b[n:]
		at := int(key >> 3)
		switch key & 7 {
		case 0:
			v, n := binary.Uvarint(b)
			m[at], b = append(m[at], v), b[n:]
		case 2:
			size, n := binary.Uvarint(b)
			m[at], b = append(m[at], b[n:n+int(size)]), b[n+int(size):]
		case 5:
			m[at], b = append(m[at], uint64(binary.LittleEndian.Uint32(b))), b[4:]
		default:
			panic("a wire type that no file of ours has")
		}
	}
	return m
}

func texts(list []any) (s []string) {
	for _, v := range list {
		s = append(s, string(v.([]byte)))
	}
	return s
}

func wholes(list []any) (n []int) {
	for _, v := range list {
		n = append(n, int(int64(v.(uint64))))
	}
	return n
}

// value is a tensor; whole numbers are kept as float64 too.
type value struct {
	shape []int
	x     []float64
}

func newValue(shape ...int) value {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return value{slices.Clone(shape), make([]float64, n)}
}

func (v value) ints() (n []int) {
	for _, f := range v.x {
		n = append(n, int(f))
	}
	return n
}

// model is a file that was read.
type model struct {
	opset           int
	nodes           []map[int][]any
	known           map[string]value
	inputs, outputs []string
}

func readModel(b []byte) model {
	file := fields(b)
	g := fields(file[7][0].([]byte))
	m := model{known: map[string]value{}, opset: wholes(fields(file[8][0].([]byte))[2])[0]}
	for _, n := range g[1] {
		m.nodes = append(m.nodes, fields(n.([]byte)))
	}
	for _, i := range g[5] {
		f := fields(i.([]byte))
		v := newValue(wholes(f[1])...)
		raw := f[9][0].([]byte)
		for i := range v.x {
			if wholes(f[2])[0] == 7 {
				v.x[i] = float64(int64(binary.LittleEndian.Uint64(raw[8*i:])))
			} else {
				v.x[i] = float64(math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:])))
			}
		}
		m.known[texts(f[8])[0]] = v
	}
	for _, i := range g[11] {
		m.inputs = append(m.inputs, texts(fields(i.([]byte))[1])[0])
	}
	for _, o := range g[12] {
		m.outputs = append(m.outputs, texts(fields(o.([]byte))[1])[0])
	}
	return m
}

// run returns the outputs for one input.
func (m model) run(x value) []value {
	known := map[string]value{m.inputs[0]: x}
	for name, v := range m.known {
		known[name] = v
	}
	for _, n := range m.nodes {
		var in []value
		for _, name := range texts(n[1]) {
			v, found := known[name]
			if name != "" && !found {
				panic("no value " + name)
			}
			in = append(in, v)
		}
		op := texts(n[4])[0]
		a := attributesOf(n[5])
		out := operators[op]
		if out == nil {
			panic("no operator " + op)
		}
		for i, v := range out(in, a) {
			if names := texts(n[2]); i < len(names) {
				known[names[i]] = v
			}
		}
	}
	var list []value
	for _, name := range m.outputs {
		list = append(list, known[name])
	}
	return list
}

// attributesOf are the whole numbers of attributes; a float is in thousandths, and texts are left out.
func attributesOf(list []any) map[string][]int {
	m := map[string][]int{}
	for _, a := range list {
		f := fields(a.([]byte))
		name := texts(f[1])[0]
		switch {
		case f[8] != nil:
			m[name] = wholes(f[8])
		case f[3] != nil:
			m[name] = wholes(f[3])
		case f[2] != nil:
			m[name] = []int{int(math.Round(1000 * float64(math.Float32frombits(uint32(f[2][0].(uint64))))))}
		}
	}
	return m
}

func each(f func(v float64) float64) func(in []value, _ map[string][]int) []value {
	return func(in []value, _ map[string][]int) []value {
		y := newValue(in[0].shape...)
		for i, v := range in[0].x {
			y.x[i] = f(v)
		}
		return []value{y}
	}
}

// windows calls see for each position of a window on each channel of x (B, C, H, W), with the places inside the image.
func windows(x value, a map[string][]int, see func(out int, places []int)) (rows, columns int) {
	k, s, p := a["kernel_shape"], a["strides"], a["pads"]
	B, C, H, W := x.shape[0], x.shape[1], x.shape[2], x.shape[3]
	rows, columns = (H+p[0]+p[2]-k[0])/s[0]+1, (W+p[1]+p[3]-k[1])/s[1]+1
	for plane := range B * C {
		for r := range rows {
			for c := range columns {
				places := make([]int, 0, k[0]*k[1])
				for u := range k[0] {
					for v := range k[1] {
						if i, j := r*s[0]-p[0]+u, c*s[1]-p[1]+v; i >= 0 && i < H && j >= 0 && j < W {
							places = append(places, (plane*H+i)*W+j)
						}
					}
				}
				see((plane*rows+r)*columns+c, places)
			}
		}
	}
	return rows, columns
}

func pool(x value, a map[string][]int, of func(places []int) (v float64, at int)) []value {
	var ys, is []float64
	rows, columns := windows(x, a, func(_ int, places []int) {
		v, at := of(places)
		ys, is = append(ys, v), append(is, float64(at))
	})
	shape := []int{x.shape[0], x.shape[1], rows, columns}
	return []value{{shape, ys}, {shape, is}}
}

var operators = map[string]func(in []value, a map[string][]int) []value{
	"Identity":  each(func(v float64) float64 { return v }),
	"Relu":      each(func(v float64) float64 { return max(v, 0) }),
	"LeakyRelu": each(func(v float64) float64 { return max(v, 0) + 0.01*min(v, 0) }),
	"Sigmoid":   each(func(v float64) float64 { return 1 / (1 + math.Exp(-v)) }),
	"Tanh":      each(math.Tanh),
	"Softplus":  each(func(v float64) float64 { return max(v, 0) + math.Log1p(math.Exp(-math.Abs(v))) }),
	"Sub":       each(func(float64) float64 { return 0 }), // of itself
	"Shape": func(in []value, _ map[string][]int) []value {
		y := newValue(len(in[0].shape))
		for i, d := range in[0].shape {
			y.x[i] = float64(d)
		}
		return []value{y}
	},
	"Flatten": func(in []value, _ map[string][]int) []value {
		return []value{{[]int{in[0].shape[0], len(in[0].x) / in[0].shape[0]}, in[0].x}}
	},
	"Reshape": func(in []value, _ map[string][]int) []value {
		shape := in[1].ints()
		switch shape[0] {
		case 0:
			shape[0] = in[0].shape[0]
		case -1:
			shape[0] = len(in[0].x)
		}
		if len(newValue(shape...).x) != len(in[0].x) {
			panic(fmt.Sprintf("%v read as %v", in[0].shape, shape))
		}
		return []value{{shape, in[0].x}}
	},
	"Transpose": func(in []value, a map[string][]int) []value {
		p, s := a["perm"], in[0].shape
		y := newValue(s[p[0]], s[p[1]], s[p[2]], s[p[3]])
		stride := []int{s[1] * s[2] * s[3], s[2] * s[3], s[3], 1}
		for i := range y.x {
			at, rest := 0, i
			for d := 3; d >= 0; d-- {
				at += rest % y.shape[d] * stride[p[d]]
				rest /= y.shape[d]
			}
			y.x[i] = in[0].x[at]
		}
		return []value{y}
	},
	"Gemm": func(in []value, _ map[string][]int) []value {
		x, w := in[0], in[1]
		B, I, O := x.shape[0], w.shape[1], w.shape[0]
		y := newValue(B, O)
		for b := range B {
			for o := range O {
				sum := in[2].x[o]
				for i := range I {
					sum += x.x[b*I+i] * w.x[o*I+i]
				}
				y.x[b*O+o] = sum
			}
		}
		return []value{y}
	},
	"Conv": func(in []value, a map[string][]int) []value {
		x, w := in[0], in[1]
		k, s, p := a["kernel_shape"], a["strides"], a["pads"]
		B, C, H, W, O := x.shape[0], x.shape[1], x.shape[2], x.shape[3], w.shape[0]
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
	},
	"ConvTranspose": func(in []value, a map[string][]int) []value {
		x, w := in[0], in[1]
		k, s, p, more, group := a["kernel_shape"], a["strides"], a["pads"], a["output_padding"], 1
		if p == nil {
			p, more = []int{0, 0, 0, 0}, []int{0, 0}
		}
		if a["group"] != nil {
			group = a["group"][0]
		}
		B, C, H, W, O := x.shape[0], x.shape[1], x.shape[2], x.shape[3], w.shape[1]
		y := newValue(B, O*group, (H-1)*s[0]+k[0]+more[0]-p[0]-p[2], (W-1)*s[1]+k[1]+more[1]-p[1]-p[3])
		rows, columns := y.shape[2], y.shape[3]
		if len(in) > 2 {
			for at := range y.x {
				y.x[at] = in[2].x[at/columns/rows%O]
			}
		}
		for at, v := range x.x {
			c, r, i, b := at%W, at/W%H, at/W/H%C, at/W/H/C
			for o := range O {
				for u := range k[0] {
					for t := range k[1] {
						if g, h := r*s[0]-p[0]+u, c*s[1]-p[1]+t; g >= 0 && g < rows && h >= 0 && h < columns {
							to := o
							if group > 1 {
								to = i
							}
							y.x[((b*O*group+to)*rows+g)*columns+h] += v * w.x[((i*O+o)*k[0]+u)*k[1]+t]
						}
					}
				}
			}
		}
		return []value{y}
	},
	"MaxPool": func(in []value, a map[string][]int) []value {
		return pool(in[0], a, func(places []int) (best float64, at int) {
			best = math.Inf(-1)
			for _, p := range places {
				if v := in[0].x[p]; v > best {
					best, at = v, p
				}
			}
			return best, at
		})
	},
	"AveragePool": func(in []value, a map[string][]int) []value {
		return pool(in[0], a, func(places []int) (sum float64, at int) {
			for _, p := range places {
				sum += in[0].x[p]
			}
			n := len(places)
			if a["count_include_pad"][0] == 1 {
				n = a["kernel_shape"][0] * a["kernel_shape"][1]
			}
			return sum / float64(n), 0
		})
	},
	"Resize": func(in []value, _ map[string][]int) []value {
		s, f := in[0].shape, in[2].ints()
		y := newValue(s[0], s[1], s[2]*f[2], s[3]*f[3])
		for at := range y.x {
			c, r, plane := at%y.shape[3], at/y.shape[3]%y.shape[2], at/y.shape[3]/y.shape[2]
			y.x[at] = in[0].x[(plane*s[2]+r/f[2])*s[3]+c/f[3]]
		}
		return []value{y}
	},
	"Pad": func(in []value, _ map[string][]int) []value {
		s, p := in[0].shape, in[1].ints()
		y := newValue(s[0], s[1], s[2]+p[6], s[3]+p[7])
		for at, v := range in[0].x {
			y.x[(at/s[3]/s[2]*y.shape[2]+at/s[3]%s[2])*y.shape[3]+at%s[3]] = v
		}
		return []value{y}
	},
	"TopK": func(in []value, _ map[string][]int) []value {
		k, n := in[1].ints()[0], in[0].shape[1]
		values, places := newValue(in[0].shape[0], k), newValue(in[0].shape[0], k)
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
	"ScatterElements": func(in []value, _ map[string][]int) []value {
		y := value{in[0].shape, slices.Clone(in[0].x)}
		n, k := len(y.x), len(in[1].x)
		if len(in[0].shape) > 1 {
			n, k = in[0].shape[1], in[1].shape[1]
		}
		for i, at := range in[1].ints() {
			y.x[i/k*n+at] = in[2].x[i]
		}
		return []value{y}
	},
}
