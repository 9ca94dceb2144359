// Package python writes programs in Python, as a script or as a notebook, and what those for PyTorch and Keras have in
// common: where the data come from, and how numbers and texts are written.
package python

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"bottleneck/core/fact"
)

func init() { fact.Add(fact.OfExports) }

// Cell is a part of a program: what it does, in a line, and its code.
type Cell struct{ Title, Code string }

// Program is a text about it and its cells, in order. The last one runs the others.
type Program struct {
	About string // its first line is the title
	Cells []Cell
}

// Script returns the program as one file.
func (p Program) Script() []byte {
	var b bytes.Buffer
	b.WriteString("\"\"\"" + strings.ReplaceAll(p.About, `"""`, `'''`) + "\n\"\"\"\n")
	for i, c := range p.Cells {
		title := "# " + c.Title + " "
		if i == 0 {
			b.WriteString("\n" + c.code() + "\n")
			continue
		}
		b.WriteString("\n\n" + title + strings.Repeat("-", max(3, 99-len([]rune(title)))) + "\n\n" + c.code() + "\n")
	}
	return b.Bytes()
}

// code is that of the cell, with no more than two empty lines anywhere.
func (c Cell) code() string {
	s := strings.TrimSpace(c.Code)
	for strings.Contains(s, "\n\n\n\n") {
		s = strings.ReplaceAll(s, "\n\n\n\n", "\n\n\n")
	}
	return s
}

// cell writes one of nbformat 4.5, https://nbformat.readthedocs.io.
func cell(b []byte, kind, id, source string) []byte {
	b = append(b, "  {\n   \"cell_type\": "...)
	b = quoted(b, kind)
	b = append(b, ",\n   \"id\": "...)
	b = quoted(b, id)
	b = append(b, ",\n   \"metadata\": {},\n"...)
	if kind == "code" {
		b = append(b, "   \"execution_count\": null,\n   \"outputs\": [],\n"...)
	}
	b = append(b, "   \"source\": ["...)
	for i, line := range lines(source) {
		if i > 0 {
			b = append(b, ',')
		}
		b = quoted(append(b, "\n    "...), line)
	}
	return append(b, "\n   ]\n  }"...)
}

// quoted writes a text as JSON does.
func quoted(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, '\\', 'n')
		case r < ' ':
			b = append(b, '\\', 'u', '0', '0', '0'+byte(r>>4), "0123456789abcdef"[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}

// Notebook returns the program as a Jupyter notebook (.ipynb), a cell of text and one of code for each part.
func (p Program) Notebook() []byte {
	title, rest, _ := strings.Cut(p.About, "\n")
	b := cell([]byte("{\n \"cells\": [\n"), "markdown", "about", "# "+title+"\n"+indented(rest))
	for i, c := range p.Cells {
		n := strconv.Itoa(i)
		b = cell(append(b, ",\n"...), "markdown", "title-"+n, "## "+c.Title)
		b = cell(append(b, ",\n"...), "code", "code-"+n, c.code())
	}
	return append(b, `
 ],
 "metadata": {
  "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
  "language_info": {"name": "python"}
 },
 "nbformat": 4,
 "nbformat_minor": 5
}
`...)
}

// lines are those of s, each but the last with its end.
func lines(s string) []string {
	list := strings.SplitAfter(s, "\n")
	if n := len(list); list[n-1] == "" {
		return list[:n-1]
	}
	return list
}

// indented has the lines of a text that are indented as Markdown's code, and no line lost between the others.
func indented(s string) string { return strings.ReplaceAll(s, "\n- ", "\n\n- ") }

// Quote writes a text as Python does.
func Quote(s string) string { return strconv.QuoteToASCII(s) }

// Float writes a number as Python reads it.
func Float(v float64) string {
	s := strconv.FormatFloat(v, 'g', -1, 64)
	if !strings.ContainsAny(s, ".e") {
		s += ".0"
	}
	return s
}

// Tuple writes numbers as a tuple.
func Tuple(n ...int) string {
	parts := make([]string, len(n))
	for i, v := range n {
		parts[i] = strconv.Itoa(v)
	}
	if len(n) == 1 {
		return "(" + parts[0] + ",)"
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

// Pair writes equal numbers once, others as a tuple, as layers of PyTorch and Keras take them.
func Pair(h, w int) string {
	if h == w {
		return strconv.Itoa(h)
	}
	return Tuple(h, w)
}

// Fill replaces the words of a text: pairs of a word, written in capitals between dollars, and what stands for it.
func Fill(text string, pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = "$" + pairs[i] + "$"
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
