package build

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// programs are the folders of web/ that belong to the site, with all below them; web/'s Go programs and tests do not.
var programs = []string{"page", "worker", "exchange", "canvas", "bench", "offline", "kit"}

// webTypes are the hand-written files in them; the Go tests beside them stay here.
var webTypes = []string{".html", ".css", ".js"}

// required must be among the files of a whole site.
var required = []string{
	"index.html", "embed.html", "canvas.html", "bench.html", "sw.js", firstScript, "worker/worker.js", "worker/memory.js", "worker/files.js", "worker/threads.js", "worker/thread.js", "wasm_exec.js",
	"exchange/exchange.js", "worker/output.js",
	"trainer.wasm", "canvas.wasm", exchange, pictures, "kernels.wasm", "kernels-relaxed.wasm",
}

// collect reads the programs of web/ and everything below static/ but its built data.
func collect(root string) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, program := range programs {
		if err := walk(filepath.Join(root, "web"), program, func(rel, file string) error {
			if !slices.Contains(webTypes, path.Ext(rel)) {
				return nil
			}
			return add(files, address(rel), file)
		}); err != nil {
			return nil, err
		}
	}
	err := walk(root, "static", func(rel, file string) error {
		return add(files, strings.TrimPrefix(rel, "static/"), file)
	})
	if err == nil {
		err = addEmbed(files)
	}
	return files, err
}

// addEmbed adds the page for frames in other pages: the playground, with a mark by which it leaves out what stands around the run. It has an
// address of its own because servers choose headers by that, and it may be framed by anybody.
func addEmbed(files map[string][]byte) error {
	const root = `<html lang="en">`
	page := files["index.html"]
	if page == nil {
		return nil // which is told later
	}
	if n := bytes.Count(page, []byte(root)); n != 1 {
		return fmt.Errorf("build: index.html: %s occurs %d times, 1 expected", root, n)
	}
	files["embed.html"] = bytes.Replace(page, []byte(root), []byte(`<html lang="en" data-embed>`), 1)
	return nil
}

// address is where a file of web/ lies in the site: where it lies here, but pages and the service worker have the short addresses
// that people share, at the root. What they refer to is written as seen from there.
func address(rel string) string {
	if base := path.Base(rel); keepsName(base) {
		return base
	}
	return rel
}

// add reads a file into files; two of the same name would hide one another.
func add(files map[string][]byte, logical, file string) error {
	if files[logical] != nil {
		return fmt.Errorf("build: two files would be %s in the site; one of them is %s", logical, file)
	}
	content, err := os.ReadFile(file)
	if err == nil && content == nil {
		content = []byte{}
	}
	files[logical] = content
	return err
}

// walk calls f for each regular file below a folder of dir, with its path from dir, but not for what is hidden or built. A folder that
// is not there is empty.
func walk(dir, folder string, f func(rel, file string) error) error {
	top := filepath.Join(dir, folder)
	err := filepath.WalkDir(top, func(file string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case file == filepath.Join(dir, "static", "data"), strings.HasPrefix(e.Name(), ".") && e.IsDir():
			return filepath.SkipDir
		case strings.HasPrefix(e.Name(), "."), !e.Type().IsRegular():
			return nil
		}
		rel, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		return f(filepath.ToSlash(rel), file)
	})
	if err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("build: %w", err)
	}
	return nil
}

// missing returns the required files that are not there.
func missing(files map[string][]byte) []string {
	var names []string
	for _, name := range required {
		if files[name] == nil {
			names = append(names, name)
		}
	}
	return names
}
