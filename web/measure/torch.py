"""The six networks of docs/performance.md in PyTorch, eager mode: the other side of `measure compare`.

Reads lines "workload seconds" and answers each with a line of JSON: {"ms": median step, "best": best, "steps": n}.
Batches are slices of a tensor that is ready, which a run in the playground has to gather first.
"""

import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

THREADS = int(sys.argv[1]) if len(sys.argv) > 1 else 2
torch.set_num_threads(THREADS)
torch.manual_seed(1)


def dense(*sizes, act=nn.Tanh):
    layers = []
    for a, b in zip(sizes, sizes[1:]):
        layers += [nn.Linear(a, b), act()]
    return nn.Sequential(*layers)


class VAE(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden, self.mean, self.logvar = nn.Linear(784, 400), nn.Linear(400, 20), nn.Linear(400, 20)
        self.decoder = nn.Sequential(nn.Linear(20, 400), nn.ReLU(), nn.Linear(400, 784))

    def forward(self, x):
        h = torch.relu(self.hidden(x))
        mean, logvar = self.mean(h), self.logvar(h)
        z = mean + torch.exp(0.5 * logvar) * torch.randn_like(mean)
        return self.decoder(z), mean, logvar


def vae_loss(out, x):
    y, mean, logvar = out
    kl = -0.5 * torch.sum(1 + logvar - mean.pow(2) - logvar.exp())
    return F.binary_cross_entropy_with_logits(y, x, reduction="sum") + kl


def conv(a, b, stride=1):
    return [nn.Conv2d(a, b, 3, stride, 1), nn.ReLU()]


def convt(a, b, stride=1):
    return [nn.ConvTranspose2d(a, b, 3, stride, 1, stride - 1)]


def adam(p):
    return torch.optim.Adam(p, 1e-3)


def half_squares(y, x):
    return 0.5 * (y - x).pow(2).sum()


def linear():
    net = nn.Sequential(nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 784), nn.Sigmoid())
    return net, F.mse_loss, adam, (20, 784)


def keras():
    net = nn.Sequential(nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 784))
    return net, F.binary_cross_entropy_with_logits, lambda p: torch.optim.Adadelta(p, 1.0, rho=0.95, eps=1e-7), (256, 784)


def deep():
    return dense(784, 500, 300, 2, 300, 500, 784), F.mse_loss, adam, (500, 784)


def faces():
    net = nn.Sequential(
        *conv(1, 16, 2), *conv(16, 32), *conv(32, 64), *conv(64, 128), nn.Flatten(), nn.Linear(32768, 256), nn.Sigmoid(),
        nn.Unflatten(1, (1, 16, 16)), *convt(1, 128, 2), nn.ReLU(), *convt(128, 64), nn.ReLU(), *convt(64, 32), nn.ReLU(),
        *convt(32, 1), nn.Sigmoid())
    return net, half_squares, adam, (50, 1, 32, 32)


def conv_net():
    net = nn.Sequential(
        *conv(1, 16, 2), *conv(16, 32, 2), nn.Flatten(), nn.Linear(1568, 32), nn.Linear(32, 1568), nn.ReLU(),
        nn.Unflatten(1, (32, 7, 7)), *convt(32, 16, 2), nn.ReLU(), *convt(16, 1, 2))
    return net, F.binary_cross_entropy_with_logits, adam, (64, 1, 28, 28)


def vae():
    return VAE(), vae_loss, adam, (128, 784)


NETWORKS = {"linear": linear, "keras": keras, "deep": deep, "faces": faces, "conv": conv_net, "vae": vae}
WINDOW, WARM_UP, LONG = 0.004, 0.1, 5  # seconds


class Trainer:
    def __init__(self, name):
        self.net, self.loss, optimizer, shape = NETWORKS[name]()
        self.optimizer = optimizer(self.net.parameters())
        data = torch.rand(4 * shape[0], *shape[1:])
        if name != "faces":
            data *= torch.rand_like(data) < 0.2  # as much of a digit's picture is not black
        self.batch, self.data, self.at = shape[0], data, 0

    def step(self):
        x = self.data[self.at:self.at + self.batch]
        self.at = (self.at + self.batch) % len(self.data)
        self.optimizer.zero_grad(set_to_none=True)
        self.loss(self.net(x), x).backward()
        self.optimizer.step()

    def measure(self, seconds):
        clock = time.perf_counter
        start, n = clock(), 0
        while n < 1 or clock() - start < WARM_UP:
            self.step()
            n += 1
        windows, steps, spent = [], 0, 0.0
        while spent < seconds or len(windows) < 3 and spent < LONG:
            start, n = clock(), 0
            while True:
                self.step()
                n += 1
                passed = clock() - start
                if passed >= WINDOW:
                    break
            windows.append(1e3 * passed / n)
            steps, spent = steps + n, spent + passed
        windows.sort()
        return {"ms": windows[len(windows) // 2], "best": windows[0], "steps": steps}


print(json.dumps({"version": torch.__version__, "threads": torch.get_num_threads()}), flush=True)
for line in sys.stdin:
    name, seconds = line.split()
    trainer = Trainer(name)
    print(json.dumps(trainer.measure(float(seconds))), flush=True)
