"""Stores PyTorch's values of the calls in lungo.lib.nn on fixed inputs.

    python ops.py ../src/test/resources/reference/ops.json
"""

import json
import sys
from pathlib import Path

import torch
import torch.nn.functional as F


def ramp(*shape):
    """Fixed, unremarkable numbers in (-1, 1): sin(1), sin(2), …"""
    count = torch.Size(shape).numel()
    return torch.sin(torch.arange(1, count + 1, dtype=torch.float64)).float().reshape(shape)


def forward():
    x, w, b = ramp(4, 3), ramp(5, 3).requires_grad_(), ramp(5).requires_grad_()
    target = torch.tensor([0, 4, 2, 2])
    hidden = F.relu(F.linear(x, w, b))
    loss = F.cross_entropy(hidden * 3, target)
    loss.backward()
    return {
        "linear": F.linear(x, w, b).flatten().tolist(),
        "relu": hidden.flatten().tolist(),
        "softmax": F.softmax(x, 1).flatten().tolist(),
        "log_softmax": F.log_softmax(x * 50, 1).flatten().tolist(),
        "cross_entropy": loss.item(),
        "weight_grad": w.grad.flatten().tolist(),
        "bias_grad": b.grad.flatten().tolist(),
    }


def sgd(**options):
    """Five steps on 0.5 * sum(c * p^2) + sum(p), the rate halved after the third."""
    p, c = ramp(6).requires_grad_(), ramp(6) + 1.5
    optimizer = torch.optim.SGD([p], lr=0.1, **options)
    path = []
    for step in range(5):
        if step == 3:
            optimizer.param_groups[0]["lr"] = 0.05
        optimizer.zero_grad()
        (0.5 * (c * p * p).sum() + p.sum()).backward()
        optimizer.step()
        path.append(p.tolist())
    return {"options": options, "path": path}


def main(out):
    steps = [
        sgd(),
        sgd(momentum=0.9),
        sgd(momentum=0.9, nesterov=True),
        sgd(weight_decay=0.01),
        sgd(momentum=0.9, weight_decay=0.01),
        sgd(momentum=0.8, nesterov=True, weight_decay=0.1),
    ]
    stored = {"made_with": f"PyTorch {torch.__version__}", "forward": forward(), "sgd": steps}
    Path(out).write_text(json.dumps(stored, indent=1) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
