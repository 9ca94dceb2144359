// Package build makes dist/: it compiles the programs, names every asset after its content, rewrites the references
// between them, cuts the data into chunks and writes down what belongs together.
//
// Same input, same bytes: nothing in dist/ depends on time, machine or map order.
package build

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"bottleneck/web/site/policy"
)

// Input is what a site is made of. Files are keyed by logical names, slash-separated: "app.js", "icons/icon.svg".
type Input struct {
	Files   map[string][]byte
	Data    map[string]*Corpus // data set by name; chunk files are named in it by logical names
	Missing map[string]string  // data set that could not be had: why
	URL     string             // where the site will be, with a slash at its end; "" where that is not known
	Partial bool               // keep references that lead nowhere as they are
}

// Site is a built site.
type Site struct {
	Manifest Manifest
	Files    map[string][]byte // by path below dist/
	Precache []string          // paths that a first visit stores, sorted
	Broken   []string          // of a partial site: references that lead nowhere
}

// Assemble builds a site. Pages (*.html) and sw.js keep their names, everything else gets its hash into the name.
// A reference to a file that is not there is an error, unless the input is partial.
func Assemble(in Input) (*Site, error) {
	if in.Files["index.html"] == nil {
		return nil, errors.New("build: index.html is missing")
	}
	refs, broken := references(in.Files)
	if broken != nil && !in.Partial {
		return nil, fmt.Errorf("build: %s", strings.Join(broken, "\n"))
	}
	names := make(map[string]string, len(in.Files))
	for logical := range in.Files {
		names[logical] = logical
		if !keepsName(logical) {
			names[logical] = withHash(logical, closureHash(logical, in.Files, refs))
		}
	}
	site := &Site{Files: map[string][]byte{}, Broken: broken}
	site.Manifest = Manifest{Build: buildID(in), Files: map[string]string{}, Data: map[string]*Corpus{}, Missing: in.Missing, Digests: map[string]string{}}
	onDemand := map[string]bool{}
	for set, corpus := range in.Data {
		site.Manifest.Data[set] = corpus.rename(names)
		for _, chunks := range [][]Chunk{corpus.Train, corpus.Test} {
			for i, c := range chunks {
				onDemand[names[c.File]] = i > 0
			}
		}
	}
	for logical := range in.Files {
		if isFilm(logical) {
			onDemand[names[logical]] = true
		}
	}
	for logical, content := range in.Files {
		if keepsName(logical) {
			continue
		}
		site.Files[names[logical]] = rewrite(logical, content, names)
		if unvisited(logical) {
			continue
		}
		if checksItself(logical) {
			site.Manifest.Digests[names[logical]] = digest(site.Files[names[logical]])
		}
		if _, isData := onDemand[names[logical]]; !isData || isFilm(logical) {
			site.Manifest.Files[logical] = names[logical]
		}
	}
	for _, program := range []string{exchange, pictures} {
		if name, ok := names[program]; ok {
			onDemand[name] = true
		}
	}
	manifest, err := json.Marshal(site.Manifest)
	if err != nil {
		return nil, err
	}
	if first := in.Files[firstScript]; first != nil {
		site.Files[firstScript] = first
	}
	for logical, content := range in.Files {
		if path.Ext(logical) != ".html" {
			continue
		}
		page := withDigests(absolute(rewrite(logical, content, names), in.URL), site.Files)
		if site.Files[logical], err = embed(logical, page, manifest); err != nil {
			return nil, err
		}
	}
	site.Files[withHash("build.json", site.Manifest.Build)] = manifest
	for _, file := range slices.Sorted(maps.Keys(site.Files)) {
		if !onDemand[file] && !unvisited(file) {
			site.Precache = append(site.Precache, file)
		}
	}
	if sw := in.Files["sw.js"]; sw != nil {
		if site.Files["sw.js"], err = serviceWorker(sw, site, onDemand); err != nil {
			return nil, err
		}
	}
	return site, nil
}

// unvisited tells the files that no visit loads: source maps are for the browser's tools alone, and the pictures of the page for shops of programs and for
// other programs that show a link.
func unvisited(name string) bool {
	return path.Ext(name) == ".map" || strings.HasPrefix(name, "screenshots/")
}

// absolute gives the picture of a page the whole address that other programs want.
func absolute(page []byte, url string) []byte {
	const picture = `<meta property="og:image" content="`
	return bytes.Replace(page, []byte(picture), []byte(picture+url), 1)
}

// firstScript says so when a page does not come. It has the same name in every build: where a server has a newer one than an old page knows, that script is
// there all the same.
const firstScript = "first.js"

// keepsName tells the files whose address must not change from build to build.
func keepsName(logical string) bool {
	return path.Ext(logical) == ".html" || logical == "sw.js" || logical == firstScript
}

// checksItself tells the files that the programs of a page fetch, and hold to their digests: the browser does so for those that stand in the page.
func checksItself(logical string) bool {
	first, _, _ := strings.Cut(logical, "/")
	return path.Ext(logical) == ".wasm" || first == "data" || path.Ext(logical) == ".js" && slices.Contains([]string{"worker", "exchange", "wasm_exec.js"}, first)
}

