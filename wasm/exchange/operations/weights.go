package operations

import (
	"errors"

	"bottleneck/core/fact"
	"bottleneck/core/recipe"
	"bottleneck/core/statedict"
	"bottleneck/core/train"
	"bottleneck/core/wire"
	"bottleneck/wasm/desk"
)

// weightsFields are what OpWeights asks for.
type weightsFields struct {
	Names []string `json:"names"` // of the one file
	Link  string   `json:"link"`  // of the recipe that they are for
}

// loadable answers OpWeights.
type loadable struct {
	desk.Reply
	Notes []wire.Note `json:"notes,omitempty"` // what a person should know
	Link  string      `json:"link,omitempty"`  // of the recipe that weights of another network were made with
}

// weights makes of a file of weights one that the trainer loads.
func weights(d *desk.Desk, q *desk.Request) (desk.Answer, []desk.Buffer, error) {
	var f weightsFields
	if err := q.Fields(&f); err != nil {
		return nil, nil, err
	}
	if len(f.Names) != 1 || len(q.Sizes) != 1 {
		return nil, nil, fact.About("weights", "sizes_differ", "names", len(f.Names), "sizes", len(q.Sizes))
	}
	of, _ := recipe.Parse(f.Link) // which the trainer wrote
	file, err := d.Read(0, 0, q.Sizes[0])
	if err != nil {
		return nil, nil, err
	}
	exact, notes, err := statedict.Exact(of, file, func(packed []byte, max int) ([]byte, error) { return d.Host().Inflate("deflate-raw", packed, max) })
	if misfit := (*train.Misfit)(nil); errors.As(err, &misfit) {
		return &loadable{Link: misfit.Recipe}, nil, err
	}
	if err != nil {
		return nil, nil, err
	}
	return &loadable{Notes: told(notes)}, []desk.Buffer{{exact}}, nil
}

// told are notes as they travel.
func told(notes []*fact.Fact) (list []wire.Note) {
	for _, n := range notes {
		list = append(list, wire.Note{Text: n.Error(), Told: wire.Tell(n)})
	}
	return list
}
