package wire

import (
	"encoding/json"
	"testing"

	"bottleneck/core/recipe"
)

func TestRequestFromThePage(t *testing.T) {
	var q Request
	err := json.Unmarshal([]byte(`{"id":7,"op":"view","view":{"images":8,"order":"worst","points":500,"axis_x":1,"axis_y":0,"grid":20,"log":true,"panels":["plane"]},"later":1}`), &q)
	if err != nil || q.ID != 7 || q.Op != OpView || q.View == nil || q.View.Order != "worst" || q.View.AxisX != 1 || q.View.Grid != 20 || !q.View.Log {
		t.Errorf("request %+v, view %+v, %v", q, q.View, err)
	}
	if err := json.Unmarshal([]byte(`{"id":1,"op":"reseed","seed":9007199254740991}`), &q); err != nil || q.Seed != recipe.MaxSeed {
		t.Errorf("seed %d, %v", q.Seed, err)
	}
}

func TestReplyHoldsOnlyWhatItSays(t *testing.T) {
	got, err := json.Marshal(Reply{ID: 3, State: StatePaused})
	if err != nil || string(got) != `{"id":3,"state":"paused"}` {
		t.Errorf("got %s, %v", got, err)
	}
	r, notices := recipe.Parse("latent_dim=0")
	cost := r.Cost()
	got, err = json.Marshal(Reply{ID: 3, Link: r.Link(), Notices: Notices(notices), Cost: &cost, Diff: recipe.Default().Diff(r)})
	if err != nil {
		t.Fatal(err)
	}
	var back struct {
		Notices []struct{ Field, Text string }
		Cost    struct {
			Parameters    int     `json:"parameters"`
			StepsPerEpoch float64 `json:"steps_per_epoch"`
		}
	}
	if err := json.Unmarshal(got, &back); err != nil || len(back.Notices) != 1 || back.Notices[0].Field != "latent_dim" || back.Cost.Parameters != 50992 || back.Cost.StepsPerEpoch != 100 {
		t.Errorf("reply %s reads as %+v, %v", got, back, err)
	}
}
