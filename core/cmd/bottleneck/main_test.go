package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bottleneck/core/safetensors"
)

const quick = "#v=1&data=digits&train=100&test=50&batch_size=10&epochs=3&arithmetic=auto"

func lines(t *testing.T, args ...string) []map[string]any {
	t.Helper()
	var out, log bytes.Buffer
	if err := runTrain(context.Background(), args, &out, &log); err != nil {
		t.Fatal(err)
	}
	var all []map[string]any
	d := json.NewDecoder(&out)
	for d.More() {
		m := map[string]any{}
		if err := d.Decode(&m); err != nil {
			t.Fatal(err)
		}
		all = append(all, m)
	}
	return all
}

func TestTrainPrintsALineAnEpoch(t *testing.T) {
	got := lines(t, quick)
	if len(got) != 3 {
		t.Fatalf("%d lines, 3 expected", len(got))
	}
	for i, m := range got {
		for _, key := range []string{"step", "epoch", "train_loss", "test_loss", "test_mse", "images_per_second", "fingerprint"} {
			if _, found := m[key]; !found {
				t.Errorf("line %d has no %s: %v", i, key, m)
			}
		}
		if m["step"].(float64) != float64(10*(i+1)) || m["epoch"].(float64) != float64(i+1) {
			t.Errorf("line %d: step %v, epoch %v", i, m["step"], m["epoch"])
		}
	}
	if first, last := got[0]["test_mse"].(float64), got[2]["test_mse"].(float64); last >= first {
		t.Errorf("test_mse %g after the first epoch, %g after the third", first, last)
	}
	again := lines(t, quick)
	if got[2]["fingerprint"] != again[2]["fingerprint"] {
		t.Errorf("fingerprints %v and %v of one link", got[2]["fingerprint"], again[2]["fingerprint"])
	}
}

func TestStepsEndTheRunWithinAnEpoch(t *testing.T) {
	got := lines(t, quick, "-steps", "14")
	if len(got) != 2 || got[1]["step"].(float64) != 14 || got[1]["epoch"].(float64) != 1 {
		t.Errorf("lines %v", got)
	}
}

func TestTrainTellsTheBaseline(t *testing.T) {
	got := lines(t, quick, "-steps", "14", "-baseline")
	if mse, ok := got[0]["pca_mse"].(float64); !ok || mse <= 0 || mse != got[1]["pca_mse"].(float64) {
		t.Errorf("lines %v", got)
	}
	if _, found := lines(t, quick, "-steps", "3")[0]["pca_mse"]; found {
		t.Error("the baseline is told unasked")
	}
}

func TestPatienceEndsTraining(t *testing.T) {
	var out, log bytes.Buffer
	if err := runTrain(context.Background(), []string{quick + "&optimizer=sgd&learning_rate=1e-8&patience=1"}, &out, &log); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "\n"); n != 2 || !strings.Contains(log.String(), "Stopped after epoch 2") {
		t.Errorf("%d epochs: %q", n, log.String())
	}
}

func TestTrainWritesWeights(t *testing.T) {
	name := filepath.Join(t.TempDir(), "w.safetensors")
	lines(t, quick, "-steps", "3", "-out", name)
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	tensors, meta, err := safetensors.Unmarshal(b)
	if err != nil {
		t.Fatal(err)
	}
	if len(tensors) != 4 || tensors[0].Name != "encoder.0.weight" || tensors[0].Shape[0] != 32 || tensors[0].Shape[1] != 784 {
		t.Errorf("%d tensors, the first %s %v", len(tensors), tensors[0].Name, tensors[0].Shape)
	}
	if !strings.Contains(meta["recipe"], "data=digits") {
		t.Errorf("recipe in the file: %q", meta["recipe"])
	}
}

func TestRefusedFieldsAreNamed(t *testing.T) {
	var out, log bytes.Buffer
	err := runTrain(context.Background(), []string{quick + "&latent_dim=-4&speed=9", "-steps", "1"}, &out, &log)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"latent_dim", "speed"} {
		if !strings.Contains(log.String(), name) {
			t.Errorf("nothing said about %s: %q", name, log.String())
		}
	}
}

func TestWrongCalls(t *testing.T) {
	for _, args := range [][]string{{}, {"fly"}, {"train"}, {"train", quick, "-steps", "x"}, {"train", quick, "-steps", "-3"}, {"train", quick, "more"}} {
		if err := run(context.Background(), args, io.Discard, io.Discard); err == nil {
			t.Errorf("%q: no error", args)
		}
	}
}

// A script may call classify by its old name.
func TestRenamedCommands(t *testing.T) {
	for old, name := range renamed {
		of := func(command string) string {
			var out, log bytes.Buffer
			if err := run(context.Background(), []string{command, quick, "-steps", "0", "-passes", "1", "-inputs", "codes"}, &out, &log); err != nil {
				t.Error(err)
			}
			return out.String()
		}
		if got, want := of(old), of(name); got != want || want == "" {
			t.Errorf("%s printed %q, %s %q", old, got, name, want)
		}
	}
}
