package wire

import (
	"bottleneck/core/geometry"
	"bottleneck/core/recipe"
)

// Plan tells a page what the network of a recipe looks like.
type Plan struct {
	Input   geometry.Shape `json:"input"`   // of an image, or 1x1xn of n numbers
	Encoder []Level        `json:"encoder"` // the last gives the code
	Decoder []Level        `json:"decoder"` // the last is the output layer
	Code    geometry.Shape `json:"code"`    // in whose channels, rows, columns codes are handed out; flat where they are as they lie
	Output  string         `json:"output"`  // that layer in the notation of its field, chosen where that says auto
}

// Level is a layer and what it makes.
type Level struct {
	Layer      string         `json:"layer"` // in the notation of the link
	Shape      geometry.Shape `json:"shape"`
	Parameters int64          `json:"parameters"`
	Silent     bool           `json:"silent,omitempty"` // makes no other values when the network is used
}

// PlanOf lays out a valid recipe; nil for one that does not fit together.
func PlanOf(r recipe.Recipe) *Plan {
	p, err := r.Plan()
	if err != nil {
		return nil
	}
	return &Plan{Input: p.Input, Encoder: levels(p.Encoder), Decoder: levels(p.Decoder), Code: p.CodeOrder(), Output: p.Output()}
}

func levels(list []recipe.Level) []Level {
	out := make([]Level, len(list))
	for i, v := range list {
		out[i] = Level{Layer: v.String(), Shape: v.Out, Parameters: v.Parameters(), Silent: v.Silent()}
	}
	return out
}
