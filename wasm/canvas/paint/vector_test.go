package paint

import (
	"image"
	"image/color"
	"regexp"
	"strings"
	"testing"
)

// Shapes stay shapes: a rectangle, a disc and a ring where they are, a line as one path, and pictures as parts of one image.
func TestVector(t *testing.T) {
	var l List
	var a Atlas
	a.Size(2, 1, 4, 4, "key")
	for y := range 4 {
		fill(a.Line(0, 0, y), 1)
		fill(a.Line(1, 0, y), 0.5)
	}
	red, half := color.NRGBA{255, 0, 0, 255}, color.NRGBA{0, 0, 255, 128}
	b := l.Start(100, 60, 1)
	b.Fill(image.Rect(1, 2, 31, 12), red)
	b.Dot(20.25, 30.5, half)
	b.Ring(40, 30, red)
	b.Line([]XY{{10, 50}, {50, 50}, {60, 40.5}}, 2, red)
	b.Sprite(&a, 1, 0, image.Rect(70, 10, 82, 22))
	b.Within(image.Rect(70, 30, 76, 42)).Sprite(&a, 0, 0, image.Rect(70, 30, 82, 42))
	var v Vector
	l.Show(&v)
	svg := string(v.SVG())
	for _, want := range []string{
		`<rect x="1" y="2" width="30" height="10" fill="#ff0000"/>`,
		`<circle cx="20.25" cy="30.5" r="2.1" fill="#0000ff" fill-opacity="0.5"/>`,
		`<circle cx="40" cy="30" r="5" fill="none" stroke-width="1.75" stroke="#ff0000"/>`,
		`<path d="M10 50L50 50L60 40.5" fill="none" stroke-width="2" stroke-linejoin="round" stroke-linecap="round" stroke="#ff0000"/>`,
		`<svg x="70" y="10" width="12" height="12" viewBox="4 0 4 4" preserveAspectRatio="none"><use href="#p0"/></svg>`,
		`<svg x="70" y="30" width="6" height="12" viewBox="0 0 2 4" preserveAspectRatio="none"><use href="#p0"/></svg>`,
	} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %s in\n%s", want, regexp.MustCompile(`base64,[^"]*`).ReplaceAllString(svg, ""))
		}
	}
	if n := strings.Count(svg, "<image "); n != 1 {
		t.Errorf("%d images, 1 expected", n)
	}
	if strings.Count(svg, "<path ") != 1 || strings.Count(svg, "<circle ") != 2 {
		t.Error("the ends of a line are written beside it")
	}
}

// What is cut off by a border stays cut off, and a tinted picture has a filter of its color.
func TestVectorAtBorders(t *testing.T) {
	var l List
	var a Atlas
	a.Size(1, 1, 4, 4, "key")
	var tinted Layer
	tinted.Add(20, 20, color.NRGBA{0, 255, 0, 255}, 0)
	b := l.Start(100, 60, 1)
	b.Within(image.Rect(0, 0, 50, 60)).Line([]XY{{10, 10}, {90, 10}}, 2, color.NRGBA{0, 0, 0, 255})
	b.LayerOf(&tinted, &a, 4, 4, true, Transform{1, 0, 1, 0})
	var v Vector
	l.Show(&v)
	svg := string(v.SVG())
	for _, m := range regexp.MustCompile(`<path d="([^"]*)"`).FindAllStringSubmatch(svg, -1) {
		for _, x := range regexp.MustCompile(`[ML]([\d.]+) `).FindAllStringSubmatch(m[1], -1) {
			if len(x[1]) > 1 && x[1] > "50" && x[1] != "50" {
				t.Errorf("x = %s in %s, 50 at most expected", x[1], m[1])
			}
		}
	}
	if !strings.Contains(svg, `filter="url(#t0)"`) || !strings.Contains(svg, `<feColorMatrix values="0 0 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0 1 0"/>`) {
		t.Error(svg)
	}
}
