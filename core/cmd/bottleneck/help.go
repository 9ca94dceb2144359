package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
)

// helpWanted is what a command returns that was asked for help, with the flags to tell of.
type helpWanted struct{ flags *flag.FlagSet }

func (h *helpWanted) Error() string { return h.flags.Name() + ": help wanted" }

// isHelp says whether an argument asks for help.
func isHelp(arg string) bool { return slices.Contains([]string{"-h", "-help", "--help"}, arg) }

// usage lists the commands.
func usage() string {
	var b strings.Builder
	b.WriteString("usage: bottleneck command\n\n")
	for _, c := range commands {
		fmt.Fprintf(&b, "  %s\n      %s\n", strings.TrimRight(c.name+" "+c.arguments, " "), c.help)
	}
	b.WriteString("\nbottleneck help, or bottleneck help command, tells more.\n")
	return b.String()
}

// tell prints what a command does and its flags.
func (c command) tell(out io.Writer, flags *flag.FlagSet) {
	fmt.Fprintf(out, "usage: %s\n\n%s\n\n", strings.TrimRight("bottleneck "+c.name+" "+c.arguments, " "), c.help)
	flags.SetOutput(out)
	flags.PrintDefaults()
}

// parseFlags parses the flags of a command; what is left is in flags.Args.
func parseFlags(flags *flag.FlagSet, args []string) error {
	flags.SetOutput(io.Discard)
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return &helpWanted{flags}
	case err != nil:
		return fmt.Errorf("%s: %w", flags.Name(), err)
	}
	return nil
}

// parseLink parses the flags behind a link.
func parseLink(flags *flag.FlagSet, args []string) (link string, err error) {
	if len(args) == 0 {
		return "", fmt.Errorf("%s: no link found, one and then flags expected", flags.Name())
	}
	if isHelp(args[0]) {
		return "", &helpWanted{flags}
	}
	if err := parseFlags(flags, args[1:]); err != nil {
		return "", err
	}
	if flags.NArg() > 0 {
		return "", fmt.Errorf("%s: %q found, one link and then flags expected", flags.Name(), flags.Arg(0))
	}
	return args[0], nil
}
