"""The processes that are measured: each trains one network, an epoch for each line that it is sent."""

import json
import os
import shutil
import subprocess
import sys
import time
import venv
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
KERNELSPEC = PROJECT / ".venv" / "share" / "jupyter" / "kernels" / "java" / "kernel.json"
MNIST_FILE = "train-images-idx3-ubyte.gz"


@dataclass(frozen=True)
class Case:
    """A network, its batch size and width, and the steps of a round."""

    name: str
    batch: int
    steps: int
    width: int = 0


class Side:
    """A running process; `Side(...)` has returned when it is ready for the first epoch."""

    def __init__(self, command, env):
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.command = command
        self.parameters = int(self.answer())

    def epoch(self):
        """Seconds of one epoch, by the process's own clock."""
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return float(self.answer())

    def age(self):
        return time.perf_counter() - self.started

    def peak_mib(self):
        """The most memory that it has had resident, or None where the system does not tell."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text()
        except OSError:
            return None
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def answer(self):
        for line in self.process.stdout:
            if line.startswith("@ "):
                return line[2:]
        sys.exit(f"A side has ended: {' '.join(map(str, self.command))}\nRun it by hand, with Enter for an epoch, to see why.")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()


class Lungo:
    """Starts Lungo's side as the kernelspec starts a kernel: its JDK, JVM options, environment and jars."""

    def __init__(self, device, threads):
        environment = {**os.environ, "LUNGO_DEVICE": device}
        print("Setting up Lungo, where that is not done.", file=sys.stderr)
        done = subprocess.run([PROJECT / "environment" / "lab", "--check"], env=environment, stdout=sys.stderr, check=False)
        if done.returncode:
            sys.exit("The set-up failed; see above.")
        spec = json.loads(KERNELSPEC.read_text())
        words = spec["argv"]
        options = [word for word in words[1 : words.index("-jar")] if not word.startswith(("-XX:AOTCache", "-XX:SharedArchive"))]
        paths = next(word for word in options if word.startswith("-Dlungo.classpath=")).split("=", 1)[1]
        self.java, self.options = words[0], [word for word in options if not word.startswith("-Dlungo.classpath=")]
        self.env = {**environment, **spec["env"], "OMP_NUM_THREADS": str(threads)}
        self.spin = spec["env"].get("GOMP_SPINCOUNT")
        self.device = device
        classes = HERE / ".classes"
        shutil.rmtree(classes, ignore_errors=True)
        compiler = Path(self.java).with_name("javac")
        subprocess.run([compiler, "-cp", paths, "-d", classes, *sorted(HERE.glob("*.java"))], check=True)
        self.classpath = f"{classes}{os.pathsep}{paths}"

    def start(self, case, mnist):
        arguments = [case.name, case.batch, case.width, case.steps, self.device]
        command = [self.java, *self.options, "-cp", self.classpath, "Bench", *map(str, arguments)]
        return Side(command, {**self.env, "LUNGO_DATA": str(mnist.parent), "LUNGO_CACHE": str(HERE / ".data")})

    def version(self):
        printed = subprocess.run([self.java, "-version"], capture_output=True, text=True, check=True).stderr
        return "Lungo on JDK " + printed.split('"')[1]


class Torch:
    """Starts PyTorch's side, in the Python given or in a virtual environment that is made for it the first time."""

    def __init__(self, device, threads, python, spin=None):
        self.python = python or made_python()
        self.device, self.threads, self.spin = device, threads, spin
        self.env = {**os.environ, "OMP_NUM_THREADS": str(threads)}
        self.env.pop("GOMP_SPINCOUNT", None)
        if spin:
            self.env["GOMP_SPINCOUNT"] = spin

    def start(self, case, mnist):
        arguments = [case.name, case.batch, case.width, case.steps, self.device, mnist, self.threads]
        return Side([self.python, str(HERE / "torch_side.py"), *map(str, arguments)], self.env)

    def version(self):
        code = "import platform, torch; print('PyTorch', torch.__version__, 'on Python', platform.python_version())"
        return subprocess.run([self.python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def made_python():
    pins, folder = HERE / "requirements.txt", HERE / ".venv"
    python, stamp = folder / "bin" / "python", folder / "pins"
    if not stamp.exists() or stamp.read_text() != pins.read_text():
        print("Making an environment with PyTorch from PyPI, once; some gigabytes.", file=sys.stderr)
        venv.create(folder, clear=True, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", pins], check=True)
        stamp.write_text(pins.read_text())
    return str(python)


def find_mnist():
    """The folder of MNIST's four files: in LUNGO_DATA, beside the project, or in Lungo's cache."""
    places = [os.environ.get("LUNGO_DATA"), PROJECT.parent / "shared" / "data", Path.home() / ".cache" / "lungo"]
    for place in filter(None, places):
        if (Path(place) / "mnist" / MNIST_FILE).is_file():
            return (Path(place) / "mnist").resolve()
    sys.exit("The real MNIST is needed: set LUNGO_DATA to a folder that holds mnist/*-ubyte.gz, or let a notebook load it.")
