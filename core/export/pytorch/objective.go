package pytorch

import (
	"strings"

	"bottleneck/core/export/python"
	"bottleneck/core/recipe"
)

// losses is what the loss of a kind is before any mean, of outputs, or logits, y and clean x.
func losses(l recipe.Loss) string {
	switch l.Name {
	case "mse":
		return `F.mse_loss(y, clean, reduction="sum")`
	case "bce":
		return `F.binary_cross_entropy_with_logits(y, clean, reduction="sum")`
	case "l2":
		return `F.mse_loss(y, clean, reduction="sum") / 2`
	case "mae":
		return `F.l1_loss(y, clean, reduction="sum")`
	case "huber":
		return `F.huber_loss(y, clean, reduction="sum", delta=` + python.Float(l.Argument) + `)`
	}
	panic("pytorch: a loss that no code is written for")
}

// divided says what a sum over values and images is divided by.
func divided(reduction string) (by, why string) {
	switch reduction {
	case "image":
		return " / len(clean)", "summed over the values of an image, the mean over images"
	case "batch":
		return "", "summed over values and images"
	}
	return " / clean.numel()", "the mean over values and images"
}

// priced says which prices a recipe has on its code.
func priced(r recipe.Recipe) (code, jacobian bool) {
	code = r.Latent != "variational" && (r.Sparsity == "l1" || r.Sparsity == "l1_sum" || r.Sparsity == "kl")
	return code, r.Latent != "variational" && r.Sparsity != "top_k" && r.Contractive > 0
}

// objective is the cell of what training makes small.
func (n *network) objective(r recipe.Recipe, p recipe.Plan) python.Cell {
	var b strings.Builder
	by, why := divided(r.Reduction)
	add := func(text string, pairs ...string) {
		b.WriteString(strings.TrimSpace(python.Fill(text, pairs...)) + "\n\n\n")
	}
	code, jacobian := priced(r)
	switch {
	case r.Sparsity == "l1" && code:
		add(l1, "WEIGHT", python.Float(r.SparsityWeight))
	case r.Sparsity == "l1_sum" && code:
		add(l1Sum, "WEIGHT", python.Float(r.SparsityWeight))
	case r.Sparsity == "kl" && code:
		add(kl, "WEIGHT", python.Float(r.SparsityWeight), "TARGET", python.Float(r.SparsityTarget))
	}
	if jacobian && p.OneDense() {
		add(contraction, "WEIGHT", python.Float(r.Contractive), "SLOPE", slope(p.Encoder[0].Activation))
	} else if jacobian {
		add(nudged, "WEIGHT", python.Float(r.Contractive), "IN", inward(n.maps[0]))
	}
	var made []string // the code, and the price of it
	y := "model.logits(z)"
	if !r.Loss.Kind().Logits {
		y = strings.ReplaceAll(output(r.OutputActivation), "X", y)
	}
	price := "0.0"
	switch {
	case r.Latent == "variational":
		made = append(made, drawn...)
		price = "beta * divergence" + by
	case jacobian && !p.OneDense():
		made = append(made, "z, price = contraction(model, seen, generator)")
		price = "price"
	default:
		made = append(made, "z = model.encode(seen)")
		if jacobian {
			price = "contraction(model, z)"
		}
	}
	if code {
		price = strings.TrimPrefix(price+" + sparsity(z, batch or len(z))", "0.0 + ")
	}
	add(objective, "WHY", why, "MADE", strings.Join(made, "\n    "), "Y", y, "LOSS", losses(r.Loss), "BY", by, "PRICE", price, "BETA", beta(r))
	return python.Cell{Title: "Objective: what training makes small", Code: b.String()}
}

// beta is the parameter of objective that variational codes need.
func beta(r recipe.Recipe) string {
	if r.Latent == "variational" {
		return ", beta=" + python.Float(r.Beta)
	}
	return ""
}

// drawn lines draw the codes of a variational autoencoder.
var drawn = []string{
	"mean, log_variance = model.distribution(seen)",
	"z = mean + (log_variance / 2).exp() * gaussian(mean, generator)",
	"divergence = (mean ** 2 + log_variance.exp() - log_variance - 1).sum() / 2  # KL(N(mean, variance) || N(0, 1))",
}

// slope is the derivative of an activation by its output z.
func slope(activation string) string {
	switch activation {
	case "sigmoid":
		return "z * (1 - z)"
	case "tanh":
		return "1 - z ** 2"
	case "relu":
		return "(z > 0).float()"
	case "leaky_relu":
		return "torch.where(z > 0, 1.0, 0.01)"
	case "softplus":
		return "1 - (-z).exp()"
	}
	return "torch.ones_like(z)"
}

const l1 = `
def sparsity(z, batch):
    """A price on every activation, the mean over the batch (Keras' L1 activity regularizer)."""
    return $WEIGHT$ * z.abs().sum() / len(z)
`

const l1Sum = `
def sparsity(z, batch):
    """A price on every activation, summed over a batch (as Keras did to 2.2)."""
    return $WEIGHT$ * z.abs().sum() / len(z) * batch
`

const kl = `
def sparsity(z, batch):
    """KL(target || mean activation of each unit over the batch), of coins."""
    target, mean = $TARGET$, z.mean(0).clamp(1e-7, 1 - 1e-7)
    terms = target * (math.log(target) - mean.log()) + (1 - target) * (math.log(1 - target) - (1 - mean).log())
    return $WEIGHT$ * terms.sum()
`

const contraction = `
def contraction(model, z):
    """A price on the squared Jacobian of the encoder, exact for its one dense layer (Rifai et al. 2011)."""
    slope = $SLOPE$
    return $WEIGHT$ * (slope ** 2 * (model.encoder[0].weight ** 2).sum(1)).sum() / len(z)
`

const nudged = `
def contraction(model, x, generator=None, sigma=0.01):
    """The codes of x, and a price on the squared Jacobian of the encoder, from a small random step of each input."""
    step = sigma * gaussian(x, generator)
    with torch.random.fork_rng():  # layers that draw do so alike for both
        moved = model.encode(x + step)
    z = model.encode(x)
    return z, $WEIGHT$ * ((moved - z) ** 2).sum() / sigma ** 2 / len(z)
`

const objective = `
def objective(model, clean, seen, generator=None, batch=None$BETA$):
    """What training makes small: the loss, $WHY$, and the prices on the code."""
    $MADE$
    y = $Y$
    loss = $LOSS$
    return loss$BY$, $PRICE$
`
