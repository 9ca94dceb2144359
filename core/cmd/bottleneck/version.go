package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"

	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
)

// runVersion prints what this program was built of.
func runVersion(_ context.Context, args []string, out, _ io.Writer) error {
	flags := flag.NewFlagSet("version", flag.ContinueOnError)
	rest, err := parseWords(flags, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return wrong("version", "%q found, nothing expected", rest[0])
	}
	info, found := debug.ReadBuildInfo()
	if !found {
		info = &debug.BuildInfo{GoVersion: runtime.Version()}
	}
	_, err = fmt.Fprintln(out, version(info))
	return err
}

// version says in a line which version of the module and which revision a program was built of, by which Go, which
// links it writes, and what multiplies its matrices. go run and builds outside of a repository know no revision.
func version(info *debug.BuildInfo) string {
	settings := map[string]string{"GOOS": runtime.GOOS, "GOARCH": runtime.GOARCH}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	b := new(strings.Builder)
	name := info.Main.Version
	if name == "" || name == "(devel)" {
		name = "without a version"
	}
	fmt.Fprintf(b, "bottleneck %s", name)
	if revision := settings["vcs.revision"]; revision != "" {
		fmt.Fprintf(b, ", revision %s", revision[:min(12, len(revision))])
		if time := settings["vcs.time"]; time != "" {
			fmt.Fprintf(b, " of %s", time)
		}
		if settings["vcs.modified"] == "true" {
			b.WriteString(" with changes")
		}
	}
	fmt.Fprintf(b, ", links v=%d, %s %s/%s, products by %s", recipe.Version, info.GoVersion, settings["GOOS"], settings["GOARCH"], products())
	return b.String()
}

// products names what multiplies matrices.
func products() string {
	if kernel.Name == "go" {
		return "the reference loops"
	}
	return kernel.Name
}
