package main

import (
	"net/url"
	"strings"
	"testing"

	"bottleneck/core/recipe"
)

// A link that went through messages, pages and clipboards means what it meant.
func TestMangledLinks(t *testing.T) {
	const fields = "v=1&lesson=linear&encoder=dense(100,relu),dense(50,tanh)&noise=gaussian(0.2)&epochs=5"
	const address = "https://example.org/bottleneck/"
	want, notices := recipe.Parse("#" + fields)
	if len(notices) > 0 {
		t.Fatal(notices)
	}
	once := url.QueryEscape(address + "#" + fields)
	for name, text := range map[string]string{
		"as it is":           "#" + fields,
		"without #":          fields,
		"an address":         address + "#" + fields,
		"a query":            address + "?" + fields,
		"a query alone":      "?" + fields,
		"a query and #":      address + "?" + fields + "#",
		"a tracker before #": address + "?utm_source=mail#" + fields,
		"two #":              address + "##" + fields,
		"%23":                address + "%23" + fields,
		"all but the mark":   address + "#" + url.QueryEscape(fields),
		"encoded once":       once,
		"encoded twice":      url.QueryEscape(once),
		"hash encoded once":  url.QueryEscape("#" + fields),
		"hash encoded twice": url.QueryEscape(url.QueryEscape("#" + fields)),
		"brackets encoded":   "#" + strings.NewReplacer("(", "%28", ")", "%29", ",", "%2C").Replace(fields),
		"& encoded":          "#" + strings.ReplaceAll(fields, "&", "%26"),
		"HTML":               "#" + strings.ReplaceAll(fields, "&", "&amp;"),
		"a bracket":          address + "#" + fields + ")",
		"both brackets":      "(" + address + "#" + fields + ")",
		"a point":            "#" + fields + ".",
		"a comma":            "#" + fields + ",",
		"a quote":            "#" + fields + `"`,
		"quotes":             `"#` + fields + `"`,
		"curly quotes":       "“" + address + "#" + fields + "”",
		"all of it":          " <" + address + "#" + fields + `>)., `,
		"encoded, a point":   once + ".",
	} {
		link, why := readLink(text)
		if got, n := recipe.Parse(link); why != "" || len(n) > 0 || got.Link() != want.Link() {
			t.Errorf("%s: %q is read as %q: %s, %v", name, text, link, why, n)
		}
	}
	// A bracket that closes one of a value stays.
	for _, fields := range []string{"noise=gaussian(0.2)", "v=1&encoder=dense(9,relu)"} {
		for _, end := range []string{"", ")", ").", ".", "”"} {
			if link, why := readLink(fields + end); link != "#"+fields || why != "" {
				t.Errorf("%q is read as %q: %s", fields+end, link, why)
			}
		}
	}
}

// Every lesson's link, and its canonical form with all that differs from the default, is read as it is written.
func TestLinksAreReadAsTheyAre(t *testing.T) {
	for _, l := range recipe.Lessons() {
		r := l.Recipe
		for _, link := range []string{r.Link(), "#v=1&lesson=" + l.ID} {
			if got, why := readLink(link); got != link || why != "" {
				t.Errorf("%q is read as %q: %s", link, got, why)
			}
		}
	}
}

func TestNoLinks(t *testing.T) {
	for _, text := range []string{"", " ", "#", "?", ".", "nonsense", "linear", "speed=9", "v", "v=", "v=x", "lesson", "latent_dim", "https://example.org/", "https://example.org/#", "https://example.org/watch?v=dQw4w9",
		"-", "w.safetensors", "%", "%23", "%2523%", strings.Repeat("x", 4*recipe.MaxLink)} {
		if link, why := readLink(text); why == "" || link != "" {
			t.Errorf("%.60q is read as %.60q", text, link)
		}
	}
}
