package main

import (
	"crypto/rand"
	_ "embed"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"bottleneck/web/site/policy"
	"bottleneck/web/worker"
)

//go:embed worker.js
var workerJS []byte

//go:embed files.js
var filesJS []byte

const page = `<!doctype html><link rel="icon" href="data:,"><title>exec</title><script src="page.js"></script>`

const pageJS = `new Worker('worker.js').onerror = (event) => {
  fetch('write?fd=2', { method: 'POST', body: 'exec: ' + event.message + '\n' }).then(() => fetch('exit?code=2', { method: 'POST' }));
};`

// start is what the worker has to know.
type start struct {
	Args    []string          `json:"args"`
	Env     map[string]string `json:"env"`
	Dir     string            `json:"dir"`
	Pages   int               `json:"pages"`
	Kernels string            `json:"kernels"`
	Threads int               `json:"threads"`
}

// server answers the browser: the page, the modules, files, output and the end. All addresses begin with a token, which
// only the page started here knows.
type server struct {
	token   string
	start   start
	modules map[string][]byte
	roots   map[string]*os.Root
	exit    chan int
}

// of is the server of one run: an address and an end of its own, so that nothing of an earlier run is taken for its.
func (s *server) of(v variant) *server {
	c := *s
	c.token, c.exit = rand.Text(), make(chan int, 1)
	c.start.Kernels, c.start.Threads = v.kernels, v.threads
	c.start.Env = maps.Clone(s.start.Env)
	c.start.Env["BOTTLENECK_KERNELS"], c.start.Env["BOTTLENECK_THREADS"] = v.kernels, strconv.Itoa(v.threads)
	return &c
}

func (s *server) close() {
	for _, root := range s.roots {
		root.Close()
	}
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, ok := strings.CutPrefix(r.URL.Path, "/"+s.token+"/")
	if !ok {
		http.NotFound(w, r)
		return
	}
	for _, x := range policy.Isolation() {
		w.Header().Set(x.Name, x.Value)
	}
	w.Header().Set("Cache-Control", "no-store")
	send := func(name string, content []byte) {
		w.Header().Set("Content-Type", policy.ContentType(name))
		w.Write(content)
	}
	query := r.URL.Query()
	switch name {
	case "":
		send(".html", []byte(page))
	case "page.js":
		send(name, []byte(pageJS))
	case "worker.js":
		send(name, workerJS)
	case "files.js":
		send(name, filesJS)
	case "threads.js":
		send(name, worker.Threads)
	case "thread.js":
		send(name, worker.Thread)
	case "profile.js":
		send(name, worker.Profile)
	case "start.json":
		text, err := json.Marshal(s.start)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		send(name, text)
	case "write":
		out := os.Stdout
		if query.Get("fd") == "2" {
			out = os.Stderr
		}
		if _, err := io.Copy(out, r.Body); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	case "exit":
		code, err := strconv.Atoi(query.Get("code"))
		if err != nil {
			code = failed
		}
		select {
		case s.exit <- code:
		default: // the first word counts
		}
	case "stat", "read", "list":
		s.file(w, name, query.Get("path"))
	default:
		if content, ok := s.modules[name]; ok {
			send(name, content)
			return
		}
		http.NotFound(w, r)
	}
}

// node is what stat tells about a file.
type node struct {
	Size    int64 `json:"size"`
	Dir     bool  `json:"dir"`
	Mode    int   `json:"mode"`
	MtimeMs int64 `json:"mtimeMs"`
}

// file answers stat, read and list for an absolute path. An error is a status with Unix's name for it as text.
func (s *server) file(w http.ResponseWriter, what, path string) {
	root, rel := s.root(filepath.FromSlash(path))
	if root == nil {
		refuse(w, fs.ErrNotExist)
		return
	}
	f, err := root.Open(rel)
	if err != nil {
		refuse(w, err)
		return
	}
	defer f.Close()
	switch what {
	case "stat":
		info, err := f.Stat()
		if err != nil {
			refuse(w, err)
			return
		}
		json.NewEncoder(w).Encode(node{info.Size(), info.IsDir(), int(info.Mode().Perm()), info.ModTime().UnixMilli()})
	case "read":
		w.Header().Set("Content-Type", "application/octet-stream")
		io.Copy(w, f)
	case "list":
		names, err := f.Readdirnames(-1)
		if err != nil {
			refuse(w, err)
			return
		}
		readable := func(name string) bool {
			_, err := root.Stat(filepath.Join(rel, name)) // not so for links that lead out
			return err == nil
		}
		json.NewEncoder(w).Encode(slices.DeleteFunc(append([]string{}, names...), func(n string) bool { return !readable(n) }))
	}
}

// root is the directory a path lies in, and the path below it.
func (s *server) root(path string) (*os.Root, string) {
	for dir, root := range s.roots {
		if rel, err := filepath.Rel(dir, path); err == nil && filepath.IsLocal(rel) {
			return root, rel
		}
	}
	return nil, ""
}

// refuse tells a program why there is no such file for it. os.Root says nothing definite about paths that lead out.
func refuse(w http.ResponseWriter, err error) {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		http.Error(w, "ENOENT", http.StatusNotFound)
	default:
		http.Error(w, "EACCES", http.StatusForbidden)
	}
}
