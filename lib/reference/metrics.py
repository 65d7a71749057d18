"""Stores scikit-learn's and PyTorch's values of the metrics in lungo.lib.metrics on fixed inputs.

    pip install torch==2.7.1 scikit-learn
    python metrics.py ../src/test/resources/reference/metrics.json
"""

import json
import sys
from pathlib import Path

import sklearn
import torch
from sklearn import metrics


def ramp(*shape):
    """Fixed, unremarkable numbers in (-1, 1): sin(1), sin(2), …"""
    count = torch.Size(shape).numel()
    return torch.sin(torch.arange(1, count + 1, dtype=torch.float64)).float().reshape(shape)


def classes(n, k, absent):
    """Outputs (n, k) and class numbers; the classes in ``absent`` are never the truth, the last of them never the answer."""
    output = ramp(n, k) * 2
    target = torch.tensor([(i * i + i // 3) % k for i in range(n)])
    for a in absent:
        target[target == a] = (a + 1) % k
    if absent:
        output[:, absent[-1]] = -9.0
    answer = output.argmax(1)
    values = {
        "n": n,
        "classes": k,
        "target": target.tolist(),
        "output": output.flatten().tolist(),
        "accuracy": metrics.accuracy_score(target, answer),
        "top2": (output.topk(2, 1).indices == target[:, None]).any(1).double().mean().item(),
        "confusion": metrics.confusion_matrix(target, answer, labels=range(k)).tolist(),
        "cross_entropy": torch.nn.functional.cross_entropy(output.double(), target).item(),
    }
    for name, score in [
        ("precision", metrics.precision_score),
        ("recall", metrics.recall_score),
        ("f1", metrics.f1_score),
    ]:
        values[name] = {
            "macro": score(target, answer, average="macro", zero_division=0),
            "micro": score(target, answer, average="micro", zero_division=0),
            "per_class": score(target, answer, average=None, labels=range(k), zero_division=0).tolist(),
        }
    return values


def regression(n):
    output, target = ramp(n) * 3 + 5, (ramp(2 * n)[n:] * 2 + 5)
    return {
        "output": output.tolist(),
        "target": target.tolist(),
        "mse": metrics.mean_squared_error(target.double(), output.double()),
        "mae": metrics.mean_absolute_error(target.double(), output.double()),
        "r2": metrics.r2_score(target.double(), output.double()),
    }


def binary(n):
    output = ramp(n)
    target = torch.tensor([float(i % 3 == 0) for i in range(n)])
    return {
        "output": output.tolist(),
        "target": target.tolist(),
        "accuracy": metrics.accuracy_score(target, output > 0),
    }


def main(out):
    result = {
        "made_with": f"scikit-learn {sklearn.__version__}, torch {torch.__version__}",
        "classes": [classes(40, 4, []), classes(40, 6, [2]), classes(25, 5, [1, 3])],
        "regression": regression(30),
        "binary": binary(30),
    }
    Path(out).write_text(json.dumps(result, indent=1) + "\n")


main(sys.argv[1])
