"""What the classics_*.py share: weights and a picture by a formula, and what PyTorch's networks make of them.

Place i of the array called `name` holds a value in [-1, 1) by a hash of i and of the name's CRC-32 (`noise`), scaled so that
a signal keeps its strength; Java makes the same numbers, so that nothing large is stored. Of each stage (a submodule, by
its path) are stored the shape, the mean, the mean of squares, and a dozen values spread evenly over it.
"""

import json
import zlib

import numpy
import torch


def noise(name, shape):
    """Numbers in [-1, 1): a 32-bit hash (Ellis's lowbias32) of the place, begun from the name's CRC-32."""
    x = numpy.arange(int(numpy.prod(shape)), dtype=numpy.uint32)
    x *= numpy.uint32(0x9E3779B9)
    x += numpy.uint32(zlib.crc32(name.encode()))
    x ^= x >> numpy.uint32(16)
    x *= numpy.uint32(0x7FEB352D)
    x ^= x >> numpy.uint32(15)
    x *= numpy.uint32(0x846CA68B)
    x ^= x >> numpy.uint32(16)
    return torch.from_numpy((x / 2.0**31 - 1).astype(numpy.float32)).reshape(tuple(shape))


def value(name, shape):
    z = noise(name, shape)
    if name.endswith("running_var"):
        return 1 + 0.5 * z
    if len(shape) == 1:
        return (1 if name.endswith("weight") else 0) + 0.1 * z
    return z * float(numpy.sqrt(6 / numpy.prod(shape[1:])))


def fill(net):
    with torch.no_grad():
        for name, array in net.state_dict().items():
            if not name.endswith("num_batches_tracked"):
                array.copy_(value(name, array.shape))
    return net.eval()


def numbers(values):
    return [float(f"{v:.7g}") for v in values]


def seen(y):
    flat = y.detach().flatten().double()
    places = [k * len(flat) // 12 for k in range(12)] if len(flat) > 12 else range(len(flat))
    mean, square = numbers([flat.mean(), flat.square().mean()])
    return {"shape": list(y.shape), "mean": mean, "square": square, "values": numbers([flat[p] for p in places])}


def record(net, stages, *shape):
    """The numbers of parameters and of names, what each stage gives, and the logits, for a picture by the formula."""
    fill(net)
    found = {}
    modules = dict(net.named_modules())
    for path in stages:
        modules[path].register_forward_hook(lambda _, __, y, path=path: found.__setitem__(path, seen(y)))
    with torch.no_grad():
        logits = net(noise("x", shape))
    return {
        "input": list(shape),
        "parameters": sum(p.numel() for p in net.parameters()),
        "arrays": sum("num_batches" not in name for name in net.state_dict()),
        "stages": found,
        **some(logits),
    }


def some(logits):
    return {
        "logits": numbers(logits.flatten()[:: max(1, logits.numel() // 64)]),
        "largest": float(logits.abs().max()),
    }


def training(net, running, *shape):
    """The logits in training mode, and what these running means and variances are afterwards."""
    fill(net).train()
    with torch.no_grad():
        logits = net(noise("x", shape))
    after = net.state_dict()
    return {"input": list(shape), "running": {name: seen(after[name]) for name in running}, **some(logits)}


def write(path, cases):
    with open(path, "w") as file:
        json.dump({"torch": torch.__version__, **cases}, file, separators=(",", ":"))
        file.write("\n")
