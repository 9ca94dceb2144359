package recipe_test

import (
	"fmt"

	"bottleneck/core/recipe"
)

// A link is read field by field. What is wrong with a field is said, and the rest still counts.
func ExampleParse() {
	r, notices := recipe.Parse("#v=1&data=digits&encoder=dense(64,relu)&latent_dim=2&batch_size=0&colour=blue")
	fmt.Println(r.Data, r.LatentDim, r.BatchSize)
	for _, n := range notices {
		fmt.Println(n.Text())
	}
	fmt.Println(r.Link())
	// Output:
	// digits 2 20
	// "colour": no field of this name; left out
	// batch_size: "0" found, a whole number from 1 to 10000 expected; 20 is used
	// #v=1&data=digits&encoder=dense(64,relu)&latent_dim=2
}

// What a recipe costs is known before it runs.
func ExampleRecipe_CostOf() {
	r := recipe.Default()
	c := r.CostOf(10000)
	fmt.Println(c.Parameters, "parameters")
	// Output:
	// 50992 parameters
}

// The differences between two recipes are what the page lists before a restart.
func ExampleRecipe_Diff() {
	r, _ := recipe.Parse("#v=1&data=digits&learning_rate=1e-3")
	other := r.Clone()
	if err := other.Set("latent_dim", "3"); err != nil {
		fmt.Println(err)
	}
	for _, c := range r.Diff(other) {
		fmt.Printf("%s: %s -> %s\n", c.Field, c.From, c.To)
	}
	fmt.Println(other.Set("optimizer", "magic"))
	// Output:
	// latent_dim: 32 -> 3
	// optimizer: "magic" found, one of sgd, momentum, nesterov, rmsprop, adagrad, adam, adamw, adadelta expected
}
