package drawn

import (
	"bytes"
	"testing"
)

func TestDigitsRange(t *testing.T) {
	whole := Digits(40, 7)
	for _, cut := range []int{0, 1, 17, 40} {
		a, b := digitsRange(0, cut, 7), digitsRange(cut, 40, 7)
		if pixels := append(a.Pixels, b.Pixels...); !bytes.Equal(pixels, whole.Pixels) {
			t.Errorf("drawn in two parts, 0 to %d and on, the pixels differ from those drawn at once", cut)
		}
		if labels := append(a.Labels, b.Labels...); !bytes.Equal(labels, whole.Labels) {
			t.Errorf("drawn in two parts, 0 to %d and on, the labels differ from those drawn at once", cut)
		}
	}
}
