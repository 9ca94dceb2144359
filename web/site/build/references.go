package build

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// A pattern finds references in one kind of text; its group 1 is the reference. In JavaScript only forms that name a
// file for certain are taken; everything else goes through the manifest.
var patterns = map[string][]*regexp.Regexp{
	".js": {
		regexp.MustCompile(`(?m)^\s*(?:import|export)\b[^'"` + "`" + `;]*?['"](\.{1,2}/[^'"]+)['"]`), // import a from './b.js'; import './b.js'
		regexp.MustCompile(`\bimport\(\s*['"](\.{1,2}/[^'"]+)['"]\s*\)`),
		regexp.MustCompile(`\bimportScripts\(\s*['"]([^'"]+)['"]\s*\)`),
		regexp.MustCompile(`['"](\.{1,2}/[a-z]+-[0-9A-Z]{8}\.js)['"]`), // that lean made: no other file has such a name
		regexp.MustCompile(`(?m)^//# sourceMappingURL=(\S+\.map)$`),    // likewise
		regexp.MustCompile(`\bnew URL\(\s*['"]([^'"]+)['"]\s*,\s*import\.meta\.url\s*\)`),
	},
	".css": {
		regexp.MustCompile(`\burl\(\s*['"]?([^'")]+?)['"]?\s*\)`),
		regexp.MustCompile(`@import\s+['"]([^'"]+)['"]`),
	},
	".html": {
		regexp.MustCompile(`\s(?:src|href)="([^"]*)"`),
		regexp.MustCompile(`<meta property="og:image" content="([^"]*)"`),
	},
	".webmanifest": {regexp.MustCompile(`"src"\s*:\s*"([^"]*)"`)},
}

// target resolves a reference in the file from to a logical name; ok is false where it leads out of the site,
// into the same page or to a directory.
func target(from, ref string) (logical string, ok bool) {
	ref, _ = cutTail(ref)
	if ref == "" || strings.HasSuffix(ref, "/") || ref == "." || strings.Contains(ref, ":") || strings.HasPrefix(ref, "//") {
		return "", false
	}
	return path.Join(path.Dir(from), ref), true
}

// replace calls f for each reference in a text and puts its answer in the reference's place.
func replace(from string, text []byte, f func(ref string) string) []byte {
	var spans [][2]int
	for _, p := range patterns[path.Ext(from)] {
		for _, m := range p.FindAllSubmatchIndex(text, -1) {
			spans = append(spans, [2]int{m[2], m[3]})
		}
	}
	slices.SortFunc(spans, func(a, b [2]int) int { return a[0] - b[0] })
	var out []byte
	at := 0
	for _, s := range spans {
		if s[0] < at {
			continue // two patterns found the same reference
		}
		out = append(out, text[at:s[0]]...)
		out = append(out, f(string(text[s[0]:s[1]]))...)
		at = s[1]
	}
	return append(out, text[at:]...)
}

// references returns for each file the files it refers to, and a sentence for each reference that leads nowhere.
func references(files map[string][]byte) (refs map[string][]string, broken []string) {
	refs = map[string][]string{}
	for _, from := range slices.Sorted(maps.Keys(files)) {
		replace(from, files[from], func(ref string) string {
			to, ok := target(from, ref)
			switch {
			case !ok:
			case strings.HasPrefix(ref, "/"):
				broken = append(broken, fmt.Sprintf("%s refers to %q: absolute paths break under a sub-path", from, ref))
			case files[to] == nil:
				broken = append(broken, fmt.Sprintf("%s refers to %q, which does not exist", from, ref))
			default:
				refs[from] = append(refs[from], to)
			}
			return ref
		})
	}
	return refs, broken
}

// rewrite replaces logical names by final ones, relative to the file's own directory.
func rewrite(from string, text []byte, names map[string]string) []byte {
	return replace(from, text, func(ref string) string {
		to, ok := target(from, ref)
		name, found := names[to]
		if !ok || !found {
			return ref
		}
		file, tail := cutTail(ref)
		return strings.TrimSuffix(file, path.Base(to)) + path.Base(name) + tail
	})
}

// cutTail splits a reference before its query or fragment.
func cutTail(ref string) (file, tail string) {
	if i := strings.IndexAny(ref, "?#"); i >= 0 {
		return ref[:i], ref[i:]
	}
	return ref, ""
}
