package build

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"bottleneck/core/data"
	"bottleneck/core/data/local/mnist"
)

// Cuts of the data: the first chunk comes with the first load, the rest on demand.
var (
	trainCuts = []int{2000, 10000, 20000, 30000, 40000, 50000, 60000}
	testCuts  = []int{1000, 10000}
)

// addMNIST adds MNIST's chunks, or the reason why there are none: the page then shows the drawn digits and says so.
func addMNIST(ctx context.Context, in *Input, dir string, log io.Writer) error {
	train, test, err := mnist.Load(ctx, func(line string) { fmt.Fprintln(log, line) })
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		fmt.Fprintf(log, "no MNIST in this build: %v\n", err)
		in.Missing["mnist"] = err.Error()
		return nil
	}
	if train.Labels == nil || test.Labels == nil {
		return fmt.Errorf("build: mnist: labels are missing")
	}
	corpus := &Corpus{}
	if corpus.Train, err = cut(in.Files, dir, "mnist-train", train, trainCuts); err != nil {
		return err
	}
	if corpus.Test, err = cut(in.Files, dir, "mnist-test", test, testCuts); err != nil {
		return err
	}
	in.Data["mnist"] = corpus
	return nil
}

// cut adds the chunks of a set to files as data/<name>-<k>.bin. Chunks made before are taken from dir.
func cut(files map[string][]byte, dir, name string, set *data.Set, cuts []int) ([]Chunk, error) {
	key, err := chunkKey(set)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("build: %w", err)
	}
	var chunks []Chunk
	from := 0
	for k, to := range cuts {
		to = min(to, set.N)
		if to <= from {
			break
		}
		content, err := chunk(filepath.Join(dir, fmt.Sprintf("%s-%s-%d-%d.bin", name, key, from, to)), set.Slice(from, to))
		if err != nil {
			return nil, err
		}
		c := Chunk{File: fmt.Sprintf("data/%s-%d.bin", name, k), From: from, To: to, Bytes: len(content)}
		files[c.File] = content
		chunks = append(chunks, c)
		from = to
	}
	return chunks, nil
}

// chunk returns the file's content, written now unless it was written before.
func chunk(file string, part *data.Set) ([]byte, error) {
	if content, err := os.ReadFile(file); err == nil {
		if z, err := gzip.NewReader(bytes.NewReader(content)); err == nil {
			if old, err := data.ReadChunk(z); err == nil && old.N == part.N {
				return content, nil
			}
		}
	}
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if err := data.WriteChunk(z, part); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	if err := os.WriteFile(file+"~", b.Bytes(), 0o644); err != nil {
		return nil, fmt.Errorf("build: %w", err)
	}
	return b.Bytes(), os.Rename(file+"~", file)
}

// chunkKey changes with the set's content and with the chunk format, which a sample written now stands for.
func chunkKey(set *data.Set) (string, error) {
	h := sha256.New()
	h.Write(set.Pixels)
	h.Write(set.Labels)
	if err := data.WriteChunk(h, set.First(10)); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil))[:10], nil
}
