"""Stores the paths that PyTorch's optimisers take from fixed starts, for lungo.lib.optim.

    pip install torch==2.7.1
    python optim.py ../src/test/resources/reference/optim.json
"""

import json
import sys
from pathlib import Path

import torch

STEPS = 20
SHAPES = [(4, 3), (5,), (2, 3, 2)]


def ramp(*shape, start=1):
    """Fixed, unremarkable numbers in (-1, 1): sin(start), sin(start + 1), …"""
    count = torch.Size(shape).numel()
    return torch.sin(torch.arange(start, start + count, dtype=torch.float64)).float().reshape(shape)


def loss(parameters, step, l1):
    """Σ ½ c p² + p cos(step) + l1 |p|, without the second parameter at every fourth step."""
    used = [p for i, p in enumerate(parameters) if i != 1 or step % 4 != 2]
    total = sum((0.5 * (ramp(*p.shape, start=7) + 1.5) * p * p).sum() + p.sum() * torch.cos(torch.tensor(float(step))) for p in used)
    return total + l1 * sum(p.abs().sum() for p in used) if l1 else total


def path(name, groups=False, max_norm=None, max_value=None, l1=0.0, **options):
    """The values of all parameters after each step; the rate falls by 2 % of its start at each step."""
    parameters = [ramp(*shape).requires_grad_() for shape in SHAPES]
    if groups:
        given = [{"params": parameters[:2]}, {"params": parameters[2:], "lr": 0.05, "weight_decay": 0.2}]
    else:
        given = parameters
    optimizer = getattr(torch.optim, name)(given, **options)
    starts = [group["lr"] for group in optimizer.param_groups]
    values, norms = [], []
    for step in range(STEPS):
        for group, lr in zip(optimizer.param_groups, starts):
            group["lr"] = lr * (1 - 0.02 * step)
        optimizer.zero_grad()
        loss(parameters, step, l1).backward()
        with torch.no_grad():
            if max_norm:
                norms.append(torch.nn.utils.clip_grad_norm_(parameters, max_norm).item())
            if max_value:
                torch.nn.utils.clip_grad_value_(parameters, max_value)
        optimizer.step()
        values.append([[float(f"{v:.9g}") for v in p.flatten().tolist()] for p in parameters])
    extras = {"groups": groups, "max_norm": max_norm, "max_value": max_value, "l1": l1, "norms": norms}
    return {"optimizer": name, "options": options, **extras, "path": values}


def runs():
    yield path("SGD", lr=0.1)
    yield path("SGD", lr=0.1, momentum=0.9)
    yield path("SGD", lr=0.1, momentum=0.9, dampening=0.3, weight_decay=0.01)
    yield path("SGD", lr=0.1, momentum=0.8, nesterov=True, weight_decay=0.1)
    yield path("SGD", lr=0.1, momentum=0.9, groups=True)
    yield path("SGD", lr=0.1, momentum=0.9, max_norm=1.0)
    yield path("SGD", lr=0.1, max_value=0.4)
    yield path("SGD", lr=0.1, l1=0.05)
    yield path("SGD", lr=0.1, momentum=0.9, l1=0.3, max_norm=1.0, max_value=0.4)
    yield path("Adam", lr=0.1)
    yield path("Adam", lr=0.05, betas=[0.8, 0.95], eps=1e-3, weight_decay=0.1)
    yield path("Adam", lr=0.1, amsgrad=True)
    yield path("Adam", lr=0.1, groups=True, max_norm=1.5)
    yield path("AdamW", lr=0.1)
    yield path("AdamW", lr=0.1, betas=[0.8, 0.95], weight_decay=0.3, amsgrad=True, groups=True)
    yield path("RMSprop", lr=0.01)
    yield path("RMSprop", lr=0.02, alpha=0.9, eps=1e-4, weight_decay=0.1, momentum=0.5)
    yield path("RMSprop", lr=0.01, alpha=0.95, centered=True, momentum=0.9, groups=True)
    yield path("Adagrad", lr=0.1)
    yield path("Adagrad", lr=0.1, lr_decay=0.1, eps=1e-4, weight_decay=0.1, initial_accumulator_value=0.5, groups=True)


def main(out):
    Path(out).write_text(json.dumps({"made_with": f"PyTorch {torch.__version__}", "runs": list(runs())}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
