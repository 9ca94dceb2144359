package modules

import (
	"fmt"
	"strings"
	"testing"
)

func TestFiguresAreReadable(t *testing.T) {
	p := modules(t)
	for call, want := range map[string]string{
		`loss(0.0193912)`:           "0.0194",
		`loss(0.0000123456)`:        "1.23e-5",
		`loss(123.456)`:             "123.46",
		`loss(null)`:                "\u2013",
		`about(0.4)`:                "about 1\u00a0s",
		`clock(3725)`:               "1:02:05",
		`clock(59.6)`:               "1:00",
		`clock(NaN)`:                "\u2013",
		`bytes(1023)`:               "1023\u00a0B",
		`bytes(9.38 * 1048576)`:     "9.38\u00a0MiB",
		`big(5020000, "FLOP")`:      "5.02\u00a0MFLOP",
		`count(60000)`:              "60,000",
		`point([0.4, -1.2])`:        "(0.40, \u22121.20)",
		`point([1, 2, 3, 4, 5, 6])`: "(1.00, 2.00, 3.00, 4.00, \u2026 6 in all)",
	} {
		name, _, _ := strings.Cut(call, "(")
		if got := eval[string](t, p, "const f = await import('/kit/format.js'); return f."+name+call[len(name):]); got != want {
			t.Errorf("%s = %q, %q expected", call, got, want)
		}
	}
}

// A formula becomes MathML that nests as its notation does, whatever it holds.
func TestFormulasAreMathML(t *testing.T) {
	p := modules(t)
	const tree = `const { formula } = await import("/page/lessons/formula.js");
		const walk = (e) => e.children.length ? e.localName + "(" + [...e.children].map(walk).join(" ") + ")" : e.localName === "mspace" ? "_" : e.textContent;
		return walk(formula(%s))`
	for text, want := range map[string]string{
		"x W + b":               "math(x _ W + b)",
		"z_j^2":                 "math(msubsup(z j 2))",
		"w_{ij}":                "math(msub(w mrow(mrow(i j))))",
		"relu(x)":               "math(relu ( x ))",
		"{1}/{784} ∑_i ℓ_i":     "math(mfrac(mrow(1) mrow(784)) _ munder(∑ i) _ msub(ℓ i))",
		"f(x) V":                "math(f ( x ) _ V)",
		"a - 1":                 "math(a − 1)",
		"u 'if' i = a":          "math(u _ if _ i = a)",
		"<img src=x onerror=1>": "math(< img _ src = x _ onerror = 1 >)",
		"{a":                    "math(mrow(a))",
		"#encode{x W} V":        "math(mrow(x _ W) _ V)",
		"#loss{L} = #a{{1}/{2}": "math(mrow(L) = mrow(mfrac(mrow(1) mrow(2))))",
	} {
		if got := eval[string](t, p, fmt.Sprintf(tree, quote(text))); got != want {
			t.Errorf("%s becomes %s, %s expected", text, got, want)
		}
	}
}
