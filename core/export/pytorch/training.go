package pytorch

import (
	"fmt"
	"strconv"
	"strings"

	"bottleneck/core/export/python"
	"bottleneck/core/recipe"
)

// optimizer is the call that makes it. Each is PyTorch's own: the program's are written as those are.
func optimizer(r recipe.Recipe) string {
	f := python.Float
	args := "model.parameters(), lr=LEARNING_RATE"
	switch r.Optimizer {
	case "sgd":
		return "torch.optim.SGD(" + args + ")"
	case "momentum":
		return "torch.optim.SGD(" + args + ", momentum=" + f(r.Momentum) + ")"
	case "nesterov":
		return "torch.optim.SGD(" + args + ", momentum=" + f(r.Momentum) + ", nesterov=True)"
	case "rmsprop":
		return "torch.optim.RMSprop(" + args + ", alpha=" + f(r.Rho) + ", eps=" + f(r.Epsilon) + ")"
	case "adagrad":
		return "torch.optim.Adagrad(" + args + ", eps=" + f(r.Epsilon) + ")"
	case "adadelta":
		return "torch.optim.Adadelta(" + args + ", rho=" + f(r.Rho) + ", eps=" + f(r.Epsilon) + ")"
	case "adam":
		return "torch.optim.Adam(" + args + ", betas=(" + f(r.Beta1) + ", " + f(r.Beta2) + "), eps=" + f(r.Epsilon) + ")"
	case "adamw":
		return "torch.optim.AdamW(" + args + ", betas=(" + f(r.Beta1) + ", " + f(r.Beta2) + "), eps=" + f(r.Epsilon) + ", weight_decay=" + f(r.WeightDecay) + ")"
	}
	panic("pytorch: an optimizer that no code is written for")
}

// batches are the functions that say which images a step takes, by the order of the recipe.
var batches = map[string]string{
	"none": `
def batches(n):
    """Which inputs each step takes: in the order of the file, again and again."""
    while True:
        yield from torch.arange(n).split(BATCH_SIZE)
`,
	"epoch": `
def batches(n):
    """Which inputs each step takes: in another order each epoch; the last batch may be short."""
    while True:
        yield from torch.randperm(n).split(BATCH_SIZE)
`,
	"random": `
def batches(n):
    """Which inputs each step takes: any, with replacement."""
    while True:
        yield torch.randint(n, (BATCH_SIZE,))
`,
}

// training is the cell of the steps.
func training(r recipe.Recipe) python.Cell {
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
	call := ""
	if r.Latent == "variational" {
		call = ", beta=" + python.Float(r.Beta)
		if r.BetaWarmup > 0 {
			call = fmt.Sprintf(", beta=%s * min(1.0, step / (%d * per_epoch))", python.Float(r.Beta), r.BetaWarmup)
		}
	}
	seen, held := "clean", "clean"
	if len(python.Noises(r)) > 0 {
		seen, held = `corrupt(clean, now["noise"])`, `corrupt(clean, now["noise"], generator)`
	}
	clip := ""
	if r.ClipNorm > 0 {
		clip = "    nn.utils.clip_grad_norm_(model.parameters(), " + python.Float(r.ClipNorm) + ")\n"
	}
	shown := ""
	if r.Reduction == "batch" {
		shown = " / len(clean)  # shown for each image"
	}
	add(makeOptimizer, "OPTIMIZER", optimizer(r))
	add(trainStep, "SEEN", seen, "BETA", call, "CLIP", clip, "RATE", rate, "SHOWN", shown)
	loss := "(loss + price).item() * len(clean)"
	if r.Reduction == "batch" {
		loss = "loss.item() + float(price) / BATCH_SIZE * len(clean)  # shown for each image"
	}
	add(evaluate, "HELD", held, "BATCH", strconv.Itoa(r.Rows(must(r))), "LOSS", loss)
	return python.Cell{Title: "Steps and figures", Code: b.String()}
}

// must is the plan of a recipe that has one.
func must(r recipe.Recipe) recipe.Plan {
	p, err := r.Plan()
	if err != nil {
		panic("pytorch: a recipe that was planned has no plan")
	}
	return p
}

const makeOptimizer = `
def make_optimizer(model):
    return $OPTIMIZER$
`

const trainStep = `
def train_step(model, optimizer, clean, step, per_epoch, total, now):
    """One step on a batch; returns its loss."""
    model.train()
    for group in optimizer.param_groups:
        group["lr"] = $RATE$
    optimizer.zero_grad()
    loss, price = objective(model, clean, $SEEN$$BETA$)
    (loss + price).backward()
$CLIP$    optimizer.step()
    return (loss + price).item()$SHOWN$
`

