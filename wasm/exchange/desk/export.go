package desk

import (
	"bottleneck/core/data/drawn"
	"bottleneck/core/export"
	"bottleneck/core/export/npz"
	"bottleneck/core/fact"
	"bottleneck/core/littleendian"
	"bottleneck/core/recipe"
	"bottleneck/core/wire"
)

// exported writes a recipe for other programs.
func exported(d *Desk, q *Request) (r Reply, buffers []Buffer, err error) {
	wanted, notices := recipe.Parse(q.Link)
	if len(notices) > 0 {
		return r, nil, notices[0].Fact
	}
	e := export.Request{Recipe: wanted, Notebook: q.Notebook}
	if len(q.Sizes) > 0 {
		if e.Weights, err = (machine{d}).Read(0, 0, q.Sizes[0]); err != nil {
			return r, nil, err
		}
	}
	if q.Data && wanted.Source().Origin == recipe.Made {
		train, test := drawn.Maker(wanted, false), drawn.Maker(wanted, true)
		e.Train, e.Test = train.First(wanted.Train), test.First(wanted.Test)
	}
	made, err := export.To(q.Target, e)
	if err != nil {
		return r, nil, err
	}
	for _, f := range made.Files {
		r.Files = append(r.Files, f.Name)
		buffers = append(buffers, Buffer{f.Content})
	}
	for _, n := range made.Notes {
		r.Notes = append(r.Notes, wire.Note{Text: n.Error(), Told: wire.Tell(n)})
	}
	return r, buffers, nil
}

// arrays writes numbers as NumPy reads them.
func arrays(d *Desk, q *Request) (r Reply, buffers []Buffer, err error) {
	if len(q.Arrays) == 0 || len(q.Sizes) != len(q.Arrays) {
		return r, nil, fact.About("arrays", "sizes_differ", "names", len(q.Arrays), "sizes", len(q.Sizes))
	}
	list := make([]npz.Array, len(q.Arrays))
	for i, a := range q.Arrays {
		b, err := (machine{d}).Read(i, 0, q.Sizes[i])
		if err != nil {
			return r, nil, err
		}
		n, size := 1, 4
		for _, side := range a.Shape {
			n *= side
		}
		if a.Bytes {
			size = 1
		}
		if len(b) != n*size {
			return r, nil, fact.About(a.Name, "array_unfilled", "found", len(b), "expected", n*size)
		}
		list[i] = npz.Array{Name: a.Name, Shape: a.Shape, Bytes: b}
		if !a.Bytes {
			list[i].Bytes, list[i].Floats = nil, make([]float32, n)
			littleendian.Read(list[i].Floats, b)
		}
	}
	b, err := npz.Archive(list...)
	return r, []Buffer{{b}}, err
}
