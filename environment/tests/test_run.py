"""environment/run: a notebook without a browser."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import project


@pytest.fixture
def notebook(tmp_path):
    """Writes a notebook of these code cells and returns its path."""

    def write(*cells, name="small.ipynb", kernel="java", language="java"):
        spec = {"name": kernel, "language": language, "display_name": kernel}
        path = tmp_path / name
        book = new_notebook(cells=[new_markdown_cell("# Small"), *map(new_code_cell, cells)], metadata={"kernelspec": spec})
        nbformat.write(book, path)
        return path

    return write


def test_runs_and_writes_a_notebook(notebook, tmp_path):
    path = notebook("// set-up\nint a = 20;", 'System.out.println("profile " + System.getenv("LUNGO_PROFILE"));', "a + 1")
    done = project.script("run", path, "-o", tmp_path / "out.ipynb", "--profile", "full")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "[1/3] int a = 20;" in done.stdout and "[3/3] a + 1" in done.stdout and " s\n" in done.stdout
    cells = nbformat.read(tmp_path / "out.ipynb", 4).cells
    assert cells[2].outputs[0].text == "profile full\n"
    assert cells[3].outputs[0].data["text/plain"] == "21"


def test_a_live_picture_is_as_the_last_cell_left_it(notebook, tmp_path):
    path = notebook(
        'import lungo.lib.board.*; import lungo.lib.plot.*;\nvar board = Board.named("b"); board.show(); board.text("one", "1st");',
        'board.text("two", "2nd"); board.close();',
        'var chart = LiveChart.titled("Open"); chart.add("loss", 1, 2); board.text("three", "3rd");',
        'chart.add("loss", 2, 1); board.text("four", "4th");')
    done = project.script("run", path, "-o", tmp_path / "out.ipynb")
    assert done.returncode == 0, done.stdout + done.stderr
    cells = nbformat.read(tmp_path / "out.ipynb", 4).cells
    board = cells[1].outputs[0].data["text/plain"]
    assert all(text in board for text in ("1st", "2nd", "3rd", "4th"))
    assert "2 values" in cells[3].outputs[0].data["text/plain"]
    assert "application/vnd.plotly.v1+json" in cells[3].outputs[0].data


def test_writes_html(notebook, tmp_path):
    done = project.script("run", notebook('"made by a " + "cell"'), "-o", tmp_path / "out.html")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "made by a cell" in (tmp_path / "out.html").read_text()


def test_failed_cell_is_shown_and_what_ran_is_written(notebook, tmp_path):
    path = notebook("6 * 7", 'int n = 1;\nthrow new IllegalStateException("on purpose");', "never")
    done = project.script("run", path, cwd=tmp_path)
    assert done.returncode == 1
    assert "Cell 2/3 failed" in done.stderr
    assert "IllegalStateException" in done.stderr and "on purpose" in done.stderr
    assert "small-run.ipynb" in done.stderr and "Traceback (most recent" not in done.stderr
    cells = nbformat.read(tmp_path / "small-run.ipynb", 4).cells
    assert cells[1].outputs[0].data["text/plain"] == "42"
    assert cells[3].outputs == []


def test_kernel_that_dies_is_named(notebook, tmp_path):
    path = notebook("1", 'ProcessHandle.current().descendants(); new ProcessBuilder("kill", "-9", "" + ProcessHandle.current().pid())'
                    ".start().waitFor();", "2")
    done = project.script("run", path, cwd=tmp_path)
    assert done.returncode == 1
    assert "The kernel died" in done.stderr
    assert nbformat.read(tmp_path / "small-run.ipynb", 4).cells[1].outputs[0].data["text/plain"] == "1"


def test_bad_input_is_refused_with_the_remedy(notebook, tmp_path):
    (tmp_path / "text.ipynb").write_text("not JSON")
    (tmp_path / "other.ipynb").write_text('{"some": "JSON"}')
    python = notebook("1", name="python.ipynb", kernel="python3", language="python")
    small = notebook("1")
    cases = [
        ([tmp_path / "none.ipynb"], "There is no notebook"),
        ([tmp_path / "text.ipynb"], "is not a Jupyter notebook"),
        ([tmp_path / "other.ipynb"], "is not a Jupyter notebook"),
        ([python], 'is for the kernel "python3"'),
        ([small, "-o", tmp_path / "out.pdf"], "must end in .ipynb or .html"),
        ([small, "-o", tmp_path / "no" / "out.html"], "Cannot write to the folder"),
        ([small, "-o", small], "written over by its own output"),
    ]
    for arguments, message in cases:
        done = project.script("run", *arguments, cwd=tmp_path)
        assert done.returncode == 1, arguments
        assert message in done.stderr and "Traceback" not in done.stderr, done.stderr
    assert not list(tmp_path.glob("*-run.ipynb"))
