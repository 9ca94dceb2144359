package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// A table of numbers as large as 32 bits hold is drawn and trained, scaled or as it is, without an error; where the loss is no number then, that is said.
func TestHugeNumbersAreDrawn(t *testing.T) {
	var rows strings.Builder
	rows.WriteString("a,b,c\n")
	for i := range 60 {
		fmt.Fprintf(&rows, "%de30,-%d.5e29,%d\n", i%7, i%11, i)
	}
	p := visit(t, quick)
	wear()
	eval[any](t, p, dropping(map[string]string{"huge.csv": "new Blob([" + quoted(rows.String()) + "])"}))
	await(t, p, status+`.includes("huge.csv") && bottleneck.recipe.data === "table"`)
	for _, scale := range []string{"minmax", "standard", "none"} {
		eval[any](t, p, `bottleneck.open("#v=1&data=table&scale=`+scale+`&encoder=dense(4,tanh)&latent_dim=2&batch_size=10&epochs=3")`)
		eval[any](t, p, `bottleneck.train({epochs: 1}).catch(() => {})`)
		for _, tab := range []string{"All", "Images", "Table", "Plane", "Loss", "Filters", "Code", "Line"} {
			eval[any](t, p, `void [...document.querySelectorAll("#tabs button")].find((b) => b.textContent.trim() === `+quoted(tab)+`)?.click()`)
			eval[any](t, p, `bottleneck.testImages(1)`)
		}
		await(t, p, `["done", "paused", "diverged"].includes(bottleneck.state)`)
	}
}
