"""The course's notebooks from top to bottom: on our kernel with the network cut, and on a stock JJava kernel."""

import os
import re
import xml.etree.ElementTree as XML

import nbformat
import pytest
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient

import project

PLOTLY, SVG = "application/vnd.plotly.v1+json", "image/svg+xml"
each_notebook = pytest.mark.parametrize("path", project.NOTEBOOKS, ids=lambda path: path.stem)

# What a notebook's training claims on the 1,000 test digits of the offline sample: before, and after, in per cent.
ACCURACY = {"07-3-mnist": {"untrained": (0, 30), "trained": (91, 96)}}


def test_there_are_notebooks():
    assert project.NOTEBOOKS


@each_notebook
def test_committed_without_outputs_and_for_our_kernel(path):
    notebook = nbformat.read(path, 4)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "java"
    for cell in notebook.cells:
        assert cell.id
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None


@each_notebook
def test_runs_with_the_network_cut(path, tmp_path, note):
    env = offline(tmp_path)
    prefix = project.without_network()
    if prefix is None:
        env["LUNGO_OFFLINE"] = "true"
        note("the network was not cut (unshare is not allowed here); LUNGO_OFFLINE=true stood in")
    done = project.script("run", path, "-o", tmp_path / "out.ipynb", env=env, before=prefix or [])
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-6000:]
    note(done.stdout.splitlines()[-1].split(" Written")[0])
    notebook = nbformat.read(tmp_path / "out.ipynb", 4)
    nothing_went_wrong(notebook)
    figures_are_whole(notebook)
    accuracies_are_as_claimed(notebook, path.stem, note)


@each_notebook
def test_runs_on_a_stock_jjava_kernel(path, tmp_path, note):
    """Proves that the library needs no kernel of ours."""
    jdk = project.oldest_jdk()
    env = offline(tmp_path)
    env |= {"JJAVA_CLASSPATH": f"{project.jars()}/lib/*:{project.jars()}/cpu/*", "DJL_OFFLINE": "true", "LUNGO_OFFLINE": "true", "GOMP_SPINCOUNT": "1000",
            "PATH": f"{jdk}/bin{os.pathsep}{env['PATH']}"}
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
    nothing_went_wrong(notebook)
    figures_are_whole(notebook)
    accuracies_are_as_claimed(notebook, path.stem, note)


def offline(tmp_path):
    """An environment with no data set but the one in our jar."""
    env = {name: value for name, value in os.environ.items() if name not in ("LUNGO_DATA", "LUNGO_PROFILE")}
    return {**env, "LUNGO_CACHE": str(tmp_path / "cache")}


def outputs(notebook, *types):
    return [o for cell in notebook.cells if cell.cell_type == "code" for o in cell.outputs if o.output_type in types]


def nothing_went_wrong(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.source.strip():
            assert cell.execution_count, f"not run:\n{cell.source}"
            for output in cell.outputs:
                assert output.output_type != "error", output
                assert output.get("name") != "stderr", f"{cell.source}\nprinted on stderr:\n{output.text}"


def figures_are_whole(notebook):
    """Every chart holds its static form and Plotly's, and no HTML that a page would prefer to them."""
    figures = [o.data for o in outputs(notebook, "display_data", "execute_result") if PLOTLY in o.data]
    assert figures
    for data in figures:
        assert XML.fromstring(data[SVG]).tag.endswith("}svg")
        assert data[PLOTLY]["data"] and data[PLOTLY]["layout"]
        assert data["text/plain"]
        assert not {"text/html", "image/png"} & set(data)


def accuracies_are_as_claimed(notebook, name, note):
    """The first accuracy is an untrained network's, the next is the trained one's; all name their data."""
    text = "".join(o.text for o in outputs(notebook, "stream"))
    found = re.findall(r"[Aa]ccuracy ([\d.]+) %[^\n]*\((?:labels shuffled, )?(offline sample of MNIST[^\n]*)\)", text)
    assert len(found) == len(re.findall(r"[Aa]ccuracy [\d.]+ %", text)), "an accuracy names no data:\n" + text
    untrained, trained = (float(value) for value, _ in found[:2])
    note(f"accuracy {untrained} % untrained, {trained} % trained; {found[0][1]}")
    for value, (low, high) in zip((untrained, trained), ACCURACY[name].values(), strict=True):
        assert low <= value <= high
