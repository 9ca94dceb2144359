package proof

import (
	"bufio"
	"io"
	"strings"

	"bottleneck/core/pasted"
	"bottleneck/core/recipe"
)

// List returns the lines of a list of links. Blank lines are left out, and comments: lines that begin with a "#" which is not
// that of a link.
func List(r io.Reader) ([]string, error) {
	var links []string
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 2*recipe.MaxLink)
	for lines.Scan() {
		line := strings.TrimFunc(lines.Text(), pasted.Blank)
		if rest, hash := strings.CutPrefix(line, "#"); line != "" && (!hash || pasted.Keyed(rest)) {
			links = append(links, line)
		}
	}
	return links, lines.Err()
}
