"""What the set-up chooses where there is an NVIDIA GPU, with stand-ins for the driver and for PyTorch; nothing runs on a GPU."""

import json
import os
import re
import stat

import pytest

import project
from project import refused

TORCH = re.search("<pytorch.version>(.*)</", (project.PROJECT / "pom.xml").read_text())[1]
FIND = 'find_jdk; find_python; find_home; state=$1; find_device; echo "$device|$why|$torch_libraries|$cudart"'


@pytest.fixture
def machine(tmp_path):
    """The environment of a machine with a GPU and nothing else; machine(driver="470.1") has an older driver."""

    def build(driver="550.54.14", **env):
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        smi = folder / "nvidia-smi"
        smi.write_text(f"#!/bin/sh\necho 'NVIDIA H100 80GB HBM3, {driver}'\n")
        smi.chmod(stat.S_IRWXU)
        plain = {name: "" for name in ("LUNGO_DEVICE", "LUNGO_TORCH", "VIRTUAL_ENV", "CONDA_PREFIX")}
        return {**plain, "PATH": f"{folder}:{os.environ['PATH']}", "DJL_CACHE_DIR": str(tmp_path / "djl"), **env}

    return build


@pytest.fixture
def torch(tmp_path):
    """A Python environment with what of PyTorch the set-up looks at; a space in its name."""

    def build(version=f"{TORCH}+cu126"):
        packages = tmp_path / "my env" / "lib" / "python3.11" / "site-packages"
        for name in ("torch/lib/libtorch_cuda.so", "nvidia/cuda_runtime/lib/libcudart.so.12"):
            (packages / name).parent.mkdir(parents=True, exist_ok=True)
            (packages / name).write_text("a stand-in")
        (packages / "torch/version.py").write_text(f"from typing import Optional\n__version__ = '{version}'\ncuda = '12.6'\n")
        return tmp_path / "my env"

    return build


