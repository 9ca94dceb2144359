package modules

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	sizeDefined = regexp.MustCompile(`(--type-[a-z]+):\s*([\d.]+px);`)
	sizeUsed    = regexp.MustCompile(`(?:font-size|[^-\w]font):\s*([^;}]+)`)
	sizeAllowed = regexp.MustCompile(`^(?:var\(--type-[a-z]+\)(?:/[\d.]+ .*)?|inherit)$`)
)

// sizesOf returns the sizes of type that a style sheet defines, and what it uses beside them.
func sizesOf(css string) (defined, strays []string) {
	for _, m := range sizeDefined.FindAllStringSubmatch(css, -1) {
		defined = append(defined, m[1])
	}
	for _, m := range sizeUsed.FindAllStringSubmatch(css, -1) {
		if !sizeAllowed.MatchString(strings.TrimSpace(m[1])) {
			strays = append(strays, strings.TrimSpace(m[0]))
		}
	}
	return defined, strays
}

// The page has one scale of type: five sizes, and nothing beside them.
func TestOneScaleOfType(t *testing.T) {
	var all []string
	for _, dir := range []string{"../kit", "../page", "../bench"} {
		err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(name) != ".css" {
				return err
			}
			css, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			defined, strays := sizesOf(string(css))
			all = append(all, defined...)
			for _, s := range strays {
				t.Errorf("%s: %q is no size of the scale", name, s)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n := len(slices.Compact(slices.Sorted(slices.Values(all)))); n == 0 || n > 5 {
		t.Errorf("%d sizes of type are defined, at most five expected: %q", n, all)
	}
}

func TestStraySizesAreFound(t *testing.T) {
	defined, strays := sizesOf(`:root { --type-a: 12px; --type-b: 13.5px; }
		p { font-size: var(--type-a); font: var(--type-b)/1.5 serif; font-weight: 600; font-family: x; } i { font: inherit; }
		b { font-size: 11px; } em { font: 12px/1.5 serif } small { font-size: .9em; }`)
	if !slices.Equal(defined, []string{"--type-a", "--type-b"}) || !slices.Equal(strays, []string{"font-size: 11px", "font: 12px/1.5 serif", "font-size: .9em"}) {
		t.Errorf("defined %q, beside them %q", defined, strays)
	}
}
