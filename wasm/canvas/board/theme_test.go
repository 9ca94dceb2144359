package board

import (
	"fmt"
	"image/color"
	"math"
	"os"
	"regexp"
	"testing"
)

// The labels take their colors from canvas.css; they must be those of the canvas.
func TestThemesMatchCSS(t *testing.T) {
	css, err := os.ReadFile("../../../web/canvas/canvas.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, theme := range []*theme{light, dark} {
		block := regexp.MustCompile(`(?s):root\[data-theme="` + theme.Name + `"\] \{(.*?)\}`).FindSubmatch(css)
		if block == nil {
			t.Fatalf("canvas.css has no block for %s", theme.Name)
		}
		for name, c := range map[string]color.NRGBA{
			"back": theme.Back, "plot": theme.Plot, "line": theme.Line, "text": theme.Text,
			"muted": theme.Muted, "card": theme.Card, "accent": theme.Accent,
		} {
			found := regexp.MustCompile(`--` + name + `: ([^;]*);`).FindSubmatch(block[1])
			want := fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
			if found == nil || string(found[1]) != want {
				t.Errorf("%s --%s: %q found, %s expected", theme.Name, name, found, want)
			}
		}
	}
}

// So must those that the page gives to classes.
func TestClassesOfThePage(t *testing.T) {
	js, err := os.ReadFile("../../../web/kit/classes.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, theme := range []*theme{light, dark} {
		line := regexp.MustCompile(theme.Name + `: \[([^\]]*)\]`).FindSubmatch(js)
		if line == nil {
			t.Fatalf("classes.js has no %s", theme.Name)
		}
		want := ""
		for i, c := range theme.Digits {
			if i > 0 {
				want += ", "
			}
			want += fmt.Sprintf("'#%02x%02x%02x'", c.R, c.G, c.B)
		}
		if string(line[1]) != want {
			t.Errorf("%s: %s found, %s expected", theme.Name, line[1], want)
		}
	}
}

type vector [3]float64

func linear(c color.NRGBA) (v vector) {
	for i, x := range [3]uint8{c.R, c.G, c.B} {
		u := float64(x) / 255
		if u <= 0.04045 {
			v[i] = u / 12.92
		} else {
			v[i] = math.Pow((u+0.055)/1.055, 2.4)
		}
	}
	return v
}

func (v vector) times(m [3]vector) (out vector) {
	for i, row := range m {
		out[i] = row[0]*v[0] + row[1]*v[1] + row[2]*v[2]
	}
	return out
}

// contrast is that of WCAG 2.
func contrast(a, b color.NRGBA) float64 {
	luminance := func(c color.NRGBA) float64 { v := linear(c); return 0.2126*v[0] + 0.7152*v[1] + 0.0722*v[2] }
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrast(t *testing.T) {
	for _, theme := range []*theme{light, dark} {
		for _, c := range []struct {
			name      string
			front, on color.NRGBA
			atLeast   float64
		}{
			{"text", theme.Text, theme.Plot, 7},
			{"text on cards", theme.Text, theme.Card, 7},
			{"muted text", theme.Muted, theme.Back, 4.5},
			{"muted text on plots", theme.Muted, theme.Plot, 4.5},
			{"accent", theme.Accent, theme.Plot, 3},
			{"training loss", theme.Train, theme.Plot, 3},
			{"test loss", theme.Test, theme.Plot, 3},
			{"points without a class", blend(theme.Plot, theme.Muted, unlabelled), theme.Plot, 3},
		} {
			if found := contrast(c.front, c.on); found < c.atLeast {
				t.Errorf("%s: %s: contrast %.2f found, %g expected", theme.Name, c.name, found, c.atLeast)
			}
		}
		for d, c := range theme.Digits {
			if found := contrast(c, theme.Plot); found < 3 {
				t.Errorf("%s: digit %d: contrast %.2f found, 3 expected", theme.Name, d, found)
			}
		}
	}
}

// Full deficiencies after Machado, Oliveira and Fernandes (2009), on linear RGB.
var visions = map[string][3]vector{
	"normal vision": {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia":  {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// oklab is Ottosson's perceptual space (2020), of linear RGB.
func oklab(v vector) vector {
	for i := range v {
		v[i] = min(1, max(0, v[i]))
	}
	cone := v.times([3]vector{{0.4122214708, 0.5363325363, 0.0514459929}, {0.2119034982, 0.6806995451, 0.1073969566}, {0.0883024619, 0.2817188376, 0.6299787005}})
	for i := range cone {
		cone[i] = math.Cbrt(cone[i])
	}
	return cone.times([3]vector{{0.2104542553, 0.7936177850, -0.0040720468}, {1.9779984951, -2.4285922050, 0.4505937099}, {0.0259040371, 0.7827717662, -0.8086757660}})
}

// No two digits look alike, whatever the vision: 0.09 in OKLab is four to five just noticeable differences.
func TestDigitsAreToldApart(t *testing.T) {
	for _, theme := range []*theme{light, dark} {
		for vision, m := range visions {
			for i, a := range theme.Digits {
				for j, b := range theme.Digits[:i] {
					x, y := oklab(linear(a).times(m)), oklab(linear(b).times(m))
					if d := math.Sqrt((x[0]-y[0])*(x[0]-y[0]) + (x[1]-y[1])*(x[1]-y[1]) + (x[2]-y[2])*(x[2]-y[2])); d < 0.09 {
						t.Errorf("%s, %s: digits %d and %d: distance %.3f found, 0.09 expected", theme.Name, vision, j, i, d)
					}
				}
			}
		}
	}
}
