"""Stores what PyTorch counts and computes of the things that lungo.lib.inspect shows: parameters, output shapes and
floating-point operations (torch.utils.flop_counter) of layers, and the cross-entropy of each example.

    pip install torch==2.7.1
    python looking.py ../src/test/resources/reference/looking.json
"""

import json
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.flop_counter import FlopCounterMode


def counts(net, *shape):
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        out = net(torch.zeros(shape))
    return {
        "parameters": sum(p.numel() for p in net.parameters()),
        "output": list(out.shape),
        "flops": counter.get_total_flops(),
    }


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
    )


def losses():
    logits = 5 * torch.sin(torch.arange(1, 25, dtype=torch.float64)).float().reshape(6, 4)
    return F.cross_entropy(logits, torch.tensor([0, 1, 2, 3, 0, 1]), reduction="none").tolist()


if __name__ == "__main__":
    result = {
        "linear": counts(nn.Linear(7, 5), 3, 7),
        "conv1d": counts(nn.Conv1d(4, 6, 3, stride=2, padding=1), 2, 4, 11),
        "conv2d": counts(nn.Conv2d(4, 6, (3, 5), stride=(2, 1), padding=(1, 2), groups=2, bias=False), 2, 4, 9, 10),
        "conv3d": counts(nn.Conv3d(2, 3, 3, dilation=2), 1, 2, 7, 8, 9),
        "deconvolution": counts(nn.ConvTranspose2d(4, 6, 3, stride=2, padding=1), 2, 4, 5, 6),
        "lenet": counts(lenet(), 2, 1, 28, 28),
        "losses": losses(),
    }
    Path(sys.argv[1]).write_text(json.dumps(result) + "\n")
