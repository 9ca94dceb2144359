package mnist_test

import (
	"context"
	"errors"
	"fmt"

	"bottleneck/core/data/local/mnist"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

// A run on MNIST, wherever it is: in MNIST_DIR, in the user's cache, or on a mirror.
func ExampleLoad() {
	trainSet, testSet, err := mnist.Load(context.Background(), nil)
	if errors.Is(err, mnist.ErrNotFound) {
		fmt.Println("no MNIST here, and no network")
		return
	}
	r, _ := recipe.Parse("#v=1&lesson=linear")
	run, err := train.New(r, trainSet, testSet)
	if err != nil {
		fmt.Println(err)
		return
	}
	for !run.Done() {
		if err := run.Step(); err != nil {
			fmt.Println(err)
			return
		}
	}
	fmt.Println(run.Metrics().TestMSE)
}
