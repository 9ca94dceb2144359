package keras

import (
	"strings"

	"bottleneck/core/export/python"
	"bottleneck/core/recipe"
)

// losses is what the loss of a kind is, summed over values and images, of outputs, or logits, y and clean x.
func losses(l recipe.Loss) string {
	switch l.Name {
	case "mse":
		return "tf.reduce_sum((y - clean) ** 2)"
	case "bce":
		return "tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=clean, logits=y))"
	case "l2":
		return "tf.nn.l2_loss(y - clean)"
	case "mae":
		return "tf.reduce_sum(tf.abs(y - clean))"
	case "huber":
		d := python.Float(l.Argument)
		return "tf.reduce_sum(tf.where(tf.abs(y - clean) <= " + d + ", (y - clean) ** 2 / 2, " + d + " * (tf.abs(y - clean) - " + d + " / 2)))"
	}
	panic("keras: a loss that no code is written for")
}

// divided says what a sum over values and images is divided by.
func divided(reduction string) (by, why string) {
	switch reduction {
	case "image":
		return " / count", "summed over the values of an image, the mean over images"
	case "batch":
		return "", "summed over values and images"
	}
	return " / tf.cast(tf.size(clean), tf.float32)", "the mean over values and images"
}

// objective is the cell of what training makes small.
func (n *network) objective(r recipe.Recipe, p recipe.Plan) python.Cell {
	var b strings.Builder
	by, why := divided(r.Reduction)
	add := func(text string, pairs ...string) {
		b.WriteString(strings.TrimSpace(python.Fill(text, pairs...)) + "\n\n\n")
	}
	drawn := r.Latent == "variational"
	priced := true
	switch f := python.Float; {
	case drawn:
		priced = false
	case r.Sparsity == "l1":
		add(sparsity, "WHY", "on every activation, the mean over the batch (Keras' L1 activity regularizer)", "PRICE", f(r.SparsityWeight)+" * tf.reduce_sum(tf.abs(z)) / len(z)")
	case r.Sparsity == "l1_sum":
		add(sparsity, "WHY", "on every activation, summed over a batch (as Keras did to 2.2)", "PRICE", f(r.SparsityWeight)+" * tf.reduce_sum(tf.abs(z)) / len(z) * batch")
	case r.Sparsity == "kl":
		add(kl, "WEIGHT", f(r.SparsityWeight), "TARGET", f(r.SparsityTarget))
	default:
		priced = false
	}
	jacobian := !drawn && r.Sparsity != "top_k" && r.Contractive > 0
	if jacobian && p.OneDense() {
		add(contraction, "WEIGHT", python.Float(r.Contractive), "SLOPE", slope(p.Encoder[0].Activation))
	} else if jacobian {
		add(nudged, "WEIGHT", python.Float(r.Contractive))
	}
	y := "model.logits(z, training)"
	if !r.Loss.Kind().Logits {
		y = "model.decode(z, training)"
	}
	made, price, beta := "z = model.encode(seen, training)", "0.0", ""
	switch {
	case drawn:
		made, price, beta = strings.Join(drawing, "\n    "), "beta * divergence"+by, ", beta="+python.Float(r.Beta)
	case jacobian && p.OneDense():
		price = "contraction(model, z)"
	case jacobian:
		price = "contraction(model, seen, z, seed, training)"
	}
	if priced {
		price = strings.TrimPrefix(price+" + sparsity(z, batch or len(z))", "0.0 + ")
	}
	add(objective, "WHY", why, "MADE", made, "Y", y, "LOSS", losses(r.Loss), "BY", by, "PRICE", price, "BETA", beta)
	return python.Cell{Title: "Objective: what training makes small", Code: b.String()}
}

// drawing lines draw the codes of a variational autoencoder.
var drawing = []string{
	"mean, log_variance = model.distribution(seen, training)",
	"z = mean + tf.exp(log_variance / 2) * gaussian(mean, seed)",
	"divergence = tf.reduce_sum(mean ** 2 + tf.exp(log_variance) - log_variance - 1) / 2  # KL(N(mean, variance) || N(0, 1))",
}

// slope is the derivative of an activation by its output z.
func slope(activation string) string {
	switch activation {
	case "sigmoid":
		return "z * (1 - z)"
	case "tanh":
		return "1 - z ** 2"
	case "relu":
		return "tf.cast(z > 0, tf.float32)"
	case "leaky_relu":
		return "tf.where(z > 0, 1.0, 0.01)"
	case "softplus":
		return "1 - tf.exp(-z)"
	}
	return "tf.ones_like(z)"
}

const sparsity = `
def sparsity(z, batch):
    """A price $WHY$."""
    return $PRICE$
`

const kl = `
def sparsity(z, batch):
    """KL(target || mean activation of each unit over the batch), of coins."""
    target, mean = $TARGET$, tf.clip_by_value(tf.reduce_mean(z, 0), 1e-7, 1 - 1e-7)
    terms = target * (math.log(target) - tf.math.log(mean)) + (1 - target) * (math.log(1 - target) - tf.math.log(1 - mean))
    return $WEIGHT$ * tf.reduce_sum(terms)
`

const contraction = `
def contraction(model, z):
    """A price on the squared Jacobian of the encoder, exact for its one dense layer (Rifai et al. 2011)."""
    kernel = model.encoder.trainable_variables[0]
    slope = $SLOPE$
    return $WEIGHT$ * tf.reduce_sum(slope ** 2 * tf.reduce_sum(kernel ** 2, 0)) / len(z)
`

const nudged = `
def contraction(model, x, z, seed, training, sigma=0.01):
    """A price on the squared Jacobian of the encoder, estimated by a small random step of each input."""
    moved = model.encode(x + sigma * gaussian(x, seed), training)
    return $WEIGHT$ * tf.reduce_sum((moved - z) ** 2) / sigma ** 2 / len(z)
`

const objective = `
def objective(model, clean, seen, seed=None, batch=None, training=False$BETA$):
    """What training makes small: the loss, $WHY$, and the prices on the code."""
    count = len(clean)
    $MADE$
    y = $Y$
    loss = $LOSS$
    return loss$BY$, $PRICE$
`
