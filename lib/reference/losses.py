"""Stores what PyTorch's loss functions give, and their gradients, on fixed inputs.

    pip install torch==2.7.1
    python losses.py ../src/test/resources/reference/losses.json
"""

import sys

import torch
import torch.nn.functional as F
from cases import labels, ramp, write

LOGITS = ramp(6, 5, scale=3.0)
CLASSES = labels(0, 4, 2, 2, 1, 3)
X, TARGET = ramp(4, 3, scale=2.0), ramp(4, 3, scale=2.0)
SHARES = ramp(4, 3, scale=0.5, offset=0.5)
WEIGHTS = ramp(5, scale=0.5, offset=1.0)


def signs(t):
    return torch.where(t >= 0, 1.0, -1.0)


CASES = {
    "cross_entropy": (F.cross_entropy, [LOGITS, CLASSES]),
    "cross_entropy_of_large_logits": (F.cross_entropy, [ramp(6, 5, scale=300.0), CLASSES]),
    "cross_entropy_with_ignored": (F.cross_entropy, [LOGITS, labels(0, -100, 2, 2, -100, 3)]),
    "cross_entropy_of_pixels": (F.cross_entropy, [ramp(2, 3, 2, 2), labels(0, 1, 2, 0, 1, 1, 2, 2, shape=[2, 2, 2])]),
    "cross_entropy_none": (lambda x, t: F.cross_entropy(x, t, reduction="none"), [LOGITS, CLASSES]),
    "cross_entropy_sum": (lambda x, t: F.cross_entropy(x, t, reduction="sum"), [LOGITS, CLASSES]),
    "cross_entropy_smoothed": (lambda x, t: F.cross_entropy(x, t, label_smoothing=0.1), [LOGITS, CLASSES]),
    "cross_entropy_weighted": (lambda x, t, w: F.cross_entropy(x, t, w.detach()), [LOGITS, CLASSES, WEIGHTS]),
    "cross_entropy_weighted_smoothed": (
        lambda x, t, w: F.cross_entropy(x, t, w.detach(), label_smoothing=0.2),
        [LOGITS, CLASSES, WEIGHTS],
    ),
    "nll": (lambda x, t: F.nll_loss(F.log_softmax(x, 1), t), [LOGITS, CLASSES]),
    "multi_margin": (F.multi_margin_loss, [LOGITS, CLASSES]),
    "hinge": (lambda x, t: torch.clamp(1 - signs(t) * x, min=0).mean(), [X, TARGET]),
    "bce_with_logits": (lambda x, t: F.binary_cross_entropy_with_logits(x, t.detach()), [X, SHARES]),
    "bce_with_logits_weighted": (
        lambda x, t, w: F.binary_cross_entropy_with_logits(x, t.detach(), pos_weight=w.detach()),
        [X, SHARES, ramp(3, scale=0.5, offset=2.0)],
    ),
    "bce_with_logits_none": (
        lambda x, t: F.binary_cross_entropy_with_logits(x, t.detach(), reduction="none"),
        [X, SHARES],
    ),
    "bce_with_logits_each_weighted": (
        lambda x, t, w: F.binary_cross_entropy_with_logits(x, t.detach(), w.detach(), reduction="sum"),
        [X, SHARES, ramp(4, 1, scale=0.5, offset=2.0)],
    ),
    "bce_with_logits_twice_weighted": (
        lambda x, t, w, p: F.binary_cross_entropy_with_logits(x, t.detach(), w.detach(), pos_weight=p.detach()),
        [X, SHARES, ramp(4, 3, scale=0.5, offset=2.0), ramp(3, scale=0.5, offset=2.0)],
    ),
    "mse": (F.mse_loss, [X, TARGET]),
    "mse_none": (lambda x, t: F.mse_loss(x, t, reduction="none"), [X, TARGET]),
    "mse_sum_an_example": (lambda x, t: F.mse_loss(x, t, reduction="sum") / 4, [X, TARGET]),
    "l1_sum": (lambda x, t: F.l1_loss(x, t, reduction="sum"), [X, TARGET]),
    "huber_none": (lambda x, t: F.huber_loss(x, t, delta=1.5, reduction="none"), [X, TARGET]),
    "smooth_l1_sum": (lambda x, t: F.smooth_l1_loss(x, t, beta=0.7, reduction="sum"), [X, TARGET]),
    "l1": (F.l1_loss, [X, TARGET]),
    "huber": (lambda x, t: F.huber_loss(x, t, delta=1.5), [X, TARGET]),
    "smooth_l1": (lambda x, t: F.smooth_l1_loss(x, t, beta=0.7), [X, TARGET]),
    "kl_div": (lambda x, t: F.kl_div(F.log_softmax(x, 1), t.detach(), reduction="batchmean"), [X, SHARES]),
    "kl_div_mean": (lambda x, t: F.kl_div(F.log_softmax(x, 1), t.detach(), reduction="mean"), [X, SHARES]),
    "kl_div_log_target": (
        lambda x, t: F.kl_div(F.log_softmax(x, 1), F.log_softmax(t, 1), reduction="batchmean", log_target=True),
        [X, TARGET],
    ),
}

if __name__ == "__main__":
    write(sys.argv[1], CASES)
