// Command bottleneck is the playground without a browser: the same core, the
// same links, the same numbers.
//
//	bottleneck train [flags] '<link>'
//	bottleneck reconstruct -weights w.safetensors -in x.npy -out y.npy '<link>'
//	bottleneck encode -weights w.safetensors -in x.npy -out z.npy '<link>'
//	bottleneck decode -weights w.safetensors -in z.npy -out y.npy '<link>'
//	bottleneck classify [flags] '<link>'
//	bottleneck data path...
//	bottleneck export -to target [flags] '<link>'
//	bottleneck check [flags] '<link>'...|file|-
//	bottleneck verify [-only lesson,...] [-long]
//	bottleneck version
//	bottleneck completion bash|zsh|fish
//	bottleneck help [command]
//
// train prints one JSON object per epoch, a line each, and one more where the
// run ends within an epoch. Notices about the link and about the data go to
// standard error, and so does a line of progress where that is a terminal. Flags stand before or behind the link. The
// program ends with 0, with 1 where something failed, with 2 where the call is wrong, and with 128 and its number after a signal.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// command is one thing the program does.
type command struct {
	name, arguments, help string
	run                   func(ctx context.Context, args []string, out, log io.Writer) error
}

var commands = []command{
	{"train", "[-steps n] [-data path] [-role name=role] [-turn turned] [-weights file] [-out file] [-checkpoint file] [-resume file] [-products name] [-baseline] [-quiet] '<link>'", "runs the recipe of a link and prints one JSON object per epoch", runTrain},
	{"reconstruct", "-weights file -in x.npy -out y.npy [-scale n] '<link>'", "sends inputs through encoder and decoder", runReconstruct},
	{"encode", "-weights file -in x.npy -out z.npy [-scale n] [-order name] '<link>'", "gives the codes of inputs", runEncode},
	{"decode", "-weights file -in z.npy -out y.npy [-order name] '<link>'", "paints inputs from codes", runDecode},
	{"classify", "[-steps n] [-data path] [-role name=role] [-turn turned] [-weights file] [-images n] [-passes n] [-inputs kind,...] '<link>'", "trains classifiers on images, reconstructions and codes", runClassify},
	{"data", "[-json] [-role name=role] [-turn turned] [-preview n] [-out file] path...", "prints as JSON what would be read from files", runData},
	{"export", "-to target [-weights file] [-data path] [-role name=role] [-turn turned] [-notebook] [-out file] '<link>'", "writes a recipe as a program for PyTorch or Keras, or its network as ONNX or arrays", runExport},
	{"check", "[-threads n] [-seconds n] '<link>'...|file|-", "trains the runs of proof links again and tells which are confirmed", runCheck},
	{"verify", "[-only lesson,...] [-long]", "trains lessons and compares them with trusted figures", runVerify},
	{"version", "", "tells which version this is and what it was built of", runVersion},
}

// renamed are commands by the names they had before, which scripts may still use.
var renamed = map[string]string{"probe": "classify"}

func main() {
	ctx, stop := untilSignal(context.Background())
	code := program(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// The codes that the program ends with, beside those of signals.
const (
	exitDone   = 0
	exitFailed = 1
	exitMisuse = 2
)

// program runs a command line, says what went wrong, and returns the code to end with.
func program(ctx context.Context, args []string, out, log io.Writer) (code int) {
	err := run(ctx, args, out, log)
	var misused *misuse
	switch {
	case errors.Is(err, errNoCommand):
		fmt.Fprint(log, usage())
	case err != nil:
		fmt.Fprintln(log, "bottleneck:", err)
		if errors.As(err, &misused) {
			fmt.Fprintf(log, "Run '%s' for usage.\n", strings.TrimSpace("bottleneck help "+misused.command))
		}
	}
	if s := signalOf(ctx); s != nil && exitCode(err) == exitFailed {
		return s.code()
	}
	return exitCode(err)
}

// exitCode is what the program ends with.
func exitCode(err error) int {
	var misused *misuse
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errNoCommand) || errors.As(err, &misused):
		return exitMisuse
	}
	return exitFailed
}

// errNoCommand is what is wrong with a call without arguments.
var errNoCommand = errors.New("no command found")

// misuse is an error of the call itself: nothing was tried.
type misuse struct {
	command string // whose help tells more; "" for that of all
	why     string
}

func (m *misuse) Error() string {
	if m.command == "" {
		return m.why
	}
	return m.command + ": " + m.why
}

// wrong is the error of a call of a command that is not as its help says.
func wrong(command, format string, args ...any) error {
	return &misuse{command, fmt.Sprintf(format, args...)}
}

func run(ctx context.Context, args []string, out, log io.Writer) error {
	if len(args) == 0 {
		return errNoCommand
	}
	if isHelp(args[0]) || args[0] == "help" {
		if len(args) == 1 || args[0] != "help" {
			_, err := fmt.Fprint(out, usage())
			return err
		}
		if text, found := topics[args[1]]; found {
			_, err := fmt.Fprint(out, text)
			return err
		}
		if !known(args[1]) {
			return wrong("", "help: topic %q found, a command or one of %s expected", args[1], strings.Join(topicNames(), ", "))
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
				return c.tell(out, wanted.flags)
			}
			return err
		}
		names[i] = c.name
	}
	return wrong("", "command %q found, one of %s or help expected", args[0], strings.Join(names, ", "))
}

// known says whether a command has that name, or had it.
func known(name string) bool {
	return renamed[name] != "" || slices.ContainsFunc(commands, func(c command) bool { return c.name == name })
}
