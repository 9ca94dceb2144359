package nn

import (
	"fmt"

	"bottleneck/core/kernel"
)

// MaxPool keeps the largest value under each position of a window, channel by
// channel (Keras MaxPooling2D, PyTorch MaxPool2d), and remembers where it stood:
//
//	y[b,i,j,c] = max over u, v of x[b, i sh - top + u, j sw - left + v, c]
//
// Padding never wins. Of equal values the first in order of rows and columns
// does, and a NaN does always, as in PyTorch. The gradient goes to the winner.
type MaxPool struct {
	In, Out Shape
	Window  Window

	fit    fit
	index  []int32 // (maxB, Out), of the winner in its image
	y, dX  []float32
	pooled int // images of the last Forward
}

// NewMaxPool returns a layer for batches of up to maxB images; the usual pool
// is Square(2, 2). inputGrad is Dense's. Explicit padding of more than half the
// window would leave windows without a value and is an error.
func NewMaxPool(in Shape, w Window, maxB int, inputGrad bool) (*MaxPool, error) {
	name := poolName("maxpool", w)
	f, err := w.slide(name, in)
	if err != nil {
		return nil, err
	}
	if w.PadH > w.H/2 || w.PadW > w.W/2 {
		return nil, fmt.Errorf("nn: %s: padding %s found, at most half the window, %s, expected", name, pair(w.PadH, w.PadW), pair(w.H/2, w.W/2))
	}
	m := &MaxPool{In: in, Out: Shape{f.h, f.w, in.C}, Window: w, fit: f}
	m.y = make([]float32, maxB*m.Out.Size())
	m.index = make([]int32, maxB*m.Out.Size())
	if inputGrad {
		m.dX = make([]float32, maxB*in.Size())
	}
	return m, nil
}

// poolName leaves out a stride that is the kernel's: maxpool(2).
func poolName(kind string, w Window) string {
	return kind + "(" + w.notation(w.H, w.W) + ")"
}

func (m *MaxPool) Forward(x []float32, B int) []float32 {
	if len(x) != B*m.In.Size() {
		panic("nn: maxpool: len(x) != B*In")
	}
	y, index := m.y[:B*m.Out.Size()], m.index[:B*m.Out.Size()]
	w, C, at := m.Window, m.In.C, 0
	for b := range B {
		image := x[b*m.In.Size() : (b+1)*m.In.Size()]
		for i := range m.Out.H {
			for j := range m.Out.W {
				top, left := i*w.StrideH-m.fit.top, j*w.StrideW-m.fit.left
				largest(y[at:at+C], index[at:at+C], image, m.In, max(top, 0), max(left, 0),
					min(top+w.H, m.In.H), min(left+w.W, m.In.W))
				at += C
			}
		}
	}
	m.pooled = B
	return y
}

// largest writes the winners among rows top to bottom and columns left to right
// of an image, one of each channel.
func largest(y []float32, index []int32, image []float32, in Shape, top, left, bottom, right int) {
	first := (top*in.W + left) * in.C
	for c := range y {
		y[c], index[c] = image[first+c], int32(first+c)
	}
	for r := top; r < bottom; r++ {
		for s := left; s < right; s++ {
			at := (r*in.W + s) * in.C
			for c, v := range image[at : at+in.C] {
				if v > y[c] || v != v {
					y[c], index[c] = v, int32(at+c)
				}
			}
		}
	}
}

func (m *MaxPool) Backward(dY []float32, B int) []float32 {
	if m.dX == nil {
		return nil
	}
	if len(dY) != B*m.Out.Size() || B != m.pooled {
		panic("nn: maxpool: Backward of another batch than Forward")
	}
	dX := m.dX[:B*m.In.Size()]
	kernel.Fill(dX, 0)
	in, out := m.In.Size(), m.Out.Size()
	for b := range B {
		to, index := dX[b*in:(b+1)*in], m.index[b*out:(b+1)*out]
		for i, g := range dY[b*out : (b+1)*out] {
			to[index[i]] += g
		}
	}
	return dX
}

func (m *MaxPool) Params() []*Param { return nil }

// Forget sets the indices of B images to the first value of each window, as if
// all had been equal: for a decoder that unpools codes of which no image is
// known.
func (m *MaxPool) Forget(B int) {
	w, at := m.Window, 0
	for range B {
		for i := range m.Out.H {
			for j := range m.Out.W {
				r, s := max(i*w.StrideH-m.fit.top, 0), max(j*w.StrideW-m.fit.left, 0)
				for c := range m.Out.C {
					m.index[at] = int32((r*m.In.W+s)*m.In.C + c)
					at++
				}
			}
		}
	}
	m.pooled = B
}
