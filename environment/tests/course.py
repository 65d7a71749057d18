"""The course as the tests see it: its notebooks, what each claims, and what a run of one brought."""

import json
import re
import statistics
import xml.etree.ElementTree as XML
from pathlib import Path

import nbformat

import project

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    import tomli as tomllib

PLOTLY, SVG, PNG = "application/vnd.plotly.v1+json", "image/svg+xml", "image/png"
INDEX = project.PROJECT / "notebooks" / "course.json"
CLAIMS = Path(__file__).with_name("claims")
MOST_MIB = 1536  # resident, of a kernel in the quick profile
NO_LESSONS = ("00-contents", "cheat-sheet", "glossary")  # to look things up in
LESSONS = [path for path in project.NOTEBOOKS if path.stem not in NO_LESSONS]


def claims(path):
    """What claims/NAME.toml says that a quick run of the notebook shows; CONTRIBUTING.md has the keys."""
    return tomllib.loads((CLAIMS / f"{path.stem}.toml").read_text())


def index():
    """The entries of course.json, in the course's order."""
    return json.loads(INDEX.read_text())["notebooks"]


def write_figures(measured):
    """Keeps measured[stem] = (seconds, MiB) in course.json, from which the contents notebook tells how long each takes."""
    entries = index()
    for entry in entries:
        if Path(entry["file"]).stem in measured:
            seconds, mib = measured[Path(entry["file"]).stem]
            entry |= {"quick_seconds": round(seconds), "peak_mib": mib}
    rows = ",\n".join("  " + json.dumps(entry, ensure_ascii=False) for entry in entries)
    INDEX.write_text('{"notebooks": [\n' + rows + "\n]}\n")


def run(path, out, env, before=()):
    """Executes the notebook through environment/run: what came out, its seconds, and the kernel's peak memory in MiB or None."""
    done = project.script("run", path, "-o", out, env=env, before=before)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-6000:]
    found = re.search(r"All cells ran, (\d+) s(?:, (\d+) MiB at most)?", done.stdout)
    return nbformat.read(out, 4), int(found[1]), found[2] and int(found[2])


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(notebook, *types):
    return [o for cell in code_cells(notebook) for o in cell.outputs if o.output_type in types]


def pictures(notebook):
    """The data of every output that is a picture."""
    return [o.data for o in outputs(notebook, "display_data", "execute_result") if {PLOTLY, SVG, PNG} & set(o.data)]


def text(cell):
    """What a cell printed and, as plain text, what it showed."""
    return "\n".join(o.text if o.output_type == "stream" else o.data.get("text/plain", "") for o in cell.outputs)


def nothing_went_wrong(notebook):
    for cell in code_cells(notebook):
        if cell.source.strip():
            assert cell.execution_count, f"not run:\n{cell.source}"
            for output in cell.outputs:
                assert output.output_type != "error", output
                assert output.get("name") != "stderr", f"{cell.source}\nprinted on stderr:\n{output.text}"


def pictures_are_whole(notebook, at_least):
    """There are as many as claimed; each has words for those who do not see it, and a chart both of its forms."""
    found = pictures(notebook)
    assert len(found) >= at_least
    for data in found:
        assert data["text/plain"].strip()
        if SVG in data:
            assert XML.fromstring(data[SVG]).tag.endswith("}svg")
        if PLOTLY in data:
            assert data[PLOTLY]["data"] and data[PLOTLY]["layout"]
            assert SVG in data and not {"text/html", PNG} & set(data), "a page would show another form than the chart's"


def solutions_are_right(notebook):
    """Answers are checked twice, as the student finds them and as the solution gives them; the latter are right."""
    for cell in code_cells(notebook):
        verdicts = re.findall(r"✓ Right|✗ Not yet|… Not answered yet", text(cell))
        wanted = "✓ Right" if "solution" in cell.metadata.get("tags", []) else "… Not answered yet"
        assert set(verdicts) <= {wanted}, f"{cell.source}\n{text(cell)}"


def numbers_are_as_claimed(notebook, path, data):
    """Each number lies in its band; returns them as words."""
    cells = {cell.id: cell for cell in notebook.cells}
    said = []
    for claim in claims(path)["numbers"]:
        if claim.get("data", data) == data:
            shown = text(cells[claim["cell"]])
            found = re.search(claim["pattern"], shown)
            assert found, f"no {claim['pattern']} in what {claim['cell']} shows:\n{shown}"
            value = float(found[1].replace(",", ""))
            assert claim["from"] <= value <= claim["to"], f"{claim['cell']}: {value}, claimed {claim}"
            said.append(f"{claim['cell']} {found[1]}")
    return ", ".join(said)


def told(notebook):
    """Every line that a run told, cell by cell, without times, progress bars (which quick loops have not) and free memory."""
    times = re.compile(r"[\d.,]+ ?(?:µs|ms|s|min|h|it/s|steps/s)\b")
    passing = re.compile(r"▕|GiB free")
    return {cell.id: [times.sub("TIME", line) for line in text(cell).splitlines() if line.strip() and not passing.search(line)]
            for cell in code_cells(notebook)}


def is_a_lesson(notebook):
    """It is made as STYLE says that a lesson is: summary, exercises with hints and solutions, links; small cells."""
    words = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    headings = re.findall(r"^## (.+)$", words, re.MULTILINE)
    assert headings[-3:] == ["Summary", "Exercises", "Further on"], headings
    exercises = words.split("## Exercises")[1].split("## Further on")[0]
    numbers = re.findall(r"^\*\*(\d)\.", exercises, re.MULTILINE)
    assert numbers == list("12345")[: len(numbers)] and 3 <= len(numbers) <= 5, numbers
    assert exercises.count("<details>") >= len(numbers), "an exercise has no hint"
    solved = [cell for cell in notebook.cells if "solution" in cell.metadata.get("tags", [])]
    assert len(solved) >= len(numbers), "an exercise has no solution"
    lines = [len(cell.source.splitlines()) for cell in code_cells(notebook)]
    assert statistics.median(lines) <= 9 and max(lines) <= 24, sorted(lines)
