package wire

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"bottleneck/core/recipe"
)

func TestMetricsAsJSON(t *testing.T) {
	m := Metrics{Step: 300, Epoch: 1, TrainLoss: 0.0231, TestLoss: math.NaN(), TestMSE: 1e-9, CodeMean: 0.5, CodeActive: 0.25, DeadUnits: 3, LearningRate: 1e-3, ImagesPerSecond: 12345.678, Fingerprint: "0badf00d", Arithmetic: "plain"}
	const want = `{"step":300,"epoch":1,"train_loss":0.0231,"test_loss":null,"test_mse":1e-09,"code_mean":0.5,"code_active":0.25,"dead_units":3,"learning_rate":0.001,"images_per_second":12345.68,"fingerprint":"0badf00d","arithmetic":"plain"}`
	got, err := json.Marshal(Event{Event: EventMetrics, Metrics: &m})
	if err != nil || string(got) != `{"event":"metrics","metrics":`+want+`}` {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestDenoisingMetricsTellTheNoise(t *testing.T) {
	b, err := json.Marshal(Metrics{TestMSE: 0.01, InputMSE: 0.02})
	var m struct {
		TestMSE  float64 `json:"test_mse"`
		InputMSE float64 `json:"input_mse"`
	}
	if err != nil || json.Unmarshal(b, &m) != nil || m.TestMSE != 0.01 || m.InputMSE != 0.02 {
		t.Errorf("%s reads as %+v, %v", b, m, err)
	}
}

func TestMetricsTellWhatApplies(t *testing.T) {
	b, err := json.Marshal(Metrics{KL: 5.5, Jacobian: 8.75, BaselineMSE: 0.0168, BaselineLoss: 0.117})
	var m map[string]any
	if err != nil || json.Unmarshal(b, &m) != nil || m["kl"] != 5.5 || m["jacobian"] != 8.75 || m["pca_mse"] != 0.0168 || m["pca_loss"] != 0.117 {
		t.Errorf("%s, %v", b, err)
	}
	if b, err = json.Marshal(Metrics{}); err != nil || strings.Contains(string(b), "kl") || strings.Contains(string(b), "jacobian") || strings.Contains(string(b), "pca") {
		t.Errorf("%s, %v", b, err)
	}
}

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
	got, err = json.Marshal(Reply{ID: 3, Link: r.Link(), Notices: notices, Cost: &cost, Diff: recipe.Default().Diff(r)})
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
