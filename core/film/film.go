// Package film records a run of a lesson as some frames, for people who wait until their own run has something to show. What is recorded is data that this
// program makes itself, and what a network makes of them: no picture of anybody else is in a film.
//
// A film is small and can be made again: a recipe decides every bit of it. In a file it is compressed by gzip; what is compressed is
//
//	"BNFL", version, length of the link, the link, number of frames, and of each frame its length and the frame (core/wire)
//
// with whole numbers of 32 bits, little-endian.
package film

import (
	"encoding/binary"
	"math"

	"bottleneck/core/data/drawn"
	"bottleneck/core/kernel"
	"bottleneck/core/look"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
	"bottleneck/core/wire"
)

const (
	magic   = "BNFL"
	version = 1

	frames    = 12     // of a film
	trains    = 1000   // inputs to train on, at most
	tests     = 150    // and held out, each a point of the plane
	work      = 1.5e10 // floating point operations of its steps, at most
	images    = 5      // of one channel; a picture in color has three
	colored   = 3
	tableRows = 6
)

// Recipe is the one that a film of a lesson is made of: of r, which may be of data that are not the program's own, with data that are like them, fewer of
// them, and no more steps than a film is worth.
func Recipe(r recipe.Recipe) recipe.Recipe {
	r = r.Clone()
	if name := r.StandIn(); name != "" {
		r.Data = name
	}
	r.Arithmetic = "plain"
	r.Train, r.Test = min(r.Train, trains), min(r.Test, tests)
	r.BatchSize = min(r.BatchSize, r.Train)
	c := r.Cost()
	r.Steps = max(1, min(c.TotalSteps, int(work/c.FLOPsPerStep)))
	return r
}

// View is what a film shows of a recipe.
func View(r recipe.Recipe) wire.View {
	shown := images
	if r.Input().C == 3 && r.Input().H > 1 {
		shown = colored
	}
	return wire.View{Images: shown, Table: tableRows, Points: tests, PCA: r.LatentDim != 2 || r.Latent == "direct", AxisY: 1}
}

const msgRecipe = "film: a recipe of data that are made, in plain arithmetic, expected"

// Make trains a recipe as Recipe gives it, of data that the program makes and in plain arithmetic, and returns its film, not compressed.
func Make(r recipe.Recipe) ([]byte, error) {
	if r.Source().Origin != recipe.Made || r.Arithmetic != "plain" {
		panic(msgRecipe)
	}
	whole, held := drawn.Maker(r, false), drawn.Maker(r, true)
	run, err := train.NewIn(kernel.Plain, r, whole.First(r.Train), held.First(r.Test))
	if err != nil {
		return nil, err
	}
	link := r.Link()
	film := append([]byte(magic), 0, 0, 0, 0)
	film[len(magic)] = version
	film = appendSized(film, []byte(link))
	moments := Moments(run.TotalSteps())
	film = binary.LittleEndian.AppendUint32(film, uint32(len(moments)))
	looker, view := look.New(run.Reader()), View(r)
	var frame []byte
	for _, step := range moments {
		for run.Reader().Steps() < step {
			if err := run.Step(); err != nil {
				return nil, err
			}
		}
		run.Evaluate()
		s := looker.Snapshot(view)
		coarsen(s)
		frame = s.Encode(frame)
		film = appendSized(film, frame)
	}
	return film, nil
}

// Moments are the steps whose frames a film of so many steps has: the first ones in short order, since most is learned early.
func Moments(steps int) []int {
	list := []int{0}
	for i := 1; i < frames; i++ {
		at := int(math.Round(math.Pow(float64(steps), float64(i)/(frames-1))))
		if at > list[len(list)-1] {
			list = append(list, at)
		}
	}
	return list
}

// coarsen rounds what nobody sees so finely: pixels to 32 grays, places on the plane and numbers of a table to three digits. The curve stays as it is; what
// it is the sum of goes, as do the figures of the units.
func coarsen(s *wire.Snapshot) {
	if m := s.Images; m != nil {
		for _, pixels := range [][]byte{m.Clean, m.Corrupted, m.Output} {
			for i, v := range pixels {
				pixels[i] = v &^ 7
			}
		}
	}
	if c := s.Codes; c != nil {
		round(c.X)
		round(c.Y)
	}
	if t := s.Table; t != nil {
		round(t.Clean)
		round(t.Corrupted)
		round(t.Output)
	}
	s.Units, s.Terms = nil, nil
}

// round keeps ten bits behind the first one.
func round(list []float32) {
	for i, v := range list {
		list[i] = math.Float32frombits((math.Float32bits(v) + 1<<12) &^ (1<<13 - 1))
	}
}

func appendSized(dst, b []byte) []byte {
	return append(binary.LittleEndian.AppendUint32(dst, uint32(len(b))), b...)
}

// Link is the recipe that a film was made of. It is empty where film is none.
func Link(film []byte) string {
	const head = len(magic) + 8
	if len(film) < head || string(film[:len(magic)]) != magic || binary.LittleEndian.Uint32(film[len(magic):]) != version {
		return ""
	}
	n := uint64(binary.LittleEndian.Uint32(film[head-4:]))
	if n > recipe.MaxLink || uint64(len(film)-head) < n {
		return ""
	}
	return string(film[head : head+int(n)])
}
