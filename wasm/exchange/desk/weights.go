package desk

import (
	"bottleneck/core/fact"
	"bottleneck/core/recipe"
	"bottleneck/core/statedict"
	"bottleneck/core/wire"
)

// weights makes of a file of weights one that the trainer loads.
func weights(d *Desk, q *Request) (r Reply, buffers []Buffer, err error) {
	if len(q.Names) != 1 || len(q.Sizes) != 1 {
		return r, nil, fact.About("weights", "sizes_differ", "names", len(q.Names), "sizes", len(q.Sizes))
	}
	of, _ := recipe.Parse(q.Link) // which the trainer wrote
	file, err := machine{d}.Read(0, 0, q.Sizes[0])
	if err != nil {
		return r, nil, err
	}
	exact, notes, err := statedict.Exact(of, file, func(packed []byte, max int) ([]byte, error) { return d.host.Inflate("deflate-raw", packed, max) })
	if err != nil {
		return r, nil, err
	}
	for _, n := range notes {
		r.Notes = append(r.Notes, wire.Note{Text: n.Error(), Told: wire.Tell(n)})
	}
	return r, []Buffer{{exact}}, nil
}
