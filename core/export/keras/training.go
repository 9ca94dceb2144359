package keras

import (
	"fmt"
	"strconv"
	"strings"

	"bottleneck/core/export/python"
	"bottleneck/core/recipe"
)

// optimizer is the call that makes it.
func optimizer(r recipe.Recipe) string {
	f := python.Float
	args := "LEARNING_RATE"
	switch r.Optimizer {
	case "sgd":
		return "keras.optimizers.SGD(" + args + ")"
	case "momentum":
		return "keras.optimizers.SGD(" + args + ", momentum=" + f(r.Momentum) + ")"
	case "nesterov":
		return "keras.optimizers.SGD(" + args + ", momentum=" + f(r.Momentum) + ", nesterov=True)"
	case "rmsprop":
		return "keras.optimizers.RMSprop(" + args + ", rho=" + f(r.Rho) + ", epsilon=" + f(r.Epsilon) + ")"
	case "adagrad":
		return "keras.optimizers.Adagrad(" + args + ", initial_accumulator_value=0.0, epsilon=" + f(r.Epsilon) + ")"
	case "adadelta":
		return "keras.optimizers.Adadelta(" + args + ", rho=" + f(r.Rho) + ", epsilon=" + f(r.Epsilon) + ")"
	case "adam":
		return "keras.optimizers.Adam(" + args + ", beta_1=" + f(r.Beta1) + ", beta_2=" + f(r.Beta2) + ", epsilon=" + f(r.Epsilon) + ")"
	case "adamw":
		return "keras.optimizers.AdamW(" + args + ", weight_decay=" + f(r.WeightDecay) + ", beta_1=" + f(r.Beta1) + ", beta_2=" + f(r.Beta2) + ", epsilon=" + f(r.Epsilon) + ")"
	}
	panic("keras: an optimizer that no code is written for")
}

// batches are the functions that say which images a step takes, by the order of the recipe.
var batches = map[string]string{
	"none": `
def batches(n):
    """Which inputs each step takes: in the order of the file, again and again."""
    while True:
        for at in range(0, n, BATCH_SIZE):
            yield np.arange(at, min(at + BATCH_SIZE, n))
`,
	"epoch": `
def batches(n):
    """Which inputs each step takes: in another order each epoch; the last batch may be short."""
    while True:
        order = np.random.permutation(n)
        for at in range(0, n, BATCH_SIZE):
            yield order[at:at + BATCH_SIZE]
`,
	"random": `
def batches(n):
    """Which inputs each step takes: any, with replacement."""
    while True:
        yield np.random.randint(n, size=BATCH_SIZE)
`,
}

// initializer is what Keras calls the distribution of the first weights, and that of biases.
func initializer(r recipe.Recipe) (weights, biases string) {
	switch r.Init {
	case "pytorch":
		return `"pytorch"`, `"pytorch"`
	case "normal":
		s := "keras.initializers.RandomNormal(stddev=" + python.Float(r.InitStddev) + ")"
		return s, s
	}
	return "keras.initializers.get(" + python.Quote(r.Init) + ")", "keras.initializers.Zeros()"
}

// initial is the code of the first weights.
func initial(r recipe.Recipe) string {
	if r.Init == "pytorch" {
		return strings.TrimSpace(initializedAsPyTorch)
	}
	weights, biases := initializer(r)
	if r.Init == "glorot_normal" || r.Init == "he_normal" { // Keras cuts the tails of its own
		scale, mode := "1.0", "fan_avg"
		if r.Init == "he_normal" {
			scale, mode = "2.0", "fan_in"
		}
		weights = fmt.Sprintf("keras.initializers.VarianceScaling(%s, mode=%q, distribution=\"untruncated_normal\")", scale, mode)
	}
	return strings.TrimSpace(python.Fill(initialized, "NAME", r.Init, "WEIGHTS", weights, "BIASES", biases))
}

const initialized = `
def initialize(model):
    """Draws the first weights, $NAME$."""
    for v in model.trainable_variables:
        draw = $WEIGHTS$ if len(v.shape) > 1 else $BIASES$
        v.assign(draw(v.shape))
`

const initializedAsPyTorch = `
def initialize(model):
    """Draws the first weights as PyTorch does: uniform to 1 / sqrt(inputs of a unit), biases too."""
    reach = 1.0
    for v in model.trainable_variables:
        if len(v.shape) > 1:
            reach = 1 / math.sqrt(np.prod(v.shape[:-1]))
        v.assign(tf.random.uniform(v.shape, -reach, reach))
`

