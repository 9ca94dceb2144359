package data_test

import (
	"testing"

	"bottleneck/core/cmd/mnist/mnisttest"
	"bottleneck/core/data"
	"bottleneck/core/kernel"
)

// A classifier that has seen 20,000 drawn digits and not one of MNIST's
// recognizes this share of MNIST's 10,000 test pictures: 0.91 is measured, over
// several seeds. The floor leaves room for other orders of summation.
const recognizedFloor = .90

func TestDigitsTeachMNIST(t *testing.T) {
	if kernel.Name != "gonum" {
		t.Skipf("the digits are the same bytes everywhere; what they teach is measured once, on the fast native kernels, not on %q", kernel.Name)
	}
	if testing.Short() {
		t.Skip("trains a classifier: seconds")
	}
	test := mnisttest.Test(t)
	c := newClassifier(1)
	c.train(data.Digits(20000, 1), 6, 0)
	table := c.test(test)
	for label, row := range table {
		t.Logf("%d  %5d", label, row)
	}
	share := table.recognized()
	t.Logf("%.4f of MNIST's test pictures recognized", share)
	if share < recognizedFloor {
		t.Errorf("%.4f of MNIST's test pictures recognized, %.2f expected", share, recognizedFloor)
	}
	// Drawn digits must be readable in their own right.
	if own := c.test(data.Digits(2000, 2)).recognized(); own < .93 {
		t.Errorf("%.4f of other drawn digits recognized, 0.93 expected", own)
	}
}
