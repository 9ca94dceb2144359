package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"

	"bottleneck/core/autoencoder"
	"bottleneck/core/data/own"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

// through is one way through a network: rows of so many values in, rows of so many out.
type through func(m *autoencoder.Model) (in, out int, f func(y, x []float32, n int))

func runReconstruct(_ context.Context, args []string, _, log io.Writer) error {
	return arrays("reconstruct", args, log, func(m *autoencoder.Model) (int, int, func(y, x []float32, n int)) {
		return m.Dim(), m.Dim(), m.Reconstruct
	})
}

func runEncode(_ context.Context, args []string, _, log io.Writer) error {
	return arrays("encode", args, log, func(m *autoencoder.Model) (int, int, func(y, x []float32, n int)) {
		return m.Dim(), m.Latent(), m.Encode
	})
}

func runDecode(_ context.Context, args []string, _, log io.Writer) error {
	return arrays("decode", args, log, func(m *autoencoder.Model) (int, int, func(y, x []float32, n int)) {
		return m.Latent(), m.Dim(), m.Decode
	})
}

// arrays sends the rows of one array through a network and writes those that come out.
func arrays(name string, args []string, log io.Writer, way through) error {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	weights := flags.String("weights", "", "weights of the network, a safetensors file")
	from := flags.String("in", "", "NumPy array to read")
	to := flags.String("out", "", "NumPy array to write")
	link, err := parseLink(flags, args)
	if err != nil {
		return err
	}
	for _, f := range []struct{ name, value string }{{"-weights", *weights}, {"-in", *from}, {"-out", *to}} {
		if f.value == "" {
			return fmt.Errorf("%s: %s is missing, a file expected", name, f.name)
		}
	}
	m, err := model(link, *weights, log)
	if err != nil {
		return err
	}
	in, out, f := way(m)
	x, n, err := readRows(*from, in)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	y := make([]float32, n*out)
	f(y, x, n)
	var b bytes.Buffer
	if err := own.WriteNPY(&b, []int{n, out}, y); err != nil {
		return err
	}
	return writeFile(*to, b.Bytes())
}

// model is the network of a link with the weights of a file.
func model(link, weights string, log io.Writer) (*autoencoder.Model, error) {
	r, notices := recipe.Parse(link)
	for _, n := range notices {
		fmt.Fprintln(log, n.Text())
	}
	m, err := autoencoder.New(r, r.Input(), rand.New(rand.NewPCG(r.Seed, 0)))
	if err != nil {
		return nil, err
	}
	b, err := os.ReadFile(weights)
	if err != nil {
		return nil, err
	}
	if err := train.SetWeights(m, b); err != nil {
		return nil, fmt.Errorf("%s: %w", weights, err)
	}
	return m, nil
}

// readRows reads an array of n rows of so many values: (n, values), or of images whose pixels are as many. Bytes
// stand for 255ths.
func readRows(name string, values int) (x []float32, n int, err error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, 0, err
	}
	a, err := own.ReadNPY(b)
	if err != nil {
		return nil, 0, fmt.Errorf("%s: %w", name, err)
	}
	n = a.N()
	x = a.Floats
	if a.Bytes != nil {
		x = make([]float32, len(a.Bytes))
		for i, v := range a.Bytes {
			x[i] = float32(v) / 255
		}
	}
	if len(x) != n*values {
		return nil, 0, fmt.Errorf("%s: shape %v found, rows of %d values expected", name, a.Shape, values)
	}
	return x, n, nil
}
