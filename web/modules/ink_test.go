package modules

import (
	"strings"
	"testing"
)

// A caption that is longer than its area is wide goes on in the next line, and is not pressed together: only a single word may be wider.
func TestCaptionsBreak(t *testing.T) {
	type line struct {
		Text string
		Wide float64
	}
	const text = "binary cross-entropy per image, with divergence: train solid, test dashed"
	p := modules(t)
	for _, c := range []struct {
		width float64
		least int // lines
	}{{900, 1}, {220, 2}, {60, 5}} {
		got := eval[[]line](t, p, `const { caption, pen } = await import("/page/view/ink.js");
			const ctx = pen({ ctx: document.createElement("canvas").getContext("2d"), text: "black" });
			const lines = [];
			ctx.fillText = (text) => lines.push({ Text: text, Wide: ctx.measureText(text).width });
			caption(ctx, `+quote(text)+`, { x: 0, y: 0, w: `+quote(c.width)+` });
			return lines;`)
		var words []string
		for _, l := range got {
			words = append(words, l.Text)
			if strings.Contains(l.Text, " ") && l.Wide > c.width-16 {
				t.Errorf("%g wide: %q is %.0f wide", c.width, l.Text, l.Wide)
			}
		}
		if strings.Join(words, " ") != text || len(got) < c.least || c.width == 900 && len(got) != 1 {
			t.Errorf("%g wide: %q", c.width, words)
		}
	}
}
