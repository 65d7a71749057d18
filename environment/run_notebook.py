"""Runs a Java notebook from top to bottom, shows how it gets on, and writes it as a notebook or as HTML."""

import argparse
import os
import re
import sys
import time
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

KERNEL = "java"
INTERRUPTED = "Interrupted: the cells after this one were not run."
ANSI = re.compile(r"\x1b\[[0-9;]*m")


class Refused(Exception):
    """What the person gave cannot be run; the message says why and what helps."""


def arguments():
    parser = argparse.ArgumentParser(prog="environment/run", description=__doc__)
    parser.add_argument("notebook", type=Path, metavar="NOTEBOOK")
    parser.add_argument("-o", "--output", type=Path, metavar="OUT.ipynb|OUT.html",
                        help="default: the notebook's name with -run.ipynb, in the current folder")
    parser.add_argument("--profile", choices=["quick", "full"],
                        help="how long a notebook trains (LUNGO_PROFILE); quick where nothing is said")
    return parser.parse_args()


def read(path):
    if not path.is_file():
        raise Refused(f"There is no notebook {path}. Those of the course are in notebooks/.")
    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, UnicodeDecodeError, KeyError, AttributeError) as error:
        reason = str(error).strip().splitlines()[0][:120]
        raise Refused(f"{path} is not a Jupyter notebook: {reason}") from None
    spec = notebook.metadata.get("kernelspec", {})
    name, language = spec.get("name", KERNEL), spec.get("language", "")
    if name != KERNEL and language.lower() != "java":
        raise Refused(f'{path} is for the kernel "{name}"; environment/run runs notebooks of the kernel "{KERNEL}". '
                      "If its cells are Java, open it in the lab, choose the kernel Java (Lungo), and save it.")
    return notebook


def writer(path):
    """The function that writes a notebook to path; checked before an hour of training, not after it."""
    if path.suffix not in (".ipynb", ".html"):
        raise Refused(f"Cannot write {path}: the name must end in .ipynb or .html.")
    if not path.absolute().parent.is_dir() or not os.access(path.absolute().parent, os.W_OK):
        raise Refused(f"Cannot write to the folder {path.absolute().parent}. Does it exist, and may you write there?")

    def write(notebook):
        if path.suffix == ".html":
            from nbconvert import HTMLExporter

            text, _ = HTMLExporter().from_notebook_node(notebook)
        else:
            text = nbformat.writes(notebook)
        part = path.with_name(path.name + ".part")
        part.write_text(text, encoding="utf-8")
        part.replace(path)

    return write


class Progress:
    """A line a code cell: its place, its first words, its seconds. At the end, the most memory that the kernel has had."""

    def __init__(self, notebook):
        self.places = [i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code" and cell.source.strip()]
        self.began = 0.0
        self.peak_mib = None

    def place(self, cell_index):
        return f"{self.places.index(cell_index) + 1:>{len(str(len(self.places)))}}/{len(self.places)}"

    def start(self, cell, cell_index):
        self.began = time.monotonic()
        if cell_index in self.places:
            print(f"[{self.place(cell_index)}] {first_words(cell.source):<64}", end=" ", flush=True)

    def end(self, kernel, cell_index, **_):
        if cell_index in self.places:
            print(f"{time.monotonic() - self.began:7.1f} s", flush=True)
            self.peak_mib = peak_mib(getattr(kernel.provisioner, "pid", None))

    def summary(self, seconds):
        memory = f", {self.peak_mib} MiB at most" if self.peak_mib else ""
        return f"All cells ran, {seconds:.0f} s{memory}."


def peak_mib(pid):
    """The most memory that a process has had resident, or None where the system does not tell."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return None
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def first_words(source):
    lines = [line.strip() for line in source.splitlines()]
    code = next((line for line in lines if line and not line.startswith(("//", "import "))), lines[0])
    return code if len(code) <= 64 else code[:63] + "…"


def run(notebook, folder, progress):
    """Executes all cells; returns None, or what went wrong."""
    client = NotebookClient(
        notebook, timeout=None, kernel_name=KERNEL, resources={"metadata": {"path": str(folder)}},
        on_cell_start=progress.start, on_cell_executed=lambda **cell: progress.end(client.km, **cell))
    try:
        client.execute()
    except CellExecutionError:
        return failure(notebook, progress)
    except DeadKernelError:
        print()
        return "The kernel died in this cell. Was memory short? Nothing after it was run."
    except NoSuchKernel:
        return f'The kernel "{KERNEL}" is not installed. environment/lab --check installs it.'
    except KeyboardInterrupt:
        print()
        return INTERRUPTED


def failure(notebook, progress):
    for index in progress.places:
        for output in notebook.cells[index].get("outputs", []):
            if output.output_type == "error":
                traceback = "\n".join(output.traceback)
                if not sys.stderr.isatty():
                    traceback = ANSI.sub("", traceback)
                cell = "\n".join(f"  {n:>3} | {line}" for n, line in enumerate(notebook.cells[index].source.splitlines(), 1))
                return f"Cell {progress.place(index)} failed:\n{cell}\n\n{traceback}"
    return "A cell failed."


def main():
    options = arguments()
    output = options.output or Path(options.notebook.stem + "-run.ipynb")
    try:
        notebook = read(options.notebook)
        write = writer(output)
        if output.absolute() == options.notebook.absolute():
            raise Refused(f"{output} would be written over by its own output. Give another name with -o.")
    except Refused as refused:
        sys.exit(f"error: {refused}")
    if options.profile:
        os.environ["LUNGO_PROFILE"] = options.profile
    began = time.monotonic()
    progress = Progress(notebook)
    problem = run(notebook, options.notebook.absolute().parent, progress)
    write(notebook)
    if problem:
        sys.exit(f"\nerror: {problem}\n\nWhat was run is in {output}.")
    print(f"{progress.summary(time.monotonic() - began)} Written to {output}.")


if __name__ == "__main__":
    main()