def found(tmp_path, env):
    done = project.setup_sh(FIND, tmp_path, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip().split("|")


def test_without_a_gpu_the_cpu_is_taken(machine, tmp_path):
    env = machine(PATH=os.environ["PATH"], LUNGO_PROC=str(tmp_path / "proc"))
    assert found(tmp_path, env) == ["cpu", "no NVIDIA GPU is seen", "", ""]


def test_gpu_is_taken_unasked_with_a_torch_of_pip(machine, torch, tmp_path):
    packages = torch() / "lib/python3.11/site-packages"
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX", "LUNGO_TORCH"):
        device, why, libraries, cudart = found(tmp_path, machine(**{name: str(tmp_path / "my env")}))
        assert device == "cuda" and "H100" in why
        assert libraries == str(packages / "torch/lib")
        assert cudart == str(packages / "nvidia/cuda_runtime/lib/libcudart.so.12")


def test_gpu_is_seen_through_the_driver_s_own_files(machine, torch, tmp_path):
    card = tmp_path / "proc/driver/nvidia/gpus/0000:01:00.0"
    card.mkdir(parents=True)
    (card / "information").write_text("Model: \t\t NVIDIA A100\nIRQ: 42\n")
    (card.parents[1] / "version").write_text("NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.129.03  Thu Oct 19\n")
    env = machine(PATH=os.environ["PATH"], LUNGO_PROC=str(tmp_path / "proc"), LUNGO_TORCH=str(torch()))
    assert found(tmp_path, env)[:2] == ["cuda", "NVIDIA A100, 535.129.03"]


def test_download_of_djl_is_found(machine, tmp_path):
    folder = tmp_path / f"djl/pytorch/{TORCH}-cu128-linux-x86_64"
    folder.mkdir(parents=True)
    for name in ("libtorch_cuda.so", "libcudart-0badcafe.so.12"):
        (folder / name).write_text("a stand-in")
    assert found(tmp_path, machine())[2:] == [str(folder), str(folder / "libcudart-0badcafe.so.12")]


def test_cpu_can_be_asked_for(machine, torch, tmp_path):
    assert found(tmp_path, machine(LUNGO_DEVICE="cpu", LUNGO_TORCH=str(torch())))[0] == "cpu"


def test_old_driver_is_named(machine, torch, tmp_path):
    env = machine(driver="470.82.01", LUNGO_TORCH=str(torch()))
    assert found(tmp_path, env)[:2] == ["cpu", "NVIDIA's driver 470 is too old for CUDA 12"]
    error = refused(project.setup_sh(FIND, tmp_path, env={**env, "LUNGO_DEVICE": "cuda"}))
    assert "version 525 or newer" in error and "LUNGO_DEVICE=cpu" in error


def test_cuda_by_name_without_a_gpu_is_refused(machine, tmp_path):
    env = machine(PATH=os.environ["PATH"], LUNGO_PROC=str(tmp_path / "proc"), LUNGO_DEVICE="cuda")
    error = refused(project.setup_sh(FIND, tmp_path, env=env))
    assert "no NVIDIA GPU is seen" in error and "install NVIDIA's driver" in error and "--gpus all" in error


def test_unknown_device_is_refused():
    assert 'LUNGO_DEVICE is "gpu"' in refused(project.setup_sh(FIND, "/tmp", env={"LUNGO_DEVICE": "gpu"}))


def test_torch_of_another_version_is_refused_by_name_and_passed_over_else(machine, torch, tmp_path):
    folder = torch("2.6.0+cu124")
    error = refused(project.setup_sh(FIND, tmp_path, env=machine(LUNGO_TORCH=str(folder))))
    assert "PyTorch 2.6.0+cu124" in error and f"pip install torch=={TORCH}" in error
    error = refused(project.setup_sh(FIND, tmp_path, env=machine(LUNGO_TORCH=str(tmp_path / "none"))))
    assert f"no PyTorch {TORCH} for CUDA" in error
    assert found(tmp_path, machine(VIRTUAL_ENV=str(folder)))[2] == ""


def test_kernelspec_for_a_gpu(machine, torch, jdk, tmp_path):
    """It leads DJL to the libraries and to libcudart, and keeps the CPU build off the class path."""
    script = FIND + '; jars=$2 && mkdir "$state/cuda.d" && link_cudart && install_kernelspec "$3" "$1" --no-cache'
    done = project.setup_sh(script, tmp_path, project.jars(), jdk, env=machine(LUNGO_TORCH=str(torch())))
    assert done.returncode == 0, done.stdout + done.stderr
    spec = json.loads((tmp_path / "share/jupyter/kernels/java/kernel.json").read_text())
    assert spec["env"]["PYTORCH_LIBRARY_PATH"] == str(tmp_path / "my env/lib/python3.11/site-packages/torch/lib")
    assert spec["env"]["PYTORCH_FLAVOR"] == "cu128"
    assert f"-Djna.library.path={tmp_path}/cuda" in spec["argv"]
    assert (tmp_path / "cuda/libcudart.so").read_text() == "a stand-in"
    class_path = next(word for word in spec["argv"] if word.startswith("-Dlungo.classpath="))
    assert class_path.endswith("/lib/*") and not list((project.jars() / "lib").glob("pytorch-native-*"))


def test_kernelspec_for_the_cpu(kernels):
    spec = json.loads((kernels / "java" / "kernel.json").read_text())
    assert "PYTORCH_LIBRARY_PATH" not in spec["env"]
    assert any(word.endswith("/cpu/*") for word in spec["argv"])
    assert len(list((project.jars() / "cpu").glob("pytorch-native-cpu-*.jar"))) == 1


def test_another_device_installs_the_kernel_anew(machine, torch, tmp_path):
    stamps = [project.setup_sh(FIND + " > /dev/null; kernel_stamp", tmp_path, env=env).stdout for env in (
        machine(LUNGO_DEVICE="cpu"), machine(LUNGO_TORCH=str(torch())), machine(LUNGO_DEVICE="cpu"))]
    assert stamps[0] == stamps[2] != stamps[1]


CUDA_FAILS = """
    state=$1 venv=$1/venv jars=$1/jars steps=0 step=0
    first_use() { echo "$@" >> CALLS; echo "error: CUDA says: no device (100)."; [ "$*" = cpu ]; }
    find_jdk; find_python; find_home; find_device
    ! cuda_is_missing || download_cuda; unpack_natives; echo "$device, $why"
    find_device; echo "next time $device"
    seen="another GPU"; cuda_stamp
"""


@pytest.mark.parametrize("has_torch, reason", [
    (False, "could not be downloaded"), (True, r"cannot be used: CUDA says: no device \(100\)")])
def test_cuda_that_fails_gives_way_to_the_cpu_and_is_remembered(machine, torch, tmp_path, has_torch, reason):
    env = machine(**({"LUNGO_TORCH": str(torch())} if has_torch else {}))
    script = CUDA_FAILS.replace("CALLS", str(tmp_path / "calls"))
    done = project.setup_sh(script, tmp_path, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Going on with the CPU" in done.stdout and "LUNGO_DEVICE=cuda environment/lab --check" in done.stdout
    assert has_torch or f"pip install torch=={TORCH}" in done.stdout
    assert re.search(f"cpu, a GPU is there, but .*{reason}", done.stdout), done.stdout
    assert "next time cpu" in done.stdout
    calls = (tmp_path / "calls").read_text().splitlines()
    assert [call.split()[0] for call in calls] == ["cuda" if has_torch else "cpu", "cpu"]


def test_cuda_that_was_asked_for_and_fails_ends_the_set_up(machine, tmp_path):
    error = refused(project.setup_sh(CUDA_FAILS.replace("CALLS", "/dev/null"), tmp_path, env=machine(LUNGO_DEVICE="cuda")))
    assert "could not be downloaded" in error and "LUNGO_TORCH=ENVIRONMENT environment/lab" in error


def test_check_names_device_versions_and_memory():
    done = project.script("check", env={**os.environ, "LUNGO_DEVICE": "cpu"})
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    for line in ("Chosen +cpu +LUNGO_DEVICE=cpu", r"DJL +\d+\.\d+", f"libtorch +{TORCH} ", "CUDA +none: ", "Device +cpu", r"Memory .*GiB"):
        assert re.search("^" + line, done.stdout, re.MULTILINE), done.stdout
