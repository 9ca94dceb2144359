// Command site builds the playground into a directory of static files and serves it on this machine. It also makes the films of the lessons, which are kept
// in static/lessons/films.
//
//	go run ./web/site build [-out dist] [-packed=false] [-url https://example.org/bottleneck/] [-partial] [-whole]
//	go run ./web/site release [-out dist] [-zip bottleneck.zip] [-url ...]
//	go run ./web/site films [lesson...]
//	go run ./web/site serve [-addr 127.0.0.1:8080] [-out dist] [-prefix /sub/path] [-isolation=false]
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"bottleneck/web/site/build"
	"bottleneck/web/site/server"
)

const usage = "usage: site build|release|serve|films [flags]; site build -h and so on list the flags"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := errors.New(usage)
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case "build":
			err = runBuild(ctx, os.Args[2:])
		case "films":
			err = runFilms(ctx, os.Args[2:])
		case "release":
			err = runRelease(ctx, os.Args[2:])
		case "serve":
			err = runServe(ctx, os.Args[2:])
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// buildFlags are the flags that both commands know.
func buildFlags(f *flag.FlagSet, o *build.Options) {
	f.StringVar(&o.Out, "out", "", "directory of the built site (default dist in the module)")
	f.BoolVar(&o.Partial, "partial", false, "leave out what is missing or does not compile")
	f.BoolVar(&o.Whole, "whole", false, "leave the programs as Go links them: larger files, for a release of Go that wasm/shrink does not know")
	f.BoolVar(&o.NoMNIST, "without-mnist", false, "build without MNIST; the page draws its own digits")
}

func runBuild(ctx context.Context, args []string) error {
	o := build.Options{Log: os.Stdout}
	f := flag.NewFlagSet("build", flag.ExitOnError)
	buildFlags(f, &o)
	publishFlags(f, &o)
	f.Parse(args)
	site, err := makeSite(ctx, &o)
	if err != nil {
		return err
	}
	return site.Table(os.Stdout)
}

// publishFlags are the flags of what is to be served by others.
func publishFlags(f *flag.FlagSet, o *build.Options) {
	f.BoolVar(&o.Packed, "packed", true, "lay compressed files beside the others, for servers that send these")
	f.StringVar(&o.URL, "url", "", "address where the site will be, which names the picture that other programs show with a link")
}

// runRelease builds, and packs the site into one file.
func runRelease(ctx context.Context, args []string) error {
	o := build.Options{Log: os.Stdout}
	f := flag.NewFlagSet("release", flag.ExitOnError)
	buildFlags(f, &o)
	publishFlags(f, &o)
	name := f.String("zip", "bottleneck.zip", "the file to write; its checksum goes beside it")
	f.Parse(args)
	site, err := makeSite(ctx, &o)
	if err != nil {
		return err
	}
	return site.Release(*name, os.Stdout)
}

// makeSite fills in the paths and builds.
func makeSite(ctx context.Context, o *build.Options) (*build.Site, error) {
	root, err := build.ModuleRoot(".")
	if err != nil {
		return nil, err
	}
	o.Root = root
	if o.Out == "" {
		o.Out = filepath.Join(root, "dist")
	}
	return build.Build(ctx, *o)
}

func runServe(ctx context.Context, args []string) error {
	o := build.Options{Log: os.Stdout}
	f := flag.NewFlagSet("serve", flag.ExitOnError)
	buildFlags(f, &o)
	addr := f.String("addr", "127.0.0.1:8080", "loopback address to listen on; port 0 takes a free one")
	prefix := f.String("prefix", "", "serve under this path, like a project page: /sub/path")
	isolation := f.Bool("isolation", true, "send the isolation headers; without, the service worker supplies them")
	f.Parse(args)
	l, err := server.Listen(*addr) // before the build: a port in use is told at once
	if err != nil {
		return err
	}
	defer l.Close()
	if _, err := makeSite(ctx, &o); err != nil {
		return err
	}
	h, err := server.New(o.Out, server.Options{Prefix: *prefix, NoIsolation: !*isolation})
	if err != nil {
		return err
	}
	defer h.Close()
	s := server.HTTP(h)
	go func() {
		<-ctx.Done()
		last, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		s.Shutdown(last)
	}()
	fmt.Printf("Bottleneck is at http://%s%s/ (Ctrl-C stops it)\n", l.Addr(), *prefix)
	if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
