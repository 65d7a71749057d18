"""Binder without Docker: what repo2docker would build, and postBuild replayed by a fresh user, then a session in 2 GB."""

import json
import os
import pwd
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import nbformat
import pytest

import project

BINDER = project.PROJECT / ".binder"
CHAPTER = "07-3-mnist"
MEMORY = 2 << 30  # bytes that mybinder.org promises at most
PINNED = re.compile(r"^([\w.-]+==[\w.]+)", re.M)


def test_the_python_packages_are_those_of_the_lab():
    listed = re.findall(r"- ([\w.-]+==[\w.]+)", (BINDER / "environment.yml").read_text())
    assert listed == PINNED.findall((project.ENVIRONMENT / "requirements.txt").read_text())


def test_repo2docker_renders_an_image_of_our_files(clone):
    done = subprocess.run(
        [sys.executable, "-m", "repo2docker", "--no-build", "--user-id", "1000", "--user-name", "jovyan", str(clone)],
        capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for line in ("COPY --chown=1000:1000 src/.binder/environment.yml ${REPO_DIR}/.binder/environment.yml",
                 'env update -p ${NB_PYTHON_PREFIX} --file ".binder/environment.yml"',
                 "apt-get install --yes --no-install-recommends fontconfig fonts-dejavu-core",
                 "RUN ./.binder/postBuild", 'ENV R2D_ENTRYPOINT="${REPO_DIR}/.binder/start"'):
        assert line in done.stdout, line
    assert "python=3.11" in done.stderr
    # A link in place of a file would break the image: .binder/environment.yml is copied there before the repository is.
    assert not any(path.is_symlink() for path in [BINDER, *BINDER.iterdir()])


def test_a_session_takes_as_many_threads_as_it_has_cores():
    def threads(**env):
        env = {**{k: v for k, v in os.environ.items() if k != "OMP_NUM_THREADS"}, **env}
        done = subprocess.run([BINDER / "start", "sh", "-c", "echo $OMP_NUM_THREADS $LUNGO_OFFLINE $DJL_OFFLINE"], env=env,
                              capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        count, *offline = done.stdout.split()
        assert offline == ["true", "true"]
        return int(count)

    assert threads(CPU_LIMIT="1.0") == threads(CPU_LIMIT="0.5") == 1
    assert 1 <= threads() <= os.cpu_count() and threads(CPU_LIMIT="999") == os.cpu_count()
    assert threads(OMP_NUM_THREADS="3") == 3


def test_a_fresh_user_builds_and_a_session_runs_offline_in_two_gigabytes(clone, fresh_user, note):
    began = time.monotonic()
    home, name, run = fresh_user
    shutil.copytree(clone, home / "course", symlinks=True)
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", f"{name}:", str(home)], check=True)
    pins = PINNED.findall((project.ENVIRONMENT / "requirements.txt").read_text())
    run(f"{user_python(run)} -m venv ~/env && ~/env/bin/pip install -q -c environment/constraints.txt {' '.join(pins)}")
    built = run("./.binder/postBuild")
    note(f"postBuild and the environment: {time.monotonic() - began:.0f} s; {built.splitlines()[-2].strip()}")
    assert "Data: " in built and built.endswith("Ready: the course is in notebooks/.\n")
    spec = json.loads(run("jupyter kernelspec list --json"))["kernelspecs"]["java"]["spec"]
    assert "-Xmx640m" in spec["argv"] and spec["env"]["LUNGO_OFFLINE"] == "true"

    without_network = project.without_network()
    if without_network is None:
        note("the network was not cut: unshare is not allowed here; LUNGO_OFFLINE=true stood in")
    with memory_limit(note) as limited, most_memory(name) as most:
        session = f"""jupyter lab --no-browser --port 8899 > ~/lab.log 2>&1 & lab=$!
            until grep -q 'is running at' ~/lab.log; do sleep 0.5; kill -0 $lab || exit 3; done
            cd notebooks && jupyter execute {CHAPTER}.ipynb --output ~/ran.ipynb; status=$?
            kill $lab; exit $status"""
        run(f"CPU_LIMIT=1 ./.binder/start bash -c {shlex.quote(session)}", before=[*limited, *(without_network or [])])
    note(f"JupyterLab, the kernel and the client of {CHAPTER}: at most {most[0] / (1 << 20):.0f} MiB resident")
    assert most[0] < MEMORY
    cells = [cell for cell in nbformat.read(home / "ran.ipynb", 4).cells if cell.cell_type == "code"]
    outputs = [output for cell in cells for output in cell.outputs]
    assert all(cell.execution_count for cell in cells)
    assert not any(output.output_type == "error" or output.get("name") == "stderr" for output in outputs)
    assert sum("image/svg+xml" in output.get("data", {}) for output in outputs) >= 5


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A clean clone of what is committed, as Binder gets it."""
    folder = tmp_path_factory.mktemp("binder") / "course"
    done = subprocess.run(["git", "clone", "-q", str(project.PROJECT), str(folder)], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"this is no git checkout that can be cloned: {done.stderr.strip()}")
    return folder


@pytest.fixture
def fresh_user(tmp_path, note):
    """A user with an empty home, their name, and run(lines, before=[]): a new one, since Java asks the system, not HOME, where
    that is; who cannot make one, not being root, is that user, and Java's caches may be warm then."""
    if os.geteuid() != 0 or not shutil.which("useradd") or not shutil.which("runuser"):
        note("replayed by the tests' own user with an empty home: only root can make a new user")
        home = tmp_path / "home"
        home.mkdir()
        yield home, pwd.getpwuid(os.geteuid()).pw_name, runner(home, [])
        return
    name = f"lungo{os.getpid()}"
    subprocess.run(["useradd", "--create-home", "--shell", "/bin/bash", name], check=True)
    home = Path(pwd.getpwnam(name).pw_dir)
    try:
        yield home, name, runner(home, [shutil.which("runuser"), "-u", name, "--"])
    finally:
        while left := processes(name):
            for process in left:
                with suppress(ProcessLookupError):
                    os.kill(int(process.name), signal.SIGKILL)
            time.sleep(0.2)
        subprocess.run(["userdel", "-r", name], capture_output=True)


def runner(home, as_user):
    """run(lines, before=[]): runs bash lines in home/course behind the words as_user, and gives what they print."""
    kept = {k: v for k, v in os.environ.items() if re.search("(?i)proxy|cert|^pip_|^lang$|^lc_", k)}
    env = {**kept, "HOME": str(home), "JAVA_HOME": str(project.oldest_jdk()), "NB_PYTHON_PREFIX": f"{home}/env",
           "PATH": f"{home}/env/bin:{project.oldest_jdk()}/bin:/usr/local/bin:/usr/bin:/bin"}

    def run(lines, before=()):
        done = subprocess.run([*before, *as_user, "bash", "-c", lines], cwd=home / "course", env=env, capture_output=True, text=True)
        assert done.returncode == 0, f"{lines}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        return done.stdout

    return run


def user_python(run):
    """A Python with venv that any user may run; one in root's own home is none."""
    for candidate in ("/usr/bin/python3", "/usr/local/bin/python3", sys.base_prefix + "/bin/python3"):
        try:
            run(f"{candidate} -c 'import venv, ensurepip, sys; assert sys.version_info >= (3, 10)'")
        except AssertionError:
            continue
        return candidate
    pytest.skip("no Python of 3.10 or newer with venv that another user may run. Install python3-venv")


@contextmanager
def memory_limit(note):
    """The words before a command that hold it, and what it starts, to MEMORY; none where control groups cannot be written."""
    for root, limit, swap in ((Path("/sys/fs/cgroup"), "memory.max", "memory.swap.max"),
                              (Path("/sys/fs/cgroup/memory"), "memory.limit_in_bytes", "memory.memsw.limit_in_bytes")):
        group = root / f"lungo{os.getpid()}"
        if not (root / "cgroup.procs").exists():
            continue
        try:
            group.mkdir()
            (group / limit).write_text(str(MEMORY))
        except OSError:
            with suppress(OSError):
                group.rmdir()
            continue
        if (group / swap).exists():
            (group / swap).write_text("0" if swap == "memory.swap.max" else str(MEMORY))
        note(f"held to 2 GB by the control group {group}")
        try:
            yield ["sh", "-c", f'echo $$ > {group}/cgroup.procs; exec "$@"', "sh"]
        finally:
            while (group / "cgroup.procs").read_text():
                time.sleep(0.2)
            group.rmdir()
        return
    note("not held to 2 GB: control groups cannot be written here; the memory was measured only")
    yield []


@contextmanager
def most_memory(user):
    """A list whose one number is the most bytes that all processes of the user had resident at once."""
    most, done = [0], threading.Event()

    def watch():
        while not done.wait(0.3):
            most[0] = max(most[0], sum(map(resident, processes(user))))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield most
    finally:
        done.set()
        thread.join()


def processes(user):
    """The folders in /proc of the user's processes."""
    uid, found = pwd.getpwnam(user).pw_uid, []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            found += [folder] * (folder.stat().st_uid == uid)
    return found


def resident(process):
    """Bytes; none of a process that is gone."""
    with suppress(OSError, IndexError):
        return int((process / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0
