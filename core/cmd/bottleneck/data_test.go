package main

import (
	"encoding/json"
	"image/png"
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
		{table, map[string]string{"kind": `"table"`, "name": `"table.csv"`, "train": "36", "test": "4", "min": "0", "max": "39", "left": "1", "notes": "[]",
			"columns": `[{"max":39,"mean":19.5,"min":0,"name":"a"},{"max":6,"mean":2.875,"min":0,"name":"b"},{"max":9,"mean":3.925,"min":0,"name":"c"}]`}},
		{faces, map[string]string{"kind": `"pictures"`, "name": `"faces"`, "train": "27", "test": "3", "height": "40", "width": "40", "channels": "1", "left": "0",
			"classes": `[{"name":"s1","test":1,"train":9},{"name":"s2","test":1,"train":9},{"name":"s3","test":1,"train":9}]`}},
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
	out := d["problems"].([]any)[0].(map[string]any)
	if out["code"] != "cell_empty" || out["file"] != "row 42, b" || !strings.Contains(out["text"].(string), "nothing found") {
		t.Errorf("left out: %v", out)
	}
	sheet := filepath.Join(t.TempDir(), "sheet.png")
	if got := programOf(t, "", "data", "-preview", "10", "-out", sheet, faces); got.code != 0 || !strings.Contains(got.out, `"preview": "`+sheet) {
		t.Error(got)
	}
	f, err := os.Open(sheet)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if m, err := png.Decode(f); err != nil || m.Bounds().Dx() != 4*42-2 || m.Bounds().Dy() != 3*42-2 {
		t.Errorf("a sheet of %v: %v", m.Bounds(), err)
	}
	if got := programOf(t, "", "data", "-preview", "10", table); got.code == 0 || !strings.Contains(got.log, "which has no pictures") {
		t.Error(got)
	}
	if got := programOf(t, "", "data", "-preview", "-1", faces); got.code != 2 || !strings.Contains(got.log, "a number from 1 to 10000 expected") {
		t.Error(got)
	}
	link := filepath.Join(t.TempDir(), "faces")
	if err := os.Symlink(faces, link); err != nil {
		required.Skip(t, err)
	}
	if d := tell(link); d["train"].(float64) != 27 {
		t.Errorf("through a symbolic link: %v", d)
	}
}
