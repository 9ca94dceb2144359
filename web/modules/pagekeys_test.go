package modules

import (
	"slices"
	"testing"

	"bottleneck/core/recipe"
)

// The page's own keys are those that recipes read over; a link is split into recipe and keys and joined again.
func TestKeysOfThePage(t *testing.T) {
	p := modules(t)
	if keys := eval[[]string](t, p, `return (await import("/page/recipe/pagekeys.js")).PAGE_KEYS;`); !slices.Equal(keys, recipe.PageKeys) {
		t.Errorf("the page has the keys %q, recipes read over %q", keys, recipe.PageKeys)
	}
	for link, want := range map[string][3]string{
		"#v=1&lesson=plane&page=3":                                 {"#v=1&lesson=plane", "3", "#v=1&lesson=plane&page=3"},
		"#v=1&page=2&seed=4&page=9":                                {"#v=1&seed=4", "2", "#v=1&seed=4&page=2"},
		"#v=1&amp;page=2":                                          {"#v=1", "2", "#v=1&page=2"},
		"#v=1&lesson=plane&page=":                                  {"#v=1&lesson=plane", "", "#v=1&lesson=plane"},
		"#v=1&pages=2&noise=masking(.1)":                           {"#v=1&pages=2&noise=masking(.1)", "", "#v=1&pages=2&noise=masking(.1)"},
		"#v=1&hide=seed,runs&proof=5:0123abcd&page=2&panel=latent": {"#v=1", "2", "#v=1&panel=latent&page=2&hide=seed,runs&proof=5:0123abcd"},
		"#page=2":        {"", "2", "#page=2"},
		"#page=3&hide=x": {"", "3", "#page=3&hide=x"},
		"#":              {"", "", ""},
		"":               {"", "", ""},
	} {
		got := eval[[3]string](t, p, `const { split, join } = await import("/page/recipe/pagekeys.js");
			const { link, keys } = split(`+quote(link)+`);
			return [link, keys.get("page") ?? "", join(link, keys)];`)
		if got != want {
			t.Errorf("%s: %q, %q expected", link, got, want)
		}
	}
}
