"""Stores a small network as PyTorch saves it, what it gives, and a file with every type of number that DJL can hold.

    pip install torch==2.7.1 safetensors==0.8.0 numpy
    python state.py ../src/test/resources/reference
"""

import json
import sys
from pathlib import Path

import torch
import torch.nn as nn
import torch.nn.functional as F
from cases import labels, numbers, ramp, tensor
from safetensors.torch import save_file

INPUT = ramp(4, 3, 6, 6)
LABELS = labels(0, 4, 2, 2)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2)
        )
        self.classifier = nn.Linear(36, 5)

    def forward(self, x):
        return self.classifier(self.features(x).flatten(1))


def filled():
    """The network with values by the formula, and running statistics of one batch."""
    net = Net()
    with torch.no_grad():
        for k, p in enumerate(net.parameters()):
            p.copy_(tensor(k, ramp(*p.shape, scale=0.5, offset=0.1)))
    net(tensor(0, INPUT))
    return net


def results(net):
    x, y = tensor(0, INPUT), tensor(1, LABELS)
    logits = net.eval()(x)
    loss = F.cross_entropy(net.train()(x), y)
    loss.backward()
    return {
        "input": INPUT,
        "labels": LABELS,
        "logits": numbers(logits),
        "training_loss": numbers(loss),
        "gradients": {name: numbers(p.grad) for name, p in net.named_parameters()},
        "running_after": {name: numbers(b) for name, b in net.named_buffers() if "running" in name},
    }


def every_type():
    values = torch.tensor([0.0, 1.0, -2.5, 65504.0, 2.0**-14, 2.0**-24, float("inf"), float("nan")])
    return {
        "f64": torch.tensor([[0.1, -1e300]], dtype=torch.float64),
        "f32": torch.tensor([[0.1, 2.0], [3.0, 1e-40]]),
        "f16": values.half(),
        "bf16": values.bfloat16(),
        "i64": torch.tensor([2**62, -1]),
        "i32": torch.tensor([-(2**31), 7], dtype=torch.int32),
        "i8": torch.tensor([-128, 127], dtype=torch.int8),
        "u8": torch.tensor([[[0, 255, 3]]], dtype=torch.uint8),
        "bool": torch.tensor([True, False, True]),
        "scalar": torch.tensor(3.5),
        "empty": torch.empty(0, 4),
        "n\u00e4me \"quoted\"": torch.tensor([1.0]),
    }


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    net = filled()
    save_file(net.state_dict(), folder / "state.safetensors")
    save_file(every_type(), folder / "types.safetensors", metadata={"format": "pt"})
    stored = {"torch": torch.__version__, **results(net)}
    (folder / "state.json").write_text(json.dumps(stored, separators=(",", ":")) + "\n")
