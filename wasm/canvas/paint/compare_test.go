package paint

import (
	"image"
	"image/color"
	"testing"
)

// Pictures that differ are found.
func TestApart(t *testing.T) {
	a, b := image.NewRGBA(image.Rect(0, 0, 10, 10)), image.NewRGBA(image.Rect(0, 0, 10, 10))
	if share := Apart(a, b, 6); share != 0 {
		t.Errorf("%g of equal pictures differ", share)
	}
	b.SetRGBA(3, 4, color.RGBA{G: 7, A: 255})
	b.SetRGBA(5, 4, color.RGBA{G: 6, A: 255})
	if share := Apart(a, b, 6); share != 0.01 {
		t.Errorf("%g found where one pixel of a hundred differs", share)
	}
	if share := Apart(a, image.NewRGBA(image.Rect(0, 0, 10, 9)), 6); share != 1 {
		t.Errorf("%g of pictures of other sizes differ", share)
	}
}

func TestOnto(t *testing.T) {
	m := image.NewRGBA(image.Rect(0, 0, 2, 1))
	m.SetRGBA(1, 0, color.RGBA{R: 100, A: 128}) // times its opacity, as all of a picture
	on := Onto(m, color.NRGBA{R: 40, G: 80, B: 255, A: 255})
	for x, want := range [...]color.RGBA{{40, 80, 255, 255}, {120, 40, 127, 255}} {
		if found := on.RGBAAt(x, 0); found != want {
			t.Errorf("pixel %d is %v, %v expected", x, found, want)
		}
	}
}
