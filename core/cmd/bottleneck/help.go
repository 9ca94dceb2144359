package main

import (
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

// usage lists the commands and the topics.
func usage() string {
	width := 0
	for _, c := range commands {
		width = max(width, len(c.name))
	}
	var b strings.Builder
	b.WriteString("Bottleneck trains autoencoders by the links of the playground, without a browser.\n\nUsage:\n\n\tbottleneck <command> [arguments]\n\nThe commands are:\n\n")
	for _, c := range commands {
		fmt.Fprintf(&b, "\t%-*s  %s\n", width, c.name, c.help)
	}
	b.WriteString("\nUse \"bottleneck help <command>\" for more about a command.\n\nOther topics of help:\n\n")
	for _, name := range topicNames() {
		first, _, _ := strings.Cut(topics[name], ".")
		fmt.Fprintf(&b, "\t%-*s  %s\n", width, name, strings.ReplaceAll(first, "\n", " "))
	}
	b.WriteString("\nUse \"bottleneck help <topic>\" for more about a topic.\n")
	return b.String()
}

// tell prints how a command is called, what it does, and its flags.
func (c command) tell(out io.Writer, flags *flag.FlagSet) error {
	var b strings.Builder
	text := manuals[c.name]
	if text == "" {
		text = strings.ToUpper(c.name[:1]) + c.name[1:] + " " + c.help + ".\n"
	}
	fmt.Fprintf(&b, "usage: %s\n\n%s", strings.TrimRight("bottleneck "+c.name+" "+c.arguments, " "), text)
	some := false
	flags.VisitAll(func(*flag.Flag) { some = true })
	if some {
		b.WriteString("\nThe flags are:\n\n")
		flags.SetOutput(&b)
		flags.PrintDefaults()
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// topicNames are those of the topics, in their order.
func topicNames() []string {
	names := make([]string, 0, len(topics))
	for name := range topics {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
