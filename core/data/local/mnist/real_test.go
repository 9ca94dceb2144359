package mnist_test

import (
	"testing"

	"bottleneck/core/data/local/mnist/mnisttest"
)

// What the published files hold: the counts of each digit, the mean and the
// box are known.
func TestPublished(t *testing.T) {
	train, test := mnisttest.Load(t)
	if train.N != 60000 || test.N != 10000 || train.Dim() != 784 || test.Dim() != 784 {
		t.Fatalf("%d and %d pictures of %d values found", train.N, test.N, train.Dim())
	}
	var count [10]int
	sum := 0
	for i, p := range train.Pixels {
		sum += int(p)
		if i < train.N {
			count[train.Labels[i]]++
		}
	}
	if want := [10]int{5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949}; count != want {
		t.Errorf("digits %v found, %v expected", count, want)
	}
	// 0.1307 is the mean that every tutorial subtracts.
	if mean := float64(sum) / 255 / float64(len(train.Pixels)); mean < .13065 || mean > .13070 {
		t.Errorf("mean %.5f found, 0.1307 expected", mean)
	}
	if again := mnisttest.Test(t); again.N != 10000 || again.Labels[0] != 7 {
		t.Error("the test set alone is another one")
	}
}
