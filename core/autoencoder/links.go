package autoencoder

import (
	"bottleneck/core/nn"
	"bottleneck/core/recipe"
)

// Links are what stands between a level of the plan and the one before. They hold until the next step.
type Links struct {
	recipe.Level
	layer nn.Layer // nil: the level only renames
}

// Links returns those of level i of the plan, from 1 on; of the code of a variational model, deviation tells whether of the logarithm of
// the variances or of the means.
func (m *Model) Links(i int, deviation bool) Links {
	n, levels := &m.Encoder, m.levels[0]
	if i--; i >= len(levels) {
		i -= len(levels)
		n, levels = &m.Decoder, m.levels[1]
	}
	v, from := levels[i], 0
	if i > 0 {
		from = levels[i-1].end
	}
	switch {
	case deviation:
		return Links{v.Level, m.LogVariance.Layers[0]}
	case from == v.end:
		return Links{v.Level, nil}
	}
	return Links{v.Level, n.Layers[from]}
}

// Levels is how many levels the plan has, and which is the code.
func (m *Model) Levels() (all, code int) {
	return len(m.levels[0]) + len(m.levels[1]), len(m.levels[0])
}

// Fed is that of nn.Linked, in the trace that came last.
func (l Links) Fed(output int, f func(input int, weight float32)) (bias float32) {
	if linked, ok := l.layer.(nn.Linked); ok {
		return linked.Fed(output, f)
	}
	f(output, 1)
	return 0
}

// Feeds is that of nn.Linked.
func (l Links) Feeds(input int, f func(output int, weight float32)) {
	if linked, ok := l.layer.(nn.Linked); ok {
		linked.Feeds(input, f)
	} else {
		f(input, 1)
	}
}

// Filters are the weights that look at an image before the level; false where that is none, or there are no weights.
func (l Links) Filters() (Filters, bool) {
	if l.In.H*l.In.W == 1 {
		return Filters{}, false
	}
	return filtersOf(l.layer, l.In)
}

// Switches are where the winners of a maximum stood, (Out), among the values of its input; nil where there is none.
func (l Links) Switches() []int32 {
	if p, ok := l.layer.(*nn.MaxPool); ok {
		return p.Switches()
	}
	return nil
}
