"""What PyTorch makes of pictures in color that core/internal/tiny makes by rule, from first weights by rule: color.json.

    python3 color.py > color.json

It computes in float64. Pictures and weights are whole numbers until the last division, so that both programs begin with the same.
"""
import json
import math

import numpy as np
import torch
from torch import nn

TRAIN, TEST, BATCH, STEPS = 100, 40, 20, 40


def waves(first, n):
    """Pictures (n, 3, 32, 32) in [0, 1], as Waves of core/internal/tiny."""
    i, c, y, x = np.meshgrid(np.arange(first, first + n), np.arange(3), np.arange(32), np.arange(32), indexing="ij")
    v = 512 + x * (3 + i % 5) * (c + 2) + y * (2 + i % 7) * (4 - c) + 91 * c + 37 * i
    return torch.tensor(np.minimum(255, np.abs(v % 512 - 256)) / 255)


def ceiling(n):
    """The square root of a whole number, rounded up to one."""
    r = math.isqrt(n)
    return r if r * r == n else r + 1


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(3, 8, 3, 2, 1), nn.ReLU(), nn.Conv2d(8, 12, 3, 2, 1), nn.ReLU(),
            nn.Flatten(), nn.Linear(768, 24), nn.Tanh())
        self.decoder = nn.Sequential(
            nn.Linear(24, 768), nn.ReLU(), nn.Unflatten(1, (12, 8, 8)),
            nn.ConvTranspose2d(12, 8, 3, 2, 1, 1), nn.ReLU(), nn.ConvTranspose2d(8, 3, 3, 2, 1, 1), nn.Sigmoid())

    def forward(self, x):
        return self.decoder(self.encoder(x))


torch.set_default_dtype(torch.float64)
net = Net()
shapes = {}
for t, (name, p) in enumerate(net.named_parameters()):
    fan = math.prod(p.shape[1:])
    k = np.arange(p.numel(), dtype=np.int64)
    w = ((k * 7919 + (t + 1) * 104729) % 2001 - 1000) / 1000 / ceiling(fan)
    p.data = torch.tensor(w.astype(np.float32).astype(np.float64).reshape(p.shape))
    shapes[name] = list(p.shape)

train, test = waves(0, TRAIN), waves(TRAIN, TEST)
adam = torch.optim.Adam(net.parameters(), lr=0.002)


def held_out():
    with torch.no_grad():
        return float(((net(test) - test) ** 2).mean())


test_mse, losses = {0: held_out()}, []
for step in range(STEPS):
    at = step * BATCH % TRAIN
    x = train[at:at + BATCH]
    loss = ((net(x) - x) ** 2).mean()
    adam.zero_grad()
    loss.backward()
    adam.step()
    losses.append(round(loss.item(), 9))
    if (step + 1) % 10 == 0:
        test_mse[step + 1] = held_out()
print(json.dumps({"torch": torch.__version__.split("+")[0], "shapes": shapes, "train_loss": losses,
                  "test_mse": {k: round(v, 9) for k, v in test_mse.items()}}, indent=1))
