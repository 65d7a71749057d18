"""Writes scikit-learn's 1,797 digits (UCI, CC BY 4.0) as the idx files inside Lungo's jar.

    pip install scikit-learn==1.9.1
    python make_scikit_digits.py ../src/main/resources/lungo/lib/data/digits8x8
"""

import gzip
import struct
import sys
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits


def write(path, magic, array):
    header = struct.pack(f">I{array.ndim}I", magic, *array.shape)
    path.write_bytes(gzip.compress(header + array.astype(np.uint8).tobytes(), compresslevel=9, mtime=0))


def main(folder):
    digits = load_digits()
    assert digits.images.shape == (1797, 8, 8) and digits.images.max() == 16
    Path(folder).mkdir(parents=True, exist_ok=True)
    write(Path(folder) / "images-idx3-ubyte.gz", 0x803, digits.images)
    write(Path(folder) / "labels-idx1-ubyte.gz", 0x801, digits.target)


if __name__ == "__main__":
    main(*sys.argv[1:])
