package build

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

// The page's catalogue, as kit/words.js has it of all files in its folder: a line for each sentence.
const (
	catalogue = "kit/english/"
	words     = "kit/words.js"
)

var (
	sentenceLine = regexp.MustCompile(`(?m)^  (\w+): '(?:\\.|[^'\\])*',\n`)
	quoted       = regexp.MustCompile(`'(\w+)'`)
)

// moveSentences takes out of the catalogue what only the script says that begins with the module entry and consists of modules: it gets its sentences in a module of
// its own, which it imports first. A code that no script has in quotes stays, for programs may send it.
func moveSentences(files map[string][]byte, entry string, modules []string) {
	if files[words] == nil {
		return
	}
	said := map[string]bool{} // code: only by these modules
	for name, text := range files {
		if path.Ext(name) != ".js" || strings.HasPrefix(name, catalogue) {
			continue
		}
		ours := slices.Contains(modules, name)
		for _, m := range quoted.FindAllSubmatch(text, -1) {
			code := string(m[1])
			before, known := said[code]
			said[code] = ours && (before || !known)
		}
	}
	var moved []string
	for name, text := range files {
		if !strings.HasPrefix(name, catalogue) {
			continue
		}
		files[name] = sentenceLine.ReplaceAllFunc(text, func(line []byte) []byte {
			if !said[string(sentenceLine.FindSubmatch(line)[1])] {
				return line
			}
			moved = append(moved, string(line))
			return nil
		})
	}
	if moved == nil {
		return
	}
	slices.Sort(moved)
	module := catalogue + path.Base(entry)
	files[module] = fmt.Appendf(nil, "import { learn } from '../words.js';\nlearn({\n%s});\n", strings.Join(moved, ""))
	up := strings.Repeat("../", strings.Count(entry, "/"))
	files[entry] = fmt.Appendf(nil, "import './%s%s'; %s", up, module, files[entry]) // on its first line: those of the source map stay
}
