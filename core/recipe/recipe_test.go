package recipe

import (
	"testing"
)

func TestDefault(t *testing.T) {
	r := Default()
	if n := r.Validate(); n != nil {
		t.Fatalf("default is not valid: %v", n)
	}
	if got := r.Link(); got != "#v=1" {
		t.Errorf("link of the default is %q, want #v=1", got)
	}
	c := r.Cost()
	if c.Parameters != 784*32+32+32*784+784 || c.CompressionRatio != 24.5 || c.StepsPerEpoch != 100 || c.TotalSteps != 2000 {
		t.Errorf("cost %+v", c)
	}
}
