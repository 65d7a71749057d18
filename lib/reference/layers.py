"""Stores what PyTorch's layers give as functions, and their gradients, on fixed inputs.

    pip install torch==2.7.1
    python layers.py ../src/test/resources/reference/layers.json
"""

import sys

import torch
import torch.nn.functional as F
from cases import labels, ramp, write

X = ramp(4, 3, scale=2.0)
PICTURES = ramp(2, 3, 5, 6)
GRID = [PICTURES]


def batch_norm(x, mean, var, weight, bias, training):
    return F.batch_norm(x, mean.detach().clone(), var.detach().clone(), weight, bias, training, 0.1, 1e-5)


def running(x, mean, var, weight, bias):
    mean, var = mean.detach().clone(), var.detach().clone()
    F.batch_norm(x, mean, var, weight, bias, True, 0.1, 1e-5)
    return torch.cat([mean, var])


def resized(mode, **size):
    corners = {} if mode == "nearest" else {"align_corners": size.pop("align_corners", False)}
    return lambda x: F.interpolate(x, mode=mode, **size, **corners)


STATISTICS = [ramp(3), ramp(3, scale=0.3, offset=1.0), ramp(3), ramp(3)]

CASES = {
    "linear": (F.linear, [X, ramp(5, 3), ramp(5)]),
    "relu": (F.relu, [X]),
    "sigmoid": (torch.sigmoid, [X]),
    "tanh": (torch.tanh, [X]),
    "leaky_relu": (lambda x: F.leaky_relu(x, 0.01), [X]),
    "prelu": (F.prelu, [X, ramp(1, scale=0.25)]),
    "prelu_by_channel": (F.prelu, [PICTURES, ramp(3, scale=0.25)]),
    "elu": (lambda x: F.elu(x, 0.7), [X]),
    "selu": (F.selu, [X]),
    "gelu": (F.gelu, [X]),
    "gelu_tanh": (lambda x: F.gelu(x, approximate="tanh"), [X]),
    "softplus": (F.softplus, [ramp(4, 3, scale=30.0)]),
    "softmax": (lambda x: F.softmax(x, 1), [X]),
    "log_softmax": (lambda x: F.log_softmax(x, 1), [ramp(4, 3, scale=50.0)]),
    "conv2d": (F.conv2d, [PICTURES, ramp(4, 3, 3, 3), ramp(4)]),
    "conv2d_without_bias": (F.conv2d, [PICTURES, ramp(4, 3, 3, 3)]),
    "conv2d_strided_padded": (lambda x, w, b: F.conv2d(x, w, b, 2, 1), [PICTURES, ramp(4, 3, 3, 3), ramp(4)]),
    "conv2d_dilated_grouped": (
        lambda x, w, b: F.conv2d(x, w, b, 1, 2, 2, 3),
        [PICTURES, ramp(6, 1, 3, 3), ramp(6)],
    ),
    "conv2d_oblong": (
        lambda x, w, b: F.conv2d(x, w, b, (2, 1), (0, 1), (1, 2), 3),
        [PICTURES, ramp(6, 1, 2, 3), ramp(6)],
    ),
    "conv_transpose2d": (F.conv_transpose2d, [PICTURES, ramp(3, 2, 3, 3)]),
    "conv_transpose2d_strided": (
        lambda x, w, b: F.conv_transpose2d(x, w, b, 2, 1, 1),
        [PICTURES, ramp(3, 2, 3, 3), ramp(2)],
    ),
    "max_pool2d": (lambda x: F.max_pool2d(x, 3, 2, 1), GRID),
    "max_pool2d_ceil": (lambda x: F.max_pool2d(x, 3, 2, ceil_mode=True), GRID),
    "max_pool2d_ceil_padded": (lambda x: F.max_pool2d(x, 2, 3, 1, ceil_mode=True), GRID),
    "avg_pool2d": (lambda x: F.avg_pool2d(x, 3, 2, 1), GRID),
    "avg_pool2d_ceil": (lambda x: F.avg_pool2d(x, 3, 2, 1, ceil_mode=True), GRID),
    "avg_pool2d_without_padding": (
        lambda x: F.avg_pool2d(x, 3, 2, 1, ceil_mode=True, count_include_pad=False),
        GRID,
    ),
    "adaptive_avg_pool2d": (lambda x: F.adaptive_avg_pool2d(x, (3, 4)), GRID),
    "adaptive_max_pool2d": (lambda x: F.adaptive_max_pool2d(x, (3, 4)), GRID),
    "nearest_by_2": (resized("nearest", scale_factor=2), GRID),
    "nearest_by_1_3": (resized("nearest", scale_factor=1.3), GRID),
    "nearest_to": (resized("nearest", size=(7, 4)), GRID),
    "bilinear_by_2": (resized("bilinear", scale_factor=2), GRID),
    "bilinear_by_1_3": (resized("bilinear", scale_factor=1.3), GRID),
    "bilinear_smaller": (resized("bilinear", size=(2, 3)), GRID),
    "bilinear_aligned_by_2": (resized("bilinear", scale_factor=2, align_corners=True), GRID),
    "bilinear_aligned_to": (resized("bilinear", size=(7, 4), align_corners=True), GRID),
    "batch_norm_training": (lambda *a: batch_norm(*a, training=True), [PICTURES, *STATISTICS]),
    "batch_norm_evaluation": (lambda *a: batch_norm(*a, training=False), [PICTURES, *STATISTICS]),
    "batch_norm_of_features": (lambda *a: batch_norm(*a, training=True), [X, *STATISTICS]),
    "batch_norm_running": (running, [PICTURES, *STATISTICS]),
    "dropout_in_evaluation": (lambda x: F.dropout(x, 0.5, False), [X]),
    "pad": (lambda x: F.pad(x, (1, 2, 0, 1), value=0.5), GRID),
    "flatten": (lambda x: torch.flatten(x, 1), GRID),
    "one_hot": (lambda x: F.one_hot(x, 4), [labels(2, 0, 3)]),
    "correct": (lambda x, y: (x.argmax(1) == y).sum(), [ramp(6, 5), labels(0, 1, 4, 3, 2, 2)]),
}

if __name__ == "__main__":
    write(sys.argv[1], CASES)
