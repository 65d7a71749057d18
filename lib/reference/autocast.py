"""A small network under torch.autocast on the CPU, for the tests of lungo.lib.compile.

    pip install numpy torch==2.7.1
    python autocast.py ../src/test/resources/reference/autocast.json

Weights and input are sin(i + 1), scaled by a fan-in; the loss is cross-entropy of the classes 0, 1, 2, 3.
"""

import json
import math
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F


def ramp(shape, scale=1.0):
    count = math.prod(shape)
    return torch.tensor([math.sin(i + 1) * scale for i in range(count)], dtype=torch.float32).reshape(shape)


def network():
    net = nn.Sequential(
        nn.Conv2d(3, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(128, 4)
    )
    with torch.no_grad():
        for p in net.parameters():
            p.copy_(ramp(p.shape, 1 / math.sqrt(math.prod(p.shape[1:]) or 1)))
    return net.train()


def run(half):
    net, x = network(), ramp((4, 3, 8, 8))
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
        logits = net(x)
        loss = F.cross_entropy(logits.float(), torch.arange(4))
    loss.backward()
    return {
        "logits": logits.detach().float().flatten().tolist(),
        "loss": loss.item(),
        "gradients": [p.grad.flatten().tolist() for p in net.parameters()],
    }


with open(sys.argv[1], "w") as out:
    json.dump({"torch": torch.__version__, "bfloat16": run(True), "float32": run(False)}, out)
