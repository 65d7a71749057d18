"""Stores what PyTorch comes to with the options of lungo.lib.train.Training, on two clouds of points.

    pip install torch==2.7.1
    python training.py ../src/test/resources/reference/training.json
"""

import json
import sys
from math import cos, sin
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn
from torch.optim import lr_scheduler


def clouds(n):
    x = [[2 - 3 * (i % 2) + sin(i), -1 + 3 * (i % 2) + cos(3 * i)] for i in range(n)]
    return torch.tensor(x), torch.tensor([i % 2 for i in range(n)])


def network():
    net = nn.Sequential(nn.Linear(2, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 2))
    count = 0
    with torch.no_grad():
        for layer in (net[0], net[3]):
            size = layer.weight.numel()
            layer.weight.copy_(torch.tensor([sin(count + i + 1) for i in range(size)]).reshape(layer.weight.shape))
            layer.bias.zero_()
            count += size
    return net


def permutation(n, seed):
    """lungo.lib.data.Shuffle."""
    mask, state, order = (1 << 64) - 1, seed, list(range(n))
    for i in range(n - 1, 0, -1):
        state = (state + 0x9E3779B97F4A7C15) & mask
        z = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        j = (z ^ (z >> 31)) % (i + 1)
        order[i], order[j] = order[j], order[i]
    return order


def run(name, make, schedule=None, per_step=False, clip=None, accumulate=1, epochs=4, batch=8, seed=3):
    x, y = clouds(100)
    tx, ty = clouds(30)
    net = network()
    optimizer = make(net.parameters())
    scheduler = schedule(optimizer) if schedule else None
    steps, tests, rates = [], [], []
    for epoch in range(epochs):
        net.train()
        order = permutation(100, seed + epoch)
        for at in range(0, 100, batch * accumulate):
            optimizer.zero_grad()
            whole = order[at : at + batch * accumulate]
            total = 0.0
            for i in range(0, len(whole), batch):
                part = whole[i : i + batch]
                loss = F.cross_entropy(net(x[part]), y[part]) * (len(part) / len(whole))
                loss.backward()
                total += loss.item()
            if clip:
                nn.utils.clip_grad_norm_(net.parameters(), clip)
            optimizer.step()
            rates.append(optimizer.param_groups[0]["lr"])
            steps.append(total)
            if scheduler and per_step:
                scheduler.step()
        net.eval()
        with torch.no_grad():
            out = net(tx)
            test = F.cross_entropy(out, ty).item()
        tests.append({"loss": test, "rate": rates[-1]})
        if scheduler and not per_step:
            if isinstance(scheduler, lr_scheduler.ReduceLROnPlateau):
                scheduler.step(test)
            else:
                scheduler.step()
    weights = {k: v.flatten().tolist() for k, v in net.state_dict().items() if "num_batches" not in k}
    return {"name": name, "losses": steps, "epochs": tests, "weights": weights}


def main(out):
    sgd = lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=0.01)
    runs = [
        run("sgd", sgd),
        run("clipped", lambda p: torch.optim.SGD(p, lr=0.5, momentum=0.9), clip=0.1),
        run("accumulated", sgd, accumulate=3),
        run("one cycle", sgd, lambda o: lr_scheduler.OneCycleLR(o, 0.2, total_steps=52), per_step=True),
        run("step", lambda p: torch.optim.AdamW(p, lr=0.01, eps=1e-3), lambda o: lr_scheduler.StepLR(o, 2, 0.1)),
        run(
            "plateau",
            lambda p: torch.optim.SGD(p, lr=0.5),
            lambda o: lr_scheduler.ReduceLROnPlateau(o, factor=0.5, patience=0, threshold=0.9),
        ),
    ]
    Path(out).write_text(json.dumps({"made_with": f"PyTorch {torch.__version__}", "runs": runs}, indent=1) + "\n")


main(sys.argv[1])
