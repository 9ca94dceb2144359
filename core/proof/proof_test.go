package proof

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"bottleneck/core/fact"
	"bottleneck/core/recipe"
)

func parsed(t *testing.T, link string) recipe.Recipe {
	t.Helper()
	r, notices := recipe.Parse(link)
	if len(notices) > 0 {
		t.Fatal(notices)
	}
	return r
}

// code is that of a reason, "" where there is none.
func code(err error) string {
	if err == nil {
		return ""
	}
	var r *fact.Fact
	if !errors.As(err, &r) {
		return "no reason: " + err.Error()
	}
	if r.Says(fact.English) == r.Code {
		return "no sentence: " + r.Error()
	}
	return r.Code
}

func TestALinkTravels(t *testing.T) {
	for _, c := range []struct{ link, arithmetic, want string }{
		{"#v=1&data=digits&seed=7", "plain", "#v=1&data=digits&arithmetic=plain&seed=7&proof=12:0123abcd"},
		{"#v=1&lesson=plane&arithmetic=plain", "fused", "#v=1&lesson=plane&arithmetic=fused&proof=12:0123abcd"},
		{"#v=1&changes=5:noise=masking(0.5)", "fused", "#v=1&arithmetic=fused&changes=5:noise=masking(0.5)&proof=12:0123abcd"},
	} {
		p, err := New(parsed(t, c.link), 12, "0123ABCD", c.arithmetic)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Link(); got != c.want {
			t.Errorf("%s found, %s expected", got, c.want)
		}
		q, err := Read(p.Link())
		if err != nil || q.Link() != p.Link() || q.Step != 12 || q.Fingerprint != "0123abcd" || q.Recipe.Arithmetic != c.arithmetic {
			t.Errorf("%s is read as %+v, %v", p.Link(), q, err)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	good := parsed(t, "#v=1&data=digits")
	bad := good.Clone()
	bad.BatchSize = 0
	for _, c := range []struct {
		r                             recipe.Recipe
		step                          int
		fingerprint, arithmetic, want string
	}{
		{good, 1, "0123abcd", "plain", ""},
		{good, 0, "0123abcd", "plain", "proof_unreadable"},
		{good, -1, "0123abcd", "plain", "proof_unreadable"},
		{good, 1, "0123abc", "plain", "proof_unreadable"},
		{good, 1, "0123abcg", "plain", "proof_unreadable"},
		{good, 1, "0123abcd", "auto", "proof_without_arithmetic"},
		{good, 1, "0123abcd", "gonum", "proof_without_arithmetic"},
		{bad, 1, "0123abcd", "fused", "proof_recipe_refused"},
	} {
		if _, err := New(c.r, c.step, c.fingerprint, c.arithmetic); code(err) != c.want {
			t.Errorf("step %d, %s, %s: %q found, %q expected", c.step, c.fingerprint, c.arithmetic, code(err), c.want)
		}
	}
}

// A proof is no part of the recipe: whoever asks for that gets it from the link of a proof, too.
func TestOthersReadTheRecipe(t *testing.T) {
	want := parsed(t, "#v=1&lesson=plane&arithmetic=fused&seed=5")
	p, err := New(want, 7, "0123abcd", "fused")
	if err != nil {
		t.Fatal(err)
	}
	r, notices := recipe.Parse(p.Link())
	if r.Link() != want.Link() || len(notices) > 0 {
		t.Errorf("%s with notices %v, %s and none expected", r.Link(), notices, want.Link())
	}
}

// What mail, chat and tables leave around a link is no part of it.
func TestPastedLinks(t *testing.T) {
	const link = "#v=1&data=digits&encoder=dense(9,relu)&arithmetic=plain&seed=7&proof=12:0123abcd"
	const bare = "v=1&data=digits&encoder=dense(9,relu)&arithmetic=plain&seed=7"
	for _, text := range []string{
		link, link[1:], "https://example.org/play/" + link, "https://example.org/play/?embed=1&threads=1" + link, "http://localhost:8080/index.html" + link,
		"  " + link + " \r\n", "\ufeff" + link, "\u00a0\u200b" + link + "\u00a0", `"` + link + `"`, "'" + link + "',", "`" + link + "`", "“" + link + "”", "„" + link + "“.", "«" + link + "»",
		link + ".", link + "!", "(" + link + ")", "(" + link + ").", "<https://example.org/" + link + ">", "[" + link + "]", "[my proof](https://example.org/" + link + ")", "**" + link + "**",
		"Ada: https://example.org/" + link, "Ada #3\t" + link, "- " + link + ";", link + " (Ada)", link + "\tAda", "(v=1" + link[4:] + ")",
		url.QueryEscape("https://example.org/" + link), "https://example.org/?" + link[1:], strings.ReplaceAll(link, "&", "&amp;"), strings.ReplaceAll(link, ":", "%3A"), strings.ReplaceAll(strings.ReplaceAll(link, "(", "%28"), ")", "%29"),
		strings.Replace(link, "0123abcd", "0123ABCD", 1), strings.Replace(link, "=12:", "=012:", 1),
		"#proof=12:0123abcd&" + bare, "#" + bare[:4] + "proof=12:0123abcd&" + bare[4:], "#proof=12:0123abcd&" + bare[:len(bare)-7] + ").",
	} {
		want := link
		if !strings.Contains(text, "seed") {
			want = strings.Replace(link, "&seed=7", "", 1)
		}
		if p, err := Read(text); err != nil || p.Link() != want {
			t.Errorf("%q\n read as %s, %v\n expected %s", text, p.Link(), err, want)
		}
	}
}

func TestWhatIsNoProof(t *testing.T) {
	for text, want := range map[string]string{
		"":                                     "proof_missing",
		"#":                                    "proof_missing",
		"hello":                                "proof_missing",
		"proof":                                "proof_unreadable",
		"#v=1&seed=7&arithmetic=plain":         "proof_missing",
		"#v=1&proof=12:0123abcd":               "proof_without_arithmetic",
		"#arithmetic=auto&proof=1:0123abcd":    "proof_without_arithmetic",
		"#arithmetic=plain&proof=":             "proof_unreadable",
		"#arithmetic=plain&proof=12":           "proof_unreadable",
		"#arithmetic=plain&proof=12:":          "proof_unreadable",
		"#arithmetic=plain&proof=:0123abcd":    "proof_unreadable",
		"#arithmetic=plain&proof=0:0123abcd":   "proof_unreadable",
		"#arithmetic=plain&proof=+1:0123abcd":  "proof_unreadable",
		"#arithmetic=plain&proof=1_0:0123abcd": "proof_unreadable",
		"#arithmetic=plain&proof=4294967297:0123abcd":                                      "proof_unreadable",
		"#arithmetic=plain&proof=12:0x23abcd":                                              "proof_unreadable",
		"#arithmetic=plain&proof=12:0123abcde":                                             "proof_unreadable",
		"#arithmetic=plain&proof=12:0123abc":                                               "proof_unreadable",
		"#arithmetic=plain&proof=1:0123abcd&proof=1:0123abcd":                              "proof_given_twice",
		"#arithmetic=plain&proof=1:0123abcd #v=1&proof=2:0123abcd":                         "proof_given_twice",
		"#v=2&arithmetic=plain&proof=1:0123abcd":                                           "proof_recipe_refused",
		"#arithmetic=plain&latent_dim=-1&proof=1:0123abcd":                                 "proof_recipe_refused",
		"#arithmetic=plain&wings=2&proof=1:0123abcd":                                       "proof_recipe_refused",
		"#arithmetic=exact&proof=1:0123abcd":                                               "proof_recipe_refused",
		"#arithmetic=plain&x=" + strings.Repeat("y", recipe.MaxLink) + "&proof=1:0123abcd": "proof_recipe_refused",
	} {
		if _, err := Read(text); code(err) != want {
			t.Errorf("%.80q: %q found, %q expected", text, code(err), want)
		}
	}
	_, err := Read("#arithmetic=plain&latent_dim=-1&proof=1:0123abcd")
	const want = `the recipe cannot be run as it is written: latent_dim: "-1" found, a whole number from 1 to 4096 expected; 32 is used`
	if err == nil || err.Error() != want || fact.From(err).Code != "proof_recipe_refused" {
		t.Errorf("%v found, %s expected", err, want)
	}
}

func TestList(t *testing.T) {
	const text = "\ufeff# class 7b\r\n\n#v=1&proof=1:0123abcd\r\n   \n#\n#comment\n#a comment = another\n  # v=1&proof=1:0123abcd\n \"https://example.org/#v=1&proof=2:0123abcd\"\n#proof=3:0123abcd&v=1"
	links, err := List(strings.NewReader(text))
	want := "#v=1&proof=1:0123abcd\n\"https://example.org/#v=1&proof=2:0123abcd\"\n#proof=3:0123abcd&v=1"
	if got := strings.Join(links, "\n"); err != nil || got != want {
		t.Errorf("%v, %s\n expected %s", err, got, want)
	}
	if _, err := List(strings.NewReader(strings.Repeat("x", 3*recipe.MaxLink))); err == nil {
		t.Error("a line of 192 KiB is read")
	}
}

func FuzzRead(f *testing.F) {
	f.Add("“Ada: https://example.org/#v=1&data=digits&arithmetic=plain&proof=12:0123abcd”.")
	f.Add("#proof=%")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Read(text)
		if err != nil {
			if code(err) == "" || strings.HasPrefix(code(err), "no ") {
				t.Errorf("%q: %s", text, code(err))
			}
			return
		}
		if q, err := Read(p.Link()); err != nil || q.Link() != p.Link() {
			t.Errorf("%q is read as %s, and that as %s, %v", text, p.Link(), q.Link(), err)
		}
	})
}
