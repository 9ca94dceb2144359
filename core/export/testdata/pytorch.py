"""Holds exported scripts to what the program computed. Arguments: folders with a script.py, a script.safetensors and an
expected.npz. Prints a JSON object a line: the case, what was compared, and how far it is off."""
import json, os, sys, traceback

import numpy as np
import torch

from exported import loaded, printed

torch.set_num_threads(1)


def tell(case, check, error):
    print(json.dumps({"case": case, "check": check, "error": float(error)}), flush=True)


def relative(found, wanted):
    """The greatest difference, as a share of the greatest number."""
    return np.abs(found - wanted).max() / max(np.abs(wanted).max(), 1e-12)


def moves(model, before, wanted):
    """How far the weights moved otherwise than wanted, as a share of how far they should and of what they are rounded to."""
    for name, p in model.named_parameters():
        was = before[name].numpy()
        off = np.abs(p.detach().numpy() - was - wanted(name, was)).max()
        yield name, off / max(np.abs(wanted(name, was)).max(), 1e-2 * np.abs(was).max(), 1e-12)


def unlike(a, b):
    """How unlike the means, deviations and tails of two draws of as many numbers are, in five standard errors. Of a few numbers nothing is known."""
    n = a.size
    if a.std() == 0 or b.std() == 0:
        return 0 if np.array_equal(a, b) else np.inf
    if n < 16:
        return 0
    mean = abs(a.mean() - b.mean()) / np.sqrt((a.var() + b.var()) / n)
    deviation = abs(np.log(a.std() / b.std())) * np.sqrt(n)
    tails = abs(np.subtract(*(((x - x.mean()) ** 4).mean() / x.var() ** 2 for x in (a, b)))) / np.sqrt(48 / n)
    return max(mean, deviation, tails) / 5


def compare(case, folder):
    script = loaded(folder)
    with np.load("expected.npz") as f:
        want = {k: f[k] for k in f}
    model = script.Autoencoder()
    model.load_state_dict(script.load_weights("script.safetensors"))
    script.save_weights("again.safetensors", model)
    model.eval()
    clean, seen = script.tensor(want["clean"]), script.tensor(want["seen"])
    with torch.no_grad():
        z = model.encode(seen)
        tell(case, "codes", np.abs(z.numpy() - want["codes"]).max())
        y = model.decode(z)
        y = y.permute(0, 2, 3, 1) if y.ndim == 4 else y
        tell(case, "outputs", np.abs(y.numpy() - want["outputs"]).max())
    if "draws" in want:
        draws = torch.from_numpy(want["draws"])
        script.gaussian = lambda like, generator=None: (draws if like.shape == draws.shape else torch.zeros_like(like)).to(like.dtype)
    with torch.no_grad():
        loss, price = script.objective(model, clean, seen)
    shown = (loss + price).item() / (len(clean) if want["batch"] else 1)
    tell(case, "loss", relative(np.array(shown), want["loss"]))
    # In float64: PyTorch's float32 convolutions round an activation that is nearly 0 to the other side of it now and then, and
    # are then further from these gradients than the program is.
    model.double()
    sum(script.objective(model, clean.double(), seen.double())).backward()
    for name, p in model.named_parameters():
        tell(case, "gradient of " + name, relative(p.grad.numpy(), want["grad." + name]))
    model.float()
    before = {name: p.detach().clone() for name, p in model.named_parameters()}
    script.corrupt = lambda x, noise, generator=None: seen
    now = {"learning_rate": script.LEARNING_RATE, "noise": None}
    optimizer = script.make_optimizer(model)
    for scale in (1, -0.5, 2):
        for name, p in model.named_parameters():
            p.grad = scale * torch.from_numpy(want["grad." + name])
        optimizer.step()
    for name, off in moves(model, before, lambda name, was: want["moved." + name]):
        tell(case, "moves of " + name, off)
    if "after." + name in want:
        model.load_state_dict(before)
        optimizer = script.make_optimizer(model)
        for step in range(3):
            script.train_step(model, optimizer, clean, step, 10, 100, now)
        for name, off in moves(model, before, lambda name, was: want["after." + name] - was):
            tell(case, "steps of " + name, off)
    if "test_mse" in want:
        model.load_state_dict(before)
        script.corrupt = lambda x, noise, generator=None: x
        figures = script.evaluate(model, script.tensor(script.load("test", script.TEST)[0]), now)
        tell(case, "test_mse", relative(np.array(figures["test_mse"]), want["test_mse"]))
        if want["test_loss"] > 0:
            tell(case, "test_loss", relative(np.array(figures["test_loss"]), want["test_loss"]))
    if "rates" in want:
        found = [script.schedule(i, int(want["per_epoch"]), len(want["rates"])) for i in range(len(want["rates"]))]
        tell(case, "schedule", np.abs(np.array(found) - want["rates"]).max())
    first = script.Autoencoder()
    torch.manual_seed(1)
    script.initialize(first)
    for name, p in first.named_parameters():
        tell(case, "first_weights of " + name, unlike(p.detach().numpy(), want["first." + name]))
    # The run itself, from first weights of its own.
    script = loaded(".")
    script.WEIGHTS = ""
    last = json.loads(printed(script).splitlines()[-1])
    tell(case, "run", 0 if np.isfinite(last["test_mse"]) and np.isfinite(last["train_loss"]) else 1)
    tell(case, "steps of the run", abs(last["step"] - int(want["steps"])))


for folder in sys.argv[1:]:
    case = os.path.basename(folder)
    try:
        compare(case, folder)
    except Exception:
        print(json.dumps({"case": case, "failed": traceback.format_exc()}), flush=True)
