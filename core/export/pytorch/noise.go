package pytorch

import (
	"slices"
	"strings"

	"bottleneck/core/export/python"
	"bottleneck/core/recipe"
)

// noise is the cell of what is done to inputs; ok is false where nothing is.
func noise(r recipe.Recipe) (c python.Cell, ok bool) {
	kinds := python.Noises(r)
	if len(kinds) == 0 {
		return c, false
	}
	clip := ".clamp(0, 1)"
	if !r.Bounded() {
		clip = ""
	}
	var b strings.Builder
	for _, k := range kinds {
		b.WriteString("    if kind == " + python.Quote(k) + ":\n        " + python.Fill(corruptions[k], "CLIP", clip) + "\n")
	}
	code := ""
	if slices.Contains(kinds, "heteroscedastic") {
		code = strings.TrimSpace(python.Fill(scales, "DIM", python.Tuple(inputShape(r)...))) + "\n\n\n"
	}
	return python.Cell{Title: "Noise: what the encoder sees instead", Code: code + python.Fill(corrupt, "KINDS", b.String())}, true
}

// inputShape is the shape of an input as PyTorch has it.
func inputShape(r recipe.Recipe) []int {
	in := r.Input()
	if r.Source().Rows {
		return []int{in.C}
	}
	return []int{in.C, in.H, in.W}
}

var corruptions = map[string]string{
	"gaussian":        "return (x + amount * gaussian(x, generator))$CLIP$",
	"heteroscedastic": "return (x + amount * SCALES.to(x.device) * gaussian(x, generator))$CLIP$",
	"masking":         "return torch.where(uniform(x, generator) < amount, 0.0, x)  # black",
	"salt_pepper":     "u = uniform(x, generator)\n        return torch.where(u < amount / 2, 0.0, torch.where(u < amount, 1.0, x))  # black and white",
	"dropout":         "return torch.where(uniform(x, generator) < amount, 0.0, x) / (1 - amount)  # the mean stays",
}

const scales = `
SCALES = 2 * torch.rand($DIM$)  # each value has a deviation of its own
`

const corrupt = `
def corrupt(x, noise, generator=None):
    """x, disturbed; what the decoder is to produce stays clean."""
    kind, amount = noise
$KINDS$    return x
`
