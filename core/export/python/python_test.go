package python

import (
	"encoding/json"
	"strings"
	"testing"
)

// A notebook is JSON of the form that Jupyter reads, and its cells hold the code as it is, whatever stands in it.
func TestNotebook(t *testing.T) {
	code := "a = \"\\\\ \t\x01\"\nb = 'é, 😀'\n\n\n\n\n\nc = 1"
	p := Program{About: "Title\n\nText\n- a\n- b", Cells: []Cell{{"First", code}, {"Second", "d = 2\n"}}}
	var n struct {
		Cells []struct {
			Kind   string          `json:"cell_type"`
			ID     string          `json:"id"`
			Count  *int            `json:"execution_count"`
			Out    *[]any          `json:"outputs"`
			Meta   *map[string]any `json:"metadata"`
			Source []string        `json:"source"`
		} `json:"cells"`
		Format int `json:"nbformat"`
		Minor  int `json:"nbformat_minor"`
		Meta   map[string]map[string]string
	}
	b := p.Notebook()
	if err := json.Unmarshal(b, &n); err != nil {
		t.Fatalf("%v in\n%s", err, b)
	}
	if len(n.Cells) != 5 || n.Format != 4 || n.Minor != 5 {
		t.Fatalf("%d cells of %d.%d", len(n.Cells), n.Format, n.Minor)
	}
	if got := strings.Join(n.Cells[2].Source, ""); got != strings.Replace(code, "\n\n\n\n\n\n", "\n\n\n", 1) || len(n.Cells[2].Source) != 5 {
		t.Errorf("%q", n.Cells[2].Source)
	}
	for i, c := range n.Cells {
		if is := i%2 == 0 && i > 0; (c.Kind == "code") != is || (c.Out != nil) != is || c.Meta == nil || c.ID == "" {
			t.Errorf("cell %d: %+v", i, c)
		}
	}
	if strings.Count(string(b), `"execution_count": null`) != 2 || strings.Join(n.Cells[0].Source, "") != "# Title\n\nText\n\n- a\n\n- b" {
		t.Errorf("%s", b)
	}
}
