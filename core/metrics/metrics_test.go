package metrics

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
)

func TestMetricsAsJSON(t *testing.T) {
	m := Metrics{Step: 300, Epoch: 1, TrainLoss: 0.0231, TestLoss: math.NaN(), TestMSE: 1e-9, CodeMean: 0.5, CodeActive: 0.25, DeadUnits: 3, LearningRate: 1e-3, ImagesPerSecond: 12345.678, Fingerprint: "0badf00d", Arithmetic: "plain"}
	const want = `{"step":300,"epoch":1,"train_loss":0.0231,"test_loss":null,"test_mse":1e-09,"code_mean":0.5,"code_active":0.25,"dead_units":3,"learning_rate":0.001,"images_per_second":12345.68,"fingerprint":"0badf00d","arithmetic":"plain"}`
	got, err := json.Marshal(m)
	if err != nil || string(got) != want {
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