const evaluate = `
@torch.no_grad()
def evaluate(model, x, now):
    """Loss of the held-out inputs, and test_mse: mean squared error per value, of values from 0 to 1, whatever the loss."""
    model.eval()
    generator = torch.Generator(x.device).manual_seed(SEED)  # the same draws each time: figures of epochs compare
    total = squares = 0.0
    for clean in x.split($BATCH$):
        seen = $HELD$
        loss, price = objective(model, clean, seen, generator, batch=BATCH_SIZE)
        total += $LOSS$
        squares += ((model(seen) - clean) ** 2).sum().item()
    return {"test_loss": total / len(x), "test_mse": squares / x.numel()}
`

// loop is the cell of the run.
func loop(r recipe.Recipe) python.Cell {
	pretrained := r.Pretrain == "rbm"
	total := "EPOCHS * per_epoch"
	if r.Steps > 0 {
		total = strconv.Itoa(r.Steps)
	} else if pretrained {
		total = "before + EPOCHS * per_epoch"
	}
	pairs := []string{"TOTAL", total, "LIVE", live(r)}
	if pretrained {
		pairs = append(pairs, "MACHINES", `    machines = Machines(model, now["pretrain_learning_rate"])
    before = len(machines.layers) * PRETRAIN_EPOCHS * per_epoch  # steps of pre-training
`, "STEP", `        if step < before:
            losses.append(machines.step(batch, step, PRETRAIN_EPOCHS * per_epoch, now["pretrain_learning_rate"]))
        else:
            losses.append(train_step(model, optimizer, batch, step - before, per_epoch, total - before, now))
`)
	} else {
		pairs = append(pairs, "MACHINES", "", "STEP", "        losses.append(train_step(model, optimizer, batch, step, per_epoch, total, now))\n")
	}
	change, patience, best := "", "", ""
	if len(r.Changes) > 0 {
		change = "        now.update(CHANGES.get(step, {}))\n"
	}
	if r.Patience > 0 {
		best = "    best, best_epoch = math.inf, " + when(pretrained, "before // per_epoch", "0") + "\n"
		patience = python.Fill(patient, "PATIENCE", strconv.Itoa(r.Patience), "TUNED", when(pretrained, "step + 1 > before and ", ""))
		if len(r.Changes) > 0 {
			change += "        if \"noise\" in CHANGES.get(step, {}):  # losses under another noise do not compare\n            best, best_epoch = math.inf, step // per_epoch\n"
		}
	}
	pairs = append(pairs, "CHANGE", change, "BEST", best, "PATIENCE", patience)
	return python.Cell{Title: "The run", Code: strings.TrimSpace(python.Fill(run, pairs...))}
}

func when(is bool, then, other string) string {
	if is {
		return then
	}
	return other
}

// live is the values that may change while a run goes on.
func live(r recipe.Recipe) string {
	list := []string{`"learning_rate": LEARNING_RATE`}
	if len(python.Noises(r)) > 0 {
		list = append(list, `"noise": NOISE`)
	}
	if r.Pretrain == "rbm" {
		list = append(list, `"pretrain_learning_rate": PRETRAIN_LEARNING_RATE`)
	}
	return "{" + strings.Join(list, ", ") + "}"
}

const patient = `
            if $TUNED$figures["test_loss"] < best:
                best, best_epoch = figures["test_loss"], (step + 1) // per_epoch
            if (step + 1) // per_epoch - best_epoch >= $PATIENCE$:
                break
`

const run = `
def run(model, train_x, test_x):
    """Trains the model and prints its figures after each epoch."""
    now = $LIVE$
    per_epoch = math.ceil(len(train_x) / BATCH_SIZE)
$MACHINES$    total = $TOTAL$
    optimizer = make_optimizer(model)
    order, losses = batches(len(train_x)), []
$BEST$    for step in range(total):
$CHANGE$        batch = train_x[next(order)]
$STEP$        if (step + 1) % per_epoch == 0 or step + 1 == total:
            figures = {"step": step + 1, "epoch": (step + 1) // per_epoch,
                       "train_loss": sum(losses[-per_epoch:]) / len(losses[-per_epoch:]), **evaluate(model, test_x, now)}
            print(json.dumps(figures), flush=True)
$PATIENCE$

def main():
    torch.manual_seed(SEED)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    train_x, test_x = (tensor(load(part, most)[0]).to(device) for part, most in (("train", TRAIN), ("test", TEST)))
    model = Autoencoder()
    initialize(model)
    if WEIGHTS:
        model.load_state_dict(load_weights(WEIGHTS))
    run(model.to(device), train_x, test_x)
    save_weights(OUT, model)


if __name__ == "__main__":
    main()
`
