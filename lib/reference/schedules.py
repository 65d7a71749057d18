"""Stores what PyTorch's learning-rate schedulers give in 60 steps, for lungo.lib.optim.

    pip install torch==2.7.1
    python schedules.py ../src/test/resources/reference/schedules.json
"""

import json
import sys
import warnings
from pathlib import Path

import torch
from torch.optim import lr_scheduler as lrs

STEPS = 60
BASES = [0.1, 0.03]


def optimizer(momentum=0.9):
    groups = [{"params": [torch.zeros(1, requires_grad=True)], "lr": lr} for lr in BASES]
    return torch.optim.SGD(groups, lr=0.1, momentum=momentum)


def rates(make, metrics=None):
    """The rates of both groups, and the momentum, before each step."""
    sgd = optimizer()
    scheduler = make(sgd)
    values, momenta = [], []
    for step in range(STEPS):
        values.append([group["lr"] for group in sgd.param_groups])
        momenta.append(sgd.param_groups[0]["momentum"])
        sgd.step()
        scheduler.step(*([metrics[step]] if metrics else []))
    return {"rates": values, "momenta": momenta}


def metrics():
    """Something that falls, stays, rises and falls again, like a validation loss."""
    return torch.tensor([2.0 / (1 + min(s, 12)) + (0.3 if 25 < s < 40 else 0) - (0.15 if s > 52 else 0) for s in range(STEPS)], dtype=torch.float64).tolist()


def main(out):
    warnings.simplefilter("ignore")
    watched = metrics()
    grown = [1 - m / 3 for m in watched]
    stored = {
        "step": rates(lambda o: lrs.StepLR(o, 7, gamma=0.5)),
        "multi_step": rates(lambda o: lrs.MultiStepLR(o, [5, 20, 21], gamma=0.3)),
        "exponential": rates(lambda o: lrs.ExponentialLR(o, 0.93)),
        "cosine": rates(lambda o: lrs.CosineAnnealingLR(o, 25, eta_min=0.001)),
        "cosine_warm_restarts": rates(lambda o: lrs.CosineAnnealingWarmRestarts(o, 8, T_mult=2, eta_min=0.002)),
        "linear_warmup": rates(lambda o: lrs.LinearLR(o, start_factor=0.1, total_iters=9)),
        "polynomial": rates(lambda o: lrs.PolynomialLR(o, total_iters=40, power=1.5)),
        "one_cycle": rates(lambda o: lrs.OneCycleLR(o, 0.4, total_steps=60)),
        "one_cycle_other": rates(lambda o: lrs.OneCycleLR(o, 0.4, total_steps=75, pct_start=0.45, div_factor=10, final_div_factor=50, base_momentum=0.8, max_momentum=0.9)),
        "one_cycle_without_momentum": rates(lambda o: lrs.OneCycleLR(o, 0.2, total_steps=64, cycle_momentum=False)),
        "warmup_then_cosine": rates(lambda o: lrs.SequentialLR(o, [lrs.LinearLR(o, 0.2, total_iters=6), lrs.CosineAnnealingLR(o, 50)], [6])),
        "chained": rates(lambda o: lrs.ChainedScheduler([lrs.ExponentialLR(o, 0.95), lrs.StepLR(o, 20, gamma=0.5)])),
        "plateau": rates(lambda o: lrs.ReduceLROnPlateau(o, factor=0.5, patience=3), watched),
        "plateau_cooled": rates(lambda o: lrs.ReduceLROnPlateau(o, factor=0.3, patience=2, threshold=0.05, threshold_mode="abs", cooldown=4, min_lr=0.002), watched),
        "plateau_larger": rates(lambda o: lrs.ReduceLROnPlateau(o, mode="max", factor=0.2, patience=4, threshold=0.01), grown),
    }
    stored = {"made_with": f"PyTorch {torch.__version__}", "metrics": watched, "schedules": stored}
    Path(out).write_text(json.dumps(stored) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
