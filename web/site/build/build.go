package build

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"bottleneck/wasm/kernels"
	"bottleneck/wasm/memory"
)

// Options say what to build.
type Options struct {
	Root    string    // module root
	Out     string    // directory for the site; replaced file by file
	Partial bool      // build without the parts that are missing or do not compile; each is named in Log
	NoMNIST bool      // build without MNIST
	Packed  bool      // lay compressed files beside the others, for servers that send these
	URL     string    // where the site will be, for the picture that other programs show with a link; may be empty
	Whole   bool      // leave the programs as Go links them; they are larger
	Log     io.Writer // progress, warnings, and the sizes in a line
}

// Build makes the site and writes it to o.Out.
func Build(ctx context.Context, o Options) (*Site, error) {
	if o.URL != "" && (!strings.HasPrefix(o.URL, "https://") && !strings.HasPrefix(o.URL, "http://") || !strings.HasSuffix(o.URL, "/") || strings.ContainsAny(o.URL, "\"<>?# ")) {
		return nil, fmt.Errorf("build: -url %q found, an address that begins with https:// and ends with / expected", o.URL)
	}
	if err := mayReplace(o.Out); err != nil {
		return nil, err
	}
	in, err := gather(ctx, o)
	if err != nil {
		return nil, err
	}
	site, err := Assemble(in)
	if err != nil {
		return nil, err
	}
	for _, line := range site.Broken {
		fmt.Fprintln(o.Log, line)
	}
	site.Files["_headers"] = serverHeaders()
	if o.Packed {
		kept, err := cacheDir("compressed")
		if err != nil {
			return nil, err
		}
		if err := compress(ctx, site.Files, kept); err != nil {
			return nil, err
		}
	}
	if err := write(o.Out, site.Files); err != nil {
		return nil, err
	}
	_, err = fmt.Fprintln(o.Log, site.sizes())
	return site, err
}

// part is a file that is made from source.
type part struct {
	name    string
	make    func(linker) ([]byte, error)
	log     strings.Builder // what making it has to say
	content []byte
	err     error
}

// gather makes everything a site consists of.
func gather(ctx context.Context, o Options) (Input, error) {
	files, err := collect(o.Root)
	if err != nil {
		return Input{}, err
	}
	if err := lean(files); err != nil {
		return Input{}, err
	}
	cache, err := cacheDir(o.Root)
	if err != nil {
		return Input{}, err
	}
	// The programs take some seconds each of one processor: all parts are made at once, and told in order.
	parts := []*part{
		{name: "wasm_exec.js", make: func(linker) ([]byte, error) { return wasmExec(ctx, o.Root) }},
		{name: "kernels.wasm", make: func(linker) ([]byte, error) { return kernel(false) }},
		{name: "kernels-relaxed.wasm", make: func(linker) ([]byte, error) { return kernel(true) }},
		{name: "trainer.wasm", make: linker.trainer},
		{name: "canvas.wasm", make: linker.canvas},
		{name: exchange, make: beside(exchange)},
		{name: pictures, make: beside(pictures)},
	}
	var all sync.WaitGroup
	for _, p := range parts {
		all.Go(func() { p.content, p.err = p.make(linker{ctx, o.Root, cache, o.Whole, &p.log}) })
	}
	all.Wait()
	for _, p := range parts {
		fmt.Fprint(o.Log, p.log.String())
		if p.err != nil && (!o.Partial || ctx.Err() != nil) {
			return Input{}, p.err
		}
		if p.err != nil {
			fmt.Fprintf(o.Log, "left out: %s: %v\n", p.name, p.err)
			continue
		}
		files[p.name] = p.content
	}
	if names := missing(files); names != nil {
		if !o.Partial {
			return Input{}, fmt.Errorf("build: missing: %s", strings.Join(names, ", "))
		}
		fmt.Fprintf(o.Log, "missing: %s\n", strings.Join(names, ", "))
	}
	in := Input{Partial: o.Partial, URL: o.URL, Files: files, Data: map[string]*Corpus{}, Missing: map[string]string{}}
	if o.NoMNIST {
		in.Missing["mnist"] = "this build was made without MNIST"
		return in, nil
	}
	return in, addMNIST(ctx, &in, filepath.Join(o.Root, "static", "data"), o.Log)
}

// kernel pads the limits of a kernel module's memory, so that the loader can set them in place.
func kernel(relaxed bool) ([]byte, error) {
	return memory.SetLimits(kernels.Module(relaxed), memory.Limits{Pages: pages, Shared: true})
}

// cacheDir is where linked programs are kept from build to build.
func cacheDir(root string) (string, error) {
	base, err := os.UserCacheDir()
	if err != nil {
		base = os.TempDir()
	}
	dir := filepath.Join(base, "bottleneck", "build", strings.ReplaceAll(filepath.ToSlash(filepath.Clean(root)), "/", "_"))
	return dir, os.MkdirAll(dir, 0o755)
}

// mayReplace refuses a directory that holds anything but a site: its files would be deleted.
func mayReplace(out string) error {
	entries, err := os.ReadDir(out)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return fmt.Errorf("build: %w", err)
	}
	page, err := os.ReadFile(filepath.Join(out, "index.html"))
	if err != nil || !strings.Contains(string(page), slot) {
		return fmt.Errorf("build: %s is not empty and holds no site of an earlier build", out)
	}
	return nil
}

// write puts the files into a directory and removes what an earlier build left. Assets come first and the pages that
// name them last, so that a reader in between finds a whole site, the old one or the new.
func write(out string, files map[string][]byte) error {
	pagesLast := func(a, b string) int {
		if x, y := keepsName(plainName(a)), keepsName(plainName(b)); x != y {
			if x {
				return 1
			}
			return -1
		}
		return strings.Compare(a, b)
	}
	for _, name := range slices.SortedFunc(maps.Keys(files), pagesLast) {
		file := filepath.Join(out, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return fmt.Errorf("build: %w", err)
		}
		if err := os.WriteFile(file+"~", files[name], 0o644); err != nil {
			return fmt.Errorf("build: %w", err)
		}
		if err := os.Rename(file+"~", file); err != nil {
			return fmt.Errorf("build: %w", err)
		}
	}
	return filepath.WalkDir(out, func(file string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(out, file)
		if err == nil && files[filepath.ToSlash(rel)] == nil {
			err = os.Remove(file)
		}
		return err
	})
}
