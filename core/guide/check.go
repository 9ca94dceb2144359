package guide

import (
	"encoding/json"

	"bottleneck/core/metrics"
	"bottleneck/core/recipe"
)

// Check is what the page sees when a question is answered. Exactly one of its kinds is there.
type Check struct {
	// Figure is a figure of the run by its name in the metrics, which must be below or above a bound. Where says which values
	// fields of the recipe must have, as the link writes them.
	Figure string            `json:"figure"`
	Below  *float64          `json:"below"`
	Above  *float64          `json:"above"`
	Where  map[string]string `json:"where"`

	Between  []string `json:"between"`  // labels of the two classes that the chosen code lies between
	Code     *Moved   `json:"code"`     // a unit was moved beyond a bound
	Chosen   string   `json:"chosen"`   // what kind of input is followed: image, own or code
	Seek     *Sought  `json:"seek"`     // a step of the past is shown
	Compared bool     `json:"compared"` // two runs were looked at side by side
}

// Moved is a unit of the code and the deviations from its mean beyond which it must be.
type Moved struct {
	Unit  int      `json:"unit"`
	Above *float64 `json:"above"`
	Below *float64 `json:"below"`
}

// Sought is a step of the past that is shown, below a bound.
type Sought struct {
	Below int `json:"below"`
}

// Met tells whether a run of recipe r with figures m answers the check. A check that is not of a figure is never met by a run alone.
func (c Check) Met(r recipe.Recipe, m metrics.Metrics) bool {
	if c.Figure == "" {
		return false
	}
	for name, want := range c.Where {
		if r.Get(name) != want {
			return false
		}
	}
	v, known := figure(m, c.Figure)
	return known && (c.Below == nil || v < *c.Below) && (c.Above == nil || v > *c.Above)
}

// figure is the figure of a name, as the metrics write it; one that they leave out is not known.
func figure(m metrics.Metrics, name string) (v float64, known bool) {
	b, err := json.Marshal(m)
	if err != nil {
		return 0, false
	}
	var all map[string]any
	if json.Unmarshal(b, &all) != nil {
		return 0, false
	}
	v, known = all[name].(float64)
	return v, known
}
