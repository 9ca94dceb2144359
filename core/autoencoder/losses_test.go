package autoencoder

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"bottleneck/core/internal/gradcheck"
	"bottleneck/core/kernel"
	"bottleneck/core/recipe"
)

// strangers are the names that only one of the two tables of losses has.
func strangers(kinds []recipe.LossKind, losses []loss) (names []string) {
	for _, k := range kinds {
		if !slices.ContainsFunc(losses, func(l loss) bool { return l.name == k.Name && l.gradient != nil }) {
			names = append(names, k.Name)
		}
	}
	for _, l := range losses {
		if !slices.ContainsFunc(kinds, func(k recipe.LossKind) bool { return l.name == k.Name }) {
			names = append(names, l.name)
		}
	}
	return names
}

// What is a loss in words is one in numbers.
func TestTheTablesOfLossesAgree(t *testing.T) {
	if names := strangers(recipe.LossKinds(), losses); names != nil {
		t.Errorf("%v: in one table of two", names)
	}
	kinds := []recipe.LossKind{{Name: "words"}, {Name: "both"}, {Name: "empty"}}
	numbers := []loss{{"both", losses[0].gradient}, {"numbers", losses[0].gradient}, {"empty", nil}}
	if names := strangers(kinds, numbers); !slices.Equal(names, []string{"words", "empty", "numbers"}) {
		t.Errorf("found %v in one of two tables", names)
	}
}

// arguments are three of a kind, the smallest, the default and one between; one, 0, where it takes none.
func arguments(k recipe.LossKind) []float64 {
	if k.Argument == nil {
		return []float64{0}
	}
	return []float64{k.Argument.Min, math.Sqrt(k.Argument.Min * k.Argument.Default), k.Argument.Default}
}

// lossFault says what is wrong with the arithmetic of a loss: it must be 0 or more, least where outputs are the data,
// scaled as it is asked for, the same in place, and have the gradient that it claims.
func lossFault(l loss, logits bool, argument float32) error {
	const n = 41
	x, y, dY, other := uniform(n, 1), make([]float32, n), make([]float32, n), make([]float32, n)
	kernel.Gaussian(y, 2)
	same := slices.Clone(x)
	if logits {
		for i, p := range x {
			same[i] = float32(math.Log(float64(p) / (1 - float64(p))))
		}
	}
	least, sum := l.gradient(other, same, x, 1, argument), l.gradient(dY, y, x, 1, argument)
	if !(least >= 0 && sum > least) {
		return fmt.Errorf("%s: %g of the data themselves, %g of others", l.name, least, sum)
	}
	if s := l.gradient(other, y, x, 0.25, argument); s != sum {
		return fmt.Errorf("%s: %g, %g with another scale of the gradient", l.name, sum, s)
	}
	kernel.Scale(dY, 0.25)
	if !slices.Equal(dY, other) {
		return fmt.Errorf("%s: a gradient of %v, %v expected", l.name, other, dY)
	}
	copy(other, y)
	if s := l.gradient(other, other, x, 0.25, argument); s != sum || !slices.Equal(dY, other) {
		return fmt.Errorf("%s: %g and %v in place, %g and %v expected", l.name, s, other, sum, dY)
	}
	kernel.Scale(dY, 4)
	return gradcheck.Check(l.name, y, dY, func() float64 { return l.gradient(other, y, x, 1, argument) }, 1e-3, 1e-3)
}

func TestEveryLoss(t *testing.T) {
	for _, k := range recipe.LossKinds() {
		for _, argument := range arguments(k) {
			if err := lossFault(*lossNamed(k.Name), k.Logits, float32(argument)); err != nil {
				t.Error(err)
			}
		}
	}
}

// Whatever a loss gets wrong is found.
func TestAWrongLossIsFound(t *testing.T) {
	squares := func(change func(dY, y, x []float32, scale float32) float64) loss {
		return loss{"wrong", func(dY, y, x []float32, scale, _ float32) float64 { return change(dY, y, x, scale) }}
	}
	for name, l := range map[string]loss{
		"gradient": squares(func(dY, y, x []float32, scale float32) float64 { return kernel.SquaredError(dY, y, x, scale) }),
		"negative": squares(func(dY, y, x []float32, scale float32) float64 { return -kernel.SquaredError(dY, y, x, -2*scale) }),
		"scale":    squares(func(dY, y, x []float32, _ float32) float64 { return kernel.SquaredError(dY, y, x, 2) }),
		"sum": squares(func(dY, y, x []float32, scale float32) float64 {
			return float64(scale) * kernel.SquaredError(dY, y, x, 2*scale)
		}),
		"in place": squares(func(dY, y, x []float32, scale float32) float64 {
			kernel.Fill(dY, 0)
			return kernel.SquaredError(dY, y, x, 2*scale)
		}),
	} {
		if err := lossFault(l, false, 0); err == nil {
			t.Errorf("%s: nothing found", name)
		}
	}
	if err := lossFault(*lossNamed("mse"), false, 0); err != nil {
		t.Error(err)
	}
}

// Outputs that are the decoder's are as far from the data as the loss says, and clipped ones nearly so.
func TestTheDistanceIsTheLoss(t *testing.T) {
	const dim, B = 11, 3
	for _, k := range recipe.LossKinds() {
		for _, reduction := range []string{"mean", "image", "batch"} {
			for _, argument := range arguments(k) {
				r := small(k.Name, "sigmoid", "tanh")
				r.Loss.Argument, r.Reduction = argument, reduction
				m, x, y := build(t, r, dim), uniform(B*dim, 4), make([]float32, B*dim)
				want := m.Losses(Batch{Clean: x, Input: x}, make([]float32, B))
				m.Reconstruct(y, x, B)
				if got := m.Distance(y, x, B); math.Abs(got-want) > 1e-5*want {
					t.Errorf("%s, %s: a distance of %g, a loss of %g", r.Loss, reduction, got, want)
				}
			}
		}
	}
	m := build(t, small("bce", "sigmoid", "tanh"), dim)
	y, x := make([]float32, dim), make([]float32, dim)
	kernel.Fill(y, -7) // clipped to 0.001
	kernel.Fill(x, 1)
	if got, want := m.Distance(y, x, 1), math.Log(1000); math.Abs(got-want) > 1e-5*want {
		t.Errorf("a distance of %g, the logarithm of 1000 expected", got)
	}
}
