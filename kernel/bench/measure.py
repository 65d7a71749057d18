"""Runs sessions of kernels as a frontend does, and times them."""

import subprocess
import sys
import time
from queue import Empty

import psutil
import zmq
from jupyter_client import KernelManager

CELLS = 20
TABS = 5
TRIVIAL = "2 + 2"
TIMEOUT = 120
PATIENCE = 30
STARTS = 4

FIGURES = {
    "launch": "launch to first result, s",
    "trip": "round trip of `2 + 2`, ms",
    "tab": "TAB, ms",
    "first_rss": "memory after the first result, MiB",
    "later_rss": f"memory after {CELLS} cells, MiB",
}


class NoAnswer(Exception):
    """The kernel was started, and never answered."""


def rounds(kernels, count):
    """samples[kernel name][figure] = one value a round; a first round that warms disk caches is thrown away.

    A kernel that does not answer is started again; samples[kernel name]["failed_starts"] counts how often.
    """
    samples = {kernel.name: {figure: [] for figure in FIGURES} | {"failed_starts": 0} for kernel in kernels}
    for number in range(count + 1):
        for kernel in kernels:
            print(f"round {number} of {count}: {kernel.name}", file=sys.stderr)
            for figure, value in answered_session(kernel, samples[kernel.name]).items():
                if number > 0:
                    samples[kernel.name][figure].append(value)
    return samples


def answered_session(kernel, samples):
    for _ in range(STARTS):
        try:
            return session(kernel)
        except NoAnswer:
            print(f"{kernel.name} did not answer; starting it again", file=sys.stderr)
            samples["failed_starts"] += 1
    raise NoAnswer(f"{kernel.name} failed to start {STARTS} times")


def session(kernel):
    """One life of a kernel, and its figures."""
    context = zmq.Context()
    manager = KernelManager(kernel_name=kernel.spec, context=context)
    begin = time.perf_counter()
    manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    client = manager.client()
    client.start_channels(hb=False, stdin=False, control=False)
    try:
        greet(client)
        expect_ok(client.execute(TRIVIAL), client)
        launch = time.perf_counter() - begin
        process = psutil.Process(manager.provisioner.pid)
        first_rss = memory(process)
        subscribe(client)
        expect_ok(client.execute(kernel.variable), client)
        # The first of each kind pays for classes that no later one does; people feel the later ones.
        trips = [round_trip(client) for _ in range(CELLS)]
        tabs = [tab(client, code) for code in kernel.tabs for _ in range(TABS)]
        return {
            "launch": launch,
            "trip": 1000 * median(trips),
            "tab": 1000 * median(tabs),
            "first_rss": first_rss,
            "later_rss": memory(process),
        }
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
        context.destroy(linger=0)


def greet(client):
    """Asks for kernel_info, once a second until an answer comes, as frontends do: a kernel may lose what comes early."""
    for _ in range(PATIENCE):
        request = client.kernel_info()
        try:
            reply(request, client, timeout=1)
            return
        except TimeoutError:
            continue
    raise NoAnswer


def round_trip(client):
    """From sending a cell until its reply and the idle after it are there: when a frontend shows it as done."""
    begin = time.perf_counter()
    request = client.execute(TRIVIAL)
    expect_ok(request, client)
    await_idle(request, client)
    return time.perf_counter() - begin


def tab(client, code):
    begin = time.perf_counter()
    request = client.complete(code, len(code))
    content = reply(request, client)
    took = time.perf_counter() - begin
    if not content["matches"]:
        raise RuntimeError(f"No completions for {code}")
    return took


def subscribe(client):
    """Waits until output arrives: what was published before the subscription reached the kernel is lost."""
    while True:
        request = client.execute("")
        try:
            await_idle(request, client, timeout=1)
            reply(request, client)
            return
        except TimeoutError:
            reply(request, client)


def expect_ok(request, client):
    content = reply(request, client)
    if content["status"] != "ok":
        raise RuntimeError(f"A cell failed: {content}")


def reply(request, client, timeout=TIMEOUT):
    while True:
        try:
            message = client.get_shell_msg(timeout=timeout)
        except Empty:
            raise TimeoutError(f"No reply within {timeout} s") from None
        if message["parent_header"].get("msg_id") == request:
            return message["content"]


def await_idle(request, client, timeout=TIMEOUT):
    while True:
        try:
            message = client.get_iopub_msg(timeout=timeout)
        except Empty:
            raise TimeoutError(f"No idle within {timeout} s") from None
        mine = message["parent_header"].get("msg_id") == request
        if mine and message["content"].get("execution_state") == "idle":
            return


def memory(process):
    """Resident MiB of the kernel's process and all that it started."""
    tree = [process, *process.children(recursive=True)]
    return sum(one.memory_info().rss for one in tree) / 2**20


def median(values):
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