// training are the cells of the steps, the figures and the run.
func training(r recipe.Recipe, p recipe.Plan) []python.Cell {
	var b strings.Builder
	add := func(text string, pairs ...string) {
		b.WriteString(strings.TrimSpace(python.Fill(text, pairs...)) + "\n\n\n")
	}
	rate := "now[\"learning_rate\"]"
	if s := python.Schedule(r); s != "" {
		add(s)
		rate += " * schedule(step, per_epoch, total)"
	}
	add(batches[r.Shuffle])
	beta := ""
	if r.Latent == "variational" {
		beta = ", beta=" + python.Float(r.Beta)
		if r.BetaWarmup > 0 {
			beta = fmt.Sprintf(", beta=%s * min(1.0, step / (%d * per_epoch))", python.Float(r.Beta), r.BetaWarmup)
		}
	}
	seen, held := "clean", "clean"
	if len(python.Noises(r)) > 0 {
		seen, held = `corrupt(clean, now["noise"])`, `corrupt(clean, now["noise"], seed)`
	}
	clip := ""
	if r.ClipNorm > 0 {
		clip = "    gradients, _ = tf.clip_by_global_norm(gradients, " + python.Float(r.ClipNorm) + ")\n"
	}
	shown, loss := "", "float(loss + price) * len(clean)"
	if r.Reduction == "batch" {
		shown, loss = " / len(clean)  # shown for each image", "float(loss) + float(price) / BATCH_SIZE * len(clean)  # shown for each image"
	}
	add(step, "OPTIMIZER", optimizer(r), "SEEN", seen, "BETA", beta, "CLIP", clip, "RATE", rate, "SHOWN", shown)
	add(evaluate, "HELD", held, "BATCH", strconv.Itoa(r.Rows(p)), "LOSS", loss)
	total := "EPOCHS * per_epoch"
	if r.Steps > 0 {
		total = strconv.Itoa(r.Steps)
	}
	change, best, patience := "", "", ""
	if len(r.Changes) > 0 {
		change = "        now.update(CHANGES.get(step, {}))\n"
	}
	if r.Patience > 0 {
		best = "    best, best_epoch = math.inf, 0\n"
		patience = python.Fill(patient, "PATIENCE", strconv.Itoa(r.Patience))
	}
	live := `{"learning_rate": LEARNING_RATE}`
	if len(python.Noises(r)) > 0 {
		live = `{"learning_rate": LEARNING_RATE, "noise": NOISE}`
	}
	return []python.Cell{{Title: "Steps and figures", Code: b.String()},
		{Title: "The run", Code: python.Fill(run, "TOTAL", total, "LIVE", live, "CHANGE", change, "BEST", best, "PATIENCE", patience)}}
}

const step = `
def make_optimizer():
    return $OPTIMIZER$


def train_step(model, optimizer, clean, step, per_epoch, total, now):
    """One step on a batch; returns its loss."""
    optimizer.learning_rate = $RATE$
    seen = $SEEN$
    with tf.GradientTape() as tape:
        loss, price = objective(model, clean, seen, training=True$BETA$)
        whole = loss + price
    gradients = tape.gradient(whole, model.trainable_variables)
$CLIP$    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return float(whole)$SHOWN$
`

const evaluate = `
def evaluate(model, x, now):
    """Loss of the held-out inputs, and test_mse: mean squared error per value, of values from 0 to 1, whatever the loss."""
    total = squares = 0.0
    for at in range(0, len(x), $BATCH$):
        clean, seed = x[at:at + $BATCH$], (SEED, at)  # the same draws each time: figures of epochs compare
        seen = $HELD$
        loss, price = objective(model, clean, seen, seed, batch=BATCH_SIZE)
        total += $LOSS$
        squares += float(tf.reduce_sum((model(seen) - clean) ** 2))
    return {"test_loss": total / len(x), "test_mse": squares / np.prod(x.shape)}
`

const patient = `
            if figures["test_loss"] < best:
                best, best_epoch = figures["test_loss"], (step + 1) // per_epoch
            if (step + 1) // per_epoch - best_epoch >= $PATIENCE$:
                break
`

const run = `
def run(model, train_x, test_x):
    """Trains the model and prints its figures after each epoch."""
    now = $LIVE$
    per_epoch = math.ceil(len(train_x) / BATCH_SIZE)
    total = $TOTAL$
    optimizer = make_optimizer()
    order, losses = batches(len(train_x)), []
$BEST$    for step in range(total):
$CHANGE$        batch = train_x[next(order)]
        losses.append(train_step(model, optimizer, batch, step, per_epoch, total, now))
        if (step + 1) % per_epoch == 0 or step + 1 == total:
            figures = {"step": step + 1, "epoch": (step + 1) // per_epoch,
                       "train_loss": sum(losses[-per_epoch:]) / len(losses[-per_epoch:]), **evaluate(model, test_x, now)}
            print(json.dumps(figures), flush=True)
$PATIENCE$

def main():
    keras.utils.set_random_seed(SEED)
    train_x, test_x = (load(part, most)[0] for part, most in (("train", TRAIN), ("test", TEST)))
    model = Autoencoder()
    model(train_x[:1])
    initialize(model)
    if WEIGHTS:
        load_weights(WEIGHTS, model)
    run(model, train_x, test_x)
    save_weights(OUT, model)


if __name__ == "__main__":
    main()
`
