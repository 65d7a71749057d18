"""The oldest and the newest JDK that Lungo is for: both are proved, or it is said that they were not."""

import pytest

import client
import project


@pytest.mark.parametrize("major", [17, 25])
def test_kernel_runs_on_it(major, tmp_path):
    if major not in project.JDKS:
        pytest.skip(f"no JDK {major} here. Install one, or name the folder that it is in: LUNGO_JDKS")
    kernels = project.kernels(project.JDKS[major])
    with client.running(kernels, tmp_path / "kernel.log", cwd=str(tmp_path)) as kernel:
        assert kernel.run("Runtime.version().feature()").value == str(major)
