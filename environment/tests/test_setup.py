"""Bad surroundings: each gets an error with its remedy, and the set-up that stands goes on working."""

import json
import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

import project
from project import refused

HIDDEN = ("java", "javac", "jshell", "mvn", "lsof")


@pytest.fixture
def surroundings(tmp_path):
    """The environment of a person whose machine has no Java, and whose root installs nothing for them."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, path in {n: p for d in reversed(os.get_exec_path()) if os.path.isdir(d) for n, p in programs(d)}.items():
        (folder / name).symlink_to(path)
    env = {k: v for k, v in os.environ.items() if k not in ("JAVA_HOME", "PYTHON", "CI")}
    return {**env, "PATH": str(folder), "LUNGO_JDKS": str(tmp_path / "none"), "LUNGO_APT": "no"}


def programs(folder):
    return [(name, os.path.join(folder, name)) for name in os.listdir(folder) if name not in HIDDEN]


def fake(surroundings, name, text):
    path = os.path.join(surroundings["PATH"], name)
    if os.path.lexists(path):
        os.unlink(path)
    with open(path, "w") as file:
        file.write("#!/bin/sh\n" + text)
    os.chmod(path, stat.S_IRWXU)


@pytest.fixture(autouse=True)
def nothing_is_broken():
    """After each of these the set-up stands, without doing any step again."""
    yield
    done = project.script("lab", "--check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Setting up" not in done.stdout


def test_no_jdk(surroundings):
    error = refused(project.script("lab", "--check", env=surroundings))
    assert "needs a JDK of version 17 or newer; found no java at all" in error
    assert ("openjdk-21-jdk" in error and "openjdk-17-jdk" in error) or "brew install openjdk" in error
    assert "JAVA_HOME" in error


def test_jdk_too_old(surroundings):
    fake(surroundings, "java", 'echo \'openjdk version "11.0.22" 2024-01-16\' >&2\n')
    assert "17 or newer; found Java 11.0.22 at" in refused(project.script("lab", "--check", env=surroundings))


def test_java_home_too_old_gives_way_to_a_newer_jdk(surroundings, tmp_path):
    (tmp_path / "old" / "bin").mkdir(parents=True)
    for program in ("java", "javac"):
        (tmp_path / "old" / "bin" / program).symlink_to("/bin/true")
    (tmp_path / "old" / "release").write_text('JAVA_VERSION="11.0.22"\n')
    env = {**os.environ, "JAVA_HOME": str(tmp_path / "old")}
    assert project.setup_sh('find_jdk && echo "$jdk_version"', env=env).stdout.split(".")[0] in map(str, project.JDKS)


def test_runtime_without_compiler(surroundings):
    fake(surroundings, "java", 'echo \'openjdk version "21.0.2" 2024-01-16\' >&2\n')
    assert "found only a run-time without javac: Java 21.0.2" in refused(project.script("lab", "--check", env=surroundings))


def test_no_venv_module(surroundings):
    fake(surroundings, "python3", 'case "$2" in *venv*) exit 1 ;; *) echo 3.11.2 ;; esac\n')
    env = {**surroundings, "JAVA_HOME": str(project.oldest_jdk())}
    error = refused(project.script("lab", "--check", env=env))
    assert "lacks its venv module" in error and "python3-venv" in error


def test_python_too_old(surroundings):
    fake(surroundings, "python3", "echo 3.8.10\n")
    env = {**surroundings, "JAVA_HOME": str(project.oldest_jdk()), "PYTHON": "python3"}
    error = refused(project.script("lab", "--check", env=env))
    assert "Python 3.10 or newer" in error and "3.8.10" in error


def test_no_maven(surroundings):
    env = {**surroundings, "JAVA_HOME": str(project.oldest_jdk())}
    error = refused(project.setup_sh("find_maven", env=env))
    assert "no mvn on the PATH" in error and "maven" in error


def test_apt_installs_what_is_missing_where_it_may(surroundings, tmp_path):
    """A stand-in for apt-get that "installs" Maven, and for a sudo that asks for no password."""
    mvn = os.path.join(surroundings["PATH"], "mvn")
    fake(surroundings, "apt-get", f'echo "$@" >> {tmp_path}/calls\ncase "$*" in *install*maven) ln -s /bin/true {mvn} ;; esac\n')
    fake(surroundings, "sudo", 'shift; exec "$@"\n')
    done = project.setup_sh('find_maven && echo "$maven"', env={**surroundings, "LUNGO_APT": "yes"})
    assert done.stdout.splitlines() == ["  Installing with apt: maven", mvn], done.stdout + done.stderr
    assert "install maven" in (tmp_path / "calls").read_text()


def test_first_set_up_without_a_network(tmp_path):
    """Neither Maven nor pip finds anything: both say that the first set-up needs the network, and show the log's end."""
    nowhere = "http://127.0.0.1:9"
    (tmp_path / "settings.xml").write_text(
        f"<settings><mirrors><mirror><id>none</id><mirrorOf>*</mirrorOf><url>{nowhere}</url></mirror></mirrors></settings>")
    fake({"PATH": str(tmp_path)}, "mvn",
         f'exec {shutil.which("mvn")} -s {tmp_path}/settings.xml -Dmaven.repo.local={tmp_path}/m2 "$@"\n')
    env = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "PIP_INDEX_URL": nowhere, "PIP_FIND_LINKS": "", "PIP_NO_CACHE_DIR": "1",
           "PIP_RETRIES": "0"}
    build = f"find_jdk; jars={tmp_path}/jars steps=1 step=0; build"
    install = f"find_python; steps=1 step=0; pip_venv {tmp_path}/venv $environment/requirements-test.txt Installing"
    for lines, problem in ((build, "The build failed."), (install, "pip could not install")):
        error = refused(project.setup_sh(lines, env=env))
        assert problem in error and "The first set-up needs the network" in error
    assert not (tmp_path / "jars").exists()


