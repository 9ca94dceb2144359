package build

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// lean makes scripts and style sheets smaller to send and quicker to start. The modules of each page become one script, with what several
// pages share and what is imported on demand in scripts of their own, so that a page takes a few requests instead of a hundred; names and spaces are cut; and what was written lies
// beside in a source map, which no visit loads unless somebody opens the browser's tools. A module that no page reaches is an error.
// sw.js stays as it is, since its list is written later.
func lean(files map[string][]byte) error {
	reached, err := bundle(files)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		loader, known := map[string]api.Loader{".js": api.LoaderJS, ".css": api.LoaderCSS}[path.Ext(name)]
		if !known || name == "sw.js" || reached[name] {
			continue
		}
		if loader == api.LoaderJS && isModule(files[name]) {
			return fmt.Errorf("build: %s is a module that no page imports", name)
		}
		made := api.Transform(string(files[name]), api.TransformOptions{Loader: loader, Sourcefile: path.Base(name), Target: target2022,
			MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true})
		if err := problems(made.Errors); err != nil {
			return err
		}
		files[name] = made.Code
	}
	return nil
}

// target2022 is what browsers with WebAssembly's vectors know.
const target2022 = api.ES2022

var moduleScript = regexp.MustCompile(`<script type="module" src="([^"]+)"`)

// bundle puts scripts in the place of the modules of all pages, and tells which files are such scripts.
func bundle(files map[string][]byte) (reached map[string]bool, err error) {
	entries := map[string]bool{}
	for name, text := range files {
		if path.Ext(name) != ".html" {
			continue
		}
		for _, m := range moduleScript.FindAllSubmatch(text, -1) {
			entries[string(m[1])] = true
		}
	}
	made, err := esbuild(files, entries)
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(made.outputs)) {
		if out := made.outputs[name]; made.later[name] {
			moveSentences(files, source(out.EntryPoint), made.modules(name))
		}
	}
	if made, err = esbuild(files, entries); err != nil {
		return nil, err
	}
	for _, module := range made.read {
		delete(files, module)
	}
	reached = map[string]bool{}
	for name, content := range made.files {
		files[name], reached[name] = content, true
	}
	for name, text := range files {
		if path.Ext(name) != ".html" {
			continue
		}
		asked := map[string]bool{}
		files[name] = moduleScript.ReplaceAllFunc(text, func(tag []byte) []byte {
			entry := string(moduleScript.FindSubmatch(tag)[1])
			asked[entry] = true
			var early []byte // what the script imports is asked for with it, and not after it
			for _, script := range made.imports(entry, "import-statement") {
				if !asked[script] {
					asked[script] = true
					early = fmt.Appendf(early, "<link rel=\"modulepreload\" href=\"%s\">\n", script)
				}
			}
			for _, script := range made.imports(entry, "dynamic-import") { // what page/later.js fetches
				for _, script := range append(made.imports(script, "import-statement"), script) {
					if !asked[script] {
						asked[script] = true
						early = fmt.Appendf(early, "<link rel=\"later\" href=\"%s\">\n", script)
					}
				}
			}
			return append(early, tag...)
		})
	}
	return reached, nil
}

// scripts is what esbuild makes of modules.
type scripts struct {
	files   map[string][]byte // source maps too
	outputs map[string]output
	later   map[string]bool // scripts that come when another asks for them
	read    []string        // modules, those too of which nothing is left
}

type output struct {
	EntryPoint string
	Imports    []struct{ Path, Kind string }
	Inputs     map[string]struct{}
}

// modules are those that a script consists of.
func (s *scripts) modules(name string) (list []string) {
	for input := range s.outputs[name].Inputs {
		list = append(list, source(input))
	}
	slices.Sort(list)
	return list
}

// imports are the scripts that one imports in that way, in its order.
func (s *scripts) imports(name, kind string) (list []string) {
	for _, i := range s.outputs[name].Imports {
		if i.Kind == kind {
			list = append(list, i.Path)
		}
	}
	return list
}

// source is the path of a module that esbuild names.
func source(input string) string { return strings.TrimPrefix(input, siteFiles+":") }

// esbuild makes a script of each entry, one of each module that is imported on demand, and some of what they share.
func esbuild(files map[string][]byte, entries map[string]bool) (*scripts, error) {
	var points []api.EntryPoint
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		points = append(points, api.EntryPoint{InputPath: name, OutputPath: strings.TrimSuffix(name, ".js")})
	}
	made := api.Build(api.BuildOptions{
		EntryPointsAdvanced: points, Plugins: []api.Plugin{among(files)}, AbsWorkingDir: "/", Outdir: "/", ChunkNames: "[name]-[hash]",
		Bundle: true, Splitting: true, Format: api.FormatESModule, Target: target2022, Metafile: true,
		MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true, Sourcemap: api.SourceMapLinked,
		LegalComments: api.LegalCommentsInline, // credit stays with what it is due to
	})
	if err := problems(made.Errors); err != nil {
		return nil, err
	}
	var meta struct {
		Inputs  map[string]struct{}
		Outputs map[string]output
	}
	if err := json.Unmarshal([]byte(made.Metafile), &meta); err != nil {
		return nil, fmt.Errorf("build: %w", err)
	}
	s := &scripts{files: map[string][]byte{}, outputs: meta.Outputs, later: map[string]bool{}}
	for _, out := range made.OutputFiles {
		s.files[strings.TrimPrefix(out.Path, "/")] = out.Contents
	}
	for input := range meta.Inputs {
		s.read = append(s.read, source(input))
	}
	for name := range meta.Outputs {
		for _, script := range s.imports(name, "dynamic-import") {
			s.later[script] = true
		}
	}
	return s, nil
}

// siteFiles names what a bundle reads: no file of the machine.
const siteFiles = "site"

// among resolves and reads modules among files.
func among(files map[string][]byte) api.Plugin {
	return api.Plugin{Name: siteFiles, Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			name := a.Path
			if a.Kind != api.ResolveEntryPoint {
				if !strings.HasPrefix(name, ".") {
					return api.OnResolveResult{}, fmt.Errorf("%s imports %q, a path that starts with a dot expected", a.Importer, name)
				}
				name = path.Join(path.Dir(a.Importer), name)
			}
			if files[name] == nil {
				return api.OnResolveResult{}, fmt.Errorf("%s imports %s, which does not exist", a.Importer, name)
			}
			return api.OnResolveResult{Path: name, Namespace: siteFiles}, nil
		})
		b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: siteFiles}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			text := string(files[a.Path])
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
		})
	}}
}

var moduleWord = regexp.MustCompile(`(?m)^(?:import\s*["'{*\w]|export\s)`)

func isModule(script []byte) bool { return moduleWord.Match(script) }

func problems(messages []api.Message) error {
	var all []error
	for _, m := range messages {
		where := ""
		if m.Location != nil {
			where = fmt.Sprintf("%s:%d: ", m.Location.File, m.Location.Line)
		}
		all = append(all, fmt.Errorf("build: %s%s", where, m.Text))
	}
	return errors.Join(all...)
}
