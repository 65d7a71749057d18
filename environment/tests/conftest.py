"""Fixtures: a kernelspec for each JDK, kernels on them, and a summary that names what was not run."""

import os
from pathlib import Path

import pytest

import client
import project

notes = []


def pytest_addoption(parser):
    parser.addoption("--kernels", metavar="FOLDER", help="test the kernelspec java in this folder instead of Lungo's")
    parser.addoption("--write-course", action="store_true", help="keep what the notebooks took in notebooks/course.json")


def pytest_generate_tests(metafunc):
    if "jdk" in metafunc.fixturenames:
        metafunc.parametrize("jdk", project.JDKS.values(), ids=[f"jdk{major}" for major in project.JDKS], scope="session")


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: item.path.stem != "test_units")  # the cheapest place for a mistake to show


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and not item.get_closest_marker("gpu"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"NOT RUN, and in CI nothing is skipped but the GPU: {reason}"
    return report


def pytest_terminal_summary(terminalreporter):
    terminalreporter.section("what was proved, and on what")
    terminalreporter.write_line("JDKs: " + (", ".join(f"{major} ({home})" for major, home in project.JDKS.items()) or "none"))
    for line in notes:
        terminalreporter.write_line(line)
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        terminalreporter.write_line(f"NOT RUN: {report.nodeid} because {reason}", yellow=True, bold=True)


@pytest.fixture
def note(request):
    """Adds a line to the summary: a figure measured, a data source, a thing that was done another way."""
    return lambda text: notes.append(f"{request.node.name}: {text}")


@pytest.fixture(scope="session")
def kernels(jdk, request):
    """The folder with our kernelspec on this JDK, written by the installer as a person would have it."""
    other = request.config.getoption("--kernels")
    return Path(other).absolute() if other else project.kernels(jdk)


@pytest.fixture
def start(kernels, tmp_path):
    """Starts kernels: start(env={…}, transport="ipc", cwd=…) is a context manager that gives a client."""
    defaults = {"kernels": kernels, "cwd": str(tmp_path)}
    return lambda **options: client.running(log=tmp_path / "kernel.log", **{**defaults, **options})


@pytest.fixture
def kernel(start):
    """A client of a fresh kernel on each JDK."""
    with start() as running:
        yield running