def test_unknown_arguments():
    assert "Unknown argument: --prot" in refused(project.script("lab", "--prot", 1))


def test_kernelspec_folder_that_cannot_be_written(jdk, tmp_path):
    (tmp_path / "share").write_text("a file where a folder should be")
    done = project.install_kernel(jdk, tmp_path)
    assert done.returncode != 0
    assert str(tmp_path) in done.stderr and "Exception in thread" not in done.stderr
    assert "--user" in done.stderr or "--prefix" in done.stderr
    assert (tmp_path / "share").read_text() == "a file where a folder should be"


def test_broken_off_set_up_is_mended(nothing_is_broken):
    (project.VENV / "share/jupyter/kernels/java/kernel.json").unlink()
    done = project.script("lab", "--check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Installing the Java kernel" in done.stdout
    assert (project.VENV / "share/jupyter/kernels/java/kernel.json").is_file()


def test_running_kernel_does_not_need_target(kernel):
    """`mvn clean` empties target/; the jars of a set-up stand elsewhere."""
    places = kernel.run('System.getProperty("lungo.classpath") + System.getProperty("java.class.path")').value
    assert "/target/" not in places


def test_lock_of_a_dead_process_is_taken_over():
    gone = subprocess.Popen(["true"])
    gone.wait()
    (project.STATE / "lock").symlink_to(str(gone.pid))
    assert project.script("lab", "--check").returncode == 0
    assert not (project.STATE / "lock").is_symlink()


def test_lock_of_an_earlier_process_with_our_number_is_taken_over(tmp_path):
    """In a container each set-up may be process 1."""
    done = project.setup_sh('state=$1; ln -s $$ "$state/lock"; lock; readlink "$state/lock"; echo $$', tmp_path)
    ours, pid = done.stdout.split()
    assert ours == pid
    assert not os.listdir(tmp_path), "the lock is left behind"


def test_lock_of_the_quicker_waiter_stands(tmp_path):
    """Both saw a dead owner; the quicker one has its own lock by now."""
    with subprocess.Popen(["sleep", "60"]) as quicker:
        done = project.setup_sh('state=$1; ln -s "$2" "$state/lock"; take_over 999999; readlink "$state/lock"', tmp_path,
                                quicker.pid)
        quicker.kill()
    assert done.stdout.strip() == str(quicker.pid)
    assert os.listdir(tmp_path) == ["lock"]


def test_steps_are_counted_right_where_only_the_venv_is_stale(tmp_path):
    """A new venv is without the kernel, so that is installed again too."""
    done = project.setup_sh("""
        state=$1/state venv=$1/venv
        hash_of() { echo same; }
        attempt() { step=$((step + 1)); echo "[$step/$steps]"; }
        pip_venv() { rm -rf "$1"; mkdir "$1"; attempt; }
        mkdir -p "$state/jars-same" "$venv/share/jupyter/kernels/java"
        touch "$venv/share/jupyter/kernels/java/kernel.json"
        find_jdk; find_home; find_device; jars=$state/jars-same; kernel_stamp > "$state/kernel.stamp"
        set_up""", tmp_path, env={"LUNGO_APT": "no"})
    assert re.findall(r"\[\d/\d\]", done.stdout) == ["[1/3]", "[2/3]", "[3/3]"], done.stdout + done.stderr


def test_kernel_runs_the_jars_where_they_are(jdk):
    """A rebuild has a folder of its own; it swaps no jar under a running kernel."""
    folder = project.kernels(jdk) / "java"
    spec = json.loads((folder / "kernel.json").read_text())
    jar = Path(spec["argv"][spec["argv"].index("-jar") + 1])
    assert jar.parent == project.jars() / "kernel"
    assert jar.with_name(jar.stem + "-api.jar").is_file()
    assert not list(folder.glob("*.jar"))


def test_jars_of_the_build_before_are_kept(tmp_path):
    for age, name in enumerate(["jars-current", "jars-before", "jars-older"]):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (1000 - age, 1000 - age))
    project.setup_sh('state=$1; jars=$state/jars-current; remove_old_jars', tmp_path)
    assert sorted(os.listdir(tmp_path)) == ["jars-before", "jars-current"]


def test_user_without_an_entry_in_passwd(jdk, tmp_path):
    """As in a container that was given some number for its user: older JVMs take "?" for their home."""
    home, java = tmp_path / "my home", tmp_path / "jdk" / "bin" / "java"
    for folder in (home, java.parent):
        folder.mkdir(parents=True)
    java.write_text("#!/bin/sh\necho '    user.home = ?' >&2\n")
    java.chmod(stat.S_IRWXU)
    done = project.setup_sh("""
        id() { return 1; }
        jars=$4 jdk=$1; HOME=$2 find_home
        install_kernelspec "$3" "$2" --no-cache""", java.parent.parent, home, jdk, project.jars())
    assert done.returncode == 0, done.stdout + done.stderr
    argv = json.loads((home / "share/jupyter/kernels/java/kernel.json").read_text())["argv"]
    assert f"-Duser.home={home}" in argv
