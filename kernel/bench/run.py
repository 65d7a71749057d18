#!/usr/bin/env python3
"""Measures Lungo's kernel beside its peers: start, round trip, TAB, memory.

    mvn package -pl kernel -DskipTests && python3 kernel/bench/run.py --rounds 10 --json figures.json

The kernels take turns, round by round, so that a busy moment of the machine hits them alike. Prints a Markdown table of
medians; --json keeps every sample. The first run makes a virtual environment beside this file and downloads the peers.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent


def enter_environment():
    """Goes on in the pinned virtual environment, which is made the first time."""
    pins = HERE / "requirements.txt"
    folder = HERE / ".venv"
    stamp = folder / "pins.sha256"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    digest = hashlib.sha256(pins.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != digest:
        print("Making the benchmark's environment, once.", file=sys.stderr)
        venv.create(folder, clear=True, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", pins], check=True)
        stamp.write_text(digest)
    if Path(sys.prefix).resolve() != folder.resolve():
        sys.exit(subprocess.run([python, __file__, *sys.argv[1:]], check=False).returncode)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=10, help="sessions of each kernel (10)")
    options.add_argument("--jdk17", type=Path, help="home of a JDK 17 (searched for)")
    options.add_argument("--jdk25", type=Path, help="home of a JDK 25 (searched for)")
    options.add_argument("--json", type=Path, help="write every sample here")
    options.add_argument("--only", help="names of kernels, parted by commas")
    arguments = options.parse_args()
    enter_environment()

    import kernels
    import measure
    import report

    chosen = kernels.install(HERE, arguments.jdk17, arguments.jdk25)
    if arguments.only:
        chosen = [kernel for kernel in chosen if kernel.name in arguments.only.split(",")]
    if not chosen:
        sys.exit("No kernel to measure. See the lines above for what is missing.")
    samples = measure.rounds(chosen, arguments.rounds)
    print(report.table(chosen, samples, arguments.rounds))
    if arguments.json:
        arguments.json.write_text(report.json_text(chosen, samples, arguments.rounds))


if __name__ == "__main__":
    main()
