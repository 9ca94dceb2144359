package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"bottleneck/core/recipe"
)

// It speaks of all commands: a table that names what reads it is refused by Go as a circle.
func init() {
	commands = append(commands, command{"completion", "bash|zsh|fish", "prints a script that completes commands, flags and lessons in a shell", runCompletion})
}

// runCompletion prints the script of a shell.
func runCompletion(_ context.Context, args []string, out, _ io.Writer) error {
	flags := flag.NewFlagSet("completion", flag.ContinueOnError)
	rest, err := parseWords(flags, args)
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return wrong("completion", "%d arguments found, one of bash, zsh, fish expected", len(rest))
	}
	var script string
	switch rest[0] {
	case "bash":
		script = bashScript(completed())
	case "zsh":
		script = zshScript(completed())
	case "fish":
		script = fishScript(completed())
	default:
		return wrong("completion", "shell %q found, one of bash, zsh, fish expected", rest[0])
	}
	_, err = io.WriteString(out, script)
	return err
}

// completion is what a shell can know of a command.
type completion struct {
	command
	flags []*flag.Flag
	link  bool     // whether a link is an argument of it
	words []string // arguments of it that are neither links nor files
}

// completed asks each command for its flags.
func completed() (all []completion) {
	for _, c := range commands {
		k := completion{command: c, link: strings.Contains(c.arguments, "<link>")}
		var wanted *helpWanted
		if err := c.run(context.Background(), []string{"-h"}, io.Discard, io.Discard); errors.As(err, &wanted) {
			wanted.flags.VisitAll(func(f *flag.Flag) { k.flags = append(k.flags, f) })
		}
		if c.name == "completion" {
			k.words = []string{"bash", "zsh", "fish"}
		}
		all = append(all, k)
	}
	help := completion{command: command{name: "help", help: "tells more about a command or a topic"}, words: topicNames()}
	for _, c := range commands {
		help.words = append(help.words, c.name)
	}
	return append(all, help)
}

// takes says what a flag's value is called in its help, "" for a flag that has none.
func takes(f *flag.Flag) string {
	name, _ := flag.UnquoteUsage(f)
	return name
}

// isPath says whether a value of that name is a file or a folder.
func isPath(name string) bool { return name == "file" || name == "path" }

// lessonIDs are the lessons, by which links begin.
func lessonIDs() (ids []string) {
	for _, l := range recipe.Lessons() {
		ids = append(ids, l.ID)
	}
	return ids
}

// bashScript completes in bash, which takes = for the end of a word.
func bashScript(all []completion) string {
	var b strings.Builder
	var names []string
	for _, c := range all {
		names = append(names, c.name)
	}
	fmt.Fprintf(&b, `# bash completion for bottleneck
_bottleneck() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words= link=
	local lessons=%s
	COMPREPLY=()
	if ((COMP_CWORD == 1)); then
		COMPREPLY=($(compgen -W %s -- "$cur"))
		return
	fi
	if [[ $prev == lesson && $cur == = ]]; then
		COMPREPLY=($(compgen -W "$lessons"))
		return
	elif [[ $prev == = && ${COMP_WORDS[COMP_CWORD-2]} == lesson ]]; then
		COMPREPLY=($(compgen -W "$lessons" -- "$cur"))
		return
	fi
	case ${COMP_WORDS[1]} in
`, single(strings.Join(lessonIDs(), " ")), single(strings.Join(names, " ")))
	for _, c := range all {
		words := c.words
		var files []string
		for _, f := range c.flags {
			words = append(words, "-"+f.Name)
			if isPath(takes(f)) {
				files = append(files, "-"+f.Name)
			}
		}
		fmt.Fprintf(&b, "\t%s)\n", c.name)
		if len(files) > 0 {
			fmt.Fprintf(&b, "\t\tcase $prev in %s) COMPREPLY=($(compgen -f -- \"$cur\")); return ;; esac\n", strings.Join(files, "|"))
		}
		fmt.Fprintf(&b, "\t\twords=%s\n", single(strings.Join(words, " ")))
		if c.link {
			b.WriteString("\t\tlink=lesson=\n")
		}
		b.WriteString("\t\t;;\n")
	}
	b.WriteString(`	esac
	if [[ $cur != -* && -n $link ]]; then
		COMPREPLY=($(compgen -W "$link" -- "$cur"))
		((${#COMPREPLY[@]})) && compopt -o nospace 2>/dev/null
		return
	fi
	COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _bottleneck bottleneck
`)
	return b.String()
}

// zshScript completes in zsh.
func zshScript(all []completion) string {
	var b strings.Builder
	b.WriteString("#compdef bottleneck\n# zsh completion for bottleneck\n_bottleneck() {\n\tlocal -a all\n\tall=(\n")
	for _, c := range all {
		fmt.Fprintf(&b, "\t\t%s\n", single(c.name+":"+c.help))
	}
	b.WriteString("\t)\n\tif ((CURRENT == 2)); then\n\t\t_describe command all\n\t\treturn\n\tfi\n\tlocal name=$words[2]\n\tshift words\n\t((CURRENT--))\n\tcase $name in\n")
	// What means something in a specification of _arguments has a backslash.
	plain := strings.NewReplacer(`\`, `\\`, `:`, `\:`, `[`, `\[`, `]`, `\]`)
	for _, c := range all {
		fmt.Fprintf(&b, "\t%s)\n\t\t_arguments", c.name)
		for _, f := range c.flags {
			value, help := flag.UnquoteUsage(f)
			spec := "-" + f.Name + "[" + plain.Replace(help) + "]"
			if isPath(value) {
				spec += ":" + value + ":_files"
			} else if value != "" {
				spec += ":" + value + ":"
			}
			fmt.Fprintf(&b, " \\\n\t\t\t%s", single(spec))
		}
		rest := "*:file:_files"
		if c.link {
			rest = "*:link:(lesson=" + strings.Join(lessonIDs(), " lesson=") + ")"
		} else if len(c.words) > 0 {
			rest = "*:what:(" + strings.Join(c.words, " ") + ")"
		}
		fmt.Fprintf(&b, " \\\n\t\t\t%s\n\t\t;;\n", single(rest))
	}
	b.WriteString("\tesac\n}\nif [[ $funcstack[1] == _bottleneck ]]; then\n\t_bottleneck \"$@\"\nelse\n\tcompdef _bottleneck bottleneck\nfi\n")
	return b.String()
}

// fishScript completes in fish.
func fishScript(all []completion) string {
	var b strings.Builder
	quoted := func(s string) string {
		return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "'"
	}
	b.WriteString("# fish completion for bottleneck\n")
	for _, c := range all {
		fmt.Fprintf(&b, "complete -c bottleneck -f -n __fish_use_subcommand -a %s -d %s\n", c.name, quoted(c.help))
	}
	for _, c := range all {
		when := quoted("__fish_seen_subcommand_from " + c.name)
		for _, f := range c.flags {
			value, help := flag.UnquoteUsage(f)
			fmt.Fprintf(&b, "complete -c bottleneck -n %s -o %s -d %s", when, f.Name, quoted(help))
			if isPath(value) {
				b.WriteString(" -r -F")
			} else if value != "" {
				b.WriteString(" -x")
			}
			b.WriteString("\n")
		}
		words := c.words
		if c.link {
			words = append(words, "lesson="+strings.Join(lessonIDs(), " lesson="))
		}
		if len(words) > 0 {
			fmt.Fprintf(&b, "complete -c bottleneck -f -n %s -a %s\n", when, quoted(strings.Join(words, " ")))
		}
	}
	return b.String()
}

// single is a text in single quotes, as bash and zsh read them.
func single(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
