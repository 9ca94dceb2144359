package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"

	"bottleneck/core/data/own"
	"bottleneck/core/data/prepare"
)

// A sheet shows pictures of previewSide pixels at least, so many of them at most.
const (
	previewSide   = 32
	mostPreviewed = 10000
)

// sheet is a PNG of n pictures in rows, spread evenly over those to train on, so that several folders are seen; fewer where there are fewer.
// Squares of one size that recipes can take have that size.
func sheet(p *own.Pictures, n int) ([]byte, error) {
	side := max(previewSide, p.Side())
	train, _ := p.Count()
	n = min(n, train)
	across := 1
	for across*across < n {
		across++
	}
	const gap = 2
	step := side + gap
	m := image.NewNRGBA(image.Rect(0, 0, across*step-gap, (n+across-1)/across*step-gap))
	for i := range n {
		at := i * train / n
		one := p.Set(false, at, at+1, side, 3, prepare.FrameSquare).Pixels
		for k := range side * side {
			m.SetNRGBA(i%across*step+k%side, i/across*step+k/side, color.NRGBA{one[3*k], one[3*k+1], one[3*k+2], 255})
		}
	}
	var b bytes.Buffer
	err := png.Encode(&b, m)
	return b.Bytes(), err
}
