"""Stores torchvision's values of the transforms in lungo.lib.transforms for given parameters, on fixed pictures.

    pip install torch==2.7.1 torchvision==0.22.1
    python augment.py ../src/test/resources/reference/augment.json
"""

import json
import sys
from pathlib import Path

import torch
import torchvision
import torchvision.transforms.functional as F

FLIPS = [True, False, True]
TOPS, LEFTS, SIZE, PADDING = [0, 3, 4], [4, 1, 0], (6, 5), 2
ANGLES = [17.0, -40.0, 90.0]
BOXES = [(1, 2, 3, 2), (0, 0, 6, 7), (3, 1, 1, 1)]  # top, left, height, width
FACTORS = [0.4, 1.0, 1.7]
TURNS = [-0.3, 0.1, 0.5]


def pictures(channels):
    """(3, channels, 6, 7) of 0.5 + 0.5 sin(i), i = 1, 2, …"""
    shape = (3, channels, 6, 7)
    count = torch.Size(shape).numel()
    return (0.5 + 0.5 * torch.sin(torch.arange(1, count + 1, dtype=torch.float64))).float().reshape(shape)


def each(function, x, *parameters):
    return torch.stack([function(picture, *p) for picture, *p in zip(x, *parameters)]).flatten().tolist()


def values(x):
    pad = torch.nn.functional.pad(x, [PADDING] * 4)
    return {
        "hflip": each(lambda p, flip: F.hflip(p) if flip else p, x, FLIPS),
        "crop": each(lambda p, top, left: F.crop(p, top, left, *SIZE), pad, TOPS, LEFTS),
        "rotate": each(F.rotate, x, ANGLES),
        "erase": each(lambda p, box: F.erase(p, *box, torch.zeros(1)), x, BOXES),
        "brightness": each(F.adjust_brightness, x, FACTORS),
        "contrast": each(F.adjust_contrast, x, FACTORS),
        "saturation": each(F.adjust_saturation, x, FACTORS),
        "hue": each(F.adjust_hue, x, TURNS),
    }


def main(out):
    made_with = f"PyTorch {torch.__version__}, torchvision {torchvision.__version__}"
    stored = {"made_with": made_with, "grey": values(pictures(1)), "colour": values(pictures(3))}
    Path(out).write_text(json.dumps(stored, indent=1) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
