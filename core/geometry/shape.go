// Package geometry knows how large images are and what windows make of them, without any arithmetic on their values: the
// shapes of layers, for those who lay out networks and those who draw them. The layers themselves are package nn's.
package geometry

import (
	"strconv"

	"bottleneck/core/fact"
)

// Shape is the extent of one image: rows, columns, channels. A batch of images
// is (B, H, W, C), so an image is a row of Size values and needs no flattening.
type Shape struct {
	H int `json:"h"`
	W int `json:"w"`
	C int `json:"c"`
}

// Flat is the shape of n values that are no image: a row of channels.
func Flat(n int) Shape { return Shape{1, 1, n} }

// Size is the number of values of an image.
func (s Shape) Size() int { return s.H * s.W * s.C }

// ChannelsFirst gives, for the values of an image in the order of channels, rows, columns, which is that of PyTorch's flatten, their places
// among rows, columns, channels; values that are no image stay where they are.
func (s Shape) ChannelsFirst() []int {
	list := make([]int, 0, s.Size())
	for c := range s.C {
		for p := range s.H * s.W {
			list = append(list, p*s.C+c)
		}
	}
	return list
}

// String writes a shape as 28x28x1.
func (s Shape) String() string {
	return strconv.Itoa(s.H) + "x" + strconv.Itoa(s.W) + "x" + strconv.Itoa(s.C)
}

// check says what is wrong with the input shape of a layer of that name.
func (s Shape) check(layer string) error {
	if s.H < 1 || s.W < 1 || s.C < 1 {
		return fact.About(layer, "input_empty", "found", s)
	}
	return nil
}
