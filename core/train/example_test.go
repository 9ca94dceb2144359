package train_test

import (
	"fmt"

	"bottleneck/core/data/drawn"
	"bottleneck/core/recipe"
	"bottleneck/core/train"
)

// A run goes step by step. Its weights go into a file, and from it into another run.
func Example() {
	r, _ := recipe.Parse("#v=1&data=digits&encoder=dense(32,relu)&latent_dim=8&train=200&test=50&batch_size=20&epochs=3")
	run, err := train.New(r, drawn.Digits(200, drawn.TrainSeed), drawn.Digits(50, drawn.TestSeed))
	if err != nil {
		fmt.Println(err)
		return
	}
	start := run.Metrics()
	for !run.Done() {
		if err := run.Step(); err != nil {
			fmt.Println(err)
			return
		}
	}
	end := run.Metrics()
	fmt.Printf("%d steps, epoch %d\n", end.Step, end.Epoch)
	fmt.Println("the loss fell:", end.TestLoss < start.TestLoss)

	other, err := train.New(r, run.Train(), run.Test())
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := other.Load(run.Weights()); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("the same weights:", other.Fingerprint() == run.Fingerprint())
	// Output:
	// 30 steps, epoch 3
	// the loss fell: true
	// the same weights: true
}

// A checkpoint has all that the next steps depend on: the run that goes on from it takes the same ones.
func ExampleRun_Restore() {
	r, _ := recipe.Parse("#v=1&data=digits&encoder=dense(32,relu)&latent_dim=8&train=200&test=50&batch_size=20")
	trainSet, testSet := drawn.Digits(200, drawn.TrainSeed), drawn.Digits(50, drawn.TestSeed)
	run, err := train.New(r, trainSet, testSet)
	if err != nil {
		fmt.Println(err)
		return
	}
	steps := func(run *train.Run, n int) {
		for range n {
			if err := run.Step(); err != nil {
				fmt.Println(err)
			}
		}
	}
	steps(run, 7)
	checkpoint := run.Checkpoint()
	steps(run, 5)

	again, err := train.New(r, trainSet, testSet)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := again.Restore(checkpoint); err != nil {
		fmt.Println(err)
		return
	}
	steps(again, 5)
	fmt.Println(again.Metrics().Step, again.Fingerprint() == run.Fingerprint())
	// Output:
	// 12 true
}

// Without data there is no run, and the error says what was asked for.
func ExampleNew() {
	r, _ := recipe.Parse("#v=1&data=digits&train=200&test=50")
	_, err := train.New(r, nil, nil)
	fmt.Println(err)
	// Output:
	// train: train: 200 images asked for, digits has 0 here
}
