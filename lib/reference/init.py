"""Stores the first numbers that PyTorch's initialisers draw after a seed, and the moments of many.

    pip install torch==2.7.1
    python init.py ../src/test/resources/reference/init.json
"""

import json
import sys

import torch
import torch.nn as nn
from cases import numbers

SEED = 7
SMALL, LARGE, KERNELS = (5, 4), (200, 300), (40, 30, 3, 3)
I = nn.init

INITIALISERS = {
    "kaiming_normal": lambda x: I.kaiming_normal_(x, nonlinearity="relu"),
    "kaiming_normal_out_tanh": lambda x: I.kaiming_normal_(x, mode="fan_out", nonlinearity="tanh"),
    "kaiming_uniform": lambda x: I.kaiming_uniform_(x, nonlinearity="relu"),
    "kaiming_uniform_out_leaky": lambda x: I.kaiming_uniform_(x, 0.2, "fan_out", "leaky_relu"),
    "xavier_normal": lambda x: I.xavier_normal_(x, I.calculate_gain("selu")),
    "xavier_uniform": lambda x: I.xavier_uniform_(x, I.calculate_gain("sigmoid")),
    "trunc_normal": lambda x: I.trunc_normal_(x, 0.1, 0.5, -0.9, 1.1),
    "trunc_normal_uneven": lambda x: I.trunc_normal_(x, 0.0, 1.0, -0.5, 3.0),
    "orthogonal": lambda x: I.orthogonal_(x, 1.5),
    "normal": lambda x: I.normal_(x, 1.0, 0.02),
    "uniform": lambda x: I.uniform_(x, -0.25, 0.5),
    "constant": lambda x: I.constant_(x, 0.3),
}


def network():
    """Every layer that has starting values of its own, in the order of their drawing."""
    torch.manual_seed(SEED)
    net = nn.Sequential(
        nn.Conv2d(3, 4, 3), nn.ReLU(), nn.ConvTranspose2d(4, 2, 3), nn.PReLU(), nn.Flatten(), nn.Linear(72, 5)
    )
    return {name: numbers(p) for name, p in net.state_dict().items()}


def seeded(initialise, shape):
    torch.manual_seed(SEED)
    return initialise(torch.empty(shape))


def moments(x):
    x = x.double()
    return [x.mean().item(), x.std(unbiased=False).item(), x.min().item(), x.max().item()]


def drawn(initialise):
    return {
        "small": numbers(seeded(initialise, SMALL)),
        "wide": numbers(seeded(initialise, SMALL[::-1])),
        "large": moments(seeded(initialise, LARGE)),
        "kernels": moments(seeded(initialise, KERNELS)),
    }


if __name__ == "__main__":
    stored = {
        "torch": torch.__version__,
        "seed": SEED,
        "initialisers": {name: drawn(call) for name, call in INITIALISERS.items()},
        "network": network(),
    }
    with open(sys.argv[1], "w") as file:
        json.dump(stored, file, separators=(",", ":"))
        file.write("\n")
