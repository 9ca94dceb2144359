package main

import (
	"errors"
	"flag"
	"io"
)

// parseFlags parses the flags before the first argument that is none; what is left is in flags.Args.
func parseFlags(flags *flag.FlagSet, args []string) error {
	flags.SetOutput(io.Discard)
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return &helpWanted{flags}
	case err != nil:
		return wrong(flags.Name(), "%v", err)
	}
	return nil
}

// parseWords parses the flags of a command wherever they stand, and returns what is no flag. Behind "--" nothing is one.
func parseWords(flags *flag.FlagSet, args []string) (rest []string, err error) {
	for {
		if err := parseFlags(flags, args); err != nil {
			return nil, err
		}
		n := flags.NArg()
		if n == 0 {
			return rest, nil
		}
		if at := len(args) - n; at > 0 && args[at-1] == "--" {
			return append(rest, flags.Args()...), nil
		}
		rest, args = append(rest, flags.Arg(0)), flags.Args()[1:]
	}
}

// parseLink parses the flags of a command that takes a link, before or behind it.
func parseLink(flags *flag.FlagSet, args []string) (link string, err error) {
	rest, err := parseWords(flags, args)
	if err != nil {
		return "", err
	}
	return oneLink(flags.Name(), rest)
}

// oneLink reads the link of a command from its arguments that are no flags.
func oneLink(command string, rest []string) (string, error) {
	switch {
	case len(rest) == 0:
		return "", wrong(command, "no link found, one in quotes expected, as '#v=1&lesson=linear'")
	case len(rest) > 1:
		return "", wrong(command, "%q found beside the link, flags and one link in quotes expected", rest[1])
	}
	link, why := readLink(rest[0])
	if why != "" {
		return "", wrong(command, "%s", why)
	}
	return link, nil
}
