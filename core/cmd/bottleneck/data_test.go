package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bottleneck/core/data/local/required"
)

// data tells what own files hold, and its link trains on them.
func TestDataTells(t *testing.T) {
	table, faces := ownFiles(t)
	tell := func(path string) (d map[string]any) {
		t.Helper()
		c := programOf(t, "", "data", path)
		if c.code != 0 || c.log != "" {
			t.Fatal(c)
		}
		if err := json.Unmarshal([]byte(c.out), &d); err != nil {
			t.Fatal(err)
		}
		return d
	}
	text := func(v any) string {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	for _, c := range []struct {
		path string
		want map[string]string
	}{
		{table, map[string]string{"kind": `"table"`, "name": `"table.csv"`, "train": "36", "test": "4", "shape": "[3]", "range": "[0,39]", "left": "1", "notes": "[]",
			"columns": `[{"name":"a","range":[0,39]},{"name":"b","range":[0,6]},{"name":"c","range":[0,9]}]`}},
		{faces, map[string]string{"kind": `"pictures"`, "name": `"faces"`, "train": "27", "test": "3", "shape": "[40,40,1]", "left": "0",
			"classes": `[{"n":10,"name":"s1"},{"n":10,"name":"s2"},{"n":10,"name":"s3"}]`}},
	} {
		d := tell(c.path)
		for key, want := range c.want {
			if got := text(d[key]); got != want {
				t.Errorf("%s: %s is %s, %s expected", filepath.Base(c.path), key, got, want)
			}
		}
		// The link trains on what was told of.
		if got := programOf(t, "", "train", "-steps", "2", "-data", c.path, d["link"].(string)); got.code != 0 || !strings.Contains(got.out, `"step":2,`) {
			t.Errorf("%s: %v", d["link"], got)
		}
	}
	d := tell(table)
	out := d["left_out"].([]any)[0].(map[string]any)
	if out["code"] != "cell_empty" || out["place"] != "row 42, b" || !strings.Contains(out["text"].(string), "nothing found") {
		t.Errorf("left out: %v", out)
	}
	link := filepath.Join(t.TempDir(), "faces")
	if err := os.Symlink(faces, link); err != nil {
		required.Skip(t, err)
	}
	if d := tell(link); d["train"].(float64) != 27 {
		t.Errorf("through a symbolic link: %v", d)
	}
}
