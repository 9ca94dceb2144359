package build

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"text/tabwriter"

	"bottleneck/web/site/policy"
)

// Gzipped returns the length of b after gzip at its default level, as servers of static files send it.
func Gzipped(b []byte) int {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write(b) // a bytes.Buffer takes everything
	w.Close()
	return out.Len()
}

// loads says when a visit transfers a file.
func (s *Site) loads(name string) string {
	switch {
	case name == "_headers":
		return "for the server"
	case name == "sw.js":
		return "in the background"
	case slices.Contains(s.Precache, name):
		return "first load"
	}
	return "on demand"
}

// Table writes each file with its size, its compressed sizes and the time of its transfer.
func (s *Site) Table(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "bytes\tgzip\tbrotli\t\t\n")
	for _, name := range slices.Sorted(maps.Keys(s.Files)) {
		if plainName(name) != name {
			continue
		}
		br := "-"
		if small, found := s.Files[name+".br"]; found {
			br = strconv.Itoa(len(small))
		}
		fmt.Fprintf(t, "%d\t%d\t%s\t%s\t  %s\n", len(s.Files[name]), Gzipped(s.Files[name]), br, s.loads(name), name)
	}
	return t.Flush()
}

// sizes sums up what the first load transfers, compressed, and how much of that is the canvas.
func (s *Site) sizes() string {
	text := fmt.Sprintf("build %s: first load %s", s.Manifest.Build, s.firstLoad("gzip", func(name string) int { return Gzipped(s.Files[name]) }))
	if s.Files["index.html.br"] == nil {
		return text
	}
	return text + "; " + s.firstLoad("brotli", func(name string) int {
		if small, found := s.Files[name+".br"]; found {
			return len(small)
		}
		return len(s.Files[name])
	})
}

func (s *Site) firstLoad(encoding string, length func(name string) int) string {
	var first, canvas, trainer int
	for name := range s.Files {
		if s.loads(name) != "first load" {
			continue
		}
		n := length(name)
		first += n
		switch name {
		case s.Manifest.Files["canvas.wasm"]:
			canvas = n
		case s.Manifest.Files["trainer.wasm"]:
			trainer = n
		}
	}
	return fmt.Sprintf("%.2f MB with %s: canvas %.2f, trainer %.2f, the rest %.2f", mega(first), encoding, mega(canvas), mega(trainer), mega(first-canvas-trainer))
}

func mega(n int) float64 { return float64(n) / 1e6 }

// serverHeaders is the _headers file that several hosting services read.
func serverHeaders() []byte {
	var b bytes.Buffer
	b.WriteString("/*\n")
	for _, h := range append(policy.Security(), policy.Isolation()...) {
		fmt.Fprintf(&b, "  %s: %s\n", h.Name, h.Value)
	}
	for _, page := range append([]string{""}, policy.Alone...) { // these services join headers of one name, and policies add up
		h := policy.Framing()
		fmt.Fprintf(&b, "/%s\n  %s: %s\n", page, h.Name, h.Value)
	}
	return b.Bytes()
}
