package recipe

import (
	"strings"
	"testing"
)

func TestCost(t *testing.T) {
	c := Default().Cost()
	if c.Parameters != 784*32+32+32*784+784 || c.CodeSize != 32 || c.CompressionRatio != 24.5 {
		t.Errorf("784-32-784: %+v", c)
	}
	if c.StepsPerEpoch != 100 || c.TotalSteps != 10000 || c.Images != 2000 || c.Approximate {
		t.Errorf("2,000 images, batch 20, 100 epochs: %+v", c)
	}
	// forward 2, weights 2, and for the second layer the input's gradient 2, by 784*32 by batch
	if want := float64(2*2+3*2) * 784 * 32 * 20; c.FLOPsPerStep != want {
		t.Errorf("FLOPs per step %v, want %v", c.FLOPsPerStep, want)
	}
	plane := mustParse(t, "lesson=plane").Cost()
	want := 0
	for _, d := range [][2]int{{784, 500}, {500, 300}, {300, 2}, {2, 300}, {300, 500}, {500, 784}} {
		want += d[0]*d[1] + d[1]
	}
	if plane.Parameters != want || plane.TotalSteps != 10000 || !plane.Approximate || plane.CompressionRatio != 392 {
		t.Errorf("plane: %+v, want %d parameters", plane, want)
	}
	if got := mustParse(t, "lesson=plane").CostOf(18081); got.StepsPerEpoch != 37 || got.Approximate {
		t.Errorf("plane on 18,081 images: %+v", got)
	}
	if got := mustParse(t, "train=1&batch_size=500"); got.Cost().StepsPerEpoch != 1 {
		t.Errorf("one image: %+v", got.Cost())
	}
}

func TestBudget(t *testing.T) {
	const mib = 1 << 20
	for _, l := range Lessons() {
		budget := int64(256 * mib)
		if l.Recipe.Data == "faces" {
			budget *= 2 // eight million weights
		}
		if err := l.Recipe.CheckBudget(budget); err != nil {
			t.Errorf("lesson %s does not fit: %v", l.ID, err)
		}
	}
	big := mustParse(t, "encoder=dense(3000,relu),dense(1500,relu)&batch_size=2000")
	err := big.CheckBudget(256 * mib)
	if err == nil || !strings.Contains(err.Error(), "of 256 MiB are free") {
		t.Errorf("%d MiB in a heap of 256 MiB: %v", big.Cost().Bytes/mib, err)
	}
	if err := big.CheckBudget(2048 * mib); err != nil {
		t.Errorf("%d MiB in a heap of 2 GiB: %v", big.Cost().Bytes/mib, err)
	}
}

func TestBytesCountWhatIsKept(t *testing.T) {
	bytes := func(link string) int64 { return mustParse(t, link).Cost().Bytes }
	base := bytes("optimizer=sgd")
	if got, want := bytes("optimizer=adam")-base, int64(2*2*4*50992); got != want {
		t.Errorf("Adam's two values a parameter, kept and in a checkpoint: %d bytes more, want %d", got, want)
	}
	if got, want := bytes("optimizer=sgd&train=3000")-base, int64(1000*785); got != want {
		t.Errorf("a thousand images: %d bytes more, want %d", got, want)
	}
	if got, want := bytes("optimizer=sgd&classes=1,5")-base, int64(3000*785); got != want {
		t.Errorf("a choice of digits: %d bytes more, want %d", got, want)
	}
	if got, want := bytes("optimizer=sgd&batch_size=228")-base, int64(4*100*(3*784+2*(32+784))); got != want {
		t.Errorf("a hundred more rows: %d bytes more, want %d", got, want)
	}
}
