"""Where things stand, and how the tests call the project's own scripts."""

import functools
import os
import re
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

ENVIRONMENT = Path(__file__).resolve().parent.parent
PROJECT = ENVIRONMENT.parent
STATE = ENVIRONMENT / ".state"
VENV = PROJECT / ".venv"
JJAVA = PROJECT / ".venv-jjava" / "share" / "jupyter" / "kernels"
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def setup_sh(script, *args, env=None):
    """Runs bash lines with the functions of environment/setup.sh at hand."""
    return subprocess.run(
        ["bash", "-c", f'. "{ENVIRONMENT}/setup.sh"\n{script}', "setup", *map(str, args)],
        capture_output=True, text=True, env={**os.environ, **(env or {})})


def script(name, *args, env=None, cwd=PROJECT, before=()):
    """Runs environment/NAME, behind the words `before`; returns the finished process, its output as text."""
    return subprocess.run(
        [*before, str(ENVIRONMENT / name), *map(str, args)], capture_output=True, text=True, cwd=cwd, stdin=subprocess.DEVNULL,
        env=os.environ if env is None else env)


def refused(done):
    """What a script that has refused to go on wrote to stderr."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert "error: " in done.stderr
    return done.stderr


def find_jdks():
    """Every JDK from 17 on, one a major version, oldest first: {17: Path, 25: Path}."""
    found = {}
    for row in setup_sh("jdks").stdout.splitlines():
        major, _, home = row.split(" ", 2)
        found.setdefault(int(major), Path(home))
    return dict(sorted(found.items()))


JDKS = find_jdks()


def oldest_jdk():
    """The JDK that the modules are built on; skips the test (in CI: fails it) where there is none at all."""
    if not JDKS:
        pytest.skip("no JDK here. Install one of 17 or newer, or name the folder that it is in: LUNGO_JDKS")
    return JDKS[min(JDKS)]


def major(jdk):
    return next(major for major, home in JDKS.items() if home == jdk)


@functools.cache
def kernels(jdk):
    """The folder of kernelspecs in which ours is, on this JDK; installed once a test session."""
    prefix = STATE / "test-kernels" / f"jdk{major(jdk)}"
    shutil.rmtree(prefix, ignore_errors=True)
    done = install_kernel(jdk, prefix)
    assert done.returncode == 0, done.stdout + done.stderr
    return prefix / "share" / "jupyter" / "kernels"


def install_kernel(jdk, prefix, *options):
    """Installs our kernel under prefix as the lab's set-up does; returns the finished process."""
    return setup_sh('set_up > /dev/null && unlock && install_kernelspec "$@"', jdk, prefix, *options)


def jars():
    """The folder of the jars that the set-up uses."""
    return Path(setup_sh('set_up > /dev/null; echo "$jars"').stdout.strip())


@contextmanager
def lab(*arguments, env=None, shows=r"http://127\.0\.0\.1:\d+/lab\?token=\w+"):
    """A running lab, started as a person starts it: gives what it shows, its address with the token, and its log."""
    log = Path(tempfile.mkstemp(suffix="-lab.log")[1])
    with open(log, "wb") as stream:
        process = subprocess.Popen([str(ENVIRONMENT / "lab"), "--no-browser", *map(str, arguments)], stdout=stream,
                                   stderr=stream, stdin=subprocess.DEVNULL, cwd=PROJECT, start_new_session=True,
                                   env={**os.environ, **(env or {})})
    try:
        while not (found := re.search(shows, log.read_text())):
            assert process.poll() is None, log.read_text()
            time.sleep(0.2)
        yield found[0], log
    finally:
        process.terminate()
        process.wait(timeout=60)


def without_network():
    """The words to put before a command so that it sees no network but loopback; None where this machine forbids it."""
    up = ["sh", "-c", 'ip link set lo up 2>/dev/null || ifconfig lo up; exec "$@"', "sh"]
    ways = [["unshare", "--net"], ["unshare", "--net", "--map-current-user", "--keep-caps"]]
    probe = ["python3", "-c", "import socket; s = socket.create_server(('127.0.0.1', 0)); "
             "socket.create_connection(s.getsockname())"]
    for way in ways:
        if shutil.which("unshare") and subprocess.run([*way, *up, *probe], capture_output=True).returncode == 0:
            return [*way, *up]
    return None


def browser():
    """The installed Chromium or Chrome; skips the test (in CI: fails it) where there is none."""
    found = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    if not found:
        pytest.skip("no Chromium here. Install it: sudo apt-get install chromium")
    return found
