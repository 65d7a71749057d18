"""Executes the course's notebooks and writes each as HTML and PDF, in an edition for students and one for their teacher."""

import argparse
import json
import os
import sys
import time
from pathlib import Path

import run_notebook
from handout import pages, paper

COURSE = Path(__file__).resolve().parent.parent / "notebooks"


def arguments():
    parser = argparse.ArgumentParser(prog="environment/handouts", description=__doc__)
    parser.add_argument("notebooks", type=Path, nargs="*", metavar="NOTEBOOK", help="default: the whole course")
    parser.add_argument("-o", "--output", type=Path, default=Path("handouts"), metavar="FOLDER",
                        help="default: handouts, in the current folder")
    parser.add_argument("--edition", choices=["student", "teacher", "both"], default="both",
                        help="student leaves out the cells tagged solution")
    parser.add_argument("--no-pdf", action="store_true", help="HTML only; needs no Chromium")
    parser.add_argument("--profile", choices=["quick", "full"],
                        help="how long a notebook trains (LUNGO_PROFILE); quick where nothing is said")
    return parser.parse_args()


def course():
    """The course's notebooks in its own order, which notebooks/course.json says; by name where there is none."""
    order = COURSE / "course.json"
    if order.is_file():
        return [COURSE / entry["file"] for entry in json.loads(order.read_text(encoding="utf-8"))["notebooks"]]
    return sorted(COURSE.glob("*.ipynb"))


def checked(options):
    """The handouts to be; what cannot work is refused before a notebook runs, not after."""
    paths = options.notebooks or course()
    names = [path.stem for path in paths]
    if twice := {name for name in names if names.count(name) > 1}:
        raise run_notebook.Refused(f"Two notebooks are called {', '.join(sorted(twice))}; their handouts would be one file.")
    if not options.no_pdf and not paper.browser():
        raise run_notebook.Refused("A PDF is printed by Chromium, and there is none here.\n"
                                   "  Install it: sudo apt-get install chromium. Or write HTML only: --no-pdf")
    handouts = [pages.Handout(path.stem, run_notebook.read(path)) for path in paths]
    try:
        options.output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise run_notebook.Refused(f"Cannot write to the folder {options.output}: {error.strerror}.") from None
    if not os.access(options.output, os.W_OK):
        raise run_notebook.Refused(f"Cannot write to the folder {options.output}: it is not yours.")
    return handouts, paths


def run(handouts, paths):
    """Runs each; one that fails keeps its problem, and the others go on. After an interrupt the rest is left."""
    for n, (handout, path) in enumerate(zip(handouts, paths), 1):
        print(f"\n({n}/{len(handouts)}) {handout.title}", flush=True)
        try:
            problem = run_notebook.run(handout.notebook, path.absolute().parent, run_notebook.Progress(handout.notebook))
        except Exception as error:  # a kernel that does not start, say: the others may
            problem = f"{type(error).__name__}: {error}"
        if problem:
            handout.problem = " ".join(problem.splitlines()[0].split()).rstrip(":.") + "."
            print(f"\nerror: {path}: {problem}", file=sys.stderr)
        if problem == run_notebook.INTERRUPTED:
            for later in handouts[n:]:
                later.problem = "Not run."
            return


def write(handouts, edition, folder, pdf):
    """Writes one edition: its pages, their PDFs, and its contents."""
    folder.mkdir(exist_ok=True)
    pages.copy_mathjax(folder)
    good = [handout for handout in handouts if not handout.problem]
    written = [pages.write_page(handout, edition, handouts, folder) for handout in good]
    if pdf and good:
        with paper.printer() as print_page:
            for handout, page in zip(good, written):
                handout.pages = print_page(page, handout.title, pages.EDITIONS[edition])
                print(f"  {page.with_suffix('.pdf')}  {handout.pages} pages", flush=True)
    pages.write_contents(handouts, edition, folder)


def main():
    options = arguments()
    try:
        handouts, paths = checked(options)
    except run_notebook.Refused as refused:
        sys.exit(f"error: {refused}")
    if options.profile:
        os.environ["LUNGO_PROFILE"] = options.profile
    began = time.monotonic()
    run(handouts, paths)
    print("\nWriting the handouts", flush=True)
    for edition in pages.EDITIONS if options.edition == "both" else [options.edition]:
        write(handouts, edition, options.output / edition, not options.no_pdf)
        print(f"  {options.output / edition / 'index.html'}", flush=True)
    failed = [handout for handout in handouts if handout.problem]
    if failed:
        sys.exit("\nerror: " + "\n       ".join(f"{handout.name}: {handout.problem}" for handout in failed)
                 + f"\nThe other {len(handouts) - len(failed)} of {len(handouts)} are in {options.output}.")
    print(f"{len(handouts)} notebooks, {time.monotonic() - began:.0f} s.")


if __name__ == "__main__":
    main()
