// Command bottleneck is the playground without a browser: the same core, the
// same links, the same numbers.
//
//	bottleneck train '<link>' [-steps n] [-data path] [-weights in.safetensors] [-out out.safetensors] [-baseline]
//	bottleneck reconstruct '<link>' -weights w.safetensors -in x.npy -out y.npy
//	bottleneck encode '<link>' -weights w.safetensors -in x.npy -out z.npy
//	bottleneck decode '<link>' -weights w.safetensors -in z.npy -out y.npy
//	bottleneck classify '<link>' [-steps n] [-data path] [-weights w.safetensors] [-images n] [-passes n] [-inputs kind,...]
//	bottleneck verify [-only lesson,...] [-long]
//	bottleneck version
//	bottleneck help [command]
//
// train prints one JSON object per epoch, a line each, and one more where the
// run ends within an epoch. Notices about the link and about the data go to
// standard error. reconstruct, encode and decode read and write NumPy arrays
// of inputs or codes, one a row. classify trains classifiers on images, reconstructions and codes, and prints how many
// held-out images each recognizes. verify trains lessons and holds their figures to those of
// trusted implementations.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
)

// command is one thing the program does.
type command struct {
	name, arguments, help string
	run                   func(ctx context.Context, args []string, out, log io.Writer) error
}

var commands = []command{
	{"train", "'<link>' [-steps n] [-data path] [-weights file] [-out file] [-baseline]", "runs the recipe of a link and prints one JSON object per epoch", runTrain},
	{"reconstruct", "'<link>' -weights file -in x.npy -out y.npy", "sends inputs through encoder and decoder", runReconstruct},
	{"encode", "'<link>' -weights file -in x.npy -out z.npy", "gives the codes of inputs", runEncode},
	{"decode", "'<link>' -weights file -in z.npy -out y.npy", "paints inputs from codes", runDecode},
	{"classify", "'<link>' [-steps n] [-data path] [-weights file] [-images n] [-passes n] [-inputs kind,...]", "trains classifiers on images, reconstructions and codes", runClassify},
	{"verify", "[-only lesson,...] [-long]", "trains lessons and compares them with trusted figures", runVerify},
	{"version", "", "tells which version this is and what it was built of", runVersion},
}

// renamed are commands by the names they had before, which scripts may still use.
var renamed = map[string]string{"probe": "classify"}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	switch {
	case err == nil:
	case errors.Is(err, errNoCommand):
		fmt.Fprint(os.Stderr, usage())
		os.Exit(2)
	default:
		fmt.Fprintln(os.Stderr, "bottleneck:", err)
		os.Exit(1)
	}
}

// errNoCommand is what is wrong with a call without arguments.
var errNoCommand = errors.New("no command found")

func run(ctx context.Context, args []string, out, log io.Writer) error {
	if len(args) == 0 {
		return errNoCommand
	}
	if isHelp(args[0]) || args[0] == "help" {
		if len(args) == 1 || args[0] != "help" {
			fmt.Fprint(out, usage())
			return nil
		}
		args = []string{args[1], "-h"}
	}
	if name, found := renamed[args[0]]; found {
		args = append([]string{name}, args[1:]...)
	}
	if strings.TrimLeft(args[0], "-") == "version" {
		args = append([]string{"version"}, args[1:]...)
	}
	names := make([]string, len(commands))
	for i, c := range commands {
		if c.name == args[0] {
			err := c.run(ctx, args[1:], out, log)
			if wanted := (*helpWanted)(nil); errors.As(err, &wanted) {
				c.tell(out, wanted.flags)
				return nil
			}
			return err
		}
		names[i] = c.name
	}
	return fmt.Errorf("command %q found, one of %s or help expected", args[0], strings.Join(names, ", "))
}
