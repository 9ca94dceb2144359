package pasted

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
		"a quote, encoded":   "#" + fields + "%22",
		"curly, encoded":     "#" + fields + "%E2%80%9D.",
		"quotes":             `"#` + fields + `"`,
		"curly quotes":       "“" + address + "#" + fields + "”",
		"all of it":          " <" + address + "#" + fields + `>)., `,
		"encoded, a point":   once + ".",
	} {
		link, found := Link(text)
		if got, n := recipe.Parse(link); !found || len(n) > 0 || got.Link() != want.Link() {
			t.Errorf("%s: %q is read as %q, %v", name, text, link, n)
		}
	}
	// A bracket that closes one of a value stays.
	for _, fields := range []string{"noise=gaussian(0.2)", "v=1&encoder=dense(9,relu)"} {
		for _, end := range []string{"", ")", ").", ".", "”"} {
			if link, found := Link(fields + end); link != "#"+fields || !found {
				t.Errorf("%q is read as %q", fields+end, link)
			}
		}
	}
}

// Every lesson's link, and its canonical form with all that differs from the default, is read as it is written.
func TestLinksAreReadAsTheyAre(t *testing.T) {
	for _, l := range recipe.Lessons() {
		r := l.Recipe
		for _, link := range []string{r.Link(), "#v=1&lesson=" + l.ID} {
			if got, found := Link(link); got != link || !found {
				t.Errorf("%q is read as %q", link, got)
			}
		}
	}
}

// What stands before a link, a number sign among it, is no part of it, and what has no field is no link.
func TestTheLinkAmongWords(t *testing.T) {
	for text, want := range map[string]string{
		"Ada #3\t#v=1&seed=7": "#v=1&seed=7", "my run: https://example.org/#seed=7.": "#seed=7", "**#lesson=plane**": "#lesson=plane", "#proof=1:0&seed=7": "#proof=1:0&seed=7",
		"#3": "", "#a=b": "", "a comment = another": "", "https://example.org/watch?v=dQw4w9": "", "https://example.org/seed=7": "",
	} {
		if link, found := Link(text); link != want || found != (want != "") {
			t.Errorf("%q is read as %q, %q expected", text, link, want)
		}
	}
}
