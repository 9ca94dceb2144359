package prepare

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// step is the step of that name.
func step(t *testing.T, p *Picture, name string) Step {
	t.Helper()
	for _, s := range p.Steps {
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("no step %q", name)
	return Step{}
}

// Each step can be left out: it is still told, with what was found, and what it would have done is not done.
func TestWithout(t *testing.T) {
	pix := drawing(240, 16)
	for i := range 3 { // a speck
		pix[20*200+20+i] = 16
	}
	usual, err := FromGray(pix, 200, 300)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"inverted", "contrast", "swept", "box", "centered"} {
		p, err := FromGray(pix, 200, 300, name)
		if err != nil {
			t.Errorf("without %s: %v", name, err)
			continue
		}
		s, was := step(t, p, name), step(t, usual, name)
		if !s.Undone || was.Undone {
			t.Errorf("%s: undone %v with it, %v without it", name, was.Undone, s.Undone)
		}
		if s.Note.Error() != was.Note.Error() {
			t.Errorf("without %s: %q said, %q expected", name, s.Note, was.Note)
		}
		if slices.Equal(p.Pixels, usual.Pixels) {
			t.Errorf("without %s the picture is the same", name)
		}
		for _, other := range p.Steps {
			if other.Undone != (other.Name == name) {
				t.Errorf("without %s: %s undone %v", name, other.Name, other.Undone)
			}
		}
		again, _ := FromGray(pix, 200, 300, name)
		if !slices.Equal(again.Pixels, p.Pixels) {
			t.Errorf("without %s it differs from time to time", name)
		}
	}

	light, err := FromGray(pix, 200, 300, "inverted")
	if err != nil {
		t.Fatal(err)
	}
	if v := light.Pixels[14*28+9]; v < .9 { // paper beside the stroke
		t.Errorf("light paper that is not inverted is %v", v)
	}
	whole, err := FromGray(pix, 200, 300, "box", "centered")
	if err != nil {
		t.Fatal(err)
	}
	// The drawing stands at 90 to 118 of 200 and 60 to 240 of 300; 300 become 28.
	for y := range 28 {
		ink := slices.Max(whole.Pixels[y*28:(y+1)*28]) > .5
		if mid := float64(y) + .5; ink != (mid*300/28 > 60 && mid*300/28 < 240) {
			t.Errorf("row %d of the whole picture: ink %v", y, ink)
		}
	}
	if all, err := FromGray(pix, 200, 300, "inverted", "contrast", "swept", "thickened", "box", "centered", "leveled"); err != nil || len(all.Pixels) != 784 {
		t.Errorf("without any: %v", err)
	}
}

// A slope of light and a thin pen stay where they are to stay.
func TestWithoutLeveledAndThickened(t *testing.T) {
	pix := make([]byte, 200*200)
	for i := range pix {
		pix[i] = byte(40 + i%200/4) // brighter to the right
	}
	for y := 50; y < 150; y++ {
		pix[y*200+100] = 255
	}
	for _, name := range []string{"leveled", "thickened"} {
		usual, err := FromGray(pix, 200, 200)
		if err != nil {
			t.Fatal(err)
		}
		if step(t, usual, name).Undone {
			t.Fatalf("%s is undone", name)
		}
		p, err := FromGray(pix, 200, 200, name)
		if err != nil {
			t.Fatal(err)
		}
		s, was := step(t, p, name), step(t, usual, name)
		if !s.Undone || bytes.Equal(s.Gray, was.Gray) {
			t.Errorf("without %s: undone %v, the same as with it %v", name, s.Undone, bytes.Equal(s.Gray, was.Gray))
		}
		if name == "leveled" && !bytes.Equal(s.Gray, step(t, p, "picture").Gray) {
			t.Error("without leveled the picture did not stay as it was")
		}
	}
}

func TestKnown(t *testing.T) {
	if err := Known(optional); err != nil {
		t.Error(err)
	}
	if err := Known([]string{"box", "picture"}); err == nil || !strings.HasPrefix(err.Error(), `data: picture: step "picture" found, one of inverted, leveled,`) {
		t.Error(err)
	}
}

// A flat picture, light or dark, is blank with or without steps, and no division by nothing.
func TestWithoutBlank(t *testing.T) {
	for _, v := range []byte{0, 128, 255} {
		if _, err := FromGray(bytes.Repeat([]byte{v}, 400), 20, 20, optional...); err == nil || !strings.Contains(err.Error(), "blank") {
			t.Errorf("%d: %v", v, err)
		}
	}
}

func TestFit(t *testing.T) {
	g := &Gray{W: 4, H: 2, Pix: []byte{10, 10, 10, 10, 10, 10, 10, 200}}
	dst := make([]byte, 16)
	g.Fit(dst, 4)
	if want := []byte{10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 200, 10, 10, 10, 10}; !bytes.Equal(dst, want) {
		t.Errorf("%v found, %v expected", dst, want)
	}
}

func FuzzWithout(f *testing.F) {
	f.Add(drawing(255, 0)[:8000], 200, uint8(255))
	f.Add([]byte{0, 255, 0, 255}, 2, uint8(1))
	f.Add([]byte{0, 255, 255, 255}, 2, uint8(1))
	f.Fuzz(func(t *testing.T, pix []byte, w int, which uint8) {
		if w < 1 || len(pix)%w != 0 || len(pix) > 1<<16 {
			return
		}
		var without []string
		for i, name := range optional {
			if which>>i&1 == 1 {
				without = append(without, name)
			}
		}
		p, err := FromGray(pix, w, len(pix)/w, without...)
		if err != nil {
			return
		}
		if len(p.Pixels) != 784 || slices.ContainsFunc(p.Pixels, func(v float32) bool { return !(v >= 0 && v <= 1) }) {
			t.Errorf("%d pixels, some outside [0,1]", len(p.Pixels))
		}
	})
}
