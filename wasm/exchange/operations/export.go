package operations

import (
	"bottleneck/core/data/drawn"
	"bottleneck/core/export"
	"bottleneck/core/export/npz"
	"bottleneck/core/fact"
	"bottleneck/core/littleendian"
	"bottleneck/core/recipe"
	"bottleneck/core/wire"
	"bottleneck/wasm/desk"
)

// exportFields are what OpExport asks for.
type exportFields struct {
	Target   string `json:"target"` // one of export.Targets
	Link     string `json:"link"`   // of the recipe
	Notebook bool   `json:"notebook"`
	Data     bool   `json:"data"` // with the data, where they are made
}

// written answers OpExport.
type written struct {
	desk.Reply
	Files []string    `json:"files,omitempty"` // their names, the first what was asked for
	Notes []wire.Note `json:"notes,omitempty"` // what a person should know
}

// exported writes a recipe for other programs.
func exported(d *desk.Desk, q *desk.Request) (desk.Answer, []desk.Buffer, error) {
	var f exportFields
	if err := q.Fields(&f); err != nil {
		return nil, nil, err
	}
	wanted, notices := recipe.Parse(f.Link)
	if len(notices) > 0 {
		return nil, nil, notices[0].Fact
	}
	e := export.Request{Recipe: wanted, Notebook: f.Notebook}
	if len(q.Sizes) > 0 {
		var err error
		if e.Weights, err = d.Read(0, 0, q.Sizes[0]); err != nil {
			return nil, nil, err
		}
	}
	if f.Data && wanted.Source().Origin == recipe.Made {
		train, test := drawn.Maker(wanted, false), drawn.Maker(wanted, true)
		e.Train, e.Test = train.First(wanted.Train), test.First(wanted.Test)
	}
	made, err := export.To(f.Target, e)
	if err != nil {
		return nil, nil, err
	}
	r := &written{Notes: told(made.Notes)}
	var buffers []desk.Buffer
	for _, f := range made.Files {
		r.Files = append(r.Files, f.Name)
		buffers = append(buffers, desk.Buffer{f.Content})
	}
	return r, buffers, nil
}

// array describes numbers in C order: float32, or bytes.
type array struct {
	Name  string `json:"name"`
	Bytes bool   `json:"bytes"`
	Shape []int  `json:"shape"`
}

// arrays writes numbers as NumPy reads them.
func arrays(d *desk.Desk, q *desk.Request) (desk.Answer, []desk.Buffer, error) {
	var f struct {
		Arrays []array `json:"arrays"`
	}
	if err := q.Fields(&f); err != nil {
		return nil, nil, err
	}
	if len(f.Arrays) == 0 || len(q.Sizes) != len(f.Arrays) {
		return nil, nil, fact.About("arrays", "sizes_differ", "names", len(f.Arrays), "sizes", len(q.Sizes))
	}
	list := make([]npz.Array, len(f.Arrays))
	for i, a := range f.Arrays {
		b, err := d.Read(i, 0, q.Sizes[i])
		if err != nil {
			return nil, nil, err
		}
		n, size := 1, 4
		for _, side := range a.Shape {
			n *= side
		}
		if a.Bytes {
			size = 1
		}
		if len(b) != n*size {
			return nil, nil, fact.About(a.Name, "array_unfilled", "found", len(b), "expected", n*size)
		}
		list[i] = npz.Array{Name: a.Name, Shape: a.Shape, Bytes: b}
		if !a.Bytes {
			list[i].Bytes, list[i].Floats = nil, make([]float32, n)
			littleendian.Read(list[i].Floats, b)
		}
	}
	b, err := npz.Archive(list...)
	return nil, []desk.Buffer{{b}}, err
}
