"""PyTorch's side of the benchmark: the loop that its users write, an epoch for each line on stdin.

    torch_side.py CASE BATCH WIDTH STEPS DEVICE MNIST THREADS

The answer is a line "@ SECONDS" on stdout; the first is the number of parameters. CASE is one of Bench.java's, or
mnist-loader: MNIST through torchvision's data set, its transforms and a DataLoader.
"""

import gzip
import shutil
import sys
import time
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

SHAPES = {"lenet": (1, 28, 28), "resnet18": (3, 32, 32), "tiny": (4,), "mlp": (784,)}
MEAN, STD = 0.1307, 0.3081


def main():
    name, batch, width, steps, device, folder, threads = sys.argv[1:]
    batch, width, steps = int(batch), int(width), int(steps)
    torch.set_num_threads(int(threads))
    torch.manual_seed(1)
    net = network(name, width).to(device)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
    if name == "mnist-loader":
        batches = loader(Path(folder), batch)
    elif name == "mnist":
        batches = resident(*mnist(Path(folder), device), batch)
    else:
        size = batch * steps
        batches = resident(torch.randn(size, *SHAPES[name], device=device), torch.arange(size, device=device) % 2, batch)
    print("@", sum(p.numel() for p in net.parameters()), flush=True)
    for _ in sys.stdin:
        started = time.perf_counter()
        epoch(net, optimizer, batches(), device, flat=name == "mnist-loader")
        print("@", time.perf_counter() - started, flush=True)


def epoch(net, optimizer, batches, device, flat):
    net.train()
    for x, y in batches:
        if flat:
            x, y = x.view(x.size(0), -1).to(device), y.to(device)
        optimizer.zero_grad()
        loss = F.cross_entropy(net(x), y)
        loss.backward()
        optimizer.step()
    if device != "cpu":
        torch.cuda.synchronize()


def resident(x, y, batch):
    """Shuffled batches of tensors that lie on the device."""

    def batches():
        order = torch.randperm(len(y), device=y.device)
        for i in range(0, len(y), batch):
            rows = order[i : i + batch]
            yield x[rows], y[rows]

    return batches


def mnist(folder, device):
    """The training digits (60000, 784), normalised, and their classes."""
    with gzip.open(folder / "train-images-idx3-ubyte.gz") as file:
        pixels = torch.frombuffer(bytearray(file.read()[16:]), dtype=torch.uint8).view(-1, 784)
    with gzip.open(folder / "train-labels-idx1-ubyte.gz") as file:
        labels = torch.frombuffer(bytearray(file.read()[8:]), dtype=torch.uint8).long()
    return pixels.float().div_(255).sub_(MEAN).div_(STD).to(device), labels.to(device)


def loader(folder, batch):
    """torchvision's MNIST, from the same files, as its documentation feeds it."""
    from torchvision import datasets, transforms

    root = Path(__file__).with_name(".data")
    raw = root / "MNIST" / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    for packed in folder.glob("*-ubyte.gz"):
        if not (raw / packed.stem).exists():
            with gzip.open(packed) as source, open(raw / packed.stem, "wb") as target:
                shutil.copyfileobj(source, target)
    transform = transforms.Compose([transforms.ToTensor(), transforms.Normalize((MEAN,), (STD,))])
    data = datasets.MNIST(root, train=True, transform=transform)
    return lambda: torch.utils.data.DataLoader(data, batch_size=batch, shuffle=True)


def network(name, width):
    if name == "lenet":
        return nn.Sequential(
            nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))
    if name == "resnet18":
        return resnet18()
    if name == "tiny":
        return nn.Linear(4, 2)
    return nn.Sequential(
        nn.Linear(784, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, 10))


class Residual(nn.Module):
    def __init__(self, channels, filters, stride):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(channels, filters, 3, stride, 1, bias=False), nn.BatchNorm2d(filters), nn.ReLU(),
            nn.Conv2d(filters, filters, 3, 1, 1, bias=False), nn.BatchNorm2d(filters))
        self.shortcut = nn.Identity() if stride == 1 and channels == filters else nn.Sequential(
            nn.Conv2d(channels, filters, 1, stride, bias=False), nn.BatchNorm2d(filters))

    def forward(self, x):
        return F.relu(self.body(x) + self.shortcut(x))


def resnet18():
    layers, channels = [nn.Conv2d(3, 64, 3, 1, 1, bias=False), nn.BatchNorm2d(64), nn.ReLU()], 64
    for filters in (64, 128, 256, 512):
        layers += [Residual(channels, filters, 1 if filters == channels else 2), Residual(filters, filters, 1)]
        channels = filters
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 10))


if __name__ == "__main__":
    main()