// digest is the SHA-256 of content, as browsers take it.
func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

var loaded = regexp.MustCompile(`<(?:script|link)\b[^>]*\s(?:src|href)="([^"]+)"[^>]*>`)

// withDigests lets the browser check the scripts and style sheets of a page, whose names have hashes.
func withDigests(page []byte, files map[string][]byte) []byte {
	return loaded.ReplaceAllFunc(page, func(tag []byte) []byte {
		name := string(loaded.FindSubmatch(tag)[1])
		ext := path.Ext(name)
		if keepsName(name) || ext != ".js" && ext != ".css" || files[name] == nil {
			return tag
		}
		return fmt.Appendf(nil, `%s integrity="%s">`, bytes.TrimSuffix(tag, []byte(">")), digest(files[name]))
	})
}

// isFilm tells the films of lessons, which are loaded when somebody chooses the lesson.
func isFilm(logical string) bool { return path.Ext(logical) == ".film" }

const hashLen = 10 // hex digits in a name; package policy recognizes them

func withHash(logical, hash string) string {
	ext := path.Ext(logical)
	return strings.TrimSuffix(logical, ext) + "." + hash[:hashLen] + ext
}

// closureHash hashes a file together with every file it refers to, directly or not: its final text, which holds their
// final names, depends on nothing else. Circles of references are no obstacle.
func closureHash(logical string, files map[string][]byte, refs map[string][]string) string {
	reached := map[string]bool{}
	var walk func(string)
	walk = func(name string) {
		if reached[name] {
			return
		}
		reached[name] = true
		for _, r := range refs[name] {
			walk(r)
		}
	}
	walk(logical)
	h := sha256.New()
	fmt.Fprintf(h, "%s\n", logical)
	for _, name := range slices.Sorted(maps.Keys(reached)) {
		fmt.Fprintf(h, "%s %x\n", name, sha256.Sum256(files[name]))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// buildID names the whole build: another file, page or policy gives another id.
func buildID(in Input) string {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(in.Files)) {
		fmt.Fprintf(h, "%s %x\n", name, sha256.Sum256(in.Files[name]))
	}
	rest, err := json.Marshal([]any{in.Data, in.Missing, policy.Security(), policy.Isolation(), policy.Alone, policy.Framing()})
	if err != nil {
		panic("build: manifest cannot be written as JSON")
	}
	h.Write(rest)
	return hex.EncodeToString(h.Sum(nil))[:12]
}

const slot = `<script type="application/json" id="build">`

// embed puts the manifest into a page's slot. index.html must have one; other pages may.
func embed(logical string, page, manifest []byte) ([]byte, error) {
	before, rest, found := bytes.Cut(page, []byte(slot))
	if !found {
		if logical == "index.html" {
			return nil, fmt.Errorf("build: %s has no %s</script>", logical, slot)
		}
		return page, nil
	}
	_, after, found := bytes.Cut(rest, []byte("</script>"))
	if !found {
		return nil, fmt.Errorf("build: %s: the script with id build is not closed", logical)
	}
	return slices.Concat(before, []byte(slot), manifest, []byte("</script>"), after), nil
}

const swSlot = "const site = null;"

// serviceWorker writes the list of files, with their hashes, and the headers into sw.js.
func serviceWorker(sw []byte, site *Site, onDemand map[string]bool) ([]byte, error) {
	type entry struct {
		URL       string `json:"url"`
		Integrity string `json:"integrity"`
	}
	list := struct {
		Build    string            `json:"build"`
		Precache []entry           `json:"precache"`
		Data     []entry           `json:"data"`
		Headers  map[string]string `json:"headers"`
		Own      map[string]string `json:"own"` // the policy of pages that have another than the rest
		Types    map[string]string `json:"types"`
	}{Build: site.Manifest.Build, Data: []entry{}, Headers: map[string]string{}, Own: map[string]string{}, Types: map[string]string{}}
	for _, file := range slices.Sorted(maps.Keys(site.Files)) {
		e := entry{file, digest(site.Files[file])}
		switch {
		case unvisited(file):
			continue
		case onDemand[file]:
			list.Data = append(list.Data, e)
		default:
			list.Precache = append(list.Precache, e)
		}
		list.Types[path.Ext(file)] = policy.ContentType(file)
	}
	for _, h := range append(policy.Security(), policy.Isolation()...) {
		list.Headers[h.Name] = h.Value
	}
	for _, page := range policy.Alone {
		list.Own[page] = policy.Of(page)[0].Value
	}
	text, err := json.Marshal(list)
	if err != nil {
		return nil, err
	}
	if n := bytes.Count(sw, []byte(swSlot)); n != 1 {
		return nil, fmt.Errorf("build: sw.js: %q occurs %d times, 1 expected", swSlot, n)
	}
	return bytes.Replace(sw, []byte(swSlot), slices.Concat([]byte("const site = "), text, []byte(";")), 1), nil
}
