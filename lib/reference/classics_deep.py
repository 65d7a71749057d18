"""Stores what torchvision's GoogLeNet, ResNet and DenseNet give at every stage, with weights by a formula.

    pip install torch==2.7.1 torchvision==0.22.1
    python classics_deep.py ../src/test/resources/reference/classics_deep.json

Entry k of the state dict (num_batches_tracked left out) has at place i the number u(k, i) in [-1, 1), mixed from the bits
of k and i, so that Java makes the same: weights of convolutions and linear layers sqrt(6 / fan_in) u, the norms' weights
1 + 0.2 u, running variances 1 + 0.5 u, all else 0.1 u. The pictures are 1.7 u(1000000, i).
"""

import hashlib
import json
import sys
import warnings

import numpy as np
import torch
import torchvision
from torch import nn
from torchvision.models.densenet import DenseNet
from torchvision.models.googlenet import BasicConv2d, GoogLeNet

warnings.filterwarnings("ignore")
PICTURES = 1_000_000
SAMPLES = 12


def mixed(k, shape):
    """u(k, ·): the finaliser of MurmurHash3 on 32 bits."""
    h = np.arange(int(np.prod(shape)), dtype=np.uint32)
    h = (h + np.uint32((k * 0x9E3779B9) & 0xFFFFFFFF)).astype(np.uint32)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        h ^= h >> np.uint32(shift)
        h = (h.astype(np.uint64) * np.uint64(factor) & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    h ^= h >> np.uint32(16)
    return torch.from_numpy((h.astype(np.float64) / 2**31 - 1).reshape(shape))


def formula(k, name, shape):
    u = mixed(k, shape)
    if len(shape) > 1:
        return u * (6 / int(np.prod(shape[1:]))) ** 0.5
    if name.endswith("running_var"):
        return 1 + 0.5 * u
    return 1 + 0.2 * u if name.endswith("weight") else 0.1 * u


def entries(net):
    return [(n, t) for n, t in net.state_dict().items() if not n.endswith("num_batches_tracked")]


def filled(net):
    for k, (name, tensor) in enumerate(entries(net)):
        tensor.copy_(formula(k, name, tuple(tensor.shape)).float())
    return net


def brief(x):
    flat = x.detach().double().flatten()
    step = len(flat) // SAMPLES
    values = [flat[j * step].item() for j in range(min(SAMPLES, len(flat)))] if step else flat.tolist()
    short = [float(f"{v:.7g}") for v in (flat.mean().item(), flat.square().mean().item(), *values)]
    return {"shape": list(x.shape), "mean": short[0], "mean_square": short[1], "values": short[2:]}


def some(logits):
    """At most 200 of the logits, spread evenly, and the largest magnitude of all."""
    flat = logits.flatten().tolist()
    return {"largest": max(map(abs, flat)), "values": [float(f"{v:.7g}") for v in flat[:: max(1, len(flat) // 200)]]}


def stages(net, x):
    """Every child's output; of DenseNet's features those of their children. The flattening is no child in torchvision."""
    seen = {}
    children = [*net.features.named_children(), *net.named_children()] if hasattr(net, "features") else net.named_children()
    hooks = [
        child.register_forward_hook(lambda _, __, y, name=name: seen.__setitem__(name, brief(y)))
        for name, child in children
        if name != "features" and not isinstance(child, (nn.Identity, nn.Dropout))
    ]
    with torch.no_grad():
        y = net(x)
    for hook in hooks:
        hook.remove()
    return seen, some(y)


def case(net, side, train=()):
    x = mixed(PICTURES, (2, 3, side, side)).mul(1.7).float()
    signature = "\n".join(f"{n} {tuple(t.shape)}".replace(",)", ")") for n, t in entries(net))
    seen, logits = stages(filled(net).eval(), x)
    stored = {
        "side": side,
        "parameters": sum(p.numel() for p in net.parameters()),
        "names": hashlib.sha256(signature.encode()).hexdigest(),
        "stages": seen,
        "logits": logits,
    }
    if train:
        net.train()
        with torch.no_grad():
            stored["training_logits"] = some(net(x))
        stored["running_after"] = {n: brief(t) for n, t in entries(net) if n in train}
    return stored


def resnet_32(depth):
    net = getattr(torchvision.models, f"resnet{depth}")(num_classes=10)
    net.conv1 = nn.Conv2d(3, 64, 3, 1, 1, bias=False)
    net.maxpool = nn.Identity()
    return net


def googlenet_32():
    net = GoogLeNet(num_classes=10, aux_logits=False, init_weights=False)
    net.conv1 = BasicConv2d(3, 192, kernel_size=3, padding=1)
    net.maxpool1 = net.conv2 = net.conv3 = nn.Identity()
    return net


def densenet_32(depth, growth):
    net = DenseNet(growth, ((depth - 4) // 6,) * 3, 2 * growth, num_classes=10)
    net.features.conv0 = nn.Conv2d(3, 2 * growth, 3, 1, 1, bias=False)
    net.features.norm0 = net.features.relu0 = net.features.pool0 = nn.Identity()
    return net


def inference(name, **more):
    return getattr(torchvision.models, name)(weights=None, **more)


CASES = {
    "googlenet": lambda: case(inference("googlenet", aux_logits=False, init_weights=False), 64),
    "resnet18": lambda: case(inference("resnet18"), 64),
    "resnet50": lambda: case(inference("resnet50"), 64),
    "densenet121": lambda: case(inference("densenet121"), 64),
    "googlenet_32": lambda: case(googlenet_32(), 32),
    "resnet18_32": lambda: case(resnet_32(18), 32, ("bn1.running_mean", "layer4.1.bn2.running_var")),
    "densenet40_32": lambda: case(densenet_32(40, 12), 32, ("features.transition1.norm.running_mean", "features.norm5.running_var")),
}

if __name__ == "__main__":
    torch.manual_seed(0)
    stored = {"torch": torch.__version__, "torchvision": torchvision.__version__}
    stored["cases"] = {name: make() for name, make in CASES.items()}
    with open(sys.argv[1], "w") as file:
        json.dump(stored, file, separators=(",", ":"))
        file.write("\n")
