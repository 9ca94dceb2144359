package main

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"bottleneck/core/wire"
)

func classified(t *testing.T, args ...string) (all []wire.Accuracy) {
	t.Helper()
	var out, log bytes.Buffer
	if err := runClassify(context.Background(), args, &out, &log); err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(&out)
	d.DisallowUnknownFields()
	for d.More() {
		var a wire.Accuracy
		if err := d.Decode(&a); err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	return all
}

func TestClassifyPrintsALineAClassifier(t *testing.T) {
	got := classified(t, quick, "-steps", "5", "-passes", "1")
	if len(got) != 7 {
		t.Fatalf("%d lines, 7 expected: %v", len(got), got)
	}
	for _, a := range got {
		if a.N != 50 || a.Train != 100 || a.Accuracy < 0 || a.Accuracy > 1 || a.Dim == 0 {
			t.Errorf("%+v", a)
		}
	}
	if some := classified(t, quick, "-steps", "0", "-passes", "1", "-inputs", "codes,originals", "-images", "60"); len(some) != 4 || some[0].Input != "originals" || some[1].Train != 60 {
		t.Errorf("of two kinds: %+v", some)
	}
}

// Who is on a face is its class. More faces than there are is an error, not a panic.
func TestClassifyOnFaces(t *testing.T) {
	const link = "#v=1&data=faces&image_size=8&latent_dim=4"
	for _, a := range classified(t, link+"&train=360&test=40", "-steps", "0", "-passes", "1") {
		if a.Train != 360 || a.N != 40 {
			t.Errorf("%+v: 360 faces to train on and 40 others expected", a)
		}
	}
	var out, log bytes.Buffer
	if err := runClassify(context.Background(), []string{link + "&train=361&test=40"}, &out, &log); err == nil || !strings.Contains(err.Error(), "faces has 360") {
		t.Errorf("of 361 faces: %v", err)
	}
}

// The weights of a file are those that are tried.
func TestClassifyTakesWeights(t *testing.T) {
	name := filepath.Join(t.TempDir(), "w.safetensors")
	lines(t, quick, "-steps", "30", "-out", name)
	args := []string{quick, "-passes", "3", "-inputs", "codes"}
	trained := classified(t, append(args, "-steps", "30")...)
	loaded := classified(t, append(args, "-weights", name)...)
	if trained[0] != loaded[0] || trained[1] != loaded[1] {
		t.Errorf("%v after training, %v of the file", trained, loaded)
	}
	if fresh := classified(t, append(args, "-steps", "0")...); fresh[0] == loaded[0] && fresh[1] == loaded[1] {
		t.Errorf("%v of first weights as of trained ones", fresh)
	}
}

func TestClassifyRefuses(t *testing.T) {
	for want, args := range map[string][]string{
		"-steps -2 found":     {quick, "-steps", "-2"},
		"-images 0 found":     {quick, "-images", "0"},
		`input "noise" found`: {quick, "-inputs", "noise"},
		`"more" found`:        {quick, "more"},
		"no such file":        {quick, "-weights", "nowhere.safetensors"},
		"1 class found in":    {quick + "&classes=3"},
	} {
		var out, log bytes.Buffer
		if err := runClassify(context.Background(), args, &out, &log); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, %q expected", args, err, want)
		}
	}
}
