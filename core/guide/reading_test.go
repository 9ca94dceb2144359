package guide_test

import (
	"math"
	"testing"

	"bottleneck/core/guide"
)

func TestAge(t *testing.T) {
	for _, c := range []struct {
		texts []string
		want  float64
	}{
		{nil, 0},
		{[]string{"The cat sat. It ran!"}, 0.39*5/2 + 11.8*5/5 - 10.59},
		{[]string{"The cat sat", "It ran"}, 0.39*5/2 + 11.8*5/5 - 10.59},                        // each text ends a sentence
		{[]string{"The loss is 0.036 - below 0.1."}, 0.39*6 + 11.8*7/6 - 10.59},                 // be-low
		{[]string{"A little network learned one table."}, 0.39*6 + 11.8*9/6 - 10.59},            // lit-tle net-work learned one ta-ble
		{[]string{"Posterior distributions coded and added noise"}, 0.39*6 + 11.8*13/6 - 10.59}, // pos-te-rior dis-tri-bu-tions co-ded and ad-ded noise
	} {
		if got := guide.Age(c.texts); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%q: %.4f, %.4f expected", c.texts, got, c.want)
		}
	}
	hard := guide.Page{Text: []string{"Variational regularisation necessitates approximating intractable posterior distributions parametrically, notwithstanding considerable computational expenditure."}}
	if age := hard.Age(); age < 25 {
		t.Errorf("a page that nobody can read is read at %.0f", age)
	}
}
