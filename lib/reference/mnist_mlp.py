"""Trains the study notes' network (section 7.3) with PyTorch and stores what Lungo's tests compare with.

    pip install numpy torch==2.7.1
    python mnist_mlp.py real FOLDER_OF_IDX_GZ   ../src/test/resources/reference/mnist_mlp_real.json
    python mnist_mlp.py sample FOLDER_OF_IDX_GZ ../src/test/resources/reference/mnist_mlp_sample.json

784-200-200-10, Kaiming-normal weights, zero biases, SGD at 0.01, batches of 200, 10 epochs; "plain" has no ReLU on the
logits, "relu_logits" is the notes' own variant. Weights and batch order come from SplitMix64, so that Java makes the
same ones: layer k of a run draws from seed * 1000 + k, epoch e (from 0) is shuffled with seed + e.
"""

import gzip
import json
import math
import platform
import struct
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

BATCH, EPOCHS, LR = 200, 10, 0.01
SIZES = [784, 200, 200, 10]
U64 = np.uint64


def splitmix64(seed, count):
    """The first `count` outputs of SplitMix64 (Steele, Lea, Flood 2014) from `seed`."""
    with np.errstate(over="ignore"):
        z = U64(seed) + np.arange(1, count + 1, dtype=U64) * U64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> U64(30))) * U64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> U64(27))) * U64(0x94D049BB133111EB)
        return z ^ (z >> U64(31))


def normals(seed, count):
    """Standard normals by Box-Muller: two uniforms of 53 bits give two normals, cosine first."""
    u = (splitmix64(seed, count) >> U64(11)).astype(np.float64) * 2.0**-53
    radius, angle = np.sqrt(-2 * np.log(1 - u[0::2])), 2 * math.pi * u[1::2]
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1).ravel()


def permutation(seed, n):
    """Fisher-Yates from the end, each index by a remainder of one SplitMix64 output."""
    order = list(range(n))
    draws = splitmix64(seed, n - 1).tolist()
    for draw, i in zip(draws, range(n - 1, 0, -1)):
        j = draw % (i + 1)
        order[i], order[j] = order[j], order[i]
    return order


def idx(path):
    raw = gzip.decompress(Path(path).read_bytes())
    dims = struct.unpack(">I", raw[:4])[0] & 0xFF
    shape = struct.unpack(f">{dims}I", raw[4 : 4 + 4 * dims])
    return np.frombuffer(raw, dtype=np.uint8, offset=4 + 4 * dims).reshape(shape)


def load(folder, name):
    images = torch.from_numpy(idx(f"{folder}/{name}-images-idx3-ubyte.gz").copy())
    labels = torch.from_numpy(idx(f"{folder}/{name}-labels-idx1-ubyte.gz").astype(np.int64))
    x = images.float().div(255).sub(0.1307).div(0.3081)
    return x.view(-1, 784), labels


def parameters(seed):
    params = []
    for k, (fan_in, out) in enumerate(zip(SIZES, SIZES[1:])):
        w = normals(seed * 1000 + k, out * fan_in).reshape(out, fan_in) * math.sqrt(2 / fan_in)
        params += [torch.tensor(w.astype(np.float32), requires_grad=True), torch.zeros(out, requires_grad=True)]
    return params


def train(seed, relu_logits, train_set, test_set):
    params = parameters(seed)
    optimizer = torch.optim.SGD(params, lr=LR)

    def forward(x):
        w1, b1, w2, b2, w3, b3 = params
        x = F.relu(F.linear(x, w1, b1))
        x = F.relu(F.linear(x, w2, b2))
        x = F.linear(x, w3, b3)
        return F.relu(x) if relu_logits else x

    (x, y), (test_x, test_y) = train_set, test_set
    first, train_losses, test_losses, accuracies = [], [], [], []
    for epoch in range(EPOCHS):
        order = torch.tensor(permutation(seed + epoch, len(y)))
        losses = []
        for rows in order.split(BATCH):
            loss = F.cross_entropy(forward(x[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        with torch.no_grad():
            logits = forward(test_x)
            test_losses.append(F.cross_entropy(logits, test_y).item())
            accuracies.append((logits.argmax(1) == test_y).double().mean().item())
        first = first or losses[:20]
        train_losses.append(float(np.mean(losses)))
        print(seed, relu_logits, epoch, train_losses[-1], test_losses[-1], accuracies[-1], flush=True)
    return {
        "seed": seed,
        "relu_logits": relu_logits,
        "first_step_losses": first,
        "train_loss": train_losses,
        "test_loss": test_losses,
        "test_accuracy": accuracies,
    }


def main(data, folder, out):
    train_set, test_set = load(folder, "train"), load(folder, "t10k")
    source = f"{'MNIST' if data == 'real' else 'offline sample of MNIST'}, {len(train_set[1])} + {len(test_set[1])}"
    runs = [train(seed, relu, train_set, test_set) for relu in (False, True) for seed in (1, 8)]
    made_with = f"PyTorch {torch.__version__}, {platform.machine()}, {torch.get_num_threads()} threads"
    Path(out).write_text(json.dumps({"source": source, "made_with": made_with, "runs": runs}, indent=1) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
