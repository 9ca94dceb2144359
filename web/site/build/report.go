package build

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"bottleneck/web/site/policy"
)

// Gzipped returns the length of b after gzip at its default level, as static hosts send it.
func Gzipped(b []byte) int {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write(b) // a bytes.Buffer takes everything
	w.Close()
	return out.Len()
}

// report prints what a visit transfers: each file, the first load, and the share of it that is the canvas.
func report(log io.Writer, site *Site) error {
	w := tabwriter.NewWriter(log, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "bytes\tgzip\t\t\n")
	var all, first, canvas int
	for _, name := range slices.Sorted(maps.Keys(site.Files)) {
		size := len(site.Files[name])
		packed := Gzipped(site.Files[name])
		note := "on demand"
		if slices.Contains(site.Precache, name) {
			note = "first load"
			first += packed
			if strings.HasPrefix(name, "canvas.") && strings.HasSuffix(name, ".wasm") {
				canvas = packed
			}
		}
		switch name {
		case "_headers":
			note = "for the host"
		case "sw.js":
			note = "in the background"
		}
		all += packed
		fmt.Fprintf(w, "%d\t%d\t%s\t  %s\n", size, packed, note, name)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(log, "build %s: first load %.2f MB compressed, %.2f MB of it the canvas; all %.2f MB\n",
		site.Manifest.Build, mega(first), mega(canvas), mega(all))
	return err
}

func mega(n int) float64 { return float64(n) / 1e6 }

// hostHeaders is the _headers file that several static hosts read.
func hostHeaders() []byte {
	var b bytes.Buffer
	b.WriteString("/*\n")
	for _, h := range append(policy.Security(), policy.Isolation()...) {
		fmt.Fprintf(&b, "  %s: %s\n", h.Name, h.Value)
	}
	return b.Bytes()
}
