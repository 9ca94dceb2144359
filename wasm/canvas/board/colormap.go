package board

import (
	"image/color"
	"math"
)

// errorColors colors a signed difference of bytes, output less clean: black where they agree, blue where the output is
// too dark, orange where it is too bright. The root brings small differences out.
var errorColors = func() (table [511]color.NRGBA) {
	under, over := [3]float64{0.36, 0.68, 1}, [3]float64{1, 0.60, 0.16}
	for i := range table {
		d := float64(i-255) / 255
		hue := over
		if d < 0 {
			hue = under
		}
		t := math.Sqrt(math.Abs(d))
		channel := func(c float64) uint8 { return uint8(math.Round(255 * t * c)) }
		table[i] = color.NRGBA{channel(hue[0]), channel(hue[1]), channel(hue[2]), 255}
	}
	return table
}()

// writeGray writes pixels (n,c) to dst (n,4) as opaque colors: one channel is gray, three and more are red, green and blue.
func writeGray(dst, pixels []byte, c int) {
	if c == 1 {
		for i, v := range pixels {
			d := dst[4*i : 4*i+4 : 4*i+4]
			d[0], d[1], d[2], d[3] = v, v, v, 255
		}
		return
	}
	for i := range len(pixels) / c {
		p := pixels[i*c:]
		r, g, b := p[0], p[0], p[0]
		if c >= 3 {
			g, b = p[1], p[2]
		}
		dst[4*i], dst[4*i+1], dst[4*i+2], dst[4*i+3] = r, g, b, 255
	}
}

// writeError writes the colors of output less clean, both (n,c), to dst (n,4). Of three channels each is as bright as it differs, whichever way: means
// would hide a red that should be blue.
func writeError(dst, output, clean []byte, c int) {
	if c == 3 {
		for i := range len(clean) / 3 {
			d := dst[4*i : 4*i+4 : 4*i+4]
			for k := range 3 {
				apart := int(output[3*i+k]) - int(clean[3*i+k])
				d[k] = uint8(math.Round(math.Sqrt(math.Abs(float64(apart)) * 255)))
			}
			d[3] = 255
		}
		return
	}
	for i := range len(clean) / c {
		sum := 0
		for j := i * c; j < (i+1)*c; j++ {
			sum += int(output[j]) - int(clean[j])
		}
		v := errorColors[sum/c+255]
		dst[4*i], dst[4*i+1], dst[4*i+2], dst[4*i+3] = v.R, v.G, v.B, 255
	}
}

// weightColors colors a signed byte of wire.Filters, 128 being zero: black there, blue below, orange above.
var weightColors = func() (table [256]color.NRGBA) {
	under, over := [3]float64{0.36, 0.68, 1}, [3]float64{1, 0.60, 0.16}
	for i := range table {
		t, hue := float64(i-128)/127, over
		if t < 0 {
			t, hue = min(1, -t), under
		}
		channel := func(c float64) uint8 { return uint8(math.Round(255 * t * c)) }
		table[i] = color.NRGBA{channel(hue[0]), channel(hue[1]), channel(hue[2]), 255}
	}
	return table
}()

// writeWeights writes the colors of signed bytes (n,c) to dst (n,4): of three channels these themselves, so that gray is 0.
func writeWeights(dst, signed []byte, c int) {
	if c == 3 {
		writeGray(dst, signed, c)
		return
	}
	for i := range len(signed) / c {
		sum := 0
		for _, b := range signed[i*c : (i+1)*c] {
			sum += int(b)
		}
		v := weightColors[(sum+c/2)/c]
		dst[4*i], dst[4*i+1], dst[4*i+2], dst[4*i+3] = v.R, v.G, v.B, 255
	}
}
