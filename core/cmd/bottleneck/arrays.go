package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"

	"bottleneck/core/autoencoder"
	"bottleneck/core/data/files"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

// through is one way through a network: rows of so many values in, rows of so many out.
type through func(m *autoencoder.Model) (in, out int, f func(y, x []float32, n int))

func runReconstruct(_ context.Context, args []string, out, log io.Writer) error {
	return arrays("reconstruct", args, out, log, func(m *autoencoder.Model) (int, int, func(y, x []float32, n int)) {
		return m.Dim(), m.Dim(), m.Reconstruct
	})
}

func runEncode(_ context.Context, args []string, out, log io.Writer) error {
	return arrays("encode", args, out, log, func(m *autoencoder.Model) (int, int, func(y, x []float32, n int)) {
		return m.Dim(), m.Latent(), m.Encode
	})
}

func runDecode(_ context.Context, args []string, out, log io.Writer) error {
	return arrays("decode", args, out, log, func(m *autoencoder.Model) (int, int, func(y, x []float32, n int)) {
		return m.Latent(), m.Dim(), m.Decode
	})
}

// arrays sends the rows of one array through a network and writes those that come out.
func arrays(name string, args []string, out, log io.Writer, way through) error {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	weights := flags.String("weights", "", "weights of the network, a safetensors `file`")
	from := flags.String("in", "", "NumPy array to read, a `file`")
	to := flags.String("out", "", "NumPy array to write, a `file`")
	scale := new(float64)
	codes := name == "decode"
	if !codes {
		flags.Float64Var(scale, "scale", 0, "divide the numbers of the array by `n`; 0: bytes by 255, and others that go beyond 1 are refused")
	}
	order := "channels_first"
	if name != "reconstruct" {
		flags.StringVar(&order, "order", order, "`order` of the numbers of a code of maps: channels_first, as PyTorch's flatten has them, or channels_last")
	}
	link, err := parseLink(flags, args)
	if err != nil {
		return err
	}
	if order != "channels_first" && order != "channels_last" {
		return wrong(name, "-order %s found, channels_first or channels_last expected", order)
	}
	for _, f := range []struct{ name, value string }{{"-weights", *weights}, {"-in", *from}, {"-out", *to}} {
		if f.value == "" {
			return wrong(name, "%s is missing, a file expected", f.name)
		}
	}
	if !(*scale >= 0 && *scale <= math.MaxFloat32) {
		return wrong(name, "-scale %g found, a number above 0 expected", *scale)
	}
	if standard(*weights, 0) && standard(*from, 0) {
		return wrong(name, "-weights and -in are both standard input, one of them expected")
	}
	if err := writable(*to); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	r, m, err := model(link, *weights, log)
	if err != nil {
		return err
	}
	a, err := readArray(*from)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if *scale == 0 && !codes && !r.Source().Rows {
		if err := asked(*from, a); err != nil {
			return wrong(name, "%v", err)
		}
	}
	values, results, f := way(m)
	x, n, err := rows(*from, a, values, float32(*scale))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	var places []int
	if p, err := r.Plan(); err == nil && order == "channels_first" {
		places = p.CodeOrder().ChannelsFirst()
	}
	if codes {
		x = ordered(x, places, true)
	}
	y := make([]float32, n*results)
	f(y, x, n)
	if name == "encode" {
		y = ordered(y, places, false)
	}
	var b bytes.Buffer
	if err := files.WriteNPY(&b, []int{n, results}, y); err != nil {
		return err
	}
	return writeFile(*to, b.Bytes(), out)
}

// ordered puts each row of codes, number i of which lies at places[i], into the order in which it is handed out, or back; without places it stays.
func ordered(z []float32, places []int, back bool) []float32 {
	if len(places) == 0 {
		return z
	}
	y := make([]float32, len(z))
	for row := 0; row < len(z); row += len(places) {
		for i, at := range places {
			if back {
				y[row+at] = z[row+i]
			} else {
				y[row+i] = z[row+at]
			}
		}
	}
	return y
}

// model is the network of a link with the weights of a file.
func model(link, weights string, log io.Writer) (recipe.Recipe, *autoencoder.Model, error) {
	r, notices := recipe.Parse(link)
	for _, n := range notices {
		fmt.Fprintln(log, n.Text())
	}
	m, err := autoencoder.New(r, r.Input(), rand.New(rand.NewPCG(r.Seed, 0)))
	if err != nil {
		return r, nil, err
	}
	return r, m, loadWeights(weights, r, func(b []byte) error { return train.SetWeights(m, b) }, log)
}

// asked is what is to be asked about numbers that are no bytes and yet seem to be on the scale of bytes, or on another
// than that of pixels from 0 to 1: none is below 0, and some are beyond what noise makes of a pixel.
func asked(name string, a *files.Array) error {
	if a.Bytes != nil {
		return nil
	}
	lo, hi := slices.Min(a.Floats), slices.Max(a.Floats)
	if lo < 0 || hi <= 2 {
		return nil
	}
	white := hi
	for _, usual := range []float32{65535, 255} {
		if hi > 16 && hi <= usual {
			white = usual
		}
	}
	return fmt.Errorf("%s: numbers from %g to %g found, pixels from 0 to 1 expected; -scale %g divides them by that, -scale 1 takes them as they are", named(name), lo, hi, white)
}

// rows returns the n rows of an array, so many values each: (n, values), or of images whose pixels are as many. They are
// divided by scale or, where it is 0, bytes by 255.
func rows(name string, a *files.Array, values int, scale float32) (x []float32, n int, err error) {
	n = a.N()
	x = a.Floats
	if a.Bytes != nil {
		x = make([]float32, len(a.Bytes))
		for i, v := range a.Bytes {
			x[i] = float32(v)
		}
		if scale == 0 {
			scale = 255
		}
	}
	if scale > 0 {
		for i := range x {
			x[i] /= scale
		}
	}
	if len(x) != n*values {
		return nil, 0, fmt.Errorf("%s: shape %v found, rows of %d values expected", named(name), a.Shape, values)
	}
	return x, n, nil
}
