"""What losses.py, layers.py and init.py share: inputs by a formula, outputs and gradients as JSON.

Input k of a case holds scale * sin(i + 1 + 100 k) + offset at place i, so that Java makes the same numbers. The gradients
are those of sum(output * cos(j + 1)), j the place in the output.
"""

import json

import torch


def ramp(*shape, scale=1.0, offset=0.0):
    return {"shape": list(shape), "scale": scale, "offset": offset}


def labels(*values, shape=None):
    return {"shape": shape or [len(values)], "int64": list(values)}


def tensor(k, spec):
    if "int64" in spec:
        return torch.tensor(spec["int64"]).reshape(spec["shape"])
    count = torch.Size(spec["shape"]).numel()
    values = torch.arange(count, dtype=torch.float64).add(1 + 100 * k).sin() * spec["scale"] + spec["offset"]
    return values.float().reshape(spec["shape"])


def numbers(array):
    return [float(f"{v:.7g}") for v in array.detach().double().flatten().tolist()]


def run(call, specs):
    """The output of `call` on the inputs and the gradients that come back to them."""
    inputs = [tensor(k, spec) for k, spec in enumerate(specs)]
    for x in inputs:
        x.requires_grad_(x.is_floating_point())
    y = call(*inputs)
    case = {"inputs": specs, "shape": list(y.shape), "output": numbers(y)}
    if y.requires_grad:
        weights = torch.arange(y.numel(), dtype=torch.float64).add(1).cos().float().reshape(y.shape)
        (y * weights).sum().backward()
        case["gradients"] = [None if x.grad is None else numbers(x.grad) for x in inputs]
    return case


def write(path, cases, **more):
    stored = {"torch": torch.__version__, **more, "cases": {name: run(*case) for name, case in cases.items()}}
    with open(path, "w") as file:
        json.dump(stored, file, separators=(",", ":"))
        file.write("\n")
