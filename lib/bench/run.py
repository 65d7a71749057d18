#!/usr/bin/env python3
"""Measures training with Lungo beside PyTorch: time of an epoch and of a step, first epoch, peak memory, growth.

    python3 lib/bench/run.py --rounds 9 --json figures.json

Sets Lungo up where that is not done, and makes an environment with PyTorch the first time. Prints a Markdown table; --json
keeps every sample, and lays the plot of the growth beside it. README.md says how each figure is taken.
"""

import argparse
import os
import sys
from pathlib import Path

import measure
import plot
import report
import sides

PARTS = ("mnist_epoch", "lenet", "resnet18", "tiny", "lives", "growth")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=9, help="pairs for each figure (9)")
    options.add_argument("--json", type=Path, help="write every sample here, and growth.svg beside it")
    options.add_argument("--only", help=f"parts, parted by commas: {', '.join(PARTS)}")
    options.add_argument("--device", default="cpu", help="cpu (default), cuda or cuda:1")
    options.add_argument("--threads", type=int, default=os.cpu_count(), help="threads of both sides (all cores)")
    options.add_argument("--busy", action="store_true", help="PyTorch with Lungo's GOMP_SPINCOUNT only: without it, its threads "
                         "may take minutes a round where other programs want the cores too")
    options.add_argument("--python", help="a Python that has PyTorch already, instead of an environment of the bench's own")
    arguments = options.parse_args()
    parts = arguments.only.split(",") if arguments.only else PARTS
    for part in parts:
        if part not in PARTS:
            options.error(f"there is no part {part}; there are {', '.join(PARTS)}")

    if arguments.json:
        arguments.json.parent.mkdir(parents=True, exist_ok=True) # now, not after half an hour
    mnist = sides.find_mnist()
    lungo = sides.Lungo(arguments.device, arguments.threads)
    torch_spin = sides.Torch(arguments.device, arguments.threads, arguments.python, lungo.spin)
    torch = sides.Torch(arguments.device, arguments.threads, torch_spin.python)
    if arguments.busy:
        torch, torch_spin = torch_spin, None
    about = {"lungo": lungo.version(), "pytorch": torch.version(), "device": arguments.device, "rounds": arguments.rounds,
             "threads": arguments.threads, "pytorch_spin_count": torch.spin}
    bench = measure.Bench(lungo, torch, torch_spin, mnist, arguments.rounds)
    figures, growth = [], []
    print(f"{about['lungo']} beside {about['pytorch']}, {arguments.device}, {arguments.threads} threads, {report.machine()};")
    print(f"medians of {arguments.rounds} pairs.", flush=True)
    for part in parts:
        taken = getattr(bench, part)()
        (growth if part == "growth" else figures).extend(taken)
        print(report.table(taken), flush=True, file=sys.stderr)
        if arguments.json: # after each part: a run that is broken off keeps what it has
            arguments.json.write_text(report.json_text(about, figures + growth))
    if growth and arguments.json:
        arguments.json.with_name("growth.svg").write_text(plot.svg(growth, about))
    print(report.table(figures + growth))


if __name__ == "__main__":
    main()
