"""The course: every notebook from top to bottom with the network cut, its claims held against what came out.

What each took is printed at the end as a table, and kept in notebooks/course.json with --write-course.
"""

import os

import nbformat
import pytest
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient

import course
import project

each_notebook = pytest.mark.parametrize("path", project.NOTEBOOKS, ids=lambda path: path.stem)
each_lesson = pytest.mark.parametrize("path", course.LESSONS, ids=lambda path: path.stem)


def some(*stems):
    """Those notebooks; fails where one of them is gone."""
    found = [path for path in project.NOTEBOOKS if path.stem in stems]
    assert len(found) == len(stems), f"{stems}: not all are in notebooks/"
    return pytest.mark.parametrize("path", found, ids=lambda path: path.stem)


@pytest.fixture(scope="session")
def measured():
    """Seconds and MiB by notebook, filled by the runs."""
    return {}


@each_notebook
def test_committed_without_outputs_and_for_our_kernel(path):
    notebook = nbformat.read(path, 4)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "java"
    for cell in notebook.cells:
        assert cell.id
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None


@each_lesson
def test_is_a_lesson(path):
    course.is_a_lesson(nbformat.read(path, 4))


def test_the_index_lists_every_notebook_by_its_title():
    titles = {path.name: "# " + entry["title"] for entry in course.index() for path in project.NOTEBOOKS if path.name == entry["file"]}
    assert titles == {path.name: nbformat.read(path, 4).cells[0].source.splitlines()[0] for path in project.NOTEBOOKS}


@each_notebook
def test_runs_with_the_network_cut(path, tmp_path, note, measured):
    notebook, seconds, mib = run(path, tmp_path, {}, note)
    measured[path.stem] = seconds, mib
    course.nothing_went_wrong(notebook)
    course.pictures_are_whole(notebook, course.claims(path)["plots"])
    course.solutions_are_right(notebook)
    data = "real" if os.environ.get("LUNGO_DATA") else "sample"
    note(f"{data} data; " + course.numbers_are_as_claimed(notebook, path, data))
    assert mib is None or mib <= course.MOST_MIB


@some("07-3-mnist", "09-5-1-lenet")
def test_runs_on_what_the_jar_holds(path, tmp_path, note):
    notebook, *_ = run(path, tmp_path, {"LUNGO_DATA": ""}, note)
    course.nothing_went_wrong(notebook)
    note("sample data; " + course.numbers_are_as_claimed(notebook, path, "sample"))


@some("07-1-logistic-regression", "08-5-early-stopping-dropout")
def test_tells_the_same_when_run_again(path, tmp_path, note):
    first, again = (run(path, tmp_path, {}, note, name)[0] for name in ("first", "again"))
    assert course.told(first) == course.told(again)


@some("07-3-mnist", "09-1-convolution")
def test_runs_on_a_stock_jjava_kernel(path, tmp_path, note):
    """Proves that the library needs no kernel of ours."""
    jdk = project.oldest_jdk()
    env = offline(tmp_path)
    env |= {"JJAVA_CLASSPATH": f"{project.jars()}/lib/*:{project.jars()}/cpu/*", "DJL_OFFLINE": "true", "LUNGO_OFFLINE": "true",
            "LUNGO_DATA": "", "GOMP_SPINCOUNT": "1000", "PATH": f"{jdk}/bin{os.pathsep}{env['PATH']}"}
    notebook = nbformat.read(path, 4)
    manager = KernelManager(
        kernel_name="java", kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(project.JJAVA)], ensure_native_kernel=False))
    client = NotebookClient(notebook, km=manager, timeout=None, resources={"metadata": {"path": str(path.parent)}})
    with open(tmp_path / "jjava.log", "wb") as log, client.setup_kernel(env=env, stdout=log, stderr=log):
        try:
            info = client.wait_for_reply(client.kc.kernel_info())["content"]
            note(f"{info['implementation']} {info['implementation_version']} on JDK {project.major(jdk)}")
            assert info["implementation"].lower() == "jjava"
            client.execute(cleanup_kc=False)
        finally:
            manager.shutdown_kernel(now=True)
    course.nothing_went_wrong(notebook)
    course.pictures_are_whole(notebook, course.claims(path)["plots"])
    note(course.numbers_are_as_claimed(notebook, path, "sample"))


def test_the_course_took(measured, note, request):
    """Prints the table: no claim, for machines differ; the issue's is twenty minutes on two cores."""
    if not measured:
        pytest.skip("no notebook was run, so there is nothing to tell of")
    note(f"{'notebook':<32} {'s':>5} {'MiB':>5}")
    for stem, (seconds, mib) in measured.items():
        note(f"{stem:<32} {seconds:>5} {mib or '?':>5}")
    note(f"{'all, in minutes':<32} {sum(seconds for seconds, _ in measured.values()) / 60:>5.1f}")
    if request.config.getoption("--write-course"):
        course.write_figures(measured)


def run(path, tmp_path, env, note, name="out"):
    """Executes the notebook as a fresh user without a network would."""
    prefix = project.without_network()
    if prefix is None:
        note("the network was not cut (unshare is not allowed here); LUNGO_OFFLINE=true stood in")
        env = {**env, "LUNGO_OFFLINE": "true"}
    return course.run(path, tmp_path / f"{name}.ipynb", {**offline(tmp_path), **env}, before=prefix or [])


def offline(tmp_path):
    """An environment with no data set but those in our jar and in LUNGO_DATA."""
    env = {name: value for name, value in os.environ.items() if name != "LUNGO_PROFILE"}
    return {**env, "LUNGO_CACHE": str(tmp_path / "cache")}
