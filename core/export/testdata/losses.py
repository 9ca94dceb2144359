"""Prints the losses of each step of exported scripts' runs. Arguments: which runs, and folders with a script.py. Prints a JSON list of runs a line,
one line a folder.

    given   one run, from the weights beside the script, on the batches, what is seen of them and the draws in given.npz
    exact   the same run, and once more in float64
    N       N runs, from weights1.safetensors, weights2.safetensors and so on, each on draws of its own"""
import json, sys

import numpy as np
import torch

from exported import loaded, printed

torch.set_num_threads(1)


def losses(script):
    """The losses of each step of a run."""
    list = []

    def kept(f):
        def call(*args):
            list.append(f(*args))
            return list[-1]
        return call

    steps, script.train_step = script.train_step, kept(script.train_step)
    machines = getattr(script, "Machines", None)
    if machines:
        pretraining, machines.step = machines.step, kept(machines.step)
    printed(script)
    script.train_step = steps
    if machines:
        machines.step = pretraining
    return list


def give(script, dtype):
    """Has the script take what given.npz has, and compute in a type."""
    torch.set_default_dtype(dtype)
    tensor = script.tensor
    script.tensor = lambda x: tensor(x).to(dtype)
    with np.load("given.npz") as f:
        f = {k: f[k] for k in f}
    sizes = f["sizes"].astype(int).tolist()
    parts = {k: iter((script.tensor(f[k]) if k == "seen" else torch.from_numpy(f[k]).to(dtype)).split(sizes)) for k in ("batches", "seen", "draws") if k in f}
    corrupt, gaussian = getattr(script, "corrupt", None), script.gaussian
    script.batches = lambda n: (b.long() for b in parts["batches"])
    script.corrupt = lambda x, noise, generator=None: corrupt(x, noise, generator) if generator else next(parts["seen"])
    script.gaussian = lambda like, generator=None: gaussian(like, generator) if generator else next(parts["draws"])


for folder in sys.argv[2:]:
    runs, types = [], {"given": [torch.float32], "exact": [torch.float32, torch.float64]}.get(sys.argv[1])
    for dtype in types or []:
        script = loaded(folder)
        give(script, dtype)
        runs.append(losses(script))
    if not types:
        script = loaded(folder)
        for seed in range(1, int(sys.argv[1]) + 1):
            script.SEED, script.WEIGHTS = seed, f"weights{seed}.safetensors"
            runs.append(losses(script))
    print(json.dumps(runs), flush=True)
