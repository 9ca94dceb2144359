package prepare

import (
	"bytes"
	"testing"
)

func striped(w, h int) *Gray {
	p := &Gray{w, h, make([]byte, w*h)}
	for i := range p.Pix {
		p.Pix[i] = byte(i%w + 100*(i/w%2))
	}
	return p
}

// The faces database: 92x112 to 32x32 takes the middle 64x64 and every second pixel of it.
func TestFrameSubsample(t *testing.T) {
	p := striped(92, 112)
	dst := make([]byte, 32*32)
	p.Frame(dst, 32, FrameSubsample)
	for y := range 32 {
		for x := range 32 {
			if want := p.Pix[(24+2*y)*92+14+2*x]; dst[y*32+x] != want {
				t.Fatalf("pixel %d,%d is %d, %d expected", x, y, dst[y*32+x], want)
			}
		}
	}
}

// The same with TensorFlow's resize of the crop.
func TestFrameIsBicubic(t *testing.T) {
	p := striped(70, 66)
	x := make([]float32, 64*64)
	for i := range x {
		x[i] = float32(p.Pix[(1+i/64)*70+3+i%64])
	}
	want, dst := make([]float32, 16*16), make([]byte, 16*16)
	Bicubic(want, 16, 16, x, 64, 64)
	p.Frame(dst, 16, FrameSubsample)
	for i, v := range want {
		if float32(dst[i]) != v {
			t.Fatalf("pixel %d is %d, %v expected", i, dst[i], v)
		}
	}
}

func TestFrameSquare(t *testing.T) {
	p := Gray{4, 2, []byte{9, 10, 30, 9, 9, 20, 40, 9}}
	dst := make([]byte, 1)
	if p.Frame(dst, 1, FrameSquare); dst[0] != 25 { // the mean of the middle 2x2
		t.Errorf("%d, 25 expected", dst[0])
	}
	same := striped(8, 8)
	dst = make([]byte, 64)
	if same.Frame(dst, 8, FrameSquare); !bytes.Equal(dst, same.Pix) {
		t.Error("a picture of the size changes")
	}
	for _, framing := range []string{FrameSquare, FrameSubsample} { // smaller ones grow
		flat := Gray{3, 3, bytes.Repeat([]byte{77}, 9)}
		if flat.Frame(dst, 8, framing); !bytes.Equal(dst, bytes.Repeat([]byte{77}, 64)) {
			t.Errorf("%s: %v", framing, dst)
		}
	}
}

func TestShrink(t *testing.T) {
	if p := striped(300, 200).Shrink(100); p.W != 150 || p.H != 100 || len(p.Pix) != 15000 {
		t.Errorf("%dx%d", p.W, p.H)
	}
	if p := striped(30, 20).Shrink(100); p.W != 30 || p.H != 20 {
		t.Errorf("%dx%d", p.W, p.H)
	}
}
