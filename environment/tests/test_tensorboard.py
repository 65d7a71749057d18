"""The event files that the library writes in a cell, read and served by the real TensorBoard."""

import json
import re
import struct
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from contextlib import contextmanager

import pytest
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

import client
import project

CELL = """
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Map;
import lungo.lib.board.SummaryWriter;

try (var manager = NDManager.newBaseManager(); var writer = new SummaryWriter(Path.of("runs/sgd"))) {
    for (int step = 0; step < 20; step++) {
        writer.addScalar("Loss/train", 1.0 / (step + 1), step);
    }
    writer.addHistogram("weights", new float[] {-1, 0, 0.5f, 0.5f, 2}, 3);
    writer.addHistogram("weights", manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2)), 4);
    var picture = new BufferedImage(5, 3, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(4, 2, 0xff8000);
    writer.addImage("picture", picture, 7);
    writer.addImage("red", manager.create(new float[] {1, 0, 0}, new Shape(3, 1, 1)), 8);
    writer.addText("notes", "**learning rate** 0.01, 学习率", 9);
    writer.addHparams(Map.of("lr", 0.01, "optim", "sgd"), Map.of("hparam/accuracy", 0.9));
}
var open = new SummaryWriter(Path.of("runs/killed"));
open.addScalar("Loss/train", 0.25, 1).addScalar("Loss/train", 0.125, 2);
"""


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """The folder of two runs, one whose writer was closed and one whose kernel was killed while it was open."""
    folder = tmp_path_factory.mktemp("tensorboard")
    kernels = project.kernels(project.oldest_jdk())
    with client.running(kernels, folder / "kernel.log", cwd=str(folder)) as kernel:
        result = kernel.run(CELL)
        assert result.status == "ok", result.traceback
    return folder / "runs"


def accumulated(folder):
    """All events of a run, none left out."""
    events = EventAccumulator(str(folder), size_guidance={kind: 0 for kind in ("scalars", "histograms", "images", "tensors")})
    return events.Reload()


def test_every_event_reads_back(runs):
    events = accumulated(runs / "sgd")
    tags = events.Tags()
    assert tags["scalars"] == ["Loss/train", "hparam/accuracy"]
    assert [(event.step, event.value) for event in events.Scalars("Loss/train")] == [
        (step, pytest.approx(1 / (step + 1), rel=1e-7)) for step in range(20)]
    assert tags["histograms"] == ["weights"]
    first, second = (event.histogram_value for event in events.Histograms("weights"))
    assert (first.min, first.max, first.num, first.sum, first.sum_squares) == (-1, 2, 5, 2, 5.5)
    assert sum(first.bucket) == 5 and max(first.bucket) == 2
    assert (second.min, second.max, second.num, second.sum) == (1, 4, 4, 10)
    assert tags["images"] == ["picture", "red"]
    picture = events.Images("picture")[0]
    assert (picture.step, picture.width, picture.height) == (7, 5, 3)
    assert events.Tensors("notes/text_summary")[0].tensor_proto.string_val[0].decode() == "**learning rate** 0.01, 学习率"


def test_a_killed_kernel_leaves_all_that_was_added(runs):
    assert [event.value for event in accumulated(runs / "killed").Scalars("Loss/train")] == [0.25, 0.125]


def test_a_file_cut_short_gives_what_is_whole(runs, tmp_path):
    whole = next((runs / "killed").iterdir())
    (tmp_path / whole.name).write_bytes(whole.read_bytes()[:-5])
    assert [event.value for event in accumulated(tmp_path).Scalars("Loss/train")] == [0.25]


def test_the_server_shows_them(runs, tmp_path, note):
    with serving(runs, tmp_path / "tensorboard.log") as ask:
        scalars = ask.until(lambda: ask("scalars/tags"), lambda tags: {"killed", "sgd"} <= tags.keys())
        assert set(scalars["sgd"]) == {"Loss/train", "hparam/accuracy"}
        points = ask("scalars/scalars", run="sgd", tag="Loss/train")
        assert [point[1:] for point in points] == [[step, pytest.approx(1 / (step + 1), rel=1e-7)] for step in range(20)]

        assert list(ask("histograms/tags")["sgd"]) == ["weights"]
        (_, step, buckets), _ = ask("histograms/histograms", run="sgd", tag="weights")
        assert step == 3 and sum(count for _, _, count in buckets) == pytest.approx(5)

        assert set(ask("images/tags")["sgd"]) == {"picture", "red"}
        picture, = ask("images/images", run="sgd", tag="picture", sample=0)
        png = ask.raw("images/individualImage?" + picture["query"])
        assert picture["step"] == 7 and png.startswith(b"\x89PNG") and struct.unpack(">II", png[16:24]) == (5, 3)

        assert "notes/text_summary" in ask("text/tags")["sgd"]
        text, = ask("text/text", run="sgd", tag="notes/text_summary")
        assert text["step"] == 9 and "<strong>learning rate</strong> 0.01, 学习率" in text["text"]

        groups = ask("hparams/session_groups", post={
            "experimentName": "", "startIndex": 0, "sliceSize": 10, "colParams": [], "aggregationType": "AGGREGATION_AVG",
            "allowedStatuses": ["STATUS_SUCCESS", "STATUS_UNKNOWN", "STATUS_FAILURE", "STATUS_RUNNING"]})
        group, = groups["sessionGroups"]
        assert group["hparams"] == {"lr": 0.01, "optim": "sgd"}
        assert group["metricValues"][0]["value"] == pytest.approx(0.9)
        note(f"TensorBoard {ask.version} showed scalars, histograms, images, text and hyperparameters")


class Plugins:
    """Asks a running TensorBoard for the data of its plugins."""

    def __init__(self, address, version):
        self.address = address
        self.version = version

    def __call__(self, path, post=None, **query):
        return json.loads(self.raw(path + ("?" + urllib.parse.urlencode(query) if query else ""), post))

    def raw(self, path, post=None):
        data = None if post is None else json.dumps(post).encode()
        request = urllib.request.Request(f"{self.address}data/plugin/{path}", data, {"Content-Type": "application/json"})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=client.PATIENCE) as answer:
            return answer.read()

    def until(self, ask, found):
        """The first answer that holds what is looked for: the server loads runs while it answers."""
        end = time.monotonic() + client.PATIENCE
        while True:
            answer = ask()
            if found(answer):
                return answer
            assert time.monotonic() < end, answer
            time.sleep(0.5)


@contextmanager
def serving(logdir, log):
    """A real TensorBoard of that folder on a free port of loopback."""
    with open(log, "wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "tensorboard.main", "--logdir", str(logdir), "--host", "127.0.0.1", "--port", "0",
             "--reload_interval", "1"], stdout=stream, stderr=stream, stdin=subprocess.DEVNULL)
    try:
        end = time.monotonic() + client.PATIENCE
        while not (at := re.search(r"TensorBoard (\S+) at (http://127\.0\.0\.1:\d+/)", log.read_text())):
            assert process.poll() is None and time.monotonic() < end, log.read_text()
            time.sleep(0.2)
        yield Plugins(at[2], at[1])
    finally:
        process.terminate()
        process.wait(timeout=client.PATIENCE)
